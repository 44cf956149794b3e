package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/format"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// source is a package with its comments.
type source struct {
	*doc.Package
	files    *token.FileSet
	examples map[string][]*doc.Example // by what they are of
}

// read reads the package in a folder, its examples among it.
func read(folder, path string) (source, error) {
	files := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return source{}, err
	}
	var parsed []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(files, name, nil, parser.ParseComments)
		if err != nil {
			return source{}, err
		}
		parsed = append(parsed, file)
	}
	pkg, err := doc.NewFromFiles(files, parsed, path)
	if err != nil {
		return source{}, err
	}
	var tests []*ast.File
	for i, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			tests = append(tests, parsed[i])
		}
	}
	s := source{pkg, files, map[string][]*doc.Example{}}
	for _, e := range doc.Examples(tests...) {
		of, _, _ := strings.Cut(e.Name, "_")
		s.examples[of] = append(s.examples[of], e)
	}
	return s, nil
}

// chapter is what the comment of the package says under a heading.
func (s source) chapter(title string) string {
	_, text, _ := strings.Cut(s.Doc, "# "+title+"\n")
	text, _, _ = strings.Cut(text, "\n# ")
	return text
}

// found is a function, a type or a variable of a package.
type found struct {
	source
	name string
	decl ast.Node
	doc  string
	typ  *doc.Type // the type, or that of what the function returns
}

// find looks a name up.
func (s source) find(name string) (found, error) {
	for _, f := range s.Funcs {
		if f.Name == name {
			return found{s, name, f.Decl, f.Doc, nil}, nil
		}
	}
	for _, v := range s.Vars {
		if slices.Contains(v.Names, name) {
			return found{s, name, v.Decl, v.Doc, nil}, nil
		}
	}
	for _, t := range s.Types {
		if t.Name == name {
			return found{s, name, t.Decl, t.Doc, t}, nil
		}
		for _, f := range t.Funcs {
			if f.Name == name {
				return found{s, name, f.Decl, f.Doc, t}, nil
			}
		}
	}
	return found{}, fmt.Errorf("package %s has no %s", s.Name, name)
}

// isType reports whether it is a type itself.
func (f found) isType() bool { return f.typ != nil && f.typ.Name == f.name }

// signature is the declaration on one line, without a body.
func (f found) signature(decl *ast.FuncDecl) string {
	bare := *decl
	bare.Body, bare.Doc = nil, nil
	return strings.Join(strings.Fields(f.print(&bare)), " ")
}

func (f found) print(node any) string {
	var b bytes.Buffer
	if err := format.Node(&b, f.files, node); err != nil {
		return err.Error()
	}
	return b.String()
}

// embedded are the exported types that a struct type embeds.
func (f found) embedded() []string {
	var names []string
	for _, field := range fields(f.typ.Decl) {
		if name := typeName(field.Type); len(field.Names) == 0 && ast.IsExported(name) {
			names = append(names, name)
		}
	}
	return names
}

// fields are those of a declared struct.
func fields(decl *ast.GenDecl) []*ast.Field {
	for _, spec := range decl.Specs {
		if t, ok := spec.(*ast.TypeSpec); ok {
			if s, ok := t.Type.(*ast.StructType); ok {
				return s.Fields.List
			}
		}
	}
	return nil
}

// typeName is the name of a type, without its arguments.
func typeName(t ast.Expr) string {
	switch index := t.(type) {
	case *ast.IndexExpr:
		t = index.X
	case *ast.IndexListExpr:
		t = index.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

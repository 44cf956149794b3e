package io_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// No exported name here may also be exported by the standard io package, so
// that editors can always tell which "io" a file means.
func TestNamesDoNotCollideWithStandardIO(t *testing.T) {
	std, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("io")
	if err != nil {
		t.Fatal(err)
	}
	names := topLevelNames(t)
	if len(names) < 40 {
		t.Fatalf("only %d names found here", len(names))
	}
	for _, name := range names {
		if token.IsExported(name) && std.Scope().Lookup(name) != nil {
			t.Errorf("io.%s is also exported by the standard io package", name)
		}
	}
}

// topLevelNames reads this folder rather than type-checking all it imports.
func topLevelNames(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			names = append(names, declared(d)...)
		}
	}
	return names
}

func declared(d ast.Decl) []string {
	var names []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, n := range spec.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/format"
	"go/token"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const head = `# All an action can say

An action is a function of a context. It asks the person who runs it with package ` + "`io`" + `, shows them what it finds,
and says how it went with package ` + "`stagedoor`" + `. This page is written from the code's own comments and examples by
` + "`go generate ./io`" + `; each part can be seen at work in ` + "`go run ./examples/gallery`" + `.

Every limit is enforced in the application's process. The browser checks first where it can, so that people need not wait.

`

// page writes the reference of the module in a folder.
func page(root string) ([]byte, error) {
	io, err := read(filepath.Join(root, "io"), "github.com/stagedoor/stagedoor/io")
	if err != nil {
		return nil, err
	}
	top, err := read(root, "github.com/stagedoor/stagedoor")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(head)
	for _, s := range sections {
		fmt.Fprintf(&b, "- [%s](#%s)\n", s.title, anchor(s.title))
	}
	for _, s := range sections {
		fmt.Fprintf(&b, "\n## %s\n", s.title)
		if s.intro != "" {
			fmt.Fprintf(&b, "\n%s\n", s.intro)
		}
		if s.title == runScreen {
			if err := writeRunScreen(&b, root); err != nil {
				return nil, err
			}
		}
		for _, full := range s.names {
			if title, ok := strings.CutPrefix(full, "# "); ok {
				fmt.Fprintf(&b, "\n### %s\n\n", title)
				found{source: io}.prose(&b, io.chapter(title))
				continue
			}
			from, name := io, full
			if short, ok := strings.CutPrefix(full, "stagedoor."); ok {
				from, name = top, short
			}
			f, err := from.find(name)
			if err != nil {
				return nil, err
			}
			f.write(&b)
		}
	}
	return b.Bytes(), nil
}

// write writes one entry.
func (f found) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "\n### %s.%s\n\n", f.Name, f.name)
	if decl, ok := f.decl.(*ast.FuncDecl); ok {
		fmt.Fprintf(b, "```go\n%s\n```\n\n", f.signature(decl))
	} else if gen, ok := f.decl.(*ast.GenDecl); ok && hasFields(gen) {
		fmt.Fprintf(b, "```go\n%s\n```\n\n", f.structure(gen))
	}
	f.prose(b, f.doc)
	if f.typ != nil && (f.isType() || f.first()) {
		f.constants(b)
		f.methods(b)
	}
	for _, e := range f.shown() {
		if text := f.example(e); strings.Contains(text, "\n") { // a line alone only names what is shown elsewhere
			fmt.Fprintf(b, "\n```go\n%s\n```\n", text)
		}
	}
}

// shown are the examples of an entry: its own and, where the methods of a type are
// listed that has no entry, those of the type.
func (f found) shown() []*doc.Example {
	examples := f.examples[f.name]
	if f.typ == nil || f.isType() || !f.first() || placed(f.Name, f.typ.Name) {
		return examples
	}
	return slices.Concat(examples, f.examples[f.typ.Name])
}

// placed reports whether a name of a package has an entry.
func placed(pkg, name string) bool {
	return slices.ContainsFunc(sections, func(s section) bool {
		return slices.ContainsFunc(s.names, func(full string) bool {
			return full == name && pkg == "io" || full == "stagedoor."+name && pkg == "stagedoor"
		})
	})
}

// example is what an example shows: its body, or the program that its file is where
// it needs declarations beside it.
func (f found) example(e *doc.Example) string {
	if _, whole := e.Code.(*ast.File); whole {
		return strings.TrimSpace(region.ReplaceAllString(f.print(e.Play), ""))
	}
	return code(f.print(e.Code))
}

// first reports whether the function is the first that makes its type: the methods
// are listed there.
func (f found) first() bool { return f.typ.Funcs[0].Name == f.name || len(f.typ.Funcs) == 1 }

// constants prints the values of a type that have names.
func (f found) constants(b *bytes.Buffer) {
	if !f.isType() {
		return
	}
	for _, c := range f.typ.Consts {
		fmt.Fprintf(b, "\n```go\n%s\n```\n", f.print(c.Decl))
	}
}

// hasFields reports whether people set fields of a struct type.
func hasFields(decl *ast.GenDecl) bool {
	return slices.ContainsFunc(fields(decl), func(field *ast.Field) bool {
		return len(field.Names) > 0 && field.Names[0].IsExported()
	})
}

// structure prints a struct type with its exported fields.
func (f found) structure(gen *ast.GenDecl) string {
	return f.print(&ast.GenDecl{Tok: token.TYPE, Specs: gen.Specs, TokPos: gen.TokPos})
}

// methods lists the setters of a type, one on each line.
func (f found) methods(b *bytes.Buffer) {
	var lines []string
	for _, m := range f.typ.Methods {
		if m.Decl.Type.Params == nil {
			continue
		}
		params := strings.TrimPrefix(f.signature(&ast.FuncDecl{Name: m.Decl.Name, Type: &ast.FuncType{
			TypeParams: m.Decl.Type.TypeParams, Params: m.Decl.Type.Params, Results: results(m.Decl.Type.Results, f.typ.Name),
		}}), "func ")
		lines = append(lines, fmt.Sprintf("- `%s` – %s", params, f.line(m.Doc, m.Name)))
	}
	for _, name := range f.embedded() {
		lines = append(lines, fmt.Sprintf("- and all that [%s](#%s) has", name, anchor("io."+name)))
	}
	if len(lines) > 0 {
		fmt.Fprintf(b, "\n%s\n", strings.Join(lines, "\n"))
	}
}

// results leaves out the type itself: a setter returns what it was called on.
func results(list *ast.FieldList, self string) *ast.FieldList {
	if list == nil || len(list.List) != 1 {
		return list
	}
	if name := typeName(list.List[0].Type); name == self || name == "F" {
		return nil
	}
	return list
}

func (f found) prose(b *bytes.Buffer, text string) {
	p := f.Printer()
	p.HeadingLevel = 4
	p.DocLinkURL = f.linkTo
	b.Write(p.Markdown(f.Parser().Parse(text)))
}

// linkTo leads to an entry of the page where there is one, and to the package's
// own documentation otherwise.
func (f found) linkTo(link *comment.DocLink) string {
	pkg := f.Name
	if link.ImportPath != "" {
		pkg = path.Base(link.ImportPath)
	}
	if placed(pkg, link.Name) {
		return "#" + anchor(pkg+"."+link.Name)
	}
	if link.ImportPath == "" {
		link.ImportPath = f.ImportPath
	}
	return link.DefaultURL("https://pkg.go.dev")
}

// line is a comment on one line, without the name that it begins with.
func (f found) line(text, name string) string {
	var b bytes.Buffer
	f.prose(&b, text)
	words := strings.Join(strings.Fields(b.String()), " ")
	return strings.TrimPrefix(words, name+" ")
}

var (
	notWord = regexp.MustCompile(`[^a-z0-9 -]+`)
	output  = regexp.MustCompile(`(?s)\n?\s*// (?:Unordered output|Output):.*?(\n}|$)`)
	region  = regexp.MustCompile(`(?m)^// (?:end)?region\b.*\n\n?`) // what other documents quote
)

// anchor is how a heading is linked to.
func anchor(title string) string {
	return strings.ReplaceAll(notWord.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
}

// code is an example's body, without braces, indentation and expected output.
func code(text string) string {
	text = output.ReplaceAllString(text, "$1")
	text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "{"), "}")
	clean, err := format.Source([]byte(strings.Trim(text, "\n")))
	if err != nil {
		return text
	}
	return strings.Trim(dedent(string(clean)), "\n")
}

func dedent(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "\t")
	}
	return strings.Join(lines, "\n")
}

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
)

const (
	testName       = "TestStagedoorVet"
	reportVariable = "STAGEDOOR_VET_REPORT"
	ownModule      = "github.com/stagedoor/stagedoor"
	gormModule     = "gorm.io/gorm"
)

// maker is a function that puts a registry together.
type maker struct {
	name string
	db   bool // it takes a *gorm.DB
}

// makersIn finds the makers of a package.
func makersIn(p listed) ([]maker, error) {
	var makers []maker
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Type.TypeParams == nil {
				if m, ok := makerOf(file, f); ok {
					makers = append(makers, m)
				}
			}
		}
	}
	return makers, nil
}

func makerOf(file *ast.File, f *ast.FuncDecl) (maker, bool) {
	m := maker{name: f.Name.Name}
	results, params := f.Type.Results, f.Type.Params.List
	if results.NumFields() != 1 || !pointsTo(file, results.List[0].Type, ownModule, "Registry") {
		return m, false
	}
	switch f.Type.Params.NumFields() {
	case 0:
		return m, true
	case 1:
		m.db = pointsTo(file, params[0].Type, gormModule, "DB")
		return m, m.db
	}
	return m, false
}

// pointsTo reports whether a type is a pointer to a type of another package.
func pointsTo(file *ast.File, e ast.Expr, from, name string) bool {
	star, ok := e.(*ast.StarExpr)
	if !ok {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == importName(file, from)
}

// importName is what a file calls a package; "" when it does not import it.
func importName(file *ast.File, want string) string {
	for _, i := range file.Imports {
		if got, err := strconv.Unquote(i.Path.Value); err != nil || got != want {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path.Base(want)
	}
	return ""
}

// testSource is a test of the package that writes what is wrong into a file.
func testSource(p listed, makers []maker) []byte {
	var b bytes.Buffer
	imports := `"fmt"; "os"; "strings"; "testing"`
	if slices.ContainsFunc(makers, func(m maker) bool { return m.db }) {
		imports += "; " + strconv.Quote(ownModule+"/stagedoortest")
	}
	fmt.Fprintf(&b, "package %s\n\nimport (%s)\n\n", p.Name, imports)
	fmt.Fprintf(&b, "func %s(t *testing.T) {\n\tvar report strings.Builder\n", testName)
	b.WriteString("\ttell := func(name string, err error) {\n\t\tif err == nil {\n\t\t\treturn\n\t\t}\n" +
		"\t\tfor _, line := range strings.Split(err.Error(), \"\\n\") {\n\t\t\tfmt.Fprintf(&report, \"%s: %s\\n\", name, line)\n\t\t}\n\t}\n")
	for _, m := range makers {
		call := m.name + "()"
		if m.db {
			call = m.name + "(stagedoortest.NoDatabase())"
		}
		fmt.Fprintf(&b, "\ttell(%q, %s.Check())\n", p.ImportPath+"."+m.name, call)
	}
	fmt.Fprintf(&b, "\tif err := os.WriteFile(os.Getenv(%q), []byte(report.String()), 0o600); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n", reportVariable)
	return b.Bytes()
}

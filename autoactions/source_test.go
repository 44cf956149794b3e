package autoactions

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// forbidden are calls that reach rows or statement texts nobody meant to reach.
var forbidden = map[string]string{
	"Save":          "it inserts what it cannot update, outside of every condition",
	"FirstOrCreate": "it writes while reading",
	"FirstOrInit":   "its conditions are structs",
	"Or":            "beside a scope it stands outside of it: use either",
	"Raw":           "it runs text",
	"Exec":          "it runs text",
	"First":         "its inline conditions are text",
	"Last":          "its inline conditions are text",
	"Take":          "its inline conditions are text",
	"Group":         "it takes text",
	"Having":        "it takes text",
	"Joins":         "it takes text",
	"Pluck":         "it takes text",
	"Order":         "it takes text: use orderBy",
}

// constant lists the calls whose first argument may not be made at run time.
var constant = map[string]bool{"Table": true}

// TestStatementsAreBuiltFromTheRegistry reads this package's own source.
func TestStatementsAreBuiltFromTheRegistry(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source")
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		checkFile(t, file)
	}
}

func checkFile(t *testing.T, file string) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		for _, complaint := range complaints(n) {
			t.Errorf("%s: %s", set.Position(n.Pos()), complaint)
		}
		return true
	})
}

// complaints lists what is wrong with one node of the source.
func complaints(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		return callComplaints(n)
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "SQL" && !fixed(n.Value) {
			return []string{"the text of an expression is made at run time"}
		}
	}
	return nil
}

func callComplaints(call *ast.CallExpr) []string {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || isPackage(fun.X) {
		return nil
	}
	if why, bad := forbidden[fun.Sel.Name]; bad && len(call.Args) > 0 { // without any it runs nothing, as Callback().Raw() does
		return []string{fun.Sel.Name + ": " + why}
	}
	switch name := fun.Sel.Name; {
	case name == "Where" && !(len(call.Args) == 1 && isCall(call.Args[0])) && !isName(call.Args, "scope"):
		return []string{"Where: give it one condition that this package has built"}
	case name == "Find" && len(call.Args) != 1:
		return []string{"Find: inline conditions vanish when they are empty"}
	case name == "Delete" && len(call.Args) > 1:
		return []string{"Delete: inline conditions are text"}
	case constant[name] && len(call.Args) > 0 && !fixed(call.Args[0]):
		return []string{name + ": its text is made at run time"}
	}
	return nil
}

// isPackage reports whether x names an imported package of the standard library
// or of ours, whose functions are no statements.
func isPackage(x ast.Expr) bool {
	name, ok := x.(*ast.Ident)
	return ok && map[string]bool{"cmp": true, "io": true, "slices": true, "strings": true, "sync": true, "stagedoor": true}[name.Name]
}

func isCall(x ast.Expr) bool {
	_, ok := x.(*ast.CallExpr)
	return ok
}

func isName(args []ast.Expr, name string) bool {
	if len(args) != 1 {
		return false
	}
	id, ok := args[0].(*ast.Ident)
	return ok && id.Name == name
}

// fixed reports whether an expression is a constant text, or one of the two
// tables of them.
func fixed(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return x.Name == "like"
	case *ast.IndexExpr:
		name, ok := x.X.(*ast.Ident)
		return ok && name.Name == "operators"
	case *ast.CallExpr: // strings.Replace of an operator by a constant or a dialect's own
		fun, ok := x.Fun.(*ast.SelectorExpr)
		return ok && fun.Sel.Name == "Replace" && len(x.Args) > 0 && fixed(x.Args[0])
	}
	return false
}

// The check itself has to find what it looks for.
func TestTheSourceCheckBites(t *testing.T) {
	for _, bad := range []string{
		`db.Save(x)`, `db.Where("a = " + x)`, `db.Where(T{A: 1})`, `db.Where("a = ?", 1)`, `db.Or(x)`, `db.Order(name)`,
		`db.Find(&rows, ids)`, `db.Delete(&row, id)`, `db.Table("x" + y)`, `clause.Expr{SQL: "? = " + x}`, `clause.Expr{SQL: x}`,
	} {
		parsed, err := parser.ParseExpr(bad)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		ast.Inspect(parsed, func(n ast.Node) bool {
			found = found || len(complaints(n)) > 0
			return true
		})
		if !found {
			t.Errorf("%s passes", bad)
		}
	}
}

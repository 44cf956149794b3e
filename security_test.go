package stagedoor_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// groups are the security numbers there are, by letter: A01 to A10, and so on.
var groups = map[string]int{"A": 10, "B": 13, "C": 13, "D": 10, "E": 9, "F": 5, "G": 5, "H": 8, "I": 6, "J": 6, "K": 3}

var (
	securityRow   = regexp.MustCompile(`(?m)^\| ([A-K]\d\d) \| (P[012]) \| (yes|partly|not yet|not built) \| (.*) \|$`)
	goTestName    = regexp.MustCompile("`((?:Test|Fuzz|Example)[A-Za-z0-9_]*)`")
	frontTestName = regexp.MustCompile("`test: ([^`]+)`")
	goTestFunc    = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Example)[A-Za-z0-9_]*)\(`)
)

// docs/security.md has a row for every number, and no test in it that is not there.
func TestSecChecklistIsCovered(t *testing.T) {
	page := readFile(t, "docs/security.md")
	tests, front := allTests(t)
	rows := map[string]string{}
	for _, row := range securityRow.FindAllStringSubmatch(page, -1) {
		number, priority, state, proof := row[1], row[2], row[3], row[4]
		if rows[number] != "" {
			t.Errorf("%s has two rows", number)
		}
		rows[number] = proof
		named := goTestName.FindAllString(proof, -1)
		named = append(named, frontTestName.FindAllString(proof, -1)...)
		switch {
		case (state == "yes" || state == "partly") && len(named) == 0:
			t.Errorf("%s is %s, and no test proves it", number, state)
		case state == "not yet" && priority == "P0":
			t.Errorf("%s is P0: what is built without it may not be shown to anyone", number)
		}
	}
	for letter, last := range groups {
		for n := 1; n <= last; n++ {
			if number := letter + twoDigits(n); rows[number] == "" {
				t.Errorf("%s has no row", number)
			}
		}
	}
	for _, name := range goTestName.FindAllStringSubmatch(page, -1) {
		if !tests[name[1]] {
			t.Errorf("there is no test %s", name[1])
		}
	}
	for _, title := range frontTestName.FindAllStringSubmatch(page, -1) {
		if !strings.Contains(front, "'"+title[1]+"'") {
			t.Errorf("the dashboard has no test %q", title[1])
		}
	}
	for name := range tests {
		if number, ok := numberOf(name); ok && !strings.Contains(rows[number], "`"+name+"`") {
			t.Errorf("the row of %s does not name %s", number, name)
		}
	}
}

func twoDigits(n int) string { return ("0" + strconv.Itoa(n))[len(strconv.Itoa(n))-1:] }

// numberOf returns the number in the name of a test.
func numberOf(test string) (string, bool) {
	rest, ok := strings.CutPrefix(test, "TestSec_")
	if !ok || len(rest) < 4 || rest[3] != '_' {
		return "", false
	}
	return rest[:3], true
}

// allTests returns the names of all Go tests, of every module, and the source of
// the dashboard's.
func allTests(t *testing.T) (names map[string]bool, front string) {
	t.Helper()
	names = map[string]bool{}
	var all strings.Builder
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "dist"):
			return fs.SkipDir
		case strings.HasSuffix(file, "_test.go"):
			for _, match := range goTestFunc.FindAllStringSubmatch(readFile(t, file), -1) {
				names[match[1]] = true
			}
		case strings.HasPrefix(file, "dashboard") && strings.Contains(filepath.Base(file), ".test."):
			all.WriteString(readFile(t, file))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names, all.String()
}

// notOurs are things of the whole process: the application's, not the panel's.
var notOurs = map[string]map[string]bool{
	"http":   {"DefaultServeMux": true, "Handle": true, "HandleFunc": true, "DefaultClient": true, "DefaultTransport": true, "Get": true, "Post": true, "ListenAndServe": true},
	"log":    {"Print": true, "Printf": true, "Println": true, "Fatal": true, "Fatalf": true, "SetOutput": true, "SetFlags": true},
	"slog":   {"SetDefault": true},
	"signal": {"Notify": true, "NotifyContext": true, "Ignore": true},
	"flag":   {"Parse": true, "String": true, "Bool": true, "Int": true},
	"os":     {"Exit": true, "Setenv": true, "Getenv": true, "Environ": true, "LookupEnv": true, "Chdir": true},
	"debug":  {"SetGCPercent": true, "SetMemoryLimit": true, "SetMaxStack": true},
}

// The panel opens no window into the process and changes nothing that belongs to
// all of it.
func TestSec_A10_NothingGlobal(t *testing.T) {
	for dir := range row {
		if strings.HasPrefix(dir, "cmd/") {
			continue // a program of its own
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				checkGlobals(t, file)
			}
		}
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".", "./autoactions").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.Lines(string(out)) {
		if name = strings.TrimSpace(name); name == "net/http/pprof" || name == "expvar" {
			t.Errorf("%s comes with the panel", name)
		}
	}
}

func checkGlobals(t *testing.T, file string) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
			t.Errorf("%s: init", set.Position(n.Pos()))
		}
		if s, ok := n.(*ast.SelectorExpr); ok {
			if p, ok := s.X.(*ast.Ident); ok && p.Obj == nil && notOurs[p.Name][s.Sel.Name] || s.Sel.Name == "AddInsecureBypassPattern" {
				t.Errorf("%s: %s", set.Position(n.Pos()), s.Sel.Name)
			}
		}
		return true
	})
}

// Nobody writes into the log but through attributes, which every handler escapes:
// the message of a record is constant.
func TestSec_I04_LogMessagesAreConstant(t *testing.T) {
	found := 0
	for dir := range row {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				found += checkLogging(t, file)
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d records: this test looks at the wrong calls", found)
	}
}

// logCall finds the calls that write a record, and which argument is its message.
var logCall = map[string]int{
	"Debug": 0, "Info": 0, "Warn": 0, "Error": 0, "DebugContext": 1, "InfoContext": 1, "WarnContext": 1, "ErrorContext": 1,
}

func checkLogging(t *testing.T, file string) (found int) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if name, ok := call.Fun.(*ast.Ident); ok && (name.Name == "println" || name.Name == "print") {
			t.Errorf("%s: %s", set.Position(n.Pos()), name.Name)
		}
		fun, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		at, writes := logCall[fun.Sel.Name]
		if !writes || len(call.Args) <= at {
			return true
		}
		found++
		if _, constant := call.Args[at].(*ast.BasicLit); !constant {
			t.Errorf("%s: the message of a record is made at run time", set.Position(n.Pos()))
		}
		return true
	})
	return found
}

// oldest are the lowest versions without known holes that concern us.
var oldest = map[string]string{
	"toolchain": "1.26.6", "golang.org/x/crypto": "0.52", "golang.org/x/net": "0.56", "github.com/jackc/pgx/v5": "5.9.2", "github.com/yuin/goldmark": "1.7.17",
}

func TestSec_K01_ToolchainAndModules(t *testing.T) {
	for _, file := range []string{"go.mod", "test/go.mod", "examples/go.mod", "build/go.mod"} {
		toolchain := false
		for line := range strings.Lines(readFile(t, file)) {
			words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
			if len(words) < 2 || oldest[words[0]] == "" {
				continue
			}
			toolchain = toolchain || words[0] == "toolchain"
			if version := strings.TrimPrefix(strings.TrimPrefix(words[1], "go"), "v"); older(version, oldest[words[0]]) {
				t.Errorf("%s: %s is at %s, older than %s", file, words[0], version, oldest[words[0]])
			}
		}
		if !toolchain {
			t.Errorf("%s does not say which toolchain", file)
		}
	}
}

// older compares versions by their numbers.
func older(version, least string) bool {
	return slices.CompareFunc(strings.Split(version, "."), strings.Split(least, "."), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	}) < 0
}

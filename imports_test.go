package stagedoor_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/stagedoor/stagedoor"

// row is the height of each package in the import drawing. A package may import
// only those packages of ours that stand in a lower row.
var row = map[string]int{
	"protocol": 0, "internal/depot": 0,
	"internal/database": 0, "internal/cron": 0, "internal/figures": 0, "internal/txn": 1, "internal/wire": 1, "internal/store": 1, "internal/journal": 1, "dashboard": 1,
	"internal/access": 2,
	"io":              3, "internal/host": 3, "internal/server": 3,
	".":           4,
	"autoactions": 5, "stagedoortest": 5,
	"cmd/stagedoor": 6,
}

// support holds packages that only tests and go generate use: they may import
// what they need, and nothing that ships may import them.
var support = map[string]bool{"internal/transcript": true, "protocol/tsgen": true, "internal/reference": true}

// otherModules are folders with a go.mod of their own, or without Go.
var otherModules = map[string]bool{"examples": true, "export": true, "test": true, "build": true, "node_modules": true}

func TestImportsPointDown(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (otherModules[d.Name()] || len(file) > 1 && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		checkImports(t, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, file string) {
	t.Helper()
	from := filepath.ToSlash(filepath.Dir(file))
	if support[from] {
		return
	}
	if _, placed := row[from]; !placed {
		t.Errorf("%s has no row: decide where it stands", from)
		return
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range parsed.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		checkImport(t, from, name)
	}
}

func checkImport(t *testing.T, from, name string) {
	t.Helper()
	if rest, ours := strings.CutPrefix(name, module); ours {
		to := path.Clean("./" + rest)
		if support[to] || row[to] >= row[from] {
			t.Errorf("%s must not import %s", from, to)
		}
		return
	}
	for library, allowed := range onlyFor {
		if strings.HasPrefix(name, library) && !allowed[from] {
			t.Errorf("%s must not import %s: only %v may", from, name, allowed)
		}
	}
}

// onlyFor names the packages that may import a library, so that the boundary
// between host and dashboard cannot be passed by accident.
var onlyFor = map[string]map[string]bool{
	"github.com/gorilla/websocket":         {"internal/wire": true},
	"github.com/go-playground/validator":   {"io": true},
	"gorm.io/":                             {".": true, "autoactions": true, "internal/store": true, "internal/journal": true, "internal/database": true, "stagedoortest": true},
	"github.com/microcosm-cc/bluemonday":   {"io": true},
	"github.com/yuin/goldmark":             {"io": true},
	"github.com/adhocore/gronx":            {"internal/cron": true},
	"github.com/stretchr/testify":          {},
	"github.com/stagedoor/stagedoor/test/": {},
}

// Package shoptest gives tests a filled shop without filling one each time.
package shoptest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/examples/internal/shop"
)

// File returns the name of a SQLite file of the test's own with the whole seeded
// shop in it.
func File(t testing.TB) string {
	t.Helper()
	content, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "shop.db")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// filled is the content of a file that was filled once.
var filled = sync.OnceValues(func() (content []byte, err error) {
	folder, err := os.MkdirTemp("", "shoptest")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file := filepath.Join(folder, "shop.db")
	_, closeDB, err := shop.Open(context.Background(), file)
	if err != nil {
		return nil, err
	}
	if err := closeDB(); err != nil { // what was in the write-ahead log is in the file now
		return nil, err
	}
	return os.ReadFile(file)
})

package io_test

import (
	"go/importer"
	"go/token"
	"testing"
)

// No exported name here may also be exported by the standard io package, so
// that editors can always tell which "io" a file means.
func TestNamesDoNotCollideWithStandardIO(t *testing.T) {
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	std, err := imp.Import("io")
	if err != nil {
		t.Fatal(err)
	}
	own, err := imp.Import("github.com/stagedoor/stagedoor/io")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range own.Scope().Names() {
		if token.IsExported(name) && std.Scope().Lookup(name) != nil {
			t.Errorf("io.%s is also exported by the standard io package", name)
		}
	}
}

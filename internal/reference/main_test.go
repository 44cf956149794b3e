package main

import (
	"bytes"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

func TestPageIsCurrent(t *testing.T) {
	want, err := page(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(root + "/docs/io.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/io.md is not what the code says: run go generate ./io")
	}
}

// What the page shows of Go is whole, so that it can be copied: a file, a
// signature, or what stands in a function.
func TestExamplesAreWhole(t *testing.T) {
	text, err := page(root)
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllSubmatch(text, -1)
	if len(blocks) < 100 {
		t.Fatalf("found only %d blocks", len(blocks))
	}
	for _, m := range blocks {
		if err := parses(string(m[1])); err != nil {
			t.Errorf("%v in\n%s", err, m[1])
		}
		if bytes.Contains(m[1], []byte("// region")) || bytes.Contains(m[1], []byte("// endregion")) {
			t.Errorf("a mark of a region is left in\n%s", m[1])
		}
	}
}

// parses reports what is wrong with a piece of Go.
func parses(text string) error {
	whole := "package p\nfunc f() {\n" + text + "\n}\n"
	if strings.HasPrefix(text, "package ") {
		whole = text
	} else if regexp.MustCompile(`^func \w`).MatchString(text) {
		whole = "package p\n" + text // a signature
	}
	_, err := parser.ParseFile(token.NewFileSet(), "", whole, parser.SkipObjectResolution)
	return err
}

// Whatever package io exports to ask or show has a place on the page, a comment
// and an example.
func TestEverythingHasItsPlace(t *testing.T) {
	io, err := read(root+"/io", "github.com/stagedoor/stagedoor/io")
	if err != nil {
		t.Fatal(err)
	}
	var placed []string
	for _, s := range sections {
		placed = append(placed, s.names...)
	}
	functions := io.Funcs
	for _, typ := range io.Types {
		functions = append(functions, typ.Funcs...)
	}
	for _, f := range functions {
		if strings.HasPrefix(f.Name, "Example") || strings.HasPrefix(f.Name, "Test") || slices.Contains(elsewhere, f.Name) {
			continue
		}
		switch {
		case !slices.Contains(placed, f.Name):
			t.Errorf("io.%s has no place on the page: add it to a section", f.Name)
		case f.Doc == "":
			t.Errorf("io.%s has no comment", f.Name)
		case !io.exemplified("io." + f.Name):
			t.Errorf("io.%s stands in no example", f.Name)
		}
	}
}

// exemplified reports whether an example calls a function.
func (s source) exemplified(function string) bool {
	for _, examples := range s.examples {
		for _, e := range examples {
			text := found{source: s}.print(e.Code)
			if strings.Contains(text, function+"(") || strings.Contains(text, function+"[") {
				return true
			}
		}
	}
	return false
}

// Every type that an action's code names has an entry, by itself or with what makes it.
func TestEveryTypeHasItsPlace(t *testing.T) {
	pkg, err := read(root+"/io", "io")
	if err != nil {
		t.Fatal(err)
	}
	placed := func(name string) bool {
		return slices.Contains(typesElsewhere, name) || slices.ContainsFunc(sections, func(s section) bool { return slices.Contains(s.names, name) })
	}
	for _, typ := range pkg.Types {
		made := slices.ContainsFunc(typ.Funcs, func(f *doc.Func) bool { return placed(f.Name) })
		if !made && !placed(typ.Name) {
			t.Errorf("io.%s has no place on the page", typ.Name)
		}
	}
}

// What the documents call io.X or stagedoor.X exists.
func TestNamesInDocumentsExist(t *testing.T) {
	packages := map[string]source{}
	for name, folder := range map[string]string{"io": root + "/io", "stagedoor": root} {
		pkg, err := read(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		packages[name] = pkg
	}
	documents, err := filepath.Glob(root + "/docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range append(documents, root+"/README.md") {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile("`(io|stagedoor)\\.([A-Z]\\w*)").FindAllStringSubmatch(string(text), -1) {
			if _, err := packages[m[1]].find(m[2]); err != nil {
				t.Errorf("%s: %v", filepath.Base(document), err)
			}
		}
	}
}

// Every component of the protocol is made by package io and drawn by the dashboard.
func TestEveryComponentIsMadeAndDrawn(t *testing.T) {
	protocol, err := os.ReadFile(root + "/protocol/iocall.go")
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := os.ReadFile(root + "/dashboard/src/io/registry.ts")
	if err != nil {
		t.Fatal(err)
	}
	made := sourcesOf(t, root+"/io")
	methods := regexp.MustCompile(`(?m)^\t(\w+)\s+Method = "(\w+)"`).FindAllSubmatch(protocol, -1)
	if len(methods) < 20 {
		t.Fatalf("found only %d components", len(methods))
	}
	for _, m := range methods {
		if !bytes.Contains(made, append([]byte("protocol."), m[1]...)) {
			t.Errorf("nothing in package io makes %s", m[2])
		}
		if !bytes.Contains(drawn, append(append([]byte("  "), m[2]...), ':')) {
			t.Errorf("the dashboard does not draw %s", m[2])
		}
	}
}

// sourcesOf returns the sources of a package, tests left out.
func sourcesOf(t *testing.T, folder string) []byte {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			text, err := os.ReadFile(folder + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, text...)
		}
	}
	return all
}

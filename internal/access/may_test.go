package access

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/matrix.txt
var matrix string

// columns are the situations of the matrix, in its order.
var columns = []struct {
	name   string
	person Person
	object Object
}{
	{"stranger", Person{Teams: []string{"support"}}, Object{Teams: []string{"support"}}},
	{"mine", Person{ID: "ada", Teams: []string{"ops", "support"}}, Object{Owner: "ada", Teams: []string{"support"}}},
	{"open", Person{ID: "ada"}, Object{Owner: "ada"}},
	{"team", Person{ID: "ada", Teams: []string{"support"}}, Object{Owner: "bob", Teams: []string{"sales", "support"}}},
	{"other team", Person{ID: "ada", Teams: []string{"Support", ""}}, Object{Owner: "ada", Teams: []string{"support"}}},
	{"ownerless", Person{ID: "ada"}, Object{}},
}

func TestSec_C02_PermissionMatrix(t *testing.T) {
	cells := map[Verb]map[Kind]bool{}
	for line := range strings.Lines(matrix) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if len(fields) != 2+len(columns) {
			t.Fatalf("row %q", line)
		}
		verb, kind := Verb(fields[0]), Kind(fields[1])
		if !verb.Known() {
			t.Errorf("the matrix has the verb %q, the rules have not", verb)
		}
		if cells[verb] == nil {
			cells[verb] = map[Kind]bool{}
		}
		cells[verb][kind] = true
		for i, column := range columns {
			o := column.object
			o.Kind = kind
			if got, want := May(column.person, verb, o), fields[2+i] == "yes"; got != want {
				t.Errorf("%s of %s, %s: May = %v", verb, kind, column.name, got)
			}
		}
	}
	for verb := range rules {
		for _, kind := range []Kind{PanelObject, ActionObject, PageObject, RunObject, PageViewObject} {
			if !cells[verb][kind] {
				t.Errorf("the matrix has no row for %q of %q", verb, kind)
			}
		}
	}
}

func TestSec_C01_WhatNobodyDeclaredIsDenied(t *testing.T) {
	ada := Person{ID: "ada"}
	for _, verb := range []Verb{"", "delete run", "READ RUN", "read run "} {
		if verb.Known() || May(ada, verb, Object{Kind: RunObject, Owner: "ada"}) {
			t.Errorf("%q is allowed", verb)
		}
	}
	for _, kind := range []Kind{"", "user", "RUN"} {
		if May(ada, ReadRun, Object{Kind: kind, Owner: "ada"}) {
			t.Errorf("an object of kind %q may be read", kind)
		}
	}
}

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
		for _, kind := range []Kind{PanelObject, ActionObject, PageObject, RunObject, PageViewObject, ViewObject} {
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

// Whoever is asked may decide, and never the one who asks.
func TestSec_C13_WhoMayDecide(t *testing.T) {
	ada := Person{ID: "ada", Teams: []string{"support", "finance"}, Roles: []string{"admin"}}
	for what, c := range map[string]struct {
		person Person
		object Object
		may    bool
	}{
		"on an asked team":             {ada, Object{Owner: "bob", Teams: []string{"sales"}, Asked: &Asked{Teams: []string{"finance"}}}, true},
		"in an asked role":             {ada, Object{Owner: "bob", Asked: &Asked{Teams: []string{"sales"}, Roles: []string{"admin"}}}, true},
		"on another team":              {ada, Object{Owner: "bob", Asked: &Asked{Teams: []string{"sales"}}}, false},
		"a team named like a role":     {ada, Object{Owner: "bob", Asked: &Asked{Teams: []string{"admin"}}}, false},
		"a role named like a team":     {ada, Object{Owner: "bob", Asked: &Asked{Roles: []string{"finance"}}}, false},
		"everybody":                    {ada, Object{Owner: "bob", Asked: &Asked{}}, true},
		"everybody of the action":      {ada, Object{Owner: "bob", Teams: []string{"support"}, Asked: &Asked{}}, true},
		"not everybody of the action":  {ada, Object{Owner: "bob", Teams: []string{"sales"}, Asked: &Asked{}}, false},
		"their own":                    {ada, Object{Owner: "ada", Asked: &Asked{Teams: []string{"finance"}}}, false},
		"their own, asked of all":      {ada, Object{Owner: "ada", Asked: &Asked{}}, false},
		"nobody's":                     {ada, Object{Asked: &Asked{}}, false},
		"a question for its owner":     {ada, Object{Owner: "bob"}, false},
		"a stranger":                   {Person{Teams: []string{"finance"}}, Object{Owner: "bob", Asked: &Asked{}}, false},
		"a stranger's run":             {Person{Teams: []string{"finance"}}, Object{Asked: &Asked{Teams: []string{"finance"}}}, false},
		"an empty name that is no one": {Person{ID: "eve", Teams: []string{"x"}}, Object{Owner: "bob", Asked: &Asked{Teams: []string{""}}}, false},
	} {
		c.object.Kind = RunObject
		if got := May(c.person, DecideRun, c.object); got != c.may {
			t.Errorf("%s: May = %v", what, got)
		}
		for _, verb := range []Verb{ReadRun, AnswerRun, CancelRun} { // deciding is all that they may
			if c.object.Owner != c.person.ID && May(c.person, verb, c.object) {
				t.Errorf("%s: may also %s", what, verb)
			}
		}
	}
}

// A shared view is seen by whoever may see its page, and stays its owner's.
func TestSec_C02_SharedViews(t *testing.T) {
	ada := Person{ID: "ada", Teams: []string{"support"}}
	for what, c := range map[string]struct {
		object Object
		may    bool
	}{
		"of everybody's page":             {Object{Owner: "bob", Shared: true}, true},
		"of their team's page":            {Object{Owner: "bob", Shared: true, Teams: []string{"support"}}, true},
		"of another team's page":          {Object{Owner: "bob", Shared: true, Teams: []string{"sales"}}, false},
		"private":                         {Object{Owner: "bob"}, false},
		"of nobody, shared":               {Object{Shared: true}, true},
		"a run, which is not for sharing": {Object{Kind: RunObject, Owner: "bob", Shared: true}, false},
	} {
		verb := SeeView
		if c.object.Kind == RunObject {
			verb = ReadRun
		} else {
			c.object.Kind = ViewObject
		}
		if got := May(ada, verb, c.object); got != c.may {
			t.Errorf("%s: May = %v", what, got)
		}
		if May(ada, ChangeView, c.object) {
			t.Errorf("%s: may change it", what)
		}
		if May(Person{Teams: ada.Teams}, verb, c.object) {
			t.Errorf("%s: a stranger sees it", what)
		}
	}
}

package io_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestStateOfAnAddress(t *testing.T) {
	for address, want := range map[string]string{
		"":                         " [] []",
		"q=ada+l&offset=40&size=7": "ada l [] []",
		"sort=-name,age":           " [{name true} {age false}] []",
		"f.age.gte=9&f.age.lte=12&f.active.eq=true": " [] [{active eq true UTC} {age gte 9 UTC} {age lte 12 UTC}]",
		`f.name.in=a%5C%2Cb,c&f.born.null=`:         " [] [{born null <nil> UTC} {name in [a,b c] UTC}]",
		"f.born.lt=2000-01-02&zone=Asia/Tokyo":      " [] [{born lt 2000-01-02 Asia/Tokyo}]",
		"f.kind.in=x":                               " [] [{kind in [x] UTC}]",
		"f.age.in=1,2.5":                            " [] [{age in [1 2.5] UTC}]",
		"f=1&f.age=2&view=7&hide=age":               " [] []",
	} {
		q, err := bulkTable().StateOf(address)
		if got := fmt.Sprint(q.Search, " ", q.Sort, " ", q.Filters); got != want || err != nil {
			t.Errorf("%s = %s, %v, want %s", address, got, err, want)
		}
	}
}

func TestStateOfRefusesWhatDoesNotFit(t *testing.T) {
	for _, address := range []string{
		"%", "q=%zz", "sort=secret", "sort=kind", "sort=name,secret", "f.secret.eq=1", "f.age.eq=nine", "f.age.contains=9",
		"f.kind.eq=y", "f.born.eq=2000-13-01", "sort=name,age,born,active", "q=" + strings.Repeat("x", 5000),
	} {
		if q, err := bulkTable().StateOf(address); err == nil {
			t.Errorf("%s = %+v", address, q)
		} else if !strings.HasPrefix(err.Error(), "The table cannot be shown like this: ") {
			t.Errorf("%s says %q", address, err)
		}
	}
}

func TestRowsAreToldTheParameterOfTheState(t *testing.T) {
	var props struct{ StateParam string }
	showing(t, bulkTable().StateParam("list")).Expect("People").Props(&props)
	if props.StateParam != "list" {
		t.Errorf("stateParam = %q", props.StateParam)
	}
}

// Whatever an address holds is refused for the person, or names columns of the table only.
func FuzzStateOf(f *testing.F) {
	f.Add("q=ada&sort=-name&f.age.in=1,2&zone=Europe/Rome")
	f.Add(`f.name.in=a\,b`)
	f.Fuzz(func(t *testing.T, address string) {
		q, err := bulkTable().StateOf(address)
		if err != nil {
			if _, public := err.(interface{ PublicMessage() string }); !public || !utf8.ValidString(err.Error()) {
				t.Errorf("%q: %v is not written for people", address, err)
			}
			return
		}
		known := map[string]bool{}
		for _, c := range peopleColumns {
			known[c.Key] = true
		}
		for _, s := range q.Sort {
			if !known[s.Column] {
				t.Errorf("%q sorts by %q", address, s.Column)
			}
		}
		for _, c := range q.Filters {
			if !known[c.Column] {
				t.Errorf("%q filters by %q", address, c.Column)
			}
		}
	})
}

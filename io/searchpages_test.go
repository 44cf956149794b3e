package io_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// numbers are 45 pages of 20 of each query, and none behind the first one of "few".
func numbers(_ context.Context, query string, page int) ([]string, bool, error) {
	if query == "broken" && page > 0 {
		return nil, false, errors.New("broken")
	}
	var found []string
	for i := range 20 {
		found = append(found, fmt.Sprintf("%s %d", query, page*20+i))
	}
	return found, query != "few" && page < 44, nil
}

// listed is how many results there are, the last of them, and what is behind.
func listed(t *testing.T, s *stagedoortest.Screen) string {
	t.Helper()
	var props protocol.SearchProps
	if err := json.Unmarshal(s.Component().Props, &props); err != nil {
		t.Fatal(err)
	}
	last := props.Results[len(props.Results)-1]
	return fmt.Sprintf("%d %s %s more=%t narrow=%t", len(props.Results), last.Value, last.Label, props.More, props.Narrow)
}

func TestSearchGoesOnPageByPage(t *testing.T) {
	first, _, _ := numbers(t.Context(), "", 0)
	find := func(ctx context.Context, query string) ([]string, error) {
		found, _, err := numbers(ctx, query, 0)
		return found, err
	}
	run, got := asking(t, io.Search("Who", find).Initial(first).Pages(true, numbers))
	s := run.Expect("Who")
	for _, step := range []struct{ state, want string }{
		{`{"queryTerm":"","page":1}`, "40 1:19  39 more=true narrow=false"},
		{`{"queryTerm":"a"}`, "20 2:19 a 19 more=true narrow=false"},
		{`{"queryTerm":"a","page":1}`, "40 3:19 a 39 more=true narrow=false"},
		{`{"queryTerm":"a","page":1}`, "40 3:19 a 39 more=true narrow=false"}, // once more
		{`{"queryTerm":"","page":2}`, "60 4:19  59 more=true narrow=false"},   // what was typed is wiped out
		{`{"queryTerm":""}`, "20 0:19  19 more=true narrow=false"},
		{`{"queryTerm":"few"}`, "20 5:19 few 19 more=false narrow=false"},
	} {
		s = s.State(raw(step.state))
		if got := listed(t, s); got != step.want {
			t.Errorf("%s lists %s, not %s", step.state, got, step.want)
		}
	}
	for _, forged := range []string{`{"queryTerm":"few","page":1}`, `{"queryTerm":"a","page":1}`, `{"queryTerm":"","page":2}`, `{"queryTerm":"","page":-1}`, `{"queryTerm":"","page":"1"}`} {
		if s = s.State(raw(forged)); s.Message() != "This cannot be searched for." {
			t.Errorf("%s: %q", forged, s.Message())
		}
	}
	s.Answer(raw(`"3:19"`))
	finish(t, run)
	if *got != "a 39" {
		t.Errorf("picked %q", *got)
	}
}

func TestSearchListsAtMost500(t *testing.T) {
	find := func(context.Context, string) ([]string, error) { return nil, nil }
	run, _ := asking(t, io.SearchMany("Who", find).Pages(false, numbers))
	s := run.Expect("Who").State(raw(`{"queryTerm":"a"}`))
	for page := 1; page < 25; page++ {
		s = s.State(raw(fmt.Sprintf(`{"queryTerm":"a","page":%d}`, page)))
	}
	if got := listed(t, s); got != "500 25:19 a 499 more=false narrow=true" {
		t.Errorf("lists %s", got)
	}
}

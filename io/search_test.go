package io_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stagedoor/stagedoor/io"
)

func raw(text string) rawState { return rawState(text) }

// rawState is a state as JSON text.
type rawState string

func (r rawState) MarshalJSON() ([]byte, error) { return []byte(r), nil }

func findPeople(_ context.Context, query string) ([]person, error) {
	if query == "broken" {
		return nil, errBroken
	}
	var found []person
	for _, p := range people() {
		if strings.Contains(strings.ToLower(p.Name), query) {
			found = append(found, p)
		}
	}
	return found, nil
}

func nameOf(p person) string { return p.Name }

func TestSearch(t *testing.T) {
	in := io.Search("Who", findPeople).Label(nameOf).Describe(func(p person) string { return fmt.Sprint(p.ID) }).
		Initial(people()[:1]).Default(people()[2])
	run, got := asking(t, in)
	s := run.Expect("Who")
	const first = `{"defaultValue":"default:0","results":[{"label":"Item 10","value":"0:0","description":"1"},{"label":"Zoë","value":"default:0","description":"3"}]}`
	if props := string(s.Component().Props); props != first {
		t.Fatalf("props %s, want %s", props, first)
	}
	one := s.State(raw(`{"queryTerm":" item "}`))
	const second = `[{"label":"Item 10","value":"1:0","description":"1"},{"label":"item 9","value":"1:1","description":"2"}]`
	if props := string(one.Component().Props); !strings.Contains(props, second) {
		t.Fatalf("props %s, want %s among them", props, second)
	}
	two := one.State(raw(`{"queryTerm":"nobody"}`))
	if m := two.State(raw(`{"queryTerm":"broken"}`)).Message(); m != "This could not be loaded. Try again." {
		t.Errorf("a search that breaks: message %q", m)
	}
	for _, bad := range []string{"", "1", "1:2", "1:-1", "1:01", "9:0", "x:0", ":", "2:0"} {
		run.Expect("Who").Answer(raw(fmt.Sprintf("%q", bad)))
		if m := run.Expect("Who").Message(); m != "Choose one of the results." {
			t.Fatalf("answer %q: message %q", bad, m)
		}
	}
	run.Expect("Who").Answer(raw(`{"value":"1:1"}`))
	if m := run.Expect("Who").Message(); m != misfit {
		t.Errorf("an object: message %q", m)
	}
	run.Expect("Who").Answer(raw(`"1:1"`)) // an earlier search still counts
	finish(t, run)
	if got.ID != 2 {
		t.Fatalf("got %+v", *got)
	}
}

// Going back to what was searched for before a search that broke takes its message away.
func TestSearchGoesBackAfterAFailure(t *testing.T) {
	run, _ := asking(t, io.Search("Who", findPeople).Label(nameOf))
	found := run.Expect("Who").State(raw(`{"queryTerm":"item"}`))
	broken := found.State(raw(`{"queryTerm":"broken"}`))
	back := broken.State(raw(`{"queryTerm":"item"}`))
	if broken.Message() == "" || back.Message() != "" {
		t.Errorf("message %q, and after going back %q", broken.Message(), back.Message())
	}
	if props := string(back.Component().Props); !strings.Contains(props, "Item 10") {
		t.Errorf("found %s", props)
	}
}

func TestSearchRefusesForgedStates(t *testing.T) {
	run, _ := asking(t, io.Search("Who", findPeople).Label(nameOf))
	s := run.Expect("Who")
	for _, state := range []string{`5`, `{}`, `{"queryTerm":7}`, `{"queryTerm":"` + strings.Repeat("x", 1001) + `"}`} {
		if s = s.State(raw(state)); s.Message() != "This cannot be searched for." {
			t.Errorf("state %s: message %q", short(state), s.Message())
		}
	}
}

func TestAnAnswerOvertakesASlowSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		slow := func(ctx context.Context, _ string) ([]string, error) {
			<-ctx.Done()
			ended = true
			return nil, ctx.Err()
		}
		run, got := asking(t, io.Search("Who", slow).Initial([]string{"Ada"}))
		s := run.Expect("Who")
		s.Send(state(`{"queryTerm":"x"}`))
		synctest.Wait()
		s.Answer("Ada")
		finish(t, run)
		synctest.Wait()
		if *got != "Ada" || !ended {
			t.Fatalf("got %q; the search has ended: %v", *got, ended)
		}
		if n := len(run.Calls()); n != 1 {
			t.Fatalf("%d renders, want 1: the question was over", n)
		}
	})
}

func TestStatesAreFollowedInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			queries []string
			running atomic.Int32
		)
		release := make(chan struct{})
		find := func(_ context.Context, q string) ([]string, error) {
			if running.Add(1) > 1 {
				t.Error("two searches at a time")
			}
			defer running.Add(-1)
			<-release
			queries = append(queries, q)
			return []string{q}, nil
		}
		run, _ := asking(t, io.Search("Who", find))
		s := run.Expect("Who")
		for _, q := range []string{"a", "b", "b", "c"} {
			s.Send(state(fmt.Sprintf(`{"queryTerm":%q}`, q)))
		}
		synctest.Wait()
		close(release)
		synctest.Wait()
		if got := strings.Join(queries, ""); got != "abc" { // the same state again changes nothing
			t.Fatalf("searched for %q, want abc", got)
		}
		if n := len(run.Calls()); n != 5 { // but every state has its render
			t.Fatalf("%d renders, want 5", n)
		}
	})
}

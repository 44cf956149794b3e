package io_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestSearchManyAnswers(t *testing.T) {
	const another = "Choose one of the results."
	in := io.SearchMany("Who", findPeople).Label(nameOf).Initial(people()).AtLeast(1).AtMost(2)
	many := "[" + strings.Repeat(`"0:0",`, 500) + `"0:0"]`
	answers[[]person]{
		bad: map[string]string{
			`null`: required, `[]`: "Select at least 1 result.", `"0:0"`: misfit, `{}`: misfit, `7`: misfit, `[0]`: misfit, `[null]`: misfit,
			`[["0:0"]]`: misfit, `["0:3"]`: another, `["0:-1"]`: another, `["0:00"]`: another, `["0"]`: another, `["1:0"]`: another,
			`["default:0"]`: another, `["0:0\u0000"]`: another, `["0:9007199254740993"]`: another, `["0:0","9:9"]`: another,
			`["0:0","0:1","0:2"]`: "Select at most 2 results.", many: "Select at most 500 results.",
		},
		good: map[string][]person{`["0:2"]`: people()[2:], `["0:1","0:0","0:1"]`: {people()[1], people()[0]}},
	}.check(t, "Who", in, equal)
}

// What was found first can be chosen with what was found last, and a value that
// was found twice is one.
func TestSearchManyOverSeveralSearches(t *testing.T) {
	in := io.SearchMany("Who", findPeople).Label(nameOf).Default(people()[2:]).
		Validate(func(_ context.Context, who []person) error {
			if len(who) == 1 {
				return io.Invalid("%s is not allowed.", who[0].Name)
			}
			return nil
		})
	run, got := asking(t, in)
	s := run.Expect("Who")
	c := s.Component()
	if !c.IsMultiple || string(c.MultipleProps) != `{"defaultValue":["default:0"]}` ||
		string(c.Props) != `{"results":[{"label":"Zoë","value":"default:0"}]}` {
		t.Fatalf("component %+v with %s and %s", c, c.MultipleProps, c.Props)
	}
	one := s.State(raw(`{"queryTerm":"9"}`))
	two := one.State(raw(`{"queryTerm":"item","chosen":["1:0","default:0","9:9",7,null]}`))
	if props := string(two.Component().Props); !strings.Contains(props, `"chosen":[{"label":"item 9","value":"1:0"},{"label":"Zoë","value":"default:0"}]`) {
		t.Fatalf("props %s do not name what was chosen", props)
	}
	two.Answer([]string{"Item 10"})
	if m := run.Expect("Who").Message(); m != "Item 10 is not allowed." {
		t.Fatalf("message %q", m)
	}
	run.Expect("Who").Answer(raw(`["1:0","default:0","2:1","2:0"]`)) // 1:0 and 2:1 are both item 9
	finish(t, run)
	if want := []person{people()[1], people()[2], people()[0]}; !equal(*got, want) {
		t.Fatalf("got %v, want %v", *got, want)
	}
}

func TestSearchManyOfNothing(t *testing.T) {
	run, none := asking(t, io.SearchMany("Who", findPeople).Label(nameOf).Optional())
	s := run.Expect("Who")
	if c := s.Component(); string(c.MultipleProps) != `{}` || !c.IsOptional {
		t.Fatalf("component %+v with %s", c, c.MultipleProps)
	}
	s.Answer(nil)
	finish(t, run)
	if *none != nil {
		t.Fatalf("nothing answered = %v", **none)
	}
	run, got := asking(t, io.SearchMany("Who", findPeople).Label(nameOf))
	run.Expect("Who").Answer(raw(`[]`))
	finish(t, run)
	if *got == nil || len(*got) != 0 {
		t.Fatalf("got %#v, want an empty list", *got)
	}
}

func TestSearchManySetterOrderNeverMatters(t *testing.T) {
	type many = io.SearchManyInput[person]
	setters := []func(many) many{
		func(f many) many { return f.AtLeast(1) },
		func(f many) many { return f.Placeholder("Name") },
		func(f many) many { return f.Label(nameOf) },
		func(f many) many { return f.Initial(people()[:1]) },
		func(f many) many { return f.Default(people()[1:2]) },
	}
	const want = `{"minSelections":1,"placeholder":"Name","results":[{"label":"Item 10","value":"0:0"},{"label":"item 9","value":"default:0"}]}`
	permutations(len(setters), func(order []int) {
		in := io.SearchMany("Who", findPeople)
		for _, i := range order {
			in = setters[i](in)
		}
		run, _ := asking(t, in)
		s := run.Expect("Who")
		if props := string(s.Component().Props); props != want {
			t.Fatalf("order %v: props %s, want %s", order, props, want)
		}
		s.Cancel()
		_, _ = run.Wait()
	})
}

// Two searches on one screen know nothing of each other.
func TestTwoSearches(t *testing.T) {
	ada := &person{ID: 1, Name: "Ada"}
	everyone := []*person{ada, {ID: 2, Name: "Ben"}}
	find := func(_ context.Context, query string) ([]*person, error) {
		return slices.DeleteFunc(slices.Clone(everyone), func(p *person) bool { return !strings.Contains(p.Name, query) }), nil
	}
	label := func(p *person) string { return p.Name }
	var first *person
	var others []*person
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(
			io.Search("First", find).Label(label).Into(&first),
			io.SearchMany("Others", find).Label(label).Into(&others),
		).Ask(ctx)
	})
	s := run.Expect("First").State(raw(`{"queryTerm":"Ada"}`))
	if props := string(s.Call().ToRender[1].Props); props != `{"results":[]}` {
		t.Fatalf("the other search has %s", props)
	}
	s = run.Expect("Others").State(raw(`{"queryTerm":"A"}`))
	if props := string(s.Call().ToRender[0].Props); !strings.Contains(props, "1:0") {
		t.Fatalf("the first search has %s", props)
	}
	s.AnswerAll("Ada", []string{"Ada"})
	finish(t, run)
	if first != ada || len(others) != 1 || others[0] != ada {
		t.Fatalf("got %p and %p, want %p", first, others, ada)
	}
}

package io_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type guest struct {
	Who  int64 `io:""`
	Seat int   `io:""`
	Note string
}

type party struct {
	Name   string  `io:""`
	Host   string  `io:""`
	Guests []guest `io:""`
}

// asksForGuests asks for a party whose guests are found by searching.
func asksForGuests(t *testing.T, o stagedoortest.Options) (*stagedoortest.Run, *party) {
	t.Helper()
	got := new(party)
	holds := party{Name: "Summer", Host: "Ada", Guests: []guest{{Who: 3, Seat: 7, Note: "kept"}}}
	return stagedoortest.StartWith(t.Context(), t, o, func(ctx context.Context) (err error) {
		*got, err = io.Form(holds).Only("Name", "Guests", "Guests.Who", "Guests.Seat").With("Guests.Who", findGuest).Get(ctx)
		return err
	}), got
}

func findGuest(field any) io.Component {
	id := field.(*int64)
	in := io.Search("Who", findPeople).Label(nameOf).Initial(people()[:1])
	for _, p := range people() {
		if p.ID == *id {
			in = in.Default(p)
		}
	}
	return in.Validate(func(_ context.Context, p person) error {
		*id = p.ID
		return nil
	}).Into(new(person))
}

func TestSearchInAListOfForms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, got := asksForGuests(t, stagedoortest.Options{})
		form := run.Expect("Guests")
		if labels := labelsOf(form); !slices.Equal(labels, []string{"Name", "Guests"}) {
			t.Errorf("asks for %v", labels)
		}
		if c := form.Component(); !c.IsStateful {
			t.Error("a list with a search has no state")
		}
		form = form.State(map[string]any{"at": 0, "state": map[string]any{"queryTerm": "item 9"}})
		form.AnswerAll("Winter", []map[string]any{{"Who": "Zoë", "Seat": 8}, {"Who": "item 9", "Seat": 1}, {"Who": "Item 10", "Seat": 2}})
		if _, err := run.Wait(); err != nil {
			t.Fatal(err)
		}
		want := []guest{{3, 8, "kept"}, {2, 1, ""}, {1, 2, ""}}
		if got.Name != "Winter" || got.Host != "Ada" || !slices.Equal(got.Guests, want) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestSearchInAListOfFormsTakesOnlyWhatWasOffered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, _ := asksForGuests(t, stagedoortest.Options{})
		for _, state := range []string{`{"at":1,"state":{"queryTerm":"x"}}`, `{"at":9,"state":{"queryTerm":"x"}}`, `{"at":-1}`, `{"queryTerm":"x"}`, `[]`} {
			if said := run.Expect("Guests").State(raw(state)).Message(); said == "" {
				t.Errorf("%s was searched for", state)
			}
		}
		for _, key := range []string{"1:0", "0:1", "entry1:0", "0:-1", "default:1", "entry0:0x"} {
			run.Expect("Guests").AnswerAll("Winter", raw(`[{"values":["`+key+`",1]}]`))
			if said := run.Expect("Guests").Message(); said != "Entry 1, Who: Choose one of the results." {
				t.Errorf("%s: %q", key, said)
			}
		}
		run.Expect("Guests").Cancel()
	})
}

func TestSearchInAListOfFormsOfAnOriginalDashboard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, got := asksForGuests(t, stagedoortest.Options{Original: true})
		form := run.Expect("Guests")
		var props struct{ DefaultValue string }
		form.Props(&props)
		var list []map[string]any
		if err := json.Unmarshal([]byte(props.DefaultValue), &list); err != nil || list[0]["Who"] != "Zoë" {
			t.Fatalf("shows %s", props.DefaultValue)
		}
		if form.Component().IsStateful {
			t.Error("a text has a state")
		}
		form.AnswerAll("Winter", `[{"Entry": 1, "Who": "Zoë", "Seat": 1}, {"Who": "Item 10", "Seat": 2}]`)
		if said := run.Expect("Guests").Message(); said != "Entry 2, Who: Choose one of the results." {
			t.Errorf("findPeople looks for small letters only, but %q", said)
		}
		run.Expect("Guests").AnswerAll("Winter", `[{"Entry": 1, "Who": "Zoë", "Seat": 1}, {"Who": "item 9", "Seat": 2}]`)
		if _, err := run.Wait(); err != nil {
			t.Fatal(err)
		}
		if want := []guest{{3, 1, "kept"}, {2, 2, ""}}; !slices.Equal(got.Guests, want) {
			t.Errorf("got %+v", got.Guests)
		}
	})
}

func labelsOf(s *stagedoortest.Screen) []string {
	var labels []string
	for _, c := range s.Call().ToRender {
		if c.MethodName != protocol.DisplayHeading {
			labels = append(labels, c.Label)
		}
	}
	return labels
}

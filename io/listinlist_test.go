package io_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type course struct {
	Who  int64  `io:""`
	Dish string `io:"" validate:"required,max=10"`
	Note string
}

type seating struct {
	Name    string   `io:"" validate:"required"`
	Courses []course `io:"" validate:"max=2"`
	Note    string
}

type feast struct {
	Tables []seating `io:""`
}

func someFeast() feast {
	return feast{[]seating{
		{Name: "Window", Note: "w", Courses: []course{{3, "Soup", "s"}, {1, "Fish", "f"}}},
		{Name: "Door", Note: "d", Courses: []course{{3, "Pie", "p"}}},
	}}
}

// asksForAFeast asks for tables with courses, whose guests are found by searching.
func asksForAFeast(t *testing.T, o stagedoortest.Options) (*stagedoortest.Run, *feast) {
	t.Helper()
	got := new(feast)
	return stagedoortest.StartWith(t.Context(), t, o, func(ctx context.Context) (err error) {
		*got, err = io.Form(someFeast()).Only("Tables", "Tables.Name", "Tables.Courses", "Tables.Courses.Who", "Tables.Courses.Dish").
			With("Tables.Courses.Who", findGuest).
			Validate(func(_ context.Context, f feast) error {
				for i, table := range f.Tables {
					for j, c := range table.Courses {
						if c.Dish == "Fugu" {
							return io.InvalidField("Tables["+string(rune('0'+i))+"].Courses["+string(rune('0'+j))+"].Dish", "Not today.")
						}
					}
				}
				return nil
			}).Get(ctx)
		return err
	}), got
}

func TestAListOfFormsInAListOfForms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, got := asksForAFeast(t, stagedoortest.Options{})
		form := run.Expect("Tables")
		var props protocol.FormsProps
		form.Props(&props)
		inner, err := json.Marshal(props.DefaultValue[0])
		if want := `["Window",[["entry0.0:0","Soup"],["entry0.1:0","Fish"]]]`; err != nil || string(inner) != want {
			t.Errorf("the first table holds %s, want %s, %v", inner, want, err)
		}
		form = form.State(raw(`{"at":1,"state":{"at":0,"state":{"queryTerm":"item 9"}}}`))
		form.AnswerAll([]map[string]any{
			{"Name": "Window", "Courses": []map[string]any{{"Who": "item 9", "Dish": "Soup"}}},
			{"Name": "Door", "Courses": []map[string]any{{"Who": "Zoë", "Dish": "Pie"}, {"Who": "Item 10", "Dish": "Cake"}}},
			{"Name": "Garden", "Courses": []map[string]any{{"Who": "item 9", "Dish": "Fugu"}}},
		})
		refused := run.Expect("Tables")
		if said := refused.Message(); said != "Entry 3, Courses: Entry 1, Dish: Not today." {
			t.Errorf("said %q", said)
		}
		refused.AnswerAll([]map[string]any{
			{"Name": "Window", "Courses": []map[string]any{{"Who": "item 9", "Dish": "Soup"}}},
			{"Name": "Door", "Courses": []map[string]any{{"Who": "Zoë", "Dish": "Pie"}, {"Who": "Item 10", "Dish": "Cake"}}},
			{"Name": "Garden", "Courses": []map[string]any{}},
		})
		finish(t, run)
		want := feast{[]seating{
			{Name: "Window", Note: "w", Courses: []course{{2, "Soup", "s"}}},
			{Name: "Door", Note: "d", Courses: []course{{3, "Pie", "p"}, {1, "Cake", ""}}},
			{Name: "Garden"},
		}}
		if !reflect.DeepEqual(*got, want) {
			t.Errorf("got  %+v\nwant %+v", *got, want)
		}
	})
}

func TestAnswersToAListInAListThatDoNotFit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, _ := asksForAFeast(t, stagedoortest.Options{})
		for _, state := range []string{
			`{"at":0,"state":{"queryTerm":"x"}}`, `{"at":1,"state":{"queryTerm":"x"}}`, `{"at":1,"state":{"at":1,"state":{"queryTerm":"x"}}}`,
			`{"at":1,"state":{"at":9,"state":{}}}`, `{"at":1,"state":7}`, `{"at":1}`,
		} {
			if said := run.Expect("Tables").State(raw(state)).Message(); said == "" {
				t.Errorf("%s was searched for", state)
			}
		}
		const fits = "This answer does not fit the question."
		for answer, want := range map[string]string{
			`[{"values":["New",[{"from":0,"values":["0:0","Soup"]}]]}]`:                                          "Entry 1, Courses: " + fits,
			`[{"from":1,"values":["Door",[{"from":1,"values":["0:0","Fish"]}]]}]`:                                "Entry 1, Courses: " + fits,
			`[{"from":0,"values":["W",[{"from":0,"values":["0:0","a"]},{"from":0,"values":["0:0","b"]}]]}]`:      "Entry 1, Courses: " + fits,
			`[{"from":0,"values":["W",[{"values":["0:0"]}]]}]`:                                                   "Entry 1, Courses: " + fits,
			`[{"from":0,"values":["W",7]}]`:                                                                      "Entry 1, Courses: " + fits,
			`[{"from":0,"values":["W",[{"values":["3","Soup"]}]]}]`:                                              "Entry 1, Courses: Entry 1, Who: Choose one of the results.",
			`[{"from":0,"values":["W",[{"values":["0:0",""]},{"values":["0:0","far too long"]}]]}]`:              "Entry 1, Courses: Entry 1, Dish: This field is required.",
			`[{"from":0,"values":["W",[{"values":["0:0","a"]},{"values":["0:0","b"]},{"values":["0:0","c"]}]]}]`: "Entry 1, Courses: Enter at most 2 entries.",
		} {
			run.Expect("Tables").AnswerAll(raw(answer))
			if said := run.Expect("Tables").Message(); said != want {
				t.Errorf("%s: %q, want %q", answer, said, want)
			}
		}
		run.Expect("Tables").AnswerAll(raw(`[{"from":0,"values":["",[{"values":["0:0","a"]},{"values":["0:0",""]}]]}]`))
		var props protocol.FormsProps
		run.Expect("Tables").Props(&props)
		want := []protocol.FormsProblem{{Form: 0, At: 0, Message: required}, {Form: 0, At: 1, Message: "Entry 2, Dish: " + required,
			Problems: []protocol.FormsProblem{{Form: 1, At: 1, Message: required}}}}
		if !reflect.DeepEqual(props.Problems, want) {
			t.Errorf("problems %+v", props.Problems)
		}
		run.Expect("Tables").Cancel()
	})
}

func TestAListInAListOfAnOriginalDashboard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, got := asksForAFeast(t, stagedoortest.Options{Original: true})
		form := run.Expect("Tables")
		var props struct{ DefaultValue string }
		form.Props(&props)
		plain := strings.Join(strings.Fields(props.DefaultValue), "")
		if !strings.Contains(plain, `{"Entry":2,"Name":"Door","Courses":[{"Entry":1,"Who":"Zoë","Dish":"Pie"}]}`) {
			t.Fatalf("shows %s", props.DefaultValue)
		}
		for text, want := range map[string]string{
			`[{"Entry": 2, "Name": "Door", "Courses": [{"Entry": 2, "Dish": "Pie"}]}]`: "Entry 1: Courses: Entry 1: There is no entry 2.",
			`[{"Name": "New", "Courses": [{"Entry": 1, "Dish": "Pie"}]}]`:              "Entry 1: Courses: Entry 1: There is no entry 1.",
			`[{"Name": "New", "Courses": [{"Who": "Zoë", "Dish": ""}]}]`:               "Entry 1, Courses: Entry 1, Dish: This field is required.",
		} {
			run.Expect("Tables").AnswerAll(text)
			if said := run.Expect("Tables").Message(); said != want {
				t.Errorf("%s: %q, want %q", text, said, want)
			}
		}
		run.Expect("Tables").AnswerAll(`[{"Entry": 2, "Name": "Door", "Courses": [{"Entry": 1, "Who": "Zoë", "Dish": "Tart"}, {"Who": "item 9", "Dish": "Cake"}]}]`)
		finish(t, run)
		want := feast{[]seating{{Name: "Door", Note: "d", Courses: []course{{3, "Tart", "p"}, {2, "Cake", ""}}}}}
		if !reflect.DeepEqual(*got, want) {
			t.Errorf("got %+v", *got)
		}
	})
}

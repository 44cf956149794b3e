package io_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// Mistakes that tools like this one are known for. One test for each that has no
// other.

// A check is not lost, whether it is added before or after an input is made
// optional or takes several.
func TestChecksSurviveWhatComesAfter(t *testing.T) {
	notEve := func(_ context.Context, name string) error {
		if name == "Eve" {
			return io.Invalid("Not Eve.")
		}
		return nil
	}
	people := []string{"Ada", "Eve"}
	find := func(context.Context, string) ([]string, error) { return people, nil }
	noEve := func(_ context.Context, names []string) error {
		if slices.Contains(names, "Eve") {
			return io.Invalid("Not Eve.")
		}
		return nil
	}
	for name, c := range map[string]struct {
		in  io.Component
		bad string
	}{
		"before Optional": {io.Text("Who").Validate(notEve).Optional().Into(new(*string)), `"Eve"`},
		"after Optional": {io.Text("Who").Optional().Validate(func(ctx context.Context, who *string) error {
			if who == nil {
				return nil
			}
			return notEve(ctx, *who)
		}).Into(new(*string)), `"Eve"`},
		"a select":             {io.Select("Who", people).Validate(notEve).Optional().Into(new(*string)), `{"value":"Eve"}`},
		"a select of several":  {io.SelectMany("Who", people).Validate(noEve).AtLeast(1).Into(new([]string)), `[{"value":"Ada"},{"value":"Eve"}]`},
		"a search for several": {io.SearchMany("Who", find).Validate(noEve).Initial(people).AtMost(2).Into(new([]string)), `["0:1"]`},
		"a list":               {io.ListOf("Who", io.Text("").Validate(notEve)).AtMost(3).Into(new([]string)), `["Ada","Eve"]`},
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(c.in).Ask(ctx) })
		run.Expect("Who").Answer(json.RawMessage(c.bad))
		if m := run.Expect("Who").Message(); !strings.HasSuffix(m, "Not Eve.") {
			t.Errorf("%s: message %q", name, m)
		}
	}
}

// A default that is false, zero or empty is one, in a form and for several too.
func TestFalsyDefaultsOfFormsAndSelections(t *testing.T) {
	type falsy struct {
		No    bool     `io:""`
		Count int      `io:""`
		Cents int64    `io:"currency:EUR"`
		Text  string   `io:""`
		Flags []string `io:"" validate:"dive,oneof=0 1"`
	}
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		_, err := io.Form(falsy{Flags: []string{"0"}}).Get(ctx)
		return err
	})
	for i, want := range []string{`false`, `0`, `0`, `""`, `[{"label":"0","value":"0"}]`} {
		var props struct{ DefaultValue json.RawMessage }
		c := run.Expect("No").Call().ToRender[i]
		if err := json.Unmarshal(c.Props, &props); err != nil || string(props.DefaultValue) != want {
			t.Errorf("default of %s: %s, %v, want %s", c.Label, props.DefaultValue, err, want)
		}
	}
	several := stagedoortest.Start(t, func(ctx context.Context) error {
		_, err := io.SelectMany("Which", []bool{true, false}).Default([]bool{false}).Get(ctx)
		return err
	})
	var props struct{ DefaultValue []protocol.Option }
	several.Expect("Which").Props(&props)
	if len(props.DefaultValue) != 1 || props.DefaultValue[0].Value != false {
		t.Errorf("default %+v", props.DefaultValue)
	}
}

// An optional answer that was cleared is none, and not an empty one.
func TestClearedMeansNone(t *testing.T) {
	for name, in := range map[string]getter[*string]{"text": io.Text("Q").Optional(), "e-mail": io.Email("Q").Optional(), "formatted": io.RichText("Q").Optional()} {
		for _, raw := range []string{`""`, `null`} {
			run, got := asking(t, in)
			run.Expect("Q").Answer(json.RawMessage(raw))
			finish(t, run)
			if *got != nil {
				t.Errorf("%s: %s became %q", name, raw, **got)
			}
		}
	}
}

// Whoever wants to go back can, whatever was typed and whatever a check has seen.
func TestBackLeavesEverythingAsItWas(t *testing.T) {
	type choice string
	name, note := "before", new("before")
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		_, err := io.ChooseWith(ctx, io.Group(io.Text("Name").Into(&name), io.Text("Note").Optional().Into(&note)).
			Validate(func(context.Context) error { return io.Invalid("Not %s.", name) }),
			io.ChoiceOf[choice]{Value: "Save"}, io.ChoiceOf[choice]{Value: "Back", SkipValidation: true})
		return err
	})
	run.Expect("Name").Choose("Save", "typed", nil)
	s := run.Expect("Name")
	if s.Message() != "Not typed." {
		t.Errorf("message %q", s.Message())
	}
	s.Choose("Back", "typed", 7)
	finish(t, run)
	if name != "before" || note == nil || *note != "before" {
		t.Errorf("name %q, note %v", name, note)
	}
}

func TestFormWithSeveralButtons(t *testing.T) {
	type choice string
	var got order
	var pressed choice
	ask := func(ctx context.Context) (err error) {
		got, pressed, err = io.ChooseForm(ctx, io.Form(someOrder()).Submit("not shown").Validate(func(_ context.Context, o order) error {
			if o.Express {
				return io.InvalidField("Express", "Not today.")
			}
			return nil
		}), io.ChoiceOf[choice]{Value: "save", Label: "Save"}, io.ChoiceOf[choice]{Value: "again", Label: "Save and add"},
			io.ChoiceOf[choice]{Value: "back", Label: "Back", SkipValidation: true})
		return err
	}
	run := stagedoortest.Start(t, ask)
	run.Expect("Save").Choose("Save and add", orderAnswer(map[string]any{"Ordered by": "ben", "Express": true}))
	s := run.Expect("Express")
	if s.Message() != "Not today." || len(s.Call().ChoiceButtons) != 3 {
		t.Errorf("message %q, buttons %+v", s.Message(), s.Call().ChoiceButtons)
	}
	s.Choose("Back", orderAnswer(map[string]any{"Ordered by": 7}))
	finish(t, run)
	if pressed != "back" || got.By != "" || got.Express {
		t.Errorf("pressed %q with %+v", pressed, got)
	}
	run = stagedoortest.Start(t, ask)
	run.Expect("Save").Choose("Save and add", orderAnswer(nil))
	finish(t, run)
	if pressed != "again" || got.By != "ada" {
		t.Errorf("pressed %q with %+v", pressed, got)
	}
}

// The order of a form's setters never matters.
func TestFormSetterOrderNeverMatters(t *testing.T) {
	type paid struct {
		Kind   string `io:"" validate:"oneof=charge refund"`
		Reason string `io:""`
		Note   string `io:""`
	}
	setters := []func(io.FormCall[paid]) io.FormCall[paid]{
		func(f io.FormCall[paid]) io.FormCall[paid] { return f.Title("Pay") },
		func(f io.FormCall[paid]) io.FormCall[paid] { return f.Only("Kind", "Reason") },
		func(f io.FormCall[paid]) io.FormCall[paid] { return f.ShowIf("Reason", "Kind", "refund") },
		func(f io.FormCall[paid]) io.FormCall[paid] {
			return f.With("Reason", func(field any) io.Component { return io.Text("Why").MaxLength(5).Into(field.(*string)) })
		},
		func(f io.FormCall[paid]) io.FormCall[paid] {
			return f.Validate(func(context.Context, paid) error { return nil }).Submit("Go")
		},
	}
	want := ""
	permutations(len(setters), func(order []int) {
		f := io.Form(paid{})
		for _, i := range order {
			f = setters[i](f)
		}
		run, _ := asForm(t, f)
		call := run.Expect("Pay").Call()
		call.ID, call.InputGroupKey = "", ""
		text, err := json.Marshal(call)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(text)
		}
		if string(text) != want {
			t.Fatalf("order %v: %s, want %s", order, text, want)
		}
	})
	if !strings.Contains(want, `"showIf":{"at":0,"answers":["1"]}`) && !strings.Contains(want, `"showIf":{"at":0,"answers":["refund"]}`) {
		t.Errorf("no condition in %s", want)
	}
}

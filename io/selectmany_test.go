package io_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func equal[T any](a, b T) bool { return reflect.DeepEqual(a, b) }

func TestSelectManyAnswers(t *testing.T) {
	const another = "Choose one of the options."
	chosen := func(values ...string) string {
		for i, v := range values {
			values[i] = `{"label":"x","value":` + v + `}`
		}
		return "[" + strings.Join(values, ",") + "]"
	}
	answers[[]any]{
		bad: map[string]string{
			`null`: required, `[]`: "Select at least 1 option.", `"a"`: misfit, `{}`: misfit, `7`: misfit, `["a"]`: misfit, `[[]]`: misfit,
			`[null]`: another, `[{}]`: another, `[{"value":null}]`: another, `[{"value":{"value":"a"}}]`: another,
			chosen(`"b"`): another, chosen(`"a"`, `1`): another, chosen(`9007199254740993`): another, chosen(`"a\u0000"`): another,
			chosen(`"a"`, `0`, `false`): "Select at most 2 options.",
		},
		good: map[string][]any{
			chosen(`""`, `0`): {0, ""}, chosen(`"a"`, `"a"`, `"a"`): {"a"}, chosen(`false`): {false}, chosen(`1.50`, `0.0`): {0, 1.5},
		},
	}.check(t, "Pick", io.SelectMany("Pick", []any{0, false, "", "a", 1.5}).AtLeast(1).AtMost(2), equal)
}

func TestSelectManyOfNothing(t *testing.T) {
	run, got := asking(t, io.SelectMany("Pick", []string{}))
	run.Expect("Pick").Answer([]string{})
	finish(t, run)
	if *got == nil || len(*got) != 0 {
		t.Fatalf("got %#v, want an empty list", *got)
	}
	run, none := asking(t, io.SelectMany("Pick", []string{"a"}).Optional())
	run.Expect("Pick").Answer(nil)
	finish(t, run)
	if *none != nil {
		t.Fatalf("nothing answered = %v", **none)
	}
}

func TestSelectManySetterOrderNeverMatters(t *testing.T) {
	setters := []func(io.SelectManyInput[int]) io.SelectManyInput[int]{
		func(f io.SelectManyInput[int]) io.SelectManyInput[int] { return f.AtLeast(1) },
		func(f io.SelectManyInput[int]) io.SelectManyInput[int] { return f.Default([]int{0}) },
		func(f io.SelectManyInput[int]) io.SelectManyInput[int] {
			return f.Label(func(n int) string { return fmt.Sprint("No. ", n) })
		},
		func(f io.SelectManyInput[int]) io.SelectManyInput[int] {
			return f.Group(func(int) string { return "Numbers" })
		},
		func(f io.SelectManyInput[int]) io.SelectManyInput[int] {
			return f.Validate(func(_ context.Context, n []int) error {
				if len(n) == 2 {
					return io.Invalid("Not two.")
				}
				return nil
			})
		},
	}
	const want = `{"defaultValue":[{"label":"No. 0","value":0,"group":"Numbers"}],"minSelections":1,` +
		`"options":[{"label":"No. 1","value":1,"group":"Numbers"},{"label":"No. 0","value":0,"group":"Numbers"}]}`
	permutations(len(setters), func(order []int) {
		in := io.SelectMany("Pick", []int{1, 0})
		for _, i := range order {
			in = setters[i](in)
		}
		run, got := asking(t, in)
		s := run.Expect("Pick")
		if props := string(s.Component().Props); props != want {
			t.Fatalf("order %v: props %s, want %s", order, props, want)
		}
		s.Answer([]string{"No. 0", "No. 1"})
		if m := run.Expect("Pick").Message(); m != "Not two." {
			t.Fatalf("order %v: message %q", order, m)
		}
		run.Expect("Pick").Answer([]string{"No. 0"})
		finish(t, run)
		if !equal(*got, []int{0}) {
			t.Fatalf("order %v: got %v", order, *got)
		}
	})
}

// What an option is comes back, whatever that is, also where two of them look
// the same on the wire.
func TestOptionsComeBackAsTheyAre(t *testing.T) {
	type key struct{ A, B int }
	at, shared := time.Unix(7, 9), &key{1, 2}
	for name, options := range map[string][]any{
		"times":           {at, at.In(time.FixedZone("x", 3600)), time.Time{}},
		"structs":         {key{}, key{1, 0}, key{0, 1}},
		"pointers":        {shared, &key{3, 4}, (*key)(nil)},
		"look alike":      {1, int8(1), 1.0, "1", true, "Yes"},
		"place and value": {key{}, "0", 0},
		"large":           {int64(1 << 60), "1152921504606846976", uint64(1<<63 + 1)},
		"alone":           {nil},
		"civil":           {io.CivilDate{Year: 2024, Month: 2, Day: 29}, io.CivilDate{}},
	} {
		label := func(v any) string { return fmt.Sprintf("%T %v %p", v, v, &v) } // no two alike
		var labels []string
		for i, v := range options {
			in := io.Select("One", options).Label(label).Default(v)
			run, got := asking(t, in)
			s := run.Expect("One")
			var props struct{ DefaultValue, Options json.RawMessage }
			s.Props(&props)
			var offered []json.RawMessage
			if err := json.Unmarshal(props.Options, &offered); err != nil {
				t.Fatal(err)
			}
			s.Answer(offered[i])
			finish(t, run)
			if !equal(*got, v) {
				t.Errorf("%s: option %d is %#v, got %#v", name, i, v, *got)
			}
			labels = append(labels, string(offered[i]))
		}
		run, all := asking(t, io.SelectMany("All", options).Label(label))
		run.Expect("All").Answer(json.RawMessage("[" + strings.Join(labels, ",") + "]"))
		finish(t, run)
		if !equal(*all, options) {
			t.Errorf("%s: all are %#v, got %#v", name, options, *all)
		}
	}
}

func TestOptionsHaveFaces(t *testing.T) {
	type plan struct {
		Name, Note, Logo, Kind string
	}
	plans := []plan{{"Basic", "For one", "/basic.svg", "Old"}, {"Plus", "", "", ""}}
	in := io.Select("Plan", plans).
		Image(func(p plan) string { return p.Logo }).Describe(func(p plan) string { return p.Note }).
		Group(func(p plan) string { return p.Kind }).Label(func(p plan) string { return p.Name })
	run, _ := asking(t, in)
	const want = `{"options":[{"label":"Basic","value":"0","description":"For one","image":{"url":"/basic.svg"},"group":"Old"},{"label":"Plus","value":"1"}]}`
	if props := string(run.Expect("Plan").Component().Props); props != want {
		t.Fatalf("props %s, want %s", props, want)
	}
	for address, good := range map[string]bool{
		"https://example.com/a.png": true, "a.png": true, "data:image/png;base64,AAAA": true, "": true,
		"javascript:alert(1)": false, "data:text/html,x": false, "mailto:a@b.example": false, "java\nscript:x": false,
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			_, err := io.SelectMany("Pick", []int{1}).Image(func(int) string { return address }).Get(ctx)
			return err
		})
		if good {
			run.Expect("Pick").Cancel()
			_, _ = run.Wait()
			continue
		}
		if _, err := run.Wait(); err == nil {
			t.Errorf("image %q was shown", address)
		}
	}
}

// A default that is no option leaves the field empty and a line in the log; what
// nobody set does not.
func TestDefaultOutsideTheOptionsIsReported(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	for _, c := range []struct {
		in       io.Component
		reported bool
		props    string
	}{
		{io.Select("Pick", []string{"a"}).Default("gone"), true, `{"options":[{"label":"a","value":"a"}]}`},
		{io.Select("Pick", []string{"a"}).Default(""), false, `{"options":[{"label":"a","value":"a"}]}`},
		{io.SelectMany("Pick", []string{"a", "b"}).Default([]string{"gone", "b", "b"}), true,
			`{"defaultValue":[{"label":"b","value":"b"}],"options":[{"label":"a","value":"a"},{"label":"b","value":"b"}]}`},
	} {
		log.Reset()
		run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(c.in).Ask(ctx) })
		if props := string(run.Expect("Pick").Component().Props); props != c.props {
			t.Errorf("props %s, want %s", props, c.props)
		}
		if said := strings.Contains(log.String(), "label=Pick"); said != c.reported || strings.Contains(log.String(), "gone") {
			t.Errorf("%s: the log says %q", c.props, log.String())
		}
		run.Expect("Pick").Cancel()
		_, _ = run.Wait()
	}
}

func TestCountsNobodyCouldMeet(t *testing.T) {
	two := []string{"a", "b"}
	for name, c := range map[string]io.Component{
		"too few options":  io.SelectMany("x", two).AtLeast(3),
		"too few rows":     io.SelectRows("x", two).AtLeast(3),
		"less than none":   io.SelectMany("x", two).AtLeast(-1),
		"at most none":     io.SelectMany("x", two).AtMost(0),
		"crossed":          io.SelectMany("x", two).AtMost(1).AtLeast(2),
		"crossed for rows": io.SelectRows("x", two).AtMost(1).AtLeast(2),
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(c).Ask(ctx) })
		if _, err := run.Wait(); err == nil || len(run.Calls()) > 0 {
			t.Errorf("%s: %v and %d renders", name, err, len(run.Calls()))
		}
	}
}

type topping string

func (topping) Options() []topping { return []topping{"ham", "olives", "egg"} }

func TestFormWithChoices(t *testing.T) {
	type order struct {
		Toppings []topping `io:"" validate:"required,max=2"`
		Days     []string  `io:"optional" validate:"dive,oneof=mon tue"`
	}
	run, got := asking(t, io.Form(order{Toppings: []topping{"egg"}, Days: []string{"tue"}}))
	s := run.Expect("Toppings")
	for i, want := range []string{
		`{"defaultValue":[{"label":"egg","value":"2"}],"maxSelections":2,"minSelections":1,"options":[{"label":"ham","value":"0"},{"label":"olives","value":"1"},{"label":"egg","value":"2"}]}`,
		`{"defaultValue":[{"label":"tue","value":"1"}],"options":[{"label":"mon","value":"0"},{"label":"tue","value":"1"}]}`,
	} {
		if props := string(s.Call().ToRender[i].Props); props != want {
			t.Errorf("props %s, want %s", props, want)
		}
	}
	s.AnswerAll([]string{}, nil)
	if m := run.Expect("Toppings").Message(); m != "Select at least 1 option." {
		t.Errorf("message %q", m)
	}
	run.Expect("Toppings").AnswerAll([]string{"olives", "ham"}, nil)
	finish(t, run)
	if want := (order{Toppings: []topping{"ham", "olives"}}); !equal(*got, want) {
		t.Fatalf("got %+v, want %+v", *got, want)
	}
}

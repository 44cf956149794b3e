package io_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// permutations calls each with every order of 0 … n-1.
func permutations(n int, each func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var walk func(int)
	walk = func(k int) {
		if k == n {
			each(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			walk(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	walk(0)
}

func TestSetterOrderNeverMatters(t *testing.T) {
	refuse := func(_ context.Context, v float64) error {
		if v == 13 {
			return io.Invalid("Not 13.")
		}
		return nil
	}
	setters := []func(io.NumberInput) io.NumberInput{
		func(f io.NumberInput) io.NumberInput { return f.Min(5) },
		func(f io.NumberInput) io.NumberInput { return f.Max(20) },
		func(f io.NumberInput) io.NumberInput { return f.Help("How many") },
		func(f io.NumberInput) io.NumberInput { return f.Default(5) },
		func(f io.NumberInput) io.NumberInput { return f.Validate(refuse) },
	}
	props := ""
	permutations(len(setters), func(order []int) {
		in := io.Number("Count")
		for _, i := range order {
			in = setters[i](in)
		}
		run, got := asking(t, in.Optional())
		s := run.Expect("Count")
		if text := string(s.Component().Props); props == "" {
			props = text
		} else if text != props {
			t.Fatalf("order %v: props %s, want %s", order, text, props)
		}
		s.Answer(4)
		if m := run.Expect("Count").Message(); m != "Enter a number between 5 and 20." {
			t.Fatalf("order %v: message %q", order, m)
		}
		run.Expect("Count").Answer(13)
		if m := run.Expect("Count").Message(); m != "Not 13." {
			t.Fatalf("order %v: message %q", order, m)
		}
		run.Expect("Count").Answer(20)
		finish(t, run)
		if *got == nil || **got != 20 {
			t.Fatalf("order %v: got %v", order, *got)
		}
	})
}

func TestInputsAreShared(t *testing.T) {
	base := io.Number("Amount").Min(1)
	_ = base.Max(5).Help("changed").Default(3)
	base.Validate(func(context.Context, float64) error { return errBroken })
	run, _ := asking(t, base)
	var props map[string]any
	s := run.Expect("Amount")
	s.Props(&props)
	if len(props) != 2 || props["min"] != 1.0 || props["decimals"] != 15.0 {
		t.Fatalf("props %v: a copy's setters reached the original", props)
	}
	s.Answer(100)
	finish(t, run)
}

func TestFalsyDefaultsAreSent(t *testing.T) {
	type falsy struct {
		label string
		in    io.Component
		want  string
	}
	for _, f := range []falsy{
		{"Text", io.Text("Text").Default(""), `""`},
		{"Number", io.Number("Number").Default(0), `0`},
		{"Int", io.Int("Int").Default(0), `0`},
		{"Money", io.Money("Money", "EUR").Default(0), `0`},
		{"Bool", io.Bool("Bool").Default(false), `false`},
		{"Time", io.Time("Time").Default(io.CivilTime{}), `{"hour":0,"minute":0}`},
		{"Slider", io.Slider("Slider", -1, 1).Default(0), `0`},
		{"Decimal", io.Decimal("Decimal").Default("0.00"), `"0"`},
		{"RichText", io.RichText("RichText").Default(""), `""`},
		{"Int option", io.Select("Int option", []int{1, 0}).Default(0), `{"label":"0","value":0}`},
		{"Bool option", io.Select("Bool option", []bool{true, false}).Default(false), `{"label":"No","value":false}`},
		{"Text option", io.Select("Text option", []string{"a", ""}).Default(""), `{"label":"(empty)","value":""}`},
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(f.in).Ask(ctx) })
		var props struct{ DefaultValue json.RawMessage }
		run.Expect(f.label).Props(&props)
		if string(props.DefaultValue) != f.want {
			t.Errorf("default of %s: %s, want %s", f.label, props.DefaultValue, f.want)
		}
	}
}

func TestDefaultOutsideTheOptionsIsLeftOut(t *testing.T) {
	run, _ := asking(t, io.Select("Pick", []string{"a", "b"}).Default("gone"))
	var props map[string]any
	run.Expect("Pick").Props(&props)
	if v, sent := props["defaultValue"]; sent {
		t.Fatalf("default %v was sent", v)
	}
}

func TestDisabledKeepsTheDefault(t *testing.T) {
	run, got := asking(t, io.Text("Name").Default("Ada").Disabled("It is fixed."))
	run.Expect("Name").Answer("Eve")
	finish(t, run)
	if *got != "Ada" {
		t.Fatalf("a disabled input took %q", *got)
	}
}

func TestValidateFault(t *testing.T) {
	run, _ := asking(t, io.Text("Name").Validate(func(context.Context, string) error { return errBroken }))
	run.Expect("Name").Answer("Ada")
	_, err := run.Wait()
	fault, ok := errors.AsType[*io.ResponseError](err)
	if !ok || !errors.Is(err, errBroken) || fault.Label != "Name" {
		t.Fatalf("a check that breaks = %v, want a ResponseError around it", err)
	}
}

func TestProgrammingMistakesAreErrors(t *testing.T) {
	type opaque struct{ Secret string }
	for name, c := range map[string]io.Component{
		"pattern":                        io.Text("x").Pattern("(", ""),
		"default that is no JSON":        io.JSON("x").Default(json.RawMessage(`{`)),
		"list of lists":                  io.ListOf("x", io.ListOf("", io.Text(""))),
		"list of secrets":                io.ListOf("x", io.Text("").Secret()),
		"list of texts of several lines": io.ListOf("x", io.Text("").Multiline()),
		"list without room":              io.ListOf("x", io.Text("")).AtLeast(3).AtMost(2),
		"list of broken entries":         io.ListOf("x", io.Text("").Pattern("(", "")),
		"odd decimal limit":              io.Decimal("x").Min("1,5"),
		"odd decimal default":            io.Decimal("x").Default("much"),
		"too many decimals":              io.Decimal("x").Decimals(101),
		"no currency":                    io.Money("x", "dollars"),
		"no currency of a number":        io.Number("x").Currency("€"),
		"slider without room":            io.Slider("x", 1, 1),
		"slider to nowhere":              io.Slider("x", 0, math.Inf(1)),
		"slider that stays":              io.Slider("x", 0, 1).Step(0),
		"script protocol":                io.URL("x").Protocols("https", "JavaScript"),
		"no protocol":                    io.URL("x").Protocols(),
		"secret default":                 io.Text("x").Default("s3cret").Secret(),
		"no options":                     io.Select("x", []string(nil)),
		"no label":                       io.Select("x", []opaque{{"s"}}),
		"two keys":                       io.SelectRows("x", []string{"a", "b"}).Key(func(string) string { return "k" }),
		"untagged rows":                  io.Table("x", []opaque{{"s"}}),
		"heading level":                  io.Heading("x").Level(1),
		"script link":                    io.Link("x", io.LinkTo{URL: "javascript:alert(1)"}),
		"hidden script":                  io.Link("x", io.LinkTo{URL: "java\nscript:alert(1)"}),
		"nowhere":                        io.Link("x", io.LinkTo{}),
		"opaque metadata":                io.Metadata("x", io.MetaItem{Label: "y", Value: opaque{"s"}}),
		"page size":                      io.Table("x", []string{"a"}).PageSize(501),
		"too few rows":                   io.SelectRows("x", []string{"a"}).AtLeast(2),
		"twice a column": io.Table("x", []string{"a"}).Columns(
			io.Column[string]{Label: "c", Value: func(s string) any { return s }},
			io.Column[string]{Label: "c", Value: func(s string) any { return s }}),
		"confirm in a group": io.Confirm("x"),
	} {
		t.Run(name, func(t *testing.T) {
			run := stagedoortest.Start(t, func(ctx context.Context) error {
				return io.Group(c, io.Heading("beside")).Ask(ctx)
			})
			_, err := run.Wait()
			if _, ok := errors.AsType[*io.ResponseError](err); !ok || len(run.Calls()) > 0 {
				t.Fatalf("got %v and %d renders, want a ResponseError and none", err, len(run.Calls()))
			}
		})
	}
}

func TestMoneyForAnOriginalDashboard(t *testing.T) {
	var got int64
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) (err error) {
		got, err = io.Money("Amount", "USD").Default(4505).Max(100000).Get(ctx)
		return err
	})
	s := run.Expect("Amount")
	const want = `{"currency":"USD","decimals":2,"defaultValue":45.05,"max":1000.00}`
	if props := string(s.Component().Props); props != want {
		t.Fatalf("props %s, want %s", props, want)
	}
	s.Answer(json.RawMessage(`1000.01`))
	run.Expect("Amount").Answer(json.RawMessage(`1.005`))
	run.Expect("Amount").Answer(json.RawMessage(`19.99`))
	finish(t, run)
	if got != 1999 {
		t.Fatalf("got %d, want 1999", got)
	}
}

func TestEveryCheckRuns(t *testing.T) {
	refuse := func(word string) func(context.Context, string) error {
		return func(_ context.Context, s string) error {
			if s == word {
				return io.Invalid("Not %s.", word)
			}
			return nil
		}
	}
	run, _ := asking(t, io.Text("Word").Validate(refuse("one")).Validate(refuse("two")))
	for _, word := range []string{"one", "two"} {
		run.Expect("Word").Answer(word)
		if m := run.Expect("Word").Message(); m != "Not "+word+"." {
			t.Errorf("answer %q: message %q", word, m)
		}
	}
	run.Expect("Word").Answer("three")
	finish(t, run)
}

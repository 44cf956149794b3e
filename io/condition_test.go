package io_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestConditionalFields(t *testing.T) {
	type payment struct {
		Kind   string  `io:"" validate:"oneof=charge refund partial"`
		Reason string  `io:"show:Kind=refund,partial" validate:"required"`
		Amount int     `io:"show:Kind=partial" validate:"gt=0"`
		Note   string  `io:"hide:Kind=charge"`
		Why    *string `io:"show:Note" validate:"required"`
	}
	before := payment{Kind: "charge", Reason: "kept", Amount: -1, Note: "kept too"}
	for name, c := range map[string]struct {
		answer map[string]any
		want   payment
	}{
		"nothing but the kind": {map[string]any{"Kind": "charge", "Reason": 7, "Amount": -5, "Note": []int{1}, "Why": "x"}, before},
		"a refund":             {map[string]any{"Kind": "refund", "Reason": "broken", "Amount": 4, "Note": "", "Why": "x"}, payment{Kind: "refund", Reason: "broken", Amount: -1}},
		"a part":               {map[string]any{"Kind": "partial", "Reason": "late", "Amount": 4, "Note": "n", "Why": "w"}, payment{"partial", "late", 4, "n", new("w")}},
	} {
		run, got := asForm(t, io.Form(before))
		run.Expect("Kind").AnswerAll(c.answer)
		finish(t, run)
		if !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s: got %+v", name, *got)
		}
	}
	run, _ := asForm(t, io.Form(before))
	run.Expect("Kind").AnswerAll(map[string]any{"Kind": "partial", "Amount": 0, "Note": "n"})
	s := run.Expect("Kind")
	for i, want := range []string{"", required, "Enter a number greater than or equal to 1.", "", required} {
		if m := s.Call().ToRender[i].ValidationErrorMessage; m != want {
			t.Errorf("%s: %q, want %q", s.Call().ToRender[i].Label, m, want)
		}
	}
}

// tier is an enum whose values read otherwise.
type tier int

func (tier) Options() []tier { return []tier{1, 2, 3} }

func (t tier) Label() string { return []string{"", "Bronze", "Silver", "Gold"}[t] }

func TestConditionsNameOptionsByLabelOrValue(t *testing.T) {
	type numbered struct {
		Tier   int    `io:"labels:1=Bronze,2=Silver,3=Gold" validate:"required,oneof=1 2 3"`
		Reason string `io:"show:Tier=1" validate:"required"`
	}
	type labelled struct {
		Kind   string `io:"labels:new=New order,change=Change of one" validate:"oneof=new change"`
		Reason string `io:"show:Kind=change" validate:"required"`
	}
	type typed struct {
		Tier   tier   `io:""`
		Reason string `io:"show:Tier=1" validate:"required"`
	}
	type many struct {
		Tiers  []tier `io:""`
		Reason string `io:"hide:Tiers=2,Gold" validate:"required"`
	}
	showsReason(t, io.Form(numbered{Tier: 1}), "Bronze", "Silver")
	showsReason(t, io.Form(labelled{}), "Change of one", "New order")
	showsReason(t, io.Form(typed{}), "Bronze", "Gold")
	showsReason(t, io.Form(many{}), []string{"Bronze"}, []string{"Bronze", "Silver"})
}

// showsReason answers the first field of a form: so that the second, which is
// required, is shown, and so that it is not.
func showsReason[S any](t *testing.T, f io.FormCall[S], shown, hidden any) {
	t.Helper()
	run, _ := asForm(t, f)
	first := run.Expect("Reason").Call().ToRender[0].Label
	run.Expect("Reason").AnswerAll(map[string]any{first: shown})
	if m := run.Expect("Reason").Message(); m != required {
		t.Errorf("%T: with %v, the reason is said to be %q, want %q", *new(S), shown, m, required)
	}
	run, _ = asForm(t, f)
	run.Expect("Reason").AnswerAll(map[string]any{first: hidden})
	finish(t, run)
}

func TestConditionsOnValuesWithoutText(t *testing.T) {
	type store struct{ City string }
	in := io.Select("Store", []store{{"Oslo"}, {"Riga"}}).Label(func(s store) string { return s.City })
	why := io.ShowIf(io.Text("Why"), "Store", "Riga")
	run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(in, why).Ask(ctx) })
	run.Expect("Store").AnswerAll(map[string]any{"Store": "Oslo"})
	finish(t, run)
	run = stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(in, io.ShowIf(io.Text("Why"), "Store", "1")).Ask(ctx)
	})
	if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), `shown by the answer "1" to "Store", which is none of its options`) {
		t.Errorf("a place is no value of an option: %v", err)
	}
}

func TestConditionsInGo(t *testing.T) {
	type payment struct {
		Kind   string  `io:"" validate:"oneof=charge refund"`
		Ship   address `io:""`
		Notify bool    `io:""`
	}
	run, got := asForm(t, io.Form(payment{}).ShowIf("Ship", "Kind", "charge").HideIf("Notify", "Kind", "charge").ShowIf("Ship.Street", "Country", "us"))
	run.Expect("Kind").AnswerAll(map[string]any{"Kind": "refund", "Street": "sneaked in", "Notify": true})
	finish(t, run)
	if *got != (payment{Kind: "refund", Notify: true}) {
		t.Errorf("got %+v", *got)
	}

	var kind, reason string
	reason = "untouched"
	ask := func(ctx context.Context) error {
		return io.Group(
			io.Select("Kind", []string{"charge", "refund"}).Into(&kind),
			io.ShowIf(io.Heading("Why"), "Kind", "refund"),
			io.ShowIf(io.Text("Reason").MinLength(3).Validate(func(context.Context, string) error { return errBroken }).Into(&reason), "Kind", "refund"),
		).Ask(ctx)
	}
	group := stagedoortest.Start(t, ask)
	group.Expect("Kind").AnswerAll("charge", 5)
	finish(t, group)
	if reason != "untouched" {
		t.Errorf("a hidden input was written: %q", reason)
	}
	group = stagedoortest.Start(t, ask)
	group.Expect("Kind").AnswerAll("refund", "x")
	if m := group.Expect("Reason").Message(); m != "Enter at least 3 characters." {
		t.Errorf("message %q", m)
	}
}

func TestRulesAcrossFields(t *testing.T) {
	type card struct {
		New    string       `io:"label:New password" validate:"required"`
		Again  string       `io:"label:Once more" validate:"eqfield=New"`
		From   io.CivilDate `io:""`
		To     io.CivilDate `io:"" validate:"gtfield=From"`
		Low    int          `io:""`
		High   int          `io:"" validate:"gtefield=Low"`
		Kind   string       `io:"label:Kind of payment" validate:"oneof=card cash"`
		Number int          `io:"" validate:"required_if=Kind card"`
		Mail   string       `io:"" validate:"required_without=Phone"`
		Phone  string       `io:"label:Telephone"`
		Inner  struct {
			Max int `io:"" validate:"gtfield=Min"`
			Min int `io:"label:Least"`
		} `io:""`
	}
	run, _ := asForm(t, io.Form(card{}))
	answer := map[string]any{
		"New password": "a", "Once more": "b", "From": io.CivilDate{2026, 2, 2}, "To": io.CivilDate{2026, 2, 2}, "Low": 5, "High": 4,
		"Kind of payment": "card", "Max": 1, "Least": 1,
	}
	run.Expect("Once more").AnswerAll(answer)
	for label, want := range map[string]string{
		"Once more": `This has to be the same as "New password".`,
		"To":        `This has to be after "From".`,
		"High":      `This has to be at least "Low".`,
		"Number":    `This is required when "Kind of payment" is card.`,
		"Mail":      `This is required without "Telephone".`,
		"Max":       `This has to be more than "Least".`,
	} {
		if m := run.Expect(label).Message(); m != want {
			t.Errorf("%s: %q, want %q", label, m, want)
		}
	}
	answer["Once more"], answer["To"], answer["High"], answer["Kind of payment"], answer["Phone"], answer["Max"] = "a", io.CivilDate{2026, 2, 3}, 5, "cash", "1", 2
	delete(answer, "Phone")
	answer["Telephone"] = "1"
	run.Expect("Once more").AnswerAll(answer)
	finish(t, run)
}

func TestChecksPutErrorsOnFields(t *testing.T) {
	f := io.Form(someOrder()).Validate(func(_ context.Context, o order) error {
		var err error
		if o.Express {
			err = errors.Join(io.InvalidField("Ship.Street", "We do not bring %s.", "that"), io.InvalidField("Lines[1].Count", "Only two."), io.Invalid("Too fast."))
		}
		return err
	})
	run, _ := asForm(t, f)
	run.Expect("Lines").AnswerAll(orderAnswer(map[string]any{"Express": true}))
	s := run.Expect("Lines")
	if call := s.Call(); call.ValidationErrorMessage != "Too fast." || call.ToRender[3].ValidationErrorMessage != "We do not bring that." ||
		s.Message() != "Entry 2, Count: Only two." {
		t.Errorf("%q, %q, %q", call.ValidationErrorMessage, call.ToRender[3].ValidationErrorMessage, s.Message())
	}
	s.AnswerAll(orderAnswer(nil))
	finish(t, run)

	var a, b string
	group := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(io.Text("A").Into(&a), io.Text("B").Into(&b)).Validate(func(context.Context) error {
			if a != b {
				return io.InvalidField("B", "Not %s.", a)
			}
			return nil
		}).Ask(ctx)
	})
	group.Expect("A").AnswerAll("x", "y")
	if m := group.Expect("B").Call().ToRender[1].ValidationErrorMessage; m != "Not x." {
		t.Errorf("message %q", m)
	}
	group.Expect("A").AnswerAll("x", "x")
	finish(t, group)

	lost := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(io.Text("A").Into(&a)).Validate(func(context.Context) error { return io.InvalidField("C", "No.") }).Ask(ctx)
	})
	lost.Expect("A").Answer("x")
	if _, err := lost.Wait(); err == nil || !strings.Contains(err.Error(), `"C"`) {
		t.Errorf("a message for a field that is not there: %v", err)
	}
}

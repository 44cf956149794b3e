package panel_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// hostileConditions are answers that decide about a question beside them, in
// spellings that no dashboard sends.
var hostileConditions = map[string]struct {
	ask     func(ctx context.Context) (kind any, err error) // asks for a reason when it is of the kind that decides
	decides string
	answers []string
}{
	"one option of numbers": {
		withReason(func(kind *int) io.Component { return io.Select("Kind", []int{1, 2}).Into(kind) }, "2"), "2",
		[]string{`{"value":2}`, `{"value":2.0}`, `{"value":2e0}`, `{"value":1,"VALUE":2}`, `{"VALUE":2}`, `{"VALUE":2,"value":1}`},
	},
	"one option of texts": {
		withReason(func(kind *string) io.Component { return io.Select("Kind", []string{"charge", "refund"}).Into(kind) }, "refund"), "refund",
		[]string{`{"value":"charge","Value":"refund"}`, `{"Value":"refund"}`, `{"value":"charge","value":"refund"}`, `{"value":"\u0072efund"}`},
	},
	"several options": {
		withReason(func(kind *[]int) io.Component { return io.SelectMany("Kind", []int{1, 2}).Into(kind) }, "2"), "[2]",
		[]string{`[{"value":2.0}]`, `[{"value":2e0}]`, `[{"VALUE":2}]`},
	},
	"a whole number": {
		withReason(func(kind *int64) io.Component { return io.Int("Kind").Into(kind) }, "2"), "2",
		[]string{`2`, `2.0`, `2e0`, `"2.0"`, `"2"`},
	},
	"a number": {
		withReason(func(kind *float64) io.Component { return io.Number("Kind").Into(kind) }, "2"), "2",
		[]string{`2.0`, `2e0`, `0.2e1`, `"2.00"`},
	},
	"an e-mail address": {
		withReason(func(kind *string) io.Component { return io.Email("Kind").Into(kind) }, "a@b.cd"), "a@b.cd",
		[]string{`" a@b.cd"`, `"a@b.cd "`, `"\u0061@b.cd"`},
	},
	"a form": {askForm, "refund", []string{`{"value":"0","VALUE":"1"}`, `{"VALUE":"1"}`, `{"value":"1"}`}},
}

// withReason asks for a kind and, where the answer is the one named, for a reason.
func withReason[T any](deciding func(*T) io.Component, answer string) func(context.Context) (any, error) {
	return func(ctx context.Context) (any, error) {
		var kind T
		reason := io.ShowIf(io.Text("Reason").MaxLength(5).Into(new(string)), "Kind", answer)
		err := io.Group(deciding(&kind), reason).Ask(ctx)
		return kind, err
	}
}

func askForm(ctx context.Context) (any, error) {
	type decision struct {
		Kind   string `io:"" validate:"oneof=charge refund"`
		Reason string `io:"show:Kind=refund" validate:"required,max=5"`
	}
	form, err := io.Form(decision{}).Get(ctx)
	return form.Kind, err
}

// What decides whether a question is asked is the answer as the action gets it, and
// not how that is spelled: nobody gets past a question by another spelling.
func TestSec_D06_ConditionsGoByWhatIsUnderstood(t *testing.T) {
	reg, got := stagedoor.NewRegistry(), map[string]*reached{}
	for name, row := range hostileConditions {
		slug := slugOf(name)
		got[slug] = &reached{}
		reg.Action(slug, stagedoor.Action{Handler: func(ctx context.Context) error {
			kind, err := row.ask(ctx)
			if err == nil {
				got[slug].add(kind)
			}
			return err
		}})
	}
	_, web := mount(t, dbtest.Open(t), reg)
	for name, row := range hostileConditions {
		t.Run(name, func(t *testing.T) {
			ana := open(t, web, "ana")
			for _, answer := range row.answers {
				run := ana.start(slugOf(name), nil)
				call := run.waits()
				if refused := run.answer(answer, `null`); refused == nil {
					run.until("settles", func() bool { return run.run.PendingID != call.ID || !run.run.Status.Live() })
				}
				for _, kind := range got[slugOf(name)].all() {
					if fmt.Sprint(kind) == row.decides {
						t.Fatalf("%s got past the reason", answer)
					}
				}
			}
		})
	}
}

package io_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestTypeToConfirm(t *testing.T) {
	const untyped = "Type DELETE to confirm."
	in := io.Confirm("Delete it?").TypeToConfirm(" DELETE ").Danger()
	answers[bool]{
		bad: map[string]string{
			`null`: required, `true`: untyped, `"DELETE"`: misfit, `1`: misfit, `[]`: misfit,
			`{"confirmed":true}`:                            untyped,
			`{"confirmed":true,"typed":"delete"}`:           untyped,
			`{"confirmed":true,"typed":"DELETE\u0000"}`:     untyped,
			`{"confirmed":true,"typed":["DELETE"]}`:         misfit,
			`{"confirmed":"true","typed":"DELETE"}`:         misfit,
			`{"confirmed":true,"typed":"DELETE DELETE"}`:    untyped,
			`{"confirmed":true,"typed":"","word":"DELETE"}`: untyped,
		},
		good: map[string]bool{
			`{"confirmed":true,"typed":"DELETE"}`: true, `{"confirmed":true,"typed":" DELETE\n"}`: true,
			`false`: false, `{"confirmed":false}`: false, `{"confirmed":false,"typed":"DELETE"}`: false,
		},
	}.check(t, "Delete it?", in, same)
}

func TestTypeToConfirmNothing(t *testing.T) {
	for _, original := range []bool{false, true} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: original}, func(ctx context.Context) error {
			_, err := io.Confirm("Delete it?").TypeToConfirm(" ").Get(ctx)
			return err
		})
		_, err := run.Wait()
		if _, ok := errors.AsType[*io.ResponseError](err); !ok || len(run.Calls()) > 0 {
			t.Errorf("a word that is none = %v after %d renders", err, len(run.Calls()))
		}
	}
}

// A dashboard that cannot ask for a word gets a text and two buttons.
func TestTypeToConfirmForAnOriginalDashboard(t *testing.T) {
	in := io.Confirm("Delete it?").Help("For good.").TypeToConfirm("DELETE").Labels("Delete", "Keep").Danger().
		Changes(io.Change{Label: "Name", Before: "a"})
	for _, press := range []string{"Delete", "Keep"} {
		var got bool
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) (err error) {
			got, err = in.Get(ctx)
			return err
		})
		s := run.Expect("Delete it?")
		c := s.Component()
		if string(c.MethodName) != "INPUT_TEXT" || !c.IsOptional || string(c.Props) != `{"helpText":"For good. Type DELETE to confirm."}` {
			t.Fatalf("component %+v with %s", c, c.Props)
		}
		if b := s.Call().ChoiceButtons; len(b) != 2 || b[0].Theme != "danger" {
			t.Fatalf("buttons %+v", b)
		}
		s.Choose("Delete", "delete")
		if m := run.Expect("Delete").Message(); m != "Type DELETE to confirm." {
			t.Fatalf("message %q", m)
		}
		run.Expect("Delete").Choose(press, "DELETE")
		finish(t, run)
		if got != (press == "Delete") {
			t.Errorf("%s = %v", press, got)
		}
	}
}

func TestConfirmSetterOrderNeverMatters(t *testing.T) {
	setters := []func(io.ConfirmCall) io.ConfirmCall{
		func(c io.ConfirmCall) io.ConfirmCall { return c.Danger() },
		func(c io.ConfirmCall) io.ConfirmCall { return c.Labels("Delete", "Keep") },
		func(c io.ConfirmCall) io.ConfirmCall { return c.TypeToConfirm("DELETE") },
		func(c io.ConfirmCall) io.ConfirmCall { return c.Help("For good.") },
	}
	const want = `{"cancelLabel":"Keep","confirmLabel":"Delete","danger":true,"helpText":"For good.","typeToConfirm":"DELETE"}`
	permutations(len(setters), func(order []int) {
		c := io.Confirm("Delete it?")
		for _, i := range order {
			c = setters[i](c)
		}
		run, got := asking(t, c)
		s := run.Expect("Delete it?")
		if props := string(s.Component().Props); props != want {
			t.Fatalf("order %v: props %s, want %s", order, props, want)
		}
		s.Answer("DELETE")
		finish(t, run)
		if !*got {
			t.Fatalf("order %v: not confirmed", order)
		}
	})
}

package io_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestGroup(t *testing.T) {
	var (
		reason string
		note   *string
		notify bool
	)
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(
			io.Heading("Refund"),
			io.Text("Reason").MaxLength(5).Into(&reason),
			io.Text("Note").Optional().Into(&note),
			io.Bool("Notify").Into(&notify),
			io.Text("Dropped").Optional(),
		).Title("Two charges").Submit("Send").Validate(func(context.Context) error {
			if reason == "no" {
				return io.Invalid("Give a better reason.")
			}
			return nil
		}).Ask(ctx)
	})
	run.Expect("Two charges").AnswerAll(map[string]any{"Reason": "too long", "Notify": "yes"})
	if m := run.Expect("Reason").Message(); m != "Enter at most 5 characters." {
		t.Errorf("message of Reason: %q", m)
	}
	if m := run.Expect("Notify").Message(); m != misfit {
		t.Errorf("message of Notify: %q", m)
	}
	if reason != "" || notify {
		t.Error("a refused answer reached what Into bound")
	}
	run.Expect("Reason").AnswerAll("no", nil, true, nil)
	if m := run.Expect("Send").Message(); m != "Give a better reason." {
		t.Errorf("message of the group: %q", m)
	}
	run.Expect("Reason").Choose("Send", "ok", "hello", false, nil)
	finish(t, run)
	if reason != "ok" || note == nil || *note != "hello" || notify {
		t.Errorf("answers %q, %v, %v", reason, note, notify)
	}
}

func TestGroupCheckThatBreaks(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(io.Bool("x")).Validate(func(context.Context) error { return errBroken }).Ask(ctx)
	})
	run.Expect("x").Answer(true)
	if _, err := run.Wait(); err != errBroken { //nolint:errorlint // handed back unchanged
		t.Fatalf("Ask = %v, want the check's own error", err)
	}
}

type decision string

func TestChoose(t *testing.T) {
	const approve, reject decision = "approve", "reject"
	var got decision
	name := ""
	run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
		got, err = io.Choose(ctx, io.Group(io.Text("Name").Into(&name)), approve, reject)
		return err
	})
	s := run.Expect("Name")
	for _, forged := range []string{"", "Approve", "maybe"} {
		s.Send(protocol.IOResponse{Kind: protocol.Return, Choice: forged, Values: []json.RawMessage{[]byte(`"Ada"`)}})
		s = run.Expect("Name")
		if m := s.Call().ValidationErrorMessage; m != "Choose one of the buttons." {
			t.Fatalf("choice %q: message %q", forged, m)
		}
	}
	s.Choose("reject", "")
	if m := run.Expect("Name").Message(); m != required {
		t.Fatalf("an empty form with a plain choice: message %q", m)
	}
	run.Expect("Name").Choose("reject", "Ada")
	finish(t, run)
	if got != reject || name != "Ada" {
		t.Fatalf("got %q, %q", got, name)
	}
}

func TestChoiceThatSkipsValidation(t *testing.T) {
	var got decision
	name := "before"
	run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
		got, err = io.ChooseWith(ctx, io.Group(io.Text("Name").Into(&name)),
			io.ChoiceOf[decision]{Value: "save", Label: "Save it"},
			io.ChoiceOf[decision]{Value: "back", SkipValidation: true, Theme: io.Danger})
		return err
	})
	s := run.Expect("Save it")
	want := []protocol.ChoiceButton{
		{Label: "Save it", Value: "save", Theme: "primary"},
		{Label: "back", Value: "back", Theme: "danger", SkipValidation: true},
	}
	if got := s.Call().ChoiceButtons; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("buttons %+v, want %+v", got, want)
	}
	s.Send(protocol.IOResponse{Kind: protocol.Return, Choice: "back"}) // no values at all
	finish(t, run)
	if got != "back" || name != "before" {
		t.Fatalf("got %q, and the name became %q", got, name)
	}
}

func TestChoicesNobodyCouldMean(t *testing.T) {
	for _, choices := range [][]decision{{}, {""}, {"a", "a"}} {
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			_, err := io.Choose(ctx, io.Group(), choices...)
			return err
		})
		if _, err := run.Wait(); err == nil {
			t.Errorf("choices %q were shown", choices)
		}
	}
}

func TestDisplaysWithChoicesWait(t *testing.T) {
	var got decision
	run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
		got, err = io.Choose(ctx, io.Group(io.Heading("Look")), decision("seen"))
		return err
	})
	run.Expect("Look").Choose("seen")
	finish(t, run)
	if got != "seen" {
		t.Fatalf("got %q", got)
	}
}

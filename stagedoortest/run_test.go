package stagedoortest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func hello(ctx context.Context) error {
	name, err := io.Text("Your name").Get(ctx)
	if err != nil {
		return err
	}
	tx, _ := txn.From(ctx)
	text, err := json.Marshal("Hello, " + name)
	tx.SetResult(text, nil)
	return err
}

func TestHello(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := stagedoortest.Start(t, hello)
		run.Expect("Your name").Answer("Ada")

		result, err := run.Wait()
		if err != nil || string(result) != `"Hello, Ada"` {
			t.Fatalf("hello = %s, %v", result, err)
		}
	})
}

func TestHelloCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := stagedoortest.Start(t, hello)
		run.Expect("Your name").Cancel()

		if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
			t.Fatalf("hello = %v, want io.ErrCanceled", err)
		}
	})
}

// failing records what a test of an action would fail with.
type failing struct {
	testing.TB
	message string
}

func (f *failing) Helper() {}

func (f *failing) Fatalf(format string, args ...any) {
	f.message = fmt.Sprintf(format, args...)
	panic(f) // ends the test, as a real one does
}

// fails runs body and returns what it failed with.
func fails(t *testing.T, body func(t testing.TB)) string {
	t.Helper()
	f := &failing{TB: t}
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(f) {
				panic(p)
			}
		}()
		body(f)
	}()
	return f.message
}

func TestFailuresSayWhatIsOnTheScreen(t *testing.T) {
	group := func(ctx context.Context) error {
		return io.Group(io.Heading("Refund"), io.Text("Reason"), io.Select("Color", []string{"red"})).Submit("Send").Ask(ctx)
	}
	for name, c := range map[string]struct {
		handler func(context.Context) error
		body    func(*stagedoortest.Run)
		want    []string
	}{
		"another question": {group, func(r *stagedoortest.Run) { r.Expect("Name") }, []string{`expected "Name"`, `INPUT_TEXT "Reason"`, "[Send]"}},
		"too many answers": {group, func(r *stagedoortest.Run) { r.Expect("Reason").AnswerAll(1, 2, 3) }, []string{"3 answers for 2 questions"}},
		"nothing asked": {
			func(ctx context.Context) error { return io.Heading("Refund").Show(ctx) },
			func(r *stagedoortest.Run) { r.Expect("Refund").AnswerAll() },
			[]string{"nothing is asked", "leave out the answer"},
		},
		"one answer":     {group, func(r *stagedoortest.Run) { r.Expect("Reason").Answer(1) }, []string{"2 questions"}},
		"no such button": {group, func(r *stagedoortest.Run) { r.Expect("Reason").Choose("Stop") }, []string{`no button "Stop"`}},
		"no such option": {
			group, func(r *stagedoortest.Run) { r.Expect("Reason").AnswerAll(map[string]any{"Color": "blue"}) },
			[]string{`no option "blue"`, `"red"`},
		},
		"no such question": {
			group, func(r *stagedoortest.Run) { r.Expect("Reason").AnswerAll(map[string]any{"Colour": "red"}) },
			[]string{`no question "Colour"`},
		},
		"an end": {
			func(context.Context) error { return errors.New("broken") }, func(r *stagedoortest.Run) { r.Expect("Name") },
			[]string{"has ended", "broken"},
		},
		"a panic": {
			func(context.Context) error { panic("oh no") }, func(r *stagedoortest.Run) { r.Expect("Name") },
			[]string{"panicked: oh no"},
		},
		"no end": {hello, func(r *stagedoortest.Run) { _, _ = r.Wait() }, []string{"has not ended", `INPUT_TEXT "Your name"`}},
		"silence": {
			func(ctx context.Context) error { <-ctx.Done(); return nil }, func(r *stagedoortest.Run) { r.Expect("Name") },
			[]string{"nothing came", "nothing new"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				message := fails(t, func(t testing.TB) { c.body(stagedoortest.Start(t, c.handler)) })
				for _, want := range c.want {
					if !strings.Contains(message, want) {
						t.Errorf("failed with %q, want %q in it", message, want)
					}
				}
			})
		})
	}
}

func TestExpectFindsWhatIsNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			for range 2 {
				if err := io.Heading("Round").Show(ctx); err != nil {
					return err
				}
				if _, err := io.Int("Number").Max(5).Get(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		run.Expect("Round")
		run.Expect("Number").Answer(7)
		if m := run.Expect("Number").Message(); m == "" {
			t.Error("the second render of a question has no message")
		}
		run.Expect("Number").Answer(5)
		run.Expect("Round")
		run.Expect("Number").Answer(5)
		if _, err := run.Wait(); err != nil {
			t.Fatal(err)
		}
	})
}

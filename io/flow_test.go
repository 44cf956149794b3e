package io_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestOutsideAnAction(t *testing.T) {
	if _, err := io.Text("x").Get(t.Context()); !errors.Is(err, io.ErrNoTransaction) {
		t.Errorf("Get outside = %v, want ErrNoTransaction", err)
	}
	if _, err := io.Loading("x").Start(t.Context()); !errors.Is(err, io.ErrNoTransaction) {
		t.Errorf("Loading outside = %v, want ErrNoTransaction", err)
	}
}

func TestPagesDoNotAsk(t *testing.T) {
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Page: true}, func(ctx context.Context) error {
		_, err := io.Text("x").Get(ctx)
		return err
	})
	if _, err := run.Wait(); !errors.Is(err, io.ErrPage) {
		t.Errorf("asking in a page = %v, want ErrPage", err)
	}
}

func TestASecondCallWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			var (
				wg   sync.WaitGroup
				errs [2]error
			)
			wg.Go(func() { _, errs[0] = io.Text("Question").Get(ctx) })
			wg.Go(func() { _, errs[1] = io.Text("Question").Get(ctx) })
			wg.Wait()
			return errors.Join(errs[:]...)
		})
		run.Expect("Question")
		synctest.Wait()
		if n := len(run.Calls()); n != 1 {
			t.Fatalf("%d calls at once, want 1", n)
		}
		run.Expect("Question").Answer("first")
		run.Expect("Question").Answer("second")
		finish(t, run)
	})
}

func TestCancelEndsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var later error
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			_, err := io.Text("Name").MinLength(5).Get(ctx)
			_, later = io.Loading("x").Start(ctx)
			return err
		})
		run.Expect("Name").Answer("x")
		run.Expect("Name").Cancel()
		if _, err := run.Wait(); err != io.ErrCanceled { //nolint:errorlint // handed back unchanged
			t.Fatalf("Get = %v, want ErrCanceled itself", err)
		}
		if !errors.Is(later, io.ErrCanceled) {
			t.Fatalf("a call after it = %v, want ErrCanceled", later)
		}
	})
}

func TestCancelInterruptsASlowCheck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, _ := asking(t, io.Text("Name").Validate(func(ctx context.Context, _ string) error {
			<-ctx.Done()
			return ctx.Err()
		}))
		run.Expect("Name").Answer("Ada")
		synctest.Wait()
		run.Cancel()
		if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
			t.Fatalf("Get = %v, want ErrCanceled", err)
		}
	})
}

func TestNobodyAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 24*time.Hour, io.ErrCanceled)
		defer cancel()
		run := stagedoortest.StartContext(ctx, t, func(ctx context.Context) error {
			_, err := io.Text("Name").Get(ctx)
			return err
		})
		run.Expect("Name")
		time.Sleep(24*time.Hour + time.Second)
		if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
			t.Fatalf("Get = %v, want ErrCanceled", err)
		}
	})
}

func TestMalformedResponses(t *testing.T) {
	run, got := asking(t, io.Text("Name"))
	for _, values := range [][]json.RawMessage{nil, {}, {[]byte(`"a"`), []byte(`"b"`)}} {
		run.Expect("Name").Send(protocol.IOResponse{Kind: protocol.Return, Values: values})
		if m := run.Expect("Name").Message(); m != misfit {
			t.Fatalf("%d values: message %q", len(values), m)
		}
	}
	run.Expect("Name").Send(protocol.IOResponse{Kind: protocol.Return, Choice: "forged", Values: []json.RawMessage{[]byte(`"a"`)}})
	if m := run.Expect("Name").Message(); m != "Choose one of the buttons." {
		t.Fatalf("a button that is not there: message %q", m)
	}
	run.Expect("Name").Send(state(`{"x":1}`)) // has no state: harmless
	run.Expect("Name").Send(state())
	run.Expect("Name").Answer("Ada")
	finish(t, run)
	if *got != "Ada" {
		t.Fatalf("got %q", *got)
	}
}

func TestPressedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, both := 0, make(chan struct{})
		wait := func(context.Context, int64) error { <-both; return nil }
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			for range 2 {
				if _, err := io.Int("Number").Validate(wait).Get(ctx); err != nil {
					return err
				}
				asked++
			}
			return nil
		})
		s := run.Expect("Number")
		r := protocol.IOResponse{Kind: protocol.Return, Values: []json.RawMessage{[]byte(`1`)}}
		s.Send(r)
		s.Send(r) // while the first is looked at
		close(both)
		synctest.Wait()
		if asked != 1 {
			t.Fatalf("two presses answered %d questions, want 1", asked)
		}
		run.Expect("Number").Answer(2)
		finish(t, run)
	})
}

func TestDisplaysAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		over := false
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Continue: true}, func(ctx context.Context) error {
			err := io.Heading("Read this").Show(ctx)
			over = true
			return err
		})
		s := run.Expect("Read this")
		synctest.Wait()
		if over {
			t.Fatal("the display did not wait for its acknowledgement")
		}
		s.AnswerAll()
		finish(t, run)
	})
}

func TestLoading(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		p, err := io.Loading("Refunding").Description("slowly").Steps(2).Start(ctx)
		if err != nil {
			return err
		}
		for range 3 { // once more than there is to do
			if err := p.Step(ctx); err != nil {
				return err
			}
		}
		if err := p.Describe(ctx, "nearly"); err != nil {
			return err
		}
		return p.Update(ctx, io.Loading("Mailing").Steps(4))
	})
	finish(t, run)
	got, err := json.Marshal(run.Loading())
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"label":"Refunding","description":"slowly","itemsInQueue":2,"itemsCompleted":0},` +
		`{"label":"Refunding","description":"slowly","itemsInQueue":2,"itemsCompleted":1},` +
		`{"label":"Refunding","description":"slowly","itemsInQueue":2,"itemsCompleted":2},` +
		`{"label":"Refunding","description":"slowly","itemsInQueue":2,"itemsCompleted":2},` +
		`{"label":"Refunding","description":"nearly","itemsInQueue":2,"itemsCompleted":2},` +
		`{"label":"Mailing","itemsInQueue":4,"itemsCompleted":2}]`
	if string(got) != want {
		t.Fatalf("loading states\n%s, want\n%s", got, want)
	}
}

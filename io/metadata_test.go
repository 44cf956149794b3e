package io_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// facts reads the values of a render: "…" for those still to come.
func facts(t *testing.T, c protocol.Component) string {
	t.Helper()
	v, err := protocol.Decode(c.Props, c.PropsMeta)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, item := range v.(map[string]any)["data"].([]any) {
		props := item.(map[string]any)
		value, there := props["value"]
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		switch failure, failed := props["error"].(string); {
		case failed:
			out = append(out, "! "+failure)
		case !there:
			out = append(out, "…")
		default:
			out = append(out, string(text))
		}
	}
	return strings.Join(out, " | ")
}

func after(d time.Duration, v any, err error) func(context.Context) (any, error) {
	return func(ctx context.Context) (any, error) {
		select {
		case <-time.After(d):
			return v, err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func lateFacts() io.MetadataDisplay {
	return io.Metadata("Facts",
		io.MetaItem{Label: "There", Value: 0},
		io.MetaItem{Label: "Slow", Load: after(2*time.Second, "slow", nil)},
		io.MetaItem{Label: "Quick", Load: after(time.Second, 250, nil), Type: io.MoneyColumn, Currency: "EUR"},
		io.MetaItem{Label: "Empty", Load: after(time.Second, nil, nil), Value: "ignored"},
		io.MetaItem{Label: "Broken", Load: after(time.Second, nil, errBroken)},
		io.MetaItem{Label: "Said", Load: after(time.Second, nil, io.Invalid("The courier is asleep."))},
		io.MetaItem{Label: "Odd", Load: after(time.Second, struct{ Secret string }{"x"}, nil)},
		io.MetaItem{Label: "Panics", Load: func(context.Context) (any, error) { panic("secret") }},
	)
}

const (
	firstFacts = `0 | … | … | … | … | … | … | …`
	someFacts  = `0 | … | … | … | … | … | … | ! This could not be loaded. Try again.`
	mostFacts  = `0 | … | 250 | null | ! This could not be loaded. Try again. | ! The courier is asleep. | ! This could not be loaded. Try again. | ! This could not be loaded. Try again.`
	allFacts   = `0 | "slow" | 250 | null | ! This could not be loaded. Try again. | ! The courier is asleep. | ! This could not be loaded. Try again. | ! This could not be loaded. Try again.`
)

// In an action the values come one after another as they are ready, all at the
// same time, and Show waits for the last.
func TestMetadataLoadsItsValuesTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun, took := time.Now(), time.Duration(0)
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			err := lateFacts().Show(ctx)
			took = time.Since(begun)
			return err
		})
		finish(t, run)
		var seen []string
		for _, call := range run.Calls() {
			if got := facts(t, call.ToRender[0]); len(seen) == 0 || seen[len(seen)-1] != got {
				seen = append(seen, got)
			}
		}
		for _, want := range []string{firstFacts, mostFacts, allFacts} {
			if !strings.Contains(strings.Join(seen, "\n"), want) {
				t.Errorf("never shown: %s", want)
			}
		}
		if seen[len(seen)-1] != allFacts || took != 2*time.Second {
			t.Errorf("at last %s, after %v", seen[len(seen)-1], took)
		}
	})
}

// Beside a question the values come while the person looks, and an answer does
// not wait for them.
func TestMetadataBesideAQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var name string
		ended := make(chan error, 1)
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			never := io.MetaItem{Label: "Never", Load: func(ctx context.Context) (any, error) {
				<-ctx.Done()
				ended <- context.Cause(ctx)
				return nil, ctx.Err()
			}}
			return io.Group(io.Metadata("Facts", io.MetaItem{Label: "Quick", Load: after(time.Second, 1, nil)}, never), io.Text("Name").Into(&name)).Ask(ctx)
		})
		s := run.Expect("Facts")
		if got := facts(t, s.Component()); got != "… | …" {
			t.Errorf("at first %s", got)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		calls := run.Calls()
		if got := facts(t, calls[len(calls)-1].ToRender[0]); got != "1 | …" || len(calls) != 2 {
			t.Errorf("then %s, in %d renders", got, len(calls))
		}
		run.Expect("Name").AnswerAll("Ada")
		finish(t, run)
		if name != "Ada" || <-ended == nil {
			t.Errorf("the answer is %q", name)
		}
	})
}

func TestMetadataOfARunThatIsCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			return io.Metadata("Facts", io.MetaItem{Label: "Slow", Load: after(time.Hour, 1, nil)}).Show(ctx)
		})
		run.Expect("Facts").Cancel()
		if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
			t.Errorf("canceled: %v", err)
		}
	})
}

// A page appears at once and says when it has changed by itself.
func TestMetadataOfAPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(txn.NewContext(t.Context(), txn.New(txn.Info{ID: "page", Page: true}, nil)))
		defer cancel()
		page, err := io.Prepare(lateFacts())
		if err != nil {
			t.Fatal(err)
		}
		look := func() string {
			call, err := page.Call(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return facts(t, call.ToRender[0])
		}
		begun := time.Now()
		if got := look(); got != firstFacts && got != someFacts {
			t.Errorf("at first %s", got)
		}
		last := ""
		for last != allFacts {
			select {
			case <-page.Changes():
				last = look()
			case <-time.After(time.Minute):
				t.Fatalf("nothing more comes after %s", last)
			}
		}
		if took := time.Since(begun); took != 2*time.Second {
			t.Errorf("it took %v", took)
		}
		quiet, err := io.Prepare(io.Heading("Top"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := quiet.Call(ctx); err != nil {
			t.Fatal(err)
		}
		select {
		case <-quiet.Changes():
			t.Error("a page without late values has changed")
		default:
		}
	})
}

func TestMetadataPictures(t *testing.T) {
	s := showing(t, io.Metadata("Facts", io.MetaItem{Label: "Seller", Value: "Ben", Picture: io.Picture{URL: "/ben.png", Size: io.Small}}).Layout(io.ListLayout)).Expect("Facts")
	const want = `{"data":[{"image":{"alt":"","height":"small","url":"/ben.png","width":"small"},"label":"Seller","value":"Ben"}],"layout":"list"}`
	if got := string(s.Component().Props); got != want {
		t.Errorf("props %s", got)
	}
	for what, d := range map[string]io.Display{
		"an address": io.Metadata("F", io.MetaItem{Picture: io.Picture{URL: "javascript:alert(1)"}}),
		"a size":     io.Metadata("F", io.MetaItem{Picture: io.Picture{URL: "/x", Size: "huge"}}),
		"bytes":      io.Metadata("F", io.MetaItem{Picture: io.Picture{Data: []byte("<svg>")}}),
		"many bytes": io.Metadata("F", io.MetaItem{Picture: io.Picture{Data: append(dot, make([]byte, 64<<10)...)}}),
		"a layout":   io.Metadata("F").Layout("wide"),
	} {
		if _, err := showing(t, d).Wait(); err == nil {
			t.Errorf("%s was shown", what)
		}
	}
}

// Where a page is renewed, values that are there are shown at once, and those before
// stand in the place of what is still to come.
func TestFactsAreRenewedOneByOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		of := func(plain, quick, slow string) io.Component {
			return io.Metadata("Facts", io.MetaItem{Label: "Plain", Value: plain},
				io.MetaItem{Label: "Quick", Load: after(time.Second, quick, nil)},
				io.MetaItem{Label: "Slow", Load: after(2*time.Second, slow, nil)})
		}
		s, err := io.Prepare(of("a", "b", "c"))
		if err != nil {
			t.Fatal(err)
		}
		see := func(call protocol.IOCall, settled bool, want string) {
			t.Helper()
			if got := facts(t, call.ToRender[0]); got != want || s.Settled() != settled {
				t.Errorf("shown %s, settled %v; want %s", got, s.Settled(), want)
			}
		}
		call, err := s.Call(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		see(call, false, `"a" | … | …`)
		<-s.Changes()
		s, call = renewed(t, s, of("d", "e", "f")) // before all of the first is there
		see(call, false, `"d" | "b" | …`)
		for _, want := range []string{`"d" | "e" | …`, `"d" | "e" | "f"`} {
			<-s.Changes()
			call, _ = s.Call(t.Context())
			see(call, strings.HasSuffix(want, `"f"`), want)
		}
		s, call = renewed(t, s, of("g", "h", "i"))
		see(call, false, `"g" | "e" | "f"`)
		time.Sleep(3 * time.Second)
		call, _ = s.Call(t.Context())
		see(call, true, `"g" | "h" | "i"`)
	})
}

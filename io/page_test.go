package io_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
)

func TestPrepareRefusesInputs(t *testing.T) {
	for _, c := range []io.Component{io.Text("x"), io.Confirm("x"), io.Text("x").Optional(), io.Bool("x").Into(new(bool))} {
		if _, err := io.Prepare(io.Heading("x"), c); err == nil || !strings.Contains(err.Error(), "component 2") {
			t.Errorf("Prepare(%T) = %v, want an error that names its place", c, err)
		}
	}
	if s, err := io.Prepare(); s != nil || err != nil {
		t.Errorf("Prepare() = %v, %v, want nothing", s, err)
	}
}

func TestPageSurvivesItsComponents(t *testing.T) {
	type opaque struct{ Secret string }
	fails := 1
	s, err := io.Prepare(
		io.Heading("Overview"),
		io.Table("Opaque", []opaque{{"s3cret"}}),
		io.TableFrom("Broken", func(context.Context, io.TableQuery) (io.TablePage[int], error) {
			if fails--; fails >= 0 {
				return io.TablePage[int]{}, errBroken
			}
			return io.TablePage[int]{Rows: []int{7}, Total: 1}, nil
		}),
		io.TableFrom("Panics", func(context.Context, io.TableQuery) (io.TablePage[int], error) { panic("s3cret") }),
		io.Table("Fine", []int{1, 2}),
	)
	if err != nil {
		t.Fatal(err)
	}
	call, err := s.Call(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const message = "This could not be loaded. Try again."
	for i, want := range []string{"", message, message, message, ""} {
		if got := call.ToRender[i].ValidationErrorMessage; got != want {
			t.Errorf("component %d: message %q, want %q", i, got, want)
		}
	}
	if text, _ := json.Marshal(call); strings.Contains(string(text), "s3cret") || strings.Contains(string(text), "broken") {
		t.Errorf("an error crossed to the dashboard: %s", text)
	}
	states := []json.RawMessage{nil, nil, raw2(`{"pageSize":5}`), nil, raw2(`{"offset":1}`)}
	if changed, err := s.SetState(t.Context(), states, nil); !changed || err != nil {
		t.Fatalf("SetState = %v, %v", changed, err)
	}
	again, err := s.Call(t.Context())
	if err != nil || again.ID == call.ID || again.InputGroupKey != call.InputGroupKey {
		t.Fatalf("a second call has a new id and the same group key: %+v, %v", again, err)
	}
	if c := again.ToRender[2]; c.ValidationErrorMessage != "" || !strings.Contains(string(c.Props), `"Value":7`) {
		t.Errorf("the broken table did not mend: %s", c.Props)
	}
	if p := string(again.ToRender[4].Props); strings.Contains(p, `"Value":1`) || !strings.Contains(p, `"Value":2`) {
		t.Errorf("the second page: %s", p)
	}
	if _, err := s.SetState(t.Context(), states[:2], nil); err == nil {
		t.Error("too few states were taken")
	}
	if changed, err := s.SetState(t.Context(), make([]json.RawMessage, 5), nil); changed || err != nil {
		t.Errorf("no state at all: %v, %v", changed, err)
	}
}

func raw2(text string) json.RawMessage { return json.RawMessage(text) }

// slowly is a table whose rows take their time.
func slowly(label string, wait time.Duration, rows ...int) io.TableDisplay[int] {
	return io.TableFrom(label, func(ctx context.Context, q io.TableQuery) (io.TablePage[int], error) {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return io.TablePage[int]{}, ctx.Err()
		}
		return io.TablePage[int]{Rows: rows[min(q.Offset, len(rows)):], Total: len(rows)}, nil
	})
}

// propsOf renders s and returns the props of its components.
func propsOf(t *testing.T, s txn.Surface) []string {
	t.Helper()
	call, err := s.Call(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	props := make([]string, len(call.ToRender))
	for i, c := range call.ToRender {
		props[i] = string(c.Props)
	}
	return props
}

func TestPartsOfAPageArriveByThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := io.Prepare(slowly("Slow", time.Minute, 7), slowly("Quick", time.Millisecond, 8), slowly("Slower", time.Hour, 9, 10))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		props := propsOf(t, s)
		if waited := time.Since(start); waited > time.Second {
			t.Errorf("the first render came after %v", waited)
		}
		for i, loading := range []bool{true, false, true} {
			if strings.Contains(props[i], `"loading":true`) != loading {
				t.Errorf("component %d: %s", i, props[i])
			}
		}
		<-s.Changes()
		if waited := time.Since(start); waited != time.Minute {
			t.Errorf("the slow part came after %v", waited)
		}
		if props = propsOf(t, s); strings.Contains(props[0], "loading") || !strings.Contains(props[0], `"Value":7`) {
			t.Errorf("the slow part: %s", props[0])
		}

		// What the person asked of a table meanwhile is not undone by its first rows.
		if _, err := s.SetState(t.Context(), []json.RawMessage{nil, nil, raw2(`{"offset":1}`)}, nil); err != nil {
			t.Fatal(err)
		}
		<-s.Changes()
		if props = propsOf(t, s); strings.Contains(props[2], `"Value":9`) || !strings.Contains(props[2], `"Value":10`) {
			t.Errorf("the part that was paged while it loaded: %s", props[2])
		}
	})
}

package panel_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// bomb is a value whose every method goes off, as those of a nil pointer in an
// error do.
type bomb struct{ name string }

func (b *bomb) Error() string                { return b.name } // nil: panics
func (b *bomb) Unwrap() error                { panic("canary-unwrap of " + b.name) }
func (b *bomb) String() string               { panic("canary-string") }
func (b *bomb) MarshalJSON() ([]byte, error) { panic("canary-marshal") }
func (b *bomb) PublicMessage() string        { panic("canary-message") }

// castError goes off when somebody asks what kind of error it is.
type castError struct{}

func (castError) Error() string { return "as" }
func (castError) As(any) bool   { panic("canary-as") }

// mistakes are the ways in which the code of an application goes wrong, each in
// another goroutine or at another moment. All end their own run and nothing else.
func mistakes() map[string]func(context.Context) error {
	type row struct{ N int }
	rows := []row{{1}, {2}}
	var missing map[string]int
	var nothing *bomb
	return map[string]func(context.Context) error{
		"text":           func(context.Context) error { panic("canary-panic") },
		"error":          func(context.Context) error { panic(errors.New("canary-panic")) },
		"nil map":        func(context.Context) error { missing["a"] = 1; return nil },
		"index":          func(context.Context) error { return fmt.Errorf("%v", rows[len(rows)+len(missing)]) },
		"assertion":      func(context.Context) error { return any(rows).(error) },
		"closed channel": func(context.Context) error { c := make(chan int); close(c); close(c); return nil },
		"goexit":         func(context.Context) error { runtime.Goexit(); return nil },
		"nil error":      func(context.Context) error { return nothing },
		"wrapped nil":    func(context.Context) error { return fmt.Errorf("wrapped: %w", error(nothing)) },
		"unwrap":         func(context.Context) error { return &bomb{"canary"} },
		"as":             func(context.Context) error { return errors.Join(errors.New("a"), castError{}) },
		"panic with it":  func(context.Context) error { panic(&bomb{"canary"}) },
		"result":         func(ctx context.Context) error { return stagedoor.SetResult(ctx, map[string]any{"a": &bomb{}}) },
		"stringer":       func(ctx context.Context) error { return io.Object("Bomb", &bomb{}).Show(ctx) },
		"column": func(ctx context.Context) error {
			return io.Table("Rows", rows).Columns(io.Column[row]{Label: "N", Value: func(row) any { panic("canary") }}).Show(ctx)
		},
		"cell": func(ctx context.Context) error {
			return io.Table("Rows", rows).Columns(io.Column[row]{Label: "N", Value: func(row) any { return &bomb{} }}).Show(ctx)
		},
		"key": func(ctx context.Context) error {
			return io.Table("Rows", rows).Key(func(row) string { panic("canary") }).Show(ctx)
		},
		"link": func(ctx context.Context) error {
			return io.Table("Rows", rows).RowLink(func(row) io.LinkTo { panic("canary") }).Show(ctx)
		},
		"fetch": func(ctx context.Context) error {
			return io.TableFrom("Rows", func(context.Context, io.TableQuery) (io.TablePage[row], error) { panic("canary") }).Show(ctx)
		},
		"fetch error": func(ctx context.Context) error {
			return io.TableFrom("Rows", func(context.Context, io.TableQuery) (io.TablePage[row], error) { return io.TablePage[row]{}, nothing }).Show(ctx)
		},
		"label": func(ctx context.Context) error {
			_, err := io.Select("One", rows).Label(func(row) string { panic("canary") }).Get(ctx)
			return err
		},
	}
}

func TestSec_H01_MistakesEndTheirRunAlone(t *testing.T) {
	reg := stagedoor.NewRegistry()
	reg.Action("hello_user", stagedoor.Action{Handler: hello})
	all := mistakes()
	names := map[string]string{}
	for name, handler := range all {
		slug := fmt.Sprintf("m%d", len(names))
		names[slug] = name
		reg.Action(slug, stagedoor.Action{Handler: handler})
	}
	_, web := mount(t, dbtest.Open(t), reg)
	b := open(t, web, "ana")
	waiting := b.start("hello_user", nil)
	waiting.waits()
	for slug, name := range names {
		ended := b.start(slug, nil).ends()
		showed := slices.Contains([]string{"fetch", "fetch error", "stringer", "cell", "result"}, name) // may be shown without
		if ended.Status != protocol.RunFailed && !showed {
			t.Errorf("%s: the run ended as %s", name, ended.Status)
		}
		if ended.Status == protocol.RunFailed && ended.Result.Reference == "" {
			t.Errorf("%s: no reference: %+v", name, ended.Result)
		}
	}
	if ended := waiting.ends(`7`); ended.Status != protocol.RunDone {
		t.Errorf("the run beside them ended as %s", ended.Status)
	}
	findCanary(t, "the browser", b.seen)
}

// breakable is a table that works until broken is set, and then goes wrong in one
// of several ways.
func breakable(broken *atomic.Bool) map[string]io.Component {
	type row struct{ N int }
	good := io.TablePage[row]{Rows: []row{{1}}, Total: 100}
	n := io.Column[row]{Label: "N", Value: func(row) any { return 1 }}
	fetch := func(wrong func() error) func(context.Context, io.TableQuery) (io.TablePage[row], error) {
		return func(context.Context, io.TableQuery) (io.TablePage[row], error) {
			if broken.Load() {
				return good, wrong()
			}
			return good, nil
		}
	}
	var nothing *bomb
	return map[string]io.Component{
		"panics": io.TableFrom("Rows", fetch(func() error { panic("canary-page") })).Columns(n),
		"goexit": io.TableFrom("Rows", fetch(func() error { panic(&bomb{"canary"}) })).Columns(n),
		"nil":    io.TableFrom("Rows", fetch(func() error { return nothing })).Columns(n),
		"error":  io.TableFrom("Rows", fetch(func() error { return &bomb{"canary"} })).Columns(n),
		"value": io.TableFrom("Rows", fetch(func() error { return nil })).Columns(io.Column[row]{Label: "N", Value: func(row) any {
			if broken.Load() {
				panic("canary-value")
			}
			return 1
		}}),
	}
}

// What goes wrong while somebody turns a page, on an open question, on a display
// that stays, and on a page.
func TestSec_H01_MistakesInNewStates(t *testing.T) {
	var broken atomic.Bool
	reg := stagedoor.NewRegistry()
	reg.Action("hello_user", stagedoor.Action{Handler: hello})
	tables := breakable(&broken)
	for name, table := range tables {
		reg.Action("asks_"+name, stagedoor.Action{Handler: func(ctx context.Context) error {
			var n int64
			return io.Group(table, io.Int("N").Into(&n)).Ask(ctx)
		}})
		reg.Action("shows_"+name, stagedoor.Action{Handler: func(ctx context.Context) error {
			if err := table.(interface{ Show(context.Context) error }).Show(ctx); err != nil {
				return err
			}
			return hello(ctx)
		}})
		reg.Page("page_"+name, stagedoor.Page{Handler: func(context.Context) (stagedoor.Layout, error) {
			return stagedoor.Layout{Children: []io.Component{table}}, nil
		}})
	}
	_, web := mount(t, dbtest.Open(t), reg)
	b, second := open(t, web, "ana"), open(t, web, "ben")
	for name := range tables {
		broken.Store(false)
		asks, shows := b.start("asks_"+name, nil), second.start("shows_"+name, nil)
		question, after := asks.waits(), shows.waits()
		shown := shows.display(after.InputGroupKey)
		pageKey, layout := b.opened("page_" + name)
		broken.Store(true)
		turn := json.RawMessage(`{"offset":20,"pageSize":20}`)
		b.must(protocol.CallRunState, protocol.StateRequest{RunID: asks.id, GroupKey: question.InputGroupKey, Values: []json.RawMessage{turn, json.RawMessage("null")}}, nil)
		second.must(protocol.CallRunState, protocol.StateRequest{RunID: shows.id, GroupKey: shown.InputGroupKey, Values: []json.RawMessage{turn}}, nil)
		b.must(protocol.CallPageState, protocol.PageStateRequest{PageKey: pageKey, GroupKey: layout.Children.InputGroupKey, Values: []json.RawMessage{turn}}, nil)
		asks.until(name+": renders again", func() bool { return asks.run.PendingID != question.ID && asks.run.PendingID != "" })
		asks.ends(`null`, `7`)
		if ended := shows.ends(`7`); ended.Status != protocol.RunDone {
			t.Errorf("%s: the run that showed the table ended as %s", name, ended.Status)
		}
	}
	if ended := b.start("hello_user", nil).ends(`7`); ended.Status != protocol.RunDone {
		t.Errorf("a run after all that ended as %s", ended.Status)
	}
	findCanary(t, "the browser", b.seen)
}

// display is the newest display of the run that is not the question with this key.
func (r *followed) display(question string) (call protocol.IOCall) {
	r.b.t.Helper()
	for slot, event := range r.slots {
		if event.Kind == protocol.EventCall && slot != "call:"+question {
			if err := json.Unmarshal(event.Data, &call); err != nil {
				r.b.t.Fatal(err)
			}
		}
	}
	return call
}

// opened opens a page and returns its key and layout.
func (b *browser) opened(slug string) (key string, layout protocol.PageLayout) {
	b.t.Helper()
	var page protocol.OpenedPage
	b.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: slug}, &page)
	for {
		f := b.read()
		var p protocol.PageRender
		if f.Push == protocol.PushPage && json.Unmarshal(f.Data, &p) == nil && p.PageKey == page.PageKey && p.Layout != nil {
			return page.PageKey, *p.Layout
		}
	}
}

// What goes wrong while an answer is looked at, and while a page is drawn.
func TestSec_H01_MistakesInChecksAndPages(t *testing.T) {
	var nothing *bomb
	reg := stagedoor.NewRegistry()
	for slug, check := range map[string]func(context.Context, int64) error{
		"check_panics": func(context.Context, int64) error { panic("canary-check") },
		"check_nil":    func(context.Context, int64) error { return nothing },
		"check_error":  func(context.Context, int64) error { return &bomb{"canary"} },
	} {
		reg.Action(slug, stagedoor.Action{Handler: func(ctx context.Context) error {
			_, err := io.Int("N").Validate(check).Get(ctx)
			return err
		}})
	}
	for slug, handler := range map[string]func(context.Context) (stagedoor.Layout, error){
		"page_panics": func(context.Context) (stagedoor.Layout, error) { panic("canary-page") },
		"page_goexit": func(context.Context) (stagedoor.Layout, error) { runtime.Goexit(); return stagedoor.Layout{}, nil },
		"page_nil":    func(context.Context) (stagedoor.Layout, error) { return stagedoor.Layout{}, nothing },
		"page_error":  func(context.Context) (stagedoor.Layout, error) { return stagedoor.Layout{}, &bomb{"canary"} },
		"page_child": func(context.Context) (stagedoor.Layout, error) {
			return stagedoor.Layout{Children: []io.Component{io.Object("Bomb", &bomb{}), nil}}, nil
		},
	} {
		reg.Page(slug, stagedoor.Page{Handler: handler})
	}
	_, web := mount(t, dbtest.Open(t), reg)
	b := open(t, web, "ana")
	for _, slug := range []string{"check_panics", "check_nil", "check_error"} {
		if ended := b.start(slug, nil).ends(`7`); ended.Status != protocol.RunFailed || ended.Result.Reference == "" {
			t.Errorf("%s: the run ended as %s, %+v", slug, ended.Status, ended.Result)
		}
	}
	for _, slug := range []string{"page_panics", "page_goexit", "page_nil", "page_error", "page_child"} {
		if _, layout := b.opened(slug); len(layout.Errors) != 1 || layout.Errors[0].Reference == "" {
			t.Errorf("%s: %+v", slug, layout)
		}
	}
	findCanary(t, "the browser", b.seen)
}

// Package autoactions_test drives generated actions and pages over real
// databases, from the person's side.
package autoactions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// desk is a registry over a database, with a person in front of it.
type desk struct {
	t   *testing.T
	db  *gorm.DB
	reg *stagedoor.Registry
}

// each runs body on every engine, with tables for models.
func each(t *testing.T, models []any, body func(*testing.T, *desk)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		if err := db.AutoMigrate(models...); err != nil {
			t.Fatal(err)
		}
		if err := journal.Migrate(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		body(t, &desk{t: t, db: db, reg: stagedoor.NewRegistry()})
	})
}

var runs atomic.Int64

// start runs the action at slug, as a run of its own.
func (d *desk) start(slug, id string) *stagedoortest.Run {
	d.t.Helper()
	return d.startAs(slug, id, fmt.Sprintf("run%d", runs.Add(1)), "Ada")
}

// startAs runs an action as a named run of a named person.
func (d *desk) startAs(slug, id, run, person string) *stagedoortest.Run {
	d.t.Helper()
	action, ok := d.reg.ActionAt(slug)
	if !ok {
		d.t.Fatalf("there is no action %q", slug)
	}
	return stagedoortest.StartWith(d.t.Context(), d.t, stagedoortest.Options{
		Slug: run, Params: map[string]any{"id": id},
		Person: protocol.Person{ID: person, Name: person, Email: person + "@example.com"},
	}, action.Handler)
}

// screen is a page on the screen.
type screen struct {
	desk    *desk
	layout  stagedoor.Layout
	surface txn.Surface
	ctx     context.Context
}

// open opens a page that has to open.
func (d *desk) open(slug, id string) *screen {
	d.t.Helper()
	s, err := d.tryOpen(slug, id)
	if err != nil {
		d.t.Fatalf("open %s %s: %v", slug, id, err)
	}
	return s
}

func (d *desk) tryOpen(slug, id string) (*screen, error) {
	d.t.Helper()
	page, ok := d.reg.PageAt(slug)
	if !ok {
		d.t.Fatalf("there is no page %q", slug)
	}
	ctx := txn.NewContext(d.t.Context(), txn.New(txn.Info{ID: "open", Page: true, Params: map[string]any{"id": id}}, nil))
	layout, err := page.Handler(ctx)
	if err != nil {
		return nil, err
	}
	surface, err := io.Prepare(layout.Children...)
	if err != nil {
		d.t.Fatal(err)
	}
	return &screen{desk: d, layout: layout, surface: surface, ctx: ctx}, nil
}

// component returns the component with a label.
func (s *screen) component(label string) (protocol.Component, int) {
	s.desk.t.Helper()
	call, err := s.surface.Call(s.ctx)
	if err != nil {
		s.desk.t.Fatal(err)
	}
	at := slices.IndexFunc(call.ToRender, func(c protocol.Component) bool { return c.Label == label })
	if at < 0 {
		s.desk.t.Fatalf("there is no %q on the page: %+v", label, call.ToRender)
	}
	return call.ToRender[at], at
}

// table is what a table shows.
type table struct {
	Columns []struct {
		AccessorKey string
		Filter      *io.Filter
		Sortable    bool
		Type        string
	}
	Data []struct {
		Key    string
		Data   map[string]any
		Route  string
		Params map[string]any
		Menu   []protocol.Button
	}
	TotalRecords           int
	TotalIsEstimate        bool
	NextCursor, PrevCursor string
	message                string
	raw                    string
}

// keys are the keys of the rows shown.
func (t table) keys() []string {
	keys := make([]string, len(t.Data))
	for i, row := range t.Data {
		keys[i] = row.Key
	}
	return keys
}

func (s *screen) table(label string) table {
	s.desk.t.Helper()
	c, _ := s.component(label)
	shown := table{message: c.ValidationErrorMessage, raw: string(c.Props)}
	if err := json.Unmarshal(c.Props, &shown); err != nil {
		s.desk.t.Fatal(err)
	}
	return shown
}

// ask gives the table a new state and returns what it shows then.
func (s *screen) ask(label string, state map[string]any) table {
	s.desk.t.Helper()
	c, at := s.component(label)
	_ = c
	call, err := s.surface.Call(s.ctx)
	if err != nil {
		s.desk.t.Fatal(err)
	}
	states := make([]json.RawMessage, len(call.ToRender))
	for i := range states {
		states[i] = json.RawMessage("null")
	}
	if states[at], err = json.Marshal(state); err != nil {
		s.desk.t.Fatal(err)
	}
	if _, err := s.surface.SetState(s.ctx, states, nil); err != nil {
		s.desk.t.Fatal(err)
	}
	return s.table(label)
}

// ends waits for a run and returns its result; it has to succeed.
func ends(t *testing.T, run *stagedoortest.Run) map[string]any {
	t.Helper()
	data, err := run.Wait()
	if err != nil {
		t.Fatalf("the run failed: %v", err)
	}
	result := map[string]any{}
	if data != nil {
		if err := json.Unmarshal(data, &result); err != nil {
			t.Fatal(err)
		}
	}
	return result
}

// fails waits for a run that has to end with these words for the person.
func fails(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	_, err := run.Wait()
	if err == nil {
		t.Fatal("the run succeeded")
	}
	public, ok := err.(interface{ PublicMessage() string })
	if !ok {
		t.Fatalf("the error is not for the person: %v", err)
	}
	return public.PublicMessage()
}

// must ends the test when something that prepares it fails.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func must1[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

// moment is a time that every engine keeps exactly.
var moment = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

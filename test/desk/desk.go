// Package desk puts a person in front of a registry, for tests of its pages and
// actions over real databases.
package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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

// Desk is a registry over a database, with a person in front of it.
type Desk struct {
	T   *testing.T
	DB  *gorm.DB
	Reg *stagedoor.Registry

	Extra map[string]any  // parameters beside id
	Who   protocol.Person // who acts; Ada, on no team, where it is nobody
}

// As returns the same desk with somebody of these teams in front of it.
func (d *Desk) As(name string, teams ...string) *Desk {
	seat := *d
	seat.Who = protocol.Person{ID: name, Name: name, Email: name + "@example.com", Teams: teams}
	return &seat
}

// Each runs body on every engine, with tables for models.
func Each(t *testing.T, models []any, body func(*testing.T, *Desk)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		if err := db.AutoMigrate(models...); err != nil {
			t.Fatal(err)
		}
		body(t, New(t, db))
	})
}

// Plain is a desk over an SQLite database, for a test that is not about databases.
func Plain(t *testing.T, models []any) *Desk {
	t.Helper()
	db := dbtest.Open(t)
	Must(t, db.AutoMigrate(models...))
	return New(t, db)
}

// New sits down in front of an empty registry over db.
func New(t *testing.T, db *gorm.DB) *Desk {
	t.Helper()
	Must(t, journal.Migrate(t.Context(), db))
	return &Desk{T: t, DB: db, Reg: stagedoor.NewRegistry()}
}

// For returns the same desk for a subtest, with the same person in front of it.
func (d *Desk) For(t *testing.T) *Desk { return &Desk{T: t, DB: d.DB, Reg: d.Reg, Who: d.Who} }

var runs atomic.Int64

// Start runs the action at slug, as a run of its own.
func (d *Desk) Start(slug, id string) *stagedoortest.Run {
	d.T.Helper()
	return d.StartAs(slug, id, fmt.Sprintf("run%d", runs.Add(1)), "Ada")
}

// StartWith runs an action with the parameters of a link.
func (d *Desk) StartWith(slug string, params map[string]any) *stagedoortest.Run {
	d.T.Helper()
	return d.start(slug, params, fmt.Sprintf("run%d", runs.Add(1)), "Ada")
}

// StartAs runs an action as a named run of a named person.
func (d *Desk) StartAs(slug, id, run, person string) *stagedoortest.Run {
	d.T.Helper()
	return d.start(slug, d.params(id), run, person)
}

func (d *Desk) start(slug string, params map[string]any, run, person string) *stagedoortest.Run {
	d.T.Helper()
	action, ok := d.Reg.ActionAt(slug)
	if !ok {
		d.T.Fatalf("there is no action %q", slug)
	}
	who := d.Who
	if who.ID == "" {
		who = protocol.Person{ID: person, Name: person, Email: person + "@example.com"}
	}
	return stagedoortest.StartWith(d.T.Context(), d.T, stagedoortest.Options{Slug: run, Params: params, Person: who}, action.Handler)
}

func (d *Desk) params(id string) map[string]any {
	params := map[string]any{"id": id}
	maps.Copy(params, d.Extra)
	return params
}

// Props reads the props of a component.
func Props(c protocol.Component, into any) error { return json.Unmarshal(c.Props, into) }

// Screen is a page on the screen.
type Screen struct {
	desk    *Desk
	Layout  stagedoor.Layout
	surface txn.Surface
	ctx     context.Context
}

// Open opens a page that has to open.
func (d *Desk) Open(slug, id string) *Screen {
	d.T.Helper()
	s, err := d.TryOpen(slug, id)
	if err != nil {
		d.T.Fatalf("open %s %s: %v", slug, id, err)
	}
	return s
}

// TryOpen opens a page, or says why it does not open.
func (d *Desk) TryOpen(slug, id string) (*Screen, error) {
	d.T.Helper()
	page, ok := d.Reg.PageAt(slug)
	if !ok {
		d.T.Fatalf("there is no page %q", slug)
	}
	ctx := txn.NewContext(d.T.Context(), txn.New(txn.Info{ID: "open", Page: true, Params: d.params(id), Person: d.Who}, nil))
	layout, err := page.Handler(ctx)
	if err != nil {
		return nil, err
	}
	surface, err := io.Prepare(layout.Children...)
	if err != nil {
		d.T.Fatal(err)
	}
	return &Screen{desk: d, Layout: layout, surface: surface, ctx: ctx}, nil
}

// Component returns the component with a label, once it has all that it loads: a
// page does not wait for the slow parts of its first render.
func (s *Screen) Component(label string) (protocol.Component, int) {
	s.desk.T.Helper()
	for {
		call, err := s.surface.Call(s.ctx)
		if err != nil {
			s.desk.T.Fatal(err)
		}
		at := place(call.ToRender, label)
		if at < 0 {
			s.desk.T.Fatalf("there is no %q on the page: %+v", label, call.ToRender)
		}
		var props struct{ Loading bool }
		if err := json.Unmarshal(call.ToRender[at].Props, &props); err != nil {
			s.desk.T.Fatal(err)
		}
		if !props.Loading {
			return call.ToRender[at], at
		}
		s.wait()
	}
}

// Has reports whether the page has a component with a label.
func (s *Screen) Has(label string) bool {
	s.desk.T.Helper()
	call, err := s.surface.Call(s.ctx)
	if err != nil {
		s.desk.T.Fatal(err)
	}
	return place(call.ToRender, label) >= 0
}

// place finds the component with a label; a heading only if nothing else has it.
func place(components []protocol.Component, label string) int {
	named := func(heading bool) int {
		return slices.IndexFunc(components, func(c protocol.Component) bool {
			return c.Label == label && (c.MethodName == protocol.DisplayHeading) == heading
		})
	}
	if at := named(false); at >= 0 {
		return at
	}
	return named(true)
}

// wait waits for a part that was slow.
func (s *Screen) wait() {
	s.desk.T.Helper()
	timeout := time.NewTimer(stagedoortest.Patience)
	defer timeout.Stop()
	select {
	case <-s.surface.Changes():
	case <-timeout.C:
		s.desk.T.Fatal("a part of the page does not come")
	}
}

// Table is what a table shows.
type Table struct {
	Columns []struct {
		AccessorKey string
		Filter      *io.Filter
		Sortable    bool
		OnCards     bool
		Type        string
	}
	Data []struct {
		Key    string
		Name   string
		Data   map[string]any
		Route  string
		Params map[string]any
		Menu   []protocol.Button
	}
	TotalRecords           int
	TotalIsEstimate        bool
	NextCursor, PrevCursor string
	Message                string // what is wrong with it
	Raw                    string // its props
}

// Keys are the keys of the rows shown.
func (t Table) Keys() []string {
	keys := make([]string, len(t.Data))
	for i, row := range t.Data {
		keys[i] = row.Key
	}
	return keys
}

// Shown are the components of the page, as far as they are there yet.
func (s *Screen) Shown() []protocol.Component {
	s.desk.T.Helper()
	call, err := s.surface.Call(s.ctx)
	Must(s.desk.T, err)
	return call.ToRender
}

// Labels are what the components of the page are called, without headings.
func (s *Screen) Labels() []string {
	s.desk.T.Helper()
	var labels []string
	for _, c := range s.Shown() {
		if c.MethodName != protocol.DisplayHeading {
			labels = append(labels, c.Label)
		}
	}
	return labels
}

// loaded opens the tab that has the label of a component, where there is one, and
// waits for what it shows.
func (s *Screen) loaded(label string) protocol.Component {
	s.desk.T.Helper()
	call, err := s.surface.Call(s.ctx)
	Must(s.desk.T, err)
	for i, c := range call.ToRender {
		if c.Label != label || c.MethodName != protocol.DisplayHeading || !c.IsStateful {
			continue
		}
		states := make([]json.RawMessage, len(call.ToRender))
		for j := range states {
			states[j] = json.RawMessage("null")
		}
		states[i] = json.RawMessage(`{"open":true}`)
		_, err := s.surface.SetState(s.ctx, states, nil)
		Must(s.desk.T, err)
	}
	for {
		c, _ := s.Component(label)
		var props struct{ Loading bool }
		Must(s.desk.T, json.Unmarshal(c.Props, &props))
		if !props.Loading {
			return c
		}
		select {
		case <-s.surface.Changes():
		case <-time.After(stagedoortest.Patience):
			s.desk.T.Fatalf("%q does not load", label)
		}
	}
}

// Table returns the table with a label, as it is shown now.
func (s *Screen) Table(label string) Table {
	s.desk.T.Helper()
	c := s.loaded(label)
	shown := Table{Message: c.ValidationErrorMessage, Raw: string(c.Props)}
	if err := json.Unmarshal(c.Props, &shown); err != nil {
		s.desk.T.Fatal(err)
	}
	return shown
}

// Ask gives the table a new state and returns what it shows then.
func (s *Screen) Ask(label string, state map[string]any) Table {
	s.desk.T.Helper()
	s.loaded(label)
	_, at := s.Component(label)
	call, err := s.surface.Call(s.ctx)
	if err != nil {
		s.desk.T.Fatal(err)
	}
	states := make([]json.RawMessage, len(call.ToRender))
	for i := range states {
		states[i] = json.RawMessage("null")
	}
	if states[at], err = json.Marshal(state); err != nil {
		s.desk.T.Fatal(err)
	}
	if _, err := s.surface.SetState(s.ctx, states, nil); err != nil {
		s.desk.T.Fatal(err)
	}
	return s.Table(label)
}

// Ends waits for a run and returns its result; it has to succeed.
func Ends(t *testing.T, run *stagedoortest.Run) map[string]any {
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

// Fails waits for a run that has to end with these words for the person.
func Fails(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	_, err := run.Wait()
	if err == nil {
		t.Fatal("the run succeeded")
	}
	public, ok := errors.AsType[interface {
		error
		PublicMessage() string
	}](err)
	if !ok {
		t.Fatalf("the error is not for the person: %v", err)
	}
	return public.PublicMessage()
}

// Must ends the test when something that prepares it fails.
func Must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Filled returns what a form holds, by label, with some of it changed.
func Filled(form *stagedoortest.Screen, change map[string]any) map[string]any {
	filled := map[string]any{}
	for _, c := range form.Call().ToRender {
		var props struct{ DefaultValue json.RawMessage }
		if c.IsMultiple && json.Unmarshal(c.MultipleProps, &props) == nil && len(props.DefaultValue) > 0 {
			filled[c.Label] = props.DefaultValue
		}
		if json.Unmarshal(c.Props, &props) == nil && len(props.DefaultValue) > 0 {
			filled[c.Label] = props.DefaultValue
			if c.MethodName == protocol.InputForms {
				filled[c.Label] = entriesOf(c.Props, props.DefaultValue)
			}
		}
	}
	maps.Copy(filled, change)
	return filled
}

// entriesOf answers a list of forms with its default.
func entriesOf(props, present json.RawMessage) json.RawMessage {
	var of struct {
		Fields []struct {
			MethodName protocol.Method
			Props      json.RawMessage
		}
	}
	var list [][]json.RawMessage
	if json.Unmarshal(props, &of) != nil || json.Unmarshal(present, &list) != nil {
		return present
	}
	entries := make([]protocol.FormsEntry, len(list))
	for i, values := range list {
		for j, f := range of.Fields {
			if f.MethodName == protocol.InputForms {
				values[j] = entriesOf(f.Props, values[j])
			}
		}
		entries[i] = protocol.FormsEntry{From: &i, Values: values}
	}
	raw, err := json.Marshal(entries)
	if err != nil {
		return present
	}
	return raw
}

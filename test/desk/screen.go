package desk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

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

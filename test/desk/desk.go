// Package desk puts a person in front of a registry, for tests of its pages and
// actions over real databases.
package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync/atomic"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/journal"
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

package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/io"
)

// EachRow does something to one row, in the database transaction tx, which has
// locked it. What it refuses with [stagedoor.Fail], or the database refuses by a
// constraint, undoes what was done to this row and stands in the report; any other
// error ends the run.
type EachRow[T any] func(ctx context.Context, tx *gorm.DB, row *T) error

// BulkAction is something that can be done to many records: to those that a person
// has ticked in the list, or to all that match what they searched and filtered.
//
// The number of records and the records themselves are shown before anything
// starts. They are then read one by one within the model's scope, in batches of a
// database transaction each, with the audit of each row in the transaction that
// changes it. At the end is a report of every row.
type BulkAction[T any] struct {
	// Slug stands behind the model's and "bulk", as in charges/bulk/capture.
	// Required; edit and delete are taken unless Without names them.
	Slug string

	// Name is what the button says. Default: made from the slug.
	Name string

	// Each is done to every row. Required unless Ask returns it.
	Each EachRow[T]

	// Ask puts the action's questions, once for all rows, and returns what is done
	// with the answers. It writes nothing: the person can still go back.
	Ask func(ctx context.Context) (EachRow[T], error)

	// Dangerous colours the buttons.
	Dangerous bool

	// When says for which records it is possible; the others are in the report. It
	// is asked for every row when its turn comes. Default: all.
	When func(T) bool

	// Teams names the teams that may use it, of those that may use the model.
	// Default: all of them.
	Teams []string
}

// bulk is a BulkAction without its type parameter.
type bulk struct {
	slug, name string
	dangerous  bool
	teams      []string
	when       func(r record) bool
	ask        func(ctx context.Context) (work, error)
}

// work is what is done to each row, and how it is announced.
type work struct {
	each  func(ctx context.Context, tx *gorm.DB, r record) error
	shown []io.Component // what the person has decided, if there is more than the rows
	asked bool           // there are questions to go back to

	recorded bool // each writes the audit by itself
}

// errSame says that a row is already as it is wanted.
var errSame = errors.New("autoactions: nothing to change")

// addBulks adds the generated actions over many rows, and the model's own.
func addBulks[T any](m *model, actions []BulkAction[T]) error {
	if m.has["bulk/edit"] {
		m.bulks = append(m.bulks, m.bulkEdit())
	}
	for _, a := range actions {
		if err := m.addBulk(bulkOf(a), a.Each == nil && a.Ask == nil); err != nil {
			return fmt.Errorf("bulk action %q: %w", a.Slug, err)
		}
	}
	if m.has["bulk/delete"] {
		m.bulks = append(m.bulks, m.bulkDelete())
	}
	return nil
}

// bulkOf takes the type parameter from a.
func bulkOf[T any](a BulkAction[T]) *bulk {
	each := func(do EachRow[T]) func(context.Context, *gorm.DB, record) error {
		return func(ctx context.Context, tx *gorm.DB, r record) error { return do(ctx, tx, pointer[T](r)) }
	}
	b := &bulk{slug: a.Slug, name: a.Name, dangerous: a.Dangerous, teams: a.Teams}
	b.when = func(r record) bool { return a.When == nil || a.When(*pointer[T](r)) }
	b.ask = func(ctx context.Context) (work, error) {
		if a.Ask == nil {
			return work{each: each(a.Each)}, nil
		}
		do, err := a.Ask(ctx)
		if err == nil && do == nil {
			err = fmt.Errorf("autoactions: Ask of bulk action %q returned nothing to do", a.Slug)
		}
		return work{each: each(do), asked: true}, err
	}
	return b
}

// addBulk checks one action and gives it what it has not said.
func (m *model) addBulk(b *bulk, idle bool) error {
	switch {
	case b.slug == "" || idle:
		return errors.New("it needs a Slug, and Each or Ask")
	case m.has["bulk/"+b.slug]:
		return fmt.Errorf(`the model has one already: name "bulk/%s" in Without`, b.slug)
	case slices.ContainsFunc(m.bulks, func(other *bulk) bool { return other.slug == b.slug }):
		return errors.New("it is there twice")
	case len(m.keys) == 0:
		return errors.New("a model without primary key is read-only")
	case !m.has["list"] && m.standing != nil:
		return nil // the list is not theirs
	case !m.has["list"]:
		return errors.New(`it starts from the list, which is in Without`)
	}
	if b.name == "" {
		b.name = sentence(wordsOf(b.slug))
	}
	if err := m.narrows(b.teams); err != nil {
		return err
	}
	if len(b.teams) == 0 {
		b.teams = m.teams
	}
	if m.standing.on(b.teams) {
		m.bulks = append(m.bulks, b)
	}
	return nil
}

// narrows refuses teams that are not among the model's.
func (m *model) narrows(teams []string) error {
	for _, team := range teams {
		if len(m.teams) > 0 && !slices.Contains(m.teams, team) {
			return fmt.Errorf("Teams: %q is not among those of the model", team)
		}
	}
	return nil
}

// bulkLinks lead to the actions over many rows.
func (m *model) bulkLinks() []io.LinkTo {
	var links []io.LinkTo
	for _, b := range m.bulks {
		link := io.LinkTo{Label: b.name, Route: m.at("bulk/" + b.slug)}
		if b.dangerous {
			link.Theme = io.Danger
		}
		links = append(links, link)
	}
	return links
}

package autoactions

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// errUndone ends a database transaction that was only opened to look.
var errUndone = errors.New("autoactions: rolled back on purpose")

// reinsertIn writes a row that was deleted as it was, inside the database
// transaction of the caller: every column, without hooks, which were called when
// the row was made.
func (m *model) reinsertIn(ctx context.Context, tx *gorm.DB, key keySet, state undoState, t told) error {
	after, err := m.putBack(ctx, tx, key, state)
	if errors.Is(err, errGone) {
		return m.missing(keyText(key))
	}
	if err != nil {
		return err
	}
	if after, err = m.announce(ctx, tx, key, verbUndo, nil, after); err != nil {
		return err
	}
	return m.recordCreate(ctx, tx, key, after, t)
}

// putBack inserts what was frozen of a row, and reads it within the scope. It
// returns errGone when it is outside.
func (m *model) putBack(ctx context.Context, tx *gorm.DB, key keySet, state undoState) (record, error) {
	row := map[string]any{}
	for _, c := range m.columns {
		f, ok := state.Before[c.name()]
		if !ok {
			return record{}, fmt.Errorf("autoactions: column %s was not there when this was recorded", c.name())
		}
		if generated(c.field) {
			continue
		}
		v, err := f.thaw()
		if err != nil {
			return record{}, fmt.Errorf("autoactions: column %s as it was: %w", c.name(), err)
		}
		row[c.name()] = v
	}
	q := tx.Session(&gorm.Session{NewDB: true, Context: ctx, SkipHooks: true}).Model(m.blank().Interface())
	if err := q.Create(row).Error; err != nil {
		return record{}, err
	}
	return m.read(ctx, tx, key)
}

// wasDeleted reads a deleted record, within the scope. Whether a row that is gone
// is within it only the database can tell: it is put back, read, and taken out
// again by rolling back. It returns errGone for what is out of reach.
func (m *model) wasDeleted(ctx context.Context, key keySet, state undoState, change stagedoor.RecordedChange) (record, error) {
	if m.trash != nil {
		return m.inTrash().read(ctx, m.db, key)
	}
	var found record
	err := m.begin(ctx, func(tx *gorm.DB) (err error) {
		if found, err = m.putBack(ctx, tx, key, state); err != nil {
			return err
		}
		return errUndone
	})
	if errors.Is(err, errUndone) {
		return found, nil
	}
	if why, ok := m.refused(err); ok {
		// Something is in its place. Only who deleted it knows already what it was.
		if who, whoErr := stagedoor.UserFrom(ctx); whoErr == nil && who.ID != "" && who.ID == change.PersonID {
			return record{}, stagedoor.Fail("This cannot be undone. %s", why)
		}
		return record{}, errGone
	}
	return record{}, err
}

// maxDeleted is how many deletions are looked through for those within the scope.
const maxDeleted = 100

// listDeleted is the page with what was deleted and can come back.
func (m *model) listDeleted(ctx context.Context) (stagedoor.Layout, error) {
	layout := stagedoor.Layout{Title: "Deleted " + lower(m.plural)}
	if m.has["list"] {
		layout.Menu = []stagedoor.Link{{Label: m.plural, Route: m.slug, Theme: io.Secondary}}
	}
	if m.trash != nil {
		layout.Children = []io.Component{m.trashTable()}
		return layout, nil
	}
	table, err := m.goneTable(ctx)
	layout.Children = []io.Component{table}
	return layout, err
}

// trashTable shows the rows that are marked as deleted.
func (m *model) trashTable() io.Component {
	of := m.inTrash()
	when := *m.trash
	when.tag.Label = "Deleted"
	columns := append(m.those(func(c *column) bool { return c.listed && c != m.trash }), &when)
	return of.rowsTable("Deleted "+lower(m.plural), columns, nil).PageSize(m.pageSize).RowMenu(m.trashMenu)
}

// trashMenu is what can be done to a deleted record.
func (m *model) trashMenu(r record) []io.LinkTo {
	var links []io.LinkTo
	if m.has["restore"] {
		links = append(links, m.to("restore", "Restore", r))
	}
	if m.has["purge"] {
		link := m.to("purge", "Delete for good", r)
		link.Theme = io.Danger
		links = append(links, link)
	}
	return links
}

// showTrashed is the page of a record that is marked as deleted. It reports false
// when there is none within the scope.
func (m *model) showTrashed(ctx context.Context) (stagedoor.Layout, bool, error) {
	key, r, err := m.openDeleted(ctx)
	if _, told := m.refused(err); told {
		return stagedoor.Layout{}, false, nil
	}
	if err != nil {
		return stagedoor.Layout{}, false, err
	}
	shown := m.those(func(c *column) bool { return c.shown })
	one := []record{r}
	if err := m.addNames(ctx, shown, one); err != nil {
		return stagedoor.Layout{}, false, err
	}
	past, err := m.timeline(ctx, key)
	if err != nil {
		return stagedoor.Layout{}, false, err
	}
	return stagedoor.Layout{
		Title: m.title(r), Description: "This " + m.noun + " is deleted", Menu: m.trashMenu(r),
		Children: append(m.grouped(one[0], shown), past...),
	}, true, nil
}

// gone is a row that was deleted and can be put back.
type gone struct {
	record
	title  string
	change stagedoor.RecordedChange
}

// goneTable shows the deletions that can be undone.
func (m *model) goneTable(ctx context.Context) (io.Component, error) {
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	changes, err := stagedoor.UndoableChanges(ctx, db, m.slug, verbDelete, maxDeleted)
	if err != nil {
		return nil, err
	}
	var rows []gone
	for _, change := range changes {
		r, err := m.goneOf(ctx, change)
		if errors.Is(err, errGone) || errors.Is(err, stagedoor.ErrNothingToUndo) {
			continue
		}
		if _, told := m.refused(err); told {
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, gone{r, m.title(r), change})
	}
	return io.Table("Deleted "+lower(m.plural), rows).Columns(
		io.Column[gone]{Label: m.name, Value: func(g gone) any { return g.title }},
		io.Column[gone]{Label: "Deleted", Type: io.DateTimeColumn, Value: func(g gone) any { return g.change.At }},
		io.Column[gone]{Label: "By", Value: func(g gone) any { return g.change.By }},
		io.Column[gone]{Label: "Can be undone until", Type: io.DateTimeColumn, Value: func(g gone) any { return g.change.UndoUntil }},
	).Key(func(g gone) string { return strconv.FormatInt(g.change.ID, 10) }).
		RowMenu(func(g gone) []io.LinkTo { return []io.LinkTo{m.undoLink(g.change)} }), nil
}

// goneOf reads the record of a deletion.
func (m *model) goneOf(ctx context.Context, change stagedoor.RecordedChange) (record, error) {
	key, err := m.parseKey(change.Key)
	if err != nil {
		return record{}, errGone
	}
	_, text, err := stagedoor.UndoState(ctx, m.db.Session(&gorm.Session{NewDB: true, Context: ctx}), change.ID)
	if err != nil {
		return record{}, err
	}
	state, err := readUndoState(text)
	if err != nil {
		return record{}, err
	}
	return m.wasDeleted(ctx, key, state, change)
}

// undoLink leads to the undo of a change.
func (m *model) undoLink(change stagedoor.RecordedChange) io.LinkTo {
	return io.LinkTo{Label: "Undo", Route: m.at("undo"), Params: map[string]any{"id": strconv.FormatInt(change.ID, 10)}}
}

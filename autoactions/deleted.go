package autoactions

import (
	"context"
	"errors"
	"strconv"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// How many deletions are shown, and how many are looked through for them: those of
// everybody are kept together, and what was deleted has to be put back, for a moment, to
// know whether it is within the scope.
const (
	maxDeleted = 100
	maxLooked  = 2000
)

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
	rows, err := m.allGone(ctx)
	if err != nil {
		return nil, err
	}
	return io.Table("Deleted "+lower(m.plural), rows).Columns(
		io.Column[gone]{Label: m.name, Value: func(g gone) any { return g.title }},
		io.Column[gone]{Label: "Deleted", Type: io.DateTimeColumn, Value: func(g gone) any { return g.change.At }},
		io.Column[gone]{Label: "By", Value: func(g gone) any { return g.change.By }},
		io.Column[gone]{Label: "Can be undone until", Type: io.DateTimeColumn, Value: func(g gone) any { return g.change.UndoUntil }},
	).Key(func(g gone) string { return strconv.FormatInt(g.change.ID, 10) }).
		RowMenu(func(g gone) []io.LinkTo { return []io.LinkTo{m.undoLink(g.change)} }), nil
}

// allGone reads the newest deletions within the scope that can be undone. Those of other
// people are looked past: however many they are, they leave the person's own in place, up
// to maxLooked.
func (m *model) allGone(ctx context.Context) ([]gone, error) {
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	var rows []gone
	var last int64
	for range maxLooked / maxDeleted {
		changes, err := stagedoor.UndoableChanges(ctx, db, m.slug, verbDelete, last, maxDeleted)
		if err != nil {
			return nil, err
		}
		for _, change := range changes {
			r, err := m.goneOf(ctx, change)
			switch {
			case err == nil:
				rows = append(rows, gone{r, m.title(r), change})
			case !m.notGone(err):
				return nil, err
			}
			if len(rows) == maxDeleted {
				return rows, nil
			}
		}
		if len(changes) < maxDeleted {
			break
		}
		last = changes[len(changes)-1].ID
	}
	return rows, nil
}

// notGone reports whether an error of goneOf is about a record that is none of those
// that the person can bring back.
func (m *model) notGone(err error) bool {
	_, told := m.refused(err)
	return told || errors.Is(err, errGone) || errors.Is(err, stagedoor.ErrNothingToUndo)
}

// goneOf reads the record of a deletion, without what comes back with it.
func (m *model) goneOf(ctx context.Context, change stagedoor.RecordedChange) (record, error) {
	u, err := m.undoingOf(ctx, change.ID)
	if errors.Is(err, errOver) {
		return record{}, errGone
	}
	if err != nil {
		return record{}, err
	}
	found, _, err := u.wasDeleted(ctx)
	return found, err
}

// undoLink leads to the undo of a change.
func (m *model) undoLink(change stagedoor.RecordedChange) io.LinkTo {
	return io.LinkTo{Label: "Undo", Route: m.at("undo"), Params: map[string]any{"id": strconv.FormatInt(change.ID, 10)}}
}

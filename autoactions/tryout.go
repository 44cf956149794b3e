package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/io"
)

// tryOut is DryRun for a person: it finds out which of the rows lie within their
// scope, before the work and after it, and what these are called.
func (m *model) tryOut(ctx context.Context, work func(tx *gorm.DB) error) (Difference, error) {
	var found Difference
	err := collecting(ctx, m.db, work, func(tx *gorm.DB, d Difference) error {
		found = d
		after := func(r RowDifference) bool { return r.After != nil }
		if err := m.look(ctx, tx, found.Rows, after); err != nil {
			return err
		}
		return errUndone
	})
	if !errors.Is(err, errUndone) {
		return found, err
	}
	before := func(r RowDifference) bool { return r.Before != nil }
	return found, m.look(ctx, m.db, found.Rows, before)
}

// look finds those of some rows that are there now, marks what the person does not
// see, and names the rest.
func (m *model) look(ctx context.Context, db *gorm.DB, rows []RowDifference, there func(RowDifference) bool) error {
	tables := map[string][]string{} // the keys of their rows
	for _, r := range rows {
		if there(r) {
			tables[r.Table] = append(tables[r.Table], r.Key)
		}
	}
	for table, keys := range tables {
		other, ok := m.known.ofTable(table)
		if !ok {
			continue
		}
		found, err := other.inSight(ctx, db, keys)
		if err != nil {
			return fmt.Errorf("autoactions: rows of %s in a dry run: %w", other.slug, err)
		}
		for i, r := range rows {
			if r.Table == table && there(r) {
				rows[i].see(other, found)
			}
		}
	}
	return nil
}

// see takes in whether a row is among those that were found.
func (r *RowDifference) see(m *model, found map[string]record) {
	name := m.name + " " + m.nameOfKey(r.Key)
	now, ok := found[r.Key]
	if ok && m.title(now) != "" {
		name = m.title(now)
	}
	switch {
	case ok:
		r.called = name
	case m.scope != nil || m.beyond != nil:
		r.unseen = true
	case r.called == "":
		r.called = name
	}
}

// inSight reads which rows lie within the scope, deleted ones too, by their keys. A
// Scope that refuses the person has none.
func (m *model) inSight(ctx context.Context, db *gorm.DB, keys []string) (map[string]record, error) {
	const most = 200 // of one statement
	found := map[string]record{}
	for some := range slices.Chunk(keys, most) {
		q, err := m.query(ctx, db)
		if _, refused := saidToPeople(err); refused {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		rows, err := m.rows(q.Unscoped().Where(m.oneOf(some)))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			found[m.keyText(r.row)] = r
		}
	}
	return found, nil
}

// nameBeside is how a row is called beside those of m: one of another model with what
// it is.
func (m *model) nameBeside(other *model, called string) string {
	if other.schema.Table == m.schema.Table || strings.HasPrefix(called, other.name+" ") {
		return called
	}
	return other.name + " " + called
}

// tally counts rows of which nothing more is told.
type tally struct {
	tables []string // in the order in which they came
	counts map[string]*tallied
}

// tallied are the rows of one table.
type tallied struct{ made, changed, removed int }

func (t *tally) add(r RowDifference) {
	if t.counts == nil {
		t.counts = map[string]*tallied{}
	}
	of := t.counts[r.Table]
	if of == nil {
		of = &tallied{}
		t.tables, t.counts[r.Table] = append(t.tables, r.Table), of
	}
	switch {
	case r.Before == nil:
		of.made++
	case r.After == nil:
		of.removed++
	default:
		of.changed++
	}
}

// said has a line for each table.
func (t *tally) said() []io.Change {
	rows := make([]io.Change, len(t.tables))
	for i, table := range t.tables {
		rows[i] = io.Change{Label: sentence(wordsOf(table)), After: t.counts[table].String()}
	}
	return rows
}

// String writes "1 new row, 2 rows changed".
func (t tallied) String() string {
	var parts []string
	if t.made > 0 {
		parts = append(parts, counted(t.made, "new row"))
	}
	if t.changed > 0 {
		parts = append(parts, counted(t.changed, "row")+" changed")
	}
	if t.removed > 0 {
		parts = append(parts, counted(t.removed, "row")+" removed")
	}
	return strings.Join(parts, ", ")
}

package autoactions

import (
	"context"
	"reflect"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// maxLeaving is how many rows may go with a record that is deleted. Where there are
// more, they are deleted by themselves first.
const maxLeaving = 1000

// leaving is a deletion for good, in one database transaction: of a record, and of what
// hangs on it, row by row. Each row goes as it would by itself: within the scope of its
// model, with hooks, an entry in the audit and an undo. Nothing is left to the foreign
// keys of the database, which know of none of this.
type leaving struct {
	tx   *gorm.DB
	room int  // how many rows may still go with it
	path path // the records that wait for what hangs on them
	back bool // an undo may bring it back
}

// path is the way from a record that is deleted to what hangs on it.
type path map[string]bool

// enter goes on to a record and returns the way back. It refuses circles.
func (p path) enter(m *model, r record) (back func(), err error) {
	place := m.slug + " " + m.keyText(r.row)
	if p[place] {
		return nil, stagedoor.Fail("It belongs to itself in a circle.")
	}
	p[place] = true
	return func() { delete(p, place) }, nil
}

func newLeaving(tx *gorm.DB, back bool) *leaving {
	return &leaving{tx: tx, room: maxLeaving, path: path{}, back: back}
}

// deletion is what the audit and an undo have to know of a row that is gone.
type deletion struct {
	before record
	links  map[string]any // what it was linked with, by relation
	more   besideUndo
}

// remove deletes the row of current, which the database transaction has locked.
func (l *leaving) remove(ctx context.Context, m *model, key keySet, current record, t told) error {
	if err := m.hooks.remove(ctx, m.hookDB(ctx, l.tx), current); err != nil {
		return err
	}
	gone := deletion{before: current, links: map[string]any{}}
	if !m.marks() {
		if err := l.clear(ctx, m, &gone); err != nil {
			return err
		}
	}
	if err := m.erase(ctx, l.tx, key, current); err != nil {
		return err
	}
	if err := m.afterChange(ctx, l.tx, t.verb, &current, nil); err != nil {
		return err
	}
	return m.recordDelete(ctx, l.tx, key, gone, l.back, t)
}

// clear deletes what hangs on a record that is about to be deleted.
func (l *leaving) clear(ctx context.Context, m *model, gone *deletion) error {
	back, err := l.path.enter(m, gone.before)
	if err != nil {
		return err
	}
	defer back()
	if gone.more, err = l.take(ctx, m, gone.before); err != nil {
		return err
	}
	gone.more.Joins, err = m.cutLinks(ctx, l.tx, gone.before, gone.links)
	return err
}

// take deletes the rows that hang on a record, or leaves them without it.
func (l *leaving) take(ctx context.Context, m *model, r record) (undo besideUndo, err error) {
	for _, h := range m.holds() {
		rows, err := h.hanging(ctx, l.tx, m, r, l.room)
		if err != nil {
			return undo, err
		}
		l.room -= len(rows)
		for _, row := range rows {
			done, can, err := l.takeRow(ctx, h, row)
			if err != nil {
				return undo, &rowRefusedError{h.child, err}
			}
			undo.Rows, undo.lost = append(undo.Rows, done), undo.lost || !can
		}
	}
	return undo, nil
}

func (l *leaving) takeRow(ctx context.Context, h hold, row record) (rowUndo, bool, error) {
	key := h.child.keyOf(row.row)
	var err error
	if h.rel.onDelete() == setNull {
		err = h.release(ctx, l.tx, key, row)
	} else {
		err = l.remove(ctx, h.child, key, row, told{verb: verbDelete})
	}
	if err != nil {
		return rowUndo{}, false, err
	}
	return h.child.lastUndo(ctx, l.tx, key)
}

// release leaves a row without the record that it hangs on.
func (h hold) release(ctx context.Context, tx *gorm.DB, key keySet, row record) error {
	alone := copyOf(row)
	columns := h.rel.foreign(h.child.table)
	for _, c := range columns {
		c.field.ReflectValueOf(background, alone.row).SetZero()
	}
	return h.child.updateIn(ctx, tx, key, row, alone, columns, beside{})
}

// cutLinks removes the rows of join tables that link a record which is deleted for
// good. It puts what they linked into links, and returns what they held. It
// is refused where one of them is outside the scope of its own model.
func (m *model) cutLinks(ctx context.Context, tx *gorm.DB, r record, links map[string]any) ([]joinUndo, error) {
	var kept []joinUndo
	for _, rel := range m.relations {
		if rel.kind != manyToMany {
			continue
		}
		if _, known := m.known.of(rel.target); known && !rel.hidden {
			chosen, _, err := m.within(tx).readLinked(ctx, rel, r)
			if err != nil {
				return nil, err
			}
			if len(chosen) > 0 {
				links[rel.key()] = m.recordedLinks(rel, chosen)
			}
		}
		rows, err := m.joinIce(ctx, tx, rel, r)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		if err := m.seesLinks(ctx, tx, rel, r, len(rows)); err != nil {
			return nil, err
		}
		kept = append(kept, joinUndo{rel.name, rows})
		blank := reflect.New(rel.rel.JoinTable.ModelType).Interface()
		if err := m.joinRows(ctx, tx, rel).Unscoped().Where(m.joinsOwn(rel, r)).Delete(blank).Error; err != nil {
			return nil, err
		}
	}
	return kept, nil
}

// seesLinks refuses when of the rows of a join table that link a record, which are so
// many, some are not the person's to know.
func (m *model) seesLinks(ctx context.Context, tx *gorm.DB, rel *relation, r record, there int) error {
	q, err := m.linkRows(ctx, tx, rel)
	if err != nil {
		return err
	}
	var seen int64
	if err := q.Unscoped().Where(m.joinsOwn(rel, r)).Count(&seen).Error; err != nil {
		return err
	}
	if int(seen) != there {
		return errInTheWay
	}
	return nil
}

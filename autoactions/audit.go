package autoactions

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// The verbs that this package records.
const (
	verbCreate  = "create"
	verbEdit    = "edit"
	verbDelete  = "delete"
	verbRestore = "restore"
	verbPurge   = "purge"
	verbUndo    = "undo"
)

// told is what a change says beside its values.
type told struct {
	verb   string
	undoes int64 // the change that this one undoes

	more beside            // written with the change
	rows map[string]string // what else became of rows in the form, by the key of their relation
}

// recordUpdate records what an update did to the shown fields: those that were
// written, and those that hooks or the database changed with them.
func (m *model) recordUpdate(ctx context.Context, tx *gorm.DB, key keySet, before, after record, columns []*column, t told) error {
	written := func(c *column) bool {
		return slices.ContainsFunc(columns, func(w *column) bool { return w.name() == c.name() })
	}
	whole := m.whole()
	kept := whole.those(func(c *column) bool {
		return c.seen() && c != whole.version && c.field.AutoUpdateTime == 0 && (written(c) || !c.sameIn(before, after))
	})
	change := m.change(key, t)
	change.Before, change.After = values(kept, before), values(kept, after)
	maps.DeleteFunc(change.Before, func(name string, _ any) bool { return whole.isSecret(name) })
	more, err := t.more.write(ctx, tx, m, after, &change)
	if err != nil {
		return err
	}
	for relation, counts := range t.rows {
		note(&change, relation, nil, counts)
	}
	moved := m.changedByWrite(before, after)
	if len(moved) == 0 && more.empty() || more.lost {
		return stagedoor.RecordChange(ctx, tx, change)
	}
	was, errWas := freezeAll(moved, before)
	is, errIs := freezeAll(moved, after)
	if errWas != nil || errIs != nil {
		return stagedoor.RecordChange(ctx, tx, change) // a type that cannot be put back: no undo
	}
	return m.record(ctx, tx, change, undoState{Of: verbEdit, Before: was, After: is, besideUndo: more})
}

// changedByWrite returns the columns that an undo of an update puts back. Secrets are
// kept nowhere.
func (m *model) changedByWrite(before, after record) []*column {
	return slices.DeleteFunc(m.touched(before, after), func(c *column) bool { return c.field.AutoUpdateTime > 0 || c.tag.Secret })
}

// recordCreate records what a new record holds in the shown fields.
func (m *model) recordCreate(ctx context.Context, tx *gorm.DB, key keySet, after record, t told) error {
	kept := m.whole().those(func(c *column) bool {
		filled := !c.key && c.field.AutoCreateTime == 0 && c.field.AutoUpdateTime == 0 && !c.field.ReflectValueOf(background, after.row).IsZero()
		return c.shown && (c.creates || filled) || c.secret && filled
	})
	change := m.change(key, t)
	change.After = values(kept, after)
	more, err := t.more.write(ctx, tx, m, after, &change)
	if err != nil {
		return err
	}
	if change.Before = nil; more.lost { // there was nothing before
		return stagedoor.RecordChange(ctx, tx, change)
	}
	is, err := freezeAll(m.readable(), after)
	if err != nil {
		return stagedoor.RecordChange(ctx, tx, change) // a type that cannot be compared: no undo
	}
	return m.record(ctx, tx, change, undoState{Of: verbCreate, After: is, besideUndo: besideUndo{Rows: more.Rows}})
}

// recordDelete records what a deleted record held in the shown fields, and what
// it was linked with. One that is gone for good takes what was kept of it along.
func (m *model) recordDelete(ctx context.Context, tx *gorm.DB, key keySet, gone deletion, back bool, t told) error {
	change := m.change(key, t)
	change.Before = values(m.whole().those(func(c *column) bool { return c.shown }), gone.before)
	maps.Copy(change.Before, gone.links)
	switch {
	case !back:
		if err := stagedoor.DropUndo(ctx, tx, m.slug, keyText(key)); err != nil {
			return err
		}
		return stagedoor.RecordChange(ctx, tx, change)
	case m.marks() && m.trash != nil:
		return m.record(ctx, tx, change, undoState{Of: verbDelete}) // the row is still there
	case m.marks() || !m.reinserts() || gone.more.lost:
		return stagedoor.RecordChange(ctx, tx, change)
	}
	was, err := freezeAll(m.readable(), gone.before)
	if err != nil {
		return stagedoor.RecordChange(ctx, tx, change) // a type that cannot be put back: no undo
	}
	return m.record(ctx, tx, change, undoState{Of: verbDelete, Before: was, besideUndo: gone.more})
}

func (m *model) change(key keySet, t told) stagedoor.Change {
	return stagedoor.Change{Model: m.slug, Key: keyText(key), Verb: t.verb, Undoes: t.undoes}
}

// record writes a change into the audit, and what its undo needs beside it. The
// undo of an undo is not kept.
func (m *model) record(ctx context.Context, tx *gorm.DB, change stagedoor.Change, state undoState) error {
	if m.undoFor > 0 && change.Undoes == 0 {
		text, err := state.text()
		if err != nil {
			return err
		}
		change.Undo = &stagedoor.Undo{State: text, For: m.undoFor}
	}
	return stagedoor.RecordChange(ctx, tx, change)
}

// readable returns the columns that GORM reads, without secrets.
func (m *model) readable() []*column {
	return m.those(func(c *column) bool { return c.field.Readable && !c.tag.Secret })
}

// reinserts reports whether a row that was deleted can be written again as it was: all
// its columns are read and none is a secret.
func (m *model) reinserts() bool { return len(m.readable()) == len(m.columns) }

// comesBack reports whether a record can, with all that goes with it. Those models are
// known that wait for an answer already.
func (m *model) comesBack(waiting ...*model) bool {
	if !m.reinserts() || m.undoFor <= 0 {
		return false
	}
	waiting = append(waiting, m)
	return !slices.ContainsFunc(m.holds(), func(h hold) bool {
		known := slices.ContainsFunc(waiting, func(x *model) bool { return x.model == h.child.model })
		return !known && h.rel.onDelete() == cascade && !h.child.comesBack(waiting...)
	})
}

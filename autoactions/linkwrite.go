package autoactions

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// openLink finds the record that the run is about, and the one that it is linked with.
func (m *model) openLink(ctx context.Context, rel *relation) (key keySet, r record, other choice, err error) {
	if key, r, err = m.open(ctx); err != nil {
		return nil, r, other, err
	}
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return nil, r, other, err
	}
	child, ok := m.known.of(rel.target)
	if !ok {
		return nil, r, other, errNotTheirs
	}
	_, found, err := child.lookUp(ctx, params.String("other"))
	if err != nil {
		return nil, r, other, err
	}
	w, _ := m.far(rel)
	return key, r, w.choice(found), nil
}

// linkRow reads the row of the join table that links a record with another.
func (m *model) linkRow(ctx context.Context, db *gorm.DB, rel *relation, join *model, r record, other choice) (record, error) {
	w, fields := m.far(rel)
	q, err := join.query(ctx, db)
	if err != nil {
		return record{}, err
	}
	is := linkChange{rel: rel}.onFarSide(w, fields, []keySet{other.key})
	row, err := join.one(q.Where(all([]clause.Expression{m.joinsOwn(rel, r), is})))
	if errors.Is(err, errGone) {
		return row, stagedoor.Fail("%s is not linked with %s any more.", other.label, m.title(r))
	}
	return row, err
}

// recordLinks does work on the links of a record and records it as an edit of that.
func (m *model) recordLinks(ctx context.Context, tx *gorm.DB, key keySet, work linkWork) error {
	owner, err := m.lock(ctx, tx, key)
	if err != nil {
		return err
	}
	entry := stagedoor.Change{Model: m.slug, Key: keyText(key), Verb: verbEdit}
	undo, err := work(ctx, tx, owner, &entry)
	if err != nil {
		return err
	}
	if undo.lost {
		return stagedoor.RecordChange(ctx, tx, entry)
	}
	return m.record(ctx, tx, entry, undoState{Of: verbEdit, besideUndo: undo})
}

// took adds what was written to a row to what the undo takes back.
func (b *besideUndo) took(ctx context.Context, tx *gorm.DB, m *model, key keySet) error {
	row, can, err := m.lastUndo(ctx, tx, key)
	b.Rows, b.lost = append(b.Rows, row), b.lost || !can
	return err
}

// link makes the rows of the join table, each as a new row of its model.
func (f *linkForm) link(ctx context.Context, tx *gorm.DB, owner record, entry *stagedoor.Change) (undo besideUndo, err error) {
	change := linkChange{rel: f.rel, added: f.picked}
	found, err := change.linkable(ctx, tx, f.model)
	if err == nil {
		err = change.makeRoom(ctx, tx, f.model, owner)
	}
	if err != nil {
		return undo, err
	}
	for _, target := range found {
		made, err := f.linkOne(ctx, tx, owner, target)
		if err != nil {
			return undo, &rowRefusedError{f.join, err}
		}
		if err := undo.took(ctx, tx, f.join, f.join.keyOf(made.row)); err != nil {
			return undo, err
		}
	}
	note(entry, f.rel.key(), f.model.recordedLinks(f.rel, nil), f.model.recordedLinks(f.rel, f.picked))
	return undo, nil
}

func (f *linkForm) linkOne(ctx context.Context, tx *gorm.DB, owner, target record) (record, error) {
	fresh, err := f.join.fresh(ctx)
	if err != nil {
		return fresh, err
	}
	take(f.asked, fresh, f.draft)
	for _, ref := range f.rel.rel.References {
		side := target
		if ref.OwnPrimaryKey {
			side = owner
		}
		c, ok := f.join.named(ref.ForeignKey.DBName)
		if !ok {
			return fresh, fmt.Errorf("autoactions: join table %s has no column %s", f.join.schema.Table, ref.ForeignKey.DBName)
		}
		value, _ := ref.PrimaryKey.ValueOf(ctx, side.row)
		if err := c.set(ctx, fresh.row, value); err != nil {
			return fresh, fmt.Errorf("autoactions: join %s: %w", f.rel.name, err)
		}
	}
	if err := f.join.checkUnasked(fresh); err != nil {
		return fresh, err
	}
	return f.join.insertIn(ctx, tx, fresh, f.asked, beside{})
}

// rewriteLink changes what the row of a link holds, if nobody has changed it meanwhile.
func (f *linkForm) rewriteLink(ctx context.Context, tx *gorm.DB, _ record, entry *stagedoor.Change) (undo besideUndo, err error) {
	key := f.join.keyOf(f.before.row)
	err = f.join.updateIn(ctx, tx, key, *f.before, f.draft, changed(f.asked, *f.before, f.draft), beside{})
	_, moved := errors.AsType[*conflict](err)
	switch {
	case moved || errors.Is(err, errGone):
		return undo, stagedoor.Fail("%s was changed meanwhile. Nothing was saved: start again.", f.picked[0].label)
	case err != nil:
		return undo, &rowRefusedError{f.join, err}
	}
	note(entry, f.rel.key(), nil, "1 changed")
	return undo, undo.took(ctx, tx, f.join, key)
}

// unlink takes a row of the join table away that holds more than the link, as a row of
// its model, so that its undo brings all of it back.
func (m *model) unlink(rel *relation, join *model, other choice) linkWork {
	return func(ctx context.Context, tx *gorm.DB, owner record, entry *stagedoor.Change) (undo besideUndo, err error) {
		row, err := m.linkRow(ctx, tx, rel, join, owner, other)
		if err != nil {
			return undo, err
		}
		key := join.keyOf(row.row)
		if err := join.removeIn(ctx, tx, key, row); err != nil {
			return undo, &rowRefusedError{join, err}
		}
		note(entry, rel.key(), m.recordedLinks(rel, []choice{other}), m.recordedLinks(rel, nil))
		return undo, undo.took(ctx, tx, join, key)
	}
}

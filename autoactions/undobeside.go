package autoactions

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// besideUndo is what the undo of a change takes back beside the columns.
type besideUndo struct {
	Links []linkUndo `json:"links,omitempty"`
	Rows  []rowUndo  `json:"rows,omitempty"`
	Joins []joinUndo `json:"joins,omitempty"`
	lost  bool       // something was written that cannot be taken back
}

func (b besideUndo) empty() bool { return len(b.Links)+len(b.Rows) == 0 }

// linkUndo is what a change has linked, and what it has no longer linked.
type linkUndo struct {
	Relation string      `json:"relation"` // a field of the model
	Added    []frozenKey `json:"added,omitempty"`
	Removed  []frozenKey `json:"removed,omitempty"`
}

// frozenKey is what the columns of a relation's other side hold.
type frozenKey []frozen

// rowUndo is the change of a row in the form of its parent, by its own entry in the audit.
type rowUndo struct {
	Model    string `json:"model"` // its slug
	ID       int64  `json:"id"`
	Relation string `json:"relation,omitempty"` // a field of the parent's model, where it stood in the form of that
}

// lastUndo returns the newest change of a row, and false where it cannot be undone.
func (m *model) lastUndo(ctx context.Context, tx *gorm.DB, key keySet) (rowUndo, bool, error) {
	history, err := stagedoor.RecordHistory(ctx, tx, m.slug, keyText(key), 1)
	if err != nil || len(history) == 0 {
		return rowUndo{}, false, err
	}
	return rowUndo{Model: m.slug, ID: history[0].ID}, !history[0].UndoUntil.IsZero(), nil
}

// freeze is what the undo of a change of links keeps. It reports false where a row of
// the join table that is gone has held more than the link.
func (c linkChange) freeze() (linkUndo, bool) {
	added, errAdded := freezeKeys(c.added)
	removed, errRemoved := freezeKeys(c.removed)
	whole := len(c.removed) == 0 || onlyLinks(c.rel.rel)
	return linkUndo{c.rel.name, added, removed}, whole && errors.Join(errAdded, errRemoved) == nil
}

// onlyLinks reports whether rows of a join table hold nothing but the link.
func onlyLinks(rel *schema.Relationship) bool {
	return !slices.ContainsFunc(rel.JoinTable.Fields, func(f *schema.Field) bool {
		links := slices.ContainsFunc(rel.References, func(ref *schema.Reference) bool { return ref.ForeignKey == f })
		return !links && f.DBName != "" && !f.PrimaryKey && f.AutoCreateTime == 0 && f.AutoUpdateTime == 0 && f.FieldType != deletedAt
	})
}

func freezeKeys(choices []choice) ([]frozenKey, error) {
	var keys []frozenKey
	for _, o := range choices {
		var key frozenKey
		for _, v := range o.key {
			f, err := encodeValue(v)
			if err != nil {
				return nil, err
			}
			key = append(key, frozen(f))
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func thawKeys(frozenKeys []frozenKey) ([]keySet, error) {
	var keys []keySet
	for _, parts := range frozenKeys {
		var key keySet
		for _, f := range parts {
			v, err := f.thaw()
			if err != nil {
				return nil, err
			}
			key = append(key, v)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// openRows opens the undo of the rows that were changed with the record.
func (u *undoing) openRows(ctx context.Context) error {
	for _, row := range u.state.Rows {
		child, ok := u.rowsCalled(row.Model)
		if !ok {
			return errOver
		}
		if u.inserts() {
			child = child.withMarked() // that too was gone
		}
		of, err := child.undoingWhole(ctx, row.ID)
		if err != nil {
			return err
		}
		of.stands = row.Relation
		u.rows = append(u.rows, of)
	}
	return nil
}

// mark notes the rows that the undo takes along, and those of them.
func (u *undoing) mark(with map[rowUndo]bool) {
	for _, of := range u.rows {
		with[rowUndo{Model: of.slug, ID: of.change.ID}] = true
		of.mark(with)
	}
}

// rowsCalled finds the model of rows beside the record by its slug.
func (m *model) rowsCalled(slug string) (*model, bool) {
	children := make([]*model, 0, len(m.inline))
	for _, in := range m.inlines() { // these know the rows in the form of theirs
		children = append(children, in.child)
	}
	for _, rel := range m.relations {
		if rel.kind != manyToMany {
			continue
		}
		if join := m.joinModel(rel); join != nil {
			children = append(children, join)
		}
	}
	if child, ok := m.known.at(slug); ok {
		children = append(children, child)
	}
	for _, h := range m.holds() {
		children = append(children, h.child)
	}
	i := slices.IndexFunc(children, func(child *model) bool { return child.slug == slug })
	if i < 0 {
		return nil, false
	}
	return children[i], true
}

// lookBeside describes what the undo does beside the columns.
func (u *undoing) lookBeside(ctx context.Context, now record) ([]io.Change, error) {
	links, err := u.linksBack(ctx, u.db, now)
	if err != nil {
		return nil, err
	}
	var said []io.Change
	for _, c := range links {
		said = append(said, c.said())
	}
	for _, of := range u.rows {
		r, rows, err := of.look(ctx)
		if err != nil {
			return nil, err
		}
		switch name := of.title(r); of.state.Of {
		case verbCreate:
			said = append(said, io.Change{Label: of.name, Before: name})
		case verbDelete:
			said = append(said, io.Change{Label: of.name, After: name})
		default:
			for _, row := range rows {
				row.Label = name + " · " + row.Label
				said = append(said, row)
			}
		}
	}
	return said, nil
}

// linksBack are the changes of links that undo what the change did to them, where all
// of these are as it left them and within reach.
func (u *undoing) linksBack(ctx context.Context, db *gorm.DB, now record) ([]linkChange, error) {
	var changes []linkChange
	for _, kept := range u.state.Links {
		rel, ok := u.relation(kept.Relation)
		if !ok || rel.hidden || !u.links(rel) {
			return nil, errNotTheirs
		}
		if _, ok := u.known.of(rel.target); !ok {
			return nil, errNotTheirs
		}
		back := linkChange{rel: rel}
		var err error
		if back.removed, err = u.linked(ctx, db, rel, now, kept.Added, true); err != nil {
			return nil, err
		}
		if back.added, err = u.linked(ctx, db, rel, now, kept.Removed, false); err != nil {
			return nil, err
		}
		changes = append(changes, back)
	}
	return changes, nil
}

// linked reads records of a relation's other side, all of which have to be linked
// with r, or none.
func (u *undoing) linked(ctx context.Context, db *gorm.DB, rel *relation, r record, frozenKeys []frozenKey, are bool) ([]choice, error) {
	keys, err := thawKeys(frozenKeys)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	w, _ := u.far(rel)
	q, err := w.model.query(ctx, db)
	if err != nil {
		return nil, err
	}
	is, err := u.joined(ctx, db, rel, r)
	if err != nil {
		return nil, err
	}
	if !are {
		is = clause.Not(is)
	}
	found, err := w.model.rows(q.Where(all([]clause.Expression{w.model.among(w.theirs, keys), is})))
	if err != nil {
		return nil, err
	}
	if len(found) != len(keys) {
		return nil, stagedoor.Fail("This cannot be undone: %s of %s was changed since.", lower(rel.label()), u.title(r))
	}
	choices := make([]choice, len(found))
	for i, other := range found {
		choices[i] = w.choice(other)
	}
	return choices, nil
}

// applyRows undoes what was done to the rows, the last first.
func (u *undoing) applyRows(ctx context.Context, tx *gorm.DB) error {
	for _, of := range slices.Backward(u.rows) {
		if err := of.applyIn(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// rowsTold says for the audit what the undo does to the rows of each relation, in the
// words in which it is told of an edit.
func (u *undoing) rowsTold() map[string]string {
	told := map[string]string{}
	for _, rel := range u.relations {
		counts := map[string]int{}
		for _, of := range u.rows {
			if of.stands == rel.name {
				counts[of.fate(rel)]++
			}
		}
		if len(counts) > 0 {
			told[rel.key()] = countedIn(counts, "added", "linked", "changed", "deleted")
		}
	}
	return told
}

// fate is what becomes of a row whose change is undone.
func (u *undoing) fate(rel *relation) string {
	switch u.state.Of {
	case verbCreate:
		return "deleted"
	case verbDelete:
		return "added"
	}
	left := slices.ContainsFunc(rel.foreign(u.table), func(c *column) bool {
		_, moved := u.state.Before[c.name()]
		return moved
	})
	if left {
		return "linked"
	}
	return "changed"
}

package autoactions

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// What constraints say of rows whose parent is deleted.
const (
	cascade = "CASCADE"
	setNull = "SET NULL"
)

// hold is how rows hang on a record that cannot be deleted without them: their foreign
// key says what becomes of them.
type hold struct {
	rel    *relation // by which they hang; of the record, or of the rows where that has none
	child  *model    // of the rows, those that are marked as deleted included
	theirs bool      // the person sees the model and may delete its rows
}

// holds are the ways in which rows hang on the model's records, as the fields of either
// side say.
func (m *model) holds() []hold {
	var list []hold
	for _, rel := range m.relations {
		if (rel.kind == hasOne || rel.kind == hasMany) && rel.takes() {
			if h, ok := m.holdBy(rel, rel.target); ok {
				list = append(list, h)
			}
		}
	}
	for _, child := range m.known.family.everyone() {
		for _, rel := range child.relations {
			known := slices.ContainsFunc(list, func(h hold) bool { return h.child.model == child.model && h.rel.sameKey(rel) })
			if rel.kind != belongsTo || rel.target != m.model || !rel.takes() || known {
				continue
			}
			if h, ok := m.holdBy(rel, child.model); ok {
				list = append(list, h)
			}
		}
	}
	return list
}

// takes reports whether something becomes of rows when what they hang on is deleted.
func (rel *relation) takes() bool {
	on := rel.onDelete()
	return rel.rel.Polymorphic == nil && (on == cascade || on == setNull)
}

// sameKey reports whether two relations are about the same foreign key.
func (rel *relation) sameKey(other *relation) bool {
	names := func(rel *relation) string {
		parts := make([]string, len(rel.rel.References))
		for i, ref := range rel.rel.References {
			parts[i] = ref.ForeignKey.DBName
		}
		slices.Sort(parts)
		return strings.Join(parts, ",")
	}
	return names(rel) == names(other)
}

// holdBy describes the rows of a type that hang on the model's. It reports false where
// they have no key: those are left to the database.
func (m *model) holdBy(rel *relation, rows reflect.Type) (hold, bool) {
	registered, ok := m.known.family.of(rows)
	if !ok {
		child := m.bare(rows)
		return hold{rel, child, true}, child != nil
	}
	child, seen := m.known.of(rows)
	if !seen {
		child = registered
	}
	theirs := seen && (child.has["delete"] || !registered.has["delete"])
	return hold{rel, child.withMarked(), theirs}, len(child.keys) > 0
}

// bare describes rows of a type that is registered nowhere, or is nil where they have
// no key. What is wrong with tags that nobody reads does not matter.
func (m *model) bare(rows reflect.Type) *model {
	child := &model{db: m.db, undoFor: m.undoFor, has: map[string]bool{}, hooks: hooksOf(Hooks[struct{}]{}), known: m.known}
	child.table, _ = newTable(m.db, rows, false)
	if child.table == nil || len(child.keys) == 0 {
		return nil
	}
	child.setNames()
	child.title = child.titleOf
	return child.withMarked()
}

// withMarked is the model with its rows regardless of whether they are marked as
// deleted. What it deletes is gone.
func (m *model) withMarked() *model {
	of := *m
	of.marked = true
	return &of
}

// marks reports whether deleting a row only marks it.
func (m *model) marks() bool { return m.softDeletes() && !m.marked && !m.trashed }

// hanging reads the rows that hang on a record, at most some. It is refused where there
// are more, and where there are such as the person does not see or may not delete. In a
// database transaction they stay as they are until it ends.
func (h hold) hanging(ctx context.Context, db *gorm.DB, m *model, r record, most int) ([]record, error) {
	condition, _, err := m.related(ctx, db, h.rel, r)
	if err != nil || condition == nil {
		return nil, err
	}
	if h.child.model == m.model { // a record that is its own parent hangs on nothing else
		condition = all([]clause.Expression{condition, clause.Not(m.where(m.keyOf(r.row)))})
	}
	there, err := h.child.rows(h.child.everyRow(ctx, db).Where(all([]clause.Expression{condition})).Limit(most + 1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("autoactions: what hangs on one of %s by %s: %w", m.slug, h.rel.name, err)
	case len(there) == 0:
		return nil, nil
	case !h.theirs:
		return nil, errInTheWay
	case len(there) > most:
		return nil, stagedoor.Fail("More than %s records would be deleted with it. Delete some of them first.", grouped(maxLeaving))
	}
	q, err := h.child.query(ctx, db)
	if err != nil {
		return nil, err
	}
	seen, err := h.child.rows(q.Where(all([]clause.Expression{condition})).Limit(most + 1))
	if err == nil && len(seen) != len(there) {
		err = errInTheWay // some are not theirs to know
	}
	return there, err
}

// everyRow begins a statement on all rows of the table, whoever may see them.
func (m *model) everyRow(ctx context.Context, db *gorm.DB) *gorm.DB {
	q := db.Session(&gorm.Session{NewDB: true, Context: ctx}).Model(m.blank().Interface()).Unscoped()
	if _, inside := db.Statement.ConnPool.(gorm.TxCommitter); inside && m.dialect != sqlite {
		q = q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	return q
}

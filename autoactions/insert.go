package autoactions

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// insertIn writes a new record, and what is beside its columns, with its audit, inside the database transaction of
// the caller, who has to roll it back on any error.
func (m *model) insertIn(ctx context.Context, tx *gorm.DB, draft record, columns []*column, more beside) (record, error) {
	if err := m.checkParents(ctx, tx, draft, columns); err != nil {
		return record{}, err
	}
	fresh := copyOf(draft)
	if err := m.hooks.create(ctx, m.hookDB(ctx, tx), fresh); err != nil {
		return record{}, err
	}
	q := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Omit(clause.Associations)
	sent := fresh
	q = watchCreate(q, func() { sent = copyOf(fresh) })
	if err := q.Create(fresh.row.Addr().Interface()).Error; err != nil {
		return record{}, err
	}
	key := m.keyOf(fresh.row)
	if err := m.restoreZeroes(ctx, tx, key, sent, columns); err != nil {
		return record{}, err
	}
	after, err := m.read(ctx, tx, key)
	if errors.Is(err, errGone) {
		return record{}, stagedoor.Fail("With these values the %s would not be one of those you may see.", m.noun)
	}
	if err != nil {
		return record{}, err
	}
	if after, err = m.announce(ctx, tx, key, verbCreate, nil, after); err != nil {
		return record{}, err
	}
	return after, m.recordCreate(ctx, tx, key, after, told{verb: verbCreate, more: more})
}

// restoreZeroes writes the empty values that GORM has replaced by a column's
// default while inserting.
func (m *model) restoreZeroes(ctx context.Context, tx *gorm.DB, key keySet, draft record, columns []*column) error {
	var names []string
	set := map[string]any{}
	for _, c := range columns {
		v := c.field.ReflectValueOf(ctx, draft.row)
		if c.field.HasDefaultValue && !c.key && v.IsZero() {
			names = append(names, c.name())
			set[c.name()] = v.Interface()
		}
	}
	if len(names) == 0 {
		return nil
	}
	q := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Model(m.blank().Interface())
	return q.Where(m.where(key)).Select(names).UpdateColumns(set).Error
}

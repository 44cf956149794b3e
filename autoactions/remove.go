package autoactions

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// removeIn deletes the row of before with what goes with it and the audit, inside the
// database transaction of the caller, who has to roll it back on any error. A model
// with gorm.DeletedAt keeps the row and marks it.
func (m *model) removeIn(ctx context.Context, tx *gorm.DB, key keySet, before record) error {
	current, err := m.lock(ctx, tx, key)
	if err != nil {
		return err
	}
	if m.moved(before, current) {
		return &conflict{current}
	}
	return newLeaving(tx, true).remove(ctx, m, key, current, told{verb: verbDelete})
}

// erase deletes the row of current, which this database transaction has locked.
func (m *model) erase(ctx context.Context, tx *gorm.DB, key keySet, current record) error {
	row := copyOf(current).row.Addr().Interface()
	q, err := m.queryOn(ctx, tx, row)
	if err != nil {
		return err
	}
	done := q.Where(m.where(key)).Delete(row)
	switch {
	case done.Error != nil:
		return done.Error
	case done.RowsAffected != 1:
		return fmt.Errorf("autoactions: deleting %s %s removed %d rows", m.slug, keyText(key), done.RowsAffected)
	}
	return nil
}

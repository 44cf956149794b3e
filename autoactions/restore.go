package autoactions

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// inTrash is the model with only those rows that are marked as deleted. Models
// with gorm.DeletedAt have them.
func (m *model) inTrash() *model {
	of := *m
	of.trashed = true
	return &of
}

// openDeleted reads the deleted row that the parameter id names.
func (m *model) openDeleted(ctx context.Context) (keySet, record, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return nil, record{}, err
	}
	id := params.String("id")
	key, err := m.parseKey(id)
	if err != nil {
		return nil, record{}, m.noneDeleted(id)
	}
	r, err := m.inTrash().read(ctx, m.db, key)
	if errors.Is(err, errGone) {
		return nil, record{}, m.noneDeleted(id)
	}
	return key, r, err
}

func (m *model) noneDeleted(id string) error {
	if len(id) > 100 || !storable(id) {
		return stagedoor.Fail("There is no deleted %s with this id.", m.noun)
	}
	return stagedoor.Fail("There is no deleted %s %s. It may have been restored.", m.noun, m.nameOfKey(id))
}

// restore brings a deleted record back.
func (m *model) restore(ctx context.Context) error {
	key, r, err := m.openDeleted(ctx)
	if err != nil {
		return err
	}
	yes, err := io.Confirm("Restore "+m.title(r)+"?").Help("It is shown in every list again, as it was.").
		Labels("Restore "+m.title(r), "Leave it deleted").Get(ctx)
	if err != nil || !yes {
		return err
	}
	var after record
	err = m.begin(ctx, func(tx *gorm.DB) (err error) {
		after, err = m.restoreIn(ctx, tx, key, told{verb: verbRestore})
		return err
	})
	if errors.Is(err, errGone) {
		return m.noneDeleted(keyText(key))
	}
	if why, ok := m.refused(err); ok {
		return stagedoor.Fail("%s cannot be restored. %s", m.title(r), why)
	}
	if err != nil {
		return err
	}
	return m.done(ctx, after)
}

// restoreIn takes the mark off a deleted row, inside the database transaction of
// the caller. It returns errGone when there is no such row.
func (m *model) restoreIn(ctx context.Context, tx *gorm.DB, key keySet, t told) (record, error) {
	current, err := m.inTrash().lock(ctx, tx, key)
	if err != nil {
		return record{}, err
	}
	next := copyOf(current)
	m.trash.field.ReflectValueOf(ctx, next.row).SetZero()
	columns, err := m.beforeUpdate(ctx, tx, current, next, []*column{m.trash})
	if err != nil {
		return record{}, err
	}
	if err := m.writeRestored(ctx, tx, key, next, columns); err != nil {
		return record{}, err
	}
	after, err := m.read(ctx, tx, key)
	if errors.Is(err, errGone) {
		return record{}, stagedoor.Fail("Restored, the %s would not be one of those you may see.", m.noun)
	}
	if err != nil {
		return record{}, err
	}
	if after, err = m.announce(ctx, tx, key, t.verb, nil, after); err != nil {
		return record{}, err
	}
	change := m.change(key, t)
	change.After = map[string]any{}
	return after, stagedoor.RecordChange(ctx, tx, change)
}

// writeRestored writes columns of next, with the model's own hooks, to a row that
// is marked as deleted and that this database transaction has locked.
func (m *model) writeRestored(ctx context.Context, tx *gorm.DB, key keySet, next record, columns []*column) error {
	row := copyOf(next)
	q, err := m.inTrash().queryOn(ctx, tx, row.row.Addr().Interface())
	if err != nil {
		return err
	}
	names := make([]string, 0, len(columns)+1)
	for _, c := range columns {
		names = append(names, c.name())
	}
	if v := m.version; v != nil && v.count(row) {
		names = append(names, v.name())
	}
	done := m.watched(q, copyOf(row)).Where(m.where(key)).Select(names).Updates(row.row.Addr().Interface())
	if done.Error == nil && done.RowsAffected != 1 {
		return fmt.Errorf("autoactions: restoring %s %s changed %d rows", m.slug, keyText(key), done.RowsAffected)
	}
	return done.Error
}

// purge deletes for good what is marked as deleted.
func (m *model) purge(ctx context.Context) error {
	key, r, err := m.openDeleted(ctx)
	if err != nil {
		return err
	}
	yes, err := io.Confirm("Delete "+m.title(r)+" for good?").Danger().
		Help("Its row is taken out of the database. This cannot be undone.").
		Labels("Delete "+m.title(r)+" for good", "Keep it").Get(ctx)
	if err != nil || !yes {
		return err
	}
	err = m.begin(ctx, func(tx *gorm.DB) error { return m.purgeIn(ctx, tx, key) })
	if errors.Is(err, errGone) {
		return m.noneDeleted(keyText(key))
	}
	if why, ok := m.refused(err); ok {
		return stagedoor.Fail("%s cannot be deleted. %s", m.title(r), why)
	}
	if err != nil {
		return err
	}
	return m.left(ctx, key)
}

// purgeIn is purge inside the database transaction of the caller.
func (m *model) purgeIn(ctx context.Context, tx *gorm.DB, key keySet) error {
	current, err := m.inTrash().lock(ctx, tx, key)
	if err != nil {
		return err
	}
	return newLeaving(tx, false).remove(ctx, m.inTrash(), key, current, told{verb: verbPurge})
}

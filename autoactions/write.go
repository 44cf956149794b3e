package autoactions

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// conflict is why an edit was not written: the record is no longer what it was
// when the person was asked.
type conflict struct{ theirs record }

func (*conflict) Error() string { return "autoactions: the record was changed meanwhile" }

// update writes columns of draft over before, in one database transaction with
// the audit. It returns a *conflict when the record is not in the state of before
// any more, and errGone when it is not there or not within the scope.
func (m *model) update(ctx context.Context, key keySet, before, draft record, columns []*column) error {
	return m.begin(ctx, func(tx *gorm.DB) error {
		current, err := m.lock(ctx, tx, key)
		if err != nil {
			return err
		}
		if m.moved(before, current) {
			return &conflict{current}
		}
		if err := m.writeColumns(ctx, tx, key, current, draft, columns); err != nil {
			return err
		}
		after, err := m.read(ctx, tx, key)
		if errors.Is(err, errGone) {
			return stagedoor.Fail("With these values the %s would no longer be one of those you may change.", m.noun)
		}
		if err != nil {
			return err
		}
		return stagedoor.RecordChange(ctx, tx, stagedoor.Change{
			Model: m.slug, Key: keyText(key), Verb: "edit",
			Before: values(columns, before), After: values(columns, after),
		})
	})
}

// moved reports whether anything people were shown, or the version, has changed.
func (m *model) moved(before, now record) bool {
	if m.version != nil && !m.version.sameIn(before, now) {
		return true
	}
	return len(changed(m.those(func(c *column) bool { return c.shown }), before, now)) > 0
}

// writeColumns updates the row of current, which this database transaction has
// locked, with the condition that it still is in that state.
func (m *model) writeColumns(ctx context.Context, tx *gorm.DB, key keySet, current, draft record, columns []*column) error {
	q, err := m.queryOn(ctx, tx, copyOf(current).row.Addr().Interface())
	if err != nil {
		return err
	}
	names := make([]string, 0, len(columns)+1)
	set := make(map[string]any, len(columns))
	guards := []clause.Expression{m.where(key)}
	for _, c := range columns {
		names = append(names, c.name())
		set[c.name()] = c.field.ReflectValueOf(ctx, draft.row).Interface()
		guards = append(guards, m.dialect.unchanged(c, current)...)
	}
	if v := m.version; v != nil {
		guards = append(guards, m.dialect.unchanged(v, current)...)
		if next, counts := v.next(current); counts {
			names, set[v.name()] = append(names, v.name()), next
		}
	}
	done := q.Where(all(guards)).Select(names).Updates(set)
	switch {
	case done.Error != nil:
		return done.Error
	case done.RowsAffected > 1:
		return fmt.Errorf("autoactions: %d rows of %s have the key %s", done.RowsAffected, m.slug, keyText(key))
	case done.RowsAffected == 1:
		return nil
	}
	return m.zeroRows(ctx, tx, key, current)
}

// zeroRows decides what it means that no row was changed. MySQL does not count a
// row that already had the new values, as the database rounds them.
func (m *model) zeroRows(ctx context.Context, tx *gorm.DB, key keySet, current record) error {
	now, err := m.read(ctx, tx, key)
	if err != nil {
		return err
	}
	if m.dialect == mysql && !m.moved(current, now) {
		return nil
	}
	return &conflict{now}
}

// unchanged is the condition that c still has the value of a record. It is left
// out for kinds that engines do not compare exactly; those were compared when the
// row was locked.
func (d dialect) unchanged(c *column, r record) []clause.Expression {
	v := c.value(r.row)
	switch c.kind {
	case integer, unsigned, money, boolean, text, enum:
	default:
		return nil
	}
	same := d.equal(c, v)
	if v != nil && !c.never && !c.nullable && c.field.ReflectValueOf(background, r.row).IsZero() {
		same = either([]clause.Expression{same, isNull(c)}) // NULL reads as the zero value
	}
	return []clause.Expression{same}
}

// next is the version after that of a record, for versions that are counted and
// that no type of its own counts.
func (c *column) next(r record) (any, bool) {
	v := c.field.ReflectValueOf(background, r.row)
	switch {
	case v.CanInt():
		return v.Int() + 1, true
	case v.CanUint():
		return v.Uint() + 1, true
	}
	return nil, false
}

// insert writes a new record with its audit in one database transaction.
func (m *model) insert(ctx context.Context, draft record, columns []*column) (record, error) {
	var after record
	err := m.begin(ctx, func(tx *gorm.DB) error {
		fresh := copyOf(draft)
		q := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Omit(clause.Associations)
		if err := q.Create(fresh.row.Addr().Interface()).Error; err != nil {
			return err
		}
		key := m.keyOf(fresh.row)
		if err := m.restoreZeroes(ctx, tx, key, draft, columns); err != nil {
			return err
		}
		var err error
		after, err = m.read(ctx, tx, key)
		if errors.Is(err, errGone) {
			return stagedoor.Fail("With these values the %s would not be one of those you may see.", m.noun)
		}
		if err != nil {
			return err
		}
		return stagedoor.RecordChange(ctx, tx, stagedoor.Change{
			Model: m.slug, Key: keyText(key), Verb: "create", After: values(columns, after),
		})
	})
	return after, err
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

// remove deletes the row of before with its audit in one database transaction. A
// model with gorm.DeletedAt keeps the row and marks it.
func (m *model) remove(ctx context.Context, key keySet, before record) error {
	return m.begin(ctx, func(tx *gorm.DB) error {
		current, err := m.lock(ctx, tx, key)
		if err != nil {
			return err
		}
		if m.moved(before, current) {
			return &conflict{current}
		}
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
		return stagedoor.RecordChange(ctx, tx, stagedoor.Change{
			Model: m.slug, Key: keyText(key), Verb: "delete",
			Before: values(m.those(func(c *column) bool { return c.shown }), before),
		})
	})
}

// refused puts what the database would not take into a sentence. It reports false
// for errors that the person cannot do anything about.
func (m *model) refused(err error) (string, bool) {
	if t, ok := m.db.Dialector.(gorm.ErrorTranslator); ok {
		err = errors.Join(err, t.Translate(err))
	}
	switch {
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return "Another " + m.noun + " has one of these values already, and only one may.", true
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return "A record that this refers to, or that refers to this, stands in the way.", true
	case errors.Is(err, gorm.ErrCheckConstraintViolated):
		return "The database does not allow one of these values.", true
	}
	return "", false
}

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

// updateIn writes columns of draft over before, and what is beside them, with the
// audit, inside the database transaction of the caller, who has to roll it back on
// any error. It returns a *conflict when the record is not in the state of before
// any more, and errGone when it is not there or not within the scope.
func (m *model) updateIn(ctx context.Context, tx *gorm.DB, key keySet, before, draft record, columns []*column, more beside) error {
	current, err := m.lock(ctx, tx, key)
	if err != nil {
		return err
	}
	if m.moved(before, current) {
		return &conflict{current}
	}
	if err := m.checkParents(ctx, tx, draft, columns); err != nil {
		return err
	}
	after, err := m.rewrite(ctx, tx, key, current, draft, columns, verbEdit)
	if err != nil {
		return err
	}
	return m.recordUpdate(ctx, tx, key, current, after, columns, told{verb: verbEdit, more: more})
}

// rewrite writes columns of draft over current, which this database transaction
// has locked, calls the hooks, and reads the record back.
func (m *model) rewrite(ctx context.Context, tx *gorm.DB, key keySet, current, draft record, columns []*column, verb string) (record, error) {
	next := copyOf(current)
	take(columns, next, draft)
	columns, err := m.beforeUpdate(ctx, tx, current, next, columns)
	if err != nil {
		return record{}, err
	}
	if len(columns) > 0 {
		if err := m.writeColumns(ctx, tx, key, current, next, columns); err != nil {
			return record{}, err
		}
	}
	after, err := m.read(ctx, tx, key)
	if errors.Is(err, errGone) {
		return record{}, stagedoor.Fail("With these values the %s would no longer be one of those you may change.", m.noun)
	}
	if err != nil {
		return record{}, err
	}
	return m.announce(ctx, tx, key, verb, &current, after)
}

// moved reports whether anything people were shown, or the version, has changed.
func (m *model) moved(before, now record) bool {
	if m.version != nil && !m.version.sameIn(before, now) {
		return true
	}
	return len(changed(m.those((*column).seen), before, now)) > 0
}

// writeColumns updates the row of current, which this database transaction has
// locked, to columns of next, with the condition that it still is in that state.
// GORM gets the row as it will be, so that the model's own hooks see what they
// judge, and what they change in other columns is written with the rest.
func (m *model) writeColumns(ctx context.Context, tx *gorm.DB, key keySet, current, next record, columns []*column) error {
	row := copyOf(next)
	q, err := m.queryOn(ctx, tx, row.row.Addr().Interface())
	if err != nil {
		return err
	}
	names := make([]string, 0, len(columns)+1)
	guards := []clause.Expression{m.where(key)}
	for _, c := range columns {
		names = append(names, c.name())
		guards = append(guards, m.dialect.unchanged(c, current)...)
	}
	if v := m.version; v != nil {
		guards = append(guards, m.dialect.unchanged(v, current)...)
		if v.count(row) {
			names = append(names, v.name())
		}
	}
	q = m.watched(q, copyOf(row))
	done := q.Where(all(guards)).Select(names).Updates(row.row.Addr().Interface())
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

// count moves the version of a record on, where it is counted and no type of its
// own counts it.
func (c *column) count(r record) bool {
	v := c.field.ReflectValueOf(background, r.row)
	switch {
	case v.CanInt():
		v.SetInt(v.Int() + 1)
	case v.CanUint():
		v.SetUint(v.Uint() + 1)
	default:
		return false
	}
	return true
}

// saidToPeople returns the text of an error that was written for people, as
// stagedoor.Fail does.
func saidToPeople(err error) (string, bool) {
	said, ok := errors.AsType[interface {
		error
		PublicMessage() string
	}](err)
	if !ok {
		return "", false
	}
	return said.PublicMessage(), true
}

// translated adds GORM's own word for an error of the database.
func (m *model) translated(err error) error {
	if t, ok := m.db.Dialector.(gorm.ErrorTranslator); ok {
		return errors.Join(err, t.Translate(err))
	}
	return err
}

// errInTheWay is what people are told of a foreign key that does not let them.
var errInTheWay = stagedoor.Fail("A record that this refers to, or that refers to this, stands in the way.")

// refused puts what the database would not take into a sentence. It reports false
// for errors that the person cannot do anything about.
func (m *model) refused(err error) (string, bool) {
	if said, ok := saidToPeople(err); ok {
		return said, true
	}
	if row, ok := errors.AsType[*rowRefusedError](err); ok {
		return row.child.refused(row.err)
	}
	err = m.translated(err)
	switch {
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return m.taken(), true
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return errInTheWay.Error(), true
	case errors.Is(err, gorm.ErrCheckConstraintViolated):
		return "The database does not allow one of these values.", true
	}
	return "", false
}

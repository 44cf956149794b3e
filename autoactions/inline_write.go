package autoactions

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// rowsMovedError is why an edit was not written: a row in its form is no longer what
// it was when the person was asked.
type rowsMovedError struct{ inline }

func (*rowsMovedError) Error() string { return "autoactions: a row in the form was changed meanwhile" }

// rowRefusedError is an error of writing a row in the form of its parent.
type rowRefusedError struct {
	child *model
	err   error
}

func (e *rowRefusedError) Error() string { return e.err.Error() }
func (e *rowRefusedError) Unwrap() error { return e.err }

// write makes the change inside a database transaction: each row is written as it
// would be by itself, within the scope of its own model, with its own check against
// changes made meanwhile, and its own entry in the audit. It returns the keys of the
// rows in the order in which they were written.
func (c rowsChange) write(ctx context.Context, tx *gorm.DB, owner record) (keys []keySet, err error) {
	switch {
	case len(c.removed) > 0 && c.fate() == "deleted" && !c.child.has["delete"],
		len(c.added) > 0 && !c.child.has["create"], len(c.changed) > 0 && !c.child.has["edit"]:
		return nil, stagedoor.Fail("%s cannot be changed like this: %s.", c.label(), c.counts(c.changed))
	}
	for _, row := range c.removed {
		keys = append(keys, c.child.keyOf(row.row))
		err = errors.Join(err, c.guarded(ctx, tx, owner, row, func(key keySet) error { return c.takeAway(ctx, tx, key, row) }))
	}
	for _, change := range c.changed {
		keys = append(keys, c.child.keyOf(change.before.row))
		err = errors.Join(err, c.guarded(ctx, tx, owner, change.before, func(key keySet) error {
			return c.child.updateIn(ctx, tx, key, change.before, change.after, change.columns, change.more)
		}))
	}
	if err != nil {
		return nil, err
	}
	for _, change := range c.added {
		made, err := c.insert(ctx, tx, owner, change)
		if err != nil {
			return nil, &rowRefusedError{c.child, err}
		}
		keys = append(keys, c.child.keyOf(made.row))
	}
	return keys, nil
}

// guarded writes a row that has to be one of its parent's still.
func (c rowsChange) guarded(ctx context.Context, tx *gorm.DB, owner, row record, write func(key keySet) error) error {
	key := c.child.keyOf(row.row)
	current, err := c.child.lock(ctx, tx, key)
	if errors.Is(err, errGone) || err == nil && !c.belongs(owner, current) {
		return &rowsMovedError{c.inline}
	}
	if err == nil {
		err = write(key)
	}
	if _, moved := errors.AsType[*conflict](err); moved || errors.Is(err, errGone) {
		return &rowsMovedError{c.inline}
	}
	if err != nil {
		return &rowRefusedError{c.child, err}
	}
	return nil
}

// takeAway deletes a row, or leaves it without a parent.
func (c rowsChange) takeAway(ctx context.Context, tx *gorm.DB, key keySet, row record) error {
	if c.fate() == "deleted" {
		return c.child.removeIn(ctx, tx, key, row)
	}
	alone := copyOf(row)
	columns := c.foreign(c.child.table)
	for _, column := range columns {
		column.field.ReflectValueOf(background, alone.row).SetZero()
	}
	return c.child.updateIn(ctx, tx, key, row, alone, columns, beside{})
}

// insert adds a row, and its own rows: what the form asked for, on top of what New of
// its model fills in, under the key of its parent.
func (c rowsChange) insert(ctx context.Context, tx *gorm.DB, owner record, change rowChange) (record, error) {
	fresh, err := c.child.fresh(ctx)
	if err != nil {
		return record{}, err
	}
	take(c.columns, fresh, change.after)
	if err := c.stamp(owner, fresh.row); err != nil {
		return record{}, err
	}
	if err := c.child.checkUnasked(fresh); err != nil {
		return record{}, err
	}
	return c.child.insertIn(ctx, tx, fresh, c.columns, change.more)
}

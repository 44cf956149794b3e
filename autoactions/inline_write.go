package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// rowsChange is what a person did to the rows of an inline relation.
type rowsChange struct {
	inline
	added   []record
	changed []rowChange
	removed []record
}

// rowChange is what a person did to one row.
type rowChange struct {
	before, after record
	columns       []*column
}

// diff compares the rows of two states of a record.
func (in inline) diff(before, after record) rowsChange {
	c := rowsChange{inline: in}
	had, has := in.rows(before), in.rows(after)
	for _, row := range has {
		was, there := in.child.sameRow(had, row)
		if !there {
			c.added = append(c.added, row)
			continue
		}
		if columns := changed(in.columns, was, row); len(columns) > 0 {
			c.changed = append(c.changed, rowChange{was, row, columns})
		}
	}
	for _, row := range had {
		if _, there := in.child.sameRow(has, row); !there {
			c.removed = append(c.removed, row)
		}
	}
	return c
}

func (c rowsChange) empty() bool { return c.count() == 0 }

func (c rowsChange) count() int { return len(c.added) + len(c.changed) + len(c.removed) }

// fate is what becomes of a row that is removed from the form: where it can be
// without a parent, and does not go with it, it stays without one.
func (c rowsChange) fate() string {
	if c.nullable() && c.onDelete() != cascade {
		return "unlinked"
	}
	return "deleted"
}

// onDelete is what the database does to the rows of a parent that is deleted, as
// far as the model says.
func (rel *relation) onDelete() string {
	if constraint := rel.rel.ParseConstraint(); constraint != nil {
		return strings.ToUpper(constraint.OnDelete)
	}
	return ""
}

// counts says how many rows change, as in "1 added, 2 changed".
func (c rowsChange) counts() string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{len(c.added), "added"}, {len(c.changed), "changed"}, {len(c.removed), c.fate()}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	return strings.Join(parts, ", ")
}

func (c rowsChange) summary() string { return c.label() + ": " + c.counts() }

// said describes the change row by row.
func (c rowsChange) said(ctx context.Context) ([]io.Change, error) {
	var said []io.Change
	for _, change := range c.changed {
		rows, err := c.child.said(ctx, change.columns, &change.before, change.after)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			row.Label = c.child.title(change.before) + " · " + row.Label
			said = append(said, row)
		}
	}
	for _, row := range c.added {
		rows, err := c.child.said(ctx, c.columns, nil, row)
		if err != nil {
			return nil, err
		}
		said = append(said, io.Change{Label: "Added", After: inShort(rows)})
	}
	for _, row := range c.removed {
		said = append(said, io.Change{Label: sentence([]string{c.fate()}), Before: c.child.title(row)})
	}
	return said, nil
}

// inShort writes the values of a new row into one line.
func inShort(rows []io.Change) string {
	var parts []string
	for _, row := range rows {
		if row.After == nil || row.After == "" {
			continue
		}
		shown := fmt.Sprint(row.After)
		if n, ok := row.After.(int64); ok && row.Type == io.MoneyColumn {
			shown = io.FormatMoney(n, row.Currency)
		}
		parts = append(parts, row.Label+": "+shown)
	}
	return strings.Join(parts, ", ")
}

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
		return nil, stagedoor.Fail("%s cannot be changed like this: %s.", c.label(), c.counts())
	}
	for _, row := range c.removed {
		keys = append(keys, c.child.keyOf(row.row))
		err = errors.Join(err, c.guarded(ctx, tx, owner, row, func(key keySet) error { return c.takeAway(ctx, tx, key, row) }))
	}
	for _, change := range c.changed {
		keys = append(keys, c.child.keyOf(change.before.row))
		err = errors.Join(err, c.guarded(ctx, tx, owner, change.before, func(key keySet) error {
			return c.child.updateIn(ctx, tx, key, change.before, change.after, change.columns, beside{})
		}))
	}
	if err != nil {
		return nil, err
	}
	for _, row := range c.added {
		made, err := c.insert(ctx, tx, owner, row)
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

// insert adds a row: what the form asked for, on top of what New of its model
// fills in, under the key of its parent.
func (c rowsChange) insert(ctx context.Context, tx *gorm.DB, owner, row record) (record, error) {
	fresh, err := c.child.fresh(ctx)
	if err != nil {
		return record{}, err
	}
	take(c.columns, fresh, row)
	if err := c.stamp(owner, fresh.row); err != nil {
		return record{}, err
	}
	if err := c.child.checkUnasked(fresh); err != nil {
		return record{}, err
	}
	return c.child.insertIn(ctx, tx, fresh, c.columns, beside{})
}

// rebase puts into a record what the rows have become, with what the person did to
// them on top, and returns what somebody else did to those.
func (in inline) rebase(ctx context.Context, mine rowsChange, before, now, onto record) ([]io.Change, error) {
	var rows []record
	var theirs []io.Change
	had := in.rows(before)
	for _, row := range in.rows(now) {
		was, there := in.child.sameRow(had, row)
		moved := there && in.child.moved(was, row)
		if moved {
			shown := changed(in.child.those(func(c *column) bool { return c.seen() && c != in.child.version }), was, row)
			said, err := in.child.said(ctx, shown, &was, row)
			if err != nil {
				return nil, err
			}
			for _, change := range said {
				change.Label = in.child.title(was) + " · " + change.Label
				theirs = append(theirs, change)
			}
		}
		if _, gone := in.child.sameRow(mine.removed, row); gone && !moved {
			continue
		}
		rows = append(rows, mine.onto(row))
	}
	for _, row := range had {
		if _, there := in.child.sameRow(in.rows(now), row); !there {
			theirs = append(theirs, io.Change{Label: "Removed", Before: in.child.title(row)})
		}
	}
	in.put(onto, slices.Concat(rows, mine.added))
	return theirs, nil
}

// onto is a row with what the person did to it.
func (c rowsChange) onto(row record) record {
	i := slices.IndexFunc(c.changed, func(x rowChange) bool {
		return c.child.keyText(x.before.row) == c.child.keyText(row.row)
	})
	if i < 0 {
		return row
	}
	fresh := copyOf(row)
	take(c.changed[i].columns, fresh, c.changed[i].after)
	return fresh
}

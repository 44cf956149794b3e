package autoactions

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/io"
)

// rebase puts into a record what the rows have become, with what the person did to
// them on top, and returns what somebody else did to those and is kept: not what
// clashes.
func (in inline) rebase(ctx context.Context, mine rowsChange, before, now, onto record) ([]io.Change, error) {
	var rows []record
	var theirs []io.Change
	had := in.rows(before)
	for _, row := range in.rows(now) {
		was, there := in.child.sameRow(had, row)
		moved := there && in.child.moved(was, row)
		if moved {
			said, err := mine.saidOfTheirs(ctx, was, row)
			if err != nil {
				return nil, err
			}
			theirs = append(theirs, said...)
		}
		if _, gone := in.child.sameRow(mine.removed, row); gone && !moved {
			continue
		}
		fresh, said, err := mine.onto(ctx, was, row)
		if err != nil {
			return nil, err
		}
		rows, theirs = append(rows, fresh), append(theirs, said...)
	}
	for _, row := range had {
		if _, there := in.child.sameRow(in.rows(now), row); !there {
			theirs = append(theirs, io.Change{Label: "Removed", Before: in.child.title(row)})
		}
	}
	for _, change := range mine.added {
		rows = append(rows, change.after)
	}
	in.put(onto, rows)
	return theirs, nil
}

// saidOfTheirs describes what somebody else did to a row, and the person does not undo.
func (c rowsChange) saidOfTheirs(ctx context.Context, was, now record) ([]io.Change, error) {
	var contested []*column
	if mine, ok := c.of(now); ok {
		contested = mine.contested(now)
	}
	kept := changed(c.child.those(func(x *column) bool {
		return x.seen() && x != c.child.version && !slices.Contains(contested, x)
	}), was, now)
	said, err := c.child.said(ctx, kept, &was, now)
	for i := range said {
		said[i].Label = c.child.title(was) + " · " + said[i].Label
	}
	return said, err
}

// of is what the person did to a row.
func (c rowsChange) of(row record) (rowChange, bool) {
	key := c.child.keyText(row.row)
	i := slices.IndexFunc(c.changed, func(x rowChange) bool { return c.child.keyText(x.before.row) == key })
	if i < 0 {
		return rowChange{}, false
	}
	return c.changed[i], true
}

// onto is a row with what the person did to it and to its own rows, and what somebody
// else did to those. was is the row as the person saw it; it has no row where that is new.
func (c rowsChange) onto(ctx context.Context, was, row record) (record, []io.Change, error) {
	fresh := copyOf(row)
	mine := was
	if change, ok := c.of(row); ok {
		mine = change.after
		take(change.columns, fresh, mine)
	}
	if !was.row.IsValid() {
		return fresh, nil, nil
	}
	var theirs []io.Change
	for _, inner := range c.inner {
		said, err := inner.rebase(ctx, inner.diff(was, mine), was, row, fresh)
		if err != nil {
			return record{}, nil, err
		}
		theirs = append(theirs, said...)
	}
	return fresh, theirs, nil
}

package autoactions

import (
	"context"

	"github.com/stagedoor/stagedoor/io"
)

// clash is a field that the person and somebody else changed, each to something else.
type clash struct {
	of             *model
	column         *column
	was, mine, now record
	label          string
}

// clashes are those in the rows of some relations, and in the rows of those.
func clashes(inlines []inline, before, draft, now record) []clash {
	var list []clash
	for _, in := range inlines {
		has := in.rows(now)
		for _, mine := range in.diff(before, draft).changed {
			row, there := in.child.sameRow(has, mine.before)
			if !there {
				continue
			}
			for _, c := range mine.contested(row) {
				list = append(list, clash{
					of: in.child, column: c, was: mine.before, mine: mine.after, now: row,
					label: in.child.title(mine.before) + " · " + c.tag.Label,
				})
			}
			list = append(list, clashes(in.inner, mine.before, mine.after, row)...)
		}
	}
	return list
}

// contested are the columns of a row that somebody else changed to something else.
func (c rowChange) contested(now record) []*column {
	return changed(changed(c.columns, c.before, now), c.after, now)
}

// said describes a clash, with what somebody else did as the third value.
func (c clash) said(ctx context.Context) (io.Change, error) {
	mine, err := c.of.said(ctx, []*column{c.column}, &c.was, c.mine)
	if err != nil {
		return io.Change{}, err
	}
	other, err := c.of.said(ctx, []*column{c.column}, &c.was, c.now)
	if err != nil {
		return io.Change{}, err
	}
	mine[0].Label, mine[0].Theirs = c.label, other[0].After
	return mine[0], nil
}

// theirs describes what somebody else did in a clash.
func (c clash) theirs(ctx context.Context) (io.Change, error) {
	said, err := c.said(ctx)
	said.After, said.Theirs = said.Theirs, nil
	return said, err
}

package autoactions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/io"
)

// rowsChange is what a person did to the rows of an inline relation.
type rowsChange struct {
	inline
	added   []rowChange // without a before
	changed []rowChange
	removed []record
}

// rowChange is what a person did to one row.
type rowChange struct {
	before, after record
	columns       []*column
	more          beside // to its own rows
}

// rowsChanges compares the rows of two states of a record; before has no row where the
// record is new.
func rowsChanges(inlines []inline, before, after record) beside {
	var b beside
	for _, in := range inlines {
		if c := in.diff(before, after); !c.empty() {
			b.rows = append(b.rows, c)
		}
	}
	return b
}

// diff compares the rows of two states of a record.
func (in inline) diff(before, after record) rowsChange {
	c := rowsChange{inline: in}
	had, has := in.rows(before), in.rows(after)
	for _, row := range has {
		was, there := in.child.sameRow(had, row)
		change := rowChange{before: was, after: row, more: rowsChanges(in.inner, was, row)}
		if !there {
			c.added = append(c.added, change)
			continue
		}
		change.columns = changed(in.columns, was, row)
		if len(change.columns) > 0 || !change.more.empty() {
			c.changed = append(c.changed, change)
		}
	}
	for _, row := range had {
		if _, there := in.child.sameRow(has, row); !there {
			c.removed = append(c.removed, row)
		}
	}
	return c
}

func (c rowsChange) empty() bool { return len(c.added)+len(c.changed)+len(c.removed) == 0 }

// count is how many changes a person sees, those of rows of rows included.
func (c rowsChange) count() int {
	n := len(c.added) + len(c.rewritten()) + len(c.removed)
	for _, change := range slices.Concat(c.added, c.changed) {
		n += change.more.count()
	}
	return n
}

// rewritten are the changed rows that change themselves, and not only in their own rows.
func (c rowsChange) rewritten() []rowChange {
	return slices.DeleteFunc(slices.Clone(c.changed), func(change rowChange) bool { return len(change.columns) == 0 })
}

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
func (c rowsChange) counts(changed []rowChange) string {
	counts := map[string]int{"added": len(c.added), "changed": len(changed), c.fate(): len(c.removed)}
	return countedIn(counts, "added", "changed", c.fate())
}

// countedIn writes those of counts that are not 0, in the order of the words.
func countedIn(counts map[string]int, words ...string) string {
	var parts []string
	for _, word := range words {
		if n := counts[word]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	return strings.Join(parts, ", ")
}

// shown describes the change, what is done to the rows of a row below the name of that.
func (c rowsChange) shown(ctx context.Context, within string) ([]io.Component, error) {
	own, err := c.said(ctx)
	if err != nil {
		return nil, err
	}
	var shown []io.Component
	if len(own) > 0 {
		shown = append(shown, io.Changes(own...).Label(within+c.label()+": "+c.counts(c.rewritten())))
	}
	for _, change := range slices.Concat(c.changed, c.added) {
		for _, deeper := range change.more.rows {
			more, err := deeper.shown(ctx, within+c.named(change)+" · ")
			if err != nil {
				return nil, err
			}
			shown = append(shown, more...)
		}
	}
	return shown, nil
}

// named is what a row is called among others, as in "Line Lamp".
func (c rowsChange) named(change rowChange) string {
	if !change.before.row.IsValid() {
		return "New " + c.child.noun
	}
	title := c.child.title(change.before)
	if strings.HasPrefix(title, c.child.name) {
		return title
	}
	return c.child.name + " " + title
}

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
	for _, change := range c.added {
		rows, err := c.child.said(ctx, c.columns, nil, change.after)
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

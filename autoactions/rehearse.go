package autoactions

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/io"
)

// rehearse finds out what work would change, where Model.DryRun asks for it, and
// returns nil otherwise.
func (m *model) rehearse(ctx context.Context, work func(tx *gorm.DB) error) (*Difference, error) {
	if !m.dryRun {
		return nil, nil
	}
	found, err := m.tryOut(ctx, work)
	return &found, err
}

// perform does work, and where it was rehearsed only if it changes exactly what
// was shown. It returns ErrDifferent otherwise.
func (m *model) perform(ctx context.Context, rehearsed *Difference, work func(tx *gorm.DB) error) error {
	if rehearsed == nil {
		return m.begin(ctx, work)
	}
	return rehearsed.Apply(ctx, m.db, work)
}

// besides shows what a rehearsed change does beyond the columns that the person
// was shown: in other columns of the record, and in other rows than those that more
// has changed.
func (m *model) besides(rehearsed *Difference, key keySet, columns []*column, more beside) []io.Component {
	rows := m.besidesRows(rehearsed, key, columns, more)
	if len(rows) == 0 {
		return nil
	}
	return []io.Component{io.Changes(rows...).Label("What this changes besides")}
}

func (m *model) besidesRows(rehearsed *Difference, key keySet, columns []*column, more beside) []io.Change {
	if rehearsed == nil {
		return nil
	}
	var rows []io.Change
	others, shown := tally{}, more.shownRows()
	for _, r := range rehearsed.Rows {
		own := r.Table == m.schema.Table && (key != nil && r.Key == keyText(key) || key == nil && r.Before == nil)
		if own {
			rows = append(rows, m.describe(r, "", columns)...)
			continue
		}
		if shown.has(r) {
			continue
		}
		if other, ok := m.known.ofTable(r.Table); ok && r.called != "" && !r.unseen {
			rows = append(rows, other.describe(r, m.nameBeside(other, r.called), nil)...)
			continue
		}
		others.add(r)
	}
	rows = append(rows, others.said()...)
	if rehearsed.Raw > 0 {
		rows = append(rows, io.Change{Label: "Not known", After: counted(rehearsed.Raw, "statement") + " of SQL"})
	}
	return rows
}

// describe is a row of a difference, in the fields that are shown and not among
// those that the person has seen already.
func (m *model) describe(r RowDifference, name string, seen []*column) []io.Change {
	var rows []io.Change
	unseen := 0
	for _, column := range r.Changed() {
		c, ok := m.find(column)
		switch {
		case !ok:
			if m.counts(column) && !named(seen, column) {
				unseen++
			}
			continue
		case slices.Contains(seen, c) || c.kept():
			continue
		}
		rows = append(rows, io.Change{
			Label:  strings.TrimPrefix(name+": "+c.tag.Label, ": "),
			Before: c.spokenRaw(r.Before), After: c.spokenRaw(r.After),
		})
	}
	switch {
	case name != "" && r.Before == nil:
		rows = append([]io.Change{{Label: name, After: "New"}}, rows...)
	case name != "" && r.After == nil:
		rows = []io.Change{{Label: name, Before: "There", After: "Deleted"}}
	case unseen > 0 && len(seen) == 0 && name != "" || unseen > 0 && r.Before != nil && name == "":
		rows = append(rows, io.Change{Label: strings.TrimPrefix(name+": "+counted(unseen, "other field"), ": "), After: "(not shown)"})
	}
	return rows
}

// named reports whether one of some columns is called so.
func named(columns []*column, name string) bool {
	return slices.ContainsFunc(columns, func(c *column) bool { return c.name() == name })
}

// counts reports whether a change of a column that is not shown is worth a word.
func (m *model) counts(name string) bool {
	c, ok := m.named(name)
	return ok && c != m.version && !c.kept()
}

// kept reports whether GORM or the database keeps c by itself.
func (c *column) kept() bool {
	return c.key || c.field.AutoCreateTime > 0 || c.field.AutoUpdateTime > 0
}

// spokenRaw writes what a row of a difference has in c.
func (c *column) spokenRaw(row map[string]any) any {
	if row == nil {
		return nil
	}
	v := row[c.name()]
	if b, ok := v.([]byte); ok && c.kind != binary {
		v = string(b)
	}
	into := record{row: reflect.New(c.model).Elem()}
	if err := c.set(background, into.row, v); err != nil {
		return rawText(v)
	}
	return c.spokenIn(into)
}

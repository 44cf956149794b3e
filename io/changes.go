package io

import (
	"context"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// Change is one value that changes.
type Change struct {
	Label    string
	Before   any        // nil where there was nothing
	After    any        // nil where there will be nothing
	Theirs   any        // what somebody else has written meanwhile, if anything
	Type     ColumnType // default: TextColumn
	Currency string     // ISO code, for MoneyColumn and NumberColumn
	Format   Notation   // how numbers and moments are written
}

// wireChange is a change as the dashboard gets it.
type wireChange struct {
	Label    string     `json:"label"`
	Before   any        `json:"before,omitempty"`
	After    any        `json:"after,omitempty"`
	Theirs   any        `json:"theirs,omitempty"`
	Kind     ColumnType `json:"kind,omitempty"`
	Currency string     `json:"currency,omitempty"`
	Format   Notation   `json:"format,omitempty"`
}

// ChangesDisplay shows values before and after.
type ChangesDisplay struct {
	label string
	rows  []Change
}

// Changes shows what changes, one row for each value. A dashboard that cannot
// draw it shows a table.
func Changes(rows ...Change) ChangesDisplay { return ChangesDisplay{"Changes", slices.Clone(rows)} }

// Label sets the heading. Default: Changes.
func (d ChangesDisplay) Label(text string) ChangesDisplay {
	d.label = text
	return d
}

// Show puts the changes on the screen.
func (d ChangesDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d ChangesDisplay) part(ctx context.Context) (*part, error) {
	if !speaks(ctx) {
		return d.table().part(ctx)
	}
	p := newPart(protocol.DisplayChanges, d.label, map[string]any{})
	rows, err := changeRows(d.rows)
	if err != nil {
		return nil, p.fault(err)
	}
	p.props["rows"] = rows
	return p, nil
}

func changeRows(rows []Change) ([]wireChange, error) {
	wire := make([]wireChange, len(rows))
	for i, c := range rows {
		wire[i] = wireChange{Label: c.Label, Kind: c.Type, Currency: c.Currency, Format: c.Format}
		for to, from := range map[*any]any{&wire[i].Before: c.Before, &wire[i].After: c.After, &wire[i].Theirs: c.Theirs} {
			v, err := cell(from)
			if err != nil {
				return nil, fmt.Errorf("change of %q: %w", c.Label, err)
			}
			*to = v
		}
	}
	return wire, nil
}

// table is the same for a dashboard that knows only tables.
func (d ChangesDisplay) table() TableDisplay[Change] {
	columns := []Column[Change]{
		{Label: "Field", Value: func(c Change) any { return c.Label }},
		{Label: "Before", Value: func(c Change) any { return c.show(c.Before) }},
		{Label: "After", Value: func(c Change) any { return c.show(c.After) }},
	}
	if slices.ContainsFunc(d.rows, func(c Change) bool { return c.Theirs != nil }) {
		columns = append(columns, Column[Change]{Label: "Theirs", Value: func(c Change) any { return c.show(c.Theirs) }})
	}
	return Table(d.label, d.rows).Columns(columns...)
}

// show writes amounts out: the other dashboard does not know smallest units.
func (c Change) show(v any) any {
	plain, err := cell(v)
	if c.Type == NumberColumn && c.Currency != "" && err == nil {
		return inCurrency(plain, c.Currency)
	}
	if c.Type != MoneyColumn {
		return v
	}
	if n, ok := plain.(int64); ok && err == nil {
		return showMoney(n, c.Currency)
	}
	return v
}

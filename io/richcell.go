package io

import (
	"fmt"
	"slices"
)

// Cell is a cell with more than a value, for a column's Value to return.
type Cell struct {
	Value   any     // what the cell is sorted, filtered and exported by, as of Column.Value
	Label   string  // what people read in its place, and search for; default: the value
	Color   string  // red, orange, yellow, green, blue, purple, pink or gray; default: that of the column
	Picture Picture // stands before the text; default: none
	Link    LinkTo  // where the text leads; its label is not used. Default: nowhere
}

// cellParts returns what a column has for a row: the value it is sorted by, and
// what else there is to show. rich is nil for a plain value.
func (c Column[R]) cellParts(row R) (plain any, rich *Cell, err error) {
	v := c.Value(row)
	switch cell := v.(type) {
	case Cell:
		rich, v = &cell, cell.Value
	case *Cell:
		if cell == nil {
			return nil, nil, nil
		}
		rich, v = cell, cell.Value
	}
	if plain, err = cell(v); err != nil {
		return nil, nil, fmt.Errorf("column %q: %w", c.Label, err)
	}
	if plain == nil && rich != nil && rich.Label != "" {
		plain = rich.Label
	}
	return plain, rich, nil
}

// wireCell returns a cell as the dashboard gets it.
func (c Column[R]) wireCell(plain any, rich *Cell, spoken bool) (any, error) {
	if n, ok := plain.(int64); ok && c.Type == MoneyColumn && !spoken {
		plain = showMoney(n, c.Currency)
	}
	if c.Type == NumberColumn && c.Currency != "" && !spoken {
		plain = inCurrency(plain, c.Currency)
	}
	if rich == nil {
		return plain, nil
	}
	wire, err := rich.wire(plain)
	if err != nil {
		return nil, fmt.Errorf("column %q: %w", c.Label, err)
	}
	return wire, nil
}

func (c Cell) wire(plain any) (map[string]any, error) {
	wire := map[string]any{"value": plain}
	if c.Label != "" {
		wire["label"] = c.Label
	}
	if c.Color != "" {
		if !slices.Contains(colorNames, c.Color) {
			return nil, fmt.Errorf("colour %q: use one of %v", c.Color, colorNames)
		}
		wire["highlightColor"] = c.Color
	}
	if c.Picture.given() {
		picture, err := c.Picture.wire()
		if err != nil {
			return nil, err
		}
		wire["image"] = picture
	}
	if c.Link.leads() {
		b, err := c.Link.Button()
		if err != nil {
			return nil, err
		}
		link(wire, b)
	}
	return wire, nil
}

// searched is the text of a cell that the search box looks at.
func searched(plain any, rich *Cell) string {
	if rich != nil && rich.Label != "" {
		return rich.Label
	}
	return cellText(plain)
}

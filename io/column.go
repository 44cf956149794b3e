package io

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// ColumnType says how the values of a column are shown and compared.
type ColumnType string

// The column types. The default is found out from the values where it can be.
const (
	TextColumn     ColumnType = "text"
	NumberColumn   ColumnType = "number"
	MoneyColumn    ColumnType = "money" // integers of the smallest unit; needs Column.Currency
	BoolColumn     ColumnType = "boolean"
	DateColumn     ColumnType = "date"
	DateTimeColumn ColumnType = "datetime"
	EnumColumn     ColumnType = "enum"
	IDColumn       ColumnType = "id" // shown as it is, never grouped like a number
	LinkColumn     ColumnType = "link"
)

// FilterKind says what a column can be asked.
type FilterKind string

// The kinds of filter, each with the operators it knows.
const (
	TextFilter   FilterKind = "text"    // eq ne contains starts in null notnull
	NumberFilter FilterKind = "number"  // eq ne gt gte lt lte in null notnull
	DateFilter   FilterKind = "date"    // as numbers, and within, which is asked for as two others
	EnumFilter   FilterKind = "enum"    // eq ne in null notnull; values are those of Options
	BoolFilter   FilterKind = "boolean" // eq ne null notnull
)

// Option is a value with what people read for it.
type Option struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Filter lets people filter by a column.
type Filter struct {
	Kind    FilterKind `json:"kind"`
	Options []Option   `json:"options,omitempty"` // the values of an EnumFilter
}

// Column is one column of a table of R.
type Column[R any] struct {
	Label    string
	Key      string            // names the column to the dashboard; default: the label
	Value    func(R) any       // text, number, bool, time.Time, CivilDate, a pointer to one, or a [Cell]
	Type     ColumnType        // default: TextColumn
	Currency string            // ISO code, for MoneyColumn and NumberColumn
	Sortable bool              // people may sort by it
	Filter   *Filter           // people may filter by it; nil: they may not
	Colors   map[string]string // value → red, orange, yellow, green, blue, purple, pink or gray
	Labels   map[string]string // value → what people read in its place, of an EnumColumn
	Format   Notation          // how numbers and moments are written
	Width    int               // in pixels, 40 to 1000; default: as wide as it needs
	OnCards  bool              // on phones too, where rows are cards with a few columns: the first three, unless others are said to be there
	Hidden   bool              // not on the screen before people choose it; filters and sorts all the same
}

// wireColumn is a column as the dashboard gets it.
type wireColumn struct {
	Label    string            `json:"label"`
	Key      string            `json:"accessorKey"`
	Type     ColumnType        `json:"type,omitempty"`
	Sortable bool              `json:"sortable"`
	Filter   *Filter           `json:"filter,omitempty"`
	Currency string            `json:"currency,omitempty"`
	Colors   map[string]string `json:"colors,omitempty"`
	Labels   map[string]string `json:"labels,omitempty"`
	Format   Notation          `json:"format,omitempty"`
	Width    int               `json:"width,omitempty"`
	OnCards  bool              `json:"onCards,omitempty"`
	Hidden   bool              `json:"hidden,omitempty"`
}

func (c Column[R]) wire() wireColumn {
	return wireColumn{c.Label, c.Key, c.Type, c.Sortable, c.Filter, c.Currency, c.Colors, c.Labels, c.Format, c.Width, c.OnCards, c.Hidden}
}

// checkColumns fills in keys and refuses columns that cannot work.
func checkColumns[R any](columns []Column[R]) ([]Column[R], error) {
	columns = slices.Clone(columns)
	seen := map[string]bool{}
	for i := range columns {
		c := &columns[i]
		if c.Key == "" {
			c.Key = c.Label
		}
		switch {
		case c.Key == "":
			return nil, fmt.Errorf("column %d has no label and no key", i+1)
		case seen[c.Key]:
			return nil, fmt.Errorf("column %q is there twice", c.Key)
		}
		if err := c.Check(); err != nil {
			return nil, err
		}
		seen[c.Key] = true
	}
	return columns, nil
}

// Check finds what is wrong with a column by itself: a Format that its Type is not
// written in, a Width outside of 40 to 1000 pixels, no Value.
func (c Column[R]) Check() error {
	name := cmp.Or(c.Key, c.Label)
	switch {
	case !c.Format.fits(c.Type):
		return fmt.Errorf("column %q: its values are not written as %q", name, c.Format)
	case c.Width != 0 && (c.Width < minWidth || c.Width > maxWidth):
		return fmt.Errorf("column %q is %d pixels wide: use %d to %d", name, c.Width, minWidth, maxWidth)
	case c.Value == nil:
		return fmt.Errorf("column %q has no value", name)
	}
	return nil
}

// columnsOf derives columns from the rows' type: the io-tagged fields of a
// struct, the sorted keys of maps, or the value itself.
func columnsOf[R any](rows []R) ([]Column[R], error) {
	t := reflect.TypeFor[R]()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String:
		return mapColumns(rows), nil
	case t.Kind() != reflect.Struct || kindOf(t) != "":
		return []Column[R]{{Label: "Value", Value: func(r R) any { return r }, Sortable: true}}, nil
	}
	fields, err := Fields(t)
	if err != nil {
		return nil, err
	}
	var columns []Column[R]
	for _, f := range fields {
		if f.Displayed() {
			columns = append(columns, fieldColumn[R](f))
		}
	}
	if len(columns) == 0 {
		return nil, fmt.Errorf("no field of %s has an io tag: add tags or say Columns", t)
	}
	return columns, nil
}

func fieldColumn[R any](f Field) Column[R] {
	return Column[R]{
		Label: f.Label, Key: f.Name, Type: f.ColumnType(), Currency: f.Currency,
		Sortable: f.Mask == "", Filter: f.filter(), Colors: f.Colors, Labels: f.labels(), Format: f.format(), Width: f.Width,
		Value: func(r R) any { return f.shownIn(reflect.ValueOf(r)) },
	}
}

// filter is what the word filter lets people ask of a column.
func (f Field) filter() *Filter {
	if !f.Filter || f.Mask != "" { // it would tell what is masked
		return nil
	}
	switch f.ColumnType() {
	case NumberColumn, MoneyColumn:
		return &Filter{Kind: NumberFilter}
	case BoolColumn:
		return &Filter{Kind: BoolFilter}
	case DateColumn, DateTimeColumn:
		return &Filter{Kind: DateFilter}
	case EnumColumn:
		return &Filter{Kind: EnumFilter, Options: f.Enum}
	}
	return &Filter{Kind: TextFilter}
}

// nested returns what a map holds under a key as a cell has it: what is no single value
// as JSON.
func nested(v any) any {
	if _, err := cell(v); err == nil {
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		return v // a cell says what is wrong with it
	}
	return string(text)
}

func mapColumns[R any](rows []R) []Column[R] {
	keys := map[string]bool{}
	for _, row := range rows {
		for _, k := range reflect.Indirect(reflect.ValueOf(row)).MapKeys() {
			keys[k.String()] = true
		}
	}
	var columns []Column[R]
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		columns = append(columns, Column[R]{Label: key, Key: key, Sortable: true, Value: func(r R) any {
			m := reflect.Indirect(reflect.ValueOf(r))
			v := m.MapIndex(reflect.ValueOf(key).Convert(m.Type().Key()))
			if !v.IsValid() {
				return nil
			}
			return nested(v.Interface())
		}})
	}
	return columns
}

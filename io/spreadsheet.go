package io

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/stagedoor/stagedoor/protocol"
)

// maxRows is how many rows a spreadsheet may have where nothing is said.
const maxRows = 1000

// SpreadsheetInput asks for rows.
type SpreadsheetInput[T any] struct {
	Input[SpreadsheetInput[T], []T]
}

// Spreadsheet asks for rows of a struct, typed, pasted from a spreadsheet or read
// from a CSV file: at least one, at most 1,000. Its io tags say which fields are
// columns and how they are called, its validate tags what is allowed in them, as
// for [Form]; both are enforced on the host, for every row, and what is wrong is
// said at its cell. Columns may be texts, numbers, amounts, yes or no, dates, times,
// addresses and enums. All columns are shown in every row: the words show and hide
// are an error. Rows without anything in them are left out.
func Spreadsheet[T any](label string) SpreadsheetInput[T] {
	return spreadsheetInput[T](spec{method: protocol.InputSpreadsheet, label: label, kind: sheetKind{of: reflect.TypeFor[T]()}})
}

func spreadsheetInput[T any](s spec) SpreadsheetInput[T] {
	return SpreadsheetInput[T]{Input[SpreadsheetInput[T], []T]{s, spreadsheetInput[T]}}
}

// AtLeast is the fewest rows accepted. Default: 1.
func (f SpreadsheetInput[T]) AtLeast(n int) SpreadsheetInput[T] {
	return spreadsheetInput[T](f.spec.with("minRows", n))
}

// AtMost is the most rows accepted. Default: 1,000. Each row travels in the
// answer, so that some ten thousand are better asked for with [File].
func (f SpreadsheetInput[T]) AtMost(n int) SpreadsheetInput[T] {
	return spreadsheetInput[T](f.spec.with("maxRows", n))
}

// Optional lets there be no row: the answer is nil then, for which the checks of
// Validate are not called.
func (f SpreadsheetInput[T]) Optional() SpreadsheetInput[T] {
	f.spec.optional = true
	return spreadsheetInput[T](f.spec)
}

// sheetKind reads the rows of a struct type.
func (sheetKind) missing() error { return refusal("Please enter at least one row.") }

type sheetKind struct {
	of          reflect.Type
	scratch     reflect.Value // a struct that the columns read into
	columns     []sheetColumn
	least, most int
	spoken      bool // the dashboard knows more than the original's columns
}

func (k sheetKind) prepare(ctx context.Context, s *spec, p *part) (err error) {
	k.spoken = draws(ctx, protocol.InputSpreadsheet)
	k.least, k.most = 1, maxRows
	if n, ok := setting[int](*s, "minRows"); ok {
		k.least = max(n, 1)
	}
	if n, ok := setting[int](*s, "maxRows"); ok {
		k.most = n
	}
	if err := checkSetCounts(*s, "minRows", "maxRows", maxRows); err != nil {
		return err
	}
	if s.initial != nil {
		if err := notTooMany(*s, "maxRows", reflect.ValueOf(s.initial).Elem().Len()); err != nil {
			return err
		}
	}
	if k.of.Kind() != reflect.Struct {
		return fmt.Errorf("rows of a spreadsheet are structs, not %s", k.of)
	}
	k.scratch = reflect.New(k.of).Elem()
	if k.columns, err = sheetColumns(ctx, k.scratch); err != nil {
		return err
	}
	if err := k.rulesHold(); err != nil {
		return err
	}
	p.props["columns"] = k.originalColumns()
	delete(p.props, "minRows")
	delete(p.props, "maxRows")
	if k.spoken {
		p.props["fields"] = k.fields()
		p.props["minRows"], p.props["maxRows"] = k.least, k.most
		p.refused = func(err error) { showCells(p, err) }
	}
	s.kind = k
	return nil
}

// rulesHold refuses rules that cannot be understood, and those of fields that are
// no columns and that no row could meet.
func (k sheetKind) rulesHold() error {
	if err := CheckRules(k.of); err != nil {
		return err
	}
	value := k.scratch.Addr().Interface()
	list, err := broken(context.Background(), value)
	if err != nil {
		return err
	}
	for _, e := range list {
		if k.column(pathOf(e, value)) == nil {
			return fmt.Errorf("io: a field that is not a column breaks its rule: %w", e)
		}
	}
	return nil
}

// column finds the column of a field by the way to it.
func (k sheetKind) column(path string) *sheetColumn {
	for i := range k.columns {
		if pathIs(path, k.columns[i].path) {
			return &k.columns[i]
		}
	}
	return nil
}

func (k sheetKind) write(_ spec, initial any) (any, error) {
	rows := reflect.ValueOf(initial).Elem()
	out := make([]map[string]any, rows.Len())
	for i := range out {
		out[i] = map[string]any{}
		row := reflect.New(k.of).Elem()
		row.Set(rows.Index(i))
		for _, c := range k.columns {
			v, err := c.show(row)
			if err != nil {
				return nil, fmt.Errorf("default, row %d: %w", i+1, err)
			}
			if v != nil {
				out[i][c.key] = v
			}
		}
	}
	return out, nil
}

func (k sheetKind) read(_ spec, raw json.RawMessage) (any, error) {
	var given []map[string]json.RawMessage
	if json.Unmarshal(raw, &given) != nil {
		return nil, errType
	}
	rows := reflect.New(reflect.SliceOf(k.of))
	wrong := &sheetError{}
	for i, cells := range given {
		if k.blank(cells) {
			continue
		}
		if rows.Elem().Len() == k.most {
			return nil, refusal(fmt.Sprintf("There are more than %s.", plural(k.most, "row")))
		}
		if err := k.row(i, cells, wrong); err != nil {
			return nil, err
		}
		rows.Elem().Set(reflect.Append(rows.Elem(), k.scratch))
	}
	switch n := rows.Elem().Len(); {
	case wrong.count > 0:
		return nil, wrong
	case n == 0:
		return nil, errEmpty
	case n < k.least:
		return nil, refusal(fmt.Sprintf("Enter at least %s.", plural(k.least, "row")))
	}
	return rows.Interface(), nil
}

// blank reports whether a row has nothing in it.
func (k sheetKind) blank(cells map[string]json.RawMessage) bool {
	for _, raw := range cells {
		if text := string(raw); !empty(raw) && text != `""` && text != "false" {
			return false
		}
	}
	return true
}

// row reads the cells of a row into the scratch, and notes what is wrong with them.
func (k sheetKind) row(i int, cells map[string]json.RawMessage, wrong *sheetError) error {
	k.scratch.SetZero()
	allocateEmbedded(k.scratch, k.shownFields())
	known, well := 0, true
	for _, c := range k.columns {
		raw, given := cells[c.key]
		if given {
			known++
		}
		if err := c.take(raw); err != nil {
			wrong.add(i, c, err.Error())
			well = false
		}
	}
	if known != len(cells) {
		return errType
	}
	if !well {
		return nil
	}
	value := k.scratch.Addr().Interface()
	list, err := breaches(context.Background(), value, "")
	if err != nil {
		return refusal("This could not be checked.")
	}
	for _, b := range list {
		if c := k.column(b.path); c != nil {
			wrong.add(i, *c, b.message(c.part, k.parts()))
		} else {
			wrong.add(i, sheetColumn{}, "This row is not allowed.")
		}
	}
	return nil
}

func (k sheetKind) parts() []*part {
	parts := make([]*part, len(k.columns))
	for i, c := range k.columns {
		parts[i] = c.part
	}
	return parts
}

func (k sheetKind) shownFields() []Field {
	fields := make([]Field, len(k.columns))
	for i, c := range k.columns {
		fields[i] = c.field
	}
	return fields
}

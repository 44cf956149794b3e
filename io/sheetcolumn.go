package io

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/stagedoor/stagedoor/protocol"
)

// sheetColumn is a column of a spreadsheet: a field with the input that reads it.
type sheetColumn struct {
	key   string
	path  string // of the field, in Go
	field Field
	part  *part
	show  func(row reflect.Value) (any, error) // a default; nil for none
}

// cellKinds are the fields that can be columns, and the type that the original has
// for them.
var cellKinds = map[FieldKind]string{
	TextField: "string", EmailField: "string", URLField: "string", EnumField: "string", BoolField: "boolean",
	IntField: "number", MoneyField: "number", NumberField: "number", DecimalField: "number",
	DurationField: "string", DateField: "string", ClockField: "string", TimeField: "string",
}

// sheetColumns returns the columns of a struct, whose inputs answer into scratch.
func sheetColumns(ctx context.Context, scratch reflect.Value) ([]sheetColumn, error) {
	fields, err := form{}.fields(scratch.Type())
	if err != nil {
		return nil, err
	}
	allocateEmbedded(scratch, fields)
	columns, seen := make([]sheetColumn, len(fields)), map[string]bool{}
	for i, f := range fields {
		if cellKinds[f.Kind] == "" || f.Secret || f.ReadOnly {
			return nil, fmt.Errorf("io: field %s: a %s cannot be a column", f.Name, f.Type)
		}
		if f.show != nil {
			return nil, fmt.Errorf("io: field %s: word %q: a spreadsheet shows all its columns in every row", f.Name, f.show.word())
		}
		in, err := f.Input(scratch)
		if err != nil {
			return nil, err
		}
		c := sheetColumn{key: cellKey(f.Name), path: f.path(scratch.Type()), field: f}
		if c.part, err = in.part(ctx); err != nil {
			return nil, err
		}
		c.part.field, c.part.name = &c.field, c.path // as its messages have it
		if seen[c.key] {
			return nil, fmt.Errorf("io: two columns are called %q", c.key)
		}
		seen[c.key] = true
		c.show = func(row reflect.Value) (any, error) { return f.cell(ctx, row) }
		columns[i] = c
	}
	return columns, nil
}

// cellKey is the name of a field as the original writes such names: FirstName is
// firstName, ID is id, URLPath is urlPath.
func cellKey(name string) string {
	runes := []rune(name)
	for i := range runes {
		if i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) || !unicode.IsUpper(runes[i]) {
			break
		}
		runes[i] = unicode.ToLower(runes[i])
	}
	return string(runes)
}

// cell is what a row holds for a field, as it would be typed.
func (f Field) cell(ctx context.Context, row reflect.Value) (any, error) {
	in, err := f.Input(row)
	if err != nil {
		return nil, err
	}
	p, err := in.part(ctx)
	if err != nil {
		return nil, err
	}
	if f.Kind == MoneyField && p.props["unit"] != nil && p.props["defaultValue"] != nil {
		return majorUnits(integer(row.FieldByIndex(f.Index)), f.Currency), nil
	}
	switch v := p.props["defaultValue"].(type) {
	case nil:
		return nil, nil
	case bool, float64, int64, int, json.Number:
		return v, nil
	case wireOption:
		return v.Label, nil
	default:
		return cellText(v), nil
	}
}

// take reads a cell into the scratch.
func (c sheetColumn) take(raw json.RawMessage) error {
	answer, err := c.field.typed(raw)
	if err != nil {
		return err
	}
	if answer, err = c.smallest(answer); err != nil {
		return err
	}
	if err := c.part.read(answer); err != nil {
		return err
	}
	if err := c.part.check(context.Background()); err != nil {
		if text, ok := personal(err); ok {
			return refusal(text)
		}
		return refusal("This value is not allowed.")
	}
	c.part.keep()
	return nil
}

// smallest turns an amount, which spreadsheets write in whole units, into what its
// input counts.
func (c sheetColumn) smallest(raw json.RawMessage) (json.RawMessage, error) {
	if c.field.Kind != MoneyField || c.part.props["unit"] == nil || empty(raw) {
		return raw, nil
	}
	text, err := readNumber(raw)
	if err != nil {
		return nil, refusal("Enter an amount.")
	}
	v, err := exactMinor(text, minorDigits(c.field.Currency))
	if err != nil {
		return nil, err
	}
	return json.Marshal(strconv.FormatInt(v, 10))
}

var null = json.RawMessage("null")

// typed turns what was typed into a cell into what the field's own input would have
// answered. What is no text stays as it is.
func (f Field) typed(raw json.RawMessage) (json.RawMessage, error) {
	if empty(raw) {
		raw = json.RawMessage(`""`)
	}
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte(`"`)) {
		return raw, nil
	}
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	if text == "" && f.Kind == BoolField && !f.Pointer {
		return json.RawMessage("false"), nil
	}
	if text == "" {
		return null, nil
	}
	switch f.Kind {
	case BoolField:
		return yesOrNo(text)
	case EnumField:
		return f.optionNamed(text)
	case DateField:
		return civilText(text, "Enter a date like 2026-11-27.", time.DateOnly)
	case ClockField:
		return civilText(text, "Enter a time like 14:30.", "15:04", "15:04:05")
	case TimeField:
		return civilText(text, "Enter a date and time like 2026-11-27 14:30.", "2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, time.DateOnly)
	}
	return json.Marshal(text)
}

// yesOrNo reads what spreadsheets and people write.
func yesOrNo(text string) (json.RawMessage, error) {
	switch strings.ToLower(text) {
	case "true", "yes", "y", "1", "x", "on":
		return json.RawMessage("true"), nil
	case "false", "no", "n", "0", "off":
		return json.RawMessage("false"), nil
	}
	return nil, refusal("Enter yes or no.")
}

// optionNamed finds the option with this label or value, in capitals or not.
func (f Field) optionNamed(text string) (json.RawMessage, error) {
	for i, o := range f.Enum {
		if strings.EqualFold(o.Label, text) || strings.EqualFold(o.Value, text) {
			return json.Marshal(map[string]string{"value": strconv.Itoa(i)})
		}
	}
	labels := make([]string, len(f.Enum))
	for i, o := range f.Enum {
		labels[i] = o.Label
	}
	if len(labels) > 8 {
		return nil, refusal("Enter one of the options.")
	}
	return nil, refusal("Enter " + either(labels) + ".")
}

// civilText reads a date or a time in one of some layouts.
func civilText(text, message string, layouts ...string) (json.RawMessage, error) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return json.Marshal(civilMomentOf(t))
		}
	}
	return nil, refusal(message)
}

// originalColumns are the columns as the original has them.
func (k sheetKind) originalColumns() map[string]string {
	columns := map[string]string{}
	for _, c := range k.columns {
		columns[c.key] = cellKinds[c.field.Kind]
		if c.part.optional {
			columns[c.key] += "?"
		}
	}
	return columns
}

// fields are the columns with all that is known of them.
func (k sheetKind) fields() []protocol.SheetField {
	fields := make([]protocol.SheetField, len(k.columns))
	for i, c := range k.columns {
		f := protocol.SheetField{
			Key: c.key, Label: c.field.Label, Type: string(c.field.Kind), Optional: c.part.optional,
			Help: c.field.Help, Currency: c.field.Currency,
		}
		if c.field.Kind == BoolField && !c.field.Pointer {
			f.Optional = true // nothing is no
		}
		c.limit(&f)
		for _, o := range c.field.Enum {
			f.Options = append(f.Options, o.Label)
		}
		fields[i] = f
	}
	return fields
}

// limit says beside a column what its cells may hold. It is enforced for every row
// whatever the dashboard makes of it.
func (c sheetColumn) limit(f *protocol.SheetField) {
	switch c.field.Kind {
	case IntField, MoneyField:
		f.Min, f.Max = c.field.cellLimit(whole(c.field.Min, math.Ceil)), c.field.cellLimit(whole(c.field.Max, math.Floor))
	case NumberField:
		f.Min, f.Max = floatLimit(c.field.Min), floatLimit(c.field.Max)
	case TextField, EmailField:
		f.MinLength, f.MaxLength = valueOr(c.field.MinLength), valueOr(c.field.MaxLength)
	case DurationField:
		f.Help, _ = c.part.props["helpText"].(string)
	}
}

// cellLimit is a limit of whole numbers as it is typed into a cell.
func (f Field) cellLimit(n *int64) string {
	switch {
	case n == nil:
		return ""
	case f.Kind == MoneyField:
		return majorUnits(*n, f.Currency)
	}
	return strconv.FormatInt(*n, 10)
}

func floatLimit(v *float64) string {
	if v == nil {
		return ""
	}
	return formatFloat(*v)
}

func valueOr(n *int) int {
	if n == nil {
		return 0
	}
	return max(*n, 0)
}

// maxCells is how many cells are said to be wrong at once.
const maxCells = 100

// sheetError says which cells are wrong.
type sheetError struct {
	cells []protocol.SheetProblem
	first string
	count int
}

func (e *sheetError) add(row int, c sheetColumn, message string) {
	if e.count++; e.count == 1 {
		e.first = fmt.Sprintf("Row %d: %s", row+1, message)
		if c.field.Label != "" {
			e.first = fmt.Sprintf("Row %d, %s: %s", row+1, c.field.Label, message)
		}
	}
	if len(e.cells) < maxCells {
		e.cells = append(e.cells, protocol.SheetProblem{Row: row, Key: c.key, Message: message})
	}
}

// Error says what is wrong with the first cell, and how many others there are.
func (e *sheetError) Error() string {
	switch e.count {
	case 1:
		return e.first
	case 2:
		return e.first + " 1 more cell is wrong."
	}
	return fmt.Sprintf("%s %d more cells are wrong.", e.first, e.count-1)
}

// PublicMessage marks the text as written for the person.
func (e *sheetError) PublicMessage() string { return e.Error() }

// showCells has the dashboard mark the cells that are wrong.
func showCells(p *part, err error) {
	delete(p.props, "problems")
	if wrong, ok := errors.AsType[*sheetError](err); ok {
		p.props["problems"] = wrong.cells
	}
}

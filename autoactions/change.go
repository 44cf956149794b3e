package autoactions

import (
	"context"
	"fmt"
	"math/big"
	"reflect"

	"github.com/stagedoor/stagedoor/io"
)

// copyOf returns a record that can be changed without changing r: GORM writes through
// the pointers that a field has, and a program's own work into its maps and lists.
func copyOf(r record) record {
	row := reflect.New(r.row.Type()).Elem()
	row.Set(r.row)
	unshare(row)
	return record{row: row}
}

// unshare gives the fields of a struct pointers, maps and lists of their own. Bytes
// stay shared: they may be many, and are replaced as a whole.
func unshare(row reflect.Value) {
	for _, f := range row.Fields() {
		switch {
		case !f.CanSet():
		case f.Kind() == reflect.Struct:
			unshare(f)
		case f.Kind() == reflect.Pointer && !f.IsNil():
			own := reflect.New(f.Type().Elem())
			own.Elem().Set(f.Elem())
			f.Set(own)
		case f.Kind() == reflect.Map && !f.IsNil():
			own := reflect.MakeMapWithSize(f.Type(), f.Len())
			for key, v := range f.Seq2() {
				own.SetMapIndex(key, v)
			}
			f.Set(own)
		case f.Kind() == reflect.Slice && !f.IsNil() && f.Type().Elem().Kind() != reflect.Uint8:
			f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
		}
	}
}

// changed returns the columns in which two states of a record differ.
func changed(columns []*column, a, b record) []*column {
	var different []*column
	for _, c := range columns {
		if !c.sameIn(a, b) {
			different = append(different, c)
		}
	}
	return different
}

// sameIn reports whether two states of a record have the same value in c.
func (c *column) sameIn(a, b record) bool {
	if c.kind == other {
		return reflect.DeepEqual(c.wholeValue(a.row), c.wholeValue(b.row))
	}
	if c.kind == decimal {
		return sameNumber(c.value(a.row), c.value(b.row))
	}
	return sameValue(c.value(a.row), c.value(b.row))
}

// sameNumber compares two decimals, of which 12 and 12.00 are one.
func sameNumber(a, b any) bool {
	one, isOne := a.(string)
	two, isTwo := b.(string)
	if !isOne || !isTwo || !isDecimal.MatchString(one) || !isDecimal.MatchString(two) {
		return sameValue(a, b)
	}
	x, okX := new(big.Rat).SetString(one)
	y, okY := new(big.Rat).SetString(two)
	return okX && okY && x.Cmp(y) == 0
}

// take sets columns of one record to what they are in another.
func take(columns []*column, into, from record) {
	for _, c := range columns {
		c.field.ReflectValueOf(background, into.row).Set(c.field.ReflectValueOf(background, from.row))
	}
}

// said describes a change of columns to the person. Keys of other records are
// shown by name. Before is left out of a new record, which they have typed: it is
// shown as it is.
func (m *model) said(ctx context.Context, columns []*column, before *record, after record) ([]io.Change, error) {
	states := []record{after}
	if before != nil {
		states = append(states, *before)
	}
	if err := m.addNames(ctx, columns, states); err != nil {
		return nil, err
	}
	rows := make([]io.Change, len(columns))
	for i, c := range columns {
		rows[i] = io.Change{Label: c.tag.Label, After: c.named(states[0]), Type: c.changeType(), Currency: c.tag.Currency, Format: c.format()}
		switch {
		case c.secret:
			rows[i].After = c.concealed(after)
		case before != nil:
			rows[i].Before = c.named(states[1])
		case c.mask != "":
			rows[i].After = c.wholeValue(after.row)
		}
	}
	return rows, nil
}

// isChanged is all that is ever told of a secret.
const isChanged = "(changed)"

// concealed is what of a secret is told.
func (c *column) concealed(r record) any {
	if c.unset(r) {
		return nil
	}
	return isChanged
}

// isSecret reports whether a column is a secret.
func (t *table) isSecret(name string) bool {
	c, ok := t.named(name)
	return ok && c.secret
}

// named is the shown value of c, or the name of the record it leads to.
func (c *column) named(r record) any {
	if name, ok := r.names[c]; ok {
		return name
	}
	if c.kind == document && c.mask == "" {
		return c.spelledOut(r.row)
	}
	return c.labelled(c.shownValue(r.row))
}

// changeType is how a change of c is shown. Names of records are text, and so are
// keys.
func (c *column) changeType() io.ColumnType {
	if t := c.columnType(); t != io.IDColumn {
		return t
	}
	return io.TextColumn
}

// values returns columns of a record as the audit keeps them: whoever looks at it,
// behind their masks.
func values(columns []*column, r record) map[string]any {
	kept := make(map[string]any, len(columns))
	for _, c := range columns {
		if c.secret {
			kept[c.name()] = isChanged
			continue
		}
		if c.tag.Mask != "" {
			kept[c.name()] = c.tag.Mask.Of(c.wholeValue(r.row))
			continue
		}
		if c.kind == other || c.kind == content {
			kept[c.name()] = c.shownValue(r.row)
			continue
		}
		kept[c.name()] = c.audited(c.value(r.row))
	}
	return kept
}

// counted writes "1 change" or "3 changes".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

package autoactions

import (
	"context"
	"fmt"
	"reflect"

	"github.com/stagedoor/stagedoor/io"
)

// copyOf returns a record that can be changed without changing r. What pointers
// lead to is shared: fields are replaced, never written through.
func copyOf(r record) record {
	row := reflect.New(r.row.Type()).Elem()
	row.Set(r.row)
	return record{row: row}
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
		return reflect.DeepEqual(c.shownValue(a.row), c.shownValue(b.row))
	}
	return sameValue(c.value(a.row), c.value(b.row))
}

// take sets columns of one record to what they are in another.
func take(columns []*column, into, from record) {
	for _, c := range columns {
		c.field.ReflectValueOf(background, into.row).Set(c.field.ReflectValueOf(background, from.row))
	}
}

// said describes a change of columns to the person. Keys of other records are
// shown by name. Before is left out of a new record.
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
		rows[i] = io.Change{Label: c.tag.Label, After: c.named(states[0]), Type: c.changeType(), Currency: c.tag.Currency}
		if before != nil {
			rows[i].Before = c.named(states[1])
		}
	}
	return rows, nil
}

// named is the shown value of c, or the name of the record it leads to.
func (c *column) named(r record) any {
	if name, ok := r.names[c]; ok {
		return name
	}
	return c.shownValue(r.row)
}

// changeType is how a change of c is shown. Names of records are text, and so are
// keys.
func (c *column) changeType() io.ColumnType {
	if t := c.columnType(); t != io.IDColumn {
		return t
	}
	return io.TextColumn
}

// values returns columns of a record as the audit keeps them.
func values(columns []*column, r record) map[string]any {
	kept := make(map[string]any, len(columns))
	for _, c := range columns {
		if c.kind == other {
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

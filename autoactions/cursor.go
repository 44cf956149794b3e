package autoactions

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// maxCursor is how many bytes a cursor may have. Package io takes no longer ones.
const maxCursor = 4096

// cursor names a place in a list: the order of the list and what the row at that
// place has in the order's columns. To the dashboard it is an opaque text.
type cursor struct {
	Order  []string    `json:"o"` // columns, with "-" before those sorted down
	Values []cursorAny `json:"v,omitempty"`
	Key    string      `json:"k,omitempty"` // where the values are too long to carry
}

// cursorAny is a value with its type: n for NULL, i, u, f, b, s, or t for an
// instant.
type cursorAny struct {
	Type string `json:"t"`
	Text string `json:"x,omitempty"`
}

// nameOrder writes an order as cursors keep it.
func nameOrder(order []sorting) []string {
	names := make([]string, len(order))
	for i, s := range order {
		names[i] = s.column.name()
		if s.desc {
			names[i] = "-" + names[i]
		}
	}
	return names
}

// cursorAt makes the text of a cursor that names the place of a row.
func (m *model) cursorAt(ctx context.Context, order []sorting, r record) (string, error) {
	place, err := m.placeOf(ctx, order, r)
	if err != nil {
		return "", fmt.Errorf("autoactions: place in %s: %w", m.slug, err)
	}
	c := cursor{Order: nameOrder(order), Values: make([]cursorAny, len(place))}
	for i, v := range place {
		if c.Values[i], err = encodeValue(v); err != nil {
			return "", fmt.Errorf("autoactions: column %s of %s: %w", order[i].column.name(), m.slug, err)
		}
	}
	text, err := c.text()
	if err == nil && len(text) > maxCursor {
		c.Values, c.Key = nil, m.keyText(r.row)
		return c.text()
	}
	return text, err
}

func (c cursor) text() (string, error) {
	b, err := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(b), err
}

func encodeValue(v any) (cursorAny, error) {
	switch v := v.(type) {
	case nil:
		return cursorAny{Type: "n"}, nil
	case int64:
		return cursorAny{"i", strconv.FormatInt(v, 10)}, nil
	case uint64:
		return cursorAny{"u", strconv.FormatUint(v, 10)}, nil
	case float64:
		return cursorAny{"f", strconv.FormatFloat(v, 'x', -1, 64)}, nil
	case bool:
		return cursorAny{"b", strconv.FormatBool(v)}, nil
	case string:
		return cursorAny{"s", v}, nil
	case time.Time:
		return cursorAny{"t", v.Format(time.RFC3339Nano)}, nil
	}
	return cursorAny{}, fmt.Errorf("a %T has no place in a cursor", v)
}

// decodeCursor reads the place that a cursor names in an order. A cursor that was
// made up or cut gives an error written for the person. The place is nil for a
// cursor of another order, which names no place in this one.
func (m *model) decodeCursor(ctx context.Context, text string, order []sorting) (place []any, err error) {
	bad := stagedoor.Fail("This place in the list cannot be found. Start from the first page.")
	b, err := base64.RawURLEncoding.DecodeString(text)
	var c cursor
	if err != nil || len(text) > maxCursor || json.Unmarshal(b, &c) != nil {
		return nil, bad
	}
	if !slices.Equal(c.Order, nameOrder(order)) {
		return nil, nil
	}
	if c.Key != "" && len(c.Values) == 0 {
		_, r, err := m.lookUp(ctx, c.Key)
		if err != nil {
			return nil, bad
		}
		return m.placeOf(ctx, order, r)
	}
	if len(c.Values) != len(order) {
		return nil, bad
	}
	place = make([]any, len(order))
	for i, s := range order {
		v, err := decodeValue(c.Values[i])
		if err != nil || !m.dialect.takes(s.column, v) {
			return nil, bad
		}
		place[i] = v
	}
	return place, nil
}

func decodeValue(v cursorAny) (any, error) {
	switch v.Type {
	case "n":
		return nil, nil
	case "i":
		return strconv.ParseInt(v.Text, 10, 64)
	case "u":
		return strconv.ParseUint(v.Text, 10, 64)
	case "f":
		return strconv.ParseFloat(v.Text, 64)
	case "b":
		return strconv.ParseBool(v.Text)
	case "s":
		if storable(v.Text) {
			return v.Text, nil
		}
	case "t":
		return time.Parse(time.RFC3339Nano, v.Text)
	}
	return nil, fmt.Errorf("unknown value")
}

// takes reports whether a value of a cursor can be compared with c without an
// error of the engine. SQLite compares anything; what it orders by is not always
// of the column's kind.
func (d dialect) takes(c *column, v any) bool {
	if v == nil || d == sqlite {
		return !(c.key && v == nil)
	}
	switch v := v.(type) {
	case string:
		if c.kind == decimal || c.kind == float {
			return isDecimal.MatchString(v)
		}
		if c.kind == text || c.kind == binary {
			_, err := c.checked(v)
			return err == nil
		}
		return c.kind == enum
	case time.Time:
		return (c.kind == instant || c.kind == day) && v.Year() > 0 && v.Year() < 10000
	case bool:
		return c.kind == boolean
	case float64:
		return (c.kind == float || c.kind == decimal) && !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return c.kind == integer || c.kind == unsigned || c.kind == money || c.kind == boolean
}

// placeOf returns what a row has in the columns of an order, as the engine orders
// it. Where that is more than the key, it is read once more: what a struct holds
// is not always what the database compares, NULL in a plain string least of all.
func (m *model) placeOf(ctx context.Context, order []sorting, r record) ([]any, error) {
	place := make([]any, len(order))
	onlyKeys := true
	for i, s := range order {
		place[i] = s.column.value(r.row)
		_, isTime := place[i].(time.Time)
		onlyKeys = onlyKeys && s.column.key && !isTime
	}
	if onlyKeys {
		return place, nil
	}
	q, err := m.query(ctx, m.db)
	if err != nil {
		return nil, err
	}
	q = q.Where(m.where(m.keyOf(r.row)))
	raw, err := m.readRaw(q, order)
	if err != nil || raw == nil {
		return place, err // gone meanwhile: what was shown is its place
	}
	return raw, nil
}

// readRaw reads the columns of an order from the first row of q; nil when there
// is none.
func (m *model) readRaw(q *gorm.DB, order []sorting) ([]any, error) {
	rows, err := selectRaw(q, m.dialect, order).Limit(1).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	place := make([]any, len(order))
	into := make([]any, len(order))
	for i := range place {
		into[i] = &place[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	for i, v := range place {
		place[i] = order[i].column.settle(v)
	}
	return place, rows.Err()
}

// settle brings what a driver scanned down to a plain value.
func (c *column) settle(v any) any {
	if c.kind == binary {
		row := reflect.New(c.model).Elem()
		if v == nil || c.set(background, row, v) != nil {
			return nil
		}
		return c.value(row)
	}
	if b, ok := v.([]byte); ok {
		v = string(b)
	}
	if text, ok := v.(string); ok && (c.kind == integer || c.kind == money || c.kind == boolean) {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n // some connections are told every value as text
		}
	}
	if f, ok := v.(float32); ok {
		return float64(f) // exactly what the engine compares with
	}
	return plain(v)
}

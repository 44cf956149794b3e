package autoactions

import (
	"database/sql/driver"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"time"
	"unicode/utf8"

	"gorm.io/gorm/schema"
)

// frozen is a value of a column as an undo keeps it, exactly: what the driver
// would be given, with its type. n stands for NULL, i, u, f, b, s for numbers,
// booleans and texts, t for an instant with its zone, y for bytes.
type frozen struct {
	Type string `json:"t"`
	Text string `json:"x,omitempty"`
}

// freeze returns what a record has in c.
func (c *column) freeze(r record) (frozen, error) { return freezeField(c.field, r.row) }

// freezeField returns what a row has in f. The error is of a type that cannot be
// brought down to what a driver takes.
func freezeField(f *schema.Field, row reflect.Value) (frozen, error) {
	v, _ := f.ValueOf(background, row)
	plain, err := driverValue(v)
	if err != nil {
		return frozen{}, fmt.Errorf("autoactions: column %s: %w", f.DBName, err)
	}
	switch v := plain.(type) {
	case time.Time:
		if v.IsZero() {
			return frozen{Type: "z"}, nil // not every engine has the year 1
		}
		return frozen{"t", v.Format(time.RFC3339Nano)}, nil
	case string:
		if !utf8.ValidString(v) {
			return frozen{"y", base64.RawStdEncoding.EncodeToString([]byte(v))}, nil
		}
	case []byte:
		if v == nil {
			return frozen{Type: "n"}, nil
		}
		return frozen{"y", base64.RawStdEncoding.EncodeToString(v)}, nil
	}
	made, err := encodeValue(plain)
	return frozen(made), err
}

// driverValue brings v down to what drivers take.
func driverValue(v any) (any, error) {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() && !r.Type().Implements(valuer) {
		r = r.Elem()
	}
	if r.IsValid() && r.CanUint() && r.Uint() > math.MaxInt64 && !r.Type().Implements(valuer) {
		return r.Uint(), nil
	}
	if !r.IsValid() {
		return nil, nil
	}
	return driver.DefaultParameterConverter.ConvertValue(r.Interface())
}

// thaw is what GORM's setter takes for a frozen value.
func (f frozen) thaw() (any, error) {
	switch f.Type {
	case "z":
		return time.Time{}, nil
	case "y":
		return base64.RawStdEncoding.DecodeString(f.Text)
	case "s":
		return f.Text, nil
	}
	return decodeValue(cursorAny(f))
}

// same compares two frozen values: instants by the moment that they are.
func (f frozen) same(other frozen) bool {
	if f.Type != "t" || other.Type != "t" {
		return f == other
	}
	a, errA := time.Parse(time.RFC3339Nano, f.Text)
	b, errB := time.Parse(time.RFC3339Nano, other.Text)
	return errA == nil && errB == nil && a.Equal(b)
}

// sameStored reports whether two states of a record would be stored alike in c,
// whether it is shown or not.
func (c *column) sameStored(a, b record) bool {
	one, errOne := c.freeze(a)
	two, errTwo := c.freeze(b)
	if errOne != nil || errTwo != nil {
		return reflect.DeepEqual(c.field.ReflectValueOf(background, a.row).Interface(), c.field.ReflectValueOf(background, b.row).Interface())
	}
	return one.same(two)
}

// ice is some columns of a record, frozen, by their names.
type ice map[string]frozen

// freezeAll freezes columns of a record.
func freezeAll(columns []*column, r record) (ice, error) {
	kept := make(ice, len(columns))
	for _, c := range columns {
		f, err := c.freeze(r)
		if err != nil {
			return nil, err
		}
		kept[c.name()] = f
	}
	return kept, nil
}

// thaw returns what was frozen as it is written into a row.
func (kept ice) thaw() (map[string]any, error) {
	row := make(map[string]any, len(kept))
	for name, f := range kept {
		v, err := f.thaw()
		if err != nil {
			return nil, fmt.Errorf("autoactions: column %s as it was: %w", name, err)
		}
		row[name] = v
	}
	return row, nil
}

// thawInto sets the columns of a record to what was frozen of them.
func (t *table) thawInto(kept ice, r record) ([]*column, error) {
	var columns []*column
	for _, c := range t.columns {
		f, ok := kept[c.name()]
		if !ok {
			continue
		}
		v, err := f.thaw()
		if err == nil {
			err = c.set(background, r.row, v)
		}
		if err != nil {
			return nil, fmt.Errorf("autoactions: column %s as it was: %w", c.name(), err)
		}
		columns = append(columns, c)
	}
	if len(columns) != len(kept) {
		return nil, fmt.Errorf("autoactions: the model has lost a column since this was recorded")
	}
	return columns, nil
}

// differs returns the columns in which a record is not what was frozen of it.
func (t *table) differs(kept ice, r record) []*column {
	return t.those(func(c *column) bool {
		f, ok := kept[c.name()]
		if !ok {
			return false
		}
		now, err := c.freeze(r)
		return err != nil || !f.same(now)
	})
}

// undoState is what an undo needs to know: how the changed columns were, and how
// the change left them.
type undoState struct {
	Of     string `json:"of"` // create, edit or delete
	Before ice    `json:"before,omitempty"`
	After  ice    `json:"after,omitempty"`
	besideUndo
}

func (s undoState) text() (string, error) {
	b, err := json.Marshal(s)
	return string(b), err
}

func readUndoState(text string) (s undoState, err error) {
	if err = json.Unmarshal([]byte(text), &s); err != nil {
		err = fmt.Errorf("autoactions: what was kept for an undo: %w", err)
	}
	return s, err
}

package autoactions

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"gorm.io/gorm/schema"
)

// set writes v, as a database or a person gives it, into the field of a row. GORM's
// own setter knows neither what a serializer reads, nor the text of a binary key or of
// a time of day that is a number in Go.
func (c *column) set(ctx context.Context, row reflect.Value, v any) error {
	text, isText := v.(string)
	switch {
	case c.kind == binary && isText:
		id, err := c.binaryOf(text)
		if err != nil {
			return err
		}
		v = id
	case c.kind == clock && isText:
		at := reflect.New(c.field.IndirectFieldType)
		if err := at.Interface().(sql.Scanner).Scan(text); err != nil {
			return err
		}
		v = at.Elem().Interface()
	case c.kind == document && c.empties(v):
		c.field.ReflectValueOf(ctx, row).SetZero()
		return nil
	}
	_, isBytes := v.([]byte)
	if c.field.Serializer != nil && (v == nil || isText || isBytes) {
		return c.field.Serializer.Scan(ctx, c.field, row, v)
	}
	return c.field.Set(ctx, row, v)
}

// isBinary reports whether values of t are keys of 16 bytes that the database keeps
// as bytes. Those that it keeps as text, as most UUID types do, are texts here too.
func isBinary(t reflect.Type) bool {
	if t.Kind() != reflect.Array || t.Len() != 16 || t.Elem().Kind() != reflect.Uint8 || !t.Implements(valuer) {
		return false
	}
	v, err := reflect.Zero(t).Interface().(driver.Valuer).Value()
	_, is := v.([]byte)
	return is && err == nil
}

// isUUID reports whether c is a key that says nothing to people, stored as text or
// not.
func (c *column) isUUID() bool {
	t := c.field.IndirectFieldType
	return t.Kind() == reflect.Array && t.Len() == 16
}

// binaryText is the text of a binary key: its own, or that of a UUID.
func binaryText(v reflect.Value) string {
	if own, ok := v.Interface().(encoding.TextMarshaler); ok {
		if text, err := own.MarshalText(); err == nil {
			return string(text)
		}
	}
	var id [16]byte
	reflect.Copy(reflect.ValueOf(&id).Elem(), v)
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// binaryOf reads such a text as a value of the field's type.
func (c *column) binaryOf(text string) (any, error) {
	v := reflect.New(c.field.IndirectFieldType)
	if own, ok := v.Interface().(encoding.TextUnmarshaler); ok {
		err := own.UnmarshalText([]byte(text))
		return v.Elem().Interface(), err
	}
	b, err := hex.DecodeString(strings.ReplaceAll(text, "-", ""))
	if err != nil || len(b) != 16 || len(text) != 36 {
		return nil, errBadKey
	}
	reflect.Copy(v.Elem(), reflect.ValueOf(b))
	return v.Elem().Interface(), nil
}

// stored is what statements compare a plain value of c with.
func (c *column) stored(v any) any {
	text, isText := v.(string)
	if c.kind != binary || !isText {
		return v
	}
	id, err := c.binaryOf(text)
	if err != nil {
		return v
	}
	return id
}

// isDocument reports whether a field holds JSON, in the database at least.
func isDocument(f *schema.Field) bool {
	if _, ok := f.Serializer.(schema.JSONSerializer); ok {
		return true
	}
	if f.Serializer != nil {
		return false
	}
	if f.IndirectFieldType == reflect.TypeFor[json.RawMessage]() {
		return true
	}
	return scans(f.IndirectFieldType) && f.IndirectFieldType.Implements(valuer) && strings.HasPrefix(strings.ToLower(string(f.GORMDataType)), "json")
}

// scans reports whether values of t read themselves from a database.
func scans(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[sql.Scanner]())
}

// document is the text of the JSON that a row has in c, as the database would keep
// it; "" for NULL.
func (c *column) document(row reflect.Value) string {
	v, _ := c.field.ValueOf(background, row)
	kept, err := driverValue(v)
	if err != nil {
		return ""
	}
	return rawText(kept)
}

// empties reports whether v leaves a document without a value, as far as its type can
// be without one.
func (c *column) empties(v any) bool {
	t := c.field.FieldType
	without := t.Kind() == reflect.Pointer || t.Kind() == reflect.Map || t.Kind() == reflect.Slice
	return without && strings.TrimSpace(rawText(v)) == ""
}

// canonical writes JSON so that texts which mean the same are the same: keys in
// order, no space. Numbers stay as they are written; what is no JSON does too.
func canonical(text string) string {
	v, err := decodeDocument(text)
	if err != nil {
		return text
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil {
		return text
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// decodeDocument reads JSON without rounding its numbers.
func decodeDocument(text string) (v any, err error) {
	if !json.Valid([]byte(text)) {
		return nil, errors.New("this is no JSON")
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// holder is the Go type that a document is read into: of a type that only wraps it,
// what its method Data returns.
func (c *column) holder() reflect.Type {
	t := c.field.IndirectFieldType
	if data, ok := t.MethodByName("Data"); ok && data.Type.NumIn() == 1 && data.Type.NumOut() == 1 {
		return data.Type.Out(0)
	}
	return t
}

// takesDocument says what about a document does not fit its type: a key that the
// type has no field for would be lost.
func (c *column) takesDocument(text string) error {
	if _, wraps := reflect.New(c.holder()).Interface().(json.Unmarshaler); wraps {
		return nil
	}
	if isBytes(c.holder()) {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(reflect.New(c.holder()).Interface())
}

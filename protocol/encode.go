package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

var (
	errDeep     = fmt.Errorf("nested deeper than %d, perhaps in a circle: %w", MaxDepth, ErrLimit)
	errRawError = errors.New("an error is not shown to people as it is; write what they should read")
)

// Encode returns v as JSON and the annotations it needs beside it; meta is nil
// when it needs none. Structs are written with their json tags, integers beyond
// 2^53 and *big.Int as big integers, time.Time as dates in milliseconds, and the
// types of this package as what they stand for. Functions and channels are left
// out. A type with its own MarshalJSON or MarshalText is written as that says.
//
// Values nested deeper than [MaxDepth] give [ErrLimit]. Errors other than
// [*PlainError] are refused: their text was not written for the other side.
func Encode(v any) (data, meta json.RawMessage, err error) {
	e := encoder{note: &annotation{}}
	kind, err := e.value(reflect.ValueOf(v))
	if err != nil {
		return nil, nil, fmt.Errorf("protocol: encode %s: %w", strings.Join(e.path, "."), err)
	}
	e.note.kind = kind
	if e.note.kind == "" && len(e.note.kids) == 0 {
		return e.out.Bytes(), nil, nil
	}
	meta, err = json.Marshal(map[string]*annotation{"values": e.note})
	return e.out.Bytes(), meta, err
}

// encoder writes one value. Path leads from the value that note belongs to down
// to the one being written.
type encoder struct {
	out   bytes.Buffer
	path  []string
	depth int // objects and arrays
	hops  int // pointers too
	note  *annotation
}

// at writes v as the element of the present value under key, and notes its type.
func (e *encoder) at(key string, v reflect.Value) error {
	e.path = append(e.path, escape(key))
	outer := e.note
	own := inner(v)
	if own { // annotations inside a map or set start a level of their own
		e.note = &annotation{}
	}
	path := e.path
	if own {
		e.path = nil
	}
	kind, err := e.value(v)
	if err != nil {
		return err // with the path as it is, for the message
	}
	kids := e.note.kids
	e.path, e.note = path, outer
	if kind != "" {
		note := &annotation{kind: kind}
		if own {
			note.kids = kids
		}
		if outer.kids == nil {
			outer.kids = map[string]*annotation{}
		}
		outer.kids[strings.Join(e.path, ".")] = note
	}
	e.path = e.path[:len(e.path)-1]
	return nil
}

// inner reports whether v is written as a map or a set.
func inner(v reflect.Value) bool {
	for v.IsValid() && v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	return v.IsValid() && (v.Type() == reflect.TypeFor[Map]() || v.Type() == reflect.TypeFor[Set]())
}

// value writes v and returns the type it has to be annotated with.
func (e *encoder) value(v reflect.Value) (kind string, err error) {
	for v.IsValid() && v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return e.raw("null")
	}
	if e.hops++; e.hops > 4*MaxDepth {
		return "", errDeep
	}
	defer func() { e.hops-- }()
	if kind, done, err := e.known(v); done || err != nil {
		return kind, err
	}
	switch v.Kind() {
	case reflect.Pointer:
		return e.value(v.Elem())
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		return "", e.container(v)
	default:
		return e.scalar(v)
	}
}

func (e *encoder) scalar(v reflect.Value) (kind string, err error) {
	switch v.Kind() {
	case reflect.Bool:
		return e.raw(strconv.FormatBool(v.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n := v.Int()
		return e.integer(strconv.FormatInt(n, 10), n >= -maxSafe && n <= maxSafe)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		n := v.Uint()
		return e.integer(strconv.FormatUint(n, 10), n <= maxSafe)
	case reflect.Float32, reflect.Float64:
		return e.float(v.Float(), v.Type().Bits())
	case reflect.String:
		return "", e.text(v.String())
	default: // functions, channels: objects leave them out, arrays keep the place
		return e.raw("null")
	}
}

func (e *encoder) container(v reflect.Value) error {
	if e.depth++; e.depth > MaxDepth {
		return errDeep
	}
	defer func() { e.depth-- }()
	if v.Type() == reflect.TypeFor[Object]() {
		return e.fields(v.Interface().(Object))
	}
	switch v.Kind() {
	case reflect.Map:
		return e.object(v)
	case reflect.Struct:
		return e.structure(v)
	default:
		return e.array(v)
	}
}

func (e *encoder) raw(text string) (string, error) {
	e.out.WriteString(text)
	return "", nil
}

func (e *encoder) quoted(text, kind string) (string, error) { return kind, e.text(text) }

func (e *encoder) integer(digits string, safe bool) (string, error) {
	if safe {
		return e.raw(digits)
	}
	return e.quoted(digits, typeBigint)
}

func (e *encoder) float(f float64, bits int) (string, error) {
	switch {
	case math.IsNaN(f):
		return e.quoted("NaN", typeNumber)
	case math.IsInf(f, 1):
		return e.quoted("Infinity", typeNumber)
	case math.IsInf(f, -1):
		return e.quoted("-Infinity", typeNumber)
	case f == 0 && math.Signbit(f):
		return e.quoted("-0", typeNumber)
	case bits == 32:
		return "", e.json(float32(f))
	default:
		return "", e.json(f)
	}
}

// text writes a text; most need no escaping and take the short way.
func (e *encoder) text(s string) error {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			return e.json(s)
		}
	}
	e.out.WriteByte('"')
	e.out.WriteString(s)
	e.out.WriteByte('"')
	return nil
}

func (e *encoder) json(v any) error {
	text, err := json.Marshal(v)
	e.out.Write(text)
	return err
}

func (e *encoder) array(v reflect.Value) error {
	if v.Kind() == reflect.Slice && v.IsNil() {
		_, err := e.raw("null")
		return err
	}
	if v.Type().Elem().Kind() == reflect.Uint8 && v.Kind() == reflect.Slice {
		return e.json(v.Bytes()) // base64, as encoding/json does
	}
	e.out.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			e.out.WriteByte(',')
		}
		if err := e.at(strconv.Itoa(i), v.Index(i)); err != nil {
			return err
		}
	}
	e.out.WriteByte(']')
	return nil
}

func (e *encoder) object(v reflect.Value) error {
	if v.IsNil() {
		_, err := e.raw("null")
		return err
	}
	fields := make(map[string]reflect.Value, v.Len())
	for k, element := range v.Seq2() {
		key, err := keyText(k)
		if err != nil {
			return err
		}
		fields[key] = element
	}
	w := objectWriter{e: e}
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		if err := w.field(key, fields[key]); err != nil {
			return err
		}
	}
	return w.close()
}

func (e *encoder) fields(o Object) error {
	w := objectWriter{e: e}
	for _, f := range o {
		if err := w.field(f.Name, reflect.ValueOf(f.Value)); err != nil {
			return err
		}
	}
	return w.close()
}

// keyText writes a map's key: texts and integers, or what MarshalText says.
func keyText(k reflect.Value) (string, error) {
	switch k.Kind() {
	case reflect.String:
		return k.String(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return fmt.Sprint(k.Interface()), nil
	}
	if t, ok := k.Interface().(interface{ MarshalText() ([]byte, error) }); ok {
		text, err := t.MarshalText()
		return string(text), err
	}
	return "", fmt.Errorf("a map with keys of type %s", k.Type())
}

// objectWriter writes the braces and commas of an object.
type objectWriter struct {
	e    *encoder
	open bool
}

func (w *objectWriter) field(key string, v reflect.Value) error {
	if omitted(v) {
		return nil
	}
	if w.open {
		w.e.out.WriteByte(',')
	} else {
		w.e.out.WriteByte('{')
	}
	w.open = true
	if err := w.e.text(key); err != nil {
		return err
	}
	w.e.out.WriteByte(':')
	return w.e.at(key, v)
}

func (w *objectWriter) close() error {
	if !w.open {
		w.e.out.WriteByte('{')
	}
	w.e.out.WriteByte('}')
	return nil
}

// omitted reports whether an object leaves v out.
func omitted(v reflect.Value) bool {
	for v.IsValid() && v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v.IsValid() && (v.Kind() == reflect.Func || v.Kind() == reflect.Chan)
}

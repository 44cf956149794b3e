package io

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/protocol"
)

// JSONInput asks for JSON.
type JSONInput[T any] struct{ Input[JSONInput[T], T] }

// JSON asks for JSON of any form, at most 64 KiB and 64 levels deep, whose answer is
// the text as it was typed. What is no JSON is refused with line and column.
func JSON(label string) JSONInput[json.RawMessage] { return JSONOf[json.RawMessage](label) }

// JSONOf asks for JSON that fits a T, by the rules of encoding/json. A key that T
// has no field for is refused: it is often one that was misspelt. Validate tags are
// left alone; [Check] looks at them.
func JSONOf[T any](label string) JSONInput[T] {
	return jsonInput[T](spec{method: protocol.InputJSON, label: label, kind: jsonKind[T]{}}).MaxBytes(maxText)
}

func jsonInput[T any](s spec) JSONInput[T] {
	return JSONInput[T]{Input[JSONInput[T], T]{s, jsonInput[T]}}
}

// longestJSON is the most that [JSONInput.MaxBytes] may allow: what crosses the wire.
const longestJSON = 256 << 10

// MaxBytes is how long the text may be. Default: 64 KiB. Asking with less than 1 or
// more than 256 KiB is an error.
func (f JSONInput[T]) MaxBytes(n int) JSONInput[T] { return jsonInput[T](f.spec.with("maxBytes", n)) }

// Lines shows at least this many lines, at most 30. Default: 8.
func (f JSONInput[T]) Lines(n int) JSONInput[T] {
	return jsonInput[T](f.spec.with("lines", min(max(n, 1), 30)))
}

type jsonKind[T any] struct{ most int }

func (k jsonKind[T]) prepare(ctx context.Context, s *spec, p *part) error {
	k.most, _ = setting[int](*s, "maxBytes")
	if k.most < 1 || k.most > longestJSON {
		return fmt.Errorf("MaxBytes(%d): it takes 1 to %d bytes", k.most, longestJSON)
	}
	if _, ok := setting[int](*s, "lines"); !ok {
		p.props["lines"] = 8
	}
	if !draws(ctx, protocol.InputJSON) {
		p.method = protocol.InputText
		p.props["multiline"] = true
		delete(p.props, "maxBytes")
	}
	s.kind = k
	return nil
}

func (jsonKind[T]) write(_ spec, initial any) (any, error) {
	if raw, ok := any(as[T](initial)).(json.RawMessage); ok && len(raw) == 0 {
		return nil, nil
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(as[T](initial)); err != nil {
		return nil, fmt.Errorf("default: %w", err)
	}
	return strings.TrimSpace(text.String()), nil
}

func (k jsonKind[T]) read(_ spec, raw json.RawMessage) (any, error) {
	text, err := readText(raw)
	switch {
	case err != nil:
		return nil, err
	case strings.TrimSpace(text) == "":
		return nil, errEmpty
	case len(text) > k.most:
		return nil, refusal(fmt.Sprintf("This is too long: it has %d bytes, at most %d are taken.", len(text), k.most))
	}
	if err := (protocol.Limits{Depth: protocol.MaxDepth}).Check([]byte(text)); errors.Is(err, protocol.ErrLimit) {
		return nil, refusal("This is nested too deeply.")
	}
	v := new(T)
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	err = json.Unmarshal([]byte(text), new(json.RawMessage)) // the whole text, before any of it is understood
	if err == nil {
		err = d.Decode(v)
	}
	if err != nil {
		return nil, whyNotJSON(text, err)
	}
	return v, nil
}

// whyNotJSON says what is wrong with a text, and where.
func whyNotJSON(text string, err error) error {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return refusal(at(text, e.Offset) + e.Error() + ".")
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		what := "This"
		if e.Field != "" {
			what = fmt.Sprintf("%q", e.Field)
		}
		return refusal(at(text, e.Offset) + what + " has to be " + nameOf(e.Type) + ".")
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return refusal("There is no field " + name + ".")
	}
	if text, ok := personal(err); ok { // of an UnmarshalJSON that knows whom it speaks to
		return refusal(text)
	}
	return refusal("This does not have the expected form.")
}

// at says in which line and column the byte before an offset stands.
func at(text string, offset int64) string {
	before := text[:min(max(offset-1, 0), int64(len(text)))]
	line := strings.Count(before, "\n")
	column := utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
	return fmt.Sprintf("Line %d, column %d: ", line+1, column+1)
}

// nameOf is what people call the JSON that a Go type is read from.
func nameOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "an object"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a whole number that fits"
	}
	return "something else"
}

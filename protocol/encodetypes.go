package protocol

import (
	"encoding"
	"encoding/json"
	"math/big"
	"net/url"
	"reflect"
	"regexp"
	"time"
)

// known writes the types that are more than their kind. It reports false for all
// others.
func (e *encoder) known(v reflect.Value) (kind string, done bool, err error) {
	if !v.CanInterface() || (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil() {
		return "", false, nil
	}
	done = true
	switch t := v.Interface().(type) {
	case Undefined:
		e.out.WriteString("null")
		kind = typeUndefined
	case time.Time:
		kind, err = e.time(t)
	case *time.Time:
		kind, err = e.time(*t)
	case *big.Int:
		kind, err = e.quoted(t.String(), typeBigint)
	case big.Int:
		kind, err = e.quoted(t.String(), typeBigint)
	case Map:
		kind, err = typeMap, e.pairs(t)
	case Set:
		kind, err = typeSet, e.elements(t)
	case Object:
		err = e.container(v)
	case Regexp:
		kind, err = e.quoted("/"+t.Source+"/"+t.Flags, typeRegexp)
	case *regexp.Regexp:
		kind, err = e.quoted("/"+t.String()+"/", typeRegexp)
	case url.URL:
		kind, err = e.quoted(t.String(), typeURL)
	case *url.URL:
		kind, err = e.quoted(t.String(), typeURL)
	case *PlainError:
		kind, err = typeError, e.json(t)
	case json.Number:
		kind, err = e.number(t)
	default:
		return e.marshaler(t)
	}
	return kind, done, err
}

func (e *encoder) marshaler(v any) (kind string, done bool, err error) {
	switch t := v.(type) {
	case json.Marshaler:
		text, err := t.MarshalJSON()
		if err != nil {
			return "", true, err
		}
		return "", true, json.Compact(&e.out, text)
	case encoding.TextMarshaler:
		text, err := t.MarshalText()
		if err != nil {
			return "", true, err
		}
		return "", true, e.text(string(text))
	case error:
		return "", true, errRawError
	default:
		return "", false, nil
	}
}

// time writes a date. A year that others cannot read crosses as plain text.
func (e *encoder) time(t time.Time) (string, error) {
	text, portable := formatTime(t)
	if !portable {
		return "", e.text(text)
	}
	return e.quoted(text, typeDate)
}

func (e *encoder) pairs(m Map) error {
	array := make([]any, len(m))
	for i, entry := range m {
		array[i] = []any{entry.Key, entry.Value}
	}
	return e.elements(array)
}

func (e *encoder) elements(items []any) error {
	if items == nil {
		items = []any{} // an empty map or set, not null
	}
	return e.container(reflect.ValueOf(items))
}

// number writes a decimal text as the number it is. An integer that a browser
// would round is a big integer.
func (e *encoder) number(n json.Number) (string, error) {
	if i, ok := parseBig(string(n)); ok && i.CmpAbs(big.NewInt(maxSafe)) > 0 {
		return e.quoted(i.String(), typeBigint)
	}
	return "", e.json(n)
}

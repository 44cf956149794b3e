package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Decode returns the value that data and meta say. Objects become
// map[string]any, arrays []any, numbers float64, dates time.Time in UTC, big
// integers *big.Int, URLs *url.URL, and the rest the types of this package. A
// key that is undefined is left out of its object; inside an array, or as the
// whole value, it is [Undefined].
//
// Types it does not know and paths that lead nowhere are ignored. Text of the
// wrong form gives a [*FormatError], too much of it [ErrLimit].
func Decode(data, meta json.RawMessage) (any, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return Undefined{}, nil
	}
	if err := DefaultLimits.Check(data); err != nil {
		return nil, err
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, &FormatError{What: "value", Err: err}
	}
	if len(meta) != 0 {
		if err := DefaultLimits.Check(meta); err != nil {
			return nil, err
		}
	}
	root, err := parseMeta(meta)
	if err != nil || root == nil {
		return v, err
	}
	d := decoder{budget: maxSearch}
	return d.apply(v, root)
}

// maxSearch bounds the bytes of keys that are compared to find what the paths
// of one meta lead to.
const maxSearch = 16 << 20

type decoder struct{ budget int }

// DecodeAll decodes the values of an answer one by one, with the meta that
// belongs to all of them.
func DecodeAll(values []json.RawMessage, meta json.RawMessage) ([]any, error) {
	data, err := json.Marshal(values)
	if err != nil {
		return nil, &FormatError{What: "values", Err: err}
	}
	v, err := Decode(data, meta)
	if err != nil {
		return nil, err
	}
	all, isArray := v.([]any)
	if !isArray {
		if v == nil {
			return nil, nil
		}
		return nil, &FormatError{What: "values", Err: errAnnotation}
	}
	return all, nil
}

// apply converts what is inside v, then v itself.
func (d *decoder) apply(v any, a *annotation) (any, error) {
	for _, path := range a.deepestFirst() {
		if _, err := d.descend(v, path, a.kids[path]); err != nil {
			return nil, fmt.Errorf("%w at %q", err, path)
		}
	}
	return convert(v, a.kind)
}

// descend follows path from v and applies a there. It reports whether the path
// led anywhere.
func (d *decoder) descend(v any, path string, a *annotation) (found bool, err error) {
	for s := range steps(path) {
		if d.budget -= len(s.key) + 1; d.budget < 0 {
			return false, ErrLimit
		}
		inner, set, exists := child(v, s.key)
		if !exists {
			continue
		}
		if !s.last {
			if found, err = d.descend(inner, s.rest, a); found || err != nil {
				return found, err
			}
			continue
		}
		inner, err = d.apply(inner, a)
		if err == nil {
			set(inner)
		}
		return true, err
	}
	return false, nil
}

// child finds the value under key and how to replace it.
func child(v any, key string) (inner any, set func(any), exists bool) {
	switch v := v.(type) {
	case map[string]any:
		inner, exists = v[key]
		return inner, func(n any) {
			if _, gone := n.(Undefined); gone {
				delete(v, key)
				return
			}
			v[key] = n
		}, exists
	case []any:
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(v) || strconv.Itoa(i) != key {
			return nil, nil, false
		}
		return v[i], func(n any) { v[i] = n }, true
	default:
		return nil, nil, false
	}
}

var errKind = errors.New("value does not fit its annotation")

// convert turns plain JSON into the type that kind names.
func convert(v any, kind string) (any, error) {
	switch kind {
	case typeUndefined:
		return Undefined{}, nil
	case typeDate, typeBigint, typeNumber, typeRegexp, typeURL:
		text, isText := v.(string)
		if !isText {
			return nil, &FormatError{What: kind, Err: errKind}
		}
		return convertText(text, kind)
	case typeMap:
		return convertMap(v)
	case typeSet:
		items, isArray := v.([]any)
		if !isArray {
			return nil, &FormatError{What: kind, Err: errKind}
		}
		return Set(items), nil
	case typeError:
		return convertError(v)
	default:
		return v, nil
	}
}

func convertText(text, kind string) (v any, err error) {
	ok := true
	switch kind {
	case typeDate:
		var t time.Time
		t, err = parseTime(text)
		v = t
	case typeBigint:
		v, ok = parseBig(text)
	case typeNumber:
		v, ok = parseSpecial(text)
	case typeRegexp:
		v, ok = parseRegexp(text)
	case typeURL:
		v, err = url.Parse(text)
	}
	if !ok {
		err = errKind
	}
	if err != nil {
		return nil, &FormatError{What: kind, Err: err}
	}
	return v, nil
}

func parseRegexp(text string) (Regexp, bool) {
	end := strings.LastIndexByte(text, '/')
	if end < 1 || text[0] != '/' {
		return Regexp{}, false
	}
	return Regexp{Source: text[1:end], Flags: text[end+1:]}, true
}

func convertMap(v any) (any, error) {
	pairs, isArray := v.([]any)
	m := make(Map, 0, len(pairs))
	for _, p := range pairs {
		pair, isPair := p.([]any)
		if !isPair || len(pair) != 2 {
			return nil, &FormatError{What: typeMap, Err: errKind}
		}
		m = append(m, Entry{Key: pair[0], Value: pair[1]})
	}
	if !isArray {
		return nil, &FormatError{What: typeMap, Err: errKind}
	}
	return m, nil
}

func convertError(v any) (any, error) {
	fields, isObject := v.(map[string]any)
	if !isObject {
		return nil, &FormatError{What: typeError, Err: errKind}
	}
	name, _ := fields["name"].(string)
	message, _ := fields["message"].(string)
	return &PlainError{Name: name, Message: message}, nil
}

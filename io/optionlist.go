package io

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"

	"github.com/stagedoor/stagedoor/internal/txn"
)

// optionList is the options of a select, and how the wire names them.
type optionList[V any] struct {
	face[V]
	options []V
	wire    []wireOption
	keys    []string // the JSON text of each value
}

// prepare works out what the dashboard gets.
func (l *optionList[V]) prepare(p *part) error {
	l.wire, l.keys = make([]wireOption, len(l.options)), make([]string, len(l.options))
	for i, value := range l.values() {
		o, err := l.option(l.options[i], value)
		if err != nil {
			return err
		}
		key, err := json.Marshal(value)
		if err != nil {
			return err
		}
		l.wire[i], l.keys[i] = o, string(key)
	}
	p.props["options"] = l.wire
	return nil
}

// values are what stands for the options on the wire: simple values themselves,
// as long as they are all simple and no two look alike there; else their places.
func (l *optionList[V]) values() []any {
	values := make([]any, len(l.options))
	seen := map[any]bool{}
	for i, v := range l.options {
		plain, ok := any(nil), false
		if r := reflect.ValueOf(v); r.IsValid() {
			plain, ok = scalar(r)
		}
		if ok {
			values[i] = plain
			plain = looks(plain)
		}
		if !ok || seen[plain] {
			return places(len(l.options))
		}
		seen[plain] = true
	}
	return values
}

// looks returns what tells a simple value from others on the wire, where all
// numbers are of one type.
func looks(plain any) any {
	if n, ok := plain.(int64); ok {
		return float64(n)
	}
	return plain
}

func places(n int) []any {
	values := make([]any, n)
	for i := range values {
		values[i] = strconv.Itoa(i)
	}
	return values
}

// place finds an option by its value, -1 for none.
func (l *optionList[V]) place(v V) int {
	return slices.IndexFunc(l.options, func(o V) bool { return reflect.DeepEqual(o, v) })
}

// known returns the options that are among some defaults. It reports defaults
// that are no options to the operator: people see the field without them. A zero
// value, which is what a variable holds that nobody set, is not worth a report.
func (l *optionList[V]) known(ctx context.Context, label string, defaults []V) []V {
	wanted := make([]bool, len(l.options))
	for _, v := range defaults {
		i := l.place(v)
		switch {
		case i >= 0:
			wanted[i] = true
		case !reflect.ValueOf(&v).Elem().IsZero():
			txn.Logger(ctx).WarnContext(ctx, "a default is not among the options and was left out", "label", label)
		}
	}
	known := []V{}
	for i, v := range l.options {
		if wanted[i] {
			known = append(known, v)
		}
	}
	return known
}

// chosen finds the option that an answer names by its value.
func (l *optionList[V]) chosen(raw json.RawMessage) (int, error) {
	var option map[string]json.RawMessage // a struct would also read "VALUE"
	if json.Unmarshal(raw, &option) != nil {
		return 0, errType
	}
	i := slices.Index(l.keys, canonical(option["value"]))
	if i < 0 {
		return 0, refusal("Choose one of the options.")
	}
	return i, nil
}

// canonical returns the JSON text that Go would write for the same value.
func canonical(raw json.RawMessage) string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	text, err := json.Marshal(v)
	if err != nil || v == nil {
		return ""
	}
	return string(text)
}

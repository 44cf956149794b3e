package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/stagedoor/stagedoor/protocol"
)

// SelectInput asks for one of several values.
type SelectInput[V any] struct{ Input[SelectInput[V], V] }

// Select asks for one of options. Any value can be one, zero values included.
// People read the text of a simple value; values of other types need Label. A
// default that is not among the options is left out.
func Select[V any](label string, options []V) SelectInput[V] {
	return selectInput[V](spec{
		method: protocol.SelectSingle, label: label,
		kind: selectKind[V]{options: slices.Clone(options)},
	})
}

func selectInput[V any](s spec) SelectInput[V] {
	return SelectInput[V]{Input[SelectInput[V], V]{s, selectInput[V]}}
}

// Label sets what people read for an option.
func (f SelectInput[V]) Label(text func(V) string) SelectInput[V] {
	k := f.spec.kind.(selectKind[V])
	k.label = text
	f.spec.kind = k
	return selectInput[V](f.spec)
}

// Describe sets a second line for each option.
func (f SelectInput[V]) Describe(text func(V) string) SelectInput[V] {
	k := f.spec.kind.(selectKind[V])
	k.describe = text
	f.spec.kind = k
	return selectInput[V](f.spec)
}

// Searchable lets people search the options by typing.
func (f SelectInput[V]) Searchable() SelectInput[V] {
	return selectInput[V](f.spec.with("searchable", true))
}

// wireOption is an option as the dashboard gets it.
type wireOption struct {
	Label       string `json:"label"`
	Value       any    `json:"value"`
	Description string `json:"description,omitempty"`
}

type selectKind[V any] struct {
	options         []V
	label, describe func(V) string
	wire            []wireOption
	keys            []string // the JSON text of each value
}

func (k selectKind[V]) prepare(_ context.Context, s *spec, p *part) error {
	if len(k.options) == 0 && !s.optional {
		return errors.New("there is no option to choose")
	}
	k.wire, k.keys = make([]wireOption, len(k.options)), make([]string, len(k.options))
	for i, v := range k.options {
		text, ok := short(v)
		if k.label != nil {
			text, ok = k.label(v), true
		}
		if !ok {
			return fmt.Errorf("options of type %T need Label", v)
		}
		k.wire[i] = wireOption{Label: text, Value: optionValue(v, i)}
		if k.describe != nil {
			k.wire[i].Description = k.describe(v)
		}
		key, err := json.Marshal(k.wire[i].Value)
		if err != nil {
			return err
		}
		k.keys[i] = string(key)
	}
	p.props["options"] = k.wire
	s.kind = k
	return nil
}

// optionValue is what stands for an option on the wire: a simple value itself,
// any other its place.
func optionValue(v any, i int) any {
	if r := reflect.ValueOf(v); r.IsValid() {
		if plain, ok := scalar(r); ok {
			return plain
		}
	}
	return strconv.Itoa(i)
}

func (k selectKind[V]) write(_ spec, initial any) (any, error) {
	i := slices.IndexFunc(k.options, func(v V) bool { return reflect.DeepEqual(v, as[V](initial)) })
	if i < 0 {
		return nil, nil
	}
	return k.wire[i], nil
}

func (k selectKind[V]) read(_ spec, raw json.RawMessage) (any, error) {
	var chosen struct {
		Value json.RawMessage `json:"value"`
	}
	if json.Unmarshal(raw, &chosen) != nil {
		return nil, errType
	}
	i := slices.Index(k.keys, canonical(chosen.Value))
	if i < 0 {
		return nil, refusal("Choose one of the options.")
	}
	return new(k.options[i]), nil
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

package io

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// SelectInput asks for one of several values.
type SelectInput[V any] struct {
	OptionInput[SelectInput[V], V, V]
}

// Select asks for one of options. Any value can be one, zero values included, and
// comes back as it is. People read the text of a simple value; values of other
// types need Label. A default that is not among the options is left out, with a
// warning in the log.
//
// Up to five short options are shown as radio buttons, more as a list, and more
// than twelve with a box to type in.
func Select[V any](label string, options []V) SelectInput[V] {
	return selectInput[V](spec{
		method: protocol.SelectSingle, label: label,
		kind: selectKind[V]{optionList[V]{options: slices.Clone(options)}},
	})
}

func selectInput[V any](s spec) SelectInput[V] {
	return SelectInput[V]{OptionInput[SelectInput[V], V, V]{Input[SelectInput[V], V]{s, selectInput[V]}}}
}

// Group sets the heading under which an option stands; options of one heading
// are shown together. Empty is none.
func (f SelectInput[V]) Group(name func(V) string) SelectInput[V] {
	return f.look(func(look *face[V]) { look.group = name })
}

// Searchable lets people search the options by typing, however few there are.
func (f SelectInput[V]) Searchable() SelectInput[V] {
	return selectInput[V](f.spec.with("searchable", true))
}

type selectKind[V any] struct{ optionList[V] }

func (k selectKind[V]) seenAs(look face[V]) kind {
	k.face = look
	return k
}

func (k selectKind[V]) prepare(ctx context.Context, s *spec, p *part) error {
	if len(k.options) == 0 && !s.optional {
		return errors.New("there is no option to choose")
	}
	if err := k.optionList.prepare(p); err != nil {
		return err
	}
	if initial, ok := s.initial.(*V); ok && len(k.known(ctx, s.label, []V{*initial})) == 0 {
		s.initial = nil
	}
	s.kind = k
	return nil
}

func (k selectKind[V]) write(_ spec, initial any) (any, error) {
	if i := k.place(as[V](initial)); i >= 0 {
		return k.wire[i], nil
	}
	return nil, nil
}

func (k selectKind[V]) read(_ spec, raw json.RawMessage) (any, error) {
	i, err := k.chosen(raw)
	if err != nil {
		return nil, err
	}
	return new(k.options[i]), nil
}

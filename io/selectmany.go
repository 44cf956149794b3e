package io

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// SelectManyInput asks for some of several values.
type SelectManyInput[V any] struct {
	OptionInput[SelectManyInput[V], []V, V]
}

// SelectMany asks for any number of options, none among them unless AtLeast says
// otherwise. Options are as in [Select]. The answer has the order of options and
// each of them at most once; a default that is not among them is left out.
//
// Many options are shown with a box to search them.
func SelectMany[V any](label string, options []V) SelectManyInput[V] {
	return selectManyInput[V](spec{
		method: protocol.SelectMultiple, label: label,
		kind: selectManyKind[V]{optionList[V]{options: slices.Clone(options)}},
	})
}

func selectManyInput[V any](s spec) SelectManyInput[V] {
	return SelectManyInput[V]{OptionInput[SelectManyInput[V], []V, V]{Input[SelectManyInput[V], []V]{s, selectManyInput[V]}}}
}

// Group sets the heading under which an option stands; options of one heading
// are shown together. Empty is none.
func (f SelectManyInput[V]) Group(name func(V) string) SelectManyInput[V] {
	return f.look(func(look *face[V]) { look.group = name })
}

// Searchable lets people search the options by typing, however few there are.
func (f SelectManyInput[V]) Searchable() SelectManyInput[V] {
	return selectManyInput[V](f.spec.with("searchable", true))
}

// AtLeast is the fewest options accepted.
func (f SelectManyInput[V]) AtLeast(n int) SelectManyInput[V] {
	return selectManyInput[V](f.spec.with("minSelections", n))
}

// AtMost is the most options accepted.
func (f SelectManyInput[V]) AtMost(n int) SelectManyInput[V] {
	return selectManyInput[V](f.spec.with("maxSelections", n))
}

type selectManyKind[V any] struct{ optionList[V] }

func (k selectManyKind[V]) seenAs(look face[V]) kind {
	k.face = look
	return k
}

func (k selectManyKind[V]) prepare(ctx context.Context, s *spec, p *part) error {
	if err := checkCounts(*s, len(k.options), "option"); err != nil {
		return err
	}
	if err := k.optionList.prepare(p); err != nil {
		return err
	}
	p.props["defaultValue"] = []wireOption{} // the original wire has it always
	if initial, ok := s.initial.(*[]V); ok {
		s.initial = new(k.known(ctx, s.label, *initial))
	}
	if err := notTooMany(*s, "maxSelections", len(as[[]V](s.initial))); err != nil {
		return err
	}
	s.kind = k
	return nil
}

func (k selectManyKind[V]) write(_ spec, initial any) (any, error) {
	options := []wireOption{}
	for _, v := range as[[]V](initial) {
		if i := k.place(v); i >= 0 {
			options = append(options, k.wire[i])
		}
	}
	return options, nil
}

func (k selectManyKind[V]) read(s spec, raw json.RawMessage) (any, error) {
	var picked []json.RawMessage
	if json.Unmarshal(raw, &picked) != nil {
		return nil, errType
	}
	places := make([]int, len(picked))
	for i, one := range picked {
		at, err := k.chosen(one)
		if err != nil {
			return nil, err
		}
		places[i] = at
	}
	slices.Sort(places)
	places = slices.Compact(places)
	if err := rightCount(s, len(places), "option"); err != nil {
		return nil, err
	}
	values := make([]V, len(places))
	for i, at := range places {
		values[i] = k.options[at]
	}
	return &values, nil
}

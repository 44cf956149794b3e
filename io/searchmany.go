package io

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// SearchManyInput asks for values that are found by searching.
type SearchManyInput[V any] struct {
	OptionInput[SearchManyInput[V], []V, V]
}

// SearchMany asks for any number of the values that find returns, over as many
// searches as it takes; none among them unless AtLeast says otherwise, and at
// most 500. What else holds of find and of the results, see [Search]. The answer
// has the order in which people chose; of equal values it has one.
func SearchMany[V any](label string, find func(ctx context.Context, query string) ([]V, error)) SearchManyInput[V] {
	return searchManyInput[V](spec{
		method: protocol.Search, label: label, kind: searchManyKind[V]{finding[V]{find: find}},
	})
}

func searchManyInput[V any](s spec) SearchManyInput[V] {
	return SearchManyInput[V]{OptionInput[SearchManyInput[V], []V, V]{Input[SearchManyInput[V], []V]{s, searchManyInput[V]}}}
}

// Initial sets the results offered before anything is typed.
func (f SearchManyInput[V]) Initial(results []V) SearchManyInput[V] {
	k := f.spec.kind.(searchManyKind[V])
	k.initial = slices.Clone(results)
	f.spec.kind = k
	return searchManyInput[V](f.spec)
}

// Pages has people go on to further results at the end of the list, see
// [SearchInput.Pages].
func (f SearchManyInput[V]) Pages(goesOn bool, next func(ctx context.Context, query string, page int) (found []V, more bool, err error)) SearchManyInput[V] {
	k := f.spec.kind.(searchManyKind[V])
	k.pages, k.goesOn = next, goesOn
	f.spec.kind = k
	return searchManyInput[V](f.spec)
}

// Placeholder sets the text shown while nothing is typed.
func (f SearchManyInput[V]) Placeholder(text string) SearchManyInput[V] {
	return searchManyInput[V](f.spec.with("placeholder", text))
}

// AtLeast is the fewest results accepted.
func (f SearchManyInput[V]) AtLeast(n int) SearchManyInput[V] {
	return searchManyInput[V](f.spec.with("minSelections", n))
}

// AtMost is the most results accepted, up to 500.
func (f SearchManyInput[V]) AtMost(n int) SearchManyInput[V] {
	return searchManyInput[V](f.spec.with("maxSelections", n))
}

type searchManyKind[V any] struct{ finding[V] }

func (k searchManyKind[V]) seenAs(look face[V]) kind {
	k.face = look
	return k
}

func (k searchManyKind[V]) prepare(_ context.Context, s *spec, p *part) error {
	if err := checkCounts(*s, mostResults, "result"); err != nil {
		return err
	}
	if err := notTooMany(*s, "maxSelections", len(as[[]V](s.initial))); err != nil {
		return err
	}
	var defaults []V
	p.multiple = map[string]any{}
	if initial, ok := s.initial.(*[]V); ok {
		defaults = *initial
		keys := make([]string, len(defaults))
		for i := range defaults {
			keys[i] = resultKey("default", i)
		}
		p.multiple["defaultValue"] = keys
	}
	err := k.finding.prepare(p, defaults)
	s.kind = k
	return err
}

// write leaves the default out of the props: that of several is beside them.
func (searchManyKind[V]) write(spec, any) (any, error) { return nil, nil }

func (k searchManyKind[V]) read(s spec, raw json.RawMessage) (any, error) {
	var picked []json.RawMessage
	if json.Unmarshal(raw, &picked) != nil {
		return nil, errType
	}
	if len(picked) > mostResults {
		return nil, refusal(fmt.Sprintf("Select at most %s.", plural(mostResults, "result")))
	}
	values := []V{}
	for _, one := range picked {
		v, err := k.chosen(one)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(values, func(other V) bool { return reflect.DeepEqual(v, other) }) {
			values = append(values, v)
		}
	}
	if err := rightCount(s, len(values), "result"); err != nil {
		return nil, err
	}
	return &values, nil
}

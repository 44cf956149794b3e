package io

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// SearchInput asks for a value that is found by searching.
type SearchInput[V any] struct {
	OptionInput[SearchInput[V], V, V]
}

// Search asks for one of the values that find returns for what the person types.
// find is called on the host, once at a time; its context ends when the question
// does. People read the text of a simple value; values of other types need
// Label. At most 500 results of a search are offered, and those of the last 200
// searches can be chosen.
func Search[V any](label string, find func(ctx context.Context, query string) ([]V, error)) SearchInput[V] {
	return searchInput[V](spec{
		method: protocol.Search, label: label, kind: searchKind[V]{finding[V]{find: find}},
	})
}

func searchInput[V any](s spec) SearchInput[V] {
	return SearchInput[V]{OptionInput[SearchInput[V], V, V]{Input[SearchInput[V], V]{s, searchInput[V]}}}
}

// Initial sets the results offered before anything is typed.
func (f SearchInput[V]) Initial(results []V) SearchInput[V] {
	k := f.spec.kind.(searchKind[V])
	k.initial = slices.Clone(results)
	f.spec.kind = k
	return searchInput[V](f.spec)
}

// Pages has people go on to further results at the end of the list, up to 500: next
// finds a page of what a query finds, in place of the function that the search was made
// with, and reports whether there is another page. The first page is 0. goesOn says that
// there are pages behind the initial results, which are page 0 of nothing typed.
func (f SearchInput[V]) Pages(goesOn bool, next func(ctx context.Context, query string, page int) (found []V, more bool, err error)) SearchInput[V] {
	k := f.spec.kind.(searchKind[V])
	k.pages, k.goesOn = next, goesOn
	f.spec.kind = k
	return searchInput[V](f.spec)
}

// Placeholder sets the text shown while the field is empty.
func (f SearchInput[V]) Placeholder(text string) SearchInput[V] {
	return searchInput[V](f.spec.with("placeholder", text))
}

type searchKind[V any] struct{ finding[V] }

func (k searchKind[V]) seenAs(look face[V]) kind {
	k.face = look
	return k
}

func (k searchKind[V]) prepare(_ context.Context, s *spec, p *part) error {
	var defaults []V
	if initial, ok := s.initial.(*V); ok {
		defaults = []V{*initial}
	}
	err := k.finding.prepare(p, defaults)
	s.kind = k
	return err
}

func (k searchKind[V]) write(spec, any) (any, error) { return resultKey("default", 0), nil }

func (k searchKind[V]) read(_ spec, raw json.RawMessage) (any, error) {
	v, err := k.chosen(raw)
	if err != nil {
		return nil, err
	}
	return &v, nil
}

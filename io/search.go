package io

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// SearchInput asks for a value that is found by searching.
type SearchInput[V any] struct{ Input[SearchInput[V], V] }

// Search asks for one of the values that find returns for what the person types.
// find is called on the host, once at a time; its context ends when the question
// does. People read the text of a simple value; values of other types need
// Label. At most 500 results of a search are offered.
func Search[V any](label string, find func(ctx context.Context, query string) ([]V, error)) SearchInput[V] {
	return searchInput[V](spec{method: protocol.Search, label: label, kind: searchKind[V]{find: find}})
}

func searchInput[V any](s spec) SearchInput[V] {
	return SearchInput[V]{Input[SearchInput[V], V]{s, searchInput[V]}}
}

// Label sets what people read for a result.
func (f SearchInput[V]) Label(text func(V) string) SearchInput[V] {
	k := f.spec.kind.(searchKind[V])
	k.label = text
	f.spec.kind = k
	return searchInput[V](f.spec)
}

// Describe sets a second line for each result.
func (f SearchInput[V]) Describe(text func(V) string) SearchInput[V] {
	k := f.spec.kind.(searchKind[V])
	k.describe = text
	f.spec.kind = k
	return searchInput[V](f.spec)
}

// Initial sets the results offered before anything is typed.
func (f SearchInput[V]) Initial(results []V) SearchInput[V] {
	k := f.spec.kind.(searchKind[V])
	k.initial = slices.Clone(results)
	f.spec.kind = k
	return searchInput[V](f.spec)
}

// Placeholder sets the text shown while the field is empty.
func (f SearchInput[V]) Placeholder(text string) SearchInput[V] {
	return searchInput[V](f.spec.with("placeholder", text))
}

const (
	mostResults = 500
	mostBatches = 200 // remembered, so that an earlier result can still be chosen
	longQuery   = 1000
)

// searchResult is a result as the dashboard gets it.
type searchResult struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
}

type searchKind[V any] struct {
	find            func(context.Context, string) ([]V, error)
	label, describe func(V) string
	initial         []V
	offered         *offered[V]
}

// offered is what one screen has offered, by batch. The screen's lock guards it.
type offered[V any] struct {
	batches map[string][]V
	next    int
}

func (k searchKind[V]) prepare(_ context.Context, s *spec, p *part) error {
	k.offered = &offered[V]{batches: map[string][]V{"0": k.initial}, next: 1}
	results, err := k.results("0", k.initial)
	if err != nil {
		return err
	}
	if s.initial != nil {
		preset := []V{as[V](s.initial)}
		more, err := k.results("default", preset)
		if err != nil {
			return err
		}
		k.offered.batches["default"] = preset
		results = append(results, more...)
	}
	p.props["results"] = results
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) { return k.search(ctx, p, raw) }
	s.kind = k
	return nil
}

// results returns a batch as the dashboard gets it.
func (k searchKind[V]) results(batch string, found []V) ([]searchResult, error) {
	results := make([]searchResult, len(found))
	for i, v := range found {
		text, ok := short(v)
		if k.label != nil {
			text, ok = k.label(v), true
		}
		if !ok {
			return nil, fmt.Errorf("results of type %T need Label", v)
		}
		results[i] = searchResult{Label: text, Value: batch + ":" + strconv.Itoa(i)}
		if k.describe != nil {
			results[i].Description = k.describe(v)
		}
	}
	return results, nil
}

// search runs the query of a new state.
func (k searchKind[V]) search(ctx context.Context, p *part, raw json.RawMessage) (func(), error) {
	var state struct {
		Query *string `json:"queryTerm"`
	}
	if json.Unmarshal(raw, &state) != nil || state.Query == nil || len(*state.Query) > longQuery {
		return nil, refusal("This cannot be searched for.")
	}
	query := strings.TrimSpace(*state.Query)
	if query == "" && k.initial != nil {
		results, err := k.results("0", k.initial)
		return func() { p.props["results"] = results }, err
	}
	found, err := k.find(ctx, query)
	if err != nil {
		return nil, err
	}
	found = slices.Clone(found[:min(len(found), mostResults)])
	batch := strconv.Itoa(k.offered.next) // only states, one at a time, count on
	results, err := k.results(batch, found)
	if err != nil {
		return nil, err
	}
	return func() {
		k.offered.batches[batch] = found
		delete(k.offered.batches, strconv.Itoa(k.offered.next-mostBatches))
		k.offered.next++
		p.props["results"] = results
	}, nil
}

func (k searchKind[V]) write(s spec, initial any) (any, error) { return "default:0", nil }

func (k searchKind[V]) read(_ spec, raw json.RawMessage) (any, error) {
	var value string
	if json.Unmarshal(raw, &value) != nil {
		return nil, errType
	}
	batch, place, _ := strings.Cut(value, ":")
	i, err := strconv.Atoi(place)
	found := k.offered.batches[batch]
	if err != nil || i < 0 || i >= len(found) || value != batch+":"+strconv.Itoa(i) {
		return nil, refusal("Choose one of the results.")
	}
	return new(found[i]), nil
}

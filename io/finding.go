package io

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

const (
	mostResults = 500
	mostBatches = 200 // remembered, so that an earlier result can still be chosen
	longQuery   = 1000
)

// finding is a search: how it finds, and what it has found so far.
type finding[V any] struct {
	face[V]
	find    func(context.Context, string) ([]V, error)
	initial []V
	offered *offered[V]
}

// offered is what one screen has offered, by batch. The screen's lock guards it.
type offered[V any] struct {
	batches map[string][]V
	next    int
}

// prepare offers the initial results, and the defaults beside them.
func (f *finding[V]) prepare(p *part, defaults []V) error {
	f.offered = &offered[V]{batches: map[string][]V{"0": f.initial}, next: 1}
	results, err := f.results("0", f.initial)
	if err != nil {
		return err
	}
	if len(defaults) > 0 {
		more, err := f.results("default", defaults)
		if err != nil {
			return err
		}
		f.offered.batches["default"] = slices.Clone(defaults)
		results = append(results, more...)
	}
	p.props["results"] = results
	p.pool = f
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) { return f.search(ctx, p, raw) }
	p.failed = func(error) { p.found([]wireOption{}, nil) } // earlier results are no answer to this query
	return nil
}

// results returns a batch as the dashboard gets it.
func (f *finding[V]) results(batch string, found []V) ([]wireOption, error) {
	results := make([]wireOption, len(found))
	for i, v := range found {
		r, err := f.option(v, resultKey(batch, i))
		if err != nil {
			return nil, err
		}
		results[i] = r
	}
	return results, nil
}

// resultKey names a result of a batch.
func resultKey(batch string, i int) string { return batch + ":" + strconv.Itoa(i) }

// search runs the query of a new state.
func (f *finding[V]) search(ctx context.Context, p *part, raw json.RawMessage) (func(), error) {
	var state struct {
		Query  *string           `json:"queryTerm"`
		Chosen []json.RawMessage `json:"chosen"`
	}
	if json.Unmarshal(raw, &state) != nil || state.Query == nil || len(*state.Query) > longQuery || len(state.Chosen) > mostResults {
		return nil, refusal("This cannot be searched for.")
	}
	chosen, err := f.again(state.Chosen)
	if err != nil {
		return nil, err
	}
	query := strings.TrimSpace(*state.Query)
	if query == "" && f.initial != nil {
		results, err := f.results("0", f.initial)
		return func() { p.found(results, chosen) }, err
	}
	found, err := f.find(ctx, query)
	if err != nil {
		return nil, err
	}
	found = slices.Clone(found[:min(len(found), mostResults)])
	batch := strconv.Itoa(f.offered.next) // only states, one at a time, count on
	results, err := f.results(batch, found)
	if err != nil {
		return nil, err
	}
	return func() {
		f.offered.batches[batch] = found
		delete(f.offered.batches, strconv.Itoa(f.offered.next-mostBatches))
		f.offered.next++
		p.found(results, chosen)
	}, nil
}

// found shows results beside earlier ones that were chosen.
func (p *part) found(results, chosen []wireOption) {
	p.props["results"] = results
	delete(p.props, "chosen")
	if len(chosen) > 0 {
		p.props["chosen"] = chosen
	}
}

// again returns the results with these keys as they were offered, so that the
// dashboard can name what was chosen in earlier searches. Others are left out.
func (f *finding[V]) again(keys []json.RawMessage) ([]wireOption, error) {
	var results []wireOption
	for _, raw := range keys {
		v, refused := f.chosen(raw)
		if refused != nil {
			continue
		}
		r, err := f.option(v, raw)
		if err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	return results, nil
}

// chosen finds the result that an answer names.
func (f *finding[V]) chosen(raw json.RawMessage) (v V, err error) {
	var key string
	if json.Unmarshal(raw, &key) != nil || empty(raw) {
		return v, errType
	}
	batch, place, _ := strings.Cut(key, ":")
	i, err := strconv.Atoi(place)
	found := f.offered.batches[batch]
	if err != nil || i < 0 || i >= len(found) || key != resultKey(batch, i) {
		return v, refusal("Choose one of the results.")
	}
	return found[i], nil
}

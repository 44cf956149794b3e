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
	pages   pages[V] // instead of find; nil for one page
	goesOn  bool     // there are pages behind initial
	offered *offered[V]
}

// pages finds a page of the results of a query, the first one 0, and reports whether
// there is another behind it.
type pages[V any] = func(ctx context.Context, query string, page int) (found []V, more bool, err error)

// offered is what one screen has offered, by batch. The screen's lock guards it.
type offered[V any] struct {
	batches map[string][]V
	next    int
	first   listing // of nothing typed
	last    listing // of what was typed last
}

// listing is what is listed for a query so far.
type listing struct {
	query   string
	results []wireOption
	page    int
	more    bool // pages behind it
	narrow  bool // more than may be listed
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
	p.found(listing{results: results, more: f.goesOn}, nil)
	f.offered.first = listing{results: results[:len(f.initial)], more: f.goesOn}
	p.pool = f
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) { return f.search(ctx, p, raw) }
	p.failed = func(error) { p.found(listing{results: []wireOption{}}, nil) } // earlier results are no answer to this query
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
		Page   int               `json:"page"`
	}
	if json.Unmarshal(raw, &state) != nil || state.Query == nil || len(*state.Query) > longQuery || len(state.Chosen) > mostResults || state.Page < 0 {
		return nil, refusal("This cannot be searched for.")
	}
	chosen, err := f.again(state.Chosen)
	if err != nil {
		return nil, err
	}
	query := strings.TrimSpace(*state.Query)
	was, first := f.listed(query)
	switch {
	case state.Page == 0 && first != nil:
		results, err := f.results("0", f.initial)
		l := listing{results: results, more: f.goesOn}
		return func() { *was = l; p.found(l, chosen) }, err
	case state.Page == 0:
		return f.goOn(ctx, p, was, listing{query: query, page: -1}, chosen)
	case was.query != query || state.Page > was.page+1 || state.Page > was.page && !was.more:
		return nil, refusal("This cannot be searched for.")
	case state.Page <= was.page:
		return func() { p.found(*was, chosen) }, nil
	}
	return f.goOn(ctx, p, was, *was, chosen)
}

// listed is what was listed last, of nothing typed where that has initial results.
func (f *finding[V]) listed(query string) (was *listing, initial []V) {
	if query == "" && f.initial != nil {
		return &f.offered.first, f.initial
	}
	return &f.offered.last, nil
}

// goOn lists one page more than l does, and keeps that as what was listed last.
func (f *finding[V]) goOn(ctx context.Context, p *part, was *listing, l listing, chosen []wireOption) (func(), error) {
	l.page++
	found, more, err := f.page(ctx, l.query, l.page)
	if err != nil {
		return nil, err
	}
	room := mostResults - len(l.results)
	l.narrow = len(found) > room || more && len(found) == room
	l.more = more && !l.narrow
	found = slices.Clone(found[:min(len(found), room)])
	batch := strconv.Itoa(f.offered.next) // only states, one at a time, count on
	results, err := f.results(batch, found)
	if err != nil {
		return nil, err
	}
	l.results = slices.Concat(l.results, results)
	return func() {
		f.offered.batches[batch] = found
		delete(f.offered.batches, strconv.Itoa(f.offered.next-mostBatches))
		f.offered.next++
		*was = l
		p.found(l, chosen)
	}, nil
}

// page finds a page of results.
func (f *finding[V]) page(ctx context.Context, query string, page int) (found []V, more bool, err error) {
	if f.pages != nil {
		return f.pages(ctx, query, page)
	}
	found, err = f.find(ctx, query)
	return found, false, err
}

// found lists results beside earlier ones that were chosen.
func (p *part) found(l listing, chosen []wireOption) {
	p.props["results"] = l.results
	for name, is := range map[string]bool{"more": l.more, "narrow": l.narrow} {
		delete(p.props, name)
		if is {
			p.props[name] = true
		}
	}
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

package io

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// mostOffered is how many rows that were fetched are remembered.
const mostOffered = 20_000

// offeredRows are the rows that one screen has offered. The screen's lock guards
// them.
type offeredRows[R any] struct {
	rows   map[string]R
	places map[string]int // by when they were first offered
	next   int
	oldest []string
}

func (o *offeredRows[R]) has(key string) bool {
	_, known := o.rows[key]
	return known
}

// add remembers a row, in the place of an earlier state of it.
func (o *offeredRows[R]) add(key string, row R) {
	if !o.has(key) {
		o.places[key] = o.next
		o.next++
		o.oldest = append(o.oldest, key)
	}
	o.rows[key] = row
}

// forget drops the oldest rows beyond so many.
func (o *offeredRows[R]) forget(limit int) {
	for len(o.oldest) > limit {
		delete(o.rows, o.oldest[0])
		delete(o.places, o.oldest[0])
		o.oldest = o.oldest[1:]
	}
}

// inOrder returns keys in the order in which their rows were offered, each once.
func (o *offeredRows[R]) inOrder(keys []string) []string {
	slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(o.places[a], o.places[b]) })
	return slices.Compact(keys)
}

// keyedRow is a row with the name it has towards the dashboard.
type keyedRow[R any] struct {
	key string
	row R
}

// rowSource is where the rows of a selection come from.
type rowSource[R any] interface {
	// page returns the props of one page and the rows on it.
	page(ctx context.Context, q TableQuery) (map[string]any, []keyedRow[R], error)
	// all returns every row that q matches, or a refusal when there are too many.
	all(ctx context.Context, q TableQuery) ([]keyedRow[R], error)
}

var errTooMany = refusal("More than 5,000 rows match. Narrow the search first.")

// localRows are all at hand; all of them are offered from the beginning.
type localRows[R any] struct {
	*memory[R]
	spoken bool
}

func (l localRows[R]) page(_ context.Context, q TableQuery) (map[string]any, []keyedRow[R], error) {
	found := l.find(q)
	rows, err := l.memory.page(found, q, l.spoken)
	return map[string]any{"data": rows, "totalRecords": len(found)}, nil, err
}

func (l localRows[R]) all(_ context.Context, q TableQuery) ([]keyedRow[R], error) {
	found := l.find(q)
	if len(found) > mostSelected {
		return nil, errTooMany
	}
	rows := make([]keyedRow[R], len(found))
	for i, at := range found {
		rows[i] = keyedRow[R]{l.keyOf(at, l.rows[at]), l.rows[at]}
	}
	return rows, nil
}

// remoteRows are fetched.
type remoteRows[R any] struct {
	grid   grid[R]
	fetch  func(context.Context, TableQuery) (TablePage[R], error)
	spoken bool
}

func (r remoteRows[R]) page(ctx context.Context, q TableQuery) (map[string]any, []keyedRow[R], error) {
	page, err := r.fetch(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	props, err := r.grid.page(page, q, r.spoken)
	if err != nil {
		return nil, nil, err
	}
	rows, err := r.keyed(page.Rows)
	return props, rows, err
}

func (r remoteRows[R]) keyed(rows []R) ([]keyedRow[R], error) {
	keyed := make([]keyedRow[R], len(rows))
	seen := map[string]bool{}
	for i, row := range rows {
		key := r.grid.key(row)
		if seen[key] {
			return nil, fmt.Errorf("two rows have the key %q", key)
		}
		seen[key] = true
		keyed[i] = keyedRow[R]{key, row}
	}
	return keyed, nil
}

// all fetches page after page until there is nothing new.
func (r remoteRows[R]) all(ctx context.Context, q TableQuery) ([]keyedRow[R], error) {
	q.Offset, q.Limit, q.After, q.Before = 0, mostRows, "", ""
	var all []keyedRow[R]
	seen := map[string]bool{}
	for {
		page, err := r.fetch(ctx, q)
		if err != nil {
			return nil, err
		}
		if len(page.Rows) > mostRows {
			return nil, errLongPage
		}
		before := len(all)
		for _, row := range page.Rows {
			if key := r.grid.key(row); !seen[key] {
				seen[key] = true
				all = append(all, keyedRow[R]{key, row})
			}
		}
		last := page.Next == "" && (len(page.Rows) < mostRows || q.After != "")
		switch {
		case len(all) > mostSelected:
			return nil, errTooMany
		case last || len(all) == before:
			return all, nil
		}
		q.After, q.Offset = page.Next, q.Offset+len(page.Rows)
	}
}

var errLongPage = errors.New("more than 500 rows in a page")

// page returns the props of a page that was fetched.
func (g grid[R]) page(page TablePage[R], q TableQuery, spoken bool) (map[string]any, error) {
	if len(page.Rows) > mostRows {
		return nil, errLongPage
	}
	rows := make([]wireRow, len(page.Rows))
	for i, row := range page.Rows {
		var err error
		if rows[i], err = g.wire(q.Offset+i, row, spoken); err != nil {
			return nil, err
		}
	}
	return page.props(rows), nil
}

package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/internal/txn"
)

// mostSelected is how many rows can be selected: more do not fit in an answer.
const mostSelected = 5000

var errSelected = refusal("Select at most 5,000 rows.")

type rowsKind[R any] struct {
	grid     grid[R]
	explicit bool
	quiet    bool // without a search box
	pageSize int
	rows     []R
	fetch    func(context.Context, TableQuery) (TablePage[R], error)
	offered  *offeredRows[R]
}

func (k rowsKind[R]) prepare(ctx context.Context, s *spec, p *part) error {
	help, _ := setting[string](*s, "helpText")
	if err := layOut(p, &k.grid, k.explicit, k.rows, &k.pageSize, help); err != nil {
		return err
	}
	p.props["isSortable"], p.props["isFilterable"] = true, !k.quiet
	k.offered = &offeredRows[R]{rows: map[string]R{}, places: map[string]int{}}
	from, err := k.source(ctx, s)
	if err != nil {
		return err
	}
	preset := k.preset(ctx, s)
	if err := notTooMany(*s, "maxSelections", len(preset)); err != nil {
		return err
	}
	s.initial = nil // it travels as selectedKeys
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) {
		q, state, err := readQuery(raw, k.grid.wireColumns(), k.pageSize)
		if err != nil {
			return nil, err
		}
		return k.turn(ctx, p, from, q, state.SelectAll, preset)
	}
	p.begin = func(ctx context.Context) (func(), error) {
		return k.turn(ctx, p, from, TableQuery{Limit: k.pageSize}, false, preset)
	}
	p.failed = func(err error) {
		if _, stays := errors.AsType[allError](err); !stays {
			p.replace(map[string]any{"data": []wireRow{}, "selectedKeys": preset, "unavailable": loadMessage(err)})
		}
	}
	p.props["data"], p.props["selectedKeys"] = []wireRow{}, preset
	s.kind = k
	return nil
}

// source returns where the rows come from, whatever is known of how many there
// are being enough.
func (k rowsKind[R]) source(ctx context.Context, s *spec) (rowSource[R], error) {
	spoken := speaks(ctx)
	if k.fetch != nil {
		if k.grid.key == nil {
			return nil, errors.New("rows that are fetched need Key")
		}
		return remoteRows[R]{k.grid, k.fetch, spoken}, checkCounts(*s, -1, "row")
	}
	if err := checkCounts(*s, len(k.rows), "row"); err != nil {
		return nil, err
	}
	m := &memory[R]{grid: k.grid, rows: k.rows}
	if err := m.load(); err != nil {
		return nil, err
	}
	for i, row := range k.rows {
		key := k.grid.keyOf(i, row)
		if k.offered.has(key) {
			return nil, fmt.Errorf("two rows have the key %q", key)
		}
		k.offered.add(key, row)
	}
	return localRows[R]{m, spoken}, nil
}

// preset returns the keys of the rows that are selected at first.
func (k rowsKind[R]) preset(ctx context.Context, s *spec) []string {
	keys := []string{}
	chosen, ok := s.initial.(*[]R)
	if !ok {
		return keys
	}
	for _, row := range *chosen {
		key, found := k.locate(row)
		if !found {
			txn.Logger(ctx).WarnContext(ctx, "a row that was to be selected at first is not among the rows", "label", s.label)
			continue
		}
		keys = append(keys, key)
	}
	return keys
}

// locate returns the key of a row that is selected at first.
func (k rowsKind[R]) locate(row R) (string, bool) {
	if k.grid.key != nil {
		key := k.grid.key(row)
		if k.fetch != nil {
			k.offered.add(key, row)
		}
		return key, k.offered.has(key)
	}
	i := slices.IndexFunc(k.rows, func(r R) bool { return reflect.DeepEqual(r, row) })
	return k.grid.keyOf(i, row), i >= 0
}

// allError is why not all rows that match could be selected. Those on the screen
// still answer what was asked.
type allError struct{ error }

func (e allError) Unwrap() error { return e.error }

// turn works out another page, and what becomes selected where the person selects
// all that match.
func (k rowsKind[R]) turn(ctx context.Context, p *part, from rowSource[R], q TableQuery, all bool, preset []string) (func(), error) {
	props, shown, err := from.page(ctx, q)
	if err != nil {
		return nil, err
	}
	keys := preset
	if all {
		matching, err := from.all(ctx, q)
		if err != nil {
			return nil, allError{err}
		}
		keys = []string{}
		for _, one := range matching {
			keys = append(keys, one.key)
		}
		shown = append(shown, matching...)
	}
	props["selectedKeys"] = keys
	return func() {
		for _, one := range shown {
			k.offered.add(one.key, one.row)
		}
		if k.fetch != nil {
			k.offered.forget(mostOffered)
		}
		p.replace(props)
	}, nil
}

func (rowsKind[R]) write(spec, any) (any, error) { return nil, nil }

func (k rowsKind[R]) read(s spec, raw json.RawMessage) (any, error) {
	var picked []struct {
		Key *string `json:"key"`
	}
	if json.Unmarshal(raw, &picked) != nil {
		return nil, errType
	}
	if len(picked) > mostSelected {
		return nil, errSelected
	}
	keys := make([]string, len(picked))
	for i, one := range picked {
		switch {
		case one.Key == nil:
			return nil, errType
		case !k.offered.has(*one.Key):
			return nil, refusal("Choose only rows of the table.")
		}
		keys[i] = *one.Key
	}
	keys = k.offered.inOrder(keys)
	if len(keys) < len(picked) {
		return nil, refusal("Choose each row once.")
	}
	if err := rightCount(s, len(keys), "row"); err != nil {
		return nil, err
	}
	rows := make([]R, len(keys))
	for i, key := range keys {
		rows[i] = k.offered.rows[key]
	}
	return &rows, nil
}

package io

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// SelectRowsInput asks for some of several rows.
type SelectRowsInput[R any] struct{ Input[SelectRowsInput[R], []R] }

// SelectRows asks for rows of a table, none among them unless AtLeast says
// otherwise. Rows and columns are as in [Table]. The answer has the order of
// rows.
func SelectRows[R any](label string, rows []R) SelectRowsInput[R] {
	return selectRowsInput[R](spec{
		method: protocol.SelectTable, label: label, kind: rowsKind[R]{rows: slices.Clone(rows)},
	})
}

func selectRowsInput[R any](s spec) SelectRowsInput[R] {
	return SelectRowsInput[R]{Input[SelectRowsInput[R], []R]{s, selectRowsInput[R]}}
}

func (f SelectRowsInput[R]) change(how func(*rowsKind[R])) SelectRowsInput[R] {
	k := f.spec.kind.(rowsKind[R])
	how(&k)
	f.spec.kind = k
	return selectRowsInput[R](f.spec)
}

// Columns sets the columns, in order.
func (f SelectRowsInput[R]) Columns(columns ...Column[R]) SelectRowsInput[R] {
	return f.change(func(k *rowsKind[R]) { k.grid.columns, k.explicit = slices.Clone(columns), true })
}

// Key names each row to the dashboard, for example by its primary key. Default:
// its place.
func (f SelectRowsInput[R]) Key(of func(R) string) SelectRowsInput[R] {
	return f.change(func(k *rowsKind[R]) { k.grid.key = of })
}

// PageSize is how many rows a page has at first, 1 to 500. Default: 20.
func (f SelectRowsInput[R]) PageSize(n int) SelectRowsInput[R] {
	return f.change(func(k *rowsKind[R]) { k.pageSize = n })
}

// AtLeast is the fewest rows accepted.
func (f SelectRowsInput[R]) AtLeast(n int) SelectRowsInput[R] {
	return selectRowsInput[R](f.spec.with("minSelections", n))
}

// AtMost is the most rows accepted.
func (f SelectRowsInput[R]) AtMost(n int) SelectRowsInput[R] {
	return selectRowsInput[R](f.spec.with("maxSelections", n))
}

type rowsKind[R any] struct {
	grid     grid[R]
	explicit bool
	rows     []R
	pageSize int
	places   map[string]int // of each key
}

func (k rowsKind[R]) prepare(ctx context.Context, s *spec, p *part) error {
	help, _ := setting[string](*s, "helpText")
	if err := layOut(p, &k.grid, k.explicit, k.rows, &k.pageSize, help); err != nil {
		return err
	}
	if err := checkCounts(*s, len(k.rows), "row"); err != nil {
		return err
	}
	k.places = make(map[string]int, len(k.rows))
	for i, row := range k.rows {
		key := k.grid.keyOf(i, row)
		if _, twice := k.places[key]; twice {
			return fmt.Errorf("two rows have the key %q", key)
		}
		k.places[key] = i
	}
	m := &memory[R]{grid: k.grid, rows: k.rows}
	if err := m.load(); err != nil {
		return err
	}
	p.props["isSortable"], p.props["isFilterable"] = true, true
	p.props["selectedKeys"] = k.preset(s)
	s.initial = nil // it travels as selectedKeys
	k.connect(p, m, speaks(ctx))
	s.kind = k
	return k.begin(p, m, speaks(ctx))
}

// preset returns the keys of the rows that are selected at first.
func (k rowsKind[R]) preset(s *spec) []string {
	keys := []string{}
	chosen, ok := s.initial.(*[]R)
	if !ok {
		return keys
	}
	for i, row := range k.rows {
		if slices.ContainsFunc(*chosen, func(r R) bool { return reflect.DeepEqual(r, row) }) {
			keys = append(keys, k.grid.keyOf(i, row))
		}
	}
	return keys
}

func (k rowsKind[R]) begin(p *part, m *memory[R], spoken bool) error {
	q := TableQuery{Limit: k.pageSize}
	found := m.find(q)
	rows, err := m.page(found, q, spoken)
	p.props["data"], p.props["totalRecords"] = rows, len(found)
	return err
}

// connect lets the person search, sort, page and select everything that matches.
func (k rowsKind[R]) connect(p *part, m *memory[R], spoken bool) {
	p.state = func(_ context.Context, raw json.RawMessage) (func(), error) {
		q, state, err := readQuery(raw, k.grid.wireColumns(), k.pageSize)
		if err != nil {
			return nil, err
		}
		found := m.find(q)
		rows, err := m.page(found, q, spoken)
		if err != nil {
			return nil, err
		}
		keys := []string{}
		if state.SelectAll {
			for _, i := range found {
				keys = append(keys, k.grid.keyOf(i, k.rows[i]))
			}
		}
		return func() {
			p.replace(map[string]any{"data": rows, "totalRecords": len(found), "selectedKeys": keys})
		}, nil
	}
}

func (rowsKind[R]) write(spec, any) (any, error) { return nil, nil }

func (k rowsKind[R]) read(s spec, raw json.RawMessage) (any, error) {
	var picked []struct {
		Key *string `json:"key"`
	}
	if json.Unmarshal(raw, &picked) != nil {
		return nil, errType
	}
	places := make([]int, len(picked))
	for i, one := range picked {
		if one.Key == nil {
			return nil, errType
		}
		at, offered := k.places[*one.Key]
		if !offered {
			return nil, refusal("Choose only rows of the table.")
		}
		places[i] = at
	}
	slices.Sort(places)
	places = slices.Compact(places)
	if err := rightCount(s, len(places), "row"); err != nil {
		return nil, err
	}
	rows := make([]R, len(places))
	for i, at := range places {
		rows[i] = k.rows[at]
	}
	return &rows, nil
}

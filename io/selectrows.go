package io

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// SelectRowsInput asks for some of several rows.
type SelectRowsInput[R any] struct{ Input[SelectRowsInput[R], []R] }

// SelectRows asks for rows of a table, none among them unless AtLeast says
// otherwise, and at most 5,000. Rows and columns are as in [Table]. The answer
// has the order of rows. Rows of the default are selected at first; with Key they
// are found by it.
//
// With AtLeast(1) and AtMost(1) exactly one row is chosen, with radio buttons.
func SelectRows[R any](label string, rows []R) SelectRowsInput[R] {
	return selectRowsInput[R](spec{
		method: protocol.SelectTable, label: label, kind: rowsKind[R]{rows: slices.Clone(rows)},
	})
}

// SelectRowsFrom is [SelectRows] for rows that fetch returns, page by page, as in
// [TableFrom]. It needs Key. What people select stays selected while they search
// and turn pages, and comes back as it was fetched last, in the order in which
// rows were first shown. To select all that match, fetch is called for 500 rows
// at a time. The last 20,000 rows that were shown can be selected. Where a later
// fetch fails, that is said in the place of the rows, with a way to try again.
func SelectRowsFrom[R any](label string, fetch func(ctx context.Context, q TableQuery) (TablePage[R], error)) SelectRowsInput[R] {
	return selectRowsInput[R](spec{
		method: protocol.SelectTable, label: label, kind: rowsKind[R]{fetch: fetch},
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
// its place among the rows, counted from 0.
func (f SelectRowsInput[R]) Key(of func(R) string) SelectRowsInput[R] {
	return f.change(func(k *rowsKind[R]) { k.grid.key = of })
}

// RowMenu sets the menu of each row.
func (f SelectRowsInput[R]) RowMenu(items func(R) []LinkTo) SelectRowsInput[R] {
	return f.change(func(k *rowsKind[R]) { k.grid.menu = items })
}

// NoSearch leaves out the search box, for a fetch that does not search.
func (f SelectRowsInput[R]) NoSearch() SelectRowsInput[R] {
	return f.change(func(k *rowsKind[R]) { k.quiet = true })
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

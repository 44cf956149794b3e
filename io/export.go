package io

import (
	"fmt"
	stdio "io"

	"github.com/stagedoor/stagedoor/internal/txn"
)

// Format writes tables as files of one kind; [CSV] is one. Further ones are
// modules of their own, see export/xlsx, and are named in Config.Exports of the
// panel.
type Format = txn.Format

// RowWriter is what a [Format] writes the rows of one file to.
type RowWriter = txn.RowWriter

// DecimalCell is a number of a [RowWriter] as decimal text, for example an amount.
type DecimalCell = txn.Decimal

// WriteRows writes rows as a file, as the export of a [Table] with these columns
// would be; without columns they are derived as there. Texts that a spreadsheet
// would take for formulas are made harmless.
func WriteRows[R any](w stdio.Writer, f Format, rows []R, columns ...Column[R]) error {
	g := grid[R]{columns: columns}
	if err := g.settle(len(columns) > 0, rows); err != nil {
		return fmt.Errorf("io: %w", err)
	}
	out, err := g.export(w, f)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := out.row(row); err != nil {
			out.Drop()
			return err
		}
	}
	return out.End()
}

// settle finds out the columns unless they were said, and checks them.
func (g *grid[R]) settle(explicit bool, rows []R) (err error) {
	if !explicit {
		if g.columns, err = columnsOf(rows); err != nil {
			return err
		}
	}
	g.columns, err = checkColumns(g.columns)
	return err
}

// export begins a file of this grid.
func (g grid[R]) export(w stdio.Writer, f Format) (*exporting[R], error) {
	names := make([]string, len(g.columns))
	for i, c := range g.columns {
		names[i] = c.Label
		if (c.Type == MoneyColumn || c.Type == NumberColumn) && c.Currency != "" {
			names[i] = fmt.Sprintf("%s (%s)", c.Label, c.Currency)
		}
	}
	out, err := f.Begin(w, names)
	if err != nil {
		return nil, err
	}
	return &exporting[R]{RowWriter: out, grid: g}, nil
}

// exporting writes the rows of a grid to a file.
type exporting[R any] struct {
	RowWriter
	grid grid[R]
	rows int
}

func (e *exporting[R]) row(row R) error {
	cells, err := e.grid.cells(row)
	if err != nil {
		return err
	}
	return e.cells(cells)
}

// cells adds a row that has been worked out. Amounts are written in the unit that
// people count in.
func (e *exporting[R]) cells(cells []any) error {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = c
		if n, isInt := c.(int64); isInt && e.grid.columns[i].Type == MoneyColumn {
			out[i] = DecimalCell(majorUnits(n, e.grid.columns[i].Currency))
		}
	}
	e.rows++
	return e.Row(out)
}

package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	stdio "io"
	"slices"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxExport is how many rows an export has at most.
const maxExport = 1_000_000

// wireExport is a kind of file that a table can be had as.
type wireExport struct {
	Format string `json:"format"`
	Label  string `json:"label"`
}

// formats are those that tables of a run or page can be exported in.
func formats(ctx context.Context) []Format {
	all := []Format{CSV, JSONRows}
	if tx, ok := txn.From(ctx); ok {
		all = append(all, tx.Formats...)
	}
	return all
}

// export is a table that can be had whole.
type export[R any] struct {
	label string
	grid  grid[R]
	// each calls yield with the rows that q selects, in its order.
	each func(ctx context.Context, q TableQuery, yield func([]any) error) error
}

// offer lets people export what they have searched, filtered and sorted.
func (e export[R]) offer(ctx context.Context, p *part) {
	if !speaks(ctx) {
		return
	}
	known := formats(ctx)
	kinds := make([]wireExport, len(known))
	for i, f := range known {
		kinds[i] = wireExport{f.Extension(), f.Name()}
	}
	p.props["exports"] = kinds
	p.download = func(r txn.DownloadRequest) (*txn.Download, error) {
		i := slices.IndexFunc(known, func(f Format) bool { return f.Extension() == r.Format })
		if i < 0 {
			return nil, refusal("The table cannot be exported like this.")
		}
		q, columns, err := e.query(r.State)
		if err != nil {
			return nil, err
		}
		return &txn.Download{
			Name:        protocol.FileName(cmp.Or(e.label, "Table") + "." + known[i].Extension()),
			ContentType: known[i].ContentType(), Size: -1,
			Write: func(ctx context.Context, w stdio.Writer) (int, error) { return e.write(ctx, w, known[i], q, columns) },
		}, nil
	}
}

// query reads what selects the rows, and the places of the columns that are wanted.
// The page that is on the screen does not count.
func (e export[R]) query(state json.RawMessage) (TableQuery, []int, error) {
	if empty(state) {
		return TableQuery{Limit: mostRows}, e.places(nil), nil
	}
	q, s, err := readQuery(state, e.grid.wireColumns(), mostRows)
	q.Offset, q.Limit, q.After, q.Before = 0, mostRows, "", ""
	return q, e.places(s.Columns), err
}

// places are those of the columns with these keys, or of all where none has one.
func (e export[R]) places(keys []string) []int {
	var chosen, all []int
	for i, c := range e.grid.columns {
		all = append(all, i)
		if slices.Contains(keys, c.Key) {
			chosen = append(chosen, i)
		}
	}
	if len(chosen) == 0 {
		return all
	}
	return chosen
}

// write makes the file, and returns how many rows it has.
func (e export[R]) write(ctx context.Context, w stdio.Writer, f Format, q TableQuery, columns []int) (int, error) {
	wanted := grid[R]{columns: make([]Column[R], len(columns))}
	for i, at := range columns {
		wanted.columns[i] = e.grid.columns[at]
	}
	picked := make([]any, len(columns))
	out, err := wanted.export(w, f)
	if err != nil {
		return 0, err
	}
	err = e.each(ctx, q, func(cells []any) error {
		if out.rows >= maxExport {
			return refusal(fmt.Sprintf("More than %d rows: narrow them down first.", maxExport))
		}
		for i, at := range columns {
			picked[i] = cells[at]
		}
		return out.cells(picked)
	})
	if err != nil {
		out.Drop()
		return 0, err
	}
	return out.rows, out.End()
}

// each calls yield with the rows that q selects.
func (m *memory[R]) each(ctx context.Context, q TableQuery, yield func([]any) error) error {
	for _, at := range m.find(q) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := yield(m.cells[at]); err != nil {
			return err
		}
	}
	return nil
}

// eachFetched fetches page by page, by cursors where there are any.
func (d TableDisplay[R]) eachFetched(ctx context.Context, q TableQuery, yield func([]any) error) error {
	q.Export = true
	for {
		page, err := d.fetch(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			cells, err := d.grid.cells(row)
			if err != nil {
				return err
			}
			if err := yield(cells); err != nil {
				return err
			}
		}
		q.Offset += len(page.Rows)
		q.After = page.Next
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case len(page.Rows) == 0:
			return nil
		case page.Next != "":
		case page.Total > 0 && !page.TotalIsEstimate && q.Offset >= page.Total:
			return nil
		case page.Total == 0 && len(page.Rows) < q.Limit: // nobody says how many there are
			return nil
		}
	}
}

package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// TableDisplay is a table of R.
type TableDisplay[R any] struct {
	label      string
	help       string
	pageSize   int
	grid       grid[R]
	explicit   bool // the columns were said
	vertical   bool
	private    bool // no export
	bulk       []LinkTo
	bulkMost   int  // rows that bulk takes at once; 0 is any number
	quiet      bool // no search
	ownViews   bool // its views are not shared
	stateParam string
	rows       []R
	fetch      func(context.Context, TableQuery) (TablePage[R], error)
}

// Table shows rows that are all at hand. The host searches, sorts, filters and
// pages them; only the visible page crosses to the dashboard. Columns are derived
// from io tags, the keys of maps, or the value itself, unless Columns says them; a
// field with the tag word filter can be filtered by. Texts that are one web or
// e-mail address are links.
// Where a row needs a name, for its menu for example, it has that of its first column
// of text, unless RowName says it.
//
// The table can be searched, paged and exported as long as ctx of Show lives: as CSV
// and JSON, and as Excel workbooks where Config.Exports has the format of module
// export/xlsx.
func Table[R any](label string, rows []R) TableDisplay[R] {
	return TableDisplay[R]{label: label, rows: slices.Clone(rows)}
}

// TableFrom shows rows that fetch returns, page by page. For the screen fetch is
// called once at a time, the first time before the table is shown; its context
// ends with the run. For an export it is called for all pages, 500 rows each,
// beside that and also when the run has ended; its context ends when nobody waits
// for the file any more.
func TableFrom[R any](label string, fetch func(ctx context.Context, q TableQuery) (TablePage[R], error)) TableDisplay[R] {
	return TableDisplay[R]{label: label, fetch: fetch}
}

// Columns sets the columns, in order.
func (d TableDisplay[R]) Columns(columns ...Column[R]) TableDisplay[R] {
	d.grid.columns, d.explicit = slices.Clone(columns), true
	return d
}

// Key names each row to the dashboard, for example by its primary key. Default:
// its place among the rows, counted from 0.
func (d TableDisplay[R]) Key(of func(R) string) TableDisplay[R] {
	d.grid.key = of
	return d
}

// RowName sets what a row is called where it needs a name, for example by the menu at
// its end. Rows of a page that are called the same are told apart by their keys. Default:
// the text of the first column of texts, and where that repeats itself with the number
// of the row on its page. An empty name is none.
func (d TableDisplay[R]) RowName(of func(R) string) TableDisplay[R] {
	d.grid.name = of
	return d
}

// RowLink sets where a click on a row leads. A zero LinkTo leads nowhere.
func (d TableDisplay[R]) RowLink(to func(R) LinkTo) TableDisplay[R] {
	d.grid.link = to
	return d
}

// RowMenu sets the menu of each row.
func (d TableDisplay[R]) RowMenu(items func(R) []LinkTo) TableDisplay[R] {
	d.grid.menu = items
	return d
}

// PageSize is how many rows a page has at first, 1 to 500. Default: 20.
func (d TableDisplay[R]) PageSize(n int) TableDisplay[R] {
	d.pageSize = n
	return d
}

// Vertical shows each row as a card with all its columns, five to a page.
func (d TableDisplay[R]) Vertical() TableDisplay[R] {
	d.vertical = true
	return d
}

// NoExport keeps people from downloading all rows as a file. They can still page
// through them.
func (d TableDisplay[R]) NoExport() TableDisplay[R] {
	d.private = true
	return d
}

// NoSearch leaves out the search box, for a fetch that does not search.
func (d TableDisplay[R]) NoSearch() TableDisplay[R] {
	d.quiet = true
	return d
}

// OwnViews keeps what people name of the table's states, its views, to each of them:
// for rows of which not everybody sees the same, since a name, a search or a filter
// can say something about them.
func (d TableDisplay[R]) OwnViews() TableDisplay[R] {
	d.ownViews = true
	return d
}

// Help sets the line shown under the table.
func (d TableDisplay[R]) Help(text string) TableDisplay[R] {
	d.help = text
	return d
}

// Show puts the table on the screen.
func (d TableDisplay[R]) Show(ctx context.Context) error { return show(ctx, d) }

func (d TableDisplay[R]) part(ctx context.Context) (*part, error) {
	p := newPart(protocol.DisplayTable, d.label, map[string]any{"isSortable": true, "isFilterable": !d.quiet})
	if d.vertical {
		p.props["orientation"] = "vertical"
		d.pageSize = cmp.Or(d.pageSize, verticalPageSize)
	}
	if err := layOut(p, &d.grid, d.explicit, d.rows, &d.pageSize, d.help); err != nil {
		return nil, p.fault(err)
	}
	spoken := speaks(ctx)
	if spoken {
		if err := d.offerBulk(p); err != nil {
			return nil, p.fault(err)
		}
	}
	each := d.eachFetched
	answer := func(ctx context.Context, q TableQuery) (map[string]any, error) { return d.remote(ctx, q, spoken) }
	if d.fetch == nil {
		m := &memory[R]{grid: d.grid, rows: d.rows}
		if err := m.load(); err != nil {
			return nil, p.fault(err)
		}
		answer = func(_ context.Context, q TableQuery) (map[string]any, error) {
			found := m.find(q)
			rows, err := m.page(found, q, spoken)
			return map[string]any{"data": rows, "totalRecords": len(found)}, err
		}
		each = m.each
		if len(d.rows) <= mostRows {
			p.whole = func() error {
				props, err := answer(ctx, TableQuery{Limit: mostRows})
				p.replace(props)
				return err
			}
		}
	} else {
		p.props["isAsync"] = true
		p.props["data"] = []wireRow{}
	}
	if !d.private {
		export[R]{d.label, d.grid, each}.offer(ctx, p)
	}
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) {
		q, _, err := readQuery(raw, d.grid.wireColumns(), d.pageSize)
		if err != nil {
			return nil, err
		}
		if d.quiet && q.Search != "" {
			return nil, badQuery("it cannot be searched")
		}
		props, err := answer(ctx, q)
		if err != nil {
			return nil, err
		}
		return func() { p.replace(props) }, nil
	}
	p.begin = func(ctx context.Context) (func(), error) {
		props, err := answer(ctx, TableQuery{Limit: d.pageSize})
		return func() { p.replace(props) }, err
	}
	return p, nil
}

// layOut sets the props that tables and row selections share.
func layOut[R any](p *part, g *grid[R], explicit bool, rows []R, pageSize *int, help string) (err error) {
	if !explicit {
		if g.columns, err = columnsOf(rows); err != nil {
			return err
		}
	}
	if g.columns, err = checkColumns(g.columns); err != nil {
		return err
	}
	if *pageSize == 0 {
		*pageSize = defaultPageSize
	} else {
		p.props["defaultPageSize"] = *pageSize
	}
	if *pageSize < 1 || *pageSize > mostRows {
		return fmt.Errorf("page size %d: use 1 to %d", *pageSize, mostRows)
	}
	if help != "" {
		p.props["helpText"] = help
	}
	p.props["columns"] = g.wireColumns()
	return nil
}

// pageProps are the props that change from page to page.
var pageProps = []string{"data", "totalRecords", "totalIsEstimate", "nextCursor", "prevCursor", "selectedKeys", "unavailable"}

// replace takes over the props of another page.
func (p *part) replace(props map[string]any) {
	if props == nil {
		return
	}
	for _, name := range pageProps {
		delete(p.props, name)
		if v, ok := props[name]; ok {
			p.props[name] = v
		}
	}
}

// remote has the developer's function fetch a page.
func (d TableDisplay[R]) remote(ctx context.Context, q TableQuery, spoken bool) (map[string]any, error) {
	page, err := d.fetch(ctx, q)
	if err != nil {
		return nil, err
	}
	return d.grid.page(page, q, spoken)
}

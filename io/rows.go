package io

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// grid is how the rows of a table look.
type grid[R any] struct {
	columns []Column[R]
	key     func(R) string
	name    func(R) string
	link    func(R) LinkTo
	menu    func(R) []LinkTo
}

// wireRow is a row as the dashboard gets it.
type wireRow struct {
	Key    string         `json:"key"`
	Name   string         `json:"name,omitempty"`
	Data   map[string]any `json:"data"`
	Menu   []wireLink     `json:"menu,omitempty"`
	Route  string         `json:"route,omitempty"`
	URL    string         `json:"url,omitempty"`
	Params map[string]any `json:"params,omitempty"`
}

// wireLink is a row's menu item: a button in the encoding of props.
type wireLink map[string]any

// wire returns row i.
func (g grid[R]) wire(i int, row R, spoken bool) (wireRow, error) {
	w := wireRow{Key: g.keyOf(i, row), Data: make(map[string]any, len(g.columns))}
	for _, c := range g.columns {
		plain, rich, err := c.cellParts(row)
		if err != nil {
			return w, err
		}
		if w.Data[c.Key], err = c.wireCell(plain, rich, spoken); err != nil {
			return w, err
		}
	}
	if g.name != nil {
		w.Name = g.name(row)
	}
	if g.link != nil {
		if to := g.link(row); to.leads() {
			b, err := to.Button()
			if err != nil {
				return w, err
			}
			w.Route, w.URL, w.Params = b.Route, b.URL, b.Params
		}
	}
	if g.menu == nil {
		return w, nil
	}
	menu, err := wireLinks(g.menu(row))
	w.Menu = menu
	return w, err
}

// wireLinks returns the items of a menu.
func wireLinks(menu []LinkTo) ([]wireLink, error) {
	var items []wireLink
	for _, to := range menu {
		b, err := to.Button()
		if err != nil {
			return nil, fmt.Errorf("menu item %q: %w", to.Label, err)
		}
		item := wireLink{"label": b.Label}
		if b.Theme != "" {
			item["theme"] = b.Theme
		}
		if b.Disabled {
			item["disabled"] = true
		}
		if b.Over {
			item["over"] = true
		}
		link(item, b)
		items = append(items, item)
	}
	return items, nil
}

func (g grid[R]) keyOf(i int, row R) string {
	if g.key != nil {
		return g.key(row)
	}
	return strconv.Itoa(i)
}

// cells returns the values of a row, as they are sorted and exported.
func (g grid[R]) cells(row R) ([]any, error) {
	cells := make([]any, len(g.columns))
	for i, c := range g.columns {
		plain, _, err := c.cellParts(row)
		if err != nil {
			return nil, err
		}
		cells[i] = plain
	}
	return cells, nil
}

func (g grid[R]) wireColumns() []wireColumn {
	wire := make([]wireColumn, len(g.columns))
	for i, c := range g.columns {
		wire[i] = c.wire()
	}
	return wire
}

// memory searches, filters, sorts and pages rows that are all there.
type memory[R any] struct {
	grid[R]
	rows  []R
	cells [][]any
	texts []string // of each row, in small letters, to be searched
	order order
}

// load works out every cell once.
func (m *memory[R]) load() error {
	m.cells, m.texts = make([][]any, len(m.rows)), make([]string, len(m.rows))
	for i, row := range m.rows {
		cells := make([]any, len(m.columns))
		var text strings.Builder
		for j, c := range m.columns {
			plain, rich, err := c.cellParts(row)
			if err != nil {
				return err
			}
			cells[j] = plain
			text.WriteString(strings.ToLower(searched(plain, rich)))
			text.WriteByte(0) // no search reaches from one cell into the next
		}
		m.cells[i], m.texts[i] = cells, text.String()
	}
	return nil
}

// find returns the places of the rows that a query matches, in its order. The same
// query again, for another page, finds the same list.
func (m *memory[R]) find(q TableQuery) []int {
	return m.order.find(m.cells, m.texts, q, m.column)
}

func (m *memory[R]) column(key string) int {
	return slices.IndexFunc(m.columns, func(c Column[R]) bool { return c.Key == key })
}

// page returns the rows of one page as the dashboard gets them.
func (m *memory[R]) page(found []int, q TableQuery, spoken bool) ([]wireRow, error) {
	begin := min(q.Offset, len(found))
	page := found[begin:min(begin+q.Limit, len(found))]
	rows := make([]wireRow, len(page))
	for i, at := range page {
		row, err := m.wire(at, m.rows[at], spoken)
		if err != nil {
			return nil, err
		}
		rows[i] = row
	}
	return rows, nil
}

package io

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// grid is how the rows of a table look.
type grid[R any] struct {
	columns []Column[R]
	key     func(R) string
	link    func(R) LinkTo
	menu    func(R) []LinkTo
}

// wireRow is a row as the dashboard gets it.
type wireRow struct {
	Key    string         `json:"key"`
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

// find returns the places of the rows that a query matches, in its order.
func (m *memory[R]) find(q TableQuery) []int {
	found := make([]int, 0, len(m.rows))
	want := strings.ToLower(strings.TrimSpace(q.Search))
	for i := range m.rows {
		if m.contains(i, want) && m.passes(i, q.Filters) {
			found = append(found, i)
		}
	}
	for _, s := range slices.Backward(q.Sort) {
		at := m.column(s.Column)
		slices.SortStableFunc(found, func(a, b int) int { return orderCells(m.cells[a][at], m.cells[b][at], s.Desc) })
	}
	return found
}

func (m *memory[R]) contains(i int, want string) bool { return strings.Contains(m.texts[i], want) }

func (m *memory[R]) passes(i int, filters []FilterValue) bool {
	return !slices.ContainsFunc(filters, func(f FilterValue) bool { return !f.matches(m.cells[i][m.column(f.Column)]) })
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

// orderCells sorts empty cells last, whatever the direction.
func orderCells(a, b any, desc bool) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	case desc:
		return compareCells(b, a)
	}
	return compareCells(a, b)
}

// compareCells compares two cells of a column.
func compareCells(a, b any) int {
	switch a := a.(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
		if b, ok := b.(float64); ok {
			return cmp.Compare(float64(a), b)
		}
	case float64:
		if b, ok := b.(float64); ok {
			return cmp.Compare(a, b)
		}
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, float64(b))
		}
	case time.Time:
		if b, ok := b.(time.Time); ok {
			return a.Compare(b)
		}
	case bool:
		if b, ok := b.(bool); ok && a != b {
			if a {
				return 1
			}
			return -1
		}
	}
	return compareTexts(cellText(a), cellText(b))
}

// compareTexts compares without regard to case, and runs of digits by value, so
// that "item 9" stands before "item 10".
func compareTexts(a, b string) int {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	for len(x) > 0 && len(y) > 0 {
		if unicode.IsDigit(x[0]) && unicode.IsDigit(y[0]) {
			m, n := digits(x), digits(y)
			p, q := strings.TrimLeft(string(x[:m]), "0"), strings.TrimLeft(string(y[:n]), "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		if c := cmp.Compare(x[0], y[0]); c != 0 {
			return c
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

func digits(text []rune) int {
	n := 0
	for n < len(text) && unicode.IsDigit(text[n]) {
		n++
	}
	return n
}

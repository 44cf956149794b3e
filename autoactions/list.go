package autoactions

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

const (
	maxCount  = 10_000 // beyond it nobody counts: there are more
	maxOffset = 10_000 // beyond it only cursors go on
)

// list is the page with all records.
func (m *model) list(ctx context.Context) (stagedoor.Layout, error) {
	links, err := m.linkColumns(ctx)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	var menu []stagedoor.Link
	if m.has["create"] {
		menu = append(menu, stagedoor.Link{Label: "New " + m.noun, Route: m.at("create"), Theme: io.Primary})
	}
	if m.has["find"] {
		menu = append(menu, stagedoor.Link{Label: "Find", Route: m.at("find"), Theme: io.Secondary})
	}
	if m.has["deleted"] {
		menu = append(menu, stagedoor.Link{Label: "Deleted", Route: m.at("deleted"), Theme: io.Secondary})
	}
	return stagedoor.Layout{
		Title: m.plural, Menu: append(menu, m.modelLinks()...),
		Children: []io.Component{m.listTable(links...).Bulk(m.bulkLinks()...).BulkAtMost(maxBulk).PageSize(m.pageSize).StateParam(paramList)},
	}, nil
}

// listTable is the table of the list. Columns that only filter or sort it are hidden
// until somebody chooses them.
func (m *model) listTable(links ...linkColumn) io.TableDisplay[record] {
	columns := m.those(func(c *column) bool { return c.listed || c.filters || c.sorts && c.tag.Sort })
	table := m.rowsTable(m.plural, columns, nil, links...)
	if m.scope != nil { // a view may name what others are not to see
		table = table.OwnViews()
	}
	return table
}

// rowsTable is a table of the model's rows that meet a condition; nil is all.
func (m *model) rowsTable(label string, columns []*column, only clause.Expression, links ...linkColumn) io.TableDisplay[record] {
	table := m.plainTable(label, columns, only, links...)
	if len(m.keys) == 0 {
		return table
	}
	return table.Key(func(r record) string { return m.keyText(r.row) }).RowName(m.title).RowLink(m.link).RowMenu(m.menu)
}

// plainTable is a table whose rows lead nowhere.
func (m *model) plainTable(label string, columns []*column, only clause.Expression, links ...linkColumn) io.TableDisplay[record] {
	shown := make([]io.Column[record], 0, len(columns)+len(links))
	for _, c := range columns {
		shown = append(shown, m.tableColumn(c))
	}
	for _, link := range links {
		shown = append(shown, link.column)
	}
	shown = append(shown, m.computed...)
	fetch := func(ctx context.Context, q io.TableQuery) (io.TablePage[record], error) {
		page, err := m.page(ctx, q, only)
		for i := range page.Rows {
			page.Rows[i].whole = q.Export
		}
		if err == nil {
			err = m.addNames(ctx, columns, page.Rows)
		}
		if err == nil {
			err = m.addLinked(ctx, links, page.Rows)
		}
		return page, err
	}
	return io.TableFrom(label, fetch).Columns(shown...)
}

// link leads to the page of a record.
func (m *model) link(r record) io.LinkTo {
	if !m.has["record"] {
		return io.LinkTo{}
	}
	return m.to("record", "", r)
}

// tableColumn shows c in a table.
func (m *model) tableColumn(c *column) io.Column[record] {
	shown := io.Column[record]{
		Label: c.tag.Label, Key: c.name(), Type: c.columnType(), Currency: c.tag.Currency,
		Sortable: c.sorts, Colors: c.tag.Colors, Hidden: !c.listed,
		Labels: c.labels(), Format: c.format(), Width: c.tag.Width,
		Value: func(r record) any {
			if name, ok := r.names[c]; ok {
				return name
			}
			return c.cell(r)
		},
	}
	if c.filters {
		shown.Filter = m.filterOf(c)
	}
	if _, ok := m.referenceAt(c); ok {
		shown.Type = io.TextColumn
	}
	return shown
}

// columnType is how the dashboard shows c.
func (c *column) columnType() io.ColumnType {
	if c.mask != "" {
		return io.TextColumn
	}
	switch c.kind {
	case integer, unsigned:
		return c.tag.ColumnType()
	case decimal, float:
		return io.NumberColumn
	case money:
		return io.MoneyColumn
	case boolean:
		return io.BoolColumn
	case instant:
		return io.DateTimeColumn
	case day:
		return io.DateColumn
	case enum:
		return io.EnumColumn
	}
	if c.key {
		return io.IDColumn
	}
	return io.TextColumn
}

// filterOf is the filter that people get for c.
func (c *column) filterOf() *io.Filter {
	switch c.kind {
	case integer, unsigned, money, float, decimal:
		return &io.Filter{Kind: io.NumberFilter}
	case boolean:
		return &io.Filter{Kind: io.BoolFilter}
	case instant, day:
		return &io.Filter{Kind: io.DateFilter}
	case enum:
		return &io.Filter{Kind: io.EnumFilter, Options: c.tag.Enum}
	}
	return &io.Filter{Kind: io.TextFilter}
}

// page reads one page of the rows that meet a condition.
func (m *model) page(ctx context.Context, q io.TableQuery, only clause.Expression) (io.TablePage[record], error) {
	var page io.TablePage[record]
	conditions, err := m.conditions(ctx, q, only)
	if err != nil {
		return page, err
	}
	order, err := m.ordering(q.Sort)
	if err != nil {
		return page, err
	}
	if err := m.total(ctx, q, conditions, &page); err != nil {
		return page, fmt.Errorf("autoactions: count %s: %w", m.slug, err)
	}
	q.Limit = min(max(q.Limit, 1), maxPage)
	rows, err := m.query(ctx, m.db)
	if err != nil {
		return page, err
	}
	rows = rows.Where(all(conditions))
	if len(m.keys) == 0 {
		return page, m.byOffset(rows, q, order, &page)
	}
	return page, m.byCursor(ctx, rows, q, order, &page)
}

// total finds out how many rows there are, unless cursors lead through all of them
// anyway.
func (m *model) total(ctx context.Context, q io.TableQuery, conditions []clause.Expression, page *io.TablePage[record]) (err error) {
	if q.Export && len(m.keys) > 0 {
		return nil
	}
	if page.Total, err = m.count(ctx, conditions); page.Total > maxCount {
		page.Total, page.TotalIsEstimate = maxCount, true
	}
	return err
}

// conditions returns what the rows of a query have to meet.
func (m *model) conditions(ctx context.Context, q io.TableQuery, only clause.Expression) ([]clause.Expression, error) {
	filters, linked, err := m.filterLinks(ctx, q.Filters)
	if err != nil {
		return nil, err
	}
	filter, err := m.filterBy(ctx, filters)
	if err != nil {
		return nil, err
	}
	search, err := m.search(ctx, q.Search)
	if err != nil {
		return nil, err
	}
	conditions := slices.Concat(linked, []clause.Expression{filter})
	for _, c := range []clause.Expression{search, only} {
		if c != nil {
			conditions = append(conditions, c)
		}
	}
	return conditions, nil
}

// count counts rows, and stops soon after maxCount.
func (m *model) count(ctx context.Context, conditions []clause.Expression) (int, error) {
	found, err := m.query(ctx, m.db)
	if err != nil {
		return 0, err
	}
	found = found.Where(all(conditions)).Select("1").Limit(maxCount + 1)
	var n int64
	err = m.db.Session(&gorm.Session{NewDB: true, Context: ctx}).Table("(?) AS found", found).Count(&n).Error
	return int(n), err
}

// byOffset pages rows that have no key to go on from.
func (m *model) byOffset(rows *gorm.DB, q io.TableQuery, order []sorting, page *io.TablePage[record]) error {
	if q.Offset > maxOffset {
		return stagedoor.Fail("Narrow the list down: it cannot be opened at row %d.", q.Offset)
	}
	if len(order) > 0 {
		rows = orderBy(rows, order)
	}
	found, err := m.rows(rows.Offset(q.Offset).Limit(q.Limit))
	if err != nil {
		return fmt.Errorf("autoactions: list %s: %w", m.slug, err)
	}
	page.Rows = found
	return nil
}

// byCursor reads the page after or before a cursor, or at an offset for a
// dashboard that has no cursors.
func (m *model) byCursor(ctx context.Context, rows *gorm.DB, q io.TableQuery, order []sorting, page *io.TablePage[record]) error {
	backwards := q.Before != ""
	along := order
	if backwards {
		along = reversed(order)
	}
	moved := false
	if text := q.After + q.Before; text != "" {
		place, err := m.decodeCursor(ctx, text, order)
		if err != nil {
			return err
		}
		if moved = place != nil; moved {
			rows = rows.Where(m.dialect.beyond(along, place))
		}
	}
	backwards = backwards && moved
	switch {
	case moved:
	case q.Offset > maxOffset:
		return stagedoor.Fail("Narrow the list down, or go on page by page: it cannot be opened at row %d.", q.Offset)
	default:
		along, rows = order, rows.Offset(q.Offset)
	}
	found, err := m.rows(orderBy(rows, along).Limit(q.Limit + 1))
	if err != nil {
		return fmt.Errorf("autoactions: list %s: %w", m.slug, err)
	}
	more := len(found) > q.Limit
	found = found[:min(len(found), q.Limit)]
	if backwards {
		slices.Reverse(found)
	}
	page.Rows = found
	after := more || backwards
	before := more && backwards || moved && !backwards || !moved && q.Offset > 0
	return m.addCursors(ctx, order, page, before, after)
}

// addCursors names the places before and after a page.
func (m *model) addCursors(ctx context.Context, order []sorting, page *io.TablePage[record], before, after bool) (err error) {
	if len(page.Rows) == 0 {
		return nil
	}
	if before {
		if page.Prev, err = m.cursorAt(ctx, order, page.Rows[0]); err != nil {
			return err
		}
	}
	if after {
		page.Next, err = m.cursorAt(ctx, order, page.Rows[len(page.Rows)-1])
	}
	return err
}

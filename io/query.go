package io

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// TableQuery is what a table is asked for. Every name in it is one of the
// table's own columns and every operator one its filter knows.
type TableQuery struct {
	Search        string
	Sort          []Sort
	Filters       []FilterValue
	Offset, Limit int    // Limit is 1 to 500
	After, Before string // cursors of an earlier TablePage; at most one is set

	// Export says that the rows are for a file: one page after another is asked
	// for, and nobody looks at their Total where there is a cursor.
	Export bool
}

// Sort is one column to sort by.
type Sort struct {
	Column string // its key
	Desc   bool
}

// FilterValue is one condition on a column.
type FilterValue struct {
	Column string // its key
	Op     string // eq, ne, contains, starts, gt, gte, lt, lte, in, null or notnull
	// Value is a string for text and enum columns, an int64 or float64 for numbers,
	// a CivilDate for dates, a bool for booleans, a slice []any of those for in, and
	// nil for null and notnull. Days that people say as "today" or "last 7 days" come
	// as gte and lte.
	Value any
	// Zone is where the days of Value begin and end in columns of moments: on the
	// clocks of the person, as far as these are known. Nil, as for all that is no
	// day, is UTC.
	Zone *time.Location
}

// TablePage is one page of rows.
type TablePage[R any] struct {
	Rows            []R
	Total           int    // rows that match, if known
	TotalIsEstimate bool   // there are more than Total: nobody counted further
	Next, Prev      string // cursors of the pages beside this one; "" for none
}

const (
	mostRows         = 500
	defaultPageSize  = 20
	verticalPageSize = 5
	mostFilters      = 20
	mostSorts        = 3
	longCursor       = 4096
	longZone         = 64
)

// tableState is a state as the dashboard sends it.
type tableState struct {
	Query     *string       `json:"queryTerm"`
	Column    *string       `json:"sortColumn"`
	Direction *string       `json:"sortDirection"`
	Then      []stateSort   `json:"thenBy"`
	Offset    int           `json:"offset"`
	PageSize  int           `json:"pageSize"`
	Filters   []stateFilter `json:"filters"`
	After     string        `json:"after"`
	Before    string        `json:"before"`
	SelectAll bool          `json:"isSelectAll"`
	Columns   []string      `json:"columns"` // of an export
	Zone      string        `json:"zone"`
}

type stateSort struct {
	Column    string `json:"column"`
	Direction string `json:"direction"`
}

type stateFilter struct {
	Column string          `json:"column"`
	Op     string          `json:"op"`
	Value  json.RawMessage `json:"value"`
}

// badQuery refuses a table state that the dashboard cannot have offered.
func badQuery(format string, args ...any) error {
	return refusal("The table cannot be shown like this: " + fmt.Sprintf(format, args...) + ".")
}

// readQuery turns a state into a query over these columns.
func readQuery(raw json.RawMessage, columns []wireColumn, pageSize int) (TableQuery, tableState, error) {
	var s tableState
	if decode(raw, &s) != nil {
		return TableQuery{}, s, badQuery("the request is malformed")
	}
	q := TableQuery{Offset: s.Offset, Limit: s.PageSize, After: s.After, Before: s.Before}
	if q.Limit == 0 {
		q.Limit = pageSize
	}
	if s.Query != nil {
		q.Search = *s.Query
	}
	switch {
	case q.Offset < 0 || q.Offset > 1<<40 || q.Limit < 1 || q.Limit > mostRows:
		return q, s, badQuery("there is no such page")
	case len(q.After) > longCursor || len(q.Before) > longCursor || q.After != "" && q.Before != "":
		return q, s, badQuery("there is no such page")
	case len(q.Search) > longQuery:
		return q, s, badQuery("the search is too long")
	case len(s.Filters) > mostFilters:
		return q, s, badQuery("there are too many filters")
	}
	if err := q.sortBy(s, columns); err != nil {
		return q, s, err
	}
	zone := zoneNamed(s.Zone)
	for _, f := range s.Filters {
		if err := q.filterBy(f, columns, zone); err != nil {
			return q, s, err
		}
	}
	return q, s, nil
}

// sortBy reads the order: one column, and then others. A column counts once.
func (q *TableQuery) sortBy(s tableState, columns []wireColumn) error {
	if len(s.Then) >= mostSorts {
		return badQuery("it can be sorted by %d columns at most", mostSorts)
	}
	var wanted []stateSort
	if s.Column != nil && *s.Column != "" {
		wanted = []stateSort{{Column: *s.Column}}
		if s.Direction != nil {
			wanted[0].Direction = *s.Direction
		}
		wanted = append(wanted, s.Then...)
	}
	for i, by := range wanted {
		at := slices.IndexFunc(columns, func(c wireColumn) bool { return c.Key == by.Column })
		switch {
		case at < 0 || !columns[at].Sortable:
			return badQuery("it cannot be sorted by that column")
		case i == 0 && by.Direction == "":
			return nil
		case by.Direction != "asc" && by.Direction != "desc":
			return badQuery("it cannot be sorted in that direction")
		case slices.ContainsFunc(q.Sort, func(other Sort) bool { return other.Column == by.Column }):
			continue
		}
		q.Sort = append(q.Sort, Sort{Column: by.Column, Desc: by.Direction == "desc"})
	}
	return nil
}

func (q *TableQuery) filterBy(f stateFilter, columns []wireColumn, zone *time.Location) error {
	i := slices.IndexFunc(columns, func(c wireColumn) bool { return c.Key == f.Column })
	if i < 0 || columns[i].Filter == nil {
		return badQuery("it cannot be filtered by that column")
	}
	filter := columns[i].Filter
	if !slices.Contains(filter.Kind.operators(), f.Op) {
		return badQuery("a filter of %q cannot do that", columns[i].Label)
	}
	v, ok := filter.value(f.Op, f.Value)
	if !ok {
		return badQuery("the filter of %q has a value that does not fit", columns[i].Label)
	}
	if f.Op == "within" {
		first, last := span(v.(string)).days(time.Now().In(clocks(zone)))
		q.Filters = append(q.Filters, FilterValue{f.Column, "gte", first, zone}, FilterValue{f.Column, "lte", last, zone})
		return nil
	}
	if filter.Kind != DateFilter {
		zone = nil
	}
	q.Filters = append(q.Filters, FilterValue{f.Column, f.Op, v, zone})
	return nil
}

// zoneNamed returns the zone that a browser names, nil where none is known by its name.
func zoneNamed(name string) *time.Location {
	if name == "" || name == time.Local.String() || len(name) > longZone {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

// clocks are those of a zone, of UTC for none.
func clocks(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// operators are those a kind of filter knows.
func (k FilterKind) operators() []string {
	switch k {
	case TextFilter:
		return []string{"eq", "ne", "contains", "starts", "in", "null", "notnull"}
	case NumberFilter:
		return []string{"eq", "ne", "gt", "gte", "lt", "lte", "in", "null", "notnull"}
	case DateFilter:
		return []string{"eq", "ne", "gt", "gte", "lt", "lte", "in", "within", "null", "notnull"}
	case EnumFilter:
		return []string{"eq", "ne", "in", "null", "notnull"}
	case BoolFilter:
		return []string{"eq", "ne", "null", "notnull"}
	}
	return nil
}

package protocol

import "encoding/json"

// TableProps belongs to DISPLAY_TABLE and SELECT_TABLE; the props from
// MinSelections to SelectedKeys only to the second, IsAsync and Orientation only
// to the first. What follows SelectedKeys are additions.
type TableProps struct {
	InputProps
	Columns         []TableColumn `json:"columns"`
	Data            []TableRow    `json:"data"` // at most 500
	TotalRecords    *int          `json:"totalRecords,omitempty"`
	IsAsync         bool          `json:"isAsync,omitempty"`
	Orientation     string        `json:"orientation,omitempty"` // horizontal or vertical
	IsSortable      *bool         `json:"isSortable,omitempty"`  // absent is true
	IsFilterable    *bool         `json:"isFilterable,omitempty"`
	DefaultPageSize int           `json:"defaultPageSize,omitempty"`
	MinSelections   int           `json:"minSelections,omitempty"`
	MaxSelections   int           `json:"maxSelections,omitempty"`
	SelectedKeys    []string      `json:"selectedKeys,omitempty"`

	Unavailable     string        `json:"unavailable,omitempty"` // of SELECT_TABLE: why the rows that were asked for last could not be had; then there are none
	TotalIsEstimate bool          `json:"totalIsEstimate,omitempty"`
	NextCursor      string        `json:"nextCursor,omitempty"`
	PrevCursor      string        `json:"prevCursor,omitempty"`
	Loading         bool          `json:"loading,omitempty"` // addition: the first rows are on their way
	Exports         []TableExport `json:"exports,omitempty"`
	Bulk            []Button      `json:"bulk,omitempty"`       // of DISPLAY_TABLE: what is started with chosen rows
	BulkMost        int           `json:"bulkMost,omitempty"`   // of DISPLAY_TABLE: how many rows Bulk takes at once; 0 where nobody says
	OwnViews        bool          `json:"ownViews,omitempty"`   // of DISPLAY_TABLE: its views are not shared
	StateParam      string        `json:"stateParam,omitempty"` // of DISPLAY_TABLE: the parameter of a row's link that says how the table is looked at
}

// ChosenRows is the parameter "rows", as JSON, of what a bulk button starts: the
// keys of rows, or the search and filters that select them.
type ChosenRows struct {
	Keys []string    `json:"keys,omitempty"`
	All  *TableState `json:"all,omitempty"`
}

// TableExport is a kind of file that all rows of a table can be had as.
type TableExport struct {
	Format string `json:"format"` // the end of the file's name
	Label  string `json:"label"`
}

// TableColumn describes a column. All but Label and AccessorKey are additions.
type TableColumn struct {
	Label       string            `json:"label"`
	AccessorKey string            `json:"accessorKey,omitempty"`
	Type        string            `json:"type,omitempty"` // text, number, money, boolean, date, datetime, enum, id or link
	Sortable    bool              `json:"sortable"`
	Filter      *TableFilter      `json:"filter,omitempty"`
	Currency    string            `json:"currency,omitempty"` // of money, whose cells are smallest units
	Colors      map[string]string `json:"colors,omitempty"`   // by value
	Labels      map[string]string `json:"labels,omitempty"`   // by value, of an enum
	Format      string            `json:"format,omitempty"`   // plain, percent, bytes, seconds or date
	Width       int               `json:"width,omitempty"`    // in pixels
	OnCards     bool              `json:"onCards,omitempty"`  // on phones too, whose cards have room for a few columns
	Hidden      bool              `json:"hidden,omitempty"`   // until somebody chooses it among the columns
}

// TableFilter offers to filter by a column.
type TableFilter struct {
	Kind    string         `json:"kind"` // text, number, date, enum or boolean
	Options []FilterOption `json:"options,omitempty"`
}

// FilterOption is one value to filter by.
type FilterOption struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// TableRow is one row. Data holds the cells by the columns' accessor keys: a
// text, number, boolean, date, null, or a [TableCell]. URL, Route and Params are
// additions: where a click on the row leads. Name is another: what people call the row.
type TableRow struct {
	Key    string         `json:"key"`
	Name   string         `json:"name,omitempty"`
	Data   map[string]any `json:"data"`
	Menu   []Button       `json:"menu,omitempty"`
	URL    string         `json:"url,omitempty"`
	Route  string         `json:"route,omitempty"`
	Params map[string]any `json:"params,omitempty"`
}

// TableCell is a cell with more than a value.
type TableCell struct {
	Label          any            `json:"label,omitempty"`
	Value          any            `json:"value,omitempty"`
	URL            string         `json:"url,omitempty"`
	Route          string         `json:"route,omitempty"`
	Params         map[string]any `json:"params,omitempty"`
	Image          *ImageProps    `json:"image,omitempty"`
	HighlightColor string         `json:"highlightColor,omitempty"` // red, orange, yellow, green, blue, purple, pink or gray
}

// RowKey is one selected row in the answer of SELECT_TABLE.
type RowKey struct {
	Key string `json:"key"`
}

// TableState is what the person has typed, sorted and turned to. Filters, After
// and Before are additions; with a cursor, Offset is only for show.
type TableState struct {
	QueryTerm     string        `json:"queryTerm,omitempty"`
	SortColumn    string        `json:"sortColumn,omitempty"`
	SortDirection string        `json:"sortDirection,omitempty"` // asc or desc
	Offset        int           `json:"offset"`
	Then          []ThenSort    `json:"thenBy,omitempty"` // addition: further columns to sort by, after SortColumn
	PageSize      int           `json:"pageSize"`
	IsSelectAll   bool          `json:"isSelectAll,omitempty"`
	Filters       []FilterValue `json:"filters,omitempty"`
	Zone          string        `json:"zone,omitempty"`    // addition: whose days those of the filters are, such as Europe/Rome; none is UTC
	Columns       []string      `json:"columns,omitempty"` // addition: of an export, those that are wanted; none is all
	After         string        `json:"after,omitempty"`
	Before        string        `json:"before,omitempty"`
}

// ThenSort is a further column to sort by.
type ThenSort struct {
	Column    string `json:"column"`
	Direction string `json:"direction"` // asc or desc
}

// FilterValue is one filter in use. Op is eq, ne, contains, starts, gt, gte, lt,
// lte, in, within, null or notnull.
type FilterValue struct {
	Column string          `json:"column"`
	Op     string          `json:"op"`
	Value  json.RawMessage `json:"value,omitempty"`
}

package io

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// longAddress is how many bytes of an address say how a table is looked at.
const longAddress = 4096

// StateParam has the links of rows carry, in the parameter of this name, what a
// person searches, filters and sorts the table by when they follow one: a piece of
// the table's address, as [TableDisplay.StateOf] reads it. Where nothing narrows or
// sorts the table, links have no such parameter. The dashboard leads from a page
// with the parameter "list" back to the page above it in that state.
func (d TableDisplay[R]) StateParam(name string) TableDisplay[R] {
	d.stateParam = name
	return d
}

// StateOf reads a piece of the table's address, such as "q=ada&sort=-name": its
// search, filters and sort. What does not fit is an error written for the person.
func (d TableDisplay[R]) StateOf(address string) (TableQuery, error) {
	columns, err := d.knownColumns()
	if err != nil {
		return TableQuery{}, err
	}
	state, err := stateAt(address, columns)
	if err != nil {
		return TableQuery{}, err
	}
	raw, err := json.Marshal(state)
	if err != nil {
		return TableQuery{}, err
	}
	q, _, err := readQuery(raw, columns, mostRows)
	return TableQuery{Search: q.Search, Sort: q.Sort, Filters: q.Filters}, err
}

// knownColumns are the columns without the rows.
func (d TableDisplay[R]) knownColumns() ([]wireColumn, error) {
	columns := d.grid.columns
	if !d.explicit {
		var err error
		if columns, err = columnsOf(d.rows); err != nil {
			return nil, err
		}
	}
	columns, err := checkColumns(columns)
	return grid[R]{columns: columns}.wireColumns(), err
}

// stateAt turns a piece of an address into a state.
func stateAt(address string, columns []wireColumn) (s tableState, err error) {
	query, err := url.ParseQuery(address)
	if err != nil || len(address) > longAddress {
		return s, badQuery("its address is malformed")
	}
	search := query.Get("q")
	s.Query, s.Zone = &search, query.Get("zone")
	for i, by := range commaTexts(query.Get("sort")) {
		direction := "asc"
		column, down := strings.CutPrefix(by, "-")
		if down {
			direction = "desc"
		}
		if i == 0 {
			s.Column, s.Direction = &column, &direction
		} else {
			s.Then = append(s.Then, stateSort{column, direction})
		}
	}
	for key, texts := range query {
		rest, is := strings.CutPrefix(key, "f.")
		at := strings.LastIndexByte(rest, '.')
		if !is || at < 0 {
			continue
		}
		f := stateFilter{Column: rest[:at], Op: rest[at+1:]}
		f.Value = addressValue(columns, f, texts[0])
		s.Filters = append(s.Filters, f)
	}
	slices.SortFunc(s.Filters, func(a, b stateFilter) int { return strings.Compare(a.Column+" "+a.Op, b.Column+" "+b.Op) })
	return s, nil
}

// addressValue is the text of a filter as a state has it: a list of values for "in",
// and numbers and truths as such.
func addressValue(columns []wireColumn, f stateFilter, text string) json.RawMessage {
	i := slices.IndexFunc(columns, func(c wireColumn) bool { return c.Key == f.Column && c.Filter != nil })
	if i < 0 || f.Op == "null" || f.Op == "notnull" {
		return json.RawMessage("null")
	}
	if f.Op != "in" {
		return filterText(columns[i].Filter.Kind, text)
	}
	var list []string
	for _, part := range commaTexts(text) {
		list = append(list, string(filterText(columns[i].Filter.Kind, part)))
	}
	return json.RawMessage("[" + strings.Join(list, ",") + "]")
}

func filterText(kind FilterKind, text string) json.RawMessage {
	switch {
	case kind == BoolFilter:
		return json.RawMessage(strconv.FormatBool(text == "true"))
	case kind == NumberFilter && numeral.MatchString(text):
		return json.RawMessage(text)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return json.RawMessage("null") // no text fails
	}
	return quoted
}

// commaTexts are the texts of one, split at commas that no backslash stands before.
func commaTexts(text string) []string {
	var parts []string
	var part strings.Builder
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			part.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == ',':
			parts = append(parts, part.String())
			part.Reset()
		default:
			part.WriteRune(r)
		}
	}
	parts = append(parts, part.String())
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

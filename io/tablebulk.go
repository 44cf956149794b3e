package io

import (
	"encoding/json"
	"fmt"
	"slices"
)

// ChosenRows are rows that a person has chosen in a table: some by their keys, or
// all that a query selects.
type ChosenRows struct {
	Keys []string    // each once
	All  *TableQuery // search and filters; nil when Keys are meant
}

// Bulk lets people choose rows, one by one or all that match what they have
// searched and filtered, and start one of these with them. Each leads to an action
// of the panel, which gets the chosen rows as the parameter "rows", to be read with
// [TableDisplay.Chosen]: the keys of the rows, or the query that selects them. The
// table needs a Key.
func (d TableDisplay[R]) Bulk(actions ...LinkTo) TableDisplay[R] {
	d.bulk = slices.Clone(actions)
	return d
}

// BulkAtMost says how many rows the actions of [TableDisplay.Bulk] take at once, so
// that people read it before they start one. Where more than n rows match, all of them
// are not offered. It is not checked: the actions do that. Default: any number.
func (d TableDisplay[R]) BulkAtMost(n int) TableDisplay[R] {
	d.bulkMost = n
	return d
}

// Chosen reads the parameter "rows" of an action that [TableDisplay.Bulk] leads to,
// with d as the table in which the rows were chosen: the columns of a query are
// among its columns. What does not fit is an error written for the person. Keys are
// whatever the address says: look them up within what the person may change.
func (d TableDisplay[R]) Chosen(rows string) (ChosenRows, error) {
	var sent struct {
		Keys []string        `json:"keys"`
		All  json.RawMessage `json:"all"`
	}
	if rows == "" {
		return ChosenRows{}, refusal("This link does not say which rows are meant. Choose them in the list.")
	}
	malformed := refusal("This link does not say properly which rows are meant. Choose them in the list.")
	if decode(json.RawMessage(rows), &sent) != nil || len(sent.Keys) > 0 == !empty(sent.All) || len(sent.Keys) > mostSelected {
		return ChosenRows{}, malformed
	}
	if len(sent.Keys) > 0 {
		slices.Sort(sent.Keys)
		return ChosenRows{Keys: slices.Compact(sent.Keys)}, nil
	}
	columns, err := d.knownColumns()
	if err != nil {
		return ChosenRows{}, err
	}
	q, _, err := readQuery(sent.All, columns, mostRows)
	if err != nil {
		return ChosenRows{}, err
	}
	return ChosenRows{All: &TableQuery{Search: q.Search, Filters: q.Filters}}, nil
}

// offerBulk puts into the props of a table what people can do with it: the actions over
// several rows, what its links carry, and whether views of it are shared.
func (d TableDisplay[R]) offerBulk(p *part) error {
	if d.ownViews {
		p.props["ownViews"] = true
	}
	if d.stateParam != "" {
		p.props["stateParam"] = d.stateParam
	}
	if len(d.bulk) == 0 {
		return nil
	}
	if d.grid.key == nil {
		return fmt.Errorf("Bulk: the table needs a Key")
	}
	for _, to := range d.bulk {
		if to.Route == "" || to.Params["rows"] != nil {
			return fmt.Errorf("Bulk: %q has to lead to an action, without a parameter \"rows\"", to.Label)
		}
	}
	if d.bulkMost < 0 {
		return fmt.Errorf("BulkAtMost(%d): it takes at least one row, or 0 for any number", d.bulkMost)
	}
	if d.bulkMost > 0 {
		p.props["bulkMost"] = d.bulkMost
	}
	items, err := wireLinks(d.bulk)
	p.props["bulk"] = items
	return err
}

package io

import (
	"context"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// MetaLayout says how metadata is laid out.
type MetaLayout string

// The layouts.
const (
	Grid MetaLayout = "grid"
	List MetaLayout = "list"
	Card MetaLayout = "card"
)

// MetaItem is one labelled value.
type MetaItem struct {
	Label    string
	Value    any            // text, number, bool, time.Time, CivilDate, or a pointer to one
	Route    string         // where the value leads: an action or page,
	URL      string         // or another address
	Params   map[string]any // of Route
	Type     ColumnType     // how the value is shown; default: TextColumn
	Currency string         // ISO code, for MoneyColumn
}

// MetadataDisplay is a set of labelled values.
type MetadataDisplay struct {
	label  string
	items  []MetaItem
	layout MetaLayout
}

// Metadata shows labelled values in a grid.
func Metadata(label string, items ...MetaItem) MetadataDisplay {
	return MetadataDisplay{label: label, items: slices.Clone(items), layout: Grid}
}

// Layout sets how the values are laid out. Default: Grid.
func (d MetadataDisplay) Layout(l MetaLayout) MetadataDisplay {
	d.layout = l
	return d
}

// Show puts the values on the screen.
func (d MetadataDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d MetadataDisplay) part(ctx context.Context) (*part, error) {
	p := newPart(protocol.DisplayMetadata, d.label, map[string]any{"layout": d.layout})
	data := make([]map[string]any, len(d.items))
	for i, item := range d.items {
		v, err := item.wire(speaks(ctx))
		if err != nil {
			return nil, p.fault(fmt.Errorf("%q: %w", item.Label, err))
		}
		data[i] = v
	}
	p.props["data"] = data
	return p, nil
}

func (m MetaItem) wire(spoken bool) (map[string]any, error) {
	v, err := cell(m.Value)
	if err != nil {
		return nil, err
	}
	props := map[string]any{"label": m.Label, "value": v}
	amount, isInt := v.(int64)
	switch {
	case m.Type == MoneyColumn && isInt && !spoken:
		props["value"] = showMoney(amount, m.Currency)
	case m.Type != "":
		props["type"] = m.Type
		if m.Currency != "" {
			props["currency"] = m.Currency
		}
	}
	to := LinkTo{Route: m.Route, URL: m.URL, Params: m.Params}
	if !to.leads() {
		return props, nil
	}
	b, err := to.Button()
	if err != nil {
		return nil, err
	}
	link(props, b)
	return props, nil
}

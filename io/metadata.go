package io

import (
	"context"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// MetaLayout says how metadata is laid out.
type MetaLayout string

// The layouts.
const (
	GridLayout MetaLayout = "grid" // side by side
	ListLayout MetaLayout = "list" // below each other
	CardLayout MetaLayout = "card" // each on a card, its value in large letters
)

// MetaItem is one labelled value.
type MetaItem struct {
	Label    string
	Value    any            // text, number, bool, time.Time, CivilDate, or a pointer to one
	Route    string         // where the value leads: an action or page,
	URL      string         // or another address
	Params   map[string]any // of Route
	Type     ColumnType     // how the value is shown; default: TextColumn
	Currency string         // ISO code, for MoneyColumn and NumberColumn
	Format   Notation       // how a number or a moment is written
	Picture  Picture        // stands before the value; default: none

	// Load works out the value in the place of Value, at the same time as those of
	// all other items; something grey stands there until it is done. An error takes
	// the value's place and harms nothing else; what people read of it was made with
	// stagedoor.Fail, or says that it could not be loaded. ctx ends with the run or
	// page. In an action Show waits for all values, in a group they come while the
	// person looks, and on a page after it has appeared.
	Load func(ctx context.Context) (any, error)
}

// MetadataDisplay is a set of labelled values.
type MetadataDisplay struct {
	label  string
	items  []MetaItem
	layout MetaLayout
}

// Metadata shows labelled values in a grid.
func Metadata(label string, items ...MetaItem) MetadataDisplay {
	return MetadataDisplay{label: label, items: slices.Clone(items), layout: GridLayout}
}

// Layout sets how the values are laid out. Default: GridLayout.
func (d MetadataDisplay) Layout(l MetaLayout) MetadataDisplay {
	d.layout = l
	return d
}

// Show puts the values on the screen.
func (d MetadataDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d MetadataDisplay) part(ctx context.Context) (*part, error) {
	p := newPart(protocol.DisplayMetadata, d.label, map[string]any{"layout": d.layout})
	if !slices.Contains([]MetaLayout{GridLayout, ListLayout, CardLayout}, d.layout) {
		return nil, p.fault(fmt.Errorf("layout %q: use GridLayout, ListLayout or CardLayout", d.layout))
	}
	spoken := speaks(ctx)
	data := make([]map[string]any, len(d.items))
	for i, item := range d.items {
		v, err := item.wire(spoken)
		if err != nil {
			return nil, p.fault(fmt.Errorf("%q: %w", item.Label, err))
		}
		data[i] = v
		if item.Load != nil {
			p.late = append(p.late, item.late(spoken, func(props map[string]any) { data[i] = props }))
		}
	}
	p.props["data"] = data
	p.resume = func(before *part) { d.resume(data, before.props["data"]) }
	return p, nil
}

// resume has values that are still to come show what stood in their place before.
func (d MetadataDisplay) resume(data []map[string]any, before any) {
	old, ok := before.([]map[string]any)
	if !ok || len(old) != len(data) {
		return
	}
	for i, item := range d.items {
		if item.Load != nil && old[i]["label"] == item.Label {
			data[i] = old[i]
		}
	}
}

// late has Load work out the value and puts it where set says.
func (m MetaItem) late(spoken bool, set func(map[string]any)) func(context.Context) func() {
	return func(ctx context.Context) func() {
		known := m
		known.Load = nil
		var props map[string]any
		err := guard(func() (err error) {
			if known.Value, err = m.Load(ctx); err != nil {
				return err
			}
			props, err = known.wire(spoken)
			return err
		})
		if err != nil {
			if _, expected := personal(err); !expected && ctx.Err() == nil {
				txn.Logger(ctx).ErrorContext(ctx, "could not load a value", "label", m.Label, "err", err)
			}
			props = map[string]any{"label": m.Label, "value": nil, "error": loadMessage(err)}
		}
		return func() { set(props) }
	}
}

func (m MetaItem) wire(spoken bool) (map[string]any, error) {
	props := map[string]any{"label": m.Label}
	if err := m.value(props, spoken); err != nil {
		return nil, err
	}
	if m.Picture.given() {
		picture, err := m.Picture.wire()
		if err != nil {
			return nil, err
		}
		props["image"] = picture
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

// value adds the value. One that is still to come is undefined, which is
// something else than empty.
func (m MetaItem) value(props map[string]any, spoken bool) error {
	if m.Load != nil {
		props["value"] = protocol.Undefined{}
		return nil
	}
	v, err := cell(m.Value)
	if err != nil {
		return err
	}
	props["value"] = v
	amount, isInt := v.(int64)
	switch {
	case m.Type == MoneyColumn && isInt && !spoken:
		props["value"] = showMoney(amount, m.Currency)
	case m.Type == NumberColumn && m.Currency != "" && !spoken:
		props["value"] = inCurrency(v, m.Currency)
	case m.Type != "":
		props["type"] = m.Type
		if m.Currency != "" {
			props["currency"] = m.Currency
		}
		if m.Format != "" {
			props["format"] = m.Format
		}
	}
	return nil
}

package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// tables shows rows.
func tables(reg *stagedoor.Registry) {
	reg.Page("tables", stagedoor.Page{Name: "Tables", Description: "Rows of all kinds.", Handler: tablesPage})
	for slug, a := range map[string]stagedoor.Action{
		"sizes":    {Name: "Sizes", Handler: tableSizes},
		"columns":  {Name: "Columns", Handler: tableColumns},
		"cells":    {Name: "Cells", Handler: tableCells},
		"fetched":  {Name: "Fetched", Handler: tableFetched},
		"vertical": {Name: "Vertical", Handler: tableVertical},
		"big":      {Name: "Big", Handler: tableBig},
	} {
		reg.Action("tables/"+slug, a)
	}
}

// shipment is a row.
type shipment struct {
	Number int       `io:"id;sort"`
	To     string    `io:"search;sort"`
	Cents  int       `io:"label:Price;currency:EUR;sort"`
	Sent   time.Time `io:"sort"`
	Secret string
}

var cities = []string{"Lisbon", "Porto", "=Braga", "Évora", "Coimbra, upper town"}

func shipments(n int) []shipment {
	all := make([]shipment, n)
	for i := range all {
		all[i] = shipment{10_000 + i, cities[i%len(cities)], (i * 7919) % 100_000, time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC), "x"}
	}
	return all
}

func tablesPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{Children: []io.Component{
		io.TableFrom("Shipments", fetchShipments(shipments(1313))).Columns(shipmentColumns()...),
	}}, nil
}

func shipmentColumns() []io.Column[shipment] {
	return []io.Column[shipment]{
		{Label: "Number", Type: io.IDColumn, Sortable: true, Value: func(s shipment) any { return s.Number }},
		{Label: "To", Sortable: true, Filter: &io.Filter{Kind: io.TextFilter}, Value: func(s shipment) any { return s.To }},
		{Label: "Price", Type: io.MoneyColumn, Currency: "EUR", Sortable: true, Value: func(s shipment) any { return s.Cents }},
		{Label: "Sent", Type: io.DateTimeColumn, Sortable: true, Value: func(s shipment) any { return s.Sent }},
	}
}

// fetchShipments plays a database.
func fetchShipments(all []shipment) func(context.Context, io.TableQuery) (io.TablePage[shipment], error) {
	return func(_ context.Context, q io.TableQuery) (io.TablePage[shipment], error) {
		found := slices.DeleteFunc(slices.Clone(all), func(s shipment) bool {
			text := strings.ToLower(fmt.Sprint(s.Number, " ", s.To))
			return !strings.Contains(text, strings.ToLower(q.Search)) || slices.ContainsFunc(q.Filters, func(f io.FilterValue) bool {
				return !strings.Contains(strings.ToLower(s.To), strings.ToLower(fmt.Sprint(f.Value)))
			})
		})
		for _, by := range q.Sort {
			slices.SortStableFunc(found, func(a, b shipment) int {
				order := map[string]int{
					"Number": cmp.Compare(a.Number, b.Number), "To": cmp.Compare(a.To, b.To),
					"Price": cmp.Compare(a.Cents, b.Cents), "Sent": a.Sent.Compare(b.Sent),
				}[by.Column]
				if by.Desc {
					return -order
				}
				return order
			})
		}
		begin := min(q.Offset, len(found))
		return io.TablePage[shipment]{Rows: found[begin:min(begin+q.Limit, len(found))], Total: len(found)}, nil
	}
}

func tableSizes(ctx context.Context) error {
	return io.Group(
		io.Table("None", []shipment{}),
		io.Table("Fewer than a page", shipments(3)).PageSize(5),
		io.Table("A page", shipments(5)).PageSize(5),
		io.Table("More than a page", shipments(10)).PageSize(5),
	).Ask(ctx)
}

func tableColumns(ctx context.Context) error {
	rows := []map[string]any{{"b": 1, "a": "x"}, {"c": true}}
	return io.Group(
		io.Table("From the keys", rows),
		io.Table("Only some", shipments(3)).Columns(
			io.Column[shipment]{Label: "Destination", Value: func(s shipment) any { return s.To }},
			io.Column[shipment]{Label: "Whole euros", Value: func(s shipment) any { return s.Cents / 100 }, Type: io.NumberColumn},
		),
	).Ask(ctx)
}

func tableCells(ctx context.Context) error {
	states := []string{"green", "yellow", "red"}
	columns := []io.Column[shipment]{
		{Label: "Parcel", Sortable: true, Value: func(s shipment) any {
			return io.Cell{Value: s.Number, Label: fmt.Sprintf("No. %d", s.Number), Picture: io.Picture{URL: fmt.Sprintf("/parcels/%d", s.Number%4)}}
		}},
		{Label: "State", Value: func(s shipment) any {
			return io.Cell{Value: s.Number % 3, Label: []string{"Arrived", "On its way", "Lost"}[s.Number%3], Color: states[s.Number%3]}
		}},
		{Label: "Tracking", Value: func(s shipment) any {
			return io.Cell{Label: "Track", Link: io.LinkTo{URL: fmt.Sprintf("https://example.com/track/%d", s.Number)}}
		}},
		{Label: "Run", Value: func(s shipment) any {
			return io.Cell{Label: "Again", Link: io.LinkTo{Route: "tables/cells", Params: map[string]any{"number": s.Number}}}
		}},
		{Label: "Plain number", Value: func(s shipment) any { return s.Number }},
		{Label: "Looks like a date", Value: func(shipment) any { return "2026-02-25T14:36:00.000Z" }},
	}
	return io.Table("Shipments", shipments(12)).Columns(columns...).PageSize(5).
		RowLink(func(s shipment) io.LinkTo {
			return io.LinkTo{Route: "words/text", Params: map[string]any{"id": s.Number}}
		}).
		RowMenu(func(s shipment) []io.LinkTo {
			return []io.LinkTo{
				{Label: "Write an e-mail", Route: "words/email"},
				{Label: "Shop", URL: fmt.Sprintf("https://example.com/%d", s.Number)},
				{Label: "Not yet", Disabled: true},
				{Label: "Delete", Route: "words/text", Theme: io.Danger},
			}
		}).Show(ctx)
}

func tableFetched(ctx context.Context) error {
	return io.TableFrom("Shipments", fetchShipments(shipments(100))).Columns(shipmentColumns()...).Show(ctx)
}

func tableVertical(ctx context.Context) error {
	return io.Table("Shipments", shipments(12)).Vertical().Show(ctx)
}

func tableBig(ctx context.Context) error { return io.Table("Shipments", shipments(10_000)).Show(ctx) }

package io_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

type shipment struct {
	ID      int64
	To      string
	Cents   int64
	State   string
	Sent    time.Time
	Carrier *string // nil until it is known
}

// shipmentColumns say what people see of a shipment, and what they can do with it.
var shipmentColumns = []io.Column[shipment]{
	{Label: "Shipment", Type: io.IDColumn, Value: func(p shipment) any {
		return io.Cell{Value: p.ID, Link: io.LinkTo{Route: "shipments/track", Params: map[string]any{"id": p.ID}}}
	}},
	{Label: "To", Sortable: true, Filter: &io.Filter{Kind: io.TextFilter}, Value: func(p shipment) any { return p.To }},
	{
		Label: "Worth", Key: "worth", Type: io.MoneyColumn, Currency: "EUR", Sortable: true,
		Filter: &io.Filter{Kind: io.NumberFilter}, Value: func(p shipment) any { return p.Cents },
	},
	{
		Label: "State", Type: io.EnumColumn,
		Labels: map[string]string{"out": "On its way", "lost": "Lost"},
		Colors: map[string]string{"out": "blue", "lost": "red"},
		Filter: &io.Filter{Kind: io.EnumFilter, Options: []io.Option{{Value: "out", Label: "On its way"}, {Value: "lost", Label: "Lost"}}},
		Value:  func(p shipment) any { return p.State },
	},
	{Label: "Sent", Type: io.DateTimeColumn, Filter: &io.Filter{Kind: io.DateFilter}, Value: func(p shipment) any { return p.Sent }},
	{Label: "Carrier", Hidden: true, Value: func(p shipment) any { return p.Carrier }},
}

// shipmentTable has a menu at the end of each row. An action of the panel that it
// names is opened with the parameters, here in a drawer over the table.
func shipmentTable(shipments []shipment) io.TableDisplay[shipment] {
	return io.Table("Shipments", shipments).
		Columns(shipmentColumns...).
		Key(func(p shipment) string { return strconv.FormatInt(p.ID, 10) }).
		RowName(func(p shipment) string { return "Shipment to " + p.To }).
		RowMenu(func(p shipment) []io.LinkTo {
			id := map[string]any{"id": p.ID}
			return []io.LinkTo{
				{Label: "Write to the customer", Route: "shipments/write", Params: id, Over: true},
				{Label: "Report as lost", Route: "shipments/lost", Params: id, Theme: io.Danger, Disabled: p.State == "lost"},
			}
		})
}

func showShipments(ctx context.Context) error { return shipmentTable(shipments).Show(ctx) }

var shipments = []shipment{
	{ID: 91, To: "Ada", Cents: 123456, State: "out", Sent: time.Date(2026, 3, 4, 9, 30, 0, 0, time.UTC)},
	{ID: 92, To: "Alan", Cents: 990, State: "lost", Carrier: new("Swift")},
}

// The columns of a table, by hand: a link in a cell, an amount, a state in color, and
// what people can sort and filter by. WriteRows writes the same columns as a file.
func ExampleColumn() {
	_ = showShipments // the handler of an action

	err := io.WriteRows(os.Stdout, io.JSONRows, shipments, shipmentColumns...)
	fmt.Println(err)
	// Output:
	// [
	// {"Shipment": 91, "To": "Ada", "Worth (EUR)": 1234.56, "State": "out", "Sent": "2026-03-04T09:30:00Z", "Carrier": null},
	// {"Shipment": 92, "To": "Alan", "Worth (EUR)": 9.90, "State": "lost", "Sent": null, "Carrier": "Swift"}
	// ]
	// <nil>
}

package main

import (
	"context"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// metadata shows labelled values in all layouts, at hand and late.
func metadata(reg *stagedoor.Registry) {
	reg.Page("metadata", stagedoor.Page{Name: "Metadata", Description: "Labelled values.", Handler: metadataPage})
	reg.Action("metadata/layouts", stagedoor.Action{Name: "Layouts", Handler: layouts})
	reg.Action("metadata/question", stagedoor.Action{Name: "Beside a question", Handler: besideAQuestion})
}

// late returns a function that takes its time.
func late(wait time.Duration, v any, err error) func(context.Context) (any, error) {
	return func(ctx context.Context) (any, error) {
		select {
		case <-time.After(wait):
			return v, err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func parcelFacts() []io.MetaItem {
	return []io.MetaItem{
		{Label: "Fragile", Value: true},
		{Label: "Insured", Value: false},
		{Label: "Note", Value: nil},
		{Label: "Empty", Value: ""},
		{Label: "Pieces", Value: 0},
		{Label: "Number", Value: 12345678, Type: io.IDColumn},
		{Label: "Value", Value: 450000, Type: io.MoneyColumn, Currency: "EUR"},
		{Label: "Description", Value: strings.Repeat("A set of cups, each in paper of its own. ", 4)},
		{Label: "Customer", Value: "Ada Hamilton", Route: "words/text", Params: map[string]any{"id": 1}, Picture: io.Picture{URL: "/parcels/1"}},
		{Label: "Sent", Value: time.Date(2026, 2, 25, 14, 36, 0, 0, time.UTC), Type: io.DateTimeColumn},
		{Label: "Scans", Load: late(700*time.Millisecond, 1250, nil), Type: io.NumberColumn},
		{Label: "Place", Load: late(1500*time.Millisecond, "Lisbon", nil)},
		{Label: "Courier", Load: late(time.Second, nil, stagedoor.Fail("The courier does not answer."))},
	}
}

func layouts(ctx context.Context) error {
	return io.Group(
		io.Metadata("As a list", parcelFacts()...).Layout(io.ListLayout),
		io.Metadata("As a grid", parcelFacts()...),
		io.Metadata("On cards", parcelFacts()...).Layout(io.CardLayout),
	).Ask(ctx)
}

func besideAQuestion(ctx context.Context) error {
	var note string
	err := io.Group(
		io.Metadata("Parcel", io.MetaItem{Label: "Place", Load: late(time.Second, "Lisbon", nil)}),
		io.Text("Note").Into(&note),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, note)
}

func metadataPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{Children: []io.Component{
		io.Metadata("Today",
			io.MetaItem{Label: "Parcels", Value: 313, Type: io.NumberColumn},
			io.MetaItem{Label: "New", Load: late(700*time.Millisecond, 61, nil), Type: io.NumberColumn},
			io.MetaItem{Label: "Lost", Load: late(300*time.Millisecond, nil, stagedoor.Fail("Nobody has counted yet."))},
		).Layout(io.CardLayout),
	}}, nil
}

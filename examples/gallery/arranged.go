package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// arranged shows components in columns, sections and tabs.
func arranged(reg *stagedoor.Registry) {
	reg.Page("arranged", stagedoor.Page{Name: "Arranged", Description: "Columns, sections and tabs.", Handler: arrangedPage})
	reg.Page("renewed", stagedoor.Page{Name: "Renewed", Description: "Asked again every second.", Handler: renewedPage})
	reg.Action("arranged/form", stagedoor.Action{Name: "A form in columns", Handler: arrangedForm})
}

func arrangedPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{
		Title: "Arranged",
		Children: []io.Component{
			io.Columns(
				io.Section("This month", io.Metadata("", io.MetaItem{Label: "Orders", Value: 412}, io.MetaItem{Label: "Returned", Value: 9})).Card(),
				io.Section("Last month", io.Metadata("", io.MetaItem{Label: "Orders", Value: 380}, io.MetaItem{Label: "Returned", Value: 14})).Card(),
				io.Section("A year ago", io.Metadata("", io.MetaItem{Label: "Orders", Value: 214}, io.MetaItem{Label: "Returned", Value: 7})).Card(),
			),
			io.Tabs(
				io.Tab("Orders", searched("Orders", 40), searched("Drafts", 30)),
				io.Tab("Returns", searched("Returns", 12), broken()),
				io.Tab("Notes", io.Columns(
					io.Stack(io.Markdown("A note on the **left**."), io.Markdown("And one below it.")),
					io.Markdown("One on the right, half as wide."),
				).Widths(2, 1)),
			),
			io.Section("Older", io.Markdown("Nobody has to see this at once.")).Description("Before 2020").Collapsed(),
		},
	}, nil
}

// asked counts the rows that were fetched, of each table.
var asked = map[string]*atomic.Int64{"Orders": {}, "Drafts": {}, "Returns": {}, "Renewed": {}}

// searched is a table that is asked for each of its pages, and counts it.
func searched(label string, n int) io.TableDisplay[article] {
	return io.TableFrom(label, func(_ context.Context, q io.TableQuery) (io.TablePage[article], error) {
		asked[label].Add(1)
		all := articles(n)
		begin := min(q.Offset, n)
		return io.TablePage[article]{Rows: all[begin:min(begin+q.Limit, n)], Total: n}, nil
	}).Columns(
		io.Column[article]{Label: "Number", Value: func(a article) any { return a.Number }},
		io.Column[article]{Label: "Name", Value: func(a article) any { return a.Name }},
	).PageSize(5)
}

// breaks counts how often broken was asked.
var breaks atomic.Int64

// broken fails the first time, and every other time after it.
func broken() io.MetadataDisplay {
	return io.Metadata("Carrier", io.MetaItem{Label: "Answers", Load: func(context.Context) (any, error) {
		if breaks.Add(1)%2 == 1 {
			return nil, errors.New("the carrier does not answer")
		}
		return "yes", nil
	}})
}

var renewals atomic.Int64

func renewedPage(context.Context) (stagedoor.Layout, error) {
	n := renewals.Add(1)
	return stagedoor.Layout{
		Title:   "Renewed",
		Refresh: time.Second,
		Children: []io.Component{
			io.Metadata("", io.MetaItem{Label: "Drawn", Value: fmt.Sprintf("%d times", n)}),
			io.Tabs(
				io.Tab("First", io.Markdown("The first tab.")),
				io.Tab("Second", searched("Renewed", 40)),
			),
			io.Section("Folded", io.Markdown("Inside the fold.")).Collapsed(),
		},
	}, nil
}

func arrangedForm(ctx context.Context) error {
	var name, city, code string
	err := io.Group(
		io.Columns(io.Text("Name").Into(&name), io.Text("City").Into(&city)),
		io.Section("For the parcel",
			io.Text("Code").MaxLength(4).Into(&code),
			io.Text("Note").Optional().Into(new(*string)),
		).Description("What stands on the label").Collapsed(),
	).Title("An address").Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]string{"name": name, "city": city, "code": code})
}

package io_test

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// A page in columns, with tabs below that load when somebody opens them.
func ExampleColumns() {
	overview := func(ctx context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{
			Title: "Overview",
			Children: []io.Component{
				io.Columns(
					io.Section("Today", io.Metadata("", io.MetaItem{Label: "Orders", Value: 41})).Card(),
					io.Section("Yesterday", io.Metadata("", io.MetaItem{Label: "Orders", Value: 38})).Card(),
				),
				io.Tabs(
					io.Tab("Open", io.Table("Open orders", []string{"A-1", "A-2"})),
					io.Tab("Returned", io.Table("Returns", []string{"A-0"})),
				),
			},
		}, nil
	}
	_ = overview
}

// What is in a tab loads when somebody opens it.
func ExampleTabs() {
	show := func(ctx context.Context) error {
		return io.Tabs(
			io.Tab("Open", io.Table("Open orders", []string{"A-1", "A-2"})),
			io.Tab("Returned", io.Table("Returns", []string{"A-0"})),
		).Show(ctx)
	}
	_ = show
}

// Fields side by side, and those that few people need under a heading that opens.
func ExampleSection() {
	var name, city, note string
	ask := func(ctx context.Context) error {
		return io.Group(
			io.Columns(io.Text("Name").Into(&name), io.Text("City").Into(&city)),
			io.Section("More", io.Text("Note").Into(&note)).Collapsed(),
		).Ask(ctx)
	}
	_ = ask
}

// The first column is twice as wide as the second, which holds two displays.
func ExampleStack() {
	show := func(ctx context.Context) error {
		return io.Columns(
			io.Table("Orders", []string{"A-1", "A-2"}),
			io.Stack(io.Markdown("Two orders"), io.Markdown("none of them paid")),
		).Widths(2, 1).Show(ctx)
	}
	_ = show
}

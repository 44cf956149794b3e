package main

import (
	"context"
	"fmt"
	stdio "io"
	"math/big"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// displays shows headings, links, files and objects.
func displays(reg *stagedoor.Registry) {
	reg.Page("displays", stagedoor.Page{Name: "Displays", Description: "Headings, links, files and objects.", Handler: displaysPage})
	reg.Action("displays/heading", stagedoor.Action{Name: "Heading", Handler: headings})
	reg.Action("displays/link", stagedoor.Action{Name: "Link", Handler: links})
	reg.Action("displays/download", stagedoor.Action{Name: "Download", Handler: downloads})
	reg.Action("displays/object", stagedoor.Action{Name: "Object", Handler: objects})
}

func displaysPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{Children: []io.Component{
		io.Download("Numbers of a page", "numbers.txt", []byte("1\n2\n3\n")).Theme(io.Primary),
	}}, nil
}

func headings(ctx context.Context) error {
	return io.Group(
		io.Heading("Parcels").Description("All of one day").Menu(
			io.LinkTo{Label: "Track", URL: "https://example.com/track"},
			io.LinkTo{Label: "Text", Route: "words/text", Params: map[string]any{"param": true}},
			io.LinkTo{Label: "Return", Disabled: true},
		),
		io.Heading("Light ones").Level(3),
		io.Heading("Under a kilogram").Level(4),
	).Ask(ctx)
}

func links(ctx context.Context) error {
	here := map[string]any{"greeting": "hello", "count": 0, "yes": false}
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return err
	}
	said := "nothing"
	if greeting, ok := params["greeting"]; ok {
		said = fmt.Sprintf("%v %v %v", greeting, params["count"], params["yes"])
	}
	return io.Group(
		io.Markdown("Came with: "+said),
		io.Link("Again with parameters", io.LinkTo{Route: "displays/link", Params: here}),
		io.Link("To the page", io.LinkTo{Route: "displays", Theme: io.Secondary}),
		io.Link("The shop", io.LinkTo{URL: "https://example.com/shop", Theme: io.Primary}),
		io.Link("Delete it", io.LinkTo{Route: "displays/link", Theme: io.Danger}),
		io.Link("Not yet", io.LinkTo{Disabled: true, Theme: io.Secondary}),
	).Ask(ctx)
}

func downloads(ctx context.Context) error {
	return io.Group(
		io.Download("Price list", "Preisliste für Händler.csv", []byte("Article;Price\r\nCup;4.50\r\n")),
		io.DownloadFrom("Many lines", "lines.txt", func(_ context.Context, w stdio.Writer) error {
			for i := range 100_000 {
				if _, err := fmt.Fprintf(w, "line %d\n", i+1); err != nil {
					return err
				}
			}
			return nil
		}).Theme(io.Primary),
		io.DownloadFrom("Broken", "broken.txt", func(context.Context, stdio.Writer) error {
			return stagedoor.Fail("The printer is out of paper.")
		}),
	).Ask(ctx)
}

func objects(ctx context.Context) error {
	long := make([]string, 250)
	for i := range long {
		long[i] = fmt.Sprintf("Item %d", i)
	}
	large, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	return io.Object("Order", map[string]any{
		"isTrue": true, "isFalse": false, "name": "Stagedoor", "nothing": nil, "id": 1234567,
		"large": large, "beyond": int64(9007199254740993), "at": time.Date(2026, 2, 25, 14, 36, 0, 0, time.UTC),
		"looksLikeADate": "2026-02-25T14:36:00.000Z",
		"byNumber":       map[int]string{10: "ten", 9: "nine"},
		"tags":           map[string]struct{}{"new": {}, "late": {}},
		"longList":       long,
	}).Show(ctx)
}

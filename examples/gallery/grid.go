package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// grids shows cards.
func grids(reg *stagedoor.Registry) {
	reg.Page("grids", stagedoor.Page{Name: "Grids", Description: "Cards side by side.", Handler: gridsPage})
	reg.Action("grids/pictures", stagedoor.Action{Name: "With pictures", Handler: pictureGrid})
	reg.Action("grids/words", stagedoor.Action{Name: "Words only", Handler: wordGrid})
	reg.Action("grids/empty", stagedoor.Action{Name: "Empty", Handler: emptyGrid})
}

// article is something on a card.
type article struct {
	Number int
	Name   string
}

var kinds = []string{"Cup", "Plate", "Bowl", "Jug"}

func articles(n int) []article {
	all := make([]article, n)
	for i := range all {
		all[i] = article{i, fmt.Sprintf("%s %d", kinds[i%len(kinds)], i)}
	}
	return all
}

func articleCard(a article) io.GridCard {
	return io.GridCard{
		Label: a.Name, Description: "In paper of its own",
		Picture: io.Picture{URL: fmt.Sprintf("/parcels/%d", a.Number)},
		Link:    io.LinkTo{Route: "words/text", Params: map[string]any{"article": a.Number}},
		Menu: []io.LinkTo{
			{Label: "Shop", URL: fmt.Sprintf("https://example.com/articles/%d", a.Number)},
			{Label: "Write an e-mail", Route: "words/email"},
			{Label: fmt.Sprintf("Disabled item %d", a.Number), Disabled: true},
			{Label: "Delete", Route: "words/text", Theme: io.Danger},
		},
	}
}

func gridsPage(context.Context) (stagedoor.Layout, error) {
	all := articles(100)
	fetch := func(_ context.Context, q io.TableQuery) (io.TablePage[article], error) {
		var found []article
		for _, a := range all {
			if strings.Contains(strings.ToLower(a.Name), strings.ToLower(q.Search)) {
				found = append(found, a)
			}
		}
		begin := min(q.Offset, len(found))
		return io.TablePage[article]{Rows: found[begin:min(begin+q.Limit, len(found))], Total: len(found)}, nil
	}
	return stagedoor.Layout{Children: []io.Component{
		io.GridFrom("Catalogue", fetch, articleCard).PageSize(12).Help("Fetched page by page"),
	}}, nil
}

func pictureGrid(ctx context.Context) error {
	return io.Grid("Articles", articles(30), articleCard).PageSize(8).Show(ctx)
}

func wordGrid(ctx context.Context) error {
	long := strings.Repeat("A description that goes on for a while. ", 8)
	return io.Group(
		io.Grid("Without pictures", articles(3), func(a article) io.GridCard {
			return io.GridCard{Label: a.Name, Description: long}
		}).NoSearch(),
		io.Grid("Square", articles(6), func(a article) io.GridCard {
			return io.GridCard{Picture: io.Picture{URL: fmt.Sprintf("/parcels/%d", a.Number), Alt: a.Name}, Ratio: 1, Fit: io.Contain}
		}).CardWidth(120).NoSearch(),
		io.Grid("Elsewhere", articles(1), func(a article) io.GridCard {
			return io.GridCard{Label: a.Name, Picture: io.Picture{URL: "https://pictures.example.com/1.png", Alt: "A cup"}}
		}).NoSearch(),
	).Ask(ctx)
}

func emptyGrid(ctx context.Context) error { return io.Grid("Articles", nil, articleCard).Show(ctx) }

package main

import (
	"context"
	"sync"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// moving leads elsewhere, to what the navigation does not show, and to what is
// added on the way.
func moving(reg *stagedoor.Registry) {
	reg.Page("moving", stagedoor.Page{Name: "Moving", Handler: movingPage})
	reg.Page("moving/listed", stagedoor.Page{Name: "Listed page", Handler: noteOf("It is listed.")})
	reg.Page("moving/hidden", stagedoor.Page{Name: "Hidden page", Unlisted: true, Handler: noteOf("It is not listed.")})
	reg.Action("moving/hidden/child", stagedoor.Action{Name: "Below the hidden page", Handler: setResult("ran below")})
	reg.Action("moving/secretly", stagedoor.Action{Name: "Hidden action", Unlisted: true, Handler: setResult("ran hidden")})
	reg.Action("moving/away", stagedoor.Action{Name: "To elsewhere", Handler: movesTo(stagedoor.Link{Label: "The carrier", URL: "https://carrier.example/parcels"})})
	reg.Action("moving/on", stagedoor.Action{Name: "To an action", Handler: movesTo(stagedoor.Link{
		Label: "About the run", Route: "knowing/run", Params: map[string]any{"message": "moved on"},
	})})
	reg.Page("moving/along", stagedoor.Page{Name: "Sends along", Handler: sendsTo(stagedoor.Link{Label: "Listed page", Route: "moving/listed"})})
	reg.Page("moving/start", stagedoor.Page{Name: "Sends to an action", Handler: sendsTo(stagedoor.Link{
		Label: "About the run", Route: "knowing/run", Params: map[string]any{"message": "sent on"},
	})})
	reg.Page("moving/out", stagedoor.Page{Name: "Sends out", Handler: sendsTo(stagedoor.Link{Label: "The carrier", URL: "https://carrier.example/parcels"})})
	reg.Page("moving/slow", stagedoor.Page{Name: "Takes its time", Unlisted: true, Handler: slowPage})
	reg.Action("moving/twice", stagedoor.Action{Name: "Runs side by side", Handler: sideBySide})
	reg.Action("moving/grow", stagedoor.Action{Name: "Adds an action", Handler: growing(reg)})
}

func movingPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{
		Title:    "Moving about",
		Menu:     []stagedoor.Link{{Label: "About the run", Route: "knowing/run", Params: map[string]any{"message": "from a page"}}},
		Children: []io.Component{io.Markdown("Links and screens.")},
	}, nil
}

func movesTo(link stagedoor.Link) func(context.Context) error {
	return func(ctx context.Context) error { return stagedoor.Redirect(ctx, link) }
}

// sendsTo is a page that sends the person on instead of showing something.
func sendsTo(link stagedoor.Link) func(context.Context) (stagedoor.Layout, error) {
	return func(ctx context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{}, stagedoor.Redirect(ctx, link)
	}
}

// slowPage says what it does until the page is left.
func slowPage(ctx context.Context) (stagedoor.Layout, error) {
	if _, err := io.Loading("Counting parcels").Description("Shelf 3 of 9").Start(ctx); err != nil {
		return stagedoor.Layout{}, err
	}
	<-ctx.Done()
	return stagedoor.Layout{}, context.Cause(ctx)
}

// sideBySide asks twice, so that several of its runs may wait at once.
func sideBySide(ctx context.Context) error {
	first, err := io.Text("First").Get(ctx)
	if err != nil {
		return err
	}
	second, err := io.Text("Second").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]string{"first": first, "second": second})
}

// growing adds an action while the panel is served, once.
func growing(reg *stagedoor.Registry) func(context.Context) error {
	var once sync.Once
	return func(ctx context.Context) error {
		once.Do(func() {
			reg.Action("moving/grown", stagedoor.Action{Name: "Added later", Handler: setResult("grown")})
		})
		return stagedoor.SetResult(ctx, "added")
	}
}

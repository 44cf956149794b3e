package main

import (
	"context"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// knowing shows what an action knows of its run, and who sees what.
func knowing(reg *stagedoor.Registry) {
	finance := []string{"finance"}
	reg.Page("knowing", stagedoor.Page{Name: "Knowing", Description: "Who runs it, and who may."})
	reg.Action("knowing/run", stagedoor.Action{Name: "About the run", Handler: aboutRun})
	reg.Page("finance", stagedoor.Page{Name: "Finance", Teams: finance, Handler: noteOf("For finance only.")})
	reg.Action("finance/payout", stagedoor.Action{Name: "Pay out", Handler: setResult("paid out")})
	reg.Page("operations", stagedoor.Page{Name: "Operations", Teams: []string{"operations"}, Handler: noteOf("For operations only.")})
	reg.Action("operations/restart", stagedoor.Action{Name: "Restart", Handler: setResult("restarted")})
	reg.Action("operations/books", stagedoor.Action{Name: "Close the books", Teams: finance, Handler: setResult("closed")})
}

func aboutRun(ctx context.Context) error {
	who, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return err
	}
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return err
	}
	environment, err := stagedoor.Environment(ctx)
	if err != nil {
		return err
	}
	address, err := stagedoor.ActionURL(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{
		"who": who.Name + " " + who.Email, "teams": strings.Join(who.Teams, ", "),
		"message": params["message"], "environment": environment, "address": address,
	})
}

// noteOf is a page that says text and nothing else.
func noteOf(text string) func(context.Context) (stagedoor.Layout, error) {
	return func(context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{Children: []io.Component{io.Markdown(text)}}, nil
	}
}

// setResult is an action that asks nothing.
func setResult(v any) func(context.Context) error {
	return func(ctx context.Context) error { return stagedoor.SetResult(ctx, v) }
}

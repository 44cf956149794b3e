package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// confirming asks before something happens.
func confirming(reg *stagedoor.Registry) {
	reg.Page("confirming", stagedoor.Page{Name: "Confirming", Description: "A yes before something happens."})
	reg.Action("confirming/plain", stagedoor.Action{Name: "Yes or no", Handler: confirmTwice})
	reg.Action("confirming/typed", stagedoor.Action{Name: "A word to type", Handler: confirmTyped})
}

func confirmTwice(ctx context.Context) error {
	first, err := io.Confirm("Send the newsletter?").Help("To everyone who asked for it.").Get(ctx)
	if err != nil {
		return err
	}
	second, err := io.Confirm("Send it again?").Labels("Send again", "Leave it").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"first": first, "second": second})
}

func confirmTyped(ctx context.Context) error {
	ok, err := io.Confirm("Delete the account of Ada Hamilton?").
		Help("Everything she has is deleted with it.").
		Changes(
			io.Change{Label: "Orders", Before: 12},
			io.Change{Label: "Credit", Before: 4500, Type: io.MoneyColumn, Currency: "EUR"},
		).
		Labels("Delete account", "Keep").TypeToConfirm("DELETE").Danger().Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"deleted": ok})
}

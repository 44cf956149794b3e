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
	reg.Action("confirming/identity", stagedoor.Action{Name: "Who you are", Handler: confirmIdentity})
	reg.Action("confirming/approval", stagedoor.Action{Name: "Somebody else agrees", Handler: getApproval})
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

// confirmIdentity asks three times: the second answer follows from the first, the
// third does not.
func confirmIdentity(ctx context.Context) error {
	var confirmed [3]bool
	for i, q := range []io.ConfirmIdentityCall{
		io.ConfirmIdentity("Pay out 4,500.00 EUR").Help("It is more than usual."),
		io.ConfirmIdentity("Pay out 100.00 EUR"),
		io.ConfirmIdentity("Close the account").GracePeriod(0),
	} {
		ok, err := q.Get(ctx)
		if err != nil {
			return err
		}
		confirmed[i] = ok
	}
	return stagedoor.SetResult(ctx, map[string]any{"payout": confirmed[0], "small payout": confirmed[1], "closing": confirmed[2]})
}

func getApproval(ctx context.Context) error {
	a, err := io.Approve("Refund of 500.00 EUR").By("finance").
		Help("More than 100.00 EUR takes two people.").
		Details(
			io.MetaItem{Label: "Customer", Value: "Ada Hamilton"},
			io.MetaItem{Label: "Reason", Value: "The parcel never arrived, and the carrier does not answer."},
		).
		Changes(io.Change{Label: "Refunded", Before: 0, After: 50000, Type: io.MoneyColumn, Currency: "EUR"}).
		Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"approved": a.Approved, "by": a.By.Name, "reason": a.Reason})
}

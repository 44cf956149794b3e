package io_test

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func ExampleSelectMany() {
	type size string
	sizes := []size{"small", "medium", "large"}
	_ = func(ctx context.Context) ([]size, error) {
		return io.SelectMany("Sizes in stock", sizes).AtLeast(1).Default(sizes[:1]).Get(ctx)
	}
}

func ExampleSearchMany() {
	find := func(_ context.Context, query string) ([]charge, error) {
		return slices.DeleteFunc(slices.Clone(charges), func(c charge) bool { return !strings.Contains(c.Customer, query) }), nil
	}
	_ = func(ctx context.Context) ([]charge, error) {
		return io.SearchMany("Charges", find).Label(func(c charge) string { return c.Customer }).AtMost(10).Get(ctx)
	}
}

func ExampleSelectRowsFrom() {
	page := func(_ context.Context, q io.TableQuery) (io.TablePage[charge], error) {
		end := min(q.Offset+q.Limit, len(charges))
		return io.TablePage[charge]{Rows: charges[min(q.Offset, end):end], Total: len(charges)}, nil
	}
	_ = func(ctx context.Context) ([]charge, error) {
		return io.SelectRowsFrom("Charges to refund", page).
			Key(func(c charge) string { return strconv.FormatInt(c.ID, 10) }).
			AtLeast(1).
			Get(ctx)
	}
}

func ExampleConfirmCall_TypeToConfirm() {
	_ = func(ctx context.Context, c charge) (bool, error) {
		return io.Confirm("Delete the charge?").TypeToConfirm(c.Customer).Danger().Labels("Delete", "Keep").Get(ctx)
	}
}

// Config.ConfirmIdentity looks at what the person types; the action learns only
// whether it was right.
func ExampleConfirmIdentity() {
	_ = func(ctx context.Context) error {
		ok, err := io.ConfirmIdentity("Pay out 4,500.00 EUR").Get(ctx)
		if err != nil || !ok {
			return err
		}
		return nil // pay out
	}
}

// The person who runs the action cannot decide this; somebody of the team
// finance, or with the role of an owner, finds it on their home screen.
func ExampleApprove() {
	_ = func(ctx context.Context, c charge) error {
		decided, err := io.Approve("Refund of $45.00").By("finance").ByRole("owner").
			Details(io.MetaItem{Label: "Customer", Value: c.Customer}).
			Get(ctx)
		if err != nil || !decided.Approved {
			return err
		}
		return nil // refund
	}
}

func ExampleTableDisplay_Bulk() {
	table := io.Table("Charges", charges).
		Key(func(c charge) string { return strconv.FormatInt(c.ID, 10) }).
		Bulk(io.LinkTo{Label: "Export to the bank", Route: "charges/to_bank"})
	_ = func(ctx context.Context) (io.ChosenRows, error) { // the handler of charges/to_bank
		params, err := stagedoor.Params(ctx)
		if err != nil {
			return io.ChosenRows{}, err
		}
		return table.Chosen(params.String("rows"))
	}
}

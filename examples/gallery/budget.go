package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// budget has what is large enough to be felt.
func budget(reg *stagedoor.Registry) {
	reg.Page("budget", stagedoor.Page{Name: "Large"})
	reg.Action("budget/form", stagedoor.Action{Name: "Forty fields", Handler: formLong})
	reg.Action("budget/rows", stagedoor.Action{Name: "A hundred thousand rows", Handler: selectOfMany})
}

func selectOfMany(ctx context.Context) error {
	picked, err := io.SelectRows("Shipments", shipments(100_000)).Columns(shipmentColumns()...).PageSize(100).AtLeast(1).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, len(picked))
}

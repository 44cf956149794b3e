package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func lists(ctx context.Context) error {
	var copies, tags []string
	var days []io.CivilDate
	err := io.Group(
		io.ListOf("Copies to", io.Email("")).AtLeast(2).AtMost(4).Into(&copies),
		io.ListOf("Tags", io.Text("").MaxLength(12)).Default([]string{"urgent", "shop"}).Into(&tags),
		io.ListOf("Closed on", io.Date("")).Optional().Into(&days),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"copies": copies, "tags": tags, "closed": days})
}

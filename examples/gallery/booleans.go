package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func yesOrNo(ctx context.Context) error {
	var yes, no bool
	var known, unknown *bool
	err := io.Group(
		io.Bool("E-mail the customer").Help("With a copy to the shop.").Into(&yes),
		io.Bool("Close the account").Into(&no),
		io.Bool("Subscribed").Default(true).Optional().Into(&known),
		io.Bool("Of age").Optional().Into(&unknown),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"yes": yes, "no": no, "known": known, "unknown": unknown})
}

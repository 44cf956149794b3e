package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func sliders(ctx context.Context) error {
	var whole, decimal, tilt float64
	err := io.Group(
		io.Slider("Range", 9, 20).Into(&whole),
		io.Slider("Decimal range", 12, 13).Step(0.1).Into(&decimal),
		io.Slider("Tilt", -1, 1).Step(0.25).Default(0).Into(&tilt),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"range": whole, "decimal range": decimal, "tilt": tilt})
}

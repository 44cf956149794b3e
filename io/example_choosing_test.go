package io_test

import (
	"context"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleSelectMany() {
	type size string
	sizes := []size{"small", "medium", "large"}
	_ = func(ctx context.Context) ([]size, error) {
		return io.SelectMany("Sizes in stock", sizes).AtLeast(1).Default(sizes[:1]).Get(ctx)
	}
}

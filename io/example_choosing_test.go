package io_test

import (
	"context"
	"slices"
	"strings"

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

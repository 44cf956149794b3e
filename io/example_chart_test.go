package io_test

import (
	"context"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

type sum struct {
	Day              time.Time
	Refunds, Credits int64
}

func ExampleChart() {
	_ = func(ctx context.Context, sums []sum) error {
		return io.Chart("Refunds and credits", sums).
			Along("Day", func(s sum) any { return io.CivilDateOf(s.Day) }).
			Series("Refunds", func(s sum) any { return s.Refunds }).
			Series("Credits", func(s sum) any { return s.Credits }).
			Money("USD").
			Show(ctx)
	}
}

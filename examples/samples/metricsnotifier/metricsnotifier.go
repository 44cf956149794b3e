// Package metricsnotifier asks nothing: it adds up what happened, logs it and tells
// whoever wants to know.
package metricsnotifier

import (
	"context"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	reg.Action("daily_metrics", stagedoor.Action{
		Section:     "Metrics notifier",
		Description: "Says what happened yesterday and how it compares",
		Handler:     notify(sample, time.Now),
	})
}

// report is the result of a run. Its fields are shown in this order.
type report struct {
	Day     string `io:""`
	SignUps int    `io:"label:Sign-ups"`
	Orders  int    `io:""`
	Takings string `io:""`
	Trend   string `io:""`
}

// figures are what happened on a day.
type figures struct {
	signUps, orders int
	cents           int64
}

// notify returns the action. The test gives it figures and a clock of its own.
func notify(of func(context.Context, time.Time) (figures, error), now func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		day := now().UTC().AddDate(0, 0, -1)
		last, err := of(ctx, day)
		if err != nil {
			return err
		}
		before, err := of(ctx, day.AddDate(0, 0, -1))
		if err != nil {
			return err
		}
		name := day.Format(time.DateOnly)
		if err := stagedoor.Log(ctx, "%s: %d sign-ups, %d orders", name, last.signUps, last.orders); err != nil {
			return err
		}
		r := report{
			Day: name, SignUps: last.signUps, Orders: last.orders, Takings: io.FormatMoney(last.cents, "USD"),
			Trend: trend(last.orders, before.orders),
		}
		if err := tell(ctx, r); err != nil {
			return err
		}
		return stagedoor.SetResult(ctx, r)
	}
}

// tell sends a message to whoever runs the action, once for each day.
func tell(ctx context.Context, r report) error {
	run, err := stagedoor.RunURL(ctx)
	if err != nil {
		return err
	}
	return stagedoor.Notify(ctx, stagedoor.Notification{
		Title:   "Metrics of " + r.Day,
		Message: fmt.Sprintf("%d orders, %s. Takings: %s.", r.Orders, r.Trend, r.Takings),
		Link:    stagedoor.Link{Label: "Open the figures", URL: run},
		Key:     "metrics " + r.Day,
	})
}

func trend(now, before int) string {
	switch {
	case now > before:
		return "more than the day before"
	case now < before:
		return "fewer than the day before"
	}
	return "as many as the day before"
}

// sample makes up figures, the same each time a day is asked for.
func sample(_ context.Context, day time.Time) (figures, error) {
	n := day.YearDay()
	return figures{signUps: 20 + n%7, orders: 40 + n*3%11, cents: int64(190_000 + n*137%9_000)}, nil
}

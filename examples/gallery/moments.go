package main

import (
	"context"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func date(ctx context.Context) error {
	return result(ctx, io.Date("Ship on").Min(io.CivilDate{Year: 2022, Month: 1, Day: 1}).Max(io.CivilDate{Year: 2022, Month: 12, Day: 30}))
}

func clock(ctx context.Context) error {
	return result(ctx, io.Time("Opens at").Min(io.CivilTime{Hour: 8, Minute: 30}).Max(io.CivilTime{Hour: 20}))
}

// moment asks for a time in a zone that few of its visitors live in.
func moment(ctx context.Context) error {
	nepal, err := time.LoadLocation("Asia/Kathmandu")
	if err != nil {
		return err
	}
	var starts, ends time.Time
	var open *time.Time
	err = io.Group(
		io.DateTime("Starts").Zone(nepal).Default(time.Date(2026, 11, 23, 8, 45, 0, 0, time.UTC)).Into(&starts),
		io.DateTime("Ends").Zone(nepal).
			Min(time.Date(2026, 11, 23, 9, 0, 0, 0, nepal)).Max(time.Date(2026, 11, 30, 18, 0, 0, 0, nepal)).Into(&ends),
		io.DateTime("Doors open").Optional().Into(&open),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{
		"starts": starts.Format(time.RFC3339), "ends": ends.Format(time.RFC3339), "open": open,
	})
}

// summertime asks for a time in a zone whose clocks skip an hour in March.
func summertime(ctx context.Context) error {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return err
	}
	at, err := io.DateTime("Departs").Zone(rome).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, at.Format(time.RFC3339))
}

package main

import (
	"context"
	"log/slog"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// telling says things to people: in the log, and at their bell.
func telling(reg *stagedoor.Registry) {
	reg.Action("telling/log", stagedoor.Action{Name: "Log at levels", Handler: logAtLevels})
	reg.Action("telling/notify", stagedoor.Action{Name: "Notify", Handler: notifyMe})
}

func logAtLevels(ctx context.Context) error {
	levels := map[string]slog.Level{"one of debug": slog.LevelDebug, "one of warn": slog.LevelWarn, "one of error": slog.LevelError}
	for _, text := range []string{"one of debug", "one of info", "one of warn", "one of error"} {
		if err := stagedoor.LogAt(ctx, levels[text], "This is %s.", text); err != nil {
			return err
		}
	}
	_, err := io.Text("Name").Optional().Get(ctx)
	return err
}

func notifyMe(ctx context.Context) error {
	err := stagedoor.Notify(ctx, stagedoor.Notification{
		Title: "Refund", Message: "<b>Please</b> have a look.", Link: stagedoor.Link{Label: "Open", Route: "arranged"},
	})
	if err != nil {
		return err
	}
	_, err = io.Text("Name").Optional().Get(ctx)
	return err
}

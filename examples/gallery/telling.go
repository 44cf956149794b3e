package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// telling says things to people: in the log, and at their bell.
func telling(reg *stagedoor.Registry) {
	reg.Action("telling/log", stagedoor.Action{Name: "Log at levels", Handler: logAtLevels})
	reg.Action("telling/notify", stagedoor.Action{Name: "Notify", Handler: notifyMe})
	reg.Action("telling/later", stagedoor.Action{Name: "Ask later", Description: "Asks after two seconds.", Handler: askLater})
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

// askLater leaves time to go away before it asks.
func askLater(ctx context.Context) error {
	select {
	case <-time.After(2 * time.Second):
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	name, err := io.Text("Name").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, name)
}

// postTo posts notifications to the webhook of a chat.
func postTo(chat string) func(context.Context, stagedoor.Delivery) error {
	return func(ctx context.Context, d stagedoor.Delivery) error {
		body, err := json.Marshal(map[string]string{"to": d.Email, "text": d.Title + "\n" + d.Message, "url": d.URL})
		if err != nil {
			return err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, chat, bytes.NewReader(body))
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("post to the chat: %s", res.Status)
		}
		return nil
	}
}

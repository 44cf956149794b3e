package main

import (
	"context"
	"encoding/json"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// retries is what the settings of the gallery have to look like.
type retries struct {
	Times int      `json:"times"`
	Hosts []string `json:"hosts"`
}

func settings(ctx context.Context) error {
	var policy retries
	var payload json.RawMessage
	err := io.Group(
		io.JSONOf[retries]("Retries").Default(retries{Times: 3, Hosts: []string{"shop.example"}}).Into(&policy),
		io.JSON("Payload").MaxBytes(200).Lines(4).Help("Sent as it is").Into(&payload),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"times": policy.Times, "payload": string(payload)})
}

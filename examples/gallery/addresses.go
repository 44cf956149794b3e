package main

import (
	"context"
	"net/url"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func address(ctx context.Context) error {
	var site, secure, contact *url.URL
	err := io.Group(
		io.URL("Website").Into(&site),
		io.URL("Status page").Protocols("https").Placeholder("https://").Into(&secure),
		io.URL("Contact").Protocols("mailto", "tel").Optional().Into(&contact),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"site": site, "secure": secure, "contact": contact})
}

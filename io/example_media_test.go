package io_test

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

// Markup of one's own is cleaned before it is shown.
func ExampleHTML() {
	_ = func(ctx context.Context, note string) error {
		return io.HTML("Note of the courier", note).Show(ctx)
	}
}

func ExampleImage() {
	_ = func(ctx context.Context) error {
		return io.Image("Receipt of 45.00 USD, signed", "/receipts/1.png").Size(io.Large).Show(ctx)
	}
}

// A code that was made a moment ago needs no address.
func ExampleImageBytes() {
	_ = func(ctx context.Context, code []byte) error {
		return io.ImageBytes("QR code of the ticket", code).Label("Ticket").Size(io.Small).Show(ctx)
	}
}

func ExampleVideo() {
	_ = func(ctx context.Context) error {
		return io.Video("How the parcel was opened", "/returns/7.mp4").Muted().Show(ctx)
	}
}

func ExampleVideoBytes() {
	_ = func(ctx context.Context, recording []byte) error {
		return io.VideoBytes("The screen when it failed", recording).Loop().Show(ctx)
	}
}

// Each value is loaded by itself, while the others stand there already.
func ExampleMetadata_load() {
	_ = func(ctx context.Context, c charge, orders func(context.Context, string) (int, error)) error {
		return io.Metadata("Customer",
			io.MetaItem{Label: "E-mail", Value: c.Customer},
			io.MetaItem{Label: "Orders", Type: io.NumberColumn, Load: func(ctx context.Context) (any, error) {
				return orders(ctx, c.Customer)
			}},
		).Layout(io.CardLayout).Show(ctx)
	}
}

func ExampleGrid() {
	_ = func(ctx context.Context, cups []cup) error {
		return io.Grid("Cups", cups, func(c cup) io.GridCard {
			return io.GridCard{
				Label: c.Name, Picture: io.Picture{URL: fmt.Sprintf("/cups/%d.png", c.ID)},
				Link: io.LinkTo{Route: "cups/record", Params: map[string]any{"id": c.ID}},
			}
		}).Show(ctx)
	}
}

// A large catalogue is fetched page by page.
func ExampleGridFrom() {
	_ = func(ctx context.Context, fetch func(context.Context, io.TableQuery) (io.TablePage[cup], error)) error {
		return io.GridFrom("Cups", fetch, func(c cup) io.GridCard { return io.GridCard{Label: c.Name} }).Show(ctx)
	}
}

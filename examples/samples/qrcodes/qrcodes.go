// Package qrcodes makes a picture of an address, for phones to read.
package qrcodes

import (
	"context"

	"rsc.io/qr"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	reg.Action("generate_qr_code", stagedoor.Action{
		Name:        "Generate QR code",
		Section:     "QR codes",
		Description: "Makes a code that opens an address",
		Handler:     generate,
	})
}

func generate(ctx context.Context) error {
	to, err := io.URL("URL for the QR code to link to").Placeholder("https://example.com").Get(ctx)
	if err != nil {
		return err
	}
	code, err := qr.Encode(to.String(), qr.M)
	if err != nil {
		return stagedoor.Fail("This address is too long for a QR code.")
	}
	return io.ImageBytes("QR code that opens "+to.String(), code.PNG()).Label(to.String()).Show(ctx)
}

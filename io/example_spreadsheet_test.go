package io_test

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleSpreadsheet() {
	type line struct {
		Product string `io:"" validate:"required,max=40"`
		Amount  int64  `io:"unit:cents;currency:EUR" validate:"gt=0"`
		Note    string `io:""`
	}
	_ = func(ctx context.Context) error {
		lines, err := io.Spreadsheet[line]("Credits").AtMost(200).Get(ctx)
		if err != nil {
			return err
		}
		fmt.Println(len(lines), "credits")
		return nil
	}
}

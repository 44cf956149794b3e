package io_test

import (
	"bytes"
	"context"
	"fmt"
	stdio "io"
	"strings"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleDownload() {
	_ = func(ctx context.Context, invoice []byte) error {
		return io.Download("Invoice", "invoice-7.pdf", invoice).Show(ctx)
	}
}

// What is large is made while it is saved, and never held whole.
func ExampleDownloadFrom() {
	_ = func(ctx context.Context, lines func(yield func(string) bool)) error {
		return io.DownloadFrom("Log of the day", "log.txt", func(_ context.Context, w stdio.Writer) error {
			for line := range lines {
				if _, err := fmt.Fprintln(w, line); err != nil {
					return err
				}
			}
			return nil
		}).Show(ctx)
	}
}

// Rows become a file as they stand in a table.
func ExampleWriteRows() {
	var file bytes.Buffer
	if err := io.WriteRows(&file, io.CSV, charges); err != nil {
		fmt.Println(err)
	}
	// A mark by which spreadsheets know UTF-8 comes first, and lines end as they like it.
	fmt.Print(strings.ReplaceAll(strings.TrimPrefix(file.String(), "\uFEFF"), "\r\n", "\n"))
	// Output:
	// ID,Customer,Amount (USD)
	// 1,ada@example.com,45.00
	// 2,alan@example.com,12.50
}

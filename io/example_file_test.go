package io_test

import (
	"bufio"
	"context"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleFile() {
	_ = func(ctx context.Context) (lines int, err error) {
		upload, err := io.File("List of customers").Extensions(".csv").MaxSize(5_000_000).Get(ctx)
		if err != nil {
			return 0, err
		}
		content, err := upload.Open()
		if err != nil {
			return 0, err
		}
		defer content.Close()
		for scanner := bufio.NewScanner(content); scanner.Scan(); {
			lines++
		}
		return lines, nil
	}
}

func ExampleFiles() {
	_ = func(ctx context.Context) ([]io.Upload, error) {
		return io.Files("Pictures of the damage").Types("image/*").AtMost(5).MaxTotal(20_000_000).Get(ctx)
	}
}

package io_test

import (
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleFormatMoney() {
	fmt.Println(io.FormatMoney(1250, "USD"))
	fmt.Println(io.FormatMoney(500, "JPY"))
	// Output:
	// 12.50 USD
	// 500 JPY
}

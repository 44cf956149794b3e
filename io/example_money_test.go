package io_test

import (
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleFormatMoney() {
	fmt.Println(io.FormatMoney(125000, "USD"))
	fmt.Println(io.FormatMoney(500, "JPY"))
	// Output:
	// 1,250.00 USD
	// 500 JPY
}

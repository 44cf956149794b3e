package io_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

func TestJSONRowsAreValuesUnderTheNamesOfColumns(t *testing.T) {
	columns := []io.Column[person]{
		{Label: `The "name"`, Value: func(p person) any { return p.Name }},
		{Label: "Amount", Type: io.MoneyColumn, Currency: "EUR", Value: func(p person) any { return p.ID*100 + 5 }},
		{Label: "Age", Value: func(p person) any { return p.Age }},
		{Label: "Born", Value: func(p person) any { return p.Born }},
		{Label: "Active", Value: func(p person) any { return p.Active }},
		{Label: "Formula", Value: func(person) any { return "=1+1 <b>" }},
	}
	for rows, want := range map[int]string{
		0: "[]\n",
		1: `[
{"The \"name\"": "Item 10", "Amount (EUR)": 1.05, "Age": 30, "Born": "1990-01-01T00:00:00Z", "Active": true, "Formula": "=1+1 \u003cb\u003e"}
]
`,
		2: `[
{"The \"name\"": "Item 10", "Amount (EUR)": 1.05, "Age": 30, "Born": "1990-01-01T00:00:00Z", "Active": true, "Formula": "=1+1 \u003cb\u003e"},
{"The \"name\"": "item 9", "Amount (EUR)": 2.05, "Age": null, "Born": "1980-01-01T00:00:00Z", "Active": false, "Formula": "=1+1 \u003cb\u003e"}
]
`,
	} {
		var out bytes.Buffer
		if err := io.WriteRows(&out, io.JSONRows, people()[:rows], columns...); err != nil || out.String() != want {
			t.Errorf("%d rows: %v\n%s\nwant\n%s", rows, err, out.String(), want)
		}
		if !json.Valid(out.Bytes()) {
			t.Error("not JSON")
		}
	}
}

func Example_jsonRows() {
	type sale struct {
		Sold  time.Time `io:""`
		Cents int64     `io:"label:Price;unit:cents;currency:EUR"`
	}
	err := io.WriteRows(os.Stdout, io.JSONRows, []sale{{time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), 1250}})
	fmt.Println(err)
	// Output:
	// [
	// {"Sold": "2026-01-02T03:04:05Z", "Price (EUR)": 12.50}
	// ]
	// <nil>
}

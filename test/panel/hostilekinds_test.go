package panel_test

import (
	"context"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// hostileKinds are the inputs that share a method with another one. What stands
// after the space is which.
var hostileKinds = map[string]hostile{
	string(protocol.InputNumber) + " Number": {
		question: input(io.Number("Q").Min(1).Max(5).Decimals(2)),
		good:     `2.25`, wrong: map[string]string{
			"too small": `0.99`, "too large": `5.01`, "too many places": `1.001`, "as small as can be": `5e-324`, "not a number": `"NaN"`,
			"infinity": `"Infinity"`, "hexadecimal": `"0x2"`, "with a thousand's comma": `"1,5"`, "spaces around it": `" 2 "`, "far too long": `2.` + strings.Repeat("1", 2<<10),
		},
	},
	string(protocol.InputNumber) + " Number in a currency": {
		question: input(io.Number("Q").Min(1).Max(500).Currency("JPY")),
		fits:     []string{"a number"},
		good:     `500`, wrong: map[string]string{"too small": `0`, "too large": `501`, "half a yen": `1.5`, "its currency too": `"5 JPY"`},
	},
	string(protocol.InputNumber) + " Decimal": {
		question: input(io.Decimal("Q").Min("0.1").Max("5").Decimals(2)),
		fits:     []string{"a fraction"},
		good:     `"2.25"`, wrong: map[string]string{
			"too small": `"0.09"`, "too large": `"5.01"`, "too large by the last of many digits": `"5.00000000000000000000000000000001"`, "too many places": `"1.001"`,
			"an exponent that fills the memory": `"1e999999999"`, "an exponent": `1e99`, "not a number": `"NaN"`, "a part of one": `"1/3"`, "too long": long,
		},
	},
	string(protocol.InputNumber) + " Money": {
		question: input(io.Money("Q", "EUR").Min(100).Max(50_000)),
		good:     `1250`, wrong: map[string]string{
			"too small": `99`, "too large": `50001`, "below zero": `-1250`, "far too large": `9223372036854775808`, "half a cent": `1250.5`,
			"an exponent": `1e3`, "its currency too": `"12.50 EUR"`, "of another currency": `{"amount":1250,"currency":"USD"}`,
		},
	},
	string(protocol.UploadFile) + " Files": {
		question: input(io.Files("Q").AtMost(2)).or(input(io.Files("Q").AtMost(2).Optional())),
		files:    func(file string) string { return "[" + file + "]" },
		handed: func(a, b, c string) map[string]string {
			return map[string]string{"three of two": "[" + a + "," + b + "," + c + "]", "one twice": "[" + a + "," + a + "]", "one and its name": "[" + a + `,"a.txt"]`}
		},
		wrong: map[string]string{
			"a file that never came": `[{"upload":"no-such-file","name":"a.pdf","type":"application/pdf","size":1}]`, "a path": `[{"upload":"../../etc/passwd"}]`,
			"an address of its own": `[{"name":"a","type":"","size":1,"url":"http://127.0.0.1/secret"}]`, "a name": `["report.pdf"]`,
			"too many": `[{"upload":"a"},{"upload":"b"},{"upload":"c"}]`, "one that is not in a list": `{"upload":"a"}`,
		},
	},
	string(protocol.Search) + " SearchMany": {
		question: input(io.SearchMany("Q", findNone).Initial([]string{"small", "large", "huge"}).AtLeast(1).AtMost(2)),
		good:     `["0:1"]`, wrong: map[string]string{
			"not a result": `["0:3"]`, "of a search that never was": `["9:0"]`, "its label": `["small"]`, "negative": `["0:-1"]`, "too many": `["0:0","0:1","0:2"]`,
			"none": `[]`, "one good, one not": `["0:1","0:3"]`, "one that is not in a list": `"0:1"`, "an object": `[{"value":"0:1"}]`,
		},
	},
	string(protocol.SelectTable) + " SelectRowsFrom": {
		question: input(io.SelectRowsFrom("Q", somePages).Key(func(l hostileLine) string { return l.Product }).PageSize(2).AtLeast(1).AtMost(2)),
		good:     `[{"key":"Tea"}]`, wrong: map[string]string{
			"a row that was never shown": `[{"key":"Pot"}]`, "not a row": `[{"key":"Jug"}]`, "too many": `[{"key":"Tea"},{"key":"Cup"},{"key":"Pot"}]`, "none": `[]`,
			"one good, one not": `[{"key":"Tea"},{"key":"Jug"}]`, "a place for a key": `[{"key":"0"}]`, "a row for a key": `[{"key":{"Product":"Tea"}}]`, "a key alone": `["Tea"]`,
		},
	},
}

// somePages are three rows, of which a page of two shows the first.
func somePages(_ context.Context, q io.TableQuery) (io.TablePage[hostileLine], error) {
	all := []hostileLine{{Product: "Tea"}, {Product: "Cup"}, {Product: "Pot"}}
	from := min(q.Offset, len(all))
	to := min(from+q.Limit, len(all))
	return io.TablePage[hostileLine]{Rows: slices.Clone(all[from:to]), Total: len(all)}, nil
}

func findNone(context.Context, string) ([]string, error) { return nil, nil }

package panel_test

import (
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// hostileSheet has a column of every kind with limits.
type hostileSheet struct {
	Name  string       `io:"" validate:"min=2,max=5"`
	Cents int64        `io:"currency:EUR" validate:"gte=100,lte=500"`
	Ratio float64      `io:"decimals:2" validate:"gte=0.5,lte=1.5"`
	Size  string       `io:"" validate:"oneof=small large"`
	Day   io.CivilDate `io:"" validate:"required"`
}

// hostileLimits are inputs with limits that other rows do not have.
var hostileLimits = map[string]hostile{
	string(protocol.InputText) + " Pattern": {
		question: input(io.Text("Q").Pattern(`[A-Z]{2}-[0-9]+`, "Enter a code like AB-12.")),
		good:     `"AB-12"`, wrong: map[string]string{"small letters": `"ab-12"`, "something before": `"x AB-12"`, "something after": `"AB-12x"`, "a second line": `"AB-12\nAB-12"`},
	},
	string(protocol.InputText) + " Duration": {
		question: input(io.Duration("Q").Min(time.Minute).Max(2 * time.Hour)),
		good:     `"1h30m"`, wrong: map[string]string{
			"too short": `"59s"`, "too long": `"2h1ns"`, "negative": `"-1h"`, "without a unit": `"90"`, "days": `"1d"`, "more than a clock holds": `"99999999999h"`, "far too long": long, "a list of units": `"` + strings.Repeat("1m", 200) + `"`,
		},
	},
	string(protocol.InputRichText) + " of a length": {
		question: input(io.RichText("Q").MinLength(2).MaxLength(5)),
		good:     `"<p>good</p>"`, wrong: map[string]string{"too short": `"<p>1</p>"`, "short but for its tags": `"<p><b><i>1</i></b></p>"`, "too long": `"<p>123456</p>"`, "too long together": `"<p>123</p><p>456</p>"`},
	},
	string(protocol.InputSlider) + " in fractions": {
		question: input(io.Slider("Q", -0.5, 0.5).Step(0.25)),
		good:     `0.25`, fits: []string{"a fraction"}, wrong: map[string]string{"too small": `-0.75`, "too large": `0.75`, "too large by little": `0.5000000000000001`, "between steps": `0.1`, "not a number": `"NaN"`},
	},
	string(protocol.InputDateTime) + " with a last moment": {
		question: input(io.DateTime("Q").Max(lastMoment)),
		good:     `{"year":2026,"month":12,"day":31,"hour":20,"minute":0}`, wrong: map[string]string{"too late": `{"year":2026,"month":12,"day":31,"hour":20,"minute":1}`, "negative": `{"year":2026,"month":12,"day":31,"hour":20,"minute":-1}`},
	},
	string(protocol.InputList) + " of numbers": {
		question: input(io.ListOf("Q", io.Int("").Min(1).Max(5)).AtMost(2)).or(input(io.ListOf("Q", io.Int("").Min(1).Max(5)).AtMost(2).Optional())),
		good:     `[1,5]`, wrong: map[string]string{"too many": `[1,2,3]`, "an entry too small": `[1,0]`, "an entry too large": `[6]`, "a fraction": `[1.5]`, "an entry that is a text": `["one"]`},
	},
	string(protocol.InputList) + " of amounts": {
		question: input(io.ListOf("Q", io.Money("", "EUR").Min(100).Max(500))).or(input(io.ListOf("Q", io.Money("", "EUR").Min(100).Max(500)).Optional())),
		good:     `[100,500]`, wrong: map[string]string{"an amount too small": `[99]`, "an amount too large": `[100,501]`, "half a cent": `[100.5]`},
	},
	string(protocol.InputList) + " of days": {
		question: input(io.ListOf("Q", io.Date("").Min(firstDay).Max(lastDay))).or(input(io.ListOf("Q", io.Date("").Min(firstDay).Max(lastDay)).Optional())),
		good:     `[{"year":2026,"month":2,"day":28}]`, wrong: map[string]string{"a day too early": `[{"year":2025,"month":12,"day":31}]`, "a day too late": `[{"year":2027,"month":1,"day":1}]`, "no such day": `[{"year":2026,"month":2,"day":29}]`},
	},
	string(protocol.SelectMultiple) + " of exactly two": {
		question: input(io.SelectMany("Q", []int{1, 2, 3}).AtLeast(2).AtMost(2)),
		good:     `[{"label":"1","value":1},{"label":"3","value":3}]`, wrong: map[string]string{"too few": `[{"label":"1","value":1}]`, "one twice": `[{"label":"1","value":1},{"label":"1","value":1}]`, "too many": `[{"value":1},{"value":2},{"value":3}]`, "one that is none": `[{"value":1},{"value":0}]`},
	},
	string(protocol.UploadFile) + " Files of a size": {
		question: input(io.Files("Q").MaxSize(10).MaxTotal(15)).or(input(io.Files("Q").MaxSize(10).MaxTotal(15).Optional())),
		files:    func(file string) string { return "[" + file + "]" },
		handed: func(a, b, c string) map[string]string {
			return map[string]string{"two that are too large together": "[" + a + "," + b + "]", "all of them": "[" + a + "," + b + "," + c + "]"}
		},
		wrong: map[string]string{"a smaller size of its own": `[{"upload":"a","size":1}]`},
	},
	string(protocol.InputSpreadsheet) + " of all kinds": {
		question: input(io.Spreadsheet[hostileSheet]("Q").AtLeast(2).AtMost(3)).or(input(io.Spreadsheet[hostileSheet]("Q").AtLeast(2).AtMost(3).Optional())),
		good:     sheetOf(hostileCell), wrong: map[string]string{
			"too few": `[` + hostileCell + `]`, "too many": `[` + hostileCell + `,` + hostileCell + `,` + hostileCell + `,` + hostileCell + `]`,
			"a text too short": sheetOf(`{"name":"T","cents":"2.50","ratio":1,"size":"small","day":"2026-02-03"}`), "an amount too small": sheetOf(`{"name":"Tea","cents":"0.99","ratio":1,"size":"small","day":"2026-02-03"}`),
			"an amount too large": sheetOf(`{"name":"Tea","cents":"5.01","ratio":1,"size":"small","day":"2026-02-03"}`), "a number too small": sheetOf(`{"name":"Tea","cents":"2.50","ratio":0.49,"size":"small","day":"2026-02-03"}`),
			"a number too large": sheetOf(`{"name":"Tea","cents":"2.50","ratio":1.51,"size":"small","day":"2026-02-03"}`), "not an option": sheetOf(`{"name":"Tea","cents":"2.50","ratio":1,"size":"huge","day":"2026-02-03"}`),
			"no such day": sheetOf(`{"name":"Tea","cents":"2.50","ratio":1,"size":"small","day":"2026-02-30"}`), "no day": sheetOf(`{"name":"Tea","cents":"2.50","ratio":1,"size":"small","day":""}`),
		},
	},
}

const hostileCell = `{"name":"Tea","cents":"2.50","ratio":1,"size":"small","day":"2026-02-03"}`

// sheetOf is a good row and another one.
func sheetOf(row string) string { return `[` + hostileCell + `,` + row + `]` }

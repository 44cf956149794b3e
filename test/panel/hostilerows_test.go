package panel_test

import (
	"context"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// strangers are values of every type of JSON, sent to every input.
var strangers = map[string]string{
	"true": `true`, "false": `false`, "a number": `7`, "a huge number": `1e999`, "a fraction": `0.5`, "a text": `"x"`, "an empty text": `""`,
	"null": `null`, "a list": `["x"]`, "an empty list": `[]`, "a list in a list": `[[1]]`, "an object": `{"value":"x"}`, "another object": `{"a":1}`,
	"an object in a list": `[{"value":"x"}]`, "a deep list": strings.Repeat("[", 40) + strings.Repeat("]", 40),
	"somebody's prototype": `{"__proto__":{"value":"x"},"constructor":1}`,
}

// long is about as long as a frame lets a text be.
var long = `"` + strings.Repeat("x", 512<<10-100) + `"`

var (
	firstDay, lastDay       = io.CivilDate{Year: 2026, Month: 1, Day: 1}, io.CivilDate{Year: 2026, Month: 12, Day: 31}
	firstMoment, lastMoment = io.CivilTime{Hour: 8}.On(firstDay, time.UTC), io.CivilTime{Hour: 20}.On(lastDay, time.UTC)
)

var aSize = []string{"small", "large"}

type hostileLine struct {
	Product string `io:"" validate:"required,max=5"`
	Count   int    `io:"" validate:"gte=1,lte=9"`
	Gift    bool   `io:""`
	Text    string `io:"show:Gift" validate:"required"`
}

type hostileCells struct {
	Name  string `io:"" validate:"required,max=5"`
	Count int    `io:"" validate:"gte=1,lte=9"`
}

var hostileRows = map[string]hostile{
	string(protocol.InputText): {
		question: input(io.Text("Q").MinLength(2).MaxLength(5)),
		good:     `"good"`, wrong: map[string]string{"too long": `"123456"`, "too short": `"1"`, "far too long": long, "only spaces": `"  "`,
			"a bell": `"a\u0007b"`, "a tab": `"a\tb"`, "nothing": `"a\u0000b"`, "a new line": `"a\nb"`, "a line of Unicode": `"a\u2028b"`, "a next line": `"a\u0085b"`,
			"turned around": `"a\u202eb"`, "isolated": `"a\u2067b"`, "an escape of a terminal": `"\u001b[m"`, "deleted": `"a\u007fb"`,
		}, fitsOptional: []string{"only spaces"},
	},
	string(protocol.InputEmail): {
		question: input(io.Email("Q")),
		good:     `"ada@example.com"`, wrong: map[string]string{"not one": `"ada"`, "two": `"a@example.com,b@example.com"`, "too long": long, "a header": `"a@example.com\nBcc: b@example.com"`, "turned around": `"a\u202eda@example.com"`},
	},
	string(protocol.InputNumber): {
		question: input(io.Int("Q").Min(1).Max(5)),
		good:     `5`, wrong: map[string]string{"too small": `0`, "too large": `6`, "far too large": `9223372036854775808`, "a fraction": `1.5`, "text": `"five"`},
	},
	string(protocol.InputBoolean): {
		question: input(io.Bool("Q")),
		good:     `true`, fits: []string{"true", "false"}, wrong: map[string]string{"text": `"true"`, "a number": `1`},
	},
	string(protocol.InputDate): {
		question: input(io.Date("Q").Min(firstDay).Max(lastDay)),
		good:     `{"year":2026,"month":2,"day":28}`, wrong: map[string]string{"no such day": `{"year":2026,"month":2,"day":29}`,
			"too early": `{"year":2025,"month":12,"day":31}`, "too late": `{"year":2027,"month":1,"day":1}`, "text": `"2026-02-03"`, "half": `{"year":2026}`},
	},
	string(protocol.InputTime): {
		question: input(io.Time("Q").Min(io.CivilTime{Hour: 8}).Max(io.CivilTime{Hour: 20})),
		good:     `{"hour":9,"minute":30}`, wrong: map[string]string{"no such time": `{"hour":9,"minute":60}`, "too early": `{"hour":7,"minute":59}`, "too late": `{"hour":20,"minute":1}`, "negative": `{"hour":-1,"minute":0}`},
	},
	string(protocol.InputDateTime): {
		question: input(io.DateTime("Q").Min(firstMoment).Max(lastMoment)),
		good:     `{"year":2026,"month":2,"day":28,"hour":9,"minute":30}`, wrong: map[string]string{"no such day": `{"year":2026,"month":13,"day":1,"hour":1,"minute":1}`,
			"no such hour": `{"year":2026,"month":1,"day":2,"hour":24,"minute":1}`, "too early by a minute": `{"year":2026,"month":1,"day":1,"hour":7,"minute":59}`,
			"too late by a minute": `{"year":2026,"month":12,"day":31,"hour":20,"minute":1}`, "of another year": `{"year":2025,"month":6,"day":1,"hour":9,"minute":0}`,
			"no year at all": `{"month":6,"day":1,"hour":9,"minute":0}`, "a day without a time": `{"year":2026,"month":6,"day":1}`, "text": `"2026-02-28T09:30:00Z"`},
	},
	string(protocol.InputURL): {
		question: input(io.URL("Q").Protocols("https")).or(input(io.URL("Q").Protocols("https").Optional())),
		good:     `"https://example.com/"`, wrong: map[string]string{"a script": `"javascript:alert('https')"`, "not secure": `"http://example.com/"`,
			"with a name": `"https://a@example.com/"`, "without a host": `"https:///x"`, "too long": `"https://example.com/` + long[1:]},
	},
	string(protocol.InputSlider): {
		question: input(io.Slider("Q", 0, 10).Step(2)),
		good:     `4`, wrong: map[string]string{"too small": `-2`, "too large": `12`, "between steps": `3`},
	},
	string(protocol.InputList): {
		question: input(io.ListOf("Q", io.Text("").MaxLength(3)).AtLeast(2).AtMost(3)).or(input(io.ListOf("Q", io.Text("").MaxLength(3)).AtLeast(2).AtMost(3).Optional())),
		good:     `["a","b"]`, wrong: map[string]string{"too few": `["a"]`, "too many": `["a","b","c","d"]`, "an entry too long": `["a","long"]`, "an empty entry": `["a",""]`, "an entry of another type": `["a",1]`},
	},
	string(protocol.InputForms): {
		question: question{
			ask: func(ctx context.Context) (any, error) {
				return io.Form(struct {
					Q []hostileLine `io:"" validate:"min=1,max=2"`
				}{Q: []hostileLine{{Product: "Tea", Count: 1}}}).Get(ctx)
			},
			group: func(ctx context.Context) (any, error) {
				return io.Form(struct {
					Q     []hostileLine `io:"" validate:"min=1,max=2"`
					Other string        `io:"" validate:"required,max=5"`
				}{Q: []hostileLine{{Product: "Tea", Count: 1}}}).Get(ctx)
			},
		},
		good: `[{"from":0,"values":["Cup",2,false,"hidden"]}]`, wrong: map[string]string{
			"too many":                `[{"values":["a",1,false,null]},{"values":["b",1,false,null]},{"values":["c",1,false,null]}]`,
			"a field out of range":    `[{"values":["a",10,false,null]}]`,
			"a field too long":        `[{"values":["too long",1,false,null]}]`,
			"a field of another type": `[{"values":[1,1,false,null]}]`,
			"a shown field left out":  `[{"values":["a",1,true,null]}]`,
			"too few fields":          `[{"values":["a"]}]`, "too many fields": `[{"values":["a",1,false,null,5]}]`, "no fields": `[{}]`,
			"an entry that is not there": `[{"from":1,"values":["a",1,false,null]}]`, "an entry before the first": `[{"from":-1,"values":["a",1,false,null]}]`,
			"an entry twice": `[{"from":0,"values":["a",1,false,null]},{"from":0,"values":["a",1,false,null]}]`, "a place that is none": `[{"from":"0","values":["a",1,false,null]}]`,
		},
	},
	string(protocol.InputJSON): {
		question: input(io.JSONOf[struct{ Times int }]("Q").MaxBytes(40)),
		good:     `"{\"Times\":3}"`, wrong: map[string]string{"not JSON": `"{"`, "another key": `"{\"Time\":3}"`, "another type": `"{\"Times\":\"3\"}"`, "too long": long, "itself": `{"Times":3}`},
	},
	string(protocol.InputRichText): {
		question: input(io.RichText("Q").MaxLength(5)),
		good:     `"<p>good</p>"`, fits: []string{"a text"}, wrong: map[string]string{"too long": `"<p>123456</p>"`, "far too long": long, "nothing but a script": `"<script>alert(1)</script>"`}, fitsOptional: []string{"nothing but a script"},
	},
	string(protocol.InputSpreadsheet): {
		question: input(io.Spreadsheet[hostileCells]("Q").AtMost(2)).or(input(io.Spreadsheet[hostileCells]("Q").AtMost(2).Optional())),
		good:     `[{"name":"Tea","count":2}]`, wrong: map[string]string{
			"too many": `[{"name":"a","count":1},{"name":"b","count":1},{"name":"c","count":1}]`, "a cell too long": `[{"name":"too long","count":1}]`,
			"a cell out of range": `[{"name":"a","count":10}]`, "a cell of another type": `[{"name":"a","count":"many"}]`, "a column that is none": `[{"name":"a","count":1,"admin":true}]`,
			"a cell left out": `[{"name":"a"}]`, "a row that is none": `[{"name":"a","count":1},7]`,
		},
	},
	string(protocol.UploadFile): {
		question: input(io.File("Q")), files: func(file string) string { return file },
		handed: func(a, b, _ string) map[string]string {
			return map[string]string{"two in a list": "[" + a + "," + b + "]", "one in a list": "[" + a + "]"}
		},
		wrong: map[string]string{"a file that never came": `{"upload":"no-such-file","name":"a.pdf","type":"application/pdf","size":1}`, "a path": `{"upload":"../../etc/passwd","name":"a","type":"","size":1}`,
			"an address of its own": `{"name":"a","type":"","size":1,"url":"http://127.0.0.1/secret"}`, "its name": `"report.pdf"`, "several": `[{"upload":"a"},{"upload":"b"}]`},
	},
	string(protocol.SelectSingle): {
		question: input(io.Select("Q", aSize)),
		good:     `{"label":"small","value":"small"}`, wrong: map[string]string{"not an option": `{"label":"small","value":"huge"}`, "its label alone": `{"label":"small"}`, "its value alone": `"small"`},
	},
	string(protocol.SelectMultiple): {
		question: input(io.SelectMany("Q", []int{1, 2, 3}).AtLeast(1).AtMost(2)),
		good:     `[{"label":"1","value":1}]`, wrong: map[string]string{"not an option": `[{"label":"1","value":4}]`, "too many": `[{"value":1},{"value":2},{"value":3}]`, "none": `[]`, "values alone": `[1]`},
	},
	string(protocol.SelectTable): {
		question: input(io.SelectRows("Q", []hostileLine{{Product: "Tea"}, {Product: "Cup"}, {Product: "Pot"}}).AtLeast(1).AtMost(2)),
		good:     `[{"key":"1"}]`, wrong: map[string]string{"not a row": `[{"key":"3"}]`, "too many": `[{"key":"0"},{"key":"1"},{"key":"2"}]`, "none": `[]`, "a row for a key": `[{"key":1}]`, "a key alone": `["1"]`},
	},
	string(protocol.Search): {
		question: input(io.Search("Q", findNone).Initial(aSize)),
		good:     `"0:1"`, wrong: map[string]string{"not a result": `"0:2"`, "of a search that never was": `"9:0"`, "its label": `"small"`, "negative": `"0:-1"`},
	},
	string(protocol.Confirm): {
		question: question{ask: func(ctx context.Context) (any, error) { return io.Confirm("Q").TypeToConfirm("DELETE").Get(ctx) }},
		good:     `{"confirmed":true,"typed":"DELETE"}`, fits: []string{"false"}, wrong: map[string]string{"another word": `{"confirmed":true,"typed":"delete"}`, "no word": `true`, "half": `{"confirmed":true}`},
	},
	string(protocol.ConfirmIdentity): {
		question: question{ask: func(ctx context.Context) (any, error) { return io.ConfirmIdentity("Q").Get(ctx) }},
		good:     `false`, fits: []string{"false"}, wrong: map[string]string{"yes without a proof": `true`, "yes in other words": `"true"`},
	},
	string(protocol.Approve): {
		question: question{ask: func(ctx context.Context) (any, error) { return io.Approve("Q").By("money").Get(ctx) }},
		wrong:    map[string]string{"by whoever asks": `{"approved":true,"reason":"","by":{"id":"ben"}}`, "by nobody": `{"approved":true}`},
	},
}

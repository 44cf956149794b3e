package io_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

const (
	required = "This field is required."
	misfit   = "This answer does not fit the question."
)

func TestTextAnswers(t *testing.T) {
	answers[string]{
		bad: map[string]string{
			`null`: required, `""`: required, `"   "`: required,
			`5`: misfit, `{}`: misfit, `["a"]`: misfit, `true`: misfit,
			`"a\nb"`:     "Enter a single line.",
			`"a\u2028b"`: "Enter a single line.", `"a\u2029b"`: "Enter a single line.", `"a\u0085b"`: "Enter a single line.", `"a\fb"`: "Enter a single line.",
			`"a\u0007b"`: unseen("U+0007"), `"a\tb"`: unseen("U+0009"), `"a\u007fb"`: unseen("U+007F"), `"a\u009bb"`: unseen("U+009B"),
			`"a\u202ab"`: unseen("U+202A"), `"a\u202eb"`: unseen("U+202E"), `"a\u2066b"`: unseen("U+2066"), `"\u2069"`: unseen("U+2069"),
			`"a\u0000bc"`: "This contains a character that cannot be kept.",
			`"` + strings.Repeat("x", 64<<10+1) + `"`: "This is too long.",
		},
		good: map[string]string{
			`"Ada"`: "Ada", `" a "`: " a ", `"👩\u200d🚀"`: "👩\u200d🚀", `"\u200fשלום\u200e"`: "\u200fשלום\u200e", `"a\u00a0b"`: "a\u00a0b", `"\u2065\u206a"`: "\u2065\u206a",
		},
	}.check(t, "Name", io.Text("Name"), same)
	answers[string]{
		bad:  map[string]string{`"a\u0007"`: unseen("U+0007"), `"a\rb"`: unseen("U+000D"), `"a\u001b[31m"`: unseen("U+001B")},
		good: map[string]string{`"a\n\tb\r\nc"`: "a\n\tb\r\nc", `"a\u2028b"`: "a\u2028b", `"\u202eb"`: "\u202eb"},
	}.check(t, "Note", io.Text("Note").Multiline(), same)
	answers[string]{
		bad:  map[string]string{`"a\u202e@example.com"`: unseen("U+202E")},
		good: map[string]string{`"ada@example.com"`: "ada@example.com"},
	}.check(t, "E-mail", io.Email("E-mail"), same)
}

func unseen(what string) string {
	return "This contains an invisible character (" + what + "). Remove it, or type the text anew."
}

// What is there already may stay, so that a form can be saved that changes something
// else; a pattern of the application's holds beside the rule.
func TestTextsThatAreThereMayStay(t *testing.T) {
	answers[string]{
		bad:  map[string]string{`"a\u0007b "`: unseen("U+0007")},
		good: map[string]string{`"a\u0007b"`: "a\u0007b"},
	}.check(t, "Name", io.Text("Name").Default("a\u0007b"), same)
	answers[string]{
		bad:  map[string]string{`"a\u202e"`: unseen("U+202E"), `"b"`: "Begin with an a."},
		good: map[string]string{`"ab"`: "ab"},
	}.check(t, "Name", io.Text("Name").Pattern("a.*", "Begin with an a."), same)
}

func TestTextRules(t *testing.T) {
	between := "Enter between 2 and 3 characters."
	answers[string]{
		bad: map[string]string{
			`"a"`: between, `"abcd"`: between, `"👩‍👩‍👧‍👦"`: between,
			`"12"`: "Letters only, please.", `"ab1"`: "Letters only, please.",
		},
		good: map[string]string{`"ab"`: "ab", `"e\u0301e\u0301e\u0301"`: "e\u0301e\u0301e\u0301"},
	}.check(t, "Code", io.Text("Code").MinLength(2).MaxLength(3).Pattern(`[\pL\pM]+`, "Letters only, please."), same)
}

func TestEmailAnswers(t *testing.T) {
	const invalid = "Enter a valid e-mail address."
	answers[string]{
		bad: map[string]string{
			`null`: required, `""`: required, `" "`: required, `7`: misfit,
			`"ada"`: invalid, `"Ada <ada@example.com>"`: invalid, `"a@b, c@d"`: invalid,
			`"` + strings.Repeat("a", 250) + `@b.example"`: invalid,
		},
		good: map[string]string{`"ada@example.com"`: "ada@example.com", `" ada@example.com "`: "ada@example.com"},
	}.check(t, "Mail", io.Email("Mail"), same)
}

func TestNumberAnswers(t *testing.T) {
	const number = "Enter a number."
	answers[float64]{
		bad: map[string]string{
			`null`: required, `"x"`: number, `""`: number, `true`: number, `[1]`: number, `"NaN"`: number,
			`"Infinity"`: number, `"0x10"`: number, `"1_0"`: number, `1e400`: "Enter a smaller number.",
			`-1`: "Enter a number between 0 and 10.", `11`: "Enter a number between 0 and 10.",
		},
		good: map[string]float64{`0`: 0, `10`: 10, `"7"`: 7, `1.5`: 1.5, `2.718281828459045`: 2.718281828459045},
	}.check(t, "Count", io.Number("Count").Min(0).Max(10), same)
	answers[float64]{
		bad:  map[string]string{`1.5`: "Enter a whole number.", `"0.1"`: "Enter a whole number."},
		good: map[string]float64{`10`: 10, `2.0`: 2},
	}.check(t, "Count", io.Number("Count").Decimals(0), same)
}

func TestNumberDecimals(t *testing.T) {
	answers[float64]{
		bad:  map[string]string{`1.234`: "Enter a number with at most 2 decimal places."},
		good: map[string]float64{`1.23`: 1.23, `"0.1"`: 0.1, `-4`: -4},
	}.check(t, "Rate", io.Number("Rate").Currency("USD"), same)
}

func TestIntAnswers(t *testing.T) {
	answers[int64]{
		bad: map[string]string{
			`null`: required, `"one"`: "Enter a number.", `1.5`: "Enter a whole number.",
			`99999999999999999999`: "Enter a smaller number.", `{"value":1}`: "Enter a number.",
			`-1`: "Enter a number greater than or equal to 0.",
		},
		good: map[string]int64{`0`: 0, `5.0`: 5, `1e3`: 1000, `"9223372036854775807"`: 9223372036854775807},
	}.check(t, "ID", io.Int("ID").Min(0), same)
}

func TestMoneyAnswers(t *testing.T) {
	const limits = "Enter an amount between 1.00 USD and 45.00 USD."
	answers[int64]{
		bad: map[string]string{
			`null`: required, `"$5"`: "Enter an amount.", `true`: "Enter an amount.", `1e2`: "Enter an amount.",
			`4500.5`: "Enter an amount with at most 0 decimal places.", `"45.01"`: "Enter an amount with at most 0 decimal places.",
			`99`: limits, `4501`: limits, `-4500`: limits, `"99999999999999999999"`: "Enter a smaller amount.",
		},
		good: map[string]int64{`4500`: 4500, `"100"`: 100, `200.0`: 200},
	}.check(t, "Amount", io.Money("Amount", "USD").Min(100).Max(4500), same)
}

func TestBoolAnswers(t *testing.T) {
	answers[bool]{
		bad:  map[string]string{`null`: required, `"true"`: misfit, `1`: misfit, `0`: misfit},
		good: map[string]bool{`true`: true, `false`: false},
	}.check(t, "Notify", io.Bool("Notify"), same)
}

func TestDateAnswers(t *testing.T) {
	const invalid, limits = "Enter a valid date.", "Enter a date between 2024-02-28 and 2024-12-31."
	in := io.Date("Day").Min(io.CivilDate{2024, 2, 28}).Max(io.CivilDate{2024, time.December, 31})
	answers[io.CivilDate]{
		bad: map[string]string{
			`null`: required, `"2024-03-01"`: invalid, `{"year":2024,"month":2,"day":30}`: invalid,
			`{"year":2024,"month":13,"day":1}`: invalid, `{"year":2024}`: invalid, `{"year":"2024","month":3,"day":1}`: invalid,
			`{"year":2024,"month":2,"day":27}`: limits, `{"year":2025,"month":1,"day":1}`: limits,
		},
		good: map[string]io.CivilDate{
			`{"year":2024,"month":2,"day":29,"jsDate":"2024-02-29T00:00:00.000Z"}`: {2024, 2, 29},
		},
	}.check(t, "Day", in, same)
}

func TestSelectAnswers(t *testing.T) {
	const outside = "Choose one of the options."
	answers[any]{
		bad: map[string]string{
			`null`: required, `"a"`: misfit, `{}`: outside, `{"value":null}`: outside, `{"value":1}`: outside,
			`{"value":"false"}`: outside, `{"value":"0"}`: outside, `{"label":"a"}`: outside, `[{"value":0}]`: misfit,
		},
		good: map[string]any{
			`{"label":"0","value":0}`: 0, `{"label":"No","value":false}`: false,
			`{"value":""}`: "", `{"value":"a"}`: "a", `{"value":1.5}`: 1.5,
		},
	}.check(t, "Pick", io.Select("Pick", []any{0, false, "", "a", 1.5}), func(a, b any) bool { return a == b })
}

func TestSelectOfStructs(t *testing.T) {
	type plan struct{ Name string }
	plans := []plan{{"Free"}, {"Pro"}}
	answers[plan]{
		bad:  map[string]string{`{"value":2}`: "Choose one of the options.", `{"value":"2"}`: "Choose one of the options.", `{"value":"-1"}`: "Choose one of the options."},
		good: map[string]plan{`{"value":"1"}`: {"Pro"}},
	}.check(t, "Plan", io.Select("Plan", plans).Label(func(p plan) string { return p.Name }), same)
}

func TestSelectRowsAnswers(t *testing.T) {
	const outside, twice = "Choose only rows of the table.", "Choose each row once."
	in := io.SelectRows("Rows", []string{"a", "b", "c"}).AtLeast(1).AtMost(2)
	answers[[]string]{
		bad: map[string]string{
			`null`: required, `[]`: "Select at least 1 row.", `"0"`: misfit, `[{"key":0}]`: misfit, `[{}]`: misfit,
			`["0"]`: misfit, `[{"key":"3"}]`: outside, `[{"key":"0"},{"key":"x"}]`: outside,
			`[{"key":"0"},{"key":"1"},{"key":"2"}]`: "Select at most 2 rows.",
			`[{"key":"0"},{"key":"0"}]`:             twice, `[{"key":"1"},{"key":"0"},{"key":"1"}]`: twice,
		},
		good: map[string][]string{
			`[{"key":"2"},{"key":"0"}]`: {"a", "c"}, `[{"key":"1"}]`: {"b"},
		},
	}.check(t, "Rows", in, func(a, b []string) bool { return reflect.DeepEqual(a, b) })
}

func TestConfirmAnswers(t *testing.T) {
	answers[bool]{
		bad:  map[string]string{`null`: required, `"yes"`: misfit, `1`: misfit},
		good: map[string]bool{`true`: true, `false`: false},
	}.check(t, "Send it?", io.Confirm("Send it?").Danger(), same)
}

func TestOptionalAnswers(t *testing.T) {
	t.Run("empty", func(t *testing.T) {
		for _, raw := range []string{`null`, `""`} {
			answers[*string]{
				bad:  map[string]string{`5`: misfit},
				good: map[string]*string{raw: nil},
			}.check(t, "Note", io.Text("Note").Optional(), same)
		}
	})
	t.Run("a yes or no has three states", func(t *testing.T) {
		equal := func(a, b *bool) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
		answers[*bool]{
			bad:  map[string]string{`""`: misfit, `0`: misfit, `"false"`: misfit},
			good: map[string]*bool{`null`: nil, `false`: new(false), `true`: new(true)},
		}.check(t, "Subscribed", io.Bool("Subscribed").Optional(), equal)
	})
	t.Run("given", func(t *testing.T) {
		answers[*int64]{
			bad:  map[string]string{`11`: "Enter a number less than or equal to 10."},
			good: map[string]*int64{`0`: new(int64(0))},
		}.check(t, "Count", io.Int("Count").Max(10).Optional(), func(a, b *int64) bool { return a != nil && *a == *b })
	})
}

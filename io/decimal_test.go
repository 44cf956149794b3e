package io_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestDecimalAnswers(t *testing.T) {
	const number, digits = "Enter a number.", "Enter a number with fewer digits."
	answers[string]{
		bad: map[string]string{
			`null`: required, `""`: number, `"x"`: number, `true`: number, `"1,5"`: number, `"0x10"`: number, `"01"`: number, `{}`: number,
			`1e400`: digits, `1e-400`: digits, `"` + strings.Repeat("9", 101) + `"`: digits,
			`"` + strings.Repeat("9", 500) + `"`:   number,
			`"0.` + strings.Repeat("0", 30) + `1"`: "Enter a number with at most 30 decimal places.",
		},
		good: map[string]string{
			`0`: "0", `-0`: "0", `"12.50"`: "12.5", `1.5e3`: "1500", `1e-2`: "0.01", `"-0.000"`: "0", `100`: "100",
			`"123456789012345678901234567890.123456789"`: "123456789012345678901234567890.123456789",
			`"` + strings.Repeat("9", 100) + `"`:         strings.Repeat("9", 100),
		},
	}.check(t, "Rate", io.Decimal("Rate"), same)
	answers[string]{
		bad: map[string]string{
			`"0.009"`: "Enter a number between 0.01 and 9007199254740993.5.", `9007199254740994`: "Enter a number between 0.01 and 9007199254740993.5.",
			`"0.011"`: "Enter a number with at most 2 decimal places.",
		},
		good: map[string]string{`0.01`: "0.01", `"9007199254740993.5"`: "9007199254740993.5"},
	}.check(t, "Rate", io.Decimal("Rate").Max("9007199254740993.50").Min("0.01").Decimals(2), same)
	answers[string]{
		bad:  map[string]string{`1.5`: "Enter a whole number."},
		good: map[string]string{`2.0`: "2"},
	}.check(t, "Rate", io.Decimal("Rate").Decimals(0), same)
}

// What a number, an amount and a decimal look like on the wire.
func TestNumbersOnTheWire(t *testing.T) {
	for _, c := range []struct {
		name     string
		in       io.Component
		ours     string
		original string
	}{
		{"dollars", io.Money("x", "usd").Default(4505).Max(100000),
			`{"currency":"USD","decimals":2,"defaultValue":4505,"max":100000,"unit":"minor"}`,
			`{"currency":"USD","decimals":2,"defaultValue":45.05,"max":1000.00}`},
		{"yen have no decimals", io.Money("x", "JPY").Min(500),
			`{"currency":"JPY","decimals":0,"min":500,"unit":"minor"}`, `{"min":500,"prepend":"JPY"}`},
		{"dinars have three", io.Money("x", "KWD").Default(1),
			`{"currency":"KWD","decimals":3,"defaultValue":1,"unit":"minor"}`, `{"decimals":3,"defaultValue":0.001,"prepend":"KWD"}`},
		{"a float in yen", io.Number("x").Currency("JPY"), `{"currency":"JPY","decimals":0}`, `{"prepend":"JPY"}`},
		{"a float in yen with decimals", io.Number("x").Currency("JPY").Decimals(3), `{"currency":"JPY","decimals":3}`, `{"currency":"JPY","decimals":3}`},
		{"a float in crowns", io.Number("x").Currency("SEK").Prefix("about"), `{"currency":"SEK","decimals":2,"prepend":"about"}`, `{"decimals":2,"prepend":"about"}`},
		{"a weight", io.Number("x").Suffix("kg"), `{"append":"kg","decimals":15}`, `{"decimals":15,"prepend":"kg"}`},
		{"a whole weight", io.Int("x").Suffix("kg").Prefix("about"), `{"append":"kg","prepend":"about"}`, `{"prepend":"about"}`},
		{"a fee", io.Decimal("x").Suffix("%").Decimals(2), `{"append":"%","decimals":2}`, `{"decimals":2,"prepend":"%"}`},
		{"no suffix", io.Int("x").Suffix(""), `{}`, `{}`},
		{"a suffix beside a currency", io.Number("x").Currency("JPY").Suffix("net"), `{"append":"net","currency":"JPY","decimals":0}`, `{"prepend":"JPY"}`},
		{"a decimal", io.Decimal("x").Default("9007199254740993.10").Min("-1").Decimals(4),
			`{"decimals":4,"defaultValue":"9007199254740993.1","min":"-1"}`, `{"decimals":4,"defaultValue":9007199254740993.1,"min":-1}`},
		{"a decimal amount", io.Decimal("x").Default("0").Currency("BHD").Decimals(3),
			`{"currency":"BHD","decimals":3,"defaultValue":"0"}`, `{"decimals":3,"defaultValue":0,"prepend":"BHD"}`},
	} {
		for original, want := range map[bool]string{false: c.ours, true: c.original} {
			run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: original}, func(ctx context.Context) error {
				return io.Group(c.in).Ask(ctx)
			})
			if got := string(run.Expect("x").Component().Props); got != want {
				t.Errorf("%s, original %v: %s, want %s", c.name, original, got, want)
			}
		}
	}
}

func TestAmountsKeepTheirDecimals(t *testing.T) {
	answers[float64]{
		bad:  map[string]string{`12.5`: "Enter a whole number."},
		good: map[string]float64{`12`: 12},
	}.check(t, "Amount", io.Number("Amount").Currency("JPY"), same)
	answers[float64]{
		bad:  map[string]string{`10.0001`: "Enter a number with at most 3 decimal places."},
		good: map[string]float64{`10.001`: 10.001},
	}.check(t, "Amount", io.Number("Amount").Currency("KWD"), same)
}

func TestDecimalsInForms(t *testing.T) {
	type price struct {
		Net   string   `io:"decimals:4" validate:"required"`
		Gross *string  `io:"decimals:2;currency:EUR"`
		Rate  float64  `io:"decimals:1"`
		Extra *float64 `io:""`
	}
	run, got := asForm(t, io.Form(price{Net: "1.2345", Rate: 0.5}))
	run.Expect("Net").AnswerAll("1.23456", "10.001", 0.25, nil)
	for label, want := range map[string]string{
		"Net": "Enter a number with at most 4 decimal places.", "Gross": "Enter a number with at most 2 decimal places.",
		"Rate": "Enter a number with at most 1 decimal place.",
	} {
		if m := run.Expect(label).Message(); m != want {
			t.Errorf("%s: message %q, want %q", label, m, want)
		}
	}
	run.Expect("Net").AnswerAll(1.5, "10.10", 0.2, nil)
	finish(t, run)
	if got.Net != "1.5" || *got.Gross != "10.1" || got.Rate != 0.2 {
		t.Fatalf("got %+v", *got)
	}
}

// Every kind of number can say what is expected while its field is empty.
func TestNumbersHavePlaceholders(t *testing.T) {
	var (
		number    float64
		whole, eu int64
		decimal   string
	)
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(
			io.Number("Number").Placeholder("here").Into(&number), io.Int("Int").Placeholder("here").Into(&whole),
			io.Money("Money", "EUR").Placeholder("here").Into(&eu), io.Decimal("Decimal").Placeholder("here").Into(&decimal),
		).Ask(ctx)
	})
	s := run.Expect("Money")
	for _, c := range s.Call().ToRender {
		if !strings.Contains(string(c.Props), `"placeholder":"here"`) {
			t.Errorf("%s: %s", c.Label, c.Props)
		}
	}
	s.Cancel()
	_, _ = run.Wait()
}

package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/internal/figures"
	"github.com/stagedoor/stagedoor/protocol"
)

// MoneyInput asks for an amount of money.
type MoneyInput struct{ Input[MoneyInput, int64] }

// Money asks for an amount in the currency with this ISO code. The answer, the
// default and the limits count the currency's smallest unit, such as cents, and
// never pass through a float.
func Money(label, currency string) MoneyInput {
	s := spec{method: protocol.InputNumber, label: label, kind: moneyKind{}}
	return moneyInput(s.with("currency", strings.ToUpper(currency)).with("unit", "minor"))
}

func moneyInput(s spec) MoneyInput { return MoneyInput{Input[MoneyInput, int64]{s, moneyInput}} }

// Min is the smallest amount accepted, itself included, in the smallest unit.
func (f MoneyInput) Min(v int64) MoneyInput { return moneyInput(f.spec.with("min", v)) }

// Max is the largest amount accepted, itself included, in the smallest unit.
func (f MoneyInput) Max(v int64) MoneyInput { return moneyInput(f.spec.with("max", v)) }

// Placeholder sets the text shown while the field is empty.
func (f MoneyInput) Placeholder(text string) MoneyInput {
	return moneyInput(f.spec.with("placeholder", text))
}

// moneyKind reads an amount. A dashboard that does not know our additions is
// asked for whole units with decimals instead, still exactly.
type moneyKind struct {
	major    bool
	code     string
	min, max *int64
}

func (k moneyKind) prepare(ctx context.Context, s *spec, p *part) error {
	if v, ok := setting[int64](*s, "min"); ok {
		k.min = &v
	}
	if v, ok := setting[int64](*s, "max"); ok {
		k.max = &v
	}
	k.code, _ = setting[string](*s, "currency")
	if k.major = !speaks(ctx); k.major {
		delete(p.props, "unit")
	}
	for key, limit := range map[string]*int64{"min": k.min, "max": k.max} {
		if limit != nil {
			p.props[key] = k.wire(*limit)
		}
	}
	s.kind = k
	return p.inCurrency(ctx, k.code, minorDigits(k.code))
}

// plainCurrencies are all that the original dashboard knows.
var plainCurrencies = []string{"USD", "CAD", "EUR", "GBP", "AUD", "CNY", "JPY"}

// inCurrency says of which currency a number is, with how many decimal places. A
// dashboard of the original kind gets the code as a text before the number where
// it would refuse it, or could not be told that there are no decimal places.
func (p *part) inCurrency(ctx context.Context, code string, places int) error {
	if !isCurrency(code) {
		return fmt.Errorf("%q is not a currency code of ISO 4217", code)
	}
	p.props["currency"], p.props["decimals"] = code, places
	if speaks(ctx) {
		return nil
	}
	if places == 0 {
		delete(p.props, "decimals") // said by silence
	}
	if places == 0 || !slices.Contains(plainCurrencies, code) {
		delete(p.props, "currency")
		p.props["prepend"] = cmp.Or(p.props["prepend"], any(code))
	}
	return nil
}

func (k moneyKind) wire(v int64) any {
	if k.major {
		return json.Number(majorUnits(v, k.code))
	}
	return wireInt(v)
}

func (k moneyKind) write(_ spec, initial any) (any, error) { return k.wire(as[int64](initial)), nil }

func (k moneyKind) read(_ spec, raw json.RawMessage) (any, error) {
	text, err := readNumber(raw)
	if err != nil {
		return nil, refusal("Enter an amount.")
	}
	digits := 0
	if k.major {
		digits = minorDigits(k.code)
	}
	v, err := exactMinor(text, digits)
	if err != nil {
		return nil, err
	}
	if err := k.inRange(v); err != nil {
		return nil, err
	}
	return &v, nil
}

// inRange refuses an amount outside the limits.
func (k moneyKind) inRange(v int64) error {
	currency := k.code
	switch {
	case (k.min == nil || v >= *k.min) && (k.max == nil || v <= *k.max):
		return nil
	case k.min != nil && k.max != nil:
		return refusal(fmt.Sprintf("Enter an amount between %s and %s.", showMoney(*k.min, currency), showMoney(*k.max, currency)))
	case k.min != nil:
		return refusal(fmt.Sprintf("Enter at least %s.", showMoney(*k.min, currency)))
	}
	return refusal(fmt.Sprintf("Enter at most %s.", showMoney(*k.max, currency)))
}

// exactMinor reads a decimal text as an integer of units that are 10^digits to
// one, and refuses what would have to be rounded.
func exactMinor(text string, digits int) (int64, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	fraction = strings.TrimRight(fraction, "0")
	if strings.ContainsAny(text, "eE") {
		return 0, refusal("Enter an amount.")
	}
	if len(fraction) > digits {
		return 0, refusal(fmt.Sprintf("Enter an amount with at most %s.", plural(digits, "decimal place")))
	}
	v, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", digits-len(fraction)), 10, 64)
	if err != nil {
		return 0, refusal("Enter a smaller amount.")
	}
	return v, nil
}

// FormatMoney writes an amount of a currency's smallest unit into a sentence, for
// example 125000 of USD as "1,250.00 USD" and 500 of JPY as "500 JPY", as dashboards
// show it too.
func FormatMoney(minor int64, currency string) string { return showMoney(minor, currency) }

// showMoney is an amount in a sentence, for example "1,250.00 USD".
func showMoney(v int64, currency string) string {
	return strings.TrimSpace(figures.Grouped(majorUnits(v, currency)) + " " + strings.ToUpper(currency))
}

// inCurrency writes a number of a currency's own unit into a text, as a dashboard is
// shown it that does not know currencies.
func inCurrency(v any, currency string) any {
	text := cellText(v)
	if v == nil || text == "" {
		return v
	}
	return strings.TrimSpace(figures.Grouped(text) + " " + strings.ToUpper(currency))
}

func majorUnits(v int64, currency string) string {
	digits := minorDigits(currency)
	sign, text := "", strconv.FormatInt(v, 10)
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	if missing := digits + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	if digits == 0 {
		return sign + text
	}
	return sign + text[:len(text)-digits] + "." + text[len(text)-digits:]
}

// minorDigits is how many decimal places ISO 4217 gives a currency.
func minorDigits(currency string) int {
	switch strings.ToUpper(currency) {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

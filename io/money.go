package io

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// MoneyInput asks for an amount of money.
type MoneyInput struct{ Input[MoneyInput, int64] }

// Money asks for an amount in the currency with this ISO code. The answer, the
// default and the limits count the currency's smallest unit, such as cents, and
// never pass through a float.
func Money(label, currency string) MoneyInput {
	s := spec{method: protocol.InputNumber, label: label, kind: moneyKind{}}
	return moneyInput(s.with("currency", currency).with("unit", "minor"))
}

func moneyInput(s spec) MoneyInput { return MoneyInput{Input[MoneyInput, int64]{s, moneyInput}} }

// Min is the smallest amount accepted, itself included, in the smallest unit.
func (f MoneyInput) Min(v int64) MoneyInput { return moneyInput(f.spec.with("min", v)) }

// Max is the largest amount accepted, itself included, in the smallest unit.
func (f MoneyInput) Max(v int64) MoneyInput { return moneyInput(f.spec.with("max", v)) }

// moneyKind reads an amount. A dashboard that does not know our additions is
// asked for whole units with decimals instead, still exactly.
type moneyKind struct {
	major    bool
	min, max *int64
}

func (k moneyKind) prepare(ctx context.Context, s *spec, p *part) error { //nolint:unparam // as every kind
	if v, ok := setting[int64](*s, "min"); ok {
		k.min = &v
	}
	if v, ok := setting[int64](*s, "max"); ok {
		k.max = &v
	}
	if k.major = !speaks(ctx); k.major {
		delete(p.props, "unit")
		p.props["decimals"] = minorDigits(k.currency(*s))
	}
	for key, limit := range map[string]*int64{"min": k.min, "max": k.max} {
		if limit != nil {
			p.props[key] = k.wire(*s, *limit)
		}
	}
	s.kind = k
	return nil
}

func (moneyKind) currency(s spec) string {
	code, _ := setting[string](s, "currency")
	return code
}

func (k moneyKind) wire(s spec, v int64) any {
	if k.major {
		return json.Number(majorUnits(v, k.currency(s)))
	}
	return wireInt(v)
}

func (k moneyKind) write(s spec, initial any) (any, error) { return k.wire(s, as[int64](initial)), nil }

func (k moneyKind) read(s spec, raw json.RawMessage) (any, error) {
	text, err := readNumber(raw)
	if err != nil {
		return nil, refusal("Enter an amount.")
	}
	digits := 0
	if k.major {
		digits = minorDigits(k.currency(s))
	}
	v, err := exactMinor(text, digits)
	if err != nil {
		return nil, err
	}
	if k.min != nil && v < *k.min || k.max != nil && v > *k.max {
		return nil, k.outOfRange(k.currency(s))
	}
	return &v, nil
}

func (k moneyKind) outOfRange(currency string) error {
	switch {
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
// example 1250 of USD as "12.50 USD" and 500 of JPY as "500 JPY".
func FormatMoney(minor int64, currency string) string { return showMoney(minor, currency) }

// showMoney is an amount in a sentence, for example "12.50 USD".
func showMoney(v int64, currency string) string {
	return strings.TrimSpace(majorUnits(v, currency) + " " + strings.ToUpper(currency))
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

package io

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// DecimalInput asks for a decimal number that must not be rounded.
type DecimalInput struct {
	Input[DecimalInput, string]
}

// Decimal asks for a decimal number of any size, up to 100 digits, whose answer is
// its text, as decimal types and database columns take it: "-12.5", never rounded,
// without exponents and zeros at either end. Default and limits are given as text
// too.
func Decimal(label string) DecimalInput {
	return decimalInput(spec{method: protocol.InputNumber, label: label, kind: decimalKind{}}).Decimals(30)
}

func decimalInput(s spec) DecimalInput {
	return DecimalInput{Input[DecimalInput, string]{s, decimalInput}}
}

// Min is the smallest value accepted, itself included, for example "0.01".
func (f DecimalInput) Min(text string) DecimalInput { return decimalInput(f.spec.with("min", text)) }

// Max is the largest value accepted, itself included.
func (f DecimalInput) Max(text string) DecimalInput { return decimalInput(f.spec.with("max", text)) }

// Decimals is how many decimal places are accepted; 0 is whole numbers only.
// Default: 30.
func (f DecimalInput) Decimals(n int) DecimalInput { return decimalInput(f.spec.with("decimals", n)) }

// Currency shows the number as an amount in the currency with this ISO code.
// Decimals says how many places it may have, which may be more than the currency's.
func (f DecimalInput) Currency(code string) DecimalInput {
	return decimalInput(f.spec.with("currency", strings.ToUpper(code)))
}

// Prefix sets a text shown in the field, before the number.
func (f DecimalInput) Prefix(text string) DecimalInput {
	return decimalInput(f.spec.with("prepend", text))
}

// Suffix sets a text shown in the field, after the number, such as "%" or "kg". It
// changes nothing of the answer; the code of a currency takes its place.
func (f DecimalInput) Suffix(text string) DecimalInput {
	return decimalInput(f.spec.suffix(text))
}

// Placeholder sets the text shown while the field is empty.
func (f DecimalInput) Placeholder(text string) DecimalInput {
	return decimalInput(f.spec.with("placeholder", text))
}

// decimalKind knows its limits exactly.
type decimalKind struct {
	places   int
	min, max *big.Rat
	original bool // the dashboard reads numbers only
}

// maxDigits is how many digits a decimal may have.
const maxDigits = 100

func (k decimalKind) prepare(ctx context.Context, s *spec, p *part) (err error) {
	if k.places, _ = setting[int](*s, "decimals"); k.places < 0 || k.places > maxDigits {
		return fmt.Errorf("%d decimal places", k.places)
	}
	k.original = !speaks(ctx)
	p.afterwards(ctx)
	for key, to := range map[string]**big.Rat{"min": &k.min, "max": &k.max} {
		text, ok := setting[string](*s, key)
		if !ok {
			continue
		}
		if *to, err = readDecimal(text); err != nil {
			return fmt.Errorf("%s: %q is not a decimal number", map[string]string{"min": "Min", "max": "Max"}[key], text)
		}
		p.props[key] = k.wire(*to)
	}
	s.kind = k
	if code, ok := setting[string](*s, "currency"); ok {
		return p.inCurrency(ctx, code, k.places)
	}
	if k.places == 0 {
		delete(p.props, "decimals") // said by silence
	}
	return nil
}

// wire is a decimal in a form that is exact: text, which only a dashboard of ours
// reads.
func (k decimalKind) wire(r *big.Rat) any {
	if k.original {
		return json.Number(decimal(r))
	}
	return decimal(r)
}

func (k decimalKind) write(_ spec, initial any) (any, error) {
	text := as[string](initial)
	if text == "" {
		return nil, nil
	}
	r, err := readDecimal(text)
	if err != nil {
		return nil, fmt.Errorf("default: %q is not a decimal number", text)
	}
	return k.wire(r), nil
}

func (k decimalKind) read(_ spec, raw json.RawMessage) (any, error) {
	text, err := readNumber(raw)
	if err != nil {
		return nil, err
	}
	r, err := readDecimal(text)
	if err != nil {
		return nil, err
	}
	if err := k.inRange(r); err != nil {
		return nil, err
	}
	places, _ := r.FloatPrec()
	switch {
	case places > k.places && k.places == 0:
		return nil, refusal("Enter a whole number.")
	case places > k.places:
		return nil, refusal(fmt.Sprintf("Enter a number with at most %s.", plural(k.places, "decimal place")))
	}
	return new(decimal(r)), nil
}

// inRange refuses what lies outside the limits.
func (k decimalKind) inRange(r *big.Rat) error {
	least, most := k.min != nil && r.Cmp(k.min) < 0, k.max != nil && r.Cmp(k.max) > 0
	switch {
	case (least || most) && k.min != nil && k.max != nil:
		return refusal(fmt.Sprintf("Enter a number between %s and %s.", decimal(k.min), decimal(k.max)))
	case least:
		return refusal(fmt.Sprintf("Enter a number greater than or equal to %s.", decimal(k.min)))
	case most:
		return refusal(fmt.Sprintf("Enter a number less than or equal to %s.", decimal(k.max)))
	}
	return nil
}

// readDecimal reads the text of a decimal number, with or without an exponent.
func readDecimal(text string) (*big.Rat, error) {
	if !numeral.MatchString(text) {
		return nil, refusal("Enter a number.")
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if len(strings.TrimLeft(exponent, "+-")) > 2 || len(mantissa) > maxDigits+2 {
		return nil, refusal("Enter a number with fewer digits.")
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil, refusal("Enter a number.")
	}
	if digits := strings.Trim(strings.ReplaceAll(decimal(r), ".", ""), "-"); len(digits) > maxDigits {
		return nil, refusal("Enter a number with fewer digits.")
	}
	return r, nil
}

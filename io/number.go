package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// NumberInput asks for a number.
type NumberInput struct{ Input[NumberInput, float64] }

// Number asks for a number, with as many decimal places as a float64 holds unless
// Decimals or Currency says otherwise. Whole numbers are asked for with [Int], and
// amounts that must not be rounded with [Money].
func Number(label string) NumberInput {
	return numberInput(spec{method: protocol.InputNumber, label: label, kind: numberKind{}})
}

func numberInput(s spec) NumberInput { return NumberInput{Input[NumberInput, float64]{s, numberInput}} }

// Min is the smallest value accepted, itself included.
func (f NumberInput) Min(v float64) NumberInput { return numberInput(f.spec.with("min", v)) }

// Max is the largest value accepted, itself included.
func (f NumberInput) Max(v float64) NumberInput { return numberInput(f.spec.with("max", v)) }

// Decimals is how many decimal places are accepted; 0 is whole numbers only.
// Default: 15, or with Currency as many as the currency has.
func (f NumberInput) Decimals(n int) NumberInput { return numberInput(f.spec.with("decimals", n)) }

// Currency shows the number as an amount in the currency with this ISO code, with
// as many decimal places as the currency has unless Decimals says otherwise.
func (f NumberInput) Currency(code string) NumberInput {
	return numberInput(f.spec.with("currency", strings.ToUpper(code)))
}

// Prefix sets a text shown in the field, before the number.
func (f NumberInput) Prefix(text string) NumberInput {
	return numberInput(f.spec.with("prepend", text))
}

// Suffix sets a text shown in the field, after the number, such as "%" or "kg". It
// changes nothing of the answer; the code of a currency takes its place.
func (f NumberInput) Suffix(text string) NumberInput { return numberInput(f.spec.suffix(text)) }

// Placeholder sets the text shown while the field is empty.
func (f NumberInput) Placeholder(text string) NumberInput {
	return numberInput(f.spec.with("placeholder", text))
}

// IntInput asks for a whole number.
type IntInput struct{ Input[IntInput, int64] }

// Int asks for a whole number.
func Int(label string) IntInput {
	return intInput(spec{method: protocol.InputNumber, label: label, kind: intKind{}})
}

func intInput(s spec) IntInput { return IntInput{Input[IntInput, int64]{s, intInput}} }

// Min is the smallest value accepted, itself included.
func (f IntInput) Min(v int64) IntInput { return intInput(f.spec.with("min", v)) }

// Max is the largest value accepted, itself included.
func (f IntInput) Max(v int64) IntInput { return intInput(f.spec.with("max", v)) }

// Plain shows the number without separators between its thousands, as an id or a
// year is written.
func (f IntInput) Plain() IntInput { return intInput(f.spec.with("plain", true)) }

// Prefix sets a text shown in the field, before the number.
func (f IntInput) Prefix(text string) IntInput { return intInput(f.spec.with("prepend", text)) }

// Suffix sets a text shown in the field, after the number, such as "%" or "kg". It
// changes nothing of the answer; the code of a currency takes its place.
func (f IntInput) Suffix(text string) IntInput { return intInput(f.spec.suffix(text)) }

// Placeholder sets the text shown while the field is empty.
func (f IntInput) Placeholder(text string) IntInput {
	return intInput(f.spec.with("placeholder", text))
}

type numberKind struct{}

// floatPlaces is how many decimal places a number may have that said nothing of
// them. A dashboard takes silence for none.
const floatPlaces = 15

func (numberKind) prepare(ctx context.Context, s *spec, p *part) error {
	p.afterwards(ctx)
	code, amount := setting[string](*s, "currency")
	switch places, said := setting[int](*s, "decimals"); {
	case places < 0:
		return fmt.Errorf("%d decimal places", places)
	case amount && !said:
		return p.inCurrency(ctx, code, minorDigits(code))
	case amount:
		return p.inCurrency(ctx, code, places)
	case !said:
		p.props["decimals"] = floatPlaces
	case places == 0: // said by silence
		delete(p.props, "decimals")
	}
	return nil
}

func (numberKind) write(_ spec, initial any) (any, error) { return finite(as[float64](initial)) }

func (numberKind) read(s spec, raw json.RawMessage) (any, error) {
	text, err := readNumber(raw)
	if err != nil {
		return nil, err
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, refusal("Enter a smaller number.")
	}
	if err := inRange(s, v, formatFloat); err != nil {
		return nil, err
	}
	places, _ := setting[int](s, "decimals")
	_, fraction, _ := strings.Cut(formatFloat(v), ".")
	switch {
	case len(fraction) <= places:
		return &v, nil
	case places == 0:
		return nil, refusal("Enter a whole number.")
	}
	return nil, refusal(fmt.Sprintf("Enter a number with at most %s.", plural(places, "decimal place")))
}

// afterwards moves what stands after the number before it for a dashboard of the
// original kind, which shows nothing there.
func (p *part) afterwards(ctx context.Context) {
	text, ok := p.props["append"]
	if !ok || speaks(ctx) {
		return
	}
	delete(p.props, "append")
	if p.props["currency"] == nil {
		p.props["prepend"] = cmp.Or(p.props["prepend"], text)
	}
}

// suffix sets what stands after a number.
func (s spec) suffix(text string) spec {
	if text == "" {
		return s
	}
	return s.with("append", text)
}

type intKind struct{}

func (intKind) prepare(ctx context.Context, _ *spec, p *part) error { //nolint:unparam // as every kind
	p.afterwards(ctx)
	return nil
}

func (intKind) write(_ spec, initial any) (any, error) { return wireInt(as[int64](initial)), nil }

func (intKind) read(s spec, raw json.RawMessage) (any, error) {
	v, err := readInt(raw)
	if err != nil {
		return nil, err
	}
	if err := inRange(s, v, func(v int64) string { return strconv.FormatInt(v, 10) }); err != nil {
		return nil, err
	}
	return &v, nil
}

// numeral is a number as JSON writes it.
var numeral = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)

// readNumber returns the digits of a JSON number, or of a text that holds one: a
// browser sends what it cannot hold exactly as text.
func readNumber(raw json.RawMessage) (string, error) {
	var n json.Number
	if decode(raw, &n) != nil || !numeral.MatchString(n.String()) || len(n) > 400 {
		return "", refusal("Enter a number.")
	}
	return n.String(), nil
}

func readInt(raw json.RawMessage) (int64, error) {
	text, err := readNumber(raw)
	if err != nil {
		return 0, err
	}
	if whole, fraction, _ := strings.Cut(text, "."); strings.Trim(fraction, "0") == "" {
		text = whole
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err == nil {
		return v, nil
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return int64(f), nil
	} else if err == nil && f == math.Trunc(f) {
		return 0, refusal("Enter a smaller number.")
	}
	return 0, refusal("Enter a whole number.")
}

// inRange checks the settings min and max.
func inRange[T int64 | float64](s spec, v T, show func(T) string) error {
	least, hasLeast := setting[T](s, "min")
	most, hasMost := setting[T](s, "max")
	low, high := hasLeast && v < least, hasMost && v > most
	switch {
	case (low || high) && hasLeast && hasMost:
		return refusal(fmt.Sprintf("Enter a number between %s and %s.", show(least), show(most)))
	case low:
		return refusal(fmt.Sprintf("Enter a number greater than or equal to %s.", show(least)))
	case high:
		return refusal(fmt.Sprintf("Enter a number less than or equal to %s.", show(most)))
	}
	return nil
}

func formatFloat(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func finite(v float64) (any, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, fmt.Errorf("%v is not a number that can be shown", v)
	}
	return v, nil
}

// wireInt is v as a browser can hold it: text beyond 2^53.
func wireInt(v int64) any {
	if v > 1<<53 || v < -1<<53 {
		return strconv.FormatInt(v, 10)
	}
	return v
}

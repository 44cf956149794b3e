package io

import (
	"context"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"testing"
	"time"
)

// FuzzAnswer gives arbitrary JSON to every kind of input: what it takes has to
// keep the input's own promises, and nothing may panic.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`null`, `""`, `"a"`, `0`, `-1.5`, `1e9`, `"45.00"`, `true`, `{"value":false}`, `{"year":2024,"month":2,"day":30}`,
		`[{"key":"1"}]`, `[{}]`, `[{"value":0},{"value":""}]`, `[{"value":false},null]`, `"0:1"`, `"default:0"`, `["0:1"]`, `{"confirmed":true,"typed":"a"}`, `{"approved":true,"by":{"id":"b"}}`, `["0:0","0:1"]`, `9007199254740993`, `{"value":{"value":0}}`, `[[[]]]`, `"\ud800"`,
	} {
		f.Add(seed)
	}
	day := CivilDate{2024, time.March, 1}
	inputs := []struct {
		in    Component
		holds func(v any) bool
	}{
		{Text("x").MinLength(1).MaxLength(3), func(v any) bool { n := characters(as[string](v)); return n >= 1 && n <= 3 }},
		{Email("x"), func(v any) bool { return strings.Contains(as[string](v), "@") }},
		{Number("x").Min(-2).Max(2).Decimals(1), func(v any) bool { n := as[float64](v); return n >= -2 && n <= 2 }},
		{Int("x").Max(9), func(v any) bool { return as[int64](v) <= 9 }},
		{Money("x", "USD").Min(1), func(v any) bool { return as[int64](v) >= 1 }},
		{Bool("x"), func(v any) bool { return v != nil }},
		{typedConfirm{Confirm("x").TypeToConfirm("a")}, func(v any) bool { return v != nil }},
		{Approve("x"), func(v any) bool { return as[Approval](v).By.ID != "" }},
		{Date("x").Min(day), func(v any) bool { d := as[CivilDate](v); return d.valid() && d.Compare(day) >= 0 }},
		{Select("x", []any{0, false, ""}), func(v any) bool { a := as[any](v); return a == 0 || a == false || a == "" }},
		{SelectMany("x", []any{0, false, ""}).AtLeast(1).AtMost(2), func(v any) bool { n := len(as[[]any](v)); return n == 1 || n == 2 }},
		{SelectRows("x", []int{1, 2}).AtMost(1), func(v any) bool { return len(as[[]int](v)) <= 1 }},
		{SelectRowsFrom("x", pageOfOne).Key(strconv.Itoa).AtLeast(1), func(v any) bool { return len(as[[]int](v)) >= 1 }},
		{Search("x", findNothing).Initial([]int{1, 2}), func(v any) bool { n := as[int](v); return n == 1 || n == 2 }},
		{SearchMany("x", findNothing).Initial([]int{1, 2}).AtMost(1), func(v any) bool { return len(as[[]int](v)) <= 1 }},
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			return
		}
		for _, i := range inputs {
			var got any
			p, err := keeping(i.in, &got)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.read(json.RawMessage(text)); err != nil {
				if _, ok := personal(err); !ok {
					t.Fatalf("%T: answer %s: %v is no message for a person", i.in, text, err)
				}
				continue
			}
			if p.keep(); !i.holds(got) {
				t.Fatalf("%T: answer %s was taken as %v", i.in, text, got)
			}
			if p.state != nil {
				_, _ = p.state(t.Context(), json.RawMessage(text)) // any outcome but a panic
			}
		}
	})
}

// FuzzExactMinor compares with arithmetic on fractions.
func FuzzExactMinor(f *testing.F) {
	for _, seed := range []string{"0", "-0.01", "45.00", "9223372036854775807", "92233720368547758.07", "1.005"} {
		f.Add(seed, uint8(2))
	}
	f.Fuzz(func(t *testing.T, text string, places uint8) {
		if !numeral.MatchString(text) || strings.ContainsAny(text, "eE") || len(text) > 60 {
			return
		}
		digits := int(places % 5)
		want, _ := new(big.Rat).SetString(text)
		want.Mul(want, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)))
		got, err := exactMinor(text, digits)
		exact := want.IsInt() && want.Num().IsInt64()
		if (err == nil) != exact || err == nil && want.Num().Int64() != got {
			t.Fatalf("%s with %d places = %d, %v, want %s", text, digits, got, err, want)
		}
	})
}

func pageOfOne(context.Context, TableQuery) (TablePage[int], error) {
	return TablePage[int]{Rows: []int{1}}, nil
}

func findNothing(context.Context, string) ([]int, error) { return nil, nil }

// keeping returns the part of an input whose answer goes to target.
func keeping(in Component, target *any) (*part, error) {
	return in.(interface {
		bound(func(any)) Component
	}).bound(func(v any) { *target = v }).part(context.Background())
}

func (f Input[F, T]) bound(keep func(any)) Component {
	f.spec.keep = keep
	return f.spec
}

type typedConfirm struct{ ConfirmCall }

func (c typedConfirm) bound(keep func(any)) Component {
	c.spec.keep = keep
	return c.spec
}

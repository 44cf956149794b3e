package io

import (
	"context"
	"encoding/json"
	"math"
	"math/big"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

type fuzzRow struct {
	N    int       `io:"" validate:"max=9"`
	When CivilDate `io:""`
}

// What texts of one line and of several do not have.
var (
	lineless = regexp.MustCompile(`[\x00-\x1f\x7f-\x{9f}\x{2028}-\x{202e}\x{2066}-\x{2069}]`)
	unseen   = regexp.MustCompile(`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}]|\r([^\n]|$)`)
)

// FuzzAnswer gives arbitrary JSON to every kind of input: what it takes has to
// keep the input's own promises, and nothing may panic.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`null`, `""`, `"a"`, `0`, `-1.5`, `1e9`, `"45.00"`, `true`, `{"value":false}`,
		`{"year":2024,"month":2,"day":30}`, `{"hour":12,"minute":59}`,
		`{"year":2024,"month":3,"day":31,"hour":2,"minute":30}`, `"https://example.org/"`, `"https://a@b"`,
		`"javascript:alert(1)"`, `"http://\\evil"`, `[{"key":"1"}]`, `[{}]`, `[{"value":0},{"value":""}]`,
		`[{"value":false},null]`, `["0:1"]`, `["0:0","0:1"]`, `"0:1"`, `"default:0"`, `9007199254740993`,
		`{"value":{"value":0}}`, `[[[]]]`, `"\ud800"`, `{"confirmed":true,"typed":"a"}`, `"{\"a\":1}"`, `"[[[["`,
		`"{\"a\":"`, `[1,2]`, `[null]`, `"<p>Hi <b>x</b></p>"`, `"<a href=javascript:x>y</a>"`, `"<svg><p>"`,
		`{"approved":true,"by":{"id":"b"}}`, `[{"n":1,"when":"2024-03-01"},{}]`, `[{"n":"1.5","when":{"year":2024,"month":3,"day":1}}]`,
		`[{"n":9,"x":1}]`, `{"upload":"a"}`, `[{"upload":"a"},{"upload":"a"}]`,
		`"a\u0007"`, `"\u202eb"`, `"\u2066"`, `"a\u2028b"`, `"a\r\nb"`, `"a\tb"`, `"\u200d\u200f"`, `"a\u0085"`, `"\u202e@b.c"`,
	} {
		f.Add(seed)
	}
	day, noon := CivilDate{2024, time.March, 1}, CivilTime{12, 0}
	inputs := []struct {
		in    Component
		holds func(v any) bool
	}{
		{Text("x").MinLength(1).MaxLength(3), func(v any) bool {
			n := characters(as[string](v))
			return n >= 1 && n <= 3 && !lineless.MatchString(as[string](v))
		}},
		{Text("x").Multiline(), func(v any) bool { return !unseen.MatchString(as[string](v)) }},
		{Email("x"), func(v any) bool { return strings.Contains(as[string](v), "@") && !lineless.MatchString(as[string](v)) }},
		{Number("x").Min(-2).Max(2).Decimals(1), func(v any) bool { n := as[float64](v); return n >= -2 && n <= 2 }},
		{Int("x").Max(9), func(v any) bool { return as[int64](v) <= 9 }},
		{Money("x", "USD").Min(1), func(v any) bool { return as[int64](v) >= 1 }},
		{Bool("x"), func(v any) bool { return v != nil }},
		{alone{Confirm("x").TypeToConfirm("a").spec}, func(v any) bool { return v != nil }},
		{alone{Approve("x").spec}, func(v any) bool { return as[Approval](v).By.ID != "" }},
		{Date("x").Min(day), func(v any) bool { d := as[CivilDate](v); return d.valid() && d.Compare(day) >= 0 }},
		{Time("x").Max(noon), func(v any) bool { c := as[CivilTime](v); return c.valid() && c.Compare(noon) <= 0 }},
		{DateTime("x").Min(noon.On(day, time.UTC)), func(v any) bool { return !as[time.Time](v).Before(noon.On(day, time.UTC)) }},
		{Slider("x", -1, 1).Step(0.25), func(v any) bool { n := as[float64](v) * 4; return n == math.Trunc(n) && n >= -4 && n <= 4 }},
		{Decimal("x").Min("-1").Max("1e3").Decimals(2), func(v any) bool {
			r, ok := new(big.Rat).SetString(as[string](v))
			return ok && decimal(r) == as[string](v) && r.Cmp(big.NewRat(1000, 1)) <= 0 && new(big.Rat).Mul(r, big.NewRat(100, 1)).IsInt()
		}},
		{ListOf("x", Int("").Max(9)).AtMost(2), func(v any) bool { l := as[[]int64](v); return len(l) >= 1 && len(l) <= 2 && slices.Max(l) <= 9 }},
		{Spreadsheet[fuzzRow]("x").AtMost(2), func(v any) bool {
			rows := as[[]fuzzRow](v)
			return len(rows) >= 1 && len(rows) <= 2 && rows[0].N <= 9 && rows[0].When.valid()
		}},
		{File("x"), func(any) bool { return false }}, // nobody has handed one over
		{Files("x"), func(any) bool { return false }},
		{JSON("x").MaxBytes(40), func(v any) bool { raw := as[json.RawMessage](v); return json.Valid(raw) && len(raw) <= 40 }},
		{JSONOf[map[string]int]("x"), func(v any) bool { return v != nil }},
		{RichText("x").MaxLength(9), func(v any) bool {
			text := as[string](v)
			return cleanRichText(text) == text && !strings.Contains(text, "<script") && characters(plainText(text)) <= 9
		}},
		{URL("x").Protocols("https"), func(v any) bool { u := as[*url.URL](v); return u.Scheme == "https" && u.Host != "" && u.User == nil }},
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

// alone is a question that stands by itself.
type alone struct{ spec }

func (a alone) bound(keep func(any)) Component {
	a.keep = keep
	return a.spec
}

package autoactions

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/io"
)

type gormDeletedAt = gorm.DeletedAt

// value returns what a row holds in c, brought down to nil, string, int64,
// uint64, float64, bool or time.Time; anything else as it is.
func (c *column) value(row reflect.Value) any {
	if c.kind == document {
		if text := c.document(row); text != "" {
			return canonical(text)
		}
		return nil
	}
	held, _ := c.field.ValueOf(background, row)
	v := plain(held)
	if text, ok := v.(string); ok && c.kind == decimal {
		return withoutExponent(text)
	}
	return v
}

// withoutExponent writes a decimal as people do. SQLite keeps one with a fraction as a
// float, which database/sql reads into a text as 1.2345675e+06.
func withoutExponent(number string) string {
	if !strings.ContainsAny(number, "eE") {
		return number
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return number
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// plain strips pointers, null types and named types.
func plain(v any) any {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return nil
		}
		r = r.Elem()
	}
	if !r.IsValid() {
		return nil
	}
	if t, ok := r.Interface().(time.Time); ok {
		return t
	}
	if isBinary(r.Type()) {
		return binaryText(r)
	}
	if valuer, ok := r.Interface().(driver.Valuer); ok {
		inner, err := valuer.Value()
		if err != nil || inner == nil {
			return nil
		}
		r = reflect.ValueOf(inner)
	}
	switch {
	case r.Kind() == reflect.String:
		return r.String()
	case r.Kind() == reflect.Bool:
		return r.Bool()
	case r.CanInt():
		return r.Int()
	case r.CanUint():
		return r.Uint()
	case r.Kind() == reflect.Float32:
		return shortFloat(r.Float())
	case r.CanFloat():
		return r.Float()
	}
	return r.Interface()
}

// shortFloat returns a float of 32 bits as people would write it: 0.3, not
// 0.30000001192092896.
func shortFloat(f float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', -1, 32), 64)
	if err != nil {
		return f
	}
	return short
}

// plainText writes a plain value as a key or a choice has it.
func plainText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v)
}

// sameValue compares two plain values. Instants are equal when they are the same
// moment, whatever their zone.
func sameValue(a, b any) bool {
	if a, ok := a.(time.Time); ok {
		b, ok := b.(time.Time)
		return ok && a.Equal(b)
	}
	return reflect.DeepEqual(a, b)
}

// shownValue is what of a row crosses to the dashboard for c.
func (c *column) shownValue(row reflect.Value) any { return c.mask.Of(c.wholeValue(row)) }

// wholeValue is shownValue without a mask.
func (c *column) wholeValue(row reflect.Value) any {
	if c.kind == other || c.kind == content {
		v, _ := c.field.ValueOf(background, row)
		return otherText(v)
	}
	return c.display(c.value(row))
}

// display turns a plain value into one that tables and metadata show.
func (c *column) display(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		if c.kind == day {
			return io.CivilDateOf(v)
		}
		return v.UTC()
	case uint64:
		if v > 1<<62 {
			return strconv.FormatUint(v, 10)
		}
		return int64(v)
	case string:
		if c.kind == decimal {
			return padded(v, c.places())
		}
	}
	return v
}

// places is how many decimal places people are used to see.
func (c *column) places() int {
	if c.tag.Decimals != nil {
		return *c.tag.Decimals
	}
	return minorDigits(c.tag.Currency)
}

// minorDigits is how many decimal places the amounts of a currency have.
func minorDigits(currency string) int {
	if currency == "" {
		return 0
	}
	amount, _, _ := strings.Cut(io.FormatMoney(0, currency), " ")
	_, zeros, _ := strings.Cut(amount, ".")
	return len(zeros)
}

// padded writes the zeros behind a number that an engine leaves out. It never
// rounds.
func padded(number string, places int) string {
	whole, rest, _ := strings.Cut(number, ".")
	if !isDecimal.MatchString(number) || len(rest) >= places {
		return number
	}
	return whole + "." + rest + strings.Repeat("0", places-len(rest))
}

// otherText shows a value without an input as JSON, cut after maxOther bytes.
func otherText(v any) any {
	const maxOther = 2000
	r := reflect.ValueOf(v)
	if !r.IsValid() || (r.Kind() == reflect.Pointer || r.Kind() == reflect.Slice || r.Kind() == reflect.Map) && r.IsNil() {
		return nil
	}
	var shown string
	switch v := v.(type) {
	case time.Duration:
		return io.FormatDuration(v)
	case fmt.Stringer:
		shown = v.String()
	case []byte:
		return fmt.Sprintf("%d bytes", len(v))
	default:
		b, err := json.Marshal(v)
		if err != nil {
			return "(cannot be shown)"
		}
		shown = string(b)
	}
	if len(shown) > maxOther {
		shown = shown[:maxOther] + "…"
	}
	return shown
}

// audited is a plain value as the audit keeps it: text for instants and days.
func (c *column) audited(v any) any {
	if t, ok := v.(time.Time); ok {
		if c.kind == day {
			return t.Format(time.DateOnly)
		}
		return t.UTC().Format(time.RFC3339Nano)
	}
	return v
}

// timeOf returns an instant that is one.
func timeOf(v any) (time.Time, bool) {
	t, ok := v.(time.Time)
	return t, ok && !t.IsZero()
}

// zone is on whose clocks people enter an instant.
func (c *column) zone() *time.Location {
	if c.tag.Zone != nil {
		return c.tag.Zone
	}
	return time.UTC
}

// zoneOf returns the zone of an instant, UTC without one.
func zoneOf(v any) *time.Location {
	if t, ok := timeOf(v); ok {
		return t.Location()
	}
	return time.UTC
}

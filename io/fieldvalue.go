package io

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strconv"
	"time"
)

func setString(v reflect.Value, s string) { v.SetString(s) }

// option returns the option a field's value stands for. The zero value stands for
// nothing where it is none of them.
func (f Field) option(v reflect.Value) Option {
	for _, o := range f.Enum {
		if o.Value == optionText(v) {
			return o
		}
	}
	if v.IsZero() {
		return Option{}
	}
	return Option{Value: optionText(v)}
}

// optionText is a value of an enum as options have it.
func optionText(v reflect.Value) string {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10)
	}
	return v.String()
}

// setOption sets a value of an enum. Options hold what its type does.
func setOption(v reflect.Value, o Option) {
	switch {
	case v.CanInt():
		n, _ := strconv.ParseInt(o.Value, 10, 64)
		v.SetInt(n)
	case v.CanUint():
		n, _ := strconv.ParseUint(o.Value, 10, 64)
		v.SetUint(n)
	default:
		v.SetString(o.Value)
	}
}

// manyOptions returns the options that a list's elements stand for.
func (f Field) manyOptions(v reflect.Value) []Option {
	options := make([]Option, v.Len())
	for i := range options {
		options[i] = f.option(v.Index(i))
	}
	return options
}

func setOptions(v reflect.Value, chosen []Option) {
	v.Set(reflect.MakeSlice(v.Type(), len(chosen), len(chosen)))
	for i, o := range chosen {
		setOption(v.Index(i), o)
	}
}

// shortFloat returns a float as people would write it: 0.3 of 32 bits is not
// 0.30000001192092896.
func shortFloat(v reflect.Value) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits()), 64)
	if err != nil {
		return v.Float()
	}
	return short
}

func integer(v reflect.Value) int64 {
	if v.CanUint() {
		return int64(v.Uint())
	}
	return v.Int()
}

func setInteger(v reflect.Value, n int64) {
	if v.CanUint() {
		v.SetUint(uint64(n))
		return
	}
	v.SetInt(n)
}

func civil(v reflect.Value) CivilDate { return v.Interface().(CivilDate) }

func setCivil(v reflect.Value, d CivilDate) { v.Set(reflect.ValueOf(d)) }

// address reads a field that is an address or the text of one; nil for none.
func address(v reflect.Value) *url.URL {
	if u, ok := v.Interface().(url.URL); ok {
		if u == (url.URL{}) {
			return nil
		}
		return &u
	}
	u, err := url.Parse(v.String())
	if err != nil || v.String() == "" {
		return nil
	}
	return u
}

// setAddress writes an address. A text that means the same stays as it was.
func setAddress(v reflect.Value, u *url.URL) {
	switch before := address(v); {
	case v.Kind() != reflect.String:
		v.Set(reflect.ValueOf(*u))
	case before == nil || before.String() != u.String():
		v.SetString(u.String())
	}
}

func rawJSON(v reflect.Value) json.RawMessage { return v.Bytes() }

func setRawJSON(v reflect.Value, raw json.RawMessage) { v.SetBytes(raw) }

func clock(v reflect.Value) CivilTime { return v.Interface().(CivilTime) }

func setClock(v reflect.Value, c CivilTime) { v.Set(reflect.ValueOf(c)) }

func duration(v reflect.Value) time.Duration { return v.Interface().(time.Duration) }

func setDuration(v reflect.Value, d time.Duration) { v.SetInt(int64(d)) }

func moment(v reflect.Value) time.Time { return v.Interface().(time.Time) }

// setMoment writes a moment into a time. What it was stays, to the nanosecond,
// where clocks would show the same.
func setMoment(target reflect.Value) func(reflect.Value, time.Time) {
	before := timeBefore(target)
	return func(v reflect.Value, t time.Time) {
		if !before.IsZero() && civilMomentOf(before.In(t.Location())) == civilMomentOf(t) {
			t = before
		}
		v.Set(reflect.ValueOf(t))
	}
}

// timeBefore returns the time that a field holds, zero for none.
func timeBefore(target reflect.Value) time.Time {
	if target.Kind() == reflect.Pointer {
		target = target.Elem()
	}
	if !target.IsValid() {
		return time.Time{}
	}
	return target.Interface().(time.Time)
}

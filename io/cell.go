package io

import (
	"database/sql/driver"
	"encoding"
	"fmt"
	"math"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// cell returns v as one value of the wire: nil, text, number, bool or time. It
// refuses what has no such form rather than sending parts of a struct nobody
// meant to show.
func cell(v any) (any, error) {
	r := reflect.ValueOf(v)
	if !r.IsValid() || (r.Kind() == reflect.Pointer || r.Kind() == reflect.Interface) && r.IsNil() {
		return nil, nil
	}
	switch v := v.(type) {
	case time.Time:
		if v.IsZero() {
			return nil, nil
		}
		return v, nil
	case CivilDate:
		if v == (CivilDate{}) {
			return nil, nil
		}
		return v.String(), nil
	case CivilTime:
		return v.String(), nil
	case time.Duration:
		return FormatDuration(v), nil
	case url.URL:
		if v == (url.URL{}) {
			return nil, nil
		}
		return v.String(), nil
	case driver.Valuer:
		plain, err := v.Value()
		if b, ok := plain.([]byte); ok && err == nil {
			return string(b), nil
		}
		if err != nil {
			return nil, err
		}
		return cell(plain)
	}
	if v, done := scalar(r); done {
		return v, nil
	}
	switch v := v.(type) {
	case fmt.Stringer:
		return v.String(), nil
	case encoding.TextMarshaler:
		b, err := v.MarshalText()
		return string(b), err
	}
	switch r.Kind() {
	case reflect.Pointer, reflect.Interface:
		return cell(r.Elem().Interface())
	case reflect.Slice, reflect.Array:
		return joined(r)
	}
	return nil, fmt.Errorf("a %s cannot be shown as one value", r.Type())
}

// scalar returns the wire form of the basic kinds.
func scalar(r reflect.Value) (v any, done bool) {
	switch {
	case r.Kind() == reflect.String:
		return r.String(), true
	case r.Kind() == reflect.Bool:
		return r.Bool(), true
	case r.CanInt():
		if s, ok := r.Interface().(fmt.Stringer); ok {
			return s.String(), true
		}
		return wireInt(r.Int()), true
	case r.CanUint():
		if r.Uint() > math.MaxInt64 {
			return strconv.FormatUint(r.Uint(), 10), true
		}
		return wireInt(int64(r.Uint())), true
	case r.CanFloat():
		if f := r.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Sprint(f), true
		}
		return r.Float(), true
	}
	return nil, false
}

// joined shows a list of values in one cell.
func joined(r reflect.Value) (any, error) {
	if r.Type().Elem().Kind() == reflect.Uint8 {
		return nil, fmt.Errorf("bytes cannot be shown as one value")
	}
	texts := make([]string, r.Len())
	for i := range texts {
		v, err := cell(r.Index(i).Interface())
		if err != nil {
			return nil, err
		}
		texts[i] = cellText(v)
	}
	return strings.Join(texts, ", "), nil
}

// cellText is the text form of a cell, as search and filters see it.
func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return formatFloat(v)
	case time.Time:
		return v.UTC().Format("2006-01-02 15:04:05")
	case bool:
		if v {
			return "Yes"
		}
		return "No"
	}
	return fmt.Sprint(v)
}

// short is the text of a value where it stands for itself, such as the label of
// an option. It reports false for a struct without a text form.
func short(v any) (string, bool) {
	c, err := cell(v)
	return cellText(c), err == nil
}

package property_test

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/schema"
)

// none is NULL among the texts that stand for values.
const none = "∅"

// kind is what a column holds.
type kind string

const (
	wordKind    kind = "word"
	degreeKind  kind = "degree"
	wholeKind   kind = "whole"
	floatKind   kind = "float"
	decimalKind kind = "decimal"
	boolKind    kind = "bool"
	momentKind  kind = "moment"
	dayKind     kind = "day"
	listKind    kind = "list"
	objectKind  kind = "object"
)

// values are the texts of what a column can hold.
var values = map[kind][]string{
	wordKind:    {"ash", "bay", "cash", "dab", "elk"},
	degreeKind:  {"low", "mid", "top"},
	wholeKind:   {"1", "2", "3", "0", "12"},
	floatKind:   {"0.5", "2", "1.25", "0"},
	decimalKind: {"1.5", "12", "2.25", "0"},
	boolKind:    {"true", "false"},
	momentKind:  {"2026-01-02T03:04:00Z", "2026-01-02T23:59:00Z", "2025-12-31T00:00:00Z"},
	dayKind:     {"2026-01-02", "2025-12-31", "2024-02-29"},
	listKind:    {`["a"]`, `["a","b"]`, `["c"]`},
	objectKind:  {`{"a":1}`, `{"a":2,"b":1}`},
}

// kindOf reads the type of a column.
func kindOf(f *schema.Field) (kind, bool) {
	t := f.FieldType
	name := strings.TrimPrefix(t.String(), "*")
	null := name != t.String() || strings.HasPrefix(name, "sql.Null") || name == "gorm.DeletedAt"
	switch name {
	case "property_test.Degree":
		return degreeKind, null
	case "string", "sql.NullString":
		if strings.HasPrefix(string(f.DataType), "decimal") {
			return decimalKind, null
		}
		return wordKind, null
	case "float64":
		return floatKind, null
	case "bool", "sql.NullBool":
		return boolKind, null
	case "time.Time", "sql.NullTime", "gorm.DeletedAt":
		if f.DataType == "date" {
			return dayKind, null
		}
		return momentKind, null
	case "[]string":
		return listKind, null
	case "map[string]int64":
		return objectKind, null
	}
	return wholeKind, null
}

// text is the text of a value as Go or the audit has it.
func (k kind) text(v any) string {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	if !r.IsValid() || r.Kind() == reflect.Pointer {
		return none
	}
	v = r.Interface()
	if _, moment := v.(time.Time); !moment {
		if of, ok := v.(driver.Valuer); ok {
			inner, err := of.Value()
			if err != nil {
				return err.Error()
			}
			return k.text(inner)
		}
	}
	return k.written(v, r)
}

func (k kind) written(v any, r reflect.Value) string {
	switch k {
	case momentKind, dayKind:
		return k.momentText(v)
	case decimalKind:
		text := fmt.Sprint(v)
		if strings.Contains(text, ".") {
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
		return text
	case listKind, objectKind:
		if text, ok := v.(string); ok {
			return text
		}
		text, err := json.Marshal(v)
		if err != nil {
			return err.Error()
		}
		return string(text)
	case floatKind, wholeKind:
		if r.CanFloat() {
			return strconv.FormatFloat(r.Float(), 'f', -1, 64)
		}
	}
	return fmt.Sprint(v)
}

func (k kind) momentText(v any) string {
	at, ok := v.(time.Time)
	if text, is := v.(string); is {
		if k == dayKind {
			return text
		}
		var err error
		if at, err = time.Parse(time.RFC3339Nano, text); err != nil {
			return err.Error()
		}
		ok = true
	}
	if !ok {
		return fmt.Sprintf("%T", v)
	}
	if k == dayKind {
		return at.Format(time.DateOnly)
	}
	return at.UTC().Format(time.RFC3339Nano)
}

// stored is the value of a text as GORM takes it.
func (k kind) stored(text string) any {
	if text == none {
		return nil
	}
	switch k {
	case wholeKind:
		return parsedAs(strconv.ParseInt(text, 10, 64))
	case floatKind:
		return parsedAs(strconv.ParseFloat(text, 64))
	case boolKind:
		return text == "true"
	case momentKind:
		return parsedAs(time.Parse(time.RFC3339Nano, text))
	case dayKind:
		return parsedAs(time.Parse(time.DateOnly, text))
	}
	return text
}

func parsedAs[T any](v T, err error) any {
	if err != nil {
		panic(err)
	}
	return v
}

// answer is the value of a text as a form is answered.
func (k kind) answer(text string) any {
	v := k.stored(text)
	if v == nil {
		return json.RawMessage("null")
	}
	switch k {
	case momentKind, dayKind:
		at := parsedAs(time.Parse(map[kind]string{momentKind: time.RFC3339, dayKind: time.DateOnly}[k], text)).(time.Time)
		of := map[string]any{"year": at.Year(), "month": at.Month(), "day": at.Day()}
		if k == momentKind {
			of["hour"], of["minute"] = at.Hour(), at.Minute()
		}
		return of
	case listKind:
		return json.RawMessage(text)
	}
	return v // JSON is asked for as a text
}

// compare orders two texts that are values as the database does.
func (k kind) compare(a, b string) int {
	switch k {
	case wholeKind, floatKind, decimalKind:
		return cmp.Compare(parsedAs(strconv.ParseFloat(a, 64)).(float64), parsedAs(strconv.ParseFloat(b, 64)).(float64))
	}
	return cmp.Compare(a, b) // moments are all of one zone, and false comes before true
}

// compares reports whether values can be sorted and filtered by.
func (k kind) compares() bool { return k != listKind && k != objectKind }

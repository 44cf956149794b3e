package stagedoor

import (
	"context"
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

// ParamsAs returns the parameters of the run or page as a struct. A field takes
// the parameter that its tag names, as in
//
//	type refundParams struct {
//		Charge int64     `param:"charge"`
//		Since  time.Time `param:"since,optional"`
//		Note   *string   `param:"note"`
//	}
//
// and fields without the tag are left alone. Fields are texts, numbers, booleans,
// times (RFC 3339, or a day as 2006-01-02 in UTC) and whatever reads itself from
// text ([encoding.TextUnmarshaler]). All have to be there but pointers, which are
// nil otherwise, and those that say optional, which keep their zero. What is
// missing or badly written is told to the person, all of it in one error.
//
// Parameters come from an address that anyone may have written: look up what they
// name within what the person may see. See [ParamRecord].
func ParamsAs[S any](ctx context.Context) (S, error) {
	var s S
	return s, bindParams(ctx, reflect.ValueOf(&s).Elem())
}

// ParamRecord returns the record that a parameter names. Where the parameter is
// missing or find has no such record, the person is asked with ask, usually an
// io.Search, and what they pick is returned. That there is no such record they are
// told before; on a page, which asks nothing, they are told that or what is missing
// instead.
func ParamRecord[R any](
	ctx context.Context, name string, find func(ctx context.Context, key string) (record R, found bool, err error),
	ask interface {
		Get(ctx context.Context) (R, error)
	},
) (R, error) {
	params, err := Params(ctx)
	if err != nil {
		var none R
		return none, err
	}
	key := params.String(name)
	if key != "" {
		record, found, err := find(ctx, key)
		if err != nil || found {
			return record, err
		}
	}
	absence := fmt.Sprintf("There is no %s %.100q, or none that you can see.", name, key)
	var none R
	switch {
	case isPage(ctx) && key == "":
		return none, Fail("This link lacks the parameter %q.", name)
	case isPage(ctx):
		return none, Fail("%s", absence)
	case key != "":
		if err := io.Heading(absence).Level(3).Show(ctx); err != nil {
			return none, err
		}
	}
	return ask.Get(ctx)
}

// bindParams fills the fields of a struct.
func bindParams(ctx context.Context, into reflect.Value) error {
	params, err := Params(ctx)
	if err != nil {
		return err
	}
	if into.Kind() != reflect.Struct {
		return fmt.Errorf("stagedoor: parameters as a %s: use a struct", into.Type())
	}
	var wrong []string
	for i := range into.NumField() {
		field := into.Type().Field(i)
		tag, tagged := field.Tag.Lookup("param")
		if !tagged {
			continue
		}
		name, word, _ := strings.Cut(tag, ",")
		if name == "" || !field.IsExported() || word != "" && word != "optional" {
			return fmt.Errorf("stagedoor: the field %s of %s cannot take a parameter: the tag is param:\"name\" or param:\"name,optional\"", field.Name, into.Type())
		}
		complaint, err := bindParam(into.Field(i), params[name], word == "optional")
		if err != nil {
			return fmt.Errorf("stagedoor: parameter %q: %w", name, err)
		}
		if complaint != "" {
			wrong = append(wrong, fmt.Sprintf("%q %s", name, complaint))
		}
	}
	if len(wrong) > 0 {
		return Fail("This link is not complete or has been changed: %s.", strings.Join(wrong, "; "))
	}
	return nil
}

// bindParam fills one field, or says what is wrong with the parameter.
func bindParam(field reflect.Value, value any, optional bool) (complaint string, err error) {
	text := ParamMap{"": value}.String("")
	if empty := value != nil && takesText(field.Type()); text == "" && !empty {
		if optional || field.Kind() == reflect.Pointer {
			return "", nil
		}
		return "is missing", nil
	}
	if field.Kind() == reflect.Pointer {
		field.Set(reflect.New(field.Type().Elem()))
		field = field.Elem()
	}
	if when, ok := value.(time.Time); ok && field.Type() == reflect.TypeFor[time.Time]() {
		field.Set(reflect.ValueOf(when))
		return "", nil
	}
	kind, err := readParam(field, text)
	if err != nil || kind == "" {
		return "", err
	}
	return fmt.Sprintf("has to be %s, not %q", kind, shorten(text)), nil
}

// takesText reports whether an empty text is a value of a type, as it is not of a number.
func takesText(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.String && !reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// readParam fills a field from text, or says what it takes.
func readParam(field reflect.Value, text string) (kind string, err error) {
	if field.Type() == reflect.TypeFor[time.Time]() {
		return readTime(field, text), nil
	}
	if reads, ok := field.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if wrong := reads.UnmarshalText([]byte(text)); wrong != nil {
			kind = "written otherwise"
		}
		return kind, nil
	}
	bits := 0
	if field.CanInt() || field.CanUint() || field.CanFloat() {
		bits = field.Type().Bits()
	}
	switch {
	case field.Kind() == reflect.String:
		field.SetString(text)
	case field.Kind() == reflect.Bool:
		switch text {
		case "true", "false":
			field.SetBool(text == "true")
		default:
			return "true or false", nil
		}
	case field.CanInt():
		n, err := strconv.ParseInt(text, 10, bits)
		if err != nil {
			return "a whole number", nil //nolint:nilerr // the kind says it
		}
		field.SetInt(n)
	case field.CanUint():
		n, err := strconv.ParseUint(text, 10, bits)
		if err != nil {
			return "a whole number that is not negative", nil //nolint:nilerr // the kind says it
		}
		field.SetUint(n)
	case field.CanFloat():
		n, err := strconv.ParseFloat(text, bits)
		if err != nil || n != n || n-n != 0 {
			return "a number", nil //nolint:nilerr // the kind says it
		}
		field.SetFloat(n)
	default:
		return "", fmt.Errorf("a field cannot be a %s", field.Type())
	}
	return "", nil
}

func readTime(field reflect.Value, text string) (kind string) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if when, err := time.Parse(layout, text); err == nil {
			field.Set(reflect.ValueOf(when))
			return ""
		}
	}
	return "a day or a time"
}

// mostQuoted is how much of a parameter is said again, in characters.
const mostQuoted = 60

func shorten(text string) string {
	if runes := []rune(text); len(runes) > mostQuoted {
		return string(runes[:mostQuoted]) + "…"
	}
	return text
}

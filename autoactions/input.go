package autoactions

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxDocument is how many bytes of JSON a form asks for.
const maxDocument = 256 << 10

// ownInput returns the input for a field that package io has none for, such as
// types of database/sql, and nil for the others.
func (c *column) ownInput() func(field any) io.Component {
	asksItself := c.tag.Kind == io.ListField || c.tag.Kind == io.ManyField
	switch {
	case c.kind == content:
		return c.askContent
	case c.kind == document && !asksItself:
		return func(field any) io.Component { return c.askDocument(field, c.document(c.holding(field))) }
	case c.kind == clock, c.kind == day, c.tag.Kind == io.OtherField:
		return func(field any) io.Component { return c.nullInput(field, c.value(c.holding(field))) }
	}
	return nil
}

// holding is a row with nothing but a field of the struct that a form fills in.
func (c *column) holding(field any) reflect.Value {
	row := reflect.New(c.model).Elem()
	c.field.ReflectValueOf(background, row).Set(reflect.ValueOf(field).Elem())
	return row
}

// nullInput asks for a value of a type that only knows how to scan itself, which
// may be NULL for some.
func (c *column) nullInput(field, present any) io.Component {
	label, help := c.tag.Label, c.tag.Help
	switch c.kind {
	case integer, unsigned, money:
		return ask[int64](c, field, io.Int(label).Suffix(c.tag.Format.Sign()).Help(help), present)
	case float:
		return ask[float64](c, field, io.Number(label).Decimals(15).Suffix(c.tag.Format.Sign()).Help(help), present)
	case decimal:
		return ask[string](c, field, c.limited(c.askExact(), present).Help(help), present)
	case boolean:
		return ask[bool](c, field, io.Bool(label).Help(help), present)
	case instant:
		return ask[time.Time](c, field, io.DateTime(label).Zone(c.zone()).Help(help), present)
	case day:
		return ask[io.CivilDate](c, field, io.Date(label).Help(help), present)
	case clock:
		return ask[io.CivilTime](c, field, io.Time(label).Help(help), present)
	}
	in := io.Text(label).Help(help)
	if c.tag.Multiline {
		in = in.Multiline()
	}
	return ask[string](c, field, in, present)
}

// askExact asks for a decimal number with as many places as its tag or its column has.
func (c *column) askExact() io.DecimalInput {
	in := io.Decimal(c.tag.Label).Suffix(c.tag.Format.Sign())
	if c.tag.Currency != "" {
		in = in.Currency(c.tag.Currency)
	}
	var digits, places int
	_, scale, _ := strings.Cut(string(c.field.DataType), "(")
	switch n, _ := fmt.Sscanf(scale, "%d,%d", &digits, &places); {
	case c.tag.Decimals != nil:
		return in.Decimals(*c.tag.Decimals)
	case n == 2:
		return in.Decimals(places)
	}
	return in.Decimals(30)
}

// input is an input of package io whose answer is an A.
type input[F, A any] interface {
	Default(v A) F
	Validate(check func(ctx context.Context, answer A) error) F
	Into(target *A) io.Component
	Optional() io.Optional[A]
}

// ask binds an input to a field of a struct, through GORM's setter.
func ask[A any, F input[F, A]](c *column, field any, in F, present any) io.Component {
	return bind(c, in, func(a *A) error {
		row := reflect.New(c.model).Elem()
		if a != nil {
			if err := c.set(background, row, settled(*a, present)); err != nil {
				return io.Invalid("This does not fit.")
			}
		}
		reflect.ValueOf(field).Elem().Set(c.field.ReflectValueOf(background, row))
		return nil
	}, present)
}

// bind hands the answers of an input to take; nil for none, where there may be none.
func bind[A any, F input[F, A]](c *column, in F, take func(*A) error, present any) io.Component {
	v, known := answerOf[A](present)
	if !c.demands() {
		in := in.Optional()
		if known {
			in = in.Default(v)
		}
		var answer *A
		return in.Validate(func(_ context.Context, a *A) error { return take(a) }).Into(&answer)
	}
	if known {
		in = in.Default(v)
	}
	var answer A
	return in.Validate(func(_ context.Context, a A) error { return take(&a) }).Into(&answer)
}

// demands reports whether an input of ours needs an answer. Texts, keys and what can
// be nil need none.
func (c *column) demands() bool {
	switch c.kind {
	case decimal, instant, day, clock:
		return !c.nullable && !c.tag.Optional
	case document:
		return c.never || !c.empties(nil)
	}
	return false
}

// answerOf turns a plain value into what an input answers.
func answerOf[A any](present any) (A, bool) {
	if a, ok := present.(A); ok {
		return a, true
	}
	wanted := reflect.TypeFor[A]()
	v := reflect.ValueOf(present)
	if t, ok := timeOf(present); ok && wanted == reflect.TypeFor[io.CivilDate]() {
		v = reflect.ValueOf(io.CivilDateOf(t))
	}
	if t, ok := clockOf(present); ok && wanted == reflect.TypeFor[io.CivilTime]() {
		v = reflect.ValueOf(t)
	}
	if !v.IsValid() || !v.CanConvert(wanted) || v.Kind() != wanted.Kind() {
		return *new(A), false
	}
	return v.Convert(wanted).Interface().(A), true
}

// clockOf reads a time of day as databases write it.
func clockOf(v any) (t io.CivilTime, ok bool) {
	text, _ := v.(string)
	n, err := fmt.Sscanf(text, "%02d:%02d", &t.Hour, &t.Minute)
	return t, n == 2 && err == nil
}

// settled turns an answer into what GORM's setter takes. A day that did not change
// keeps its time of day, and a minute its seconds.
func settled(answer, present any) any {
	switch answer := answer.(type) {
	case time.Time:
		if t, ok := timeOf(present); ok && sameMinute(answer, t.In(answer.Location())) {
			return t
		}
	case io.CivilDate:
		if t, ok := timeOf(present); ok && io.CivilDateOf(t) == answer {
			return t
		}
		return answer.In(zoneOf(present))
	case io.CivilTime:
		if t, ok := clockOf(present); ok && t == answer {
			return present
		}
		return answer.String() + ":00"
	}
	return answer
}

// sameMinute reports whether clocks show the same at two moments of one zone, also at
// those that come twice.
func sameMinute(a, b time.Time) bool {
	return io.CivilDateOf(a) == io.CivilDateOf(b) && io.CivilTimeOf(a) == io.CivilTimeOf(b)
}

// askDocument asks for JSON. What is no JSON, or more than a form can hold, is left
// as it is.
func (c *column) askDocument(field any, present string) io.Component {
	in := io.JSON(c.tag.Label).Help(c.tag.Help).MaxBytes(maxDocument)
	var text any
	switch {
	case (present == "" || present == "null") && c.demands() && c.field.IndirectFieldType.Kind() == reflect.Slice && !isBytes(c.field.IndirectFieldType):
		text = json.RawMessage("[]")
	case present == "":
	case !fitsForm(present):
		return io.Heading(c.tag.Label).Level(3).Description("This is not changed here: it is no JSON, or too large for a form.")
	default:
		text = json.RawMessage(present)
	}
	return bind(c, in, func(a *json.RawMessage) error {
		row := reflect.New(c.model).Elem()
		if a != nil {
			if err := c.readDocument(row, string(*a)); err != nil {
				return err
			}
		}
		reflect.ValueOf(field).Elem().Set(c.field.ReflectValueOf(background, row))
		return nil
	}, text)
}

// readDocument writes JSON into a row. Its errors are written for the person.
func (c *column) readDocument(row reflect.Value, text string) error {
	switch nul := `\u0000`; {
	case !json.Valid([]byte(text)):
		return io.Invalid("This is no JSON.")
	case strings.Contains(text, nul) && !strings.Contains(text, `\`+nul):
		return io.Invalid("This contains a character that cannot be kept.")
	}
	err := c.takesDocument(text)
	if err == nil {
		err = c.set(background, row, text)
	}
	if err == nil {
		return nil
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return io.Invalid("There is no field %s.", name)
	}
	return io.Invalid("This does not have the expected form.")
}

// fitsForm reports whether a form can ask for a document as it is.
func fitsForm(text string) bool {
	pretty, err := json.MarshalIndent(json.RawMessage(text), "", "  ")
	return err == nil && len(pretty) <= maxDocument && (protocol.Limits{Depth: protocol.MaxDepth}).Check([]byte(text)) == nil
}

package io

import (
	"context"
	"fmt"
	"math"
	"reflect"
)

// Input returns the input that asks for the field. of is the struct, addressable:
// its present value is the default, and the answer is written into it. The error
// names a field whose type has no input.
func (f Field) Input(of reflect.Value) (Component, error) {
	target := of.FieldByIndex(f.Index)
	switch f.Kind {
	case TextField:
		return fill(f, target, f.texts(), reflect.Value.String, setString), nil
	case EmailField:
		return fill(f, target, Email(f.Label).spec, reflect.Value.String, setString), nil
	case EnumField:
		return fill(f, target, f.choices(), f.option, setOption), nil
	case ManyField:
		return fill(f, target, f.manyChoices(), f.manyOptions, setOptions), nil
	case BoolField:
		return fill(f, target, Bool(f.Label).spec, reflect.Value.Bool, reflect.Value.SetBool), nil
	case IntField:
		return fill(f, target, f.ints(), integer, setInteger), nil
	case MoneyField:
		return fill(f, target, f.money(), integer, setInteger), nil
	case DecimalField:
		return fill(f, target, f.exact(), reflect.Value.String, setString), nil
	case NumberField:
		return fill(f, target, f.numbers(), shortFloat, reflect.Value.SetFloat), nil
	case DateField:
		return fill(f, target, Date(f.Label).spec, civil, setCivil), nil
	case ListField:
		return listOf[kindOf(f.element())](f, target), nil
	case JSONField:
		return fill(f, target, JSON(f.Label).spec, rawJSON, setRawJSON), nil
	case RichTextField:
		return fill(f, target, RichText(f.Label).spec, reflect.Value.String, setString), nil
	case URLField:
		return fill(f, target, f.addresses(), address, setAddress), nil
	case ClockField:
		return fill(f, target, Time(f.Label).spec, clock, setClock), nil
	case DurationField:
		return fill(f, target, f.durations(), duration, setDuration), nil
	case TimeField:
		return fill(f, target, DateTime(f.Label).Zone(f.Zone).spec, moment, setMoment(target)), nil
	}
	return nil, fmt.Errorf("io: field %s: there is no input for a %s", f.Name, f.Type)
}

// fill binds an input whose answer is a T to a field: get reads the default from
// it, set writes the answer.
func fill[T any](f Field, target reflect.Value, s spec, get func(reflect.Value) T, set func(reflect.Value, T)) Component {
	if f.Help != "" {
		s = s.with("helpText", f.Help)
	}
	if f.Placeholder != "" {
		s = s.with("placeholder", f.Placeholder)
	}
	if f.ReadOnly {
		s = s.with("disabled", true)
	}
	present := target
	if f.Pointer {
		present = target.Elem()
	}
	holds := f.Secret && present.IsValid() && !present.IsZero()
	if holds && f.Placeholder == "" {
		s = s.with("placeholder", "Leave it empty to keep what is there")
	}
	s.optional = f.mayBeEmpty() || holds
	if present.IsValid() && !f.Secret {
		s.initial, s.held = new(get(present)), true
	}
	s.keep = func(v any) {
		switch answer, ok := v.(*T); {
		case f.Secret && (!ok || answer == nil): // left empty: as it was
		case f.ReadOnly: // keeps what it holds, to the last bit
		case !ok || answer == nil:
			target.SetZero()
		case f.Pointer:
			fresh := reflect.New(target.Type().Elem())
			if !target.IsNil() {
				fresh.Elem().Set(target.Elem())
			}
			set(fresh.Elem(), *answer)
			target.Set(fresh)
		default:
			set(target, *answer)
		}
	}
	return s.checked(fits(target))
}

// fits refuses a number that the field's type cannot hold.
func fits(target reflect.Value) func(context.Context, any) error {
	t := target.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return func(_ context.Context, v any) error {
		n, ok := v.(*int64)
		if !ok || n == nil {
			return nil
		}
		probe := reflect.New(t).Elem()
		if probe.CanInt() && probe.OverflowInt(*n) || probe.CanUint() && (*n < 0 || probe.OverflowUint(uint64(*n))) {
			return refusal("This number is out of range.")
		}
		return nil
	}
}

// mayBeEmpty reports whether the field needs no answer.
func (f Field) mayBeEmpty() bool {
	switch {
	case f.Required || f.Kind == BoolField && !f.Pointer:
		return false
	case f.Pointer || f.Optional || f.maybe:
		return true
	}
	if f.Kind == ListField || f.Kind == ManyField || f.Kind == FormsField {
		return f.fewest() == 0
	}
	return f.Kind == TextField || f.Kind == EmailField || f.Kind == URLField || f.Kind == RichTextField || f.Kind == EnumField && f.holds("")
}

// holds reports whether an enum offers a value.
func (f Field) holds(value string) bool {
	for _, o := range f.Enum {
		if o.Value == value {
			return true
		}
	}
	return false
}

// The methods of a Field do not name the inputs, so that a program that knows the
// type is not made to compile all of them.

func (f Field) texts() spec {
	in := Text(f.Label)
	if f.Multiline {
		in = in.Multiline()
	}
	if f.Lines > 0 {
		in = in.Lines(f.Lines)
	}
	if f.Secret {
		in = in.Secret()
	}
	if f.MinLength != nil && *f.MinLength > 0 {
		in = in.MinLength(*f.MinLength)
	}
	if f.MaxLength != nil {
		in = in.MaxLength(*f.MaxLength)
	}
	return in.spec
}

func (f Field) addresses() spec {
	in := URL(f.Label)
	if f.Protocols != nil {
		in = in.Protocols(f.Protocols...)
	}
	return in.spec
}

func (f Field) choices() spec {
	return Select(f.Label, f.Enum).Label(func(o Option) string { return o.Label }).spec
}

func (f Field) manyChoices() spec {
	in := SelectMany(f.Label, f.Enum).Label(func(o Option) string { return o.Label })
	if least := f.fewest(); least > 0 {
		in = in.AtLeast(least)
	}
	if f.AtMost != nil {
		in = in.AtMost(*f.AtMost)
	}
	return in.spec
}

// fewest is how many elements a list needs.
func (f Field) fewest() int {
	least := 0
	if f.Required {
		least = 1
	}
	if f.AtLeast != nil {
		least = max(least, *f.AtLeast)
	}
	return least
}

func (f Field) ints() spec {
	in := Int(f.Label)
	if f.ColumnType() == IDColumn || f.Format == PlainNotation {
		in = in.Plain()
	}
	if low := whole(f.Min, math.Ceil); low != nil {
		in = in.Min(*low)
	}
	if high := whole(f.Max, math.Floor); high != nil {
		in = in.Max(*high)
	}
	return f.withSign(in.spec)
}

// withSign has a percentage typed beside the sign that it is read with.
func (f Field) withSign(s spec) spec {
	if sign := f.Format.Sign(); sign != "" {
		return s.suffix(sign)
	}
	return s
}

func (f Field) money() spec {
	in := Money(f.Label, f.Currency)
	if low := whole(f.Min, math.Ceil); low != nil {
		in = in.Min(*low)
	}
	if high := whole(f.Max, math.Floor); high != nil {
		in = in.Max(*high)
	}
	return in.spec
}

func (f Field) numbers() spec {
	in := Number(f.Label)
	if f.Currency != "" {
		in = in.Currency(f.Currency)
	}
	if f.Decimals != nil {
		in = in.Decimals(*f.Decimals)
	}
	if f.Min != nil {
		in = in.Min(*f.Min)
	}
	if f.Max != nil {
		in = in.Max(*f.Max)
	}
	return f.withSign(in.spec)
}

func (f Field) exact() spec {
	in := Decimal(f.Label)
	if f.Currency != "" {
		in = in.Currency(f.Currency)
	}
	return f.withSign(in.Decimals(*f.Decimals).spec)
}

func (f Field) durations() spec {
	in := Duration(f.Label)
	if f.shortest != nil {
		in = in.Min(*f.shortest)
	}
	if f.longest != nil {
		in = in.Max(*f.longest)
	}
	return in.spec
}

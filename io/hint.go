package io

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// rules reads from a validate tag what an input can say before it is answered.
// The tag itself is enforced in full by the validator.
func (f *Field) rules(tag string) {
	tag, elements, _ := strings.Cut(","+tag+",", ",dive,")
	for rule := range strings.SplitSeq(elements, ",") {
		if values, ok := strings.CutPrefix(rule, "oneof="); ok && f.Kind == ListField {
			f.Enum = oneOf(values)
		}
	}
	for rule := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(rule, "=")
		switch {
		case strings.Contains(rule, "|"): // one rule or the other: no hint
		case name == "required":
			f.Required = true
		case strings.HasPrefix(name, "required_"), strings.HasPrefix(name, "excluded_"):
			f.maybe = true
		case name == "omitempty":
			f.Optional = true
		case name == "email" && f.Kind == TextField:
			f.Email, f.Kind = true, EmailField
		case (name == "http_url" || name == "https_url") && f.Kind == TextField:
			f.Kind = URLField
			if name == "https_url" {
				f.Protocols = []string{"https"}
			}
		case name == "oneof" && (f.Kind == TextField || f.Kind == IntField):
			f.Enum = oneOf(value)
		default:
			f.bound(name, value)
		}
	}
}

// bound reads a rule about size: of a number its value, of a text or a list its
// length.
func (f *Field) bound(name, value string) {
	if f.Kind == DurationField {
		f.boundDuration(name, value)
		return
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return
	}
	const next = 1 // to the next value after an excluded bound
	switch f.Kind {
	case NumberField: // there is no next value: only the validator can refuse the bound
		if name == "gt" || name == "lt" {
			return
		}
	case IntField, MoneyField, TextField, EmailField, ListField, FormsField:
	default:
		return
	}
	switch name {
	case "min", "gte":
		f.setBounds(&v, nil)
	case "max", "lte":
		f.setBounds(nil, &v)
	case "gt":
		f.setBounds(new(v+next), nil)
	case "lt":
		f.setBounds(nil, new(v-next))
	case "len":
		f.setBounds(&v, &v)
	}
}

// boundDuration reads a limit of a duration, which is one too, or nanoseconds.
func (f *Field) boundDuration(name, value string) {
	limit, err := durationOf(value)
	if err != nil {
		return
	}
	switch name {
	case "min", "gte":
		f.shortest = &limit
	case "max", "lte":
		f.longest = &limit
	}
}

// durationOf reads the parameter of a rule about a duration.
func durationOf(text string) (time.Duration, error) {
	if d, err := time.ParseDuration(text); err == nil {
		return d, nil
	}
	n, err := strconv.ParseInt(text, 0, 64)
	return time.Duration(n), err
}

func (f *Field) setBounds(low, high *float64) {
	switch f.Kind {
	case ListField, FormsField:
		if low != nil {
			f.AtLeast = new(int(*low))
		}
		if high != nil {
			f.AtMost = new(int(*high))
		}
	case TextField, EmailField:
		if low != nil {
			f.MinLength = new(int(*low))
		}
		if high != nil {
			f.MaxLength = new(int(*high))
		}
	default:
		if low != nil {
			f.Min = low
		}
		if high != nil {
			f.Max = high
		}
	}
}

// quoted matches the values of oneof as the validator splits them.
var quoted = regexp.MustCompile(`'[^']*'|\S+`)

func oneOf(list string) []Option {
	var options []Option
	for _, v := range quoted.FindAllString(list, -1) {
		v = strings.Trim(v, "'")
		options = append(options, Option{Label: v, Value: v})
	}
	return options
}

// enum settles the values of a string or an integer type, or of a list of such: those
// of its method Options, or of oneof.
func (f *Field) enum(base reflect.Type) {
	kind := EnumField
	switch f.Kind {
	case TextField, IntField:
	case ListField:
		if base = base.Elem(); !countable(base) {
			return
		}
		kind = ManyField
	default:
		return
	}
	if m, ok := base.MethodByName("Options"); ok && listsValues(m, base) {
		f.Enum = nil
		values := m.Func.Call([]reflect.Value{reflect.Zero(base)})[0]
		for i := range values.Len() {
			v := optionText(values.Index(i))
			f.Enum = append(f.Enum, Option{Label: v, Value: v})
		}
	}
	if len(f.Enum) > 0 {
		f.Kind = kind
	}
}

// countable reports whether the values of a type can be those of an enum.
func countable(t reflect.Type) bool {
	zero := reflect.Zero(t)
	return t.Kind() == reflect.String || zero.CanInt() || zero.CanUint()
}

// listsValues reports whether a method says which values a type has.
func listsValues(m reflect.Method, t reflect.Type) bool {
	return m.Type.NumIn() == 1 && m.Type.NumOut() == 1 && m.Type.Out(0) == reflect.SliceOf(t)
}

// optionsFault finds a method Options that does not make an enum of a type which could
// be one, as nothing else says its values.
func (f *Field) optionsFault() error {
	t := target(f.Type)
	if f.Kind == ListField {
		t = t.Elem()
	}
	single := f.Kind == TextField || f.Kind == IntField
	if many := f.Kind == ListField && countable(t); !single && !many {
		return nil
	}
	m, ok := reflect.PointerTo(t).MethodByName("Options")
	if !ok {
		return nil
	}
	right := fmt.Sprintf("func (%s) Options() []%s", t.Name(), t.Name())
	if listsValues(m, t) {
		return fmt.Errorf("the method Options of %s has a pointer as its receiver and does not count: write %s", t, right)
	}
	is := reflect.New(t).Method(m.Index).Type()
	return fmt.Errorf("the method Options of %s is a %s, which does not say the values of an enum: write %s", t, is, right)
}

// whole returns a bound as an integer that a field can hold.
func whole(v *float64, round func(float64) float64) *int64 {
	if v == nil || math.Abs(*v) > 1<<53 {
		return nil
	}
	return new(int64(round(*v)))
}

package io

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// CheckRules finds what is wrong with the validate tags of a struct type, or of a
// pointer to one, before anybody answers: rules that nobody knows, rules that do not
// fit the type of their field, parameters that are none, and names of fields that are
// not there. The error names struct, field and rule of each, and what mends it. Forms
// and generated models look by themselves.
func CheckRules(of reflect.Type) error {
	r := ruleReader{seen: map[reflect.Type]bool{}}
	r.read(target(of))
	if len(r.wrong) > 0 {
		return errors.Join(r.wrong...)
	}
	if of = target(of); of.Kind() != reflect.Struct {
		return nil
	}
	_, err := broken(context.Background(), reflect.New(of).Interface()) // what only the whole tag shows
	return err
}

// ruleReader collects what is wrong with the rules of a struct and of those in it.
type ruleReader struct {
	seen  map[reflect.Type]bool
	wrong []error
}

// read looks at each field that the validator looks at.
func (r *ruleReader) read(t reflect.Type) {
	if t.Kind() != reflect.Struct || t.ConvertibleTo(reflect.TypeFor[time.Time]()) || r.seen[t] {
		return
	}
	r.seen[t] = true
	for i := range t.NumField() {
		sf := t.Field(i)
		text := sf.Tag.Get("validate")
		if !sf.IsExported() && !sf.Anonymous || text == "-" {
			continue
		}
		if text != "" {
			r.tag(t, sf, text)
		}
		if sf.Anonymous {
			r.read(target(sf.Type))
			continue
		}
		r.read(sf.Type)
	}
}

// tag looks at the rules of one field, of its elements after dive, and of the keys of
// a map between keys and endkeys.
func (r *ruleReader) tag(in reflect.Type, sf reflect.StructField, text string) {
	of, elements := target(sf.Type), target(sf.Type)
	for rule := range strings.SplitSeq(text, ",") {
		var err error
		switch rule {
		case "dive":
			switch of.Kind() {
			case reflect.Slice, reflect.Array, reflect.Map:
				elements = target(of.Elem())
				of = elements
			default:
				err = fmt.Errorf("a %s has no elements; it is for slices and maps", of)
			}
		case "keys":
			if whole := target(sf.Type); whole.Kind() == reflect.Map {
				of = whole.Key()
			}
		case "endkeys":
			of = elements
		case "omitempty", "omitnil", "omitzero", "structonly", "nostructlevel":
		default:
			for one := range strings.SplitSeq(rule, "|") {
				err = errors.Join(err, ruleFault(in, of, one))
			}
		}
		if err != nil {
			r.wrong = append(r.wrong, fmt.Errorf("io: field %s.%s: validate rule %q: %w", in, sf.Name, rule, err))
		}
	}
}

// ruleFault says what is wrong with one rule of a value of a type in a struct.
func ruleFault(in, of reflect.Type, rule string) error {
	name, param, _ := strings.Cut(rule, "=")
	if name == "" {
		return errors.New("it is empty: take out the comma or the bar beside it")
	}
	if err := unknownRule(rule); err != nil {
		return err
	}
	if err := paramFault(in, of, name, param); err != nil {
		return err
	}
	besides := slices.Contains(slices.Concat(againstOne, againstSome, withAnswers), name)
	if besides || of.Kind() == reflect.Interface || isNested(of) || name == "validateFn" {
		return nil // nothing to try it with
	}
	return tried(of, name, rule)
}

// unknownRule finds rules that the validator does not know, which it panics over.
func unknownRule(rule string) error {
	err := guardShort(func() { _ = rulebook().Var("", rule) })
	if err != nil && strings.HasPrefix(err.Error(), "Undefined validation function") {
		return errors.New("nobody knows it; the rules are those of github.com/go-playground/validator/v10")
	}
	return nil
}

// tried has the validator judge a zero value: it panics over what it cannot use.
func tried(of reflect.Type, name, rule string) error {
	err := guardShort(func() { _ = rulebook().Var(reflect.Zero(of).Interface(), rule) })
	switch {
	case err == nil:
		return nil
	case strings.HasPrefix(err.Error(), "Bad field type"):
		return fmt.Errorf("a %s cannot be judged by it", of)
	case strings.HasPrefix(err.Error(), "strconv."):
		return fmt.Errorf("it needs %s", wanted(of, name))
	}
	return err
}

// wanted says what the parameter of a rule is for values of a type.
func wanted(of reflect.Type, name string) string {
	switch {
	case of == reflect.TypeFor[time.Duration]():
		return fmt.Sprintf("a duration, as in %q", name+"=1h30m")
	case of.Kind() == reflect.Bool:
		return fmt.Sprintf("yes or no, as in %q", name+"=true")
	case reflect.Zero(of).CanInt(), reflect.Zero(of).CanUint(), reflect.Zero(of).CanFloat():
		return fmt.Sprintf("a number that a %s can hold, as in %q", of, name+"=5")
	}
	return fmt.Sprintf("a length, as in %q", name+"=5")
}

// guardShort turns a panic of fn into an error that is its text alone.
func guardShort(fn func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	fn()
	return nil
}

// isNested reports whether values of a type are judged by the rules of their own
// fields.
func isNested(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && !isMoment(t)
}

// isMoment reports whether the validator compares values of a type as moments.
func isMoment(t reflect.Type) bool {
	return t == reflect.TypeFor[CivilDate]() || t == reflect.TypeFor[CivilTime]() || t.ConvertibleTo(reflect.TypeFor[time.Time]())
}

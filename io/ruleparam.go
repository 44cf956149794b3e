package io

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// paramFault says what is wrong with the parameter of a rule, where the validator
// would only never be content.
func paramFault(in, of reflect.Type, name, param string) error {
	words := quoted.FindAllString(param, -1)
	switch {
	case slices.Contains([]string{"oneof", "oneofci", "noneof", "noneofci"}, name) && len(words) == 0:
		return fmt.Errorf("it needs the values, as in %q", name+"=red green")
	case slices.Contains(withText, name) && param == "":
		return fmt.Errorf("it needs a text after %q", name+"=")
	case isMoment(of) && param != "" && slices.Contains([]string{"gt", "gte", "lt", "lte", "min", "max"}, name):
		return errors.New("a time is compared with now, without a value; compare it with another field, or check it with Validate")
	case slices.Contains(againstOne, name):
		return unlike(in, of, param)
	case slices.Contains(againstSome, name):
		if len(words) == 0 {
			return fmt.Errorf("it needs the names of fields, as in %q", name+"=Name")
		}
		return eachNamed(in, words)
	case slices.Contains(withAnswers, name):
		return answersNamed(in, name, words)
	case name == "unique" && param != "":
		return uniqueBy(of, param)
	}
	return nil
}

var (
	// withText are rules about a text that has to be given.
	withText = []string{
		"contains", "containsany", "containsrune", "excludes", "excludesall", "excludesrune",
		"startswith", "endswith", "startsnotwith", "endsnotwith", "datetime", "postcode_iso3166_alpha2",
	}
	// againstOne compare with one other field.
	againstOne = []string{
		"eqfield", "nefield", "gtfield", "gtefield", "ltfield", "ltefield",
		"eqcsfield", "necsfield", "gtcsfield", "gtecsfield", "ltcsfield", "ltecsfield",
		"fieldcontains", "fieldexcludes", "postcode_iso3166_alpha2_field",
	}
	// againstSome name other fields.
	againstSome = []string{
		"required_with", "required_with_all", "required_without", "required_without_all",
		"excluded_with", "excluded_with_all", "excluded_without", "excluded_without_all",
	}
	// withAnswers name other fields, each with what it holds.
	withAnswers = []string{"required_if", "required_unless", "excluded_if", "excluded_unless", "skip_unless"}
)

func eachNamed(in reflect.Type, names []string) (err error) {
	for _, name := range names {
		_, unknown := fieldNamed(in, strings.Trim(name, "'"))
		err = errors.Join(err, unknown)
	}
	return err
}

// unlike says why values of a type cannot be compared with those of a field.
func unlike(in, of reflect.Type, name string) error {
	if name == "" {
		return errors.New("it needs the name of a field")
	}
	other, err := fieldNamed(in, name)
	if err != nil || other == nil || of.Kind() == reflect.Interface {
		return err
	}
	if isMoment(of) && isMoment(other) || of.Kind() == other.Kind() && (of.Kind() != reflect.Struct || of == other) {
		return nil
	}
	return fmt.Errorf("%s is a %s, which is not compared with a %s", name, other, of)
}

// answersNamed looks at pairs of a field and what it holds.
func answersNamed(in reflect.Type, rule string, words []string) error {
	if len(words) == 0 || len(words)%2 != 0 {
		return fmt.Errorf("it needs pairs of a field and its value, as in %q", rule+"=Kind refund")
	}
	for pair := range slices.Chunk(words, 2) {
		name, value := strings.Trim(pair[0], "'"), strings.Trim(pair[1], "'")
		other, err := fieldNamed(in, name)
		if err != nil {
			return err
		}
		if other != nil && !canHold(other, value) {
			return fmt.Errorf("%s is a %s and never %q", name, other, value)
		}
	}
	return nil
}

// canHold reports whether the validator can compare values of a type with a text.
func canHold(t reflect.Type, value string) (ok bool) {
	var err error
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		_, err = strconv.ParseInt(value, 0, t.Bits())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		_, err = strconv.ParseUint(value, 0, t.Bits())
	case reflect.Float32, reflect.Float64:
		_, err = strconv.ParseFloat(value, t.Bits())
	case reflect.Bool:
		return value == "true" || value == "false"
	case reflect.Slice, reflect.Map, reflect.Array:
		if value != "nil" {
			_, err = strconv.ParseInt(value, 0, 64)
		}
	}
	return err == nil
}

// uniqueBy looks for the field by which elements have to differ.
func uniqueBy(of reflect.Type, name string) error {
	switch of.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		of = target(of.Elem())
	}
	if of.Kind() != reflect.Struct {
		return fmt.Errorf("a %s has no field %q", of, name)
	}
	_, err := fieldNamed(of, name)
	return err
}

// fieldNamed returns the type of the field at the end of a way, as in
// "Address.Country"; nil for what only a value shows.
func fieldNamed(in reflect.Type, way string) (reflect.Type, error) {
	name, rest, deeper := strings.Cut(way, ".")
	if strings.Contains(name, "[") || in.Kind() == reflect.Interface {
		return nil, nil
	}
	if in.Kind() != reflect.Struct {
		return nil, fmt.Errorf("a %s has no field %q", in, name)
	}
	sf, ok := in.FieldByName(name)
	if !ok {
		return nil, fmt.Errorf("%s has no field %q; fields are named as in Go", in, name)
	}
	if deeper {
		return fieldNamed(target(sf.Type), rest)
	}
	return target(sf.Type), nil
}

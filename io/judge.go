package io

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"
)

// rulebook enforces validate tags. It caches what it learns about types.
var rulebook = sync.OnceValue(func() *validator.Validate {
	return validator.New(validator.WithRequiredStructEnabled())
})

// Check returns an error that names the first of these fields of a struct, or of a
// pointer to one, that breaks a rule of its validate tag. A field of an embedded
// struct is named with the way to it, as in "Base.Name".
func Check(value any, fields ...string) error {
	found, err := broken(context.Background(), value)
	if err != nil {
		return err
	}
	for _, e := range found {
		path := pathOf(e, value)
		if slices.ContainsFunc(fields, func(f string) bool { return pathIs(path, f) }) {
			return fmt.Errorf("io: field %s of %T breaks its rule %q", path, value, e.Tag())
		}
	}
	return nil
}

// judge enforces the validate tags of a filled-in struct. What a shown field
// breaks becomes that field's message. A rule broken by another field is a fault,
// since the person could not mend it, unless the form was told what to ask for.
func (f form) judge(ctx context.Context, value any, fields []Field, inputs []*formInput) error {
	list, err := broken(ctx, value)
	if err != nil {
		return err
	}
	said := messages{}
	for _, e := range list {
		path := pathOf(e, value)
		i := slices.IndexFunc(fields, func(f Field) bool { return pathIs(path, f.path(value)) })
		if i >= 0 && said[inputs[i].shown] == "" {
			said[inputs[i].shown] = ruleMessage(e, fields[i])
		}
	}
	switch {
	case len(said) > 0:
		return said
	case len(list) > 0 && f.only == nil:
		return fmt.Errorf("io: a field that is not shown breaks its rule: %w", list)
	}
	return nil
}

// broken returns the rules that a struct breaks.
func broken(ctx context.Context, value any) (list validator.ValidationErrors, err error) {
	var found error
	err = guard(func() error { // the validator panics on rules it does not know
		found = rulebook().StructCtx(ctx, value)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("io: validate tags of %T: %w", value, err)
	}
	if found != nil && !errors.As(found, &list) {
		return nil, fmt.Errorf("io: validate %T: %w", value, found)
	}
	return list, nil
}

// messages refuses an answer with a message for each of some components.
type messages map[*part]string

func (messages) Error() string { return "io: answers refused" }

// pathOf names the field that e is about by the way from the struct.
func pathOf(e validator.FieldError, value any) string {
	path := e.StructNamespace()
	if structOf(value).Name() != "" {
		_, path, _ = strings.Cut(path, ".")
	}
	return path
}

// pathIs reports whether a path is that of a field, or of an element of it.
func pathIs(path, field string) bool { return path == field || strings.HasPrefix(path, field+"[") }

// path names f by the way from the struct.
func (f Field) path(value any) string {
	t := structOf(value)
	names := make([]string, len(f.Index))
	for i, at := range f.Index {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		names[i] = t.Field(at).Name
		t = t.Field(at).Type
	}
	return strings.Join(names, ".")
}

// structOf is the type of a struct or of what a pointer leads to.
func structOf(value any) reflect.Type {
	t := reflect.TypeOf(value)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// ruleMessage says what a rule asks for.
func ruleMessage(e validator.FieldError, f Field) string {
	text := f.Kind == TextField || f.Kind == EmailField || f.Kind == URLField
	amount := e.Param()
	if v, err := exactMinor(amount, 0); err == nil && f.Kind == MoneyField {
		amount = showMoney(v, f.Currency)
	}
	switch tag := e.ActualTag(); tag {
	case "required":
		return string(errMissing)
	case "email":
		return "Enter a valid e-mail address."
	case "url", "http_url", "https_url":
		return "Enter a valid address."
	case "oneof":
		return "Choose one of the options."
	case "min", "gte", "max", "lte", "gt", "lt", "len", "eq", "ne":
		if text {
			return fmt.Sprintf(lengthWords[tag], amount)
		}
		return sizeWords[tag] + " " + amount + "."
	}
	return "This value is not allowed."
}

var lengthWords = map[string]string{
	"min": "Enter at least %s characters.", "gte": "Enter at least %s characters.",
	"max": "Enter at most %s characters.", "lte": "Enter at most %s characters.",
	"gt": "Enter more than %s characters.", "lt": "Enter fewer than %s characters.",
	"len": "Enter exactly %s characters.", "eq": "Enter %q.", "ne": "Enter something other than %q.",
}

var sizeWords = map[string]string{
	"min": "Enter a number greater than or equal to", "gte": "Enter a number greater than or equal to",
	"max": "Enter a number less than or equal to", "lte": "Enter a number less than or equal to",
	"gt": "Enter a number greater than", "lt": "Enter a number less than",
	"len": "Enter exactly", "eq": "Enter exactly", "ne": "Enter something other than",
}

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

// judge enforces the validate tags of a filled-in struct. What a shown field
// breaks becomes that field's message. A rule broken by a field that is not shown
// is a fault: the person could not mend it.
func judge(ctx context.Context, value any, fields []Field, inputs []*formInput) error {
	var broken error
	err := guard(func() error { // the validator panics on rules it does not know
		broken = rulebook().StructCtx(ctx, value)
		return nil
	})
	if err != nil {
		return fmt.Errorf("io: validate tags of %T: %w", value, err)
	}
	if broken == nil {
		return nil
	}
	list, ok := errors.AsType[validator.ValidationErrors](broken)
	if !ok {
		return fmt.Errorf("io: validate %T: %w", value, broken)
	}
	said := messages{}
	for _, e := range list {
		i := slices.IndexFunc(fields, func(f Field) bool { return names(e, f, value) })
		if i >= 0 && said[inputs[i].shown] == "" {
			said[inputs[i].shown] = ruleMessage(e, fields[i])
		}
	}
	if len(said) == 0 {
		return fmt.Errorf("io: a field that is not shown breaks its rule: %w", broken)
	}
	return said
}

// messages refuses an answer with a message for each of some components.
type messages map[*part]string

func (messages) Error() string { return "io: answers refused" }

// names reports whether e is about f, by the path from the struct's type.
func names(e validator.FieldError, f Field, value any) bool {
	t := reflect.TypeOf(value).Elem()
	path := []string{t.Name()}
	for _, i := range f.Index {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		path = append(path, t.Field(i).Name)
		t = t.Field(i).Type
	}
	want := strings.Join(path[1:], ".")
	_, got, _ := strings.Cut(e.StructNamespace(), ".")
	if reflect.TypeOf(value).Elem().Name() == "" {
		got = e.StructNamespace()
	}
	return got == want || strings.HasPrefix(got, want+"[")
}

// ruleMessage says what a rule asks for.
func ruleMessage(e validator.FieldError, f Field) string {
	text := f.Kind == TextField || f.Kind == EmailField || f.Kind == URLField ||
		f.Kind == ListField && e.Kind() == reflect.String // one of its entries
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

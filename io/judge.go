package io

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-playground/validator/v10"
)

// rulebook enforces validate tags. It caches what it learns about types.
var rulebook = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterCustomTypeFunc(asTime, CivilDate{}, CivilTime{})
	return v
})

// asTime has days and times of day compared as what they are.
func asTime(v reflect.Value) any {
	switch v := v.Interface().(type) {
	case CivilDate:
		if v != (CivilDate{}) {
			return v.In(time.UTC)
		}
	case CivilTime:
		return time.Date(1, 1, 1, v.Hour, v.Minute, 1, 0, time.UTC) // midnight is a time too
	}
	return time.Time{}
}

// Check returns an error that names the first of these fields of a struct, or of a
// pointer to one, that breaks a rule of its validate tag. A field of an embedded
// struct is named with the way to it, as in "Base.Name". The text of the error is
// for developers: people are told with [Invalid].
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
// breaks becomes that field's message, and what a field breaks that an answer has
// hidden does not count. A rule broken by another field is a fault, since the person
// could not mend it, unless the form was told what to ask for.
func (f form) judge(ctx context.Context, value any, parts []*part) error {
	list, err := breaches(ctx, value, "")
	if err != nil {
		return err
	}
	inside, err := breachesInLists(ctx, parts)
	if err != nil {
		return err
	}
	list = append(list, inside...)
	said := messages{}
	all := everyPart(parts)
	var unseen error
	for _, b := range list {
		switch p := partOf(all, b.path); {
		case leftOut(parts, b.path):
		case p != nil:
			said[p] = cmp.Or(said[p], b.message(p, all))
		case f.only == nil:
			unseen = fmt.Errorf("io: a field that is not shown breaks its rule: %w", b)
		}
	}
	if len(said) > 0 {
		return said
	}
	return unseen
}

// breachesInLists returns the rules that entries of lists of forms break.
func breachesInLists(ctx context.Context, parts []*part) (list []breach, err error) {
	for _, p := range everyPart(parts) {
		if p.list == nil || p.hidden {
			continue
		}
		for i, v := range p.list.values {
			more, err := breaches(ctx, v.Addr().Interface(), fmt.Sprintf("%s[%d].", p.name, i))
			if err != nil {
				return nil, err
			}
			list = append(list, more...)
		}
	}
	return list, nil
}

// breach is a rule that a field breaks, named by the way to it.
type breach struct {
	validator.FieldError
	path string
}

// breaches returns the rules that a struct at the end of a way breaks.
func breaches(ctx context.Context, value any, way string) ([]breach, error) {
	list, err := broken(ctx, value)
	if err != nil {
		return nil, err
	}
	out := make([]breach, len(list))
	for i, e := range list {
		out[i] = breach{e, way + pathOf(e, value)}
	}
	return out, nil
}

// partOf returns the part that asks for the field at a path, or for the list of
// which it is an element; nil for none. Of a section it is the first question.
func partOf(parts []*part, path string) *part {
	i := slices.IndexFunc(parts, func(p *part) bool {
		return p.name == path || p.list == nil && pathIs(path, p.name) || p.list != nil && elementIs(path, p.name)
	})
	if i < 0 {
		return nil
	}
	if parts[i].read != nil {
		return parts[i]
	}
	i = slices.IndexFunc(parts, func(p *part) bool { return p.read != nil && !p.hidden && strings.HasPrefix(p.name, path+".") })
	if i < 0 {
		return nil
	}
	return parts[i]
}

// leftOut reports whether an answer has hidden the field at a path.
func leftOut(parts []*part, path string) bool {
	for _, p := range everyPart(parts) {
		if p.hidden && (pathIs(path, p.name) || strings.HasPrefix(path, p.name+".")) {
			return true
		}
	}
	return false
}

// elementIs reports whether a path is that of a whole element of a list.
func elementIs(path, list string) bool { return pathIs(path, list) && strings.HasSuffix(path, "]") }

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

// path names f by the way from a struct of this type.
func (f Field) path(t reflect.Type) string {
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

package io

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// FormCall asks for the fields of a struct on one screen.
type FormCall[S any] struct {
	defaults S
	form     form
}

// form is a FormCall without its type parameter.
type form struct {
	title    string
	submit   string
	only     []string
	replaced map[string]func(field any) Component
	checks   []func(ctx context.Context, filled any) error // a pointer to the struct
}

// Form asks for a struct. Its io tags say what is shown and how, its validate
// tags what is allowed; both are enforced on the host. defaults is what the
// fields hold at first, zero values included; fields that are not shown keep it.
//
// A text may be left empty unless it is required; a pointer and a field with the
// rule omitempty or the word optional may be too; a bool always has a value; any
// other field needs an answer.
func Form[S any](defaults S) FormCall[S] { return FormCall[S]{defaults: defaults} }

// Title sets the heading of the form.
func (f FormCall[S]) Title(text string) FormCall[S] {
	f.form.title = text
	return f
}

// Submit sets what the button says. Default: Continue.
func (f FormCall[S]) Submit(label string) FormCall[S] {
	f.form.submit = label
	return f
}

// Only shows these fields, named as in Go, in this order, whatever their tags
// say about being shown. The others are as they were, and so their rules are left
// alone: see [Check].
func (f FormCall[S]) Only(names ...string) FormCall[S] {
	f.form.only = slices.Clone(names)
	return f
}

// With asks for one field with a component of the caller's own. field is a
// pointer to the field of the struct being filled in, as the target for Into;
// the field's validate rules still hold.
func (f FormCall[S]) With(name string, component func(field any) Component) FormCall[S] {
	f.form.replaced = maps.Clone(f.form.replaced)
	if f.form.replaced == nil {
		f.form.replaced = map[string]func(any) Component{}
	}
	f.form.replaced[name] = component
	return f
}

// Validate adds a check of the whole struct, run when every rule of its tags is
// met. An error made with [Invalid] is shown to the person; any other ends the
// form and is returned by Get.
func (f FormCall[S]) Validate(check func(context.Context, S) error) FormCall[S] {
	f.form.checks = append(slices.Clip(f.form.checks), func(ctx context.Context, filled any) error {
		return check(ctx, *filled.(*S))
	})
	return f
}

// Get shows the form and returns the struct once it has passed every rule.
func (f FormCall[S]) Get(ctx context.Context) (S, error) {
	value := f.defaults
	if err := f.form.fill(ctx, reflect.ValueOf(&value).Elem()); err != nil {
		return f.defaults, err
	}
	return value, nil
}

// fill asks for the fields of filled, a struct with the defaults in it.
func (f form) fill(ctx context.Context, filled reflect.Value) error {
	fields, err := f.fields(filled.Type())
	if err != nil {
		return err
	}
	allocateEmbedded(filled, fields)
	q := question{title: f.title}
	if f.submit != "" {
		q.buttons = []protocol.ChoiceButton{{Label: f.submit, Value: f.submit, Theme: string(Primary)}}
	}
	inputs := make([]*formInput, len(fields))
	for i, field := range fields {
		component, err := f.component(field, filled)
		if err != nil {
			return err
		}
		inputs[i] = &formInput{Component: component}
		q.components = append(q.components, inputs[i])
	}
	q.validate = func(ctx context.Context) error {
		value := filled.Addr().Interface()
		if err := f.judge(ctx, value, fields, inputs); err != nil {
			return err
		}
		return f.check(ctx, value)
	}
	_, err = q.ask(ctx)
	return err
}

// check runs the checks of the whole struct.
func (f form) check(ctx context.Context, value any) error {
	for _, check := range f.checks {
		if err := check(ctx, value); err != nil {
			return err
		}
	}
	return nil
}

// component returns what asks for one field of the struct.
func (f form) component(field Field, filled reflect.Value) (Component, error) {
	if own, ok := f.replaced[field.Name]; ok {
		return own(filled.FieldByIndex(field.Index).Addr().Interface()), nil
	}
	return field.Input(filled)
}

// fields returns the fields of a struct to show.
func (f form) fields(of reflect.Type) ([]Field, error) {
	if of.Kind() != reflect.Struct {
		return nil, fmt.Errorf("io: a form needs a struct, not a %s", of)
	}
	all, err := Fields(of)
	if err != nil {
		return nil, err
	}
	if f.only == nil {
		all = slices.DeleteFunc(all, func(f Field) bool { return !f.Shown() })
	} else {
		named := make([]Field, len(f.only))
		for i, name := range f.only {
			at := slices.IndexFunc(all, func(f Field) bool { return f.Name == name })
			if at < 0 {
				return nil, fmt.Errorf("io: %s has no field %q to show", of, name)
			}
			named[i] = all[at]
		}
		all = named
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("io: no field of %s has an io tag", of)
	}
	return all, nil
}

// allocateEmbedded makes embedded pointers that lead to a shown field.
func allocateEmbedded(v reflect.Value, fields []Field) {
	for _, f := range fields {
		at := v
		for _, i := range f.Index[:len(f.Index)-1] {
			at = at.Field(i)
			if at.Kind() != reflect.Pointer {
				continue
			}
			if at.IsNil() && at.CanSet() {
				at.Set(reflect.New(at.Type().Elem()))
			}
			at = at.Elem()
		}
	}
}

// formInput remembers the part that asks for a field, so that a rule of the
// struct can put its message there.
type formInput struct {
	Component
	shown *part
}

func (i *formInput) part(ctx context.Context) (p *part, err error) {
	i.shown, err = i.Component.part(ctx)
	return i.shown, err
}

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
	title    string
	submit   string
	only     []string
	replaced map[string]func(field any) Component
	checks   []func(context.Context, S) error
}

// Form asks for a struct. Its io tags say what is shown and how, its validate
// tags what is allowed; both are enforced on the host. defaults is what the
// fields hold at first, zero values included; fields that are not shown keep it.
//
// A text may be left empty unless it is required, and a list unless it has to have
// some entries; a pointer and a field with the
// rule omitempty or the word optional may be too; a bool always has a value; any
// other field needs an answer.
func Form[S any](defaults S) FormCall[S] { return FormCall[S]{defaults: defaults} }

// Title sets the heading of the form.
func (f FormCall[S]) Title(text string) FormCall[S] {
	f.title = text
	return f
}

// Submit sets what the button says. Default: Continue.
func (f FormCall[S]) Submit(label string) FormCall[S] {
	f.submit = label
	return f
}

// Only shows these fields, named as in Go, in this order, whatever their tags
// say about being shown.
func (f FormCall[S]) Only(names ...string) FormCall[S] {
	f.only = slices.Clone(names)
	return f
}

// With asks for one field with a component of the caller's own. field is a
// pointer to the field of the struct being filled in, as the target for Into;
// the field's validate rules still hold.
func (f FormCall[S]) With(name string, component func(field any) Component) FormCall[S] {
	f.replaced = maps.Clone(f.replaced)
	if f.replaced == nil {
		f.replaced = map[string]func(any) Component{}
	}
	f.replaced[name] = component
	return f
}

// Validate adds a check of the whole struct, run when every rule of its tags is
// met. An error made with [Invalid] is shown to the person; any other ends the
// form and is returned by Get.
func (f FormCall[S]) Validate(check func(context.Context, S) error) FormCall[S] {
	f.checks = append(slices.Clip(f.checks), check)
	return f
}

// Get shows the form and returns the struct once it has passed every rule.
func (f FormCall[S]) Get(ctx context.Context) (S, error) {
	value := f.defaults
	fields, err := f.fields()
	if err != nil {
		return f.defaults, err
	}
	filled := reflect.ValueOf(&value).Elem()
	allocateEmbedded(filled, fields)
	q := question{title: f.title}
	if f.submit != "" {
		q.buttons = []protocol.ChoiceButton{{Label: f.submit, Value: f.submit, Theme: string(Primary)}}
	}
	inputs := make([]*formInput, len(fields))
	for i, field := range fields {
		component, err := f.component(field, filled)
		if err != nil {
			return f.defaults, err
		}
		inputs[i] = &formInput{Component: component}
		q.components = append(q.components, inputs[i])
	}
	q.validate = func(ctx context.Context) error {
		if err := judge(ctx, &value, fields, inputs); err != nil {
			return err
		}
		for _, check := range f.checks {
			if err := check(ctx, value); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := q.ask(ctx); err != nil {
		return f.defaults, err
	}
	return value, nil
}

// component returns what asks for one field of the struct.
func (f FormCall[S]) component(field Field, filled reflect.Value) (Component, error) {
	if own, ok := f.replaced[field.Name]; ok {
		return own(filled.FieldByIndex(field.Index).Addr().Interface()), nil
	}
	return field.Input(filled)
}

// fields returns the fields to show.
func (f FormCall[S]) fields() ([]Field, error) {
	all, err := Fields(reflect.TypeFor[S]())
	if err != nil {
		return nil, err
	}
	if reflect.TypeFor[S]().Kind() != reflect.Struct {
		return nil, fmt.Errorf("io: a form needs a struct, not a %s", reflect.TypeFor[S]())
	}
	if f.only == nil {
		all = slices.DeleteFunc(all, func(f Field) bool { return !f.Shown() })
	} else {
		named := make([]Field, len(f.only))
		for i, name := range f.only {
			at := slices.IndexFunc(all, func(f Field) bool { return f.Name == name })
			if at < 0 {
				return nil, fmt.Errorf("io: %s has no field %q to show", reflect.TypeFor[S](), name)
			}
			named[i] = all[at]
		}
		all = named
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("io: no field of %s has an io tag", reflect.TypeFor[S]())
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

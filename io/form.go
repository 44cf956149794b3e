package io

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

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
	labels   map[string]string
	replaced map[string]func(field any) Component
	rules    map[string]showIf
	added    map[string]reflect.Value                      // what new entries of lists hold at first
	checks   []func(ctx context.Context, filled any) error // a pointer to the struct
}

// Form asks for a struct. Its io tags say what is shown and how, its validate
// tags what is allowed; both are enforced on the host. defaults is what the
// fields hold at first, zero values included; fields that are not shown keep it.
//
// A struct in the struct is a section under its label, a pointer to one a section
// that is switched on; a slice of structs, or of pointers to them, is a list of
// forms, which may stand in a form of another list. Only fields with an io tag of structs with some make one.
// Fields with the word group stand together under its heading, where the first of them is.
//
// A text may be left empty unless it is required, and a list unless it has to have
// some entries; a pointer and a field with the
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

// Only shows these fields, named as in Go, in this order, whatever their tags say
// about being shown. The others are as they were, and so their rules are left
// alone: see [Check]. A nested struct that is shown, or one in a list, shows those
// of its fields that its tags say, or only those that are named by the way to them,
// as in "Lines.Count".
func (f FormCall[S]) Only(names ...string) FormCall[S] {
	f.form.only = slices.Clone(names)
	return f
}

// Label asks for one field, named as for With, under another label than that of its
// tag.
func (f FormCall[S]) Label(name, text string) FormCall[S] {
	f.form.labels = maps.Clone(f.form.labels)
	if f.form.labels == nil {
		f.form.labels = map[string]string{}
	}
	f.form.labels[name] = text
	return f
}

// With asks for one field, named as in Go, one of a nested struct by the way to it,
// as in "Address.Country", with a component of the caller's own. field is a
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

// Added sets what a new entry of a list of forms holds at first: a struct of the list,
// which is named as for With. What is zero in it begins empty, and so does what is
// searched for and a list in it. Default: the zero value.
func (f FormCall[S]) Added(name string, entry any) FormCall[S] {
	f.form.added = maps.Clone(f.form.added)
	if f.form.added == nil {
		f.form.added = map[string]reflect.Value{}
	}
	f.form.added[name] = reflect.Indirect(reflect.ValueOf(entry))
	return f
}

// showIf adds a rule about when a field is shown.
func (f form) showIf(name string, rule showIf) form {
	f.rules = maps.Clone(f.rules)
	if f.rules == nil {
		f.rules = map[string]showIf{}
	}
	f.rules[name] = rule
	return f
}

// Validate adds a check of the whole struct, run when every rule of its tags is
// met. An error made with [Invalid] is shown above the buttons, one made with
// [InvalidField] at its field, several of them together with [errors.Join]; any
// other ends the form and is returned by Get.
func (f FormCall[S]) Validate(check func(context.Context, S) error) FormCall[S] {
	f.form.checks = append(slices.Clip(f.form.checks), func(ctx context.Context, filled any) error {
		return check(ctx, *filled.(*S))
	})
	return f
}

// Get shows the form and returns the struct once it has passed every rule.
func (f FormCall[S]) Get(ctx context.Context) (S, error) {
	value := f.defaults
	var buttons []protocol.ChoiceButton
	if label := f.form.submit; label != "" {
		buttons = []protocol.ChoiceButton{{Label: label, Value: label, Theme: string(Primary)}}
	}
	if _, err := f.form.fill(ctx, reflect.ValueOf(&value).Elem(), buttons); err != nil {
		return f.defaults, err
	}
	return value, nil
}

// fill asks for the fields of filled, a struct with the defaults in it, and returns
// the value of the button pressed.
func (f form) fill(ctx context.Context, filled reflect.Value, buttons []protocol.ChoiceButton) (string, error) {
	fields, err := f.fields(filled.Type())
	if err != nil {
		return "", err
	}
	if err := CheckRules(filled.Type()); err != nil {
		return "", err
	}
	o := outline{form: f}
	if err := o.add(filled, "", "", gathered(fields)); err != nil {
		return "", err
	}
	q := question{title: f.title, components: o.components(), buttons: buttons}
	q.validate = func(ctx context.Context) error {
		value := filled.Addr().Interface()
		if err := f.judge(ctx, value, o.parts()); err != nil {
			return err
		}
		return f.check(ctx, value)
	}
	return q.ask(ctx)
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

// fields returns the fields of a struct to show.
func (f form) fields(of reflect.Type) ([]Field, error) {
	if of.Kind() != reflect.Struct {
		return nil, fmt.Errorf("io: a form needs a struct, not a %s", of)
	}
	return f.fieldsAt(of, "")
}

// fieldsAt returns the fields of a struct to show that stands at the end of a way,
// which ends with a point if it is not empty.
func (f form) fieldsAt(of reflect.Type, within string) ([]Field, error) {
	var only []string
	for _, name := range f.only {
		if rest, inside := strings.CutPrefix(name, withoutPlaces(within)); inside && !strings.Contains(rest, ".") {
			only = append(only, rest)
		}
	}
	if f.only == nil || within != "" && only == nil {
		return shownFields(of)
	}
	all, err := Fields(of)
	if err != nil {
		return nil, err
	}
	named := make([]Field, len(only))
	for i, name := range only {
		at := slices.IndexFunc(all, func(f Field) bool { return f.Name == name })
		if at < 0 {
			return nil, fmt.Errorf("io: %s has no field %q to show", of, name)
		}
		named[i] = all[at]
	}
	return named, nil
}

// shownFields returns the fields whose own tags ask for them to be shown.
func shownFields(of reflect.Type) ([]Field, error) {
	all, err := Fields(of)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(f Field) bool { return !f.Shown() })
	if len(all) == 0 {
		return nil, fmt.Errorf("io: no field of %s has an io tag", of)
	}
	return all, nil
}

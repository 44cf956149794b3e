package io

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// outline is what a form asks, in order, with the fields of nested structs.
type outline struct {
	form  form
	items []*formItem
}

// formItem asks for a field of a form, or begins a section of it.
type formItem struct {
	Component
	path, within string // as a part has them
	under        string
	field        Field
	rule         *showIf
	keep         func() // in the place of the component's own; may be nil
	shown        *part
}

func (i *formItem) part(ctx context.Context) (*part, error) {
	p, err := i.Component.part(ctx)
	if err != nil {
		return nil, err
	}
	p.name, p.within, p.under, p.field = i.path, i.within, i.under, &i.field
	if i.rule != nil {
		p.rule = i.rule
	}
	if i.keep != nil {
		p.keep = i.keep
	}
	i.shown = p
	return p, nil
}

func (o *outline) components() []Component {
	list := make([]Component, len(o.items))
	for i, item := range o.items {
		list[i] = item
	}
	return list
}

// parts are the parts on the screen.
func (o *outline) parts() []*part {
	list := make([]*part, len(o.items))
	for i, item := range o.items {
		list[i] = item.shown
	}
	return list
}

// deepestForm is how many structs a form may have inside each other.
const deepestForm = 8

// add asks for fields of v, a struct at the end of a way that ends with a point,
// in the section that is named under.
func (o *outline) add(v reflect.Value, within, under string, fields []Field) error {
	if strings.Count(within, ".") > deepestForm {
		return fmt.Errorf("io: the structs of %s are nested too deeply", strings.TrimSuffix(within, "."))
	}
	allocateEmbedded(v, fields)
	for _, f := range fields {
		f.Label = o.label(f, withoutPlaces(within+f.path(v.Type())))
		item := &formItem{path: within + f.path(v.Type()), within: within, under: under, field: f, rule: f.show}
		if within == "" && f.inGroup() {
			item.under = o.group(f.Group)
		}
		if rule, ok := o.form.rules[withoutPlaces(item.path)]; ok {
			item.rule = &rule
		}
		if err := o.ask(v, item); err != nil {
			return err
		}
	}
	return nil
}

// label is what the form calls a field. A struct may be called by its group.
func (o *outline) label(f Field, path string) string {
	if label, ok := o.form.labels[path]; ok {
		return label
	}
	if f.Kind == FormField && f.Group != "" {
		return f.Group
	}
	return f.Label
}

// inGroup reports whether the field stands below the heading of a group. A struct has
// a heading of its own.
func (f Field) inGroup() bool { return f.Group != "" && f.Kind != FormField }

// group returns the name of the section of a group, which it begins if there is none.
func (o *outline) group(heading string) string {
	name := "group " + heading // that of no field
	if !slices.ContainsFunc(o.items, func(i *formItem) bool { return i.path == name }) {
		o.items = append(o.items, &formItem{Component: Heading(heading).Level(3), path: name})
	}
	return name
}

// gathered are fields with those of each group together, where its first one stands.
func gathered(fields []Field) []Field {
	groups := map[string][]Field{}
	for _, f := range fields {
		if f.inGroup() {
			groups[f.Group] = append(groups[f.Group], f)
		}
	}
	var list []Field
	for _, f := range fields {
		if !f.inGroup() {
			list = append(list, f)
			continue
		}
		list = append(list, groups[f.Group]...)
		delete(groups, f.Group)
	}
	return list
}

// ask adds what asks for one field of v.
func (o *outline) ask(v reflect.Value, item *formItem) (err error) {
	f := item.field
	own, replaced := o.form.replaced[withoutPlaces(item.path)]
	switch {
	case replaced:
		item.Component = own(v.FieldByIndex(f.Index).Addr().Interface())
	case f.Kind == FormField:
		return o.section(v, item)
	case f.Kind == FormsField:
		item.Component = formsInput{o.form, f, v.FieldByIndex(f.Index), item.path}
	default:
		item.Component, err = f.Input(v)
	}
	o.items = append(o.items, item)
	return err
}

// section asks for the fields of a struct in v. A pointer to one that may be nil
// is switched on first.
func (o *outline) section(v reflect.Value, item *formItem) error {
	f := item.field
	holder := v.FieldByIndex(f.Index)
	inner := holder
	if f.Pointer {
		inner = copyOf(holder)
		item.keep = func() { holder.Set(inner.Addr()) }
	}
	if f.Pointer && f.mayBeEmpty() {
		item.Component = f.toggle(holder, inner)
		item.keep = nil
	} else {
		item.Component = f.title()
	}
	o.items = append(o.items, item)
	if err := CheckRules(inner.Type()); err != nil {
		return err
	}
	fields, err := o.form.fieldsAt(inner.Type(), item.path+".")
	if err != nil {
		return err
	}
	if f.ReadOnly {
		for i := range fields {
			fields[i].ReadOnly = true
		}
	}
	return o.add(inner, item.path+".", item.path, fields)
}

// copyOf returns a copy of what a pointer leads to, or a new one.
func copyOf(holder reflect.Value) reflect.Value {
	inner := reflect.New(holder.Type().Elem()).Elem()
	if !holder.IsNil() {
		inner.Set(holder.Elem())
	}
	return inner
}

// title is the heading of a section.
func (f Field) title() Component {
	h := Heading(f.Label).Level(3)
	if f.Help != "" {
		h = h.Description(f.Help)
	}
	return h
}

// toggle asks whether there is to be what a pointer leads to.
func (f Field) toggle(holder, inner reflect.Value) Component {
	in := Bool(f.Label).Default(!holder.IsNil())
	if f.Help != "" {
		in = in.Help(f.Help)
	}
	if f.ReadOnly {
		in = in.Disabled("")
	}
	s := in.spec
	s.keep = func(v any) {
		switch {
		case f.ReadOnly:
		case as[bool](v):
			holder.Set(inner.Addr())
		default:
			holder.SetZero()
		}
	}
	return s
}

// allocateEmbedded gives v copies of its own of embedded structs behind pointers
// that lead to some of the fields.
func allocateEmbedded(v reflect.Value, fields []Field) {
	done := map[reflect.Value]bool{}
	for _, f := range fields {
		at := v
		for _, i := range f.Index[:len(f.Index)-1] {
			at = at.Field(i)
			if at.Kind() != reflect.Pointer {
				continue
			}
			if at.CanSet() && !done[at] {
				at.Set(copyOf(at).Addr())
				done[at] = true
			}
			at = at.Elem()
		}
	}
}

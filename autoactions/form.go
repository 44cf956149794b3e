package autoactions

import (
	"context"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/io"
)

// form asks for some of the fields of a record.
type form struct {
	model         *model
	holds         record // what the fields hold at first; not changed
	columns       []*column
	title, submit string
}

// askForm shows a form and returns the record as it was filled in.
func askForm[T any](ctx context.Context, f form) (record, error) {
	names := make([]string, len(f.columns))
	for i, c := range f.columns {
		names[i] = c.field.Name
	}
	call := io.Form(*pointer[T](f.holds)).Title(f.title).Submit(f.submit).Only(names...)
	for _, c := range f.columns {
		own, err := f.model.ownInput(ctx, c, f.holds)
		if err != nil {
			return record{}, err
		}
		if own != nil {
			call = call.With(c.field.Name, own)
		}
	}
	filled, err := call.Validate(func(_ context.Context, row T) error {
		return fits(f.columns, record{row: reflect.ValueOf(&row).Elem()})
	}).Get(ctx)
	return record{row: reflect.ValueOf(&filled).Elem()}, err
}

// fits refuses what the database would refuse: texts longer than their column,
// and numbers kept as text that are none.
func fits(columns []*column, r record) error {
	for _, c := range columns {
		v, isText := c.value(r.row).(string)
		switch {
		case !isText:
		case c.kind == decimal && v != "" && !isDecimal.MatchString(v):
			return io.Invalid("%s: enter a number such as 12.50.", c.tag.Label)
		case c.kind == text && c.field.Size > 0 && utf8.RuneCountInString(v) > c.field.Size:
			return io.Invalid("%s: enter at most %d characters.", c.tag.Label, c.field.Size)
		}
	}
	return nil
}

// ownInput returns the input for a field that package io has none for, and nil
// for the others: a picker where a registered model can be picked from, and
// inputs for types of database/sql.
func (m *model) ownInput(ctx context.Context, c *column, r record) (func(any) io.Component, error) {
	if p, ok := m.parentOf(c); ok {
		return m.picker(ctx, c, p, r)
	}
	if c.tag.Kind != io.OtherField {
		return nil, nil
	}
	return func(field any) io.Component { return c.nullInput(field, c.value(r.row)) }, nil
}

// nullInput asks for a value that may be NULL of a type that only knows how to
// scan itself.
func (c *column) nullInput(field, present any) io.Component {
	label, help := c.tag.Label, c.tag.Help
	switch c.kind {
	case integer, unsigned, money:
		in := io.Int(label).Help(help).Optional()
		return ask(c, field, in, present)
	case float:
		return ask(c, field, io.Number(label).Decimals(15).Help(help).Optional(), present)
	case boolean:
		return ask(c, field, io.Bool(label).Help(help).Optional(), present)
	case instant, day:
		return ask(c, field, io.Date(label).Help(help).Optional(), present)
	}
	in := io.Text(label).Help(help)
	if c.tag.Multiline {
		in = in.Multiline()
	}
	return ask(c, field, in.Optional(), present)
}

// ask binds an optional input to a field of a struct, through GORM's setter.
func ask[A any](c *column, field any, in io.Optional[A], present any) io.Component {
	if v, ok := answerOf[A](present); ok {
		in = in.Default(v)
	}
	target := reflect.ValueOf(field).Elem()
	var answer *A
	return in.Validate(func(_ context.Context, a *A) error {
		row := reflect.New(c.model).Elem()
		if a != nil {
			if err := c.field.Set(background, row, stored(*a, present)); err != nil {
				return io.Invalid("This does not fit.")
			}
		}
		got := c.field.ReflectValueOf(background, row)
		target.Set(got)
		return nil
	}).Into(&answer)
}

// answerOf turns a plain value into what an input answers.
func answerOf[A any](present any) (A, bool) {
	if a, ok := present.(A); ok {
		return a, true
	}
	wanted := reflect.TypeFor[A]()
	v := reflect.ValueOf(present)
	if t, ok := timeOf(present); ok && wanted == reflect.TypeFor[io.CivilDate]() {
		v = reflect.ValueOf(io.CivilDateOf(t))
	}
	if !v.IsValid() || !v.CanConvert(wanted) || v.Kind() != wanted.Kind() {
		return *new(A), false
	}
	return v.Convert(wanted).Interface().(A), true
}

// stored turns an answer into what GORM's setter takes. A day that did not change
// keeps its time of day.
func stored(answer, present any) any {
	d, ok := answer.(io.CivilDate)
	if !ok {
		return answer
	}
	if t, ok := timeOf(present); ok && io.CivilDateOf(t) == d {
		return t
	}
	return d.In(zoneOf(present))
}

// choice is a record that can be picked, or the one that is there already.
type choice struct {
	key   any
	label string
}

// picker asks for the record that a foreign key leads to, by searching.
func (m *model) picker(ctx context.Context, c *column, p parent, r record) (func(any) io.Component, error) {
	present := c.value(r.row)
	first, err := p.search(ctx, "")
	if err != nil {
		return nil, err
	}
	one := []record{r}
	if err := m.addNames(ctx, []*column{c}, one); err != nil {
		return nil, err
	}
	label := one[0].names[c]
	if label == "" {
		label = plainText(present)
	}
	return func(field any) io.Component {
		in := io.Search(c.tag.Label, p.search).Label(func(o choice) string { return o.label }).Initial(first).Help(c.tag.Help)
		set := bindChoice(c, field)
		if c.nullable {
			var answer *choice
			in := in.Optional()
			if present != nil {
				in = in.Default(choice{present, label})
			}
			return in.Validate(func(_ context.Context, o *choice) error { return set(o) }).Into(&answer)
		}
		var answer choice
		if !reflect.ValueOf(present).IsZero() {
			in = in.Default(choice{present, label})
		}
		return in.Validate(func(_ context.Context, o choice) error { return set(&o) }).Into(&answer)
	}, nil
}

// bindChoice writes the key of a choice into a field of a struct.
func bindChoice(c *column, field any) func(*choice) error {
	target := reflect.ValueOf(field).Elem()
	return func(o *choice) error {
		row := reflect.New(c.model).Elem()
		if o != nil {
			if err := c.field.Set(background, row, o.key); err != nil {
				return io.Invalid("This does not fit.")
			}
		}
		target.Set(c.field.ReflectValueOf(background, row))
		return nil
	}
}

// search finds the records of a model, within its scope, that can be picked.
func (p parent) search(ctx context.Context, typed string) ([]choice, error) {
	const offered = 20
	m := p.model
	conditions, err := m.conditions(io.TableQuery{Search: strings.TrimSpace(typed)}, nil)
	if err != nil {
		return nil, err
	}
	q, err := m.query(ctx, m.db)
	if err != nil {
		return nil, err
	}
	order, err := m.ordering(nil)
	if err != nil {
		return nil, err
	}
	found, err := m.rows(orderBy(q.Where(all(conditions)), order).Limit(offered))
	choices := make([]choice, len(found))
	for i, r := range found {
		choices[i] = choice{m.keys[0].value(r.row), m.title(r)}
	}
	return choices, err
}

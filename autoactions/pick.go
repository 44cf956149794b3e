package autoactions

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor/io"
)

// choice is a record that can be picked, or the one that is there already.
type choice struct {
	key   keySet // what the columns of the reference hold
	value string // of the reference's kind; "" without one
	label string
}

func labelOf(o choice) string { return o.label }

// id tells a choice from all others of its reference.
func (o choice) id() string { return o.value + " " + keyText(o.key) }

// picks is what a person picks while they fill in a form.
type picks struct {
	form
	chosen map[*reference]*choice
	linked map[*relation]*[]choice
}

// askings are the fields of the form, in order. Of a foreign key of several columns
// only the first is asked for: what is picked there fills in all of them.
func (p *picks) askings(ctx context.Context) ([]asking, error) {
	var asked []asking
	refs := p.model.references()
	for _, c := range inGroups(p.columns) {
		asked = within(asked, "", c)
		a := asking{name: c.path(), label: c.tag.Label, input: c.ownInput()}
		i := slices.IndexFunc(refs, func(ref *reference) bool { return slices.Contains(ref.all(), c) })
		if i >= 0 {
			if refs[i].placeIn(p.columns) != c {
				continue
			}
			var err error
			if a.input, err = p.picker(ctx, c, refs[i]); err != nil {
				return nil, err
			}
		}
		asked = append(asked, a)
	}
	if p.given != nil {
		asked = p.given.fix(asked)
	}
	for _, rel := range p.links {
		input, err := p.linkInput(ctx, rel)
		if err != nil {
			return nil, err
		}
		asked = append(asked, asking{name: rel.name, input: input})
	}
	for _, in := range p.inlines {
		more, err := in.askings(ctx, "", []record{p.holds})
		if err != nil {
			return nil, err
		}
		asked = append(asked, more...)
	}
	return asked, nil
}

// within adds the structs that a column's field is in, below a way, unless they are
// asked for already.
func within(asked []asking, way string, c *column) []asking {
	names := strings.Split(c.path(), ".")
	for i := range names[1:] {
		name := way + strings.Join(names[:i+1], ".")
		if !slices.ContainsFunc(asked, func(a asking) bool { return a.name == name }) {
			asked = append(asked, asking{name: name})
		}
	}
	return asked
}

// placeIn is the first of some columns that belongs to the reference.
func (ref *reference) placeIn(columns []*column) *column {
	i := slices.IndexFunc(columns, func(c *column) bool { return slices.Contains(ref.all(), c) })
	if i < 0 {
		return nil
	}
	return columns[i]
}

// picker asks for the record that a foreign key leads to, by searching.
func (p *picks) picker(ctx context.Context, c *column, ref *reference) (func(any) io.Component, error) {
	pick, err := newPicker(ctx, func(ctx context.Context, typed string, wanted int) ([]choice, error) {
		return ref.search(ctx, typed, p.fixed(ref), wanted)
	})
	if err != nil {
		return nil, err
	}
	present, err := ref.present(ctx, c, []record{p.holds})
	if err != nil {
		return nil, err
	}
	if present[0] != nil {
		pick = pick.besides(*present[0])
	}
	return func(field any) io.Component {
		return pickInto(pick.one(c.tag.Label, c.tag.Help), c, present[0], func(o *choice) error {
			p.chosen[ref] = o
			return ref.write(c, o, reflect.ValueOf(field).Elem())
		})
	}, nil
}

// pickInto binds a picker. It may be left empty where the field can be nil.
func pickInto(in io.SearchInput[choice], c *column, present *choice, set func(*choice) error) io.Component {
	if c.nullable {
		var answer *choice
		in := in.Optional()
		if present != nil {
			in = in.Default(*present)
		}
		return in.Validate(func(_ context.Context, o *choice) error { return set(o) }).Into(&answer)
	}
	var answer choice
	if present != nil {
		in = in.Default(*present)
	}
	return in.Validate(func(_ context.Context, o choice) error { return set(&o) }).Into(&answer)
}

// present are the choices that rows hold already; nil where there is none.
func (ref *reference) present(ctx context.Context, c *column, rows []record) ([]*choice, error) {
	rows = slices.Clone(rows)
	for _, w := range ref.ways {
		if err := ref.name(ctx, c, w, rows); err != nil {
			return nil, err
		}
	}
	choices := make([]*choice, len(rows))
	for i, r := range rows {
		key := ref.keyIn(r)
		if slices.Contains(key, nil) || !c.nullable && c.unset(r) {
			continue
		}
		o := choice{key: key, label: r.names[c]}
		if ref.kind != nil {
			o.value = plainText(ref.kind.value(r.row))
		}
		if o.label == "" {
			o.label = keyName(key)
		}
		choices[i] = &o
	}
	return choices, nil
}

// write sets a field to what a choice holds for the column c of the reference.
func (ref *reference) write(c *column, o *choice, field reflect.Value) error {
	row := reflect.New(c.model).Elem()
	if o != nil {
		value := any(o.value)
		if i := slices.Index(ref.columns, c); i >= 0 {
			value = o.key[i]
		}
		if err := c.set(background, row, value); err != nil {
			return io.Invalid("This does not fit.")
		}
	}
	field.Set(c.field.ReflectValueOf(background, row))
	return nil
}

// settle writes what was picked into the other columns of its foreign key, and
// hands on what was linked.
func (p *picks) settle(r *record) error {
	for ref, o := range p.chosen {
		for _, c := range ref.all() {
			if !slices.Contains(p.columns, c) && !c.unset(p.holds) {
				continue
			}
			if err := ref.write(c, o, c.field.ReflectValueOf(background, r.row)); err != nil {
				return err
			}
		}
	}
	r.linked = map[*relation][]choice{}
	for rel, chosen := range p.linked {
		r.linked[rel] = *chosen
	}
	return nil
}

// fixed is what the record holds in the columns of a reference that the form does
// not ask for: only records with the same can be picked.
func (p *picks) fixed(ref *reference) map[*column]any {
	fixed := map[*column]any{}
	for _, c := range ref.all() {
		if !slices.Contains(p.columns, c) && !c.unset(p.holds) {
			fixed[c] = c.value(p.holds.row)
		}
	}
	return fixed
}

// unset reports whether a record has nothing in c.
func (c *column) unset(r record) bool {
	return c.field.ReflectValueOf(background, r.row).IsZero()
}

// search finds records, within the scope of their models, that can be picked: of several
// models in turn, so that none has to wait for the end of another.
func (ref *reference) search(ctx context.Context, typed string, fixed map[*column]any, wanted int) ([]choice, error) {
	var found [][]choice
	for _, w := range ref.ways {
		if want, is := fixed[ref.kind]; is && plainText(want) != w.value {
			continue
		}
		var only []clause.Expression
		for i, c := range ref.columns {
			if v, is := fixed[c]; is {
				only = append(only, w.model.dialect.equal(w.theirs[i], v))
			}
		}
		choices, err := w.search(ctx, typed, all(only), wanted)
		if err != nil {
			return nil, err
		}
		for i := range choices {
			if len(ref.ways) > 1 {
				choices[i].label = w.model.name + ": " + choices[i].label
			}
		}
		found = append(found, choices)
	}
	return inTurn(found), nil
}

// inTurn are the first ones of some lists, then the second ones, and so on.
func inTurn(lists [][]choice) []choice {
	var merged []choice
	for i := 0; ; i++ {
		before := len(merged)
		for _, list := range lists {
			if i < len(list) {
				merged = append(merged, list[i])
			}
		}
		if len(merged) == before {
			return merged
		}
	}
}

// choice is a record as it is picked.
func (w way) choice(r record) choice {
	o := choice{key: make(keySet, len(w.theirs)), value: w.value, label: w.model.title(r)}
	for i, c := range w.theirs {
		o.key[i] = c.value(r.row)
	}
	return o
}

package autoactions

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// linkForm asks which records to link with one, and what the rows of the join table
// hold beside the link.
type linkForm struct {
	*model // of the record
	rel    *relation
	join   *model
	asked  []*column
	key    keySet
	holds  record // the record
	before *record
	draft  record   // of the join table
	picks  bool     // asks for the records too
	picked []choice // these
	title  string
	work   linkWork
}

// addRows asks for records to link with one and for what is known about each link.
func (m *model) addRows(ctx context.Context, rel *relation, key keySet, r record) error {
	join, asked := m.joinAsked(rel)
	draft, err := join.fresh(ctx)
	if err != nil {
		return err
	}
	f := &linkForm{
		model: m, rel: rel, join: join, asked: asked, key: key, holds: r, draft: draft, picks: true,
		title: "Add " + lower(rel.label()) + " to " + m.title(r),
	}
	f.work = f.link
	return f.run(ctx)
}

// editLink asks for new values of what is known about a link.
func (m *model) editLink(ctx context.Context, rel *relation) error {
	key, r, other, err := m.openLink(ctx, rel)
	if err != nil {
		return err
	}
	join, asked := m.joinEdited(rel)
	if len(asked) == 0 {
		return stagedoor.Fail("There is nothing to change about %s.", lower(rel.label()))
	}
	row, err := m.linkRow(ctx, m.db, rel, join, r, other)
	if err != nil {
		return err
	}
	f := &linkForm{
		model: m, rel: rel, join: join, asked: asked, key: key, holds: r, before: &row, draft: copyOf(row),
		picked: []choice{other}, title: "Edit " + other.label + " of " + m.title(r),
	}
	f.work = f.rewriteLink
	return f.run(ctx)
}

// run asks, shows and writes, until it is written.
func (f *linkForm) run(ctx context.Context) error {
	for {
		if err := f.ask(ctx); err != nil {
			return err
		}
		shown, err := f.shown(ctx)
		if err != nil {
			return err
		}
		if len(shown) == 0 {
			if err := stagedoor.Log(ctx, "Nothing was changed."); err != nil {
				return err
			}
			return f.done(ctx, f.holds)
		}
		want, err := f.attempt(ctx, shown)
		switch {
		case errors.Is(err, errGone):
			return f.missing(keyText(f.key))
		case err == nil && want == save:
			return f.done(ctx, f.holds)
		case err != nil:
			err = f.explain(ctx, err, []io.Component{io.Changes(shown...)})
		}
		if err != nil {
			return err
		}
	}
}

// attempt shows what will be written, and writes it.
func (f *linkForm) attempt(ctx context.Context, shown []io.Change) (next, error) {
	work := func(tx *gorm.DB) error { return f.recordLinks(ctx, tx, f.key, f.work) }
	tried, err := f.rehearse(ctx, work)
	if err != nil {
		return "", err
	}
	button := "Save " + counted(len(shown), "change")
	if f.picks {
		button = "Add " + counted(len(f.picked), "link")
	}
	want, err := review(ctx, f.title, button, append([]io.Component{io.Changes(shown...)}, f.besides(tried, f.key, nil, beside{})...)...)
	if err != nil || want == back {
		return want, err
	}
	return save, f.perform(ctx, tried, work)
}

// shown describes what will be written; it is empty where nothing changes.
func (f *linkForm) shown(ctx context.Context) ([]io.Change, error) {
	if f.before != nil {
		return f.join.said(ctx, changed(f.asked, *f.before, f.draft), f.before, f.draft)
	}
	rows, err := f.join.said(ctx, f.asked, nil, f.draft)
	return append([]io.Change{linkChange{rel: f.rel, added: f.picked}.said()}, rows...), err
}

// ask puts the form, with what was filled in before.
func (f *linkForm) ask(ctx context.Context) error {
	var asked []io.Component
	if f.picks {
		pick, err := f.picker(ctx)
		if err != nil {
			return err
		}
		asked = append(asked, pick)
	}
	for _, c := range f.asked {
		in, err := f.join.askOwn(ctx, c, f.draft)
		if err != nil {
			return err
		}
		asked = append(asked, in)
	}
	rules := func(context.Context) error { return f.join.obeysAt(f.draft, f.asked) }
	submit := "Review changes"
	if f.picks {
		submit = "Review"
	}
	return io.Group(asked...).Title(f.title).Submit(submit).Validate(rules).Ask(ctx)
}

// picker asks for the records, of those that are not linked yet.
func (f *linkForm) picker(ctx context.Context) (io.Component, error) {
	w, _ := f.far(f.rel)
	linked, err := f.joined(ctx, f.db, f.rel, f.holds)
	if err != nil {
		return nil, err
	}
	free := clause.Not(linked)
	pick, err := newPicker(ctx, func(ctx context.Context, typed string, wanted int) ([]choice, error) {
		return w.search(ctx, typed, free, wanted)
	})
	if err != nil {
		return nil, err
	}
	in := pick.besides(f.picked...).many(f.rel.label(), f.rel.tag.Help).AtLeast(1).AtMost(maxInline)
	if len(f.picked) > 0 {
		in = in.Default(slices.Clone(f.picked))
	}
	return in.Into(&f.picked), nil
}

// askOwn asks for one field of a row by itself, into the row.
func (m *model) askOwn(ctx context.Context, c *column, r record) (io.Component, error) {
	target := c.field.ReflectValueOf(background, r.row)
	for _, ref := range m.references() {
		if ref.kind == nil && len(ref.columns) == 1 && ref.columns[0] == c {
			p := &picks{form: form{model: m, holds: r, columns: []*column{c}}, chosen: map[*reference]*choice{}}
			input, err := p.picker(ctx, c, ref)
			if err != nil {
				return nil, err
			}
			return input(target.Addr().Interface()), nil
		}
	}
	if own := c.ownInput(); own != nil {
		return own(target.Addr().Interface()), nil
	}
	return c.tag.Input(c.owner(r.row))
}

// owner is the struct in a row that has the field of c, which is made where a pointer
// leads to none.
func (c *column) owner(row reflect.Value) reflect.Value {
	way := c.field.StructField.Index
	for _, i := range way[:len(way)-1] {
		if i < 0 {
			i = -i - 1 // GORM marks a way through a pointer like this
		}
		if row = row.Field(i); row.Kind() == reflect.Pointer {
			if row.IsNil() {
				row.Set(reflect.New(row.Type().Elem()))
			}
			row = row.Elem()
		}
	}
	return row
}

// pathsOf names the fields of columns as rules do.
func pathsOf(columns []*column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = strings.Join(c.field.BindNames, ".")
	}
	return names
}

package autoactions

import (
	"context"
	"errors"
	"reflect"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/io"
)

// form asks for some of the fields of a record.
type form struct {
	model         *model
	holds         record // what the fields hold at first; not changed
	columns       []*column
	links         []*relation // of which people choose what is linked
	inlines       []inline    // whose rows are asked for too
	given         *given      // where the record is made for another one
	title, submit string
}

// asking is a field of a form, with an input of its own where package io has none.
type asking struct {
	name  string
	label string                       // "" for that of its tag
	input func(field any) io.Component // may be nil
	added *record                      // what a new one of a list of rows holds at first; may be nil
}

// askForm shows a form and returns the record as it was filled in.
func askForm[T any](ctx context.Context, f form) (record, error) {
	p := &picks{form: f, chosen: map[*reference]*choice{}, linked: map[*relation]*[]choice{}}
	asked, err := p.askings(ctx)
	if err != nil {
		return record{}, err
	}
	names := make([]string, len(asked))
	for i, a := range asked {
		names[i] = a.name
	}
	call := io.Form(*pointer[T](f.holds)).Title(f.title).Submit(f.submit).Only(names...)
	for _, a := range asked {
		if a.label != "" {
			call = call.Label(a.name, a.label)
		}
		if a.input != nil {
			call = call.With(a.name, a.input)
		}
		if a.added != nil {
			call = call.Added(a.name, a.added.row.Interface())
		}
	}
	filled, err := call.Validate(func(_ context.Context, row T) error {
		r := record{row: reflect.ValueOf(&row).Elem()}
		return errors.Join(fits(f.columns, r), tooManyDigits(changed(f.columns, f.holds, r), r), fitsInlines(f.inlines, "", f.holds, r))
	}).Get(ctx)
	if err != nil {
		return record{}, err
	}
	r := record{row: reflect.ValueOf(&filled).Elem()}
	return r, p.settle(&r)
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

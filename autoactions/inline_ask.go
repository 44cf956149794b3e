package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/io"
)

// askings are the fields of the rows in the form of their parent, below a way to it.
func (in inline) askings(ctx context.Context, way string, holds []record) ([]asking, error) {
	rows := in.rowsIn(holds)
	way += in.name
	added, err := in.added(ctx)
	if err != nil {
		return nil, err
	}
	asked := []asking{{name: way, added: added}}
	refs := in.child.references()
	for _, c := range in.columns {
		asked = within(asked, way+".", c)
		a := asking{name: way + "." + c.path(), label: c.tag.Label, input: c.ownInput()}
		i := slices.IndexFunc(refs, func(ref *reference) bool {
			return ref.kind == nil && len(ref.columns) == 1 && ref.columns[0] == c
		})
		if i >= 0 {
			if a.input, err = in.picker(ctx, c, refs[i], rows); err != nil {
				return nil, err
			}
		}
		asked = append(asked, a)
	}
	for _, inner := range in.inner {
		more, err := inner.askings(ctx, way+".", rows)
		if err != nil {
			return nil, err
		}
		asked = append(asked, more...)
	}
	return asked, nil
}

// added is what the form holds at first of a row that is added: what New of its model
// fills in. Where New refuses, that is said to whoever adds one, when it is written.
func (in inline) added(ctx context.Context) (*record, error) {
	if in.kind != hasMany {
		return nil, nil
	}
	fresh, err := in.child.fresh(ctx)
	if _, refused := saidToPeople(err); refused {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	row := record{row: reflect.New(in.target).Elem()}
	take(in.columns, row, fresh)
	return &row, nil
}

// rowsIn are the rows in some records.
func (in inline) rowsIn(owners []record) []record {
	var rows []record
	for _, owner := range owners {
		rows = append(rows, in.rows(owner)...)
	}
	return rows
}

// picker asks in each row for the record that a foreign key of one column leads to.
func (in inline) picker(ctx context.Context, c *column, ref *reference, rows []record) (func(any) io.Component, error) {
	pick, err := newPicker(ctx, func(ctx context.Context, typed string, wanted int) ([]choice, error) {
		return ref.search(ctx, typed, nil, wanted)
	})
	if err != nil {
		return nil, err
	}
	present, err := ref.present(ctx, c, rows)
	if err != nil {
		return nil, err
	}
	known := map[string]*choice{}
	for _, o := range present {
		if o != nil {
			known[keyText(o.key)] = o
		}
	}
	return func(field any) io.Component {
		target := reflect.ValueOf(field).Elem()
		return pickInto(pick.one(c.tag.Label, c.tag.Help), c, known[keyText(keySet{c.value(c.holding(field))})], func(o *choice) error {
			return ref.write(c, o, target)
		})
	}, nil
}

// fitsInlines refuses rows that the database would refuse, and changes of what cannot
// be changed, below a way to the record that has them.
func fitsInlines(inlines []inline, way string, before, after record) error {
	var wrong []error
	for _, in := range inlines {
		for i, row := range in.rows(after) {
			place := way + in.name
			if in.kind == hasMany {
				place = fmt.Sprintf("%s[%d]", place, i)
			}
			wrong = append(wrong, in.fitsRow(place, before, row))
		}
	}
	return errors.Join(wrong...)
}

func (in inline) fitsRow(place string, before, row record) error {
	wrong := []error{fits(in.columns, row)}
	was, there := in.child.sameRow(in.rows(before), row)
	entered := in.columns
	if there {
		entered = changed(in.columns, was, row)
		for _, c := range entered {
			if !c.edits {
				wrong = append(wrong, io.InvalidField(place+"."+c.path(), "This cannot be changed. Remove the entry and add another."))
			}
		}
	}
	wrong = append(wrong, tooManyDigits(entered, row))
	return errors.Join(append(wrong, fitsInlines(in.inner, place+".", was, row))...)
}

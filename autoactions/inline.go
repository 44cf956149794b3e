package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor/io"
)

// maxInline is how many rows a form asks for inside the form of their parent. Where
// there are more, they are changed on the parent's page.
const maxInline = 100

// inline is a has-one or has-many relation whose rows are asked for inside the form
// of their parent.
type inline struct {
	*relation
	child   *model
	columns []*column // asked for in each row
}

// useInline checks the names of Model.Inline and prepares what is needed for rows
// of types that are not registered.
func (m *model) useInline(names []string) error {
	for _, name := range names {
		rel, ok := m.relation(name)
		switch {
		case !ok:
			return fmt.Errorf("Inline: %q is no relation of the model", name)
		case rel.kind != hasOne && rel.kind != hasMany:
			return fmt.Errorf("Inline: field %s: only has-one and has-many relations can stand in the form", name)
		case len(m.keys) == 0:
			return fmt.Errorf("Inline: field %s: a model without primary key is read-only", name)
		}
		child, err := newChild(m.db, rel.target, m.undoFor)
		if err != nil {
			return fmt.Errorf("Inline: field %s: model %s: %w", name, rel.target, err)
		}
		m.inline = append(m.inline, inline{relation: rel, child: child})
	}
	return nil
}

// newChild describes rows of a type that is nowhere shown by itself. What is done to
// them is undone with their parent.
func newChild(db *gorm.DB, rows reflect.Type, undoFor time.Duration) (*model, error) {
	child := &model{db: db, undoFor: undoFor, has: map[string]bool{}, hooks: hooksOf(Hooks[struct{}]{})}
	if err := child.readType(rows, false); err != nil {
		return nil, err
	}
	if err := child.settle("", "", nil); err != nil {
		return nil, err
	}
	if len(child.keys) == 0 {
		return nil, errors.New("it has no primary key")
	}
	child.fresh = func(context.Context) (record, error) { return record{row: reflect.New(rows).Elem()}, nil }
	return child, nil
}

// inlines are the relations in the form, each with the model that is registered for
// its rows, or else the one made for them. Masked fields of rows are not asked for, nor
// are secrets and files in lists, where there is no place for them.
func (m *model) inlines() []inline {
	list := slices.DeleteFunc(slices.Clone(m.inline), func(in inline) bool {
		_, seen := m.known.of(in.target)
		return in.hidden || m.known.registered(in.target) && !seen // rows of a model that is not theirs
	})
	for i, in := range list {
		child := in.child
		if known, ok := m.known.of(in.target); ok {
			list[i].child, child = known, known
		}
		back := in.foreign(child.table)
		list[i].columns = child.those(func(c *column) bool {
			listed := (c.secret || c.kind == content) && in.kind == hasMany
			return (c.creates || c.edits) && c.mask == "" && !listed && !slices.Contains(back, c)
		})
	}
	return list
}

// read returns the rows of a record, at most one more than a form asks for.
func (in inline) read(ctx context.Context, db *gorm.DB, m *model, r record) ([]record, error) {
	condition, _ := m.related(in.relation, r)
	if condition == nil {
		return nil, nil
	}
	q, err := in.child.query(ctx, db)
	if err != nil {
		return nil, err
	}
	order := make([]sorting, len(in.child.keys))
	for i, c := range in.child.keys {
		order[i] = sorting{column: c}
	}
	rows, err := in.child.rows(orderBy(q.Where(all([]clause.Expression{condition})), order).Limit(maxInline + 1))
	if in.kind == hasOne {
		rows = rows[:min(len(rows), 1)]
	}
	return rows, err
}

// put makes rows those of a record.
func (in inline) put(r record, rows []record) {
	field := in.rel.Field.ReflectValueOf(background, r.row)
	if in.kind == hasOne {
		field.SetZero()
		if len(rows) > 0 {
			field.Set(shaped(rows[0].row, field.Type()))
		}
		return
	}
	list := reflect.MakeSlice(field.Type(), 0, len(rows))
	for _, row := range rows {
		list = reflect.Append(list, shaped(row.row, field.Type().Elem()))
	}
	field.Set(list)
}

// shaped is a copy of a row, or a pointer to one.
func shaped(row reflect.Value, as reflect.Type) reflect.Value {
	fresh := reflect.New(row.Type())
	fresh.Elem().Set(row)
	if as.Kind() == reflect.Pointer {
		return fresh
	}
	return fresh.Elem()
}

// rows are the rows in a record. A struct that is not a pointer and holds nothing
// is no row.
func (in inline) rows(r record) []record {
	if !r.row.IsValid() {
		return nil
	}
	field := in.rel.Field.ReflectValueOf(background, r.row)
	if in.kind == hasOne {
		if field.IsZero() {
			return nil
		}
		return []record{{row: reflect.Indirect(field)}}
	}
	rows := make([]record, 0, field.Len())
	for i := range field.Len() {
		if row := reflect.Indirect(field.Index(i)); row.IsValid() {
			rows = append(rows, record{row: row})
		}
	}
	return rows
}

// askings are the fields of the rows in the form of their parent.
func (in inline) askings(ctx context.Context, holds record) ([]asking, error) {
	asked := []asking{{name: in.name}}
	refs := in.child.references()
	for _, c := range in.columns {
		asked = within(asked, in.name+".", c)
		a := asking{name: in.name + "." + c.path(), label: c.tag.Label, input: c.ownInput()}
		i := slices.IndexFunc(refs, func(ref *reference) bool {
			return ref.kind == nil && len(ref.columns) == 1 && ref.columns[0] == c
		})
		if i >= 0 {
			var err error
			if a.input, err = in.picker(ctx, c, refs[i], holds); err != nil {
				return nil, err
			}
		}
		asked = append(asked, a)
	}
	return asked, nil
}

// picker asks in each row for the record that a foreign key of one column leads to.
func (in inline) picker(ctx context.Context, c *column, ref *reference, holds record) (func(any) io.Component, error) {
	find := func(ctx context.Context, typed string) ([]choice, error) { return ref.search(ctx, typed, nil) }
	first, err := find(ctx, "")
	if err != nil {
		return nil, err
	}
	present, err := ref.present(ctx, c, in.rows(holds))
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
		pick := io.Search(c.tag.Label, find).Label(labelOf).Initial(first).Help(c.tag.Help)
		target := reflect.ValueOf(field).Elem()
		return pickInto(pick, c, known[keyText(keySet{c.value(c.holding(field))})], func(o *choice) error {
			return ref.write(c, o, target)
		})
	}, nil
}

// fitsInline refuses rows that the database would refuse, and changes of what
// cannot be changed.
func (f form) fitsInline(r record) error {
	var wrong []error
	for _, in := range f.inlines {
		rows := in.rows(r)
		for i, row := range rows {
			if err := fits(in.columns, row); err != nil {
				wrong = append(wrong, fmt.Errorf("%w", err))
			}
			before, there := in.child.sameRow(in.rows(f.holds), row)
			if !there {
				continue
			}
			for _, c := range changed(in.columns, before, row) {
				if !c.edits {
					path := fmt.Sprintf("%s[%d].%s", in.name, i, c.path())
					wrong = append(wrong, io.InvalidField(path, "This cannot be changed. Remove the entry and add another."))
				}
			}
		}
	}
	return errors.Join(wrong...)
}

// sameRow finds the row with the key of another; new rows have none yet.
func (t *table) sameRow(rows []record, row record) (record, bool) {
	if t.keyless(row) {
		return record{}, false
	}
	key := t.keyText(row.row)
	i := slices.IndexFunc(rows, func(r record) bool { return t.keyText(r.row) == key })
	if i < 0 {
		return record{}, false
	}
	return rows[i], true
}

// keyless reports whether a row has no key yet.
func (t *table) keyless(row record) bool {
	return !slices.ContainsFunc(t.keys, func(c *column) bool { return !c.unset(row) })
}

// belongs reports whether a row is one of a record's.
func (in inline) belongs(owner, row record) bool {
	for _, ref := range in.rel.References {
		held, _ := ref.ForeignKey.ValueOf(background, row.row)
		want := any(ref.PrimaryValue)
		if ref.PrimaryValue == "" {
			want, _ = ref.PrimaryKey.ValueOf(background, owner.row)
		}
		if plainText(plain(held)) != plainText(plain(want)) {
			return false
		}
	}
	return true
}

// nullable reports whether the rows can be without a parent: every column of their
// foreign key that is no part of their own key can be NULL.
func (in inline) nullable() bool {
	own := in.foreign(in.child.table)
	return len(own) > 0 && !slices.ContainsFunc(own, func(c *column) bool { return c.never || !c.nullable })
}

package autoactions

import (
	"context"
	"reflect"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// read reads the rows of some records, those of the rows with them, and puts them
// there. It reports false where one of the records has more than a form asks for. Rows
// of rows of which there are too many are left out of inner.
func (in *inline) read(ctx context.Context, db *gorm.DB, m *model, owners []record) (fits bool, err error) {
	rows, err := in.rowsOf(ctx, db, m, owners)
	if err != nil {
		return false, err
	}
	owned := in.byOwner(rows)
	for _, owner := range owners {
		if len(owned[in.keyOfOwner(owner)]) > maxInline {
			return false, nil
		}
	}
	if in.inner, err = readInlines(ctx, db, in.child, in.inner, rows); err != nil {
		return false, err
	}
	for _, owner := range owners {
		in.put(owner, owned[in.keyOfOwner(owner)])
	}
	return true, nil
}

// byOwner sorts rows by the key of the record that they belong to.
func (in inline) byOwner(rows []record) map[string][]record {
	owned := map[string][]record{}
	for _, row := range rows {
		key := in.keyInRow(row)
		if in.kind != hasOne || len(owned[key]) == 0 {
			owned[key] = append(owned[key], row)
		}
	}
	return owned
}

// readInlines reads the rows of relations of some records, and returns those that fit
// into a form.
func readInlines(ctx context.Context, db *gorm.DB, m *model, inlines []inline, owners []record) ([]inline, error) {
	var list []inline
	for _, in := range inlines {
		fits, err := in.read(ctx, db, m, owners)
		if err != nil {
			return nil, err
		}
		if fits {
			list = append(list, in)
		}
	}
	return list, nil
}

// rowsOf returns the rows of some records in the order of their keys, at most one more
// than the form asks for.
func (in inline) rowsOf(ctx context.Context, db *gorm.DB, m *model, owners []record) ([]record, error) {
	var of []clause.Expression
	for _, owner := range owners {
		condition, _, err := m.related(ctx, db, in.relation, owner)
		if err != nil {
			return nil, err
		}
		if condition != nil {
			of = append(of, condition)
		}
	}
	if len(of) == 0 {
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
	return in.child.rows(orderBy(q.Where(either(of)), order).Limit(maxInline*len(of) + 1))
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

// belongs reports whether a row is one of a record's.
func (in inline) belongs(owner, row record) bool { return in.keyInRow(row) == in.keyOfOwner(owner) }

// keyInRow is what a row holds of the record that it belongs to.
func (in inline) keyInRow(row record) string {
	key := make(keySet, len(in.rel.References))
	for i, ref := range in.rel.References {
		held, _ := ref.ForeignKey.ValueOf(background, row.row)
		key[i] = plain(held)
	}
	return keyText(key)
}

// keyOfOwner is what the rows of a record hold of it.
func (in inline) keyOfOwner(owner record) string {
	key := make(keySet, len(in.rel.References))
	for i, ref := range in.rel.References {
		want := any(ref.PrimaryValue)
		if ref.PrimaryValue == "" {
			want, _ = ref.PrimaryKey.ValueOf(background, owner.row)
		}
		key[i] = plain(want)
	}
	return keyText(key)
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

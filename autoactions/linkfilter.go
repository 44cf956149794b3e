package autoactions

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// maxOptions is how many records the filter of a many-to-many relation offers. Where
// there are more, it asks for what they are called.
const maxOptions = 200

// linkColumn is a column of a list with what a many-to-many relation links.
type linkColumn struct {
	rel    *relation
	column io.Column[record]
}

// linkColumns are those of the relations whose tag has the word list or filter.
func (m *model) linkColumns(ctx context.Context) ([]linkColumn, error) {
	var columns []linkColumn
	for _, rel := range m.shownRelations(manyToMany) {
		if !rel.tag.List && !rel.tag.Filter || len(m.keys) == 0 {
			continue
		}
		shown := io.Column[record]{
			Label: rel.label(), Key: rel.filterKey(), Type: io.TextColumn,
			Value: func(r record) any { return strings.Join(namesOf(r.linked[rel]), ", ") },
		}
		if rel.tag.Filter {
			options, all, err := m.linkOptions(ctx, rel)
			if err != nil {
				return nil, err
			}
			w, _ := m.far(rel)
			switch {
			case !all && w.model.hasNames():
				shown.Key, shown.Filter = rel.nameKey(), &io.Filter{Kind: io.TextFilter}
			case len(options) > 0:
				shown.Filter = &io.Filter{Kind: io.EnumFilter, Options: options}
			}
		}
		columns = append(columns, linkColumn{rel, shown})
	}
	return columns, nil
}

// filterKey is how requests call the relation. No column can be called so.
func (rel *relation) filterKey() string { return "linked:" + rel.key() }

// nameKey is how they call it where they say what the other side is called.
func (rel *relation) nameKey() string { return "named:" + rel.key() }

// hasNames reports whether records of the model are found by what they are called.
func (m *model) hasNames() bool {
	return slices.ContainsFunc(m.columns, func(c *column) bool { return c.searches })
}

// linkOptions are the records that a list can be filtered by, within their scope. It
// reports false, with none of them, when there are too many.
func (m *model) linkOptions(ctx context.Context, rel *relation) ([]io.Option, bool, error) {
	w, _ := m.far(rel)
	q, err := w.model.query(ctx, w.model.db)
	if err != nil {
		return nil, false, err
	}
	order, err := w.model.ordering(nil)
	if err != nil {
		return nil, false, err
	}
	rows, err := w.model.rows(orderBy(q, order).Limit(maxOptions + 1))
	if err != nil || len(rows) > maxOptions {
		return nil, false, err
	}
	options := make([]io.Option, len(rows))
	for i, r := range rows {
		options[i] = io.Option{Value: w.model.keyText(r.row), Label: w.model.title(r)}
	}
	return options, true, nil
}

// addLinked finds out what rows are linked with: one statement for the links of a
// relation, and one for the names.
func (m *model) addLinked(ctx context.Context, columns []linkColumn, rows []record) error {
	for _, c := range columns {
		if len(rows) == 0 {
			break
		}
		if err := m.addLinkedBy(ctx, c.rel, rows); err != nil {
			return fmt.Errorf("autoactions: links of %s: %w", m.slug, err)
		}
	}
	return nil
}

func (m *model) addLinkedBy(ctx context.Context, rel *relation, rows []record) error {
	options := make([]clause.Expression, len(rows))
	for i, r := range rows {
		options[i] = m.joinsOwn(rel, r)
	}
	found := reflect.New(reflect.SliceOf(rel.rel.JoinTable.ModelType))
	q, err := m.linkRows(ctx, m.db, rel)
	if err == nil {
		err = q.Where(either(options)).Find(found.Interface()).Error
	}
	if err != nil {
		return err
	}
	w, _ := m.far(rel)
	var far []keySet
	near := map[string][]keySet{}
	for i := range found.Elem().Len() {
		own, theirs := sides(rel, found.Elem().Index(i))
		near[keyText(own)] = append(near[keyText(own)], theirs)
		far = append(far, theirs)
	}
	targets, err := w.find(ctx, far)
	if err != nil {
		return err
	}
	for i, r := range rows {
		own := ownSide(rel, r)
		linked := map[*relation][]choice{}
		for rel, chosen := range r.linked {
			linked[rel] = chosen
		}
		for _, theirs := range near[keyText(own)] {
			if target, ok := targets[keyText(theirs)]; ok && !w.model.deleted(target) {
				linked[rel] = append(linked[rel], w.choice(target))
			}
		}
		rows[i].linked = linked
	}
	return nil
}

// sides are the keys that a row of the join table holds of its two sides.
func sides(rel *relation, row reflect.Value) (own, theirs keySet) {
	for _, ref := range rel.rel.References {
		v, _ := ref.ForeignKey.ValueOf(background, row)
		if ref.OwnPrimaryKey {
			own = append(own, plain(v))
		} else {
			theirs = append(theirs, plain(v))
		}
	}
	return own, theirs
}

// ownSide is what the rows of the join table hold of a record.
func ownSide(rel *relation, r record) (own keySet) {
	for _, ref := range rel.rel.References {
		if ref.OwnPrimaryKey {
			v, _ := ref.PrimaryKey.ValueOf(background, r.row)
			own = append(own, plain(v))
		}
	}
	return own
}

// filterLinks takes the filters by many-to-many relations out of those of a list,
// and returns their condition.
func (m *model) filterLinks(ctx context.Context, filters []io.FilterValue) (left []io.FilterValue, conditions []clause.Expression, err error) {
	for _, f := range filters {
		i := slices.IndexFunc(m.relations, func(rel *relation) bool {
			return rel.kind == manyToMany && (rel.filterKey() == f.Column || rel.nameKey() == f.Column)
		})
		if i < 0 {
			left = append(left, f)
			continue
		}
		rel := m.relations[i]
		if _, known := m.known.of(rel.target); !known || rel.hidden || !rel.tag.Filter {
			return nil, nil, stagedoor.Fail("This list cannot be filtered by that column.")
		}
		condition, err := m.linkCondition(ctx, rel, f)
		if err != nil {
			return nil, nil, err
		}
		conditions = append(conditions, condition)
	}
	return left, conditions, nil
}

// linkCondition is the condition that a row is linked with what a filter names, within
// the scope of the other side.
func (m *model) linkCondition(ctx context.Context, rel *relation, f io.FilterValue) (clause.Expression, error) {
	far, err := m.farCondition(rel, f)
	if err != nil {
		return nil, err
	}
	rows, err := m.linksTo(ctx, rel, far)
	if err != nil {
		return nil, err
	}
	if f.Op == "null" || f.Op == "ne" {
		return clause.Expr{SQL: "NOT EXISTS (?)", Vars: []any{rows}}, nil
	}
	return clause.Expr{SQL: "EXISTS (?)", Vars: []any{rows}}, nil
}

// farCondition is what a filter says of the other side: what it is called, or which of
// its records are meant; nil for any.
func (m *model) farCondition(rel *relation, f io.FilterValue) (clause.Expression, error) {
	w, _ := m.far(rel)
	switch {
	case f.Op == "null" || f.Op == "notnull":
		return nil, nil
	case f.Column == rel.nameKey():
		return w.model.calledAs(f, rel.label())
	}
	values, err := list(f.Value)
	if err != nil {
		return nil, stagedoor.Fail("The filter on %s does not work: %v.", rel.label(), err)
	}
	keys := make([]keySet, len(values))
	for i, v := range values {
		if keys[i], err = w.model.keyed(textOf(v), w.theirs); err != nil {
			return nil, stagedoor.Fail("The filter on %s does not work: %q is not one of its values.", rel.label(), textOf(v))
		}
	}
	return w.model.among(w.theirs, keys), nil
}

// linksTo are the rows of a join table that link a row of m with records, within their
// scope, that meet a condition.
func (m *model) linksTo(ctx context.Context, rel *relation, far clause.Expression) (*gorm.DB, error) {
	w, _ := m.far(rel)
	q, err := w.model.query(ctx, m.db)
	if err != nil {
		return nil, err
	}
	var own, theirs []clause.Expression
	for _, ref := range rel.rel.References {
		table, on := w.model.schema.Table, &theirs
		if ref.OwnPrimaryKey {
			table, on = m.schema.Table, &own
		}
		foreign := clause.Column{Table: rel.rel.JoinTable.Table, Name: ref.ForeignKey.DBName}
		*on = append(*on, clause.Expr{SQL: "? = ?", Vars: []any{foreign, clause.Column{Table: table, Name: ref.PrimaryKey.DBName}}})
	}
	if far != nil {
		theirs = append(theirs, far)
	}
	there := clause.Expr{SQL: "EXISTS (?)", Vars: []any{q.Where(all(theirs)).Select("1")}}
	rows, err := m.linkRows(ctx, m.db, rel)
	if err != nil {
		return nil, err
	}
	return rows.Select("1").Where(all(append(own, there))), nil
}

// keyed reads the text of a key and returns what it holds in columns, all of which
// have to be parts of the key.
func (t *table) keyed(text string, columns []*column) (keySet, error) {
	key, err := t.parseKey(text)
	if err != nil {
		return nil, err
	}
	held := make(keySet, len(columns))
	for i, c := range columns {
		at := slices.Index(t.keys, c)
		if at < 0 {
			return nil, errBadKey
		}
		held[i] = key[at]
	}
	return held, nil
}

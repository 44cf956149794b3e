package autoactions

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/io"
)

// parent is where a foreign key leads: a registered model, by its single key.
type parent struct{ model *model }

// parentOf finds the registered model that c holds the key of.
func (m *model) parentOf(c *column) (parent, bool) {
	for _, rel := range m.schema.Relationships.BelongsTo {
		if len(rel.References) != 1 || rel.References[0].ForeignKey != c.field || hidden(m.model, rel) {
			continue
		}
		target, ok := m.known.of(rel.FieldSchema.ModelType)
		if ok && len(target.keys) == 1 && target.keys[0].field.DBName == rel.References[0].PrimaryKey.DBName {
			return parent{target}, true
		}
	}
	return parent{}, false
}

// hidden reports whether the field of a relation is tagged "-".
func hidden(model reflect.Type, rel *schema.Relationship) bool {
	field, ok := model.FieldByName(rel.Name)
	return !ok || field.Tag.Get("io") == "-"
}

// addNames finds out what the records are called that the foreign keys of rows
// lead to, with one statement for each such column.
func (m *model) addNames(ctx context.Context, columns []*column, rows []record) error {
	for _, c := range columns {
		p, ok := m.parentOf(c)
		if !ok || len(rows) == 0 {
			continue
		}
		names, err := p.names(ctx, c, rows)
		if err != nil {
			return fmt.Errorf("autoactions: names of %s: %w", p.model.slug, err)
		}
		for i, r := range rows {
			if name, ok := names[plainText(c.value(r.row))]; ok {
				if rows[i].names == nil {
					rows[i].names = map[*column]string{}
				}
				rows[i].names[c] = name
			}
		}
	}
	return nil
}

// names returns what the records are called whose keys rows have in c, by the
// text of the key.
func (p parent) names(ctx context.Context, c *column, rows []record) (map[string]string, error) {
	var keys []any
	seen := map[any]bool{nil: true}
	for _, r := range rows {
		if v := c.value(r.row); !seen[v] {
			seen[v] = true
			keys = append(keys, v)
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	q, err := p.model.query(ctx, p.model.db)
	if err != nil {
		return nil, err
	}
	found, err := p.model.rows(q.Where(all([]clause.Expression{clause.IN{Column: at(p.model.keys[0]), Values: keys}})))
	names := make(map[string]string, len(found))
	for _, r := range found {
		names[p.model.keyText(r.row)] = p.model.title(r)
	}
	return names, err
}

// children are the small tables under a record: the records of registered models
// that belong to it or are linked with it.
func (m *model) children(r record) []io.Component {
	const rowsShown = 10
	var tables []io.Component
	relations := slices.Concat(m.schema.Relationships.HasOne, m.schema.Relationships.HasMany, m.schema.Relationships.Many2Many)
	for _, rel := range relations {
		child, ok := m.known.of(rel.FieldSchema.ModelType)
		if !ok || hidden(m.model, rel) {
			continue
		}
		condition, backlink := m.related(rel, r)
		if condition == nil {
			continue
		}
		columns := child.those(func(c *column) bool { return c.listed && !slices.Contains(backlink, c.name()) })
		label := sentence(wordsOf(rel.Name))
		tables = append(tables, child.rowsTable(label, columns, condition).PageSize(rowsShown))
	}
	return tables
}

// related returns the condition for the rows that rel leads to from r, and the
// columns of those rows that only lead back.
func (m *model) related(rel *schema.Relationship, r record) (condition clause.Expression, backlink []string) {
	if rel.JoinTable != nil {
		return m.joined(rel, r), nil
	}
	var parts []clause.Expression
	for _, ref := range rel.References {
		foreign := clause.Column{Table: clause.CurrentTable, Name: ref.ForeignKey.DBName}
		value := any(ref.PrimaryValue)
		if ref.PrimaryValue == "" {
			value, _ = ref.PrimaryKey.ValueOf(background, r.row)
		}
		if plain(value) == nil {
			return nil, nil
		}
		parts = append(parts, clause.Eq{Column: foreign, Value: value})
		backlink = append(backlink, ref.ForeignKey.DBName)
	}
	return all(parts), backlink
}

// joined is related through a table that joins the two.
func (m *model) joined(rel *schema.Relationship, r record) clause.Expression {
	var parts []clause.Expression
	for _, ref := range rel.References {
		foreign := clause.Column{Table: rel.JoinTable.Table, Name: ref.ForeignKey.DBName}
		if ref.OwnPrimaryKey {
			value, _ := ref.PrimaryKey.ValueOf(background, r.row)
			parts = append(parts, clause.Eq{Column: foreign, Value: value})
			continue
		}
		theirs := clause.Column{Table: clause.CurrentTable, Name: ref.PrimaryKey.DBName}
		parts = append(parts, clause.Expr{SQL: "? = ?", Vars: []any{foreign, theirs}})
	}
	return clause.Expr{
		SQL:  "EXISTS (SELECT 1 FROM ? WHERE ?)",
		Vars: []any{clause.Table{Name: rel.JoinTable.Table}, all(parts)},
	}
}

package autoactions

import (
	"context"
	"reflect"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/io"
)

// relatedRows is how many rows a table of related records has at first.
const relatedRows = 10

// tabs are the related records of a record, each relation in a tab of its own. A
// tab reads nothing before somebody opens it.
func (m *model) tabs(r record) []io.TabFrame {
	var tabs []io.TabFrame
	for _, rel := range m.shownRelations(hasOne, hasMany, manyToMany) {
		condition, backlink := m.related(rel, r)
		if condition == nil {
			continue
		}
		child, _ := m.known.of(rel.target)
		columns := child.those(func(c *column) bool { return c.listed && !slices.Contains(backlink, c.name()) })
		table := child.rowsTable(rel.label(), columns, condition).PageSize(relatedRows)
		if len(child.keys) > 0 {
			table = table.RowMenu(child.menuFor(m, rel, r))
		}
		if rel.kind == manyToMany {
			table = m.linkedTable(rel, r, child, columns, condition)
		}
		tabs = append(tabs, io.Tab(rel.label(), append(m.offers(rel, r, child), table)...))
	}
	return tabs
}

// related returns the condition for the rows that rel leads to from r, and the
// columns of those rows that only lead back.
func (m *model) related(rel *relation, r record) (condition clause.Expression, backlink []string) {
	if rel.kind == manyToMany {
		return m.joined(rel, r), nil
	}
	var parts []clause.Expression
	for _, ref := range rel.rel.References {
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

// joined is related through a table that joins the two. Rows of the join that are
// deleted softly join nothing.
func (m *model) joined(rel *relation, r record) clause.Expression {
	join := rel.rel.JoinTable
	parts := []clause.Expression{m.joinsOwn(rel, r)}
	for _, ref := range rel.rel.References {
		if ref.OwnPrimaryKey {
			continue
		}
		theirs := clause.Column{Table: rel.rel.FieldSchema.Table, Name: ref.PrimaryKey.DBName}
		foreign := clause.Column{Table: join.Table, Name: ref.ForeignKey.DBName}
		parts = append(parts, clause.Expr{SQL: "? = ?", Vars: []any{foreign, theirs}})
	}
	rows := m.joinRows(background, m.db, rel).Select("1").Where(all(parts))
	return clause.Expr{SQL: "EXISTS (?)", Vars: []any{rows}}
}

// joinRows begins a statement on the rows of a join table.
func (m *model) joinRows(ctx context.Context, db *gorm.DB, rel *relation) *gorm.DB {
	blank := reflect.New(rel.rel.JoinTable.ModelType).Interface()
	return db.Session(&gorm.Session{NewDB: true, Context: ctx}).Model(blank)
}

// joinsOwn is the condition that a row of the join table has r on this side.
func (m *model) joinsOwn(rel *relation, r record) clause.Expression {
	var parts []clause.Expression
	for _, ref := range rel.rel.References {
		if ref.OwnPrimaryKey {
			value, _ := ref.PrimaryKey.ValueOf(background, r.row)
			foreign := clause.Column{Table: rel.rel.JoinTable.Table, Name: ref.ForeignKey.DBName}
			parts = append(parts, clause.Eq{Column: foreign, Value: value})
		}
	}
	return all(parts)
}

// deleted reports whether a row that was read regardless is marked as deleted.
func (t *table) deleted(r record) bool {
	return slices.ContainsFunc(t.schema.Fields, func(f *schema.Field) bool {
		if f.DBName == "" {
			return false
		}
		_, marks := reflect.New(f.IndirectFieldType).Interface().(schema.QueryClausesInterface)
		return marks && !f.ReflectValueOf(background, r.row).IsZero()
	})
}

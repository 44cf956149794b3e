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
func (m *model) tabs(ctx context.Context, r record) ([]io.TabFrame, error) {
	var tabs []io.TabFrame
	for _, rel := range m.shownRelations(hasOne, hasMany, manyToMany) {
		condition, backlink, err := m.related(ctx, m.db, rel, r)
		if err != nil {
			return nil, err
		}
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
	return tabs, nil
}

// related returns the condition for the rows that rel leads to from r, and the
// columns of those rows that only lead back.
func (m *model) related(ctx context.Context, db *gorm.DB, rel *relation, r record) (condition clause.Expression, backlink []string, err error) {
	if rel.kind == manyToMany {
		condition, err = m.joined(ctx, db, rel, r)
		return condition, nil, err
	}
	var parts []clause.Expression
	for _, ref := range rel.rel.References {
		foreign := clause.Column{Table: clause.CurrentTable, Name: ref.ForeignKey.DBName}
		value := any(ref.PrimaryValue)
		if ref.PrimaryValue == "" {
			value, _ = ref.PrimaryKey.ValueOf(background, r.row)
		}
		if plain(value) == nil {
			return nil, nil, nil
		}
		parts = append(parts, clause.Eq{Column: foreign, Value: value})
		backlink = append(backlink, ref.ForeignKey.DBName)
	}
	return all(parts), backlink, nil
}

// joined is related through a table that joins the two. Rows of the join that are
// deleted softly, or outside the scope of their own model, join nothing.
func (m *model) joined(ctx context.Context, db *gorm.DB, rel *relation, r record) (clause.Expression, error) {
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
	rows, err := m.linkRows(ctx, db, rel)
	if err != nil {
		return nil, err
	}
	return clause.Expr{SQL: "EXISTS (?)", Vars: []any{rows.Select("1").Where(all(parts))}}, nil
}

// linkRows begins a statement on those rows of a join table that are within the Scope of
// the model that is registered for it, whoever may see that model.
func (m *model) linkRows(ctx context.Context, db *gorm.DB, rel *relation) (*gorm.DB, error) {
	rows := m.joinRows(ctx, db, rel)
	for _, of := range m.known.family.everyone() {
		if of.schema.Table != rel.rel.JoinTable.Table || of.scope == nil {
			continue
		}
		scope, err := of.scopeCondition(ctx, db)
		if err != nil {
			return nil, err
		}
		rows = rows.Where(scope)
	}
	return rows, nil
}

// joinRows begins a statement on all rows of a join table, whoever may see them.
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

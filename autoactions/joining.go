package autoactions

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// joinModel is the model of a relation's join table: the one that is registered for it,
// or else one made for its rows. It is nil where those hold nothing that is shown, or
// are not the person's to see. Of its rows the person sees those that lead to records
// on the other side that they see.
func (m *model) joinModel(rel *relation) *model {
	join := m.joinTable(rel)
	if join == nil {
		return nil
	}
	within := *join
	within.beyond = func(ctx context.Context, db *gorm.DB) (clause.Expression, error) { return m.leadsOn(ctx, db, rel) }
	return &within
}

// leadsOn is the condition that a row of a join table leads to a record on the other
// side that the person sees, deleted ones too.
func (m *model) leadsOn(ctx context.Context, db *gorm.DB, rel *relation) (clause.Expression, error) {
	target, ok := m.known.of(rel.target)
	if !ok {
		return nil, errNotTheirs
	}
	q, err := target.query(ctx, db)
	if err != nil {
		return nil, err
	}
	var same []clause.Expression
	for _, ref := range rel.rel.References {
		if !ref.OwnPrimaryKey {
			foreign := clause.Column{Table: rel.rel.JoinTable.Table, Name: ref.ForeignKey.DBName}
			same = append(same, clause.Expr{SQL: "? = ?", Vars: []any{foreign, clause.Column{Table: target.schema.Table, Name: ref.PrimaryKey.DBName}}})
		}
	}
	return clause.Expr{SQL: "EXISTS (?)", Vars: []any{q.Unscoped().Where(all(same)).Select("1")}}, nil
}

// joinTable is the model that joinModel keeps to what leads on.
func (m *model) joinTable(rel *relation) *model {
	for _, of := range m.known.family.everyone() {
		if of.schema.Table == rel.rel.JoinTable.Table {
			seen, _ := m.known.show(of)
			return seen
		}
	}
	rows := rel.rel.JoinTable.ModelType
	if rows.Name() == "" {
		return nil // GORM has made the type up, of links alone
	}
	join, err := newChild(m.db, rows, m.undoFor)
	if err != nil { // it has no tags: mistakes in them were told by checkJoins
		return nil
	}
	join.join(m.known)
	return join
}

// checkJoins finds what is wrong with the tags of join tables that are registered
// nowhere, as far as SetupJoinTable was called before.
func (m *model) checkJoins() error {
	var wrong mistakes
	for _, rel := range m.relations {
		if rel.kind != manyToMany || rel.hidden {
			continue
		}
		rows := rel.rel.JoinTable.ModelType
		t, err := newTable(m.db, rows, false)
		if t != nil && slices.ContainsFunc(t.columns, func(c *column) bool { return c.tag.Tagged }) && err != nil {
			wrong.add(fmt.Errorf("field %s: join table %s: %w", rel.name, rows, err))
		}
	}
	return wrong.all()
}

// ofLink reports whether a column of a join table is part of the link itself.
func (rel *relation) ofLink(c *column) bool {
	return slices.ContainsFunc(rel.rel.References, func(ref *schema.Reference) bool { return ref.ForeignKey.DBName == c.name() })
}

// joinShown are the columns of a join table that are shown beside what it links.
func (m *model) joinShown(rel *relation) (*model, []*column) {
	join := m.joinModel(rel)
	if join == nil {
		return nil, nil
	}
	return join, join.those(func(c *column) bool { return c.listed && !rel.ofLink(c) })
}

// joinAsked are the columns of a join table that people fill in while they link.
func (m *model) joinAsked(rel *relation) (*model, []*column) {
	join := m.joinModel(rel)
	if join == nil || !join.has["create"] {
		return nil, nil
	}
	return join, join.those(func(c *column) bool {
		return c.creates && !rel.ofLink(c) && c.mask == "" && !c.secret && c.kind != content
	})
}

// joinEdited are the columns of a link that people change, where its rows have no form
// of their own.
func (m *model) joinEdited(rel *relation) (*model, []*column) {
	join, asked := m.joinAsked(rel)
	if join == nil || m.known.registered(join.model) {
		return nil, nil
	}
	return join, slices.DeleteFunc(asked, func(c *column) bool { return !c.edits })
}

// chosenLinks are the many-to-many relations that a form asks for. Where each link
// needs something more, it is made on the page of the record, and the person is told.
func (m *model) chosenLinks(ctx context.Context) ([]*relation, error) {
	var links []*relation
	for _, rel := range m.shownRelations(manyToMany) {
		if rel.tag.ReadOnly {
			continue
		}
		needs, err := m.needsMore(ctx, rel)
		switch {
		case err != nil:
			return nil, err
		case !needs:
			links = append(links, rel)
			continue
		}
		if err := stagedoor.Log(ctx, "%s are added on the page of the %s, where more is asked about each.", rel.label(), m.noun); err != nil {
			return nil, err
		}
	}
	return links, nil
}

// needsMore reports whether a link that holds nothing more would break a rule.
func (m *model) needsMore(ctx context.Context, rel *relation) (bool, error) {
	join, asked := m.joinAsked(rel)
	if len(asked) == 0 {
		return false, nil
	}
	blank, err := join.fresh(ctx)
	if err != nil {
		return false, err
	}
	problems, err := io.Problems(blank.row.Addr().Interface(), pathsOf(asked)...)
	return len(problems) > 0, err
}

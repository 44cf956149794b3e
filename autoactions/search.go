package autoactions

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/io"
)

// search returns the condition of what a person typed, nil when that is nothing. The
// whole value of a key or unique column that is searched finds its row, by its index
// and alone. Otherwise every word has to be in one of the searched columns, or in
// those of a parent that is searched too.
func (m *model) search(ctx context.Context, typed string) (clause.Expression, error) {
	typed = strings.TrimSpace(typed)
	switch {
	case typed == "":
		return nil, nil
	case len(typed) > maxSearch || !storable(typed):
		return nil, stagedoor.Fail("Search for at most %d characters.", maxSearch)
	}
	whole, err := m.searchWhole(ctx, typed)
	if err != nil || whole != nil {
		return whole, err
	}
	words := strings.Fields(typed)
	if len(words) > maxWords {
		words = append(words[:maxWords-1], strings.Join(words[maxWords-1:], " "))
	}
	found := make([]clause.Expression, len(words))
	for i, word := range words {
		places := m.searchWord(word)
		parents, err := m.searchParents(ctx, word)
		if err != nil {
			return nil, err
		}
		found[i] = either(append(places, parents...))
	}
	return all(found), nil
}

// searchWord are the places where a word can be in a row.
func (t *table) searchWord(word string) []clause.Expression {
	var places []clause.Expression
	for _, c := range t.those(func(c *column) bool { return c.searches }) {
		places = append(places, t.dialect.matches(c, "%"+database.EscapeLike(word)+"%"))
	}
	return places
}

// searchWhole returns the condition that a key or unique column has the value that
// was typed, if there is such a row within the scope, and nil otherwise.
func (m *model) searchWhole(ctx context.Context, typed string) (clause.Expression, error) {
	var options []clause.Expression
	for _, c := range m.those(func(c *column) bool { return c.exact }) {
		if v, err := c.parsePart(typed); err == nil && plainText(v) == typed {
			options = append(options, m.dialect.equal(c, v))
		}
	}
	var hits []clause.Expression
	for _, option := range options {
		q, err := m.query(ctx, m.db)
		if err != nil {
			return nil, err
		}
		found, err := m.rows(q.Where(all([]clause.Expression{option})).Limit(1))
		if err != nil {
			return nil, fmt.Errorf("autoactions: search %s: %w", m.slug, err)
		}
		if len(found) > 0 {
			hits = append(hits, option)
		}
	}
	if len(hits) == 0 {
		return nil, nil
	}
	return either(hits), nil
}

// searchParents are the conditions that a row belongs to one with the word in it,
// within the scope of that model, for the relations whose tag says search.
func (m *model) searchParents(ctx context.Context, word string) ([]clause.Expression, error) {
	var options []clause.Expression
	for _, c := range m.columns {
		p, ok := m.parentOf(c)
		if !ok || !m.searchesThrough(c) {
			continue
		}
		places := p.model.searchWord(word)
		if len(places) == 0 {
			continue
		}
		q, err := p.model.query(ctx, m.db)
		if err != nil {
			return nil, err
		}
		keys := q.Where(either(places)).Select(p.model.keys[0].name())
		options = append(options, clause.Expr{SQL: "? IN (?)", Vars: []any{at(c), keys}})
	}
	return options, nil
}

// searchesThrough reports whether the relation over a foreign key is tagged search.
func (m *model) searchesThrough(c *column) bool {
	fields, err := io.Fields(m.model)
	if err != nil {
		return false // newTable has refused such a model
	}
	for _, rel := range m.schema.Relationships.BelongsTo {
		if len(rel.References) != 1 || rel.References[0].ForeignKey != c.field {
			continue
		}
		for _, f := range fields {
			if f.Search && len(f.Index) == 1 && m.model.FieldByIndex(f.Index).Name == rel.Name {
				return true
			}
		}
	}
	return false
}

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
// and alone. So does, for all its rows, the beginning of a column that is searched by
// it. Otherwise every word has to be in one of the other searched columns, or in those of
// a parent that is searched too: of a foreign key or a relation whose tag says so.
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
	begun, err := m.searchBeginnings(ctx, typed)
	if err != nil || begun != nil {
		return begun, err
	}
	words := strings.Fields(typed)
	if len(words) > maxWords {
		words = append(words[:maxWords-1], strings.Join(words[maxWords-1:], " "))
	}
	found := make([]clause.Expression, len(words))
	for i, word := range words {
		places := m.searchWord(word)
		parents, err := m.throughParents(ctx, func(parent *model) []clause.Expression { return parent.searchWord(word) })
		if err != nil {
			return nil, err
		}
		found[i] = either(append(places, parents...))
	}
	return all(found), nil
}

// searchWord are the places where a word can be in a row. A UUID that leads to a parent
// is none: letters of a word are in it by chance.
func (m *model) searchWord(word string) []clause.Expression {
	var places []clause.Expression
	for _, c := range m.those(func(c *column) bool { return c.searches && !c.tag.Prefix }) {
		if _, through := m.searchedParent(c); through && c.isUUID() {
			continue
		}
		places = append(places, m.dialect.matches(c, "%"+database.EscapeLike(word)+"%"))
	}
	return places
}

// searchWhole returns the condition that a key, a unique column or a UUID that leads to
// a searched parent has the value that was typed, if there is such a row within the scope, and nil otherwise.
func (m *model) searchWhole(ctx context.Context, typed string) (clause.Expression, error) {
	var options []clause.Expression
	for _, c := range m.those(m.searchedWhole) {
		if v, err := c.parsePart(typed); err == nil && plainText(v) == typed {
			options = append(options, m.dialect.equal(c, v))
		}
	}
	return m.hits(ctx, options)
}

// searchBeginnings is searchWhole for columns that begin with what was typed, of the
// model and of the parents that are searched too.
func (m *model) searchBeginnings(ctx context.Context, typed string) (clause.Expression, error) {
	options := m.beginnings(typed)
	parents, err := m.throughParents(ctx, func(parent *model) []clause.Expression { return parent.beginnings(typed) })
	if err != nil {
		return nil, err
	}
	return m.hits(ctx, append(options, parents...))
}

// beginnings are the places where a row can begin with a text, in the usual spellings.
func (t *table) beginnings(typed string) []clause.Expression {
	var places []clause.Expression
	for _, c := range t.those(func(c *column) bool { return c.searches && c.tag.Prefix }) {
		var forms []clause.Expression
		for _, form := range database.Spellings(typed) {
			forms = append(forms, t.dialect.begins(c, form))
		}
		places = append(places, either(forms))
	}
	return places
}

// hits are those of some conditions that a row within the scope meets; nil when there
// is none.
func (m *model) hits(ctx context.Context, options []clause.Expression) (clause.Expression, error) {
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

// throughParents are the conditions that a row belongs to one that is found in one of
// some places, within the scope of that model, for the parents that are searched too.
func (m *model) throughParents(ctx context.Context, in func(parent *model) []clause.Expression) ([]clause.Expression, error) {
	var options []clause.Expression
	for _, c := range m.columns {
		p, ok := m.searchedParent(c)
		if !ok {
			continue
		}
		places := in(p.model)
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

// searchedParent is the parent that a foreign key leads to, if it is one that people
// know by a text and a search is to look there: the tag of the key says so, or that of
// the relation over it.
func (m *model) searchedParent(c *column) (parent, bool) {
	if !c.leads && !c.searches && !m.searchesThrough(c) {
		return parent{}, false
	}
	p, ok := m.parentOf(c)
	return p, ok && p.named()
}

// searchedWhole reports whether a search for the whole value of c finds its rows. Of a
// foreign key that holds where the value is no word or number of something else, or
// where nothing else is known of what it leads to.
func (m *model) searchedWhole(c *column) bool {
	if c.exact {
		return true
	}
	if _, through := m.searchedParent(c); through {
		return c.isUUID() && c.shown && c.mask == ""
	}
	return c.leads && !c.searches
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

package autoactions

import (
	"context"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/io"
)

// parent is where a foreign key of one column leads: a registered model, by its
// single key.
type parent struct{ way }

// parentOf finds the registered model that c holds the key of.
func (m *model) parentOf(c *column) (parent, bool) {
	for _, ref := range m.references() {
		if ref.kind != nil || len(ref.columns) != 1 || ref.columns[0] != c || len(ref.ways) != 1 {
			continue
		}
		if w := ref.ways[0]; len(w.model.keys) == 1 && w.theirs[0] == w.model.keys[0] {
			return parent{w}, true
		}
	}
	return parent{}, false
}

// named reports whether people know the records that c leads to by a text, and so
// filter by that text rather than by keys.
func (p parent) named() bool {
	return len(p.model.those(func(c *column) bool { return c.searches })) > 0
}

// filterOf is the filter that people get for c.
func (m *model) filterOf(c *column) *io.Filter {
	if p, ok := m.parentOf(c); ok && p.named() {
		return &io.Filter{Kind: io.TextFilter}
	}
	return c.filterOf()
}

// filterBy returns the condition of what a person filters by. Of a foreign key that
// is what the record it leads to is called.
func (m *model) filterBy(ctx context.Context, filters []io.FilterValue) (clause.Expression, error) {
	var own []io.FilterValue
	var conditions []clause.Expression
	for _, f := range filters {
		c, known := m.find(f.Column)
		var p parent
		if known && c.filters {
			p, known = m.parentOf(c)
		}
		if !known || !c.filters || !p.named() || f.Op == "null" || f.Op == "notnull" || len(filters) > maxFilters {
			own = append(own, f)
			continue
		}
		condition, err := p.filter(ctx, c, f)
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, condition)
	}
	rest, err := m.filter(own)
	return all(append(conditions, rest)), err
}

// filter is the condition that c leads to a record, within the scope of its model,
// that is called so.
func (p parent) filter(ctx context.Context, c *column, f io.FilterValue) (clause.Expression, error) {
	called, err := p.model.calledAs(f, c.tag.Label)
	if err != nil {
		return nil, err
	}
	q, err := p.model.query(ctx, p.model.db)
	if err != nil {
		return nil, err
	}
	keys := q.Where(all([]clause.Expression{called})).Select(p.model.keys[0].name())
	if f.Op == "ne" {
		return either([]clause.Expression{clause.Expr{SQL: "? NOT IN (?)", Vars: []any{at(c), keys}}, isNull(c)}), nil
	}
	return clause.Expr{SQL: "? IN (?)", Vars: []any{at(c), keys}}, nil
}

// calledAs is the condition that a record is called as a filter says, which people
// know by a label.
func (m *model) calledAs(f io.FilterValue, label string) (clause.Expression, error) {
	texts, err := list(f.Value)
	if err != nil {
		return nil, stagedoor.Fail("The filter on %s does not work: %v.", label, err)
	}
	var places []clause.Expression
	for _, v := range texts {
		text, ok := v.(string)
		if !ok || !storable(text) || len(text) > maxSearch {
			return nil, stagedoor.Fail("The filter on %s does not work: its text cannot be looked for.", label)
		}
		pattern := database.EscapeLike(text)
		switch f.Op {
		case "contains":
			pattern = "%" + pattern + "%"
		case "starts":
			pattern += "%"
		case "eq", "ne", "in":
		default:
			return nil, stagedoor.Fail("The filter on %s does not work: it is of an unknown kind.", label)
		}
		for _, of := range m.those(func(c *column) bool { return c.searches }) {
			places = append(places, m.dialect.matches(of, pattern))
		}
	}
	return either(places), nil
}

package autoactions

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor/internal/database"
)

// search finds the records of one model: first those that are called exactly what was
// typed or have it as their key, then those that begin with it, and then the others. It
// returns the first of them, as many as are wanted.
func (w way) search(ctx context.Context, typed string, only clause.Expression, wanted int) ([]choice, error) {
	m := w.model
	typed = strings.TrimSpace(typed)
	found, err := m.pickable(ctx, typed, only)
	if err != nil {
		return nil, err
	}
	var choices []choice
	known := map[string]bool{}
	for _, closer := range m.closeness(typed) {
		rows, err := m.firstOf(ctx, slices.Concat(closer, found), wanted)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if key := m.keyText(r.row); !known[key] && len(choices) < wanted {
				known[key] = true
				choices = append(choices, w.choice(r))
			}
		}
		if len(choices) == wanted {
			break
		}
	}
	return choices, nil
}

// firstOf reads the first rows that meet some conditions, within the scope.
func (m *model) firstOf(ctx context.Context, conditions []clause.Expression, limit int) ([]record, error) {
	q, err := m.query(ctx, m.db)
	if err != nil {
		return nil, err
	}
	order, err := m.ordering(nil)
	if err != nil {
		return nil, err
	}
	return m.rows(orderBy(q.Where(all(conditions)), order).Limit(limit))
}

// closeness are the steps in which records are found for a text, the closest first, as
// what each asks of them besides. They are queries of their own, so that an index on what
// is searched serves the first ones, and the last one ends at its last row.
func (m *model) closeness(typed string) [][]clause.Expression {
	if typed == "" {
		return [][]clause.Expression{nil}
	}
	var equal, begun []clause.Expression
	for _, c := range m.those(func(c *column) bool { return c.searches && c.isPlainText() }) {
		for _, form := range database.NameSpellings(typed) {
			equal = append(equal, m.dialect.equal(c, form))
			begun = append(begun, m.dialect.begins(c, form))
		}
	}
	if key, err := m.parseKey(typed); err == nil {
		equal = append(equal, m.where(key))
	}
	var steps [][]clause.Expression
	for _, closer := range [][]clause.Expression{equal, begun} {
		if len(closer) > 0 {
			steps = append(steps, []clause.Expression{either(closer)})
		}
	}
	return append(steps, nil)
}

// isPlainText reports whether the database holds c as a text, which it compares with
// any other: an enum of PostgreSQL's own, for example, refuses what is not one of its
// values.
func (c *column) isPlainText() bool {
	held := strings.ToLower(string(c.field.DataType))
	return !c.isUUID() && (held == "string" || strings.Contains(held, "char") || strings.Contains(held, "text"))
}

// pickable are the conditions of what is found for a text. A text that is a key finds
// the record with that key too.
func (m *model) pickable(ctx context.Context, typed string, only clause.Expression) ([]clause.Expression, error) {
	conditions := []clause.Expression{only}
	if typed == "" {
		return conditions, nil
	}
	found, err := m.search(ctx, typed)
	if err != nil {
		return nil, err
	}
	if key, err := m.parseKey(typed); err == nil {
		found = either([]clause.Expression{found, m.where(key)})
	}
	return append(conditions, found), nil
}

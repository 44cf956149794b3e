package autoactions

import (
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// maxSorts is how many columns one list may be sorted by.
const maxSorts = 3

// sorting is one column of an order.
type sorting struct {
	column *column
	desc   bool
}

// ordering returns the total order of a list: what the person asked for, or else
// the model's own, and then the key. The error is written for the person.
func (t *table) ordering(asked []io.Sort) ([]sorting, error) {
	if len(asked) > maxSorts {
		return nil, stagedoor.Fail("Sort by at most %d columns.", maxSorts)
	}
	var order []sorting
	for _, s := range asked {
		c, ok := t.find(s.Column)
		if !ok || !c.sorts {
			return nil, stagedoor.Fail("This list cannot be sorted by that column.")
		}
		if !has(order, c) {
			order = append(order, sorting{c, s.Desc})
		}
	}
	if len(order) == 0 {
		order = slices.Clone(t.order)
	}
	for _, c := range t.keys {
		if !has(order, c) {
			order = append(order, sorting{c, order[0].desc})
		}
	}
	return order, nil
}

func has(order []sorting, c *column) bool {
	return slices.ContainsFunc(order, func(s sorting) bool { return s.column == c })
}

// reversed is the same order from the other end.
func reversed(order []sorting) []sorting {
	back := slices.Clone(order)
	for i := range back {
		back[i].desc = !back[i].desc
	}
	return back
}

// orderBy sorts q.
func orderBy(q *gorm.DB, order []sorting) *gorm.DB {
	columns := make([]clause.OrderByColumn, len(order))
	for i, s := range order {
		columns[i] = clause.OrderByColumn{Column: at(s.column), Desc: s.desc}
	}
	return q.Clauses(clause.OrderBy{Columns: columns})
}

// beyond returns the condition that a row comes after a place in an order, which
// is given by the values the row of that place has in the order's columns.
func (d dialect) beyond(order []sorting, place []any) clause.Expression {
	var condition clause.Expression
	for i, s := range slices.Backward(order) {
		options := d.past(s, place[i])
		if condition != nil {
			options = append(options, all([]clause.Expression{d.equal(s.column, place[i]), condition}))
		}
		condition = either(options)
		if bound := d.bound(s, place[i], condition); bound != nil && i < len(order)-1 {
			condition = bound
		}
	}
	return condition
}

// bound says of a condition about what comes after v in a column once more that it
// is no further back than v, for engines to begin there in an index. It is nil where
// NULL comes after v as well.
func (d dialect) bound(s sorting, v any, condition clause.Expression) clause.Expression {
	nullsLast := d.nullsSmallest() == s.desc
	if v == nil || nullsLast && !s.column.never {
		return nil
	}
	op := "gte"
	if s.desc {
		op = "lte"
	}
	return all([]clause.Expression{d.compare(s.column, op, v), condition})
}

// past lists the ways in which a value of one column comes strictly after v.
// Each engine sorts NULL at its own end.
func (d dialect) past(s sorting, v any) []clause.Expression {
	nullsFirst := d.nullsSmallest() != s.desc
	switch {
	case v == nil && nullsFirst:
		return []clause.Expression{notNull(s.column)}
	case v == nil:
		return nil
	}
	op := "gt"
	if s.desc {
		op = "lt"
	}
	options := []clause.Expression{d.compare(s.column, op, v)}
	if !nullsFirst && !s.column.never {
		options = append(options, isNull(s.column))
	}
	return options
}

// selectRaw reads the columns of an order and nothing else.
func selectRaw(q *gorm.DB, d dialect, order []sorting) *gorm.DB {
	columns := make([]clause.Expression, len(order))
	for i, s := range order {
		columns[i] = d.raw(s.column)
	}
	return q.Clauses(clause.Select{Expression: clause.CommaExpression{Exprs: columns}})
}

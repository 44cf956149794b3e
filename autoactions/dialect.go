package autoactions

import (
	"math"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor/internal/database"
)

// dialect is where the databases differ. Its value is the name GORM gives the
// engine.
type dialect string

const (
	sqlite   dialect = "sqlite"
	postgres dialect = "postgres"
	mysql    dialect = "mysql" // and MariaDB
)

// at names a column of the model's own table.
func at(c *column) clause.Column {
	return clause.Column{Table: clause.CurrentTable, Name: c.field.DBName}
}

// param makes a value ready to be compared with c. PostgreSQL would otherwise
// refuse a number that its column is too narrow for instead of not finding it.
func (d dialect) param(c *column, v any) any {
	if c.kind == binary {
		return c.stored(v)
	}
	if u, ok := v.(uint64); ok && u > math.MaxInt64 && d != mysql {
		v = float64(u) // no such engine holds it; as a float it compares as the largest
	}
	if _, whole := v.(int64); whole && d == postgres {
		return clause.Expr{SQL: "CAST(? AS BIGINT)", Vars: []any{v}}
	}
	if _, whole := v.(uint64); whole && d == postgres {
		return clause.Expr{SQL: "CAST(? AS BIGINT)", Vars: []any{v}}
	}
	if f, ok := v.(float64); ok && d == postgres && (c.kind == integer || c.kind == unsigned) {
		return clause.Expr{SQL: "CAST(? AS DOUBLE PRECISION)", Vars: []any{f}}
	}
	return v
}

// equal is an equality that no index is lost to. A nil asks for NULL.
func (d dialect) equal(c *column, v any) clause.Expression {
	if v == nil {
		return isNull(c)
	}
	return clause.Expr{SQL: "? = ?", Vars: []any{at(c), d.param(c, v)}}
}

func isNull(c *column) clause.Expression { return clause.Expr{SQL: "? IS NULL", Vars: []any{at(c)}} }
func notNull(c *column) clause.Expression {
	return clause.Expr{SQL: "? IS NOT NULL", Vars: []any{at(c)}}
}

// operators are the comparisons there are.
var operators = map[string]string{
	"eq": "? = ?", "ne": "? <> ?", "gt": "? > ?", "gte": "? >= ?", "lt": "? < ?", "lte": "? <= ?",
}

// compare is c, an operator of operators, and v.
func (d dialect) compare(c *column, op string, v any) clause.Expression {
	return clause.Expr{SQL: operators[op], Vars: []any{at(c), d.param(c, v)}}
}

// compareTime compares instants. SQLite keeps them as text in one of several
// forms and zones, which only its own function makes comparable.
func (d dialect) compareTime(c *column, op string, t time.Time) clause.Expression {
	if d == sqlite {
		return clause.Expr{
			SQL:  strings.Replace(operators[op], "?", "datetime(?)", 1),
			Vars: []any{at(c), t.UTC().Format(time.DateTime)},
		}
	}
	return clause.Expr{SQL: operators[op], Vars: []any{at(c), t}}
}

// compareDay compares days, whatever time an engine without days keeps with them.
func (d dialect) compareDay(c *column, op string, t time.Time) clause.Expression {
	left := "DATE(?)"
	if d == postgres {
		left = "CAST(? AS DATE)"
	}
	return clause.Expr{SQL: strings.Replace(operators[op], "?", left, 1), Vars: []any{at(c), t.Format(time.DateOnly)}}
}

// matches reports whether c holds pattern, in which wildcards of the person's
// text are escaped with "!", in letters of either case.
func (d dialect) matches(c *column, pattern string) clause.Expression {
	switch d {
	case postgres:
		return clause.Expr{SQL: "CAST(? AS TEXT) ILIKE ? ESCAPE '!'", Vars: []any{at(c), pattern}}
	case sqlite:
		return matchesSQLite(c, pattern)
	}
	return clause.Expr{SQL: "LOWER(?) LIKE LOWER(?) ESCAPE '!'", Vars: []any{at(c), pattern}}
}

// matchesSQLite helps an engine that knows only the case of ASCII letters: the
// text is also looked for in capitals, in small letters and capitalised.
func matchesSQLite(c *column, pattern string) clause.Expression {
	forms := database.Cases(pattern)
	options := make([]clause.Expression, len(forms))
	for i, form := range forms {
		options[i] = clause.Expr{SQL: "? LIKE ? ESCAPE '!'", Vars: []any{at(c), form}}
	}
	return either(options)
}

// begins reports whether c begins with a text, in a form that an index on c serves: a
// range of bytes on SQLite, whose LIKE no plain index does, and LIKE elsewhere.
func (d dialect) begins(c *column, text string) clause.Expression {
	if d != sqlite {
		return clause.Expr{SQL: "? LIKE ? ESCAPE '!'", Vars: []any{at(c), database.EscapeLike(text) + "%"}}
	}
	from := clause.Expr{SQL: "? COLLATE BINARY >= ?", Vars: []any{at(c), text}}
	end, ok := database.AfterPrefix(text)
	if !ok {
		return from
	}
	return all([]clause.Expression{from, clause.Expr{SQL: "? COLLATE BINARY < ?", Vars: []any{at(c), end}}})
}

// nullsSmallest reports whether NULL sorts below every value.
func (d dialect) nullsSmallest() bool { return d != postgres }

// raw is c as the engine itself orders it, to be read back into a cursor.
func (d dialect) raw(c *column) clause.Expr {
	if d == sqlite && (c.kind == instant || c.kind == day) {
		return clause.Expr{SQL: "CAST(? AS TEXT)", Vars: []any{at(c)}}
	}
	return clause.Expr{SQL: "?", Vars: []any{at(c)}}
}

// group is a condition that stands in parentheses whatever is in it.
type group struct {
	parts []clause.Expression
	glue  string
}

// all holds when every part does.
func all(parts []clause.Expression) clause.Expression { return group{parts, " AND "} }

// either holds when at least one part does.
func either(parts []clause.Expression) clause.Expression { return group{parts, " OR "} }

// Build writes the condition. An empty "all" holds, an empty "any" does not.
func (g group) Build(b clause.Builder) {
	if len(g.parts) == 0 {
		if g.glue == " AND " {
			b.WriteString("(1 = 1)")
		} else {
			b.WriteString("(1 = 0)")
		}
		return
	}
	b.WriteByte('(')
	for i, part := range g.parts {
		if i > 0 {
			b.WriteString(g.glue)
		}
		part.Build(b)
	}
	b.WriteByte(')')
}

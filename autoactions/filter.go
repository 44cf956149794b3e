package autoactions

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/io"
)

// What one request may ask for.
const (
	maxFilters = 20
	maxValues  = 1000
	maxSearch  = 256
	maxWords   = 8
)

// filter returns the condition of what a person filters by. The errors are
// written for them.
func (t *table) filter(filters []io.FilterValue) (clause.Expression, error) {
	if len(filters) > maxFilters {
		return nil, stagedoor.Fail("Use at most %d filters at once.", maxFilters)
	}
	parts := make([]clause.Expression, len(filters))
	for i, f := range filters {
		c, ok := t.find(f.Column)
		if !ok || !c.filters {
			return nil, stagedoor.Fail("This list cannot be filtered by that column.")
		}
		part, err := t.dialect.condition(c, f.Op, f.Value, f.Zone)
		if err != nil {
			return nil, stagedoor.Fail("The filter on %s does not work: %v.", c.tag.Label, err)
		}
		parts[i] = part
	}
	return all(parts), nil
}

// condition compares a column, days within a zone. The errors say what is wrong with op or value.
func (d dialect) condition(c *column, op string, value any, zone *time.Location) (clause.Expression, error) {
	switch op {
	case "null":
		return isNull(c), nil
	case "notnull":
		return notNull(c), nil
	case "in":
		return d.among(c, value, zone)
	case "contains", "starts":
		return d.like(c, op, value)
	}
	if _, known := operators[op]; !known {
		return nil, fmt.Errorf("it is of an unknown kind")
	}
	v, err := c.parse(value)
	if err != nil {
		return nil, err
	}
	ordered := op != "eq" && op != "ne"
	switch {
	case ordered && (c.kind == text || c.kind == binary || c.kind == enum || c.kind == boolean):
		return nil, fmt.Errorf("its values have no order")
	case c.kind == instant && isDay(value):
		return d.wholeDay(c, op, io.CivilDateOf(v.(time.Time)), zone), nil
	case op == "ne":
		return either([]clause.Expression{d.one(c, op, v), isNull(c)}), nil
	}
	return d.one(c, op, v), nil
}

// one compares with one value.
func (d dialect) one(c *column, op string, v any) clause.Expression {
	if t, ok := v.(time.Time); ok {
		if c.kind == day {
			return d.compareDay(c, op, t)
		}
		return d.compareTime(c, op, t)
	}
	return d.compare(c, op, v)
}

// wholeDay compares an instant with a day somewhere: "on" means within it, "after"
// means after its end.
func (d dialect) wholeDay(c *column, op string, day io.CivilDate, zone *time.Location) clause.Expression {
	if zone == nil {
		zone = time.UTC
	}
	begin := day.In(zone)
	end := begin.AddDate(0, 0, 1)
	switch op {
	case "gt":
		return d.compareTime(c, "gte", end)
	case "lte":
		return d.compareTime(c, "lt", end)
	case "eq":
		return all([]clause.Expression{d.compareTime(c, "gte", begin), d.compareTime(c, "lt", end)})
	case "ne":
		return either([]clause.Expression{d.compareTime(c, "lt", begin), d.compareTime(c, "gte", end), isNull(c)})
	}
	return d.compareTime(c, op, begin)
}

// among asks for one of several values. Of none, nothing is.
func (d dialect) among(c *column, value any, zone *time.Location) (clause.Expression, error) {
	values, err := list(value)
	if err != nil {
		return nil, err
	}
	options := make([]clause.Expression, len(values))
	for i, value := range values {
		option, err := d.condition(c, "eq", value, zone)
		if err != nil {
			return nil, err
		}
		options[i] = option
	}
	return either(options), nil
}

func list(value any) ([]any, error) {
	var values []any
	switch v := value.(type) {
	case []any:
		values = v
	case []string:
		for _, text := range v {
			values = append(values, text)
		}
	default:
		values = []any{v}
	}
	if len(values) > maxValues {
		return nil, fmt.Errorf("it has more than %d values", maxValues)
	}
	return values, nil
}

// like looks for text in text.
func (d dialect) like(c *column, op string, value any) (clause.Expression, error) {
	wanted, ok := value.(string)
	switch {
	case c.kind == binary:
		return nil, fmt.Errorf("enter the whole value, and ask for what is equal to it")
	case c.kind != text && c.kind != enum:
		return nil, fmt.Errorf("only text can contain text")
	case !ok || !storable(wanted) || len(wanted) > maxSearch:
		return nil, fmt.Errorf("its text cannot be looked for")
	case op == "starts":
		return d.matches(c, database.EscapeLike(wanted)+"%"), nil
	}
	return d.matches(c, "%"+database.EscapeLike(wanted)+"%"), nil
}

// parse reads a value of a request as one of c's kind.
func (c *column) parse(value any) (any, error) {
	switch c.kind {
	case integer, money, unsigned:
		return c.parseWhole(value)
	case float:
		f, err := strconv.ParseFloat(textOf(value), 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, fmt.Errorf("%q is not a number", textOf(value))
		}
		return f, nil
	case decimal:
		if !isDecimal.MatchString(textOf(value)) {
			return nil, fmt.Errorf("%q is not a number", textOf(value))
		}
		return textOf(value), nil
	case boolean:
		b, err := strconv.ParseBool(textOf(value))
		if err != nil {
			return nil, fmt.Errorf("%q is neither yes nor no", textOf(value))
		}
		return b, nil
	case instant, day:
		return parseTime(value)
	}
	return c.parseText(value)
}

func (c *column) parseText(value any) (any, error) {
	v, ok := value.(string)
	switch {
	case !ok || !storable(v) || len(v) > maxKey:
		return nil, fmt.Errorf("its text cannot be looked for")
	case c.kind == enum && !slices.ContainsFunc(c.tag.Enum, func(o io.Option) bool { return o.Value == v }):
		return nil, fmt.Errorf("%q is not one of its values", v)
	case c.kind == text || c.kind == binary:
		return c.checked(v)
	}
	return v, nil
}

func (c *column) parseWhole(value any) (any, error) {
	if f, ok := value.(float64); ok && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		value = int64(f)
	}
	written := textOf(value)
	if c.kind == unsigned {
		if u, err := strconv.ParseUint(written, 10, 64); err == nil {
			return u, nil
		}
	}
	n, err := strconv.ParseInt(written, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not a whole number", written)
	}
	return n, nil
}

// isDecimal matches a number as every database reads it.
var isDecimal = regexp.MustCompile(`^-?[0-9]{1,40}(\.[0-9]{1,40})?$`)

// textOf writes a value of a request as text.
func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

// parseTime reads a day or an instant. A day begins at midnight UTC.
func parseTime(value any) (any, error) {
	switch v := value.(type) {
	case time.Time:
		return v, nil
	case io.CivilDate:
		return v.In(time.UTC), nil
	}
	written := textOf(value)
	for _, layout := range []string{time.DateOnly, time.RFC3339Nano} {
		if t, err := time.Parse(layout, written); err == nil {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%q is not a date", written)
}

// isDay reports whether a value of a request names a day rather than an instant.
func isDay(value any) bool {
	if _, ok := value.(io.CivilDate); ok {
		return true
	}
	_, err := time.Parse(time.DateOnly, textOf(value))
	return err == nil
}

package autoactions

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/internal/figures"
	"github.com/stagedoor/stagedoor/io"
)

// digits are how many digits the numbers of a column have, and how many of them stand
// behind the point, as its type says, such as numeric(10,2). It reports false where
// there is no limit. Not every database keeps to it: SQLite takes anything.
func (c *column) digits() (precision, scale int, limited bool) {
	if c.kind != decimal && c.kind != float {
		return 0, 0, false
	}
	if c.field.Precision > 0 {
		return c.field.Precision, c.field.Scale, true
	}
	name, size, _ := strings.Cut(string(c.field.DataType), "(")
	if !isNumeric(name) {
		return 0, 0, false
	}
	size, _, _ = strings.Cut(size, ")")
	all, behind, _ := strings.Cut(size, ",")
	precision, err := strconv.Atoi(strings.TrimSpace(all))
	if err != nil {
		return 0, 0, false
	}
	scale, err = strconv.Atoi(strings.TrimSpace(behind))
	return precision, scale, behind == "" || err == nil
}

// largest is the largest number of so many digits.
func largest(precision, scale int) string {
	whole := strings.Repeat("9", precision-scale)
	if scale == 0 {
		return whole
	}
	return "0"[:max(0, 1-len(whole))] + whole + "." + strings.Repeat("9", scale)
}

// tooManyDigits refuses numbers that their columns have no room for.
func tooManyDigits(columns []*column, r record) error {
	var wrong []error
	for _, c := range columns {
		if why := c.tooLong(c.value(r.row)); why != "" {
			wrong = append(wrong, io.Invalid("%s: %s", c.tag.Label, why))
		}
	}
	return errors.Join(wrong...)
}

// tooLong says why a number has no room in the column; "" where it has. Places that are
// too many are no reason: databases round.
func (c *column) tooLong(v any) string {
	precision, scale, limited := c.digits()
	number, isText := v.(string)
	if f, ok := v.(float64); ok {
		number, isText = strconv.FormatFloat(f, 'f', -1, 64), true
	}
	if !limited || scale > precision || !isText || !isDecimal.MatchString(number) {
		return ""
	}
	unsigned, negative := strings.CutPrefix(number, "-")
	whole, _, _ := strings.Cut(unsigned, ".")
	switch {
	case len(strings.TrimLeft(whole, "0")) > precision-scale && negative:
		return fmt.Sprintf("enter at least -%s.", figures.Grouped(largest(precision, scale)))
	case len(strings.TrimLeft(whole, "0")) > precision-scale:
		return fmt.Sprintf("enter at most %s.", figures.Grouped(largest(precision, scale)))
	}
	return ""
}

// limited tells the browser what the column has room for, unless what is there already
// has more.
func (c *column) limited(in io.DecimalInput, present any) io.DecimalInput {
	precision, scale, limited := c.digits()
	if !limited || scale > precision || c.tooLong(present) != "" {
		return in
	}
	most := largest(precision, scale)
	return in.Min("-" + most).Max(most)
}

package autoactions

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// put sets c of a record to what a cell of a file says. The error says for the
// person what is wrong with it.
func (m *model) put(ctx context.Context, c *column, r record, cell string) error {
	cell = tame(cell)
	if c.kind == text && cell != plainText(c.value(r.row)) { // what is there already may stay
		if err := c.tag.Legible(cell); err != nil {
			return stagedoor.Fail("%s: %s", c.tag.Label, err)
		}
	}
	v, err := m.cellValue(ctx, c, cell)
	if err == nil {
		err = c.set(ctx, r.row, v)
	}
	if err == nil {
		return nil
	}
	if why, known := m.whyNot(err); known {
		return stagedoor.Fail("%s", why)
	}
	return stagedoor.Fail("%s: %q does not fit.", c.tag.Label, cut(cell))
}

// tame takes off the apostrophe that keeps spreadsheets from reading a formula.
func tame(cell string) string {
	if text, marked := strings.CutPrefix(cell, "'"); marked && io.Harmless(text) != text {
		return text
	}
	return cell
}

// cellValue reads a cell as GORM's setter takes it.
func (m *model) cellValue(ctx context.Context, c *column, cell string) (any, error) {
	if cell == "" {
		return nil, nil
	}
	if p, ok := m.parentOf(c); ok {
		p.model = p.model.within(m.db)
		return p.keyCalled(ctx, c, cell)
	}
	bad := stagedoor.Fail("%s: %q does not fit.", c.tag.Label, cut(cell))
	switch c.kind {
	case money:
		n, ok := minorUnits(cell, c.tag.Currency)
		if !ok {
			return nil, bad
		}
		return n, nil
	case enum:
		for _, o := range c.tag.Enum {
			if cell == o.Value || cell == o.Label {
				return o.Value, nil
			}
		}
		return nil, stagedoor.Fail("%s: %q is not one of its values.", c.tag.Label, cut(cell))
	case document:
		if err := c.readDocument(reflect.New(c.model).Elem(), cell); err != nil {
			return nil, stagedoor.Fail("%s: %s", c.tag.Label, err)
		}
		return cell, nil
	case clock:
		for _, layout := range []string{"15:04:05.999999999", "15:04"} {
			if t, err := time.Parse(layout, cell); err == nil {
				return t.Format("15:04:05.999999999"), nil
			}
		}
		return nil, bad
	case boolean:
		yes := slices.Contains([]string{"true", "yes", "1"}, strings.ToLower(cell))
		if !yes && !slices.Contains([]string{"false", "no", "0"}, strings.ToLower(cell)) {
			return nil, bad
		}
		return yes, nil
	case instant, day:
		for _, layout := range []string{time.RFC3339Nano, time.DateTime, time.DateOnly} {
			if t, err := time.Parse(layout, cell); err == nil {
				return t, nil
			}
		}
		return nil, bad
	}
	v, err := c.parse(cell)
	if err != nil {
		return nil, bad
	}
	return v, nil
}

// minorUnits reads an amount such as 12.50 as its smallest unit.
func minorUnits(cell, currency string) (int64, bool) {
	if !isDecimal.MatchString(cell) {
		return 0, false
	}
	places := minorDigits(currency)
	whole, rest, _ := strings.Cut(cell, ".")
	rest = strings.TrimRight(rest, "0")
	if len(rest) > places {
		return 0, false
	}
	var n int64
	_, err := fmt.Sscan(whole+rest+strings.Repeat("0", places-len(rest)), &n)
	return n, err == nil
}

// keyCalled finds the record that a cell names: by its key, or as it is called in
// exports.
func (p parent) keyCalled(ctx context.Context, c *column, cell string) (any, error) {
	if key, err := p.model.parseKey(cell); err == nil {
		if _, err := p.model.read(ctx, p.model.db, key); err == nil {
			return key[0], nil
		}
	}
	if utf8.RuneCountInString(cell) > maxSearch {
		return nil, stagedoor.Fail("%s: there is no %s with this name.", c.tag.Label, p.model.noun)
	}
	found, err := p.search(ctx, cell, all(nil), offered)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(o choice) bool { return o.label != cell })
	switch len(found) {
	case 0:
		return nil, stagedoor.Fail("%s: there is no %s %q.", c.tag.Label, p.model.noun, cut(cell))
	case 1:
		return found[0].key[0], nil
	}
	return nil, stagedoor.Fail("%s: several are called %q. Write the key instead.", c.tag.Label, cut(cell))
}

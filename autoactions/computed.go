package autoactions

import (
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

// addComputed takes over the columns that functions make of rows.
func addComputed[T any](m *model, columns []io.Column[T]) error {
	var wrong mistakes
	seen := map[string]bool{}
	for _, c := range m.columns {
		seen[c.tag.Label] = c.shown
	}
	for i, c := range columns {
		if err := checkComputed(c, seen); err != nil {
			wrong.add(fmt.Errorf("Computed[%d]: %w", i, err))
			continue
		}
		seen[c.Label] = true
		value := c.Value
		m.computed = append(m.computed, io.Column[record]{
			Label: c.Label, Key: "computed:" + c.Label, Type: c.Type, Currency: c.Currency, Colors: c.Colors, Labels: c.Labels,
			Format: c.Format, Width: c.Width, Hidden: c.Hidden,
			Value: func(r record) any { return value(*pointer[T](r)) },
		})
	}
	return wrong.all()
}

func checkComputed[T any](c io.Column[T], seen map[string]bool) error {
	switch {
	case c.Label == "":
		return errors.New("it has no Label")
	case seen[c.Label]:
		return fmt.Errorf("%q is there already: give it another Label", c.Label)
	case c.Sortable:
		return fmt.Errorf("%q cannot be Sortable: the database does not know it", c.Label)
	case c.Filter != nil:
		return fmt.Errorf("%q cannot have a Filter: the database does not know it", c.Label)
	}
	return c.Check()
}

// computedFacts are the computed columns of a record for its page.
func (m *model) computedFacts(r record) []io.MetaItem {
	items := make([]io.MetaItem, len(m.computed))
	for i, c := range m.computed {
		items[i] = factOf(c, r)
	}
	return items
}

func factOf(c io.Column[record], r record) io.MetaItem {
	fact := io.MetaItem{Label: c.Label, Value: c.Value(r), Type: c.Type, Currency: c.Currency, Format: c.Format}
	cell, rich := fact.Value.(io.Cell)
	if at, ok := fact.Value.(*io.Cell); ok && at != nil {
		cell, rich = *at, true
	}
	if !rich {
		return fact
	}
	fact.Value, fact.Picture = cell.Value, cell.Picture
	fact.Route, fact.URL, fact.Params = cell.Link.Route, cell.Link.URL, cell.Link.Params
	if cell.Label != "" {
		fact.Value, fact.Type, fact.Format = cell.Label, io.TextColumn, ""
	}
	return fact
}

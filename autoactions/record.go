package autoactions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// show is the page of one record.
func (m *model) show(ctx context.Context) (stagedoor.Layout, error) {
	_, r, err := m.open(ctx)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	shown := m.those(func(c *column) bool { return c.shown })
	one := []record{r}
	if err := m.addNames(ctx, shown, one); err != nil {
		return stagedoor.Layout{}, err
	}
	children := []io.Component{io.Metadata(m.name, m.facts(one[0], shown)...)}
	children = append(children, m.children(r)...)
	history, err := m.history(ctx, r)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	title, description := m.title(r), m.name+" "+m.keyText(r.row)
	if title == description {
		description = ""
	}
	return stagedoor.Layout{
		Title: title, Description: description,
		Menu: m.menu(r), Children: append(children, history...),
	}, nil
}

// facts are the shown fields of a record; a key of another record leads there.
func (m *model) facts(r record, columns []*column) []io.MetaItem {
	items := make([]io.MetaItem, len(columns))
	for i, c := range columns {
		items[i] = io.MetaItem{
			Label: c.tag.Label, Value: c.shownValue(r.row), Type: c.columnType(), Currency: c.tag.Currency,
		}
		name, named := r.names[c]
		p, ok := m.parentOf(c)
		if !ok || !named {
			continue
		}
		items[i].Value, items[i].Type = name, io.TextColumn
		if p.model.has["record"] {
			items[i].Route = p.model.at("record")
			items[i].Params = map[string]any{"id": plainText(c.value(r.row))}
		}
	}
	return items
}

// recorded is a change of a record that was made through the panel.
type recorded struct {
	At       time.Time
	By, What string
	Fields   string
}

// history is the table of what was last done to a record through the panel.
func (m *model) history(ctx context.Context, r record) ([]io.Component, error) {
	const shown = 20
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	changes, err := stagedoor.RecordHistory(ctx, db, m.slug, m.keyText(r.row), shown)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	rows := make([]recorded, len(changes))
	for i, change := range changes {
		rows[i] = recorded{At: change.At, By: change.By, What: sentence(wordsOf(change.Verb)), Fields: m.changedFields(change)}
	}
	return []io.Component{io.Table("Recent changes", rows).PageSize(shown).Columns(
		io.Column[recorded]{Label: "When", Type: io.DateTimeColumn, Value: func(c recorded) any { return c.At }},
		io.Column[recorded]{Label: "Who", Value: func(c recorded) any { return c.By }},
		io.Column[recorded]{Label: "What", Value: func(c recorded) any { return c.What }},
		io.Column[recorded]{Label: "Fields", Value: func(c recorded) any { return c.Fields }},
	)}, nil
}

// changedFields lists what a change did to the fields that are still shown.
func (m *model) changedFields(change stagedoor.RecordedChange) string {
	names := slices.Sorted(maps.Keys(change.After))
	var fields []string
	for _, name := range names {
		c, ok := m.find(name)
		before, had := change.Before[name]
		if !ok || change.Before != nil && !had {
			continue
		}
		after := c.spoken(change.After[name])
		if change.Before == nil {
			fields = append(fields, fmt.Sprintf("%s: %s", c.tag.Label, after))
			continue
		}
		fields = append(fields, fmt.Sprintf("%s: %s → %s", c.tag.Label, c.spoken(before), after))
	}
	return strings.Join(fields, "; ")
}

// spoken writes a value of the audit into a sentence.
func (c *column) spoken(v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case bool:
		if v {
			return "Yes"
		}
		return "No"
	case float64:
		if c.kind == money {
			return io.FormatMoney(int64(v), c.tag.Currency)
		}
	case int64:
		if c.kind == money {
			return io.FormatMoney(v, c.tag.Currency)
		}
	}
	return textOf(v)
}

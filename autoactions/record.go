package autoactions

import (
	"context"
	"slices"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// show is the page of one record.
func (m *model) show(ctx context.Context) (stagedoor.Layout, error) {
	key, r, err := m.open(ctx)
	if err != nil && m.trash != nil && m.has["deleted"] {
		if trashed, ok, err := m.showTrashed(ctx); ok || err != nil {
			return trashed, err
		}
	}
	if err != nil {
		return stagedoor.Layout{}, err
	}
	shown := m.those(func(c *column) bool { return c.shown })
	one := []record{r}
	if err := m.addNames(ctx, shown, one); err != nil {
		return stagedoor.Layout{}, err
	}
	children := m.grouped(one[0], shown)
	tabs, err := m.tabs(ctx, r)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	if len(tabs) > 0 {
		children = append(children, io.Tabs(tabs...))
	}
	var page stagedoor.Layout
	list, err := m.neighbours(ctx, r, &page)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	menu := m.menu(r)
	for i, to := range menu {
		menu[i] = inList(to, list)
	}
	past, err := m.timeline(ctx, key)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	title, description := m.title(r), m.name+" "+keyName(m.keyOf(r.row))
	if title == description {
		description = ""
	}
	page.Title, page.Description, page.Refresh = title, m.unmaskedUntil(description), m.untilMasked()
	page.Menu, page.Children = menu, slices.Concat(children, past)
	return page, nil
}

// unmaskedUntil adds to a description until when a record is shown without masks.
func (m *model) unmaskedUntil(description string) string {
	if m.until.IsZero() {
		return description
	}
	note := "Shown without masks until " + m.until.UTC().Format("15:04 UTC")
	if description == "" {
		return note
	}
	return description + " · " + note
}

// untilMasked is how long that is; zero where nothing is revealed.
func (m *model) untilMasked() time.Duration {
	if m.until.IsZero() {
		return 0
	}
	return time.Until(m.until) + time.Second
}

// grouped are the shown fields of a record in the groups that their tags name or
// their struct is, in the order of each group's first field. Those without a group come first. JSON,
// formatted texts and pictures stand below the others of their group.
func (m *model) grouped(r record, columns []*column) []io.Component {
	names := []string{""}
	groups := map[string][]*column{}
	for _, c := range columns {
		if !slices.Contains(names, c.group) {
			names = append(names, c.group)
		}
		groups[c.group] = append(groups[c.group], c)
	}
	var parts []io.Component
	for _, name := range names {
		columns, heading := groups[name], name
		if name == "" {
			heading = m.name
		}
		facts, displays := m.apart(r, columns)
		items := m.facts(r, facts)
		if name == "" {
			items = append(items, m.computedFacts(r)...)
		}
		if len(items) > 0 {
			parts = append(parts, io.Metadata(heading, items...))
		}
		parts = append(parts, displays...)
	}
	return parts
}

// facts are the shown fields of a record; a key of another record leads there.
func (m *model) facts(r record, columns []*column) []io.MetaItem {
	items := make([]io.MetaItem, len(columns))
	for i, c := range columns {
		items[i] = io.MetaItem{
			Label: c.tag.Label, Value: c.labelled(c.shownValue(r.row)), Type: c.columnType(), Currency: c.tag.Currency, Format: c.format(),
		}
		if text, ok := c.listText(r.row); ok && c.kind == document && c.mask == "" {
			items[i].Value = text
		}
		name, named := r.names[c]
		if !named {
			continue
		}
		items[i].Value, items[i].Type = name, io.TextColumn
		if to := r.leads[c]; to.key != "" {
			items[i].Route = to.model.at("record")
			items[i].Params = map[string]any{"id": to.key}
		}
	}
	return items
}

package autoactions

import (
	"context"
	"errors"
	"maps"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// offers are the links above the related records of a tab.
func (m *model) offers(rel *relation, r record, child *model) []io.Component {
	var links []io.Component
	switch {
	case rel.kind == manyToMany && m.links(rel):
		link := io.LinkTo{
			Label: "Add " + lower(rel.label()), Theme: io.Secondary, Over: true,
			Route: m.at(rel.part("add")), Params: map[string]any{"id": m.keyText(r.row)},
		}
		links = append(links, io.Link("", link))
	case rel.kind != manyToMany && child.has["create"]:
		links = append(links, io.Link("", m.toAdd(rel, r, child)))
	}
	return links
}

// links reports whether people may change what a many-to-many relation links.
func (m *model) links(rel *relation) bool {
	return m.has["edit"] && !rel.tag.ReadOnly
}

// part is the part of the model's slugs that does something to the links of a relation.
func (rel *relation) part(verb string) string { return verb + "_" + rel.key() }

// registerLinks adds the actions that change what a record is linked with. Whether
// the other side is registered turns out later.
func (m *model) registerLinks(reg *stagedoor.Registry) {
	for _, rel := range m.relations {
		if rel.kind != manyToMany || rel.hidden || !m.links(rel) {
			continue
		}
		what := lower(rel.label())
		for _, a := range []struct {
			verb, name string
			do         func(*model, context.Context, *relation) error
		}{
			{"add", "Add " + what, (*model).addLinks},
			{"remove", "Remove from " + what, (*model).removeLink},
			{"change", "Change one of " + what, (*model).editLink},
		} {
			reg.Action(m.at(rel.part(a.verb)), stagedoor.Action{
				Name: a.name, Handler: m.linking(rel, a.do), Unlisted: true, Teams: m.teamsFor("edit"), Section: m.section,
			})
		}
	}
}

// linking is the handler of an action that changes what a relation links.
func (m *model) linking(rel *relation, do func(*model, context.Context, *relation) error) func(context.Context) error {
	return m.acting("edit", func(seen *model, ctx context.Context) error {
		theirs, ok := seen.relation(rel.name)
		if !ok || theirs.hidden || !seen.links(theirs) {
			return errNotTheirs
		}
		return do(seen, ctx, theirs)
	})
}

// linkedTable is the table of what a many-to-many relation links with r, beside the
// columns that the join table has of its own.
func (m *model) linkedTable(rel *relation, r record, child *model, columns []*column, only clause.Expression) io.TableDisplay[record] {
	join, extra := m.joinShown(rel)
	shown := make([]io.Column[record], 0, len(columns)+len(extra))
	for _, c := range columns {
		shown = append(shown, child.tableColumn(c))
	}
	for _, c := range extra {
		column := join.tableColumn(c)
		column.Key, column.Sortable, column.Filter, column.OnCards = "link_"+column.Key, false, nil, true
		of := column.Value
		column.Value = func(r record) any {
			if r.link == nil {
				return nil
			}
			return of(*r.link)
		}
		shown = append(shown, column)
	}
	fetch := func(ctx context.Context, q io.TableQuery) (io.TablePage[record], error) {
		page, err := child.page(ctx, q, only)
		if err == nil {
			err = child.addNames(ctx, columns, page.Rows)
		}
		if err == nil && len(extra) > 0 {
			err = m.addLinkRows(ctx, rel, r, page.Rows)
		}
		return page, err
	}
	table := io.TableFrom(rel.label(), fetch).Columns(shown...).PageSize(relatedRows)
	if len(child.keys) == 0 {
		return table
	}
	return table.Key(func(x record) string { return child.keyText(x.row) }).RowName(child.title).RowLink(child.link).
		RowMenu(m.linkMenu(rel, r, child))
}

// addLinkRows reads the rows of the join table that link r with rows, with one
// statement.
func (m *model) addLinkRows(ctx context.Context, rel *relation, r record, rows []record) error {
	if len(rows) == 0 {
		return nil
	}
	join := m.joinModel(rel)
	w, fields := m.far(rel)
	keys := make([]keySet, len(rows))
	for i, row := range rows {
		keys[i] = w.choice(row).key
	}
	q, err := join.query(ctx, m.db)
	if err != nil {
		return err
	}
	links, err := join.rows(q.Where(all([]clause.Expression{m.joinsOwn(rel, r), linkChange{rel: rel}.onFarSide(w, fields, keys)})))
	if err != nil {
		return err
	}
	byKey := map[string]*record{}
	for i, link := range links {
		key := make(keySet, len(fields))
		for j, f := range fields {
			if c, ok := join.named(f.DBName); ok {
				key[j] = c.value(link.row)
			}
		}
		byKey[keyText(key)] = &links[i]
	}
	for i := range rows {
		rows[i].link = byKey[keyText(keys[i])]
	}
	return nil
}

// linkMenu is what can be done to the links of a record.
func (m *model) linkMenu(rel *relation, r record, child *model) func(record) []io.LinkTo {
	join, extra := m.joinShown(rel)
	_, edited := m.joinEdited(rel)
	return func(other record) []io.LinkTo {
		var links []io.LinkTo
		ends := map[string]any{"id": m.keyText(r.row), "other": child.keyText(other.row)}
		switch {
		case other.link == nil || len(extra) == 0:
		case len(edited) > 0 && m.links(rel):
			links = append(links, io.LinkTo{Label: "Edit " + join.noun, Route: m.at(rel.part("change")), Over: true, Params: ends})
		case m.known.registered(join.model) && join.has["edit"]:
			edit := join.to("edit", "Edit "+join.noun, *other.link)
			edit.Over = true
			maps.Copy(edit.Params, m.asOwner(rel, r))
			links = append(links, edit)
		}
		if m.links(rel) {
			links = append(links, io.LinkTo{
				Label: "Remove from " + m.title(r), Route: m.at(rel.part("remove")), Theme: io.Danger, Over: true, Params: ends,
			})
		}
		return links
	}
}

// addLinks asks for records to link with one, over as many pages as it takes; in one
// form with what else is known about a link, where there is something.
func (m *model) addLinks(ctx context.Context, rel *relation) error {
	key, r, err := m.open(ctx)
	if err != nil {
		return err
	}
	child, ok := m.known.of(rel.target)
	if !ok {
		return stagedoor.Fail("%s cannot be added here.", rel.label())
	}
	if _, asked := m.joinAsked(rel); len(asked) > 0 {
		return m.addRows(ctx, rel, key, r)
	}
	columns := child.those(func(c *column) bool { return c.listed })
	shown := make([]io.Column[record], len(columns))
	for i, c := range columns {
		shown[i] = child.tableColumn(c)
	}
	fetch := func(ctx context.Context, q io.TableQuery) (page io.TablePage[record], err error) {
		linked, err := m.joined(ctx, m.db, rel, r)
		if err != nil {
			return page, err
		}
		page, err = child.page(ctx, q, clause.Not(linked))
		if err == nil {
			err = child.addNames(ctx, columns, page.Rows)
		}
		return page, err
	}
	picked, err := io.SelectRowsFrom("Add "+lower(rel.label())+" to "+m.title(r), fetch).Columns(shown...).
		Key(func(x record) string { return child.keyText(x.row) }).AtLeast(1).AtMost(maxInline).Get(ctx)
	if err != nil {
		return err
	}
	w, _ := m.far(rel)
	change := linkChange{rel: rel}
	for _, row := range picked {
		change.added = append(change.added, w.choice(row))
	}
	return m.relink(ctx, key, r, change, m.relinking(change), "Add "+counted(len(picked), "link"))
}

// removeLink takes one record off those that another is linked with.
func (m *model) removeLink(ctx context.Context, rel *relation) error {
	key, r, other, err := m.openLink(ctx, rel)
	if err != nil {
		return err
	}
	change := linkChange{rel: rel, removed: []choice{other}}
	work := m.relinking(change)
	if join := m.joinModel(rel); join != nil && !onlyLinks(rel.rel) {
		work = m.unlink(rel, join, other)
	}
	return m.relink(ctx, key, r, change, work, "Remove")
}

// linkWork changes links of a record that is locked, and notes that in the entry.
type linkWork func(ctx context.Context, tx *gorm.DB, owner record, entry *stagedoor.Change) (besideUndo, error)

// relinking is the work that makes a change of nothing but links.
func (m *model) relinking(change linkChange) linkWork {
	return func(ctx context.Context, tx *gorm.DB, owner record, entry *stagedoor.Change) (besideUndo, error) {
		return beside{links: []linkChange{change}}.write(ctx, tx, m, owner, entry)
	}
}

// relink shows what becomes linked and what no longer is, and writes it.
func (m *model) relink(ctx context.Context, key keySet, r record, change linkChange, work linkWork, button string) error {
	review := io.Group(io.Changes(change.said())).Title(m.title(r)).Submit(button)
	if err := review.Ask(ctx); err != nil {
		return err
	}
	err := m.begin(ctx, func(tx *gorm.DB) error { return m.recordLinks(ctx, tx, key, work) })
	if errors.Is(err, errGone) {
		return m.missing(keyText(key))
	}
	if why, ok := m.refused(err); ok {
		return stagedoor.Fail("%s", why)
	}
	if err != nil {
		return err
	}
	return m.done(ctx, r)
}

package autoactions

import (
	"context"
	"errors"
	"maps"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// The parameters of a link that makes a record for another one: the slug of the
// other's model, the field of its relation, and its key.
const (
	paramModel    = "for"
	paramRelation = "relation"
	paramKey      = "of"
)

// given is the record that a new one is made for.
type given struct {
	owner   *model
	rel     *relation
	record  record
	key     keySet
	columns []*column // of the new record, filled in and fixed
}

// toAdd leads from a record to making another one that belongs to it.
func (m *model) toAdd(rel *relation, r record, child *model) io.LinkTo {
	return io.LinkTo{
		Label: "New " + child.noun, Theme: io.Secondary, Over: true, Route: child.at("create"), Params: m.asOwner(rel, r),
	}
}

// asOwner are the parameters that say for which record something is done.
func (m *model) asOwner(rel *relation, r record) map[string]any {
	return map[string]any{paramModel: m.slug, paramRelation: rel.name, paramKey: m.keyText(r.row)}
}

// menuFor is what can be done to a row on the page of the record that it belongs to,
// over that page, and leads back there.
func (m *model) menuFor(owner *model, rel *relation, r record) func(record) []io.LinkTo {
	return func(row record) []io.LinkTo {
		links := m.menu(row)
		for i := range links {
			links[i].Over = true
			maps.Copy(links[i].Params, owner.asOwner(rel, r))
		}
		return links
	}
}

// ownerPage leads to the page of the record that this run does something for, if it
// says so. Whether the person may see that turns out there.
func (m *model) ownerPage(ctx context.Context) (to io.LinkTo, ok bool, err error) {
	params, err := stagedoor.Params(ctx)
	if err != nil || params.String(paramModel) == "" {
		return to, false, err
	}
	owner, ok := m.known.at(params.String(paramModel))
	if !ok || !owner.has["record"] {
		return to, false, nil
	}
	return io.LinkTo{Route: owner.at("record"), Params: map[string]any{"id": params.String(paramKey)}}, true, nil
}

// given reads which record the link of this run makes a new one for; nil for none.
// The record has to be within the scope of its own model.
func (m *model) given(ctx context.Context) (*given, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil || params.String(paramModel) == "" {
		return nil, err
	}
	bad := stagedoor.Fail("This link does not say what the new %s is for.", m.noun)
	owner, ok := m.known.at(params.String(paramModel))
	if !ok {
		return nil, bad
	}
	rel, ok := owner.relation(params.String(paramRelation))
	if !ok || rel.hidden || rel.target != m.model || rel.kind != hasOne && rel.kind != hasMany {
		return nil, bad
	}
	key, r, err := owner.lookUp(ctx, params.String(paramKey))
	if err != nil {
		return nil, err
	}
	return &given{owner: owner, rel: rel, record: r, key: key, columns: rel.foreign(m.table)}, nil
}

// fill writes the other record's key into a new one.
func (g *given) fill(draft record) error {
	if g == nil {
		return nil
	}
	return g.rel.stamp(g.record, draft.row)
}

// fix takes the other record's key out of the form: what was given stays.
func (g *given) fix(asked []asking) []asking {
	return slices.DeleteFunc(asked, func(a asking) bool {
		return slices.ContainsFunc(g.columns, func(c *column) bool { return c.path() == a.name })
	})
}

// title is the heading of the form.
func (g *given) title(noun string) string {
	if g == nil {
		return "New " + noun
	}
	return "New " + noun + " for " + g.owner.title(g.record)
}

// still refuses to write when the other record is gone.
func (g *given) still(ctx context.Context, tx *gorm.DB) error {
	if g == nil {
		return nil
	}
	_, err := g.owner.read(ctx, tx, g.key)
	if errors.Is(err, errGone) {
		return stagedoor.Fail("%s is not there any more. Nothing was saved.", g.owner.title(g.record))
	}
	return err
}

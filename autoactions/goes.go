package autoactions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// dependents are the rows of a has-one or has-many relation of a record, within
// the scope of their model.
type dependents struct {
	rel *relation
	n   int
	of  *model
}

// dependentsOf counts what is related to a record and stays when that is deleted, with
// one statement for each relation to a registered model.
func (m *model) dependentsOf(ctx context.Context, r record) ([]dependents, error) {
	var list []dependents
	for _, rel := range m.shownRelations(hasOne, hasMany, manyToMany) {
		condition, _, err := m.related(ctx, m.db, rel, r)
		if err != nil {
			return nil, err
		}
		if condition == nil || rel.takes() && !m.softDeletes() {
			continue
		}
		child, _ := m.known.of(rel.target)
		n, err := child.count(ctx, []clause.Expression{condition})
		if err != nil {
			return nil, fmt.Errorf("autoactions: count %s of %s: %w", rel.name, m.slug, err)
		}
		if n > 0 {
			list = append(list, dependents{rel, n, child})
		}
	}
	return list, nil
}

// counted names them with their number.
func (d dependents) counted() string {
	if d.n == 1 {
		return "1 " + d.of.noun
	}
	if d.n > maxCount {
		return fmt.Sprintf("more than %d %s", maxCount, lower(d.of.plural))
	}
	return fmt.Sprintf("%d %s", d.n, lower(d.of.plural))
}

// verb says what is done to one of them, or to many.
func (d dependents) verb(one, many string) string {
	if d.n == 1 {
		return d.counted() + " " + one
	}
	return d.counted() + " " + many
}

// fate is what becomes of them when the record is deleted.
func (d dependents) fate(softly bool) string {
	switch {
	case d.rel.kind == manyToMany && softly, softly:
		return d.verb("stays as it is.", "stay as they are.")
	case d.rel.kind == manyToMany:
		return d.verb("stays, but is no longer linked to it.", "stay, but are no longer linked to it.")
	case d.rel.rel.Polymorphic != nil:
		return d.verb("stays, and leads nowhere then.", "stay, and lead nowhere then.")
	case d.rel.onDelete() == cascade:
		return d.verb("is deleted with it.", "are deleted with it.")
	case d.rel.onDelete() == setNull:
		return d.verb("stays, without it.", "stay, without it.")
	}
	return d.verb("refers to it: while it does, the database may keep both.", "refer to it: while they do, the database may keep all of them.")
}

// goesWith says what deleting a record does to others. It returns an error for the
// person where that cannot be done.
func (m *model) goesWith(ctx context.Context, r record) (string, error) {
	var said []string
	list, err := m.dependentsOf(ctx, r)
	if err != nil {
		return "", err
	}
	for _, d := range list {
		said = append(said, d.fate(m.softDeletes()))
	}
	if m.softDeletes() {
		return strings.Join(said, " "), nil
	}
	c := census{room: maxLeaving, db: m.db, path: path{}}
	if err := c.count(ctx, m, r); err != nil {
		return "", err
	}
	for _, d := range c.found {
		said = append(said, d.fate(false))
	}
	return strings.Join(said, " "), nil
}

// census counts what goes with a record that is deleted, and with that, by model.
type census struct {
	db    *gorm.DB
	found []dependents
	room  int
	path  path
}

func (c *census) count(ctx context.Context, m *model, r record) error {
	back, err := c.path.enter(m, r)
	if err != nil {
		return err
	}
	defer back()
	for _, h := range m.holds() {
		rows, err := h.hanging(ctx, c.db, m, r, c.room)
		if err != nil {
			return err
		}
		c.add(dependents{h.rel, len(rows), h.child})
		if h.rel.onDelete() == setNull {
			continue
		}
		for _, row := range rows {
			if err := c.count(ctx, h.child, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds rows to those of the same model that fare the same.
func (c *census) add(d dependents) {
	if d.n == 0 {
		return
	}
	c.room -= d.n
	i := slices.IndexFunc(c.found, func(x dependents) bool {
		return x.of.slug == d.of.slug && x.rel.onDelete() == d.rel.onDelete()
	})
	if i < 0 {
		c.found = append(c.found, d)
		return
	}
	c.found[i].n += d.n
}

// inTheWay says which records keep a record from being deleted; "" when none of
// those that can be seen does.
func (m *model) inTheWay(ctx context.Context, r record) (string, error) {
	list, err := m.dependentsOf(ctx, r)
	var names []string
	for _, d := range list {
		if d.rel.kind != manyToMany && d.rel.rel.Polymorphic == nil {
			names = append(names, d.counted())
		}
	}
	return strings.Join(names, " and "), err
}

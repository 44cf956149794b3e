package autoactions

import (
	"context"
	"fmt"
	"reflect"
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

// dependentsOf counts what hangs on a record, with one statement for each relation
// to a registered model.
func (m *model) dependentsOf(ctx context.Context, r record) ([]dependents, error) {
	var list []dependents
	for _, rel := range m.shownRelations(hasOne, hasMany, manyToMany) {
		condition, _ := m.related(rel, r)
		if condition == nil {
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

// fate is what becomes of them when the record is deleted.
func (d dependents) fate(softly bool) string {
	verb := func(one, many string) string {
		if d.n == 1 {
			return d.counted() + " " + one
		}
		return d.counted() + " " + many
	}
	switch {
	case d.rel.kind == manyToMany && softly, softly:
		return verb("stays as it is.", "stay as they are.")
	case d.rel.kind == manyToMany:
		return verb("stays, but is no longer linked to it.", "stay, but are no longer linked to it.")
	case d.rel.rel.Polymorphic != nil:
		return verb("stays, and leads nowhere then.", "stay, and lead nowhere then.")
	case d.rel.onDelete() == "CASCADE":
		return verb("is deleted with it.", "are deleted with it.")
	case d.rel.onDelete() == "SET NULL":
		return verb("stays, without it.", "stay, without it.")
	}
	return verb("refers to it: while it does, the database may keep both.", "refer to it: while they do, the database may keep all of them.")
}

// goesWith says what deleting a record does to others.
func (m *model) goesWith(ctx context.Context, r record) (string, error) {
	list, err := m.dependentsOf(ctx, r)
	said := make([]string, len(list))
	for i, d := range list {
		said[i] = d.fate(m.softDeletes())
	}
	return strings.Join(said, " "), err
}

// inTheWay says which records keep a record from being deleted; "" when none of
// those that can be seen does.
func (m *model) inTheWay(ctx context.Context, r record) (string, error) {
	list, err := m.dependentsOf(ctx, r)
	var names []string
	for _, d := range list {
		if on := d.rel.onDelete(); d.rel.kind != manyToMany && d.rel.rel.Polymorphic == nil && on != "CASCADE" && on != "SET NULL" {
			names = append(names, d.counted())
		}
	}
	return strings.Join(names, " and "), err
}

// unlink removes the rows of join tables that link a record, before it is deleted
// for good, and puts the names of what they linked into links. Those of a record
// that is only marked stay: it may come back.
func (m *model) unlink(ctx context.Context, tx *gorm.DB, r record, links map[string]any) error {
	if m.softDeletes() {
		return nil
	}
	return m.cutLinks(ctx, tx, r, links)
}

// cutLinks is unlink for a record that goes whether it was marked or not.
func (m *model) cutLinks(ctx context.Context, tx *gorm.DB, r record, links map[string]any) error {
	for _, rel := range m.relations {
		if rel.kind != manyToMany {
			continue
		}
		if _, known := m.known.of(rel.target); known && !rel.hidden {
			chosen, _, err := m.readLinked(ctx, rel, r)
			if err != nil {
				return err
			}
			if len(chosen) > 0 {
				links[rel.key()] = namesOf(chosen)
			}
		}
		blank := reflect.New(rel.rel.JoinTable.ModelType).Interface()
		if err := m.joinRows(ctx, tx, rel).Where(m.joinsOwn(rel, r)).Delete(blank).Error; err != nil {
			return err
		}
	}
	return nil
}

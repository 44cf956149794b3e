package autoactions

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"
)

// reference is a foreign key: columns that together name a record of another
// model.
type reference struct {
	columns []*column
	kind    *column // holds which of ways it is; nil where there is only one
	ways    []way
}

// way is a model that a reference leads to.
type way struct {
	model  *model
	theirs []*column // what the columns of the reference hold of the record there
	value  string    // what kind holds
}

// referenceAt finds the reference that c stands for: of the shown columns of a
// foreign key it is the first.
func (m *model) referenceAt(c *column) (*reference, bool) {
	for _, ref := range m.references() {
		if ref.place() == c {
			return ref, true
		}
	}
	return nil, false
}

// place is the column that stands for the reference; nil when none is shown.
func (ref *reference) place() *column {
	for _, c := range ref.all() {
		if c.shown {
			return c
		}
	}
	return nil
}

// all are the columns of the key, and what it leads to.
func (ref *reference) all() []*column {
	if ref.kind == nil {
		return ref.columns
	}
	return append([]*column{ref.kind}, ref.columns...)
}

// references are the foreign keys of m that lead to registered models: those its
// own fields declare, and those that only the other models' fields declare, as the
// parents of a polymorphic relation do.
func (m *model) references() []*reference {
	var refs []*reference
	for _, rel := range m.relations {
		if target, ok := m.known.of(rel.target); ok && rel.kind == belongsTo && !rel.hidden {
			refs = m.addReference(refs, rel.rel, target, true)
		}
	}
	for _, owner := range m.known.all() {
		for _, rel := range owner.relations {
			if (rel.kind == hasOne || rel.kind == hasMany) && rel.target == m.model && !m.hides(rel) {
				refs = m.addReference(refs, rel.rel, owner, false)
			}
		}
	}
	return refs
}

// hides reports whether m has a relation of its own over the same foreign key that
// its tag hides.
func (m *model) hides(other *relation) bool {
	return slices.ContainsFunc(m.relations, func(own *relation) bool {
		return own.kind == belongsTo && own.hidden && sameForeign(own.rel.References, other.rel.References)
	})
}

func sameForeign(a, b []*schema.Reference) bool {
	return slices.EqualFunc(a, b, func(a, b *schema.Reference) bool { return a.ForeignKey.DBName == b.ForeignKey.DBName })
}

// addReference adds the foreign key of a relation that leads to target.
func (m *model) addReference(refs []*reference, rel *schema.Relationship, target *model, own bool) []*reference {
	ref := &reference{ways: []way{{model: target}}}
	for _, part := range rel.References {
		c, ok := m.columnOf(part.ForeignKey)
		if !ok || c.key && !own { // a key that only others call foreign is its own first
			return refs
		}
		if part.PrimaryValue != "" {
			ref.kind, ref.ways[0].value = c, part.PrimaryValue
			continue
		}
		theirs, ok := target.columnOf(part.PrimaryKey)
		if !ok {
			return refs
		}
		ref.columns = append(ref.columns, c)
		ref.ways[0].theirs = append(ref.ways[0].theirs, theirs)
	}
	for _, known := range refs {
		if known.kind != ref.kind || !slices.Equal(known.columns, ref.columns) {
			continue
		}
		if ref.kind != nil && !own {
			known.add(ref.ways[0])
		}
		return refs
	}
	return append(refs, ref)
}

// add makes a polymorphic reference lead to one more model. Two relations of one
// parent are told apart by their value, not by their model.
func (ref *reference) add(w way) {
	if !slices.ContainsFunc(ref.ways, func(known way) bool { return known.value == w.value }) {
		ref.ways = append(ref.ways, w)
	}
}

// lead is where a reference of a row leads.
type lead struct {
	model *model
	key   string // "" where there is no page to lead to
}

// addNames finds out what the records are called that the foreign keys of rows
// lead to, with one statement for each such column and model.
func (m *model) addNames(ctx context.Context, columns []*column, rows []record) error {
	for _, c := range columns {
		ref, ok := m.referenceAt(c)
		if !ok || len(rows) == 0 {
			continue
		}
		for _, w := range ref.ways {
			if err := ref.name(ctx, c, w, rows); err != nil {
				return fmt.Errorf("autoactions: names of %s: %w", w.model.slug, err)
			}
		}
	}
	return nil
}

// name names those of the rows' references that lead one way.
func (ref *reference) name(ctx context.Context, c *column, w way, rows []record) error {
	found, err := w.find(ctx, ref.keysIn(w, rows))
	if err != nil {
		return err
	}
	for i, r := range rows {
		target, ok := found[keyText(ref.keyIn(r))]
		if !ok || !ref.leads(w, r) {
			continue
		}
		if rows[i].names == nil {
			rows[i].names, rows[i].leads = map[*column]string{}, map[*column]lead{}
		}
		rows[i].names[c], rows[i].leads[c] = w.model.called(target), lead{w.model, ""}
		if w.model.has["record"] && !w.model.deleted(target) {
			rows[i].leads[c] = lead{w.model, w.model.keyText(target.row)}
		}
	}
	return nil
}

// called is the title of a record, also of one that is deleted.
func (m *model) called(r record) string {
	if m.deleted(r) {
		return m.title(r) + " (deleted)"
	}
	return m.title(r)
}

// leads reports whether the reference of a row leads this way.
func (ref *reference) leads(w way, r record) bool {
	if ref.kind != nil && plainText(ref.kind.value(r.row)) != w.value {
		return false
	}
	return !slices.Contains(ref.keyIn(r), nil)
}

// keyIn is what a row holds in the columns of the reference.
func (ref *reference) keyIn(r record) keySet {
	key := make(keySet, len(ref.columns))
	for i, c := range ref.columns {
		key[i] = c.value(r.row)
	}
	return key
}

// keysIn are the different keys of the rows whose reference leads this way.
func (ref *reference) keysIn(w way, rows []record) []keySet {
	var keys []keySet
	seen := map[string]bool{}
	for _, r := range rows {
		key := ref.keyIn(r)
		if text := keyText(key); ref.leads(w, r) && !seen[text] {
			seen[text] = true
			keys = append(keys, key)
		}
	}
	return keys
}

// find reads the records with these keys, deleted ones too, by the text of the key.
func (w way) find(ctx context.Context, keys []keySet) (map[string]record, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	q, err := w.model.query(ctx, w.model.db)
	if err != nil {
		return nil, err
	}
	rows, err := w.model.rows(q.Unscoped().Where(w.model.among(w.theirs, keys)))
	found := make(map[string]record, len(rows))
	for _, r := range rows {
		key := make(keySet, len(w.theirs))
		for i, c := range w.theirs {
			key[i] = c.value(r.row)
		}
		found[keyText(key)] = r
	}
	return found, err
}

// among is the condition that a row has one of these values in columns.
func (t *table) among(columns []*column, keys []keySet) clause.Expression {
	if len(columns) == 1 {
		values := make([]any, len(keys))
		for i, key := range keys {
			values[i] = columns[0].stored(key[0])
		}
		return all([]clause.Expression{clause.IN{Column: at(columns[0]), Values: values}})
	}
	options := make([]clause.Expression, len(keys))
	for i, key := range keys {
		parts := make([]clause.Expression, len(columns))
		for j, c := range columns {
			parts[j] = t.dialect.equal(c, key[j])
		}
		options[i] = all(parts)
	}
	return either(options)
}

package autoactions

import (
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/io"
)

// relationKind is how rows of two models hang together.
type relationKind int

const (
	belongsTo relationKind = iota
	hasOne
	hasMany
	manyToMany
)

// relation is a way from the rows of a model to those of another, as a field of
// the model declares it.
type relation struct {
	kind   relationKind
	name   string // of the field
	tag    io.Field
	hidden bool
	target reflect.Type
	// rel is GORM's own description. Its join table is looked at when it is used:
	// SetupJoinTable may be called after Register.
	rel *schema.Relationship
}

// relationsOf reads the relations of a schema: the four typed lists, because
// GORM's map of all of them holds relations that no field declares.
func relationsOf(model reflect.Type, s *schema.Schema) ([]*relation, error) {
	kinds := []struct {
		kind relationKind
		rels []*schema.Relationship
	}{
		{belongsTo, s.Relationships.BelongsTo},
		{hasOne, s.Relationships.HasOne},
		{hasMany, s.Relationships.HasMany},
		{manyToMany, s.Relationships.Many2Many},
	}
	var relations []*relation
	var wrong mistakes
	for _, of := range kinds {
		for _, rel := range of.rels {
			if rel.Field == nil || rel.Field.Schema == nil {
				continue
			}
			tag, known, err := tagOf(model, rel.Field)
			wrong.add(err)
			if tag.Prefix {
				wrong.add(fmt.Errorf(`field %s: word "prefix": it stands on the fields of its own model, a relation is searched as they say`, rel.Name))
			}
			found := &relation{
				kind: of.kind, name: rel.Name, tag: tag, hidden: !known || tag.Hidden,
				target: rel.FieldSchema.ModelType, rel: rel,
			}
			if parent, ok := parentAsChild(s, rel); ok {
				found.kind, found.rel = belongsTo, parent
			}
			relations = append(relations, found)
		}
	}
	slices.SortStableFunc(relations, func(a, b *relation) int {
		return slices.Compare(a.rel.Field.StructField.Index, b.rel.Field.StructField.Index)
	})
	return relations, wrong.all()
}

// parentAsChild turns a relation around that GORM takes for a has-one although the
// model has the foreign key: where that is called as the key of the other model is,
// GORM finds it there first, and leads from a row to one of another with the same key.
func parentAsChild(s *schema.Schema, rel *schema.Relationship) (*schema.Relationship, bool) {
	if rel.Type != schema.HasOne || rel.Polymorphic != nil {
		return nil, false
	}
	turned := *rel
	turned.Type, turned.References = schema.BelongsTo, nil
	for _, ref := range rel.References {
		own := s.LookUpField(ref.ForeignKey.Name)
		if !ref.ForeignKey.PrimaryKey || own == nil || own.PrimaryKey || own.IndirectFieldType != ref.ForeignKey.IndirectFieldType {
			return nil, false
		}
		turned.References = append(turned.References, &schema.Reference{PrimaryKey: ref.ForeignKey, ForeignKey: own})
	}
	return &turned, len(turned.References) > 0
}

// label is what people call the relation.
func (rel *relation) label() string { return rel.tag.Label }

// relation looks a relation up by the name of its field.
func (t *table) relation(name string) (*relation, bool) {
	i := slices.IndexFunc(t.relations, func(rel *relation) bool { return rel.name == name })
	if i < 0 {
		return nil, false
	}
	return t.relations[i], true
}

// shownRelations are the relations of these kinds that lead to registered models.
func (m *model) shownRelations(kinds ...relationKind) []*relation {
	var shown []*relation
	for _, rel := range m.relations {
		if _, known := m.known.of(rel.target); known && !rel.hidden && slices.Contains(kinds, rel.kind) {
			shown = append(shown, rel)
		}
	}
	return shown
}

// columnOf finds the column of a field of this table's schema.
func (t *table) columnOf(f *schema.Field) (*column, bool) {
	if f == nil {
		return nil, false
	}
	i := slices.IndexFunc(t.columns, func(c *column) bool { return c.name() == f.DBName })
	if i < 0 {
		return nil, false
	}
	return t.columns[i], true
}

// stamp writes into a row of the target what makes it belong to a record of m:
// its foreign key, and the name of m where it may belong to several models.
func (rel *relation) stamp(owner record, row reflect.Value) error {
	for _, ref := range rel.rel.References {
		value := any(ref.PrimaryValue)
		if ref.PrimaryValue == "" {
			value, _ = ref.PrimaryKey.ValueOf(background, owner.row)
		}
		if err := ref.ForeignKey.Set(background, row, value); err != nil {
			return fmt.Errorf("autoactions: foreign key %s: %w", ref.ForeignKey.Name, err)
		}
	}
	return nil
}

// foreign are the columns of the child's table that hold the key of the parent.
func (rel *relation) foreign(child *table) []*column {
	var columns []*column
	for _, ref := range rel.rel.References {
		if c, ok := child.columnOf(ref.ForeignKey); ok {
			columns = append(columns, c)
		}
	}
	return columns
}

// nameForeignKeys calls a foreign key without a label of its own as its belongs-to
// relation is called, where nothing else of the model is called so. Of a key of
// several columns that is the first shown, which stands for the relation.
func (t *table) nameForeignKeys() {
	for _, rel := range t.relations {
		if rel.kind != belongsTo || rel.hidden {
			continue
		}
		own := rel.foreign(t)
		i := slices.IndexFunc(own, func(c *column) bool { return c.shown })
		if i >= 0 && !own[i].tag.OwnLabel && !t.calls(rel.label(), own[i], rel) {
			own[i].tag.Label = rel.label()
		}
	}
}

// calls reports whether something else than a column and its relation has a label.
func (t *table) calls(label string, but *column, rel *relation) bool {
	return slices.ContainsFunc(t.columns, func(c *column) bool { return c != but && c.seen() && c.tag.Label == label }) ||
		slices.ContainsFunc(t.relations, func(other *relation) bool { return other != rel && !other.hidden && other.label() == label })
}

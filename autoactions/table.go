package autoactions

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/io"
)

// table is what is known about a model's rows: read once, when the model is
// registered, and never changed.
type table struct {
	model   reflect.Type
	schema  *schema.Schema
	dialect dialect
	columns []*column // of the database, in the order of the struct
	keys    []*column // of the primary key; none makes the model read-only
	version *column   // tells one state of a row from the next; may be nil
	order   []sorting // where people have not chosen another
	indexes []uniqueIndex

	relations []*relation // in the order of the struct
}

// newTable reads a model. The errors are mistakes in the program, all of them; what can
// be read regardless is returned beside them, so that those of the rest are found too.
func newTable(db *gorm.DB, model reflect.Type, all bool) (t *table, err error) {
	if model.Kind() != reflect.Struct {
		return nil, fmt.Errorf("%s is not a struct", model)
	}
	stmt := &gorm.Statement{DB: db}
	if err := stmt.Parse(reflect.New(model).Interface()); err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	var wrong mistakes
	t = &table{model: model, schema: stmt.Schema, dialect: dialect(db.Name())}
	if t.indexes, err = uniqueIndexes(db, model); err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	t.relations, err = relationsOf(model, stmt.Schema)
	wrong.add(err)
	for _, f := range stmt.Schema.Fields {
		if f.DBName == "" {
			continue // a relation
		}
		tag, known, err := tagOf(model, f)
		wrong.add(err)
		c := newColumn(model, f, tag, all && known)
		c.group, err = groupOf(model, c.path(), tag.Group)
		wrong.add(err)
		c.exact = c.exact && (c.key || t.unique(f))
		c.leads = c.shown && tag.Search && t.foreign(f)
		if err := c.check(); err != nil {
			wrong.add(fmt.Errorf("field %s: %w", f.Name, err))
		}
		t.columns = append(t.columns, c)
		if f.PrimaryKey {
			t.keys = append(t.keys, c)
		}
	}
	if !slices.ContainsFunc(t.columns, func(c *column) bool { return c.shown }) {
		wrong.add(fmt.Errorf("no field has an io tag: add tags or set AllFields"))
	}
	wrong.add(io.CheckRules(model))
	t.narrowList()
	t.nameForeignKeys()
	return t, wrong.all()
}

// foreign reports whether a field alone is the foreign key of a relation to a parent.
func (t *table) foreign(f *schema.Field) bool {
	return slices.ContainsFunc(t.relations, func(rel *relation) bool {
		return rel.kind == belongsTo && len(rel.rel.References) == 1 && rel.rel.References[0].ForeignKey == f
	})
}

// mistakes are those of a model, each once: a struct is asked for the tags of each of
// its fields.
type mistakes []error

func (m *mistakes) add(err error) {
	if err != nil && !slices.ContainsFunc(*m, func(known error) bool { return known.Error() == err.Error() }) {
		*m = append(*m, err)
	}
}

func (m mistakes) all() error { return errors.Join(m...) }

// tagOf finds what the io tag of a field says. known is false for a tag of "-".
func tagOf(model reflect.Type, f *schema.Field) (tag io.Field, known bool, err error) {
	parent := model
	path := f.StructField.Index
	for _, i := range path[:len(path)-1] {
		if i < 0 {
			i = -i - 1 // GORM marks a way through a pointer like this
		}
		for parent.Kind() == reflect.Pointer {
			parent = parent.Elem()
		}
		parent = parent.Field(i).Type
	}
	fields, err := io.Fields(parent)
	last := path[len(path)-1]
	i := slices.IndexFunc(fields, func(x io.Field) bool { return len(x.Index) == 1 && x.Index[0] == last })
	if i < 0 {
		return io.Field{Name: f.Name, Label: f.Name, Kind: io.OtherField}, false, err
	}
	return fields[i], true, err
}

// check finds words that ask for what the column's type cannot do.
func (c *column) check() error {
	switch {
	case c.tag.Secret:
		return c.checkSecret()
	case c.tag.Search && c.kind != text && c.kind != enum && !c.key && !c.leads:
		return fmt.Errorf(`word "search": only text and keys can be searched, and foreign keys of a relation that the model has a field for`)
	case c.tag.Prefix && (c.kind != text || c.isUUID() || strings.EqualFold(string(c.field.DataType), "uuid")):
		return fmt.Errorf(`word "prefix": only a text has a beginning in the database, a %s is found by its whole value`, c.field.FieldType)
	case c.tag.Filter && !c.kind.compares():
		return fmt.Errorf(`word "filter": a %s cannot be compared`, c.field.FieldType)
	case c.tag.Sort && !c.kind.compares():
		return fmt.Errorf(`word "sort": a %s cannot be compared`, c.field.FieldType)
	case c.tag.Currency != "" && c.kind != money && c.kind != decimal && c.kind != float:
		return fmt.Errorf(`word "currency": a %s is no amount in the database`, c.field.FieldType)
	case c.tag.Decimals != nil && c.kind != decimal && c.kind != float && c.kind != text:
		return fmt.Errorf(`word "decimals": a %s is no number in the database`, c.field.FieldType)
	case c.tag.Tagged && !c.field.Readable:
		return fmt.Errorf(`it has an io tag, but GORM may not read it`)
	}
	return nil
}

// checkSecret finds words that would tell a secret.
func (c *column) checkSecret() error {
	for word, said := range map[string]bool{
		"search": c.tag.Search, "filter": c.tag.Filter, "sort": c.tag.Sort, "list": c.tag.List, "mask": c.tag.Mask != "",
	} {
		if said {
			return fmt.Errorf("word %q: a secret is never shown, nor found by", word)
		}
	}
	if c.key {
		return errors.New(`word "secret": links lead by the keys of records, which cannot be secret`)
	}
	return nil
}

// narrowList keeps to the fields that ask for a place in the list, if any do.
func (t *table) narrowList() {
	asks := func(c *column) bool { return c.shown && c.tag.List }
	if !slices.ContainsFunc(t.columns, asks) {
		return
	}
	for _, c := range t.columns {
		c.listed = asks(c)
	}
}

// find looks a shown column up by the name it has in requests.
func (t *table) find(name string) (*column, bool) {
	i := slices.IndexFunc(t.columns, func(c *column) bool { return c.shown && c.name() == name })
	if i < 0 {
		return nil, false
	}
	return t.columns[i], true
}

// named looks a column up by the name a program uses: the field's or the
// column's.
func (t *table) named(name string) (*column, bool) {
	i := slices.IndexFunc(t.columns, func(c *column) bool { return c.field.Name == name || c.name() == name })
	if i < 0 {
		return nil, false
	}
	return t.columns[i], true
}

// those returns the columns that fit.
func (t *table) those(fit func(*column) bool) []*column {
	var columns []*column
	for _, c := range t.columns {
		if fit(c) {
			columns = append(columns, c)
		}
	}
	return columns
}

// useVersion settles which column tells one state of a row from the next: the
// one named, or else an integer called version, or else the time GORM updates.
func (t *table) useVersion(name string) error {
	if name != "" {
		c, ok := t.named(name)
		if !ok {
			return fmt.Errorf("Version: there is no field %q", name)
		}
		if c.kind != integer && c.kind != unsigned && c.kind != instant && c.kind != text {
			return fmt.Errorf("Version: field %q is a %s", name, c.field.FieldType)
		}
		t.version = c
	}
	for _, c := range t.columns {
		counts := c.kind == integer || c.kind == unsigned
		if t.version == nil && strings.EqualFold(c.field.Name, "version") && counts {
			t.version = c
		}
	}
	for _, c := range t.columns {
		if t.version == nil && c.field.AutoUpdateTime > 0 {
			t.version = c
		}
	}
	if t.version != nil {
		t.version.edits, t.version.creates = false, false
	}
	return nil
}

// useOrder settles the order of the list: a shown column, with "-" or " desc"
// for the largest first, and then the key, which makes it total.
func (t *table) useOrder(name string) error {
	if name == "" {
		if len(t.keys) > 0 {
			t.order = []sorting{{t.keys[0], true}}
		}
		return nil
	}
	column, desc := orderOf(name)
	c, ok := t.named(column)
	switch {
	case !ok:
		return fmt.Errorf("DefaultSort: there is no field %q", column)
	case !c.shown && !c.key:
		return fmt.Errorf("DefaultSort: field %q is not shown", column)
	case !c.kind.compares():
		return fmt.Errorf("DefaultSort: field %q cannot be compared", column)
	case c.mask != "":
		return fmt.Errorf("DefaultSort: field %q is masked, and its order would tell what it holds", column)
	}
	t.order = []sorting{{c, desc}}
	return nil
}

// orderOf reads what DefaultSort says.
func orderOf(name string) (column string, desc bool) {
	column, desc = strings.CutSuffix(strings.ToLower(name), " desc")
	column = name[:len(column)]
	if rest, minus := strings.CutPrefix(column, "-"); minus {
		column, desc = rest, true
	}
	return strings.TrimSpace(column), desc
}

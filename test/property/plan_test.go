package property_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

//go:generate go run ./gen

// Rented belongs to a tenant.
type Rented struct{ TenantID uint }

// Kept belongs to a person.
type Kept struct {
	Keeper string `gorm:"size:20"`
}

// Spot is in the columns of the row that it is in.
type Spot struct {
	Street string `gorm:"size:20" io:"search;sort"`
	Floor  int64  `io:"filter"`
}

// Span is in such columns too, which begin with its name.
type Span struct {
	Begin *int64 `io:"filter;sort"`
	End   int64  `io:"readonly"`
}

// Degree is one of some texts.
type Degree string

// Options are the degrees there are.
func (Degree) Options() []Degree { return []Degree{"low", "mid", "top"} }

// plan is what a drawn model says of itself: what GORM reads of it, and the words of
// its tags.
type plan struct {
	schema  *schema.Schema
	slug    string // and the table
	columns []*field
	key     []*field
	version *field
	updated *field // the time that GORM keeps
	soft    bool
	parents []*parentWay
	links   []*linkWay
	hangs   []*parentWay // by which rows hang on those of this model

	register func(d *desk.Desk, p *plan)
	find     func(db *gorm.DB) (reflect.Value, error)
	blank    func() any
}

// field is a column.
type field struct {
	*schema.Field
	label                        string
	kind                         kind
	null                         bool
	shown, creates, edits        bool
	searched, filtered, sorted   bool
	listed                       bool // its tag asks for a place in the list
	unique, auto, scopes, isPart bool // isPart: of the key
}

// parentWay leads from rows to those that they belong to.
type parentWay struct {
	of, to   *plan
	column   *field
	onDelete string
	searched bool
}

// linkWay leads from rows to others over a join table.
type linkWay struct {
	from, to         *plan
	name, key, table string
	own, far         string // columns
}

// drawn is a model of the file that was drawn.
type drawn struct{ plan func() *plan }

func drawnAs[T any]() drawn {
	return drawn{func() *plan {
		p := planOf(new(T))
		p.register = register[T]
		p.blank = func() any { return new(T) }
		p.find = func(db *gorm.DB) (reflect.Value, error) {
			var rows []T
			err := db.Unscoped().Find(&rows).Error
			return reflect.ValueOf(rows), err
		}
		return p
	}}
}

// register makes everything of a model, whose rows are their tenant's or their
// keeper's.
func register[T any](d *desk.Desk, p *plan) {
	m := autoactions.Model[T]{
		Slug: p.slug, Plural: "Rows", Name: "Row", Import: true, PageSize: 50,
		Title: func(row T) string { return title(p.keyOf(reflect.ValueOf(row))) },
		New: func(ctx context.Context) (row T, err error) {
			who, err := stagedoor.UserFrom(ctx)
			if err != nil {
				return row, err
			}
			for name, text := range p.fresh(who.ID) {
				if err := p.column(name).set(ctx, reflect.ValueOf(&row).Elem(), text); err != nil {
					return row, err
				}
			}
			return row, nil
		},
	}
	if p.scoped() {
		m.Scope = func(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
			who, err := stagedoor.UserFrom(ctx)
			if err != nil {
				return nil, err
			}
			for _, f := range p.columns {
				if f.scopes {
					db = db.Where(f.DBName+" = ?", f.kind.stored(scopeOf(f, who.ID)))
				}
			}
			return db, nil
		}
	}
	autoactions.Register(d.Reg, d.DB, m)
}

// scoped reports whether people see some of the rows.
func (p *plan) scoped() bool {
	return slices.ContainsFunc(p.columns, func(f *field) bool { return f.scopes })
}

// title is what a row is called.
func title(key string) string { return "#" + key }

// scopeOf is what a person's rows hold in a column of the scope.
func scopeOf(f *field, person string) string {
	if f.Name == "Keeper" {
		return person
	}
	return map[string]string{"Ada": "1", "Ben": "1", "Cem": "2"}[person]
}

func planOf(model any) *plan {
	s, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{}) // of its own: its indexes are noted in it
	if err != nil {
		panic(err)
	}
	p := &plan{schema: s, slug: s.Table}
	unique := map[string]bool{}
	for _, index := range s.ParseIndexes() {
		if index.Class == "UNIQUE" {
			unique[index.Fields[0].DBName] = true
		}
	}
	for _, f := range s.Fields {
		if f.DBName == "" {
			continue
		}
		if f.Name == "DeletedAt" {
			p.soft = true
		}
		c := fieldOf(f)
		c.unique = unique[f.DBName]
		p.columns = append(p.columns, c)
		switch {
		case f.PrimaryKey:
			p.key = append(p.key, c)
		case f.Name == "Version":
			p.version = c
		case f.Name == "UpdatedAt":
			p.updated = c
		}
	}
	return p
}

// fieldOf reads a column and its tag.
func fieldOf(f *schema.Field) *field {
	tag, told := f.Tag.Lookup("io")
	says := func(word string) bool { return slices.Contains(strings.Split(tag, ";"), word) }
	c := &field{Field: f, label: f.StructField.Name, isPart: f.PrimaryKey, shown: told}
	c.kind, c.null = kindOf(f)
	c.auto = f.AutoIncrement
	c.scopes = f.Name == "TenantID" || f.Name == "Keeper"
	c.creates = told && !says("readonly")
	c.edits = c.creates && !f.PrimaryKey
	c.searched, c.filtered, c.sorted = says("search"), says("filter"), says("sort") || told && f.PrimaryKey
	c.listed = says("list")
	return c
}

// set sets a column of a row to what a text stands for.
func (f *field) set(ctx context.Context, row reflect.Value, text string) error {
	if f.Serializer != nil {
		return f.Serializer.Scan(ctx, f.Field, row, []byte(text))
	}
	return f.Set(ctx, row, f.kind.stored(text))
}

func (p *plan) column(name string) *field {
	return p.columns[slices.IndexFunc(p.columns, func(f *field) bool { return f.DBName == name })]
}

// lists reports whether a column is one of the list: all are, where none asks for it, and
// those that filter or sort.
func (p *plan) lists(f *field) bool {
	asks := slices.ContainsFunc(p.columns, func(f *field) bool { return f.listed })
	return f.shown && (f.listed || !asks || f.filtered)
}

// those are the columns that fit.
func (p *plan) those(fit func(*field) bool) []*field {
	return slices.DeleteFunc(slices.Clone(p.columns), func(f *field) bool { return !fit(f) })
}

// keyOf is the key of a row as requests name it.
func (p *plan) keyOf(row reflect.Value) string {
	parts := make([]string, len(p.key))
	for i, f := range p.key {
		v, _ := f.ValueOf(context.Background(), row)
		parts[i] = f.kind.text(v)
	}
	return strings.Join(parts, ",")
}

// keyIn is the key of a row that is known.
func (p *plan) keyIn(r cells) string {
	parts := make([]string, len(p.key))
	for i, f := range p.key {
		parts[i] = r[f.DBName]
	}
	return strings.Join(parts, ",")
}

// plansOf reads the models of a world, and how they hang together.
func plansOf(world []drawn) []*plan {
	var plans []*plan
	for _, d := range world {
		plans = append(plans, d.plan())
	}
	for _, p := range plans {
		p.relate(plans)
	}
	return plans
}

func (p *plan) relate(plans []*plan) {
	named := func(s *schema.Schema) *plan {
		return plans[slices.IndexFunc(plans, func(of *plan) bool { return of.slug == s.Table })]
	}
	for _, rel := range p.schema.Relationships.BelongsTo {
		ref := rel.References[0]
		way := &parentWay{of: p, to: named(rel.FieldSchema), column: p.column(ref.ForeignKey.DBName)}
		_, way.onDelete, _ = strings.Cut(rel.Field.Tag.Get("gorm"), "OnDelete:")
		way.searched = strings.Contains(rel.Field.Tag.Get("io"), "search")
		way.column.label = rel.Name
		p.parents = append(p.parents, way)
		way.to.hangs = append(way.to.hangs, way)
	}
	for _, rel := range p.schema.Relationships.Many2Many {
		way := &linkWay{from: p, to: named(rel.FieldSchema), name: rel.Name, key: strings.ToLower(rel.Name), table: rel.JoinTable.Table}
		for _, ref := range rel.References {
			if ref.OwnPrimaryKey {
				way.own = ref.ForeignKey.DBName
			} else {
				way.far = ref.ForeignKey.DBName
			}
		}
		p.links = append(p.links, way)
	}
}

// parentAt is the way of a foreign key.
func (p *plan) parentAt(f *field) *parentWay {
	i := slices.IndexFunc(p.parents, func(way *parentWay) bool { return way.column == f })
	if i < 0 {
		return nil
	}
	return p.parents[i]
}

// String names a model in failures.
func (p *plan) String() string { return p.slug }

func (way *parentWay) String() string { return fmt.Sprint(way.of, ".", way.column.Name) }

package autoactions

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Model says what to make of the GORM model T. Every field has a default.
type Model[T any] struct {
	// Slug is the address of the list, and with a part more of everything else.
	// Default: the plural of T's name in small letters, as in "charges".
	Slug string

	// Name and Plural are what people read. Default: made from T's name.
	Name, Plural string

	// AllFields also shows fields without an io tag, except those that look like
	// secrets by their name or type and those tagged "-". Default: such fields are
	// neither shown nor sent.
	AllFields bool

	// Actions are the model's own verbs, in the order of their buttons.
	Actions []RowAction[T]

	// Scope adds the condition that rows have to meet to be seen or changed at all,
	// for example the tenant of the person in ctx. It is called for every statement
	// and has to add a condition with Where; joins are refused, use a subquery. A
	// condition from a struct or map with zero values adds nothing and is refused
	// too. It may be called several times at once. Default: every row.
	Scope func(ctx context.Context, db *gorm.DB) (*gorm.DB, error)

	// New returns what a new record holds before the person fills it in, such as
	// its tenant. It has to give fields that the form does not ask for what their
	// validate tags demand. Default: the zero value.
	New func(ctx context.Context) (T, error)

	// Without names what is not made: any of list, record, find, create, edit and
	// delete. Something of one's own can then be registered under that slug.
	Without []string

	// Title names a record to people. Default: its first text that can be searched,
	// or else Name and the key. It may be called several times at once.
	Title func(T) string

	// PageSize is how many rows the list has at first, 1 to 200. Default: 50.
	PageSize int

	// DefaultSort is a shown field, by its Go or column name, with "-" before it for
	// the largest first. Default: the primary key, largest first.
	DefaultSort string

	// Version names an integer, text or time field that every change of a row
	// changes. Default: an integer field called Version, or else the time that GORM
	// updates. A change made meanwhile is noticed without any of them too, in the
	// fields that are shown.
	Version string

	// Teams names the teams that may see and use all of this. Default: everybody
	// whom the panel lets in.
	Teams []string

	// Section is the heading in the side bar. Default: Records.
	Section string
}

// maxPage is how many rows one page of a list may have.
const maxPage = 200

// model is a Model without its type parameter.
type model struct {
	*table
	db    *gorm.DB
	scope func(ctx context.Context, db *gorm.DB) (*gorm.DB, error)

	slug, section string
	name, plural  string
	noun          string // the name inside a sentence
	teams         []string
	pageSize      int
	has           map[string]bool // what is made
	verbs         []*verb

	title func(r record) string
	fresh func(ctx context.Context) (record, error)
	form  func(ctx context.Context, f form) (record, error)

	known *family
}

// parts are what Register makes, in the words of Model.Without.
var parts = []string{"list", "record", "find", "create", "edit", "delete"}

// newModel checks m and reads T. The errors are mistakes in the program.
func newModel[T any](db *gorm.DB, m Model[T]) (*model, error) {
	model := &model{
		db: db, scope: m.Scope, slug: m.Slug, section: m.Section, name: m.Name, plural: m.Plural,
		teams: m.Teams, pageSize: m.PageSize, has: map[string]bool{},
	}
	if err := model.readType(reflect.TypeFor[T](), m.AllFields); err != nil {
		return nil, err
	}
	if err := model.settle(m.Version, m.DefaultSort, m.Without); err != nil {
		return nil, err
	}
	if err := model.checkRequired(m.New != nil); err != nil {
		return nil, err
	}
	if m.Title != nil {
		model.title = func(r record) string { return m.Title(*pointer[T](r)) }
	}
	model.fresh = freshOf(m)
	model.form = askForm[T]
	return model, addVerbs(model, m.Actions)
}

// readType looks at the type of the rows and names what was not named.
func (m *model) readType(rows reflect.Type, all bool) (err error) {
	if m.table, err = newTable(m.db, rows, all); err != nil {
		return err
	}
	m.setNames()
	m.title = m.titleOf
	return nil
}

// settle decides on everything that has a default.
func (m *model) settle(version, sort string, without []string) error {
	if err := m.useVersion(version); err != nil {
		return err
	}
	if err := m.useOrder(sort); err != nil {
		return err
	}
	if m.pageSize < 0 || m.pageSize > maxPage {
		return fmt.Errorf("PageSize: %d is not between 1 and %d", m.pageSize, maxPage)
	}
	if m.pageSize == 0 {
		m.pageSize = 50
	}
	return m.leaveOut(without)
}

// recordOf is the record of a row.
func recordOf[T any](row *T) record { return record{row: reflect.ValueOf(row).Elem()} }

// pointer returns a record as the type it has.
func pointer[T any](r record) *T { return r.row.Addr().Interface().(*T) }

func freshOf[T any](m Model[T]) func(context.Context) (record, error) {
	return func(ctx context.Context) (record, error) {
		var row T
		if m.New != nil {
			var err error
			if row, err = m.New(ctx); err != nil {
				return record{}, err
			}
		}
		return record{row: reflect.ValueOf(&row).Elem()}, nil
	}
}

// leaveOut settles what is made. A model without a primary key is read-only, and
// so has no verbs.
func (m *model) leaveOut(without []string) error {
	for _, part := range parts {
		m.has[part] = !slices.Contains(without, part)
	}
	for _, word := range without {
		if !slices.Contains(parts, word) {
			return fmt.Errorf("Without: there is no %q, there are %s", word, strings.Join(parts, ", "))
		}
	}
	for _, part := range parts[1:] {
		m.has[part] = m.has[part] && len(m.keys) > 0
	}
	m.has["create"] = m.has["create"] && len(m.those(func(c *column) bool { return c.creates })) > 0
	m.has["edit"] = m.has["edit"] && len(m.those(func(c *column) bool { return c.edits })) > 0
	return nil
}

// setNames fills in the names that were not given.
func (m *model) setNames() {
	words := wordsOf(m.model.Name())
	if m.name == "" {
		m.name = sentence(words)
	}
	m.noun = strings.ToLower(m.name[:1]) + m.name[1:]
	if strings.ToUpper(m.name) == m.name {
		m.noun = m.name // an abbreviation
	}
	words[len(words)-1] = pluralOf(words[len(words)-1])
	if m.plural == "" {
		m.plural = pluralOf(m.name)
	}
	if m.slug == "" {
		m.slug = strings.Join(words, "_")
	}
	if m.section == "" {
		m.section = "Records"
	}
}

func sentence(words []string) string {
	text := strings.Join(words, " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// pluralOf makes the regular plural of an English word.
func pluralOf(word string) string {
	for _, hiss := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(word, hiss) {
			return word + "es"
		}
	}
	if stem, y := strings.CutSuffix(word, "y"); y && !strings.ContainsAny(stem[max(0, len(stem)-1):], "aeiou") {
		return stem + "ies"
	}
	return word + "s"
}

// titleOf is how records are called where Model.Title does not say.
func (m *model) titleOf(r record) string {
	for _, c := range m.columns {
		if text, ok := c.value(r.row).(string); ok && c.searches && text != "" {
			return text
		}
	}
	return m.name + " " + m.keyText(r.row)
}

// Register adds to reg what m describes, over the rows of db. It panics, naming
// the model, field and word, on what is wrong with T's tags or with m: those are
// mistakes in the program, found the first time it starts.
func Register[T any](reg *stagedoor.Registry, db *gorm.DB, m Model[T]) {
	model, err := newModel(db, m)
	if err != nil {
		panic(fmt.Sprintf("autoactions: model %s: %v", reflect.TypeFor[T](), err))
	}
	model.known = familyOf(reg)
	model.register(reg)
	model.known.add(model)
}

// register adds the model's pages and actions. The page of a record and the
// actions that need one are reached from links.
func (m *model) register(reg *stagedoor.Registry) {
	if m.has["list"] {
		reg.Page(m.slug, stagedoor.Page{Name: m.plural, Handler: m.list, Section: m.section, Teams: m.teams})
	}
	if m.has["record"] {
		reg.Page(m.at("record"), stagedoor.Page{Name: m.name, Handler: m.show, Unlisted: true, Teams: m.teams})
	}
	actions := []struct {
		part, name string
		handler    func(context.Context) error
		listed     bool
	}{
		{"create", "New " + m.noun, m.create, true},
		{"find", "Find " + m.noun, m.findOne, true},
		{"edit", "Edit " + m.noun, m.edit, false},
		{"delete", "Delete " + m.noun, m.delete, false},
	}
	for _, a := range actions {
		if m.has[a.part] {
			reg.Action(m.at(a.part), stagedoor.Action{
				Name: a.name, Handler: a.handler, Unlisted: !a.listed, Teams: m.teams, Section: m.section,
			})
		}
	}
	for _, v := range m.verbs {
		reg.Action(m.at(v.slug), stagedoor.Action{
			Name: v.name, Handler: m.running(v), Unlisted: true, Teams: m.teams, Section: m.section,
			Dangerous: v.dangerous && !v.confirms,
		})
	}
}

// at is the slug of a part of the model.
func (m *model) at(part string) string { return m.slug + "/" + part }

// to leads from a record to a part of the model.
func (m *model) to(part, label string, r record) io.LinkTo {
	return io.LinkTo{Label: label, Route: m.at(part), Params: map[string]any{"id": m.keyText(r.row)}}
}

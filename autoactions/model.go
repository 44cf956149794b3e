package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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

	// BulkActions are the model's own verbs over many rows, in the order of their
	// buttons. Editing and deleting what is selected are there without a word.
	BulkActions []BulkAction[T]

	// ModelActions are actions of the model that need no row, in the menu of its
	// list.
	ModelActions []ModelAction

	// Scope adds the condition that rows have to meet to be seen or changed at all,
	// for example the tenant of the person in ctx. It is called for every statement
	// and has to add a condition with Where; joins are refused, use a subquery. A
	// condition from a struct or map with zero values adds nothing and is refused
	// too. It may be called several times at once, and once while it is registered,
	// without a person. Default: every row.
	Scope func(ctx context.Context, db *gorm.DB) (*gorm.DB, error)

	// New returns what a new record holds before the person fills it in, such as
	// its tenant. It has to give fields that the form does not ask for what their
	// validate tags demand. Default: the zero value.
	New func(ctx context.Context) (T, error)

	// Inline names has-one and has-many fields whose rows are asked for inside the
	// forms that make and change a record: they are added, changed and removed in the
	// same database transaction. A row that is removed stays without a parent where
	// its foreign key can be NULL, and is deleted otherwise, or where the constraint
	// says OnDelete:CASCADE. A form asks for at most 100 rows of each field; where
	// there are more, they are changed on the page of the record. Rows of a registered
	// model keep to its Scope, New and Without. "Items.Parcels", beside "Items", also asks
	// for the rows of those rows, in each of them; no deeper. Default: none.
	Inline []string

	// Without names what is not made: any of list, record, find, create, edit,
	// delete, undo, deleted, restore, purge, bulk/edit, bulk/delete, reveal and access.
	// Without edit or
	// delete its bulk is not made either. Something of one's own can then be
	// registered under that slug.
	Without []string

	// Computed are further columns, of what a function makes of a row, such as an age
	// or an address in one line. They stand behind those of the fields in every table of
	// the model, in its exports, and among the facts of a record. The database does not
	// know them: nobody can sort or filter by them. Value gets the whole row, whatever
	// of it the person sees, and its relations only as the row itself holds them; it may
	// be called several times at once. Default: none.
	Computed []io.Column[T]

	// Title names a record to people. Default: its first text that can be searched and
	// is neither a UUID nor one part of a key, or else Name and the key, as in
	// "Warehouse NL / 2". It may be called several times at once.
	Title func(T) string

	// Import lets people bring in a file of comma-separated values, such as an export
	// of the list: new records, and changes of those that are there. What somebody may
	// not write is not imported, and they are told so. Default: they cannot.
	Import bool

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

	// Hooks are called when a record is changed through the panel. Default: none.
	Hooks Hooks[T]

	// UndoFor is how long a change made through the panel can be undone from the
	// record's timeline. What an undo needs is kept that long in the table
	// stagedoor_undo of the application's database, columns that are not shown
	// included. Default: 7 days. Negative: nothing is kept and nothing undone.
	UndoFor time.Duration

	// DryRun tries a change before it is reviewed, in a database transaction that is
	// rolled back, and shows what it does besides: in other fields and other rows,
	// by hooks for example. It is then done exactly so, or reviewed again. Hooks run
	// twice, so they must not do anything outside of the database. Work on up to 500
	// rows is tried too, and is then done in one database transaction; the review says
	// which of them would be refused. A verb is tried if it has Ask. Rows of other
	// models that are not, or would not be, within their Scope are only counted.
	DryRun bool

	// Teams names the teams that may see and use all of this. Others do not meet it on
	// the pages of other models either. Default: everybody whom the panel lets in.
	Teams []string

	// Access narrows, part by part and field by field, what those teams may do.
	// Default: everything.
	Access Access

	// Section is the heading in the side bar. Default: Records.
	Section string
}

// defaultUndo is how long changes can be undone where a model does not say.
const defaultUndo = 7 * 24 * time.Hour

// maxPage is how many rows one page of a list may have.
const maxPage = 200

// model is a Model without its type parameter.
type model struct {
	*table
	db     *gorm.DB
	scope  func(ctx context.Context, db *gorm.DB) (*gorm.DB, error)
	beyond func(ctx context.Context, db *gorm.DB) (clause.Expression, error) // more that seen rows meet, of a join table; see joinModel

	slug, section string
	name, plural  string
	noun          string // the name inside a sentence
	teams         []string
	pageSize      int
	has           map[string]bool // what is made
	verbs         []*verb
	bulks         []*bulk
	own           []ModelAction
	inline        []inline

	computed []io.Column[record]

	title func(r record) string
	fresh func(ctx context.Context) (record, error)
	form  func(ctx context.Context, f form) (record, error)

	hooks   hooks
	undoFor time.Duration
	dryRun  bool
	trash   *column // marks deleted rows; nil without gorm.DeletedAt
	trashed bool    // only those rows are meant; see inTrash
	marked  bool    // those rows are meant too; see withMarked

	known *view

	access   Access
	standing *standing                      // of whom it is made for; nil for the program itself
	vary     func(standing) (*model, error) // makes it for others
	until    time.Time                      // when they see its masks again; zero for as it is
	original *model                         // what the program registered; nil in that itself
}

// parts are what Register makes, in the words of Model.Without.
var parts = []string{
	"list", "record", "find", "create", "edit", "delete", "undo", "deleted", "restore", "purge", "bulk/edit", "bulk/delete",
	"reveal", "access",
}

// newModel checks m and reads T, for the people of a standing. The errors are
// mistakes in the program.
func newModel[T any](db *gorm.DB, m Model[T], who *standing) (*model, error) {
	made := &model{
		access: m.Access, standing: who,
		db: db, scope: m.Scope, slug: m.Slug, section: m.Section, name: m.Name, plural: m.Plural,
		teams: m.Teams, pageSize: m.PageSize, has: map[string]bool{},
		hooks: hooksOf(m.Hooks), undoFor: m.UndoFor, dryRun: m.DryRun,
	}
	if made.undoFor == 0 {
		made.undoFor = defaultUndo
	}
	if err := watch(db); err != nil {
		return nil, err
	}
	unread := made.readType(reflect.TypeFor[T](), m.AllFields)
	if made.table == nil {
		return nil, unread
	}
	wrong := errors.Join(unread, made.useAccess(), made.settle(m.Version, made.orderFor(m.DefaultSort), m.Without), made.useInline(m.Inline), made.checkJoins(), addComputed(made, m.Computed))
	if m.Title != nil {
		made.title = func(r record) string { return m.Title(*pointer[T](r)) }
	}
	made.fresh = freshOf(m)
	made.form = askForm[T]
	if m.Import && (who == nil || made.imports()) {
		wrong = errors.Join(wrong, made.addImport())
	}
	lacks := made.checkRequired(m.New != nil)
	if who == nil {
		wrong = errors.Join(wrong, lacks, made.checkScope())
	}
	made.has["create"] = made.has["create"] && lacks == nil // they may not fill in what has to be there
	wrong = errors.Join(wrong, addVerbs(made, m.Actions), addBulks(made, m.BulkActions), made.addOwn(m.ModelActions))
	if wrong != nil {
		return nil, wrong
	}
	made.vary = func(s standing) (*model, error) {
		varied, err := newModel(db, m, &s)
		if err == nil {
			varied.original = made
		}
		return varied, err
	}
	return made, nil
}

// readType looks at the type of the rows and names what was not named.
func (m *model) readType(rows reflect.Type, all bool) (err error) {
	if m.table, err = newTable(m.db, rows, all); m.table == nil {
		return err
	}
	m.setNames()
	m.title = m.titleOf
	return err
}

// settle decides on everything that has a default.
func (m *model) settle(version, sort string, without []string) error {
	var size error
	if m.pageSize < 0 || m.pageSize > maxPage {
		size = fmt.Errorf("PageSize: %d is not between 1 and %d", m.pageSize, maxPage)
	}
	if m.pageSize == 0 {
		m.pageSize = 50
	}
	return errors.Join(m.useVersion(version), m.useOrder(sort), size, m.leaveOut(without))
}

// orderFor is the order that a model names, where the people see what it sorts by.
func (m *model) orderFor(name string) string {
	if m.standing == nil {
		return name
	}
	column, _ := orderOf(name)
	if c, ok := m.named(column); ok && (!c.shown && !c.key || c.mask != "") {
		return ""
	}
	return name
}

// whole is the model as the program registered it.
func (m *model) whole() *model {
	if m.original == nil {
		return m
	}
	return m.original
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
		m.has[part] = !slices.Contains(without, part) && m.may(part)
	}
	for _, word := range without {
		if !slices.Contains(parts, word) {
			return fmt.Errorf("Without: there is no %q, there are %s", word, strings.Join(parts, ", "))
		}
	}
	for _, part := range parts[1:] {
		m.has[part] = m.has[part] && len(m.keys) > 0
	}
	m.has["undo"] = m.has["undo"] && m.undoFor > 0
	if i := slices.IndexFunc(m.columns, func(c *column) bool { return c.field.FieldType == deletedAt }); i >= 0 {
		m.trash = m.columns[i]
	}
	for _, part := range []string{"restore", "purge"} {
		m.has[part] = m.has[part] && m.trash != nil
	}
	m.has["reveal"] = m.has["reveal"] && m.has["record"] && m.masks()
	m.has["access"] = m.has["access"] && m.has["record"] && m.access.Person != nil
	m.has["deleted"] = m.has["deleted"] && m.has["delete"] && (m.trash != nil || m.has["undo"] && !m.softDeletes() && m.reinserts())
	m.has["create"] = m.has["create"] && len(m.those(func(c *column) bool { return c.creates })) > 0
	m.has["edit"] = m.has["edit"] && len(m.those(func(c *column) bool { return c.edits })) > 0
	m.has["bulk/edit"] = m.has["bulk/edit"] && len(m.bulkEditable()) > 0
	for _, part := range []string{"edit", "delete"} {
		m.has["bulk/"+part] = m.has["bulk/"+part] && m.has[part] && m.has["list"]
	}
	return nil
}

// setNames fills in the names that were not given.
func (m *model) setNames() {
	words := wordsOf(m.model.Name())
	if m.name == "" {
		m.name = sentence(words)
	}
	m.noun = lower(m.name)
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

// lower is a name inside a sentence.
func lower(name string) string {
	if strings.ToUpper(name) == name {
		return name // an abbreviation
	}
	return strings.ToLower(name[:1]) + name[1:]
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

// titleOf is how records are called where Model.Title does not say. One part of a key
// tells no two of them apart.
func (m *model) titleOf(r record) string {
	for _, c := range m.columns {
		if text, ok := c.value(r.row).(string); ok && c.searches && text != "" && !c.isUUID() && !(c.key && len(m.keys) > 1) {
			return text
		}
	}
	return m.name + " " + keyName(m.keyOf(r.row))
}

// at is the slug of a part of the model.
func (m *model) at(part string) string { return m.slug + "/" + part }

// to leads from a record to a part of the model.
func (m *model) to(part, label string, r record) io.LinkTo {
	return io.LinkTo{Label: label, Route: m.at(part), Params: map[string]any{"id": m.keyText(r.row)}}
}

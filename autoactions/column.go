package autoactions

import (
	"context"
	"database/sql/driver"
	"reflect"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/io"
)

// kind is what a column holds, as far as asking, showing and comparing go.
type kind int

const (
	text kind = iota
	enum
	integer
	unsigned
	money   // an integer of the smallest unit
	decimal // a text in Go, a number in the database
	float
	boolean
	instant
	day
	clock    // a time of day: a text in the database
	binary   // a key of 16 bytes: a text in requests
	document // JSON
	content  // the bytes of a file or a picture
	other    // shown as text at best, never written
)

// column is a field of a model with what its tags say about it.
type column struct {
	field *schema.Field
	model reflect.Type
	tag   io.Field
	kind  kind
	group string // the heading it stands under, in forms and on records; "" for none

	shown    bool
	secret   bool // asked for and never shown
	key      bool
	nullable bool // the Go value can be nil
	creates  bool // asked for when a record is made
	edits    bool // asked for when a record is changed
	sorts    bool
	filters  bool
	searches bool
	exact    bool // a search for its whole value finds its row alone
	leads    bool // a foreign key whose tag says search: what it leads to is searched
	listed   bool
	never    bool // NULL in the database
	barred   bool // by Access: not to be changed by whom the model is made for

	mask io.Mask // before what is shown; "" for none
}

// name is how requests, cursors and the audit call the column.
func (c *column) name() string { return c.field.DBName }

// path is the way to the column's field, as forms name it: through structs that
// have a name, as in "Address.Street".
func (c *column) path() string {
	var names []string
	t := c.model
	for _, i := range c.field.StructField.Index {
		if i < 0 {
			i = -i - 1 // GORM marks a way through a pointer like this
		}
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		f := t.Field(i)
		if t = f.Type; !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ".")
}

// background serves GORM's accessors, which want a context for serializers.
var background = context.Background()

// newColumn decides what a field is good for. all shows untagged fields too.
func newColumn(model reflect.Type, f *schema.Field, tag io.Field, all bool) *column {
	c := &column{field: f, model: model, tag: tag, key: f.PrimaryKey}
	c.kind = kindOf(f, tag)
	c.nullable = f.FieldType.Kind() == reflect.Pointer || isNullType(f.FieldType)
	c.shown = f.Readable && !tag.Hidden && !tag.Secret && (tag.Tagged || all && !secret(f))
	c.secret = tag.Secret && tag.Tagged && !tag.Hidden
	kept := f.AutoCreateTime > 0 || f.AutoUpdateTime > 0 || f.FieldType == deletedAt || generated(f)
	writable := c.seen() && c.kind != other && !tag.ReadOnly && !kept
	c.creates = writable && f.Creatable && !f.AutoIncrement
	c.edits = writable && f.Updatable && !f.PrimaryKey
	compares := c.shown && c.kind.compares()
	c.sorts = compares && (tag.Sort || all && !tag.Tagged || c.key)
	c.filters = compares && (tag.Filter || all && !tag.Tagged)
	c.searches = c.shown && tag.Search && (c.kind == text || c.kind == enum)
	c.exact = compares && tag.Search
	c.listed = c.shown
	c.never = f.PrimaryKey || f.NotNull
	return c
}

// seen reports whether people know of the column: it is shown, or it is a secret of
// which they are told that it changed.
func (c *column) seen() bool { return c.shown || c.secret }

// compares reports whether values of this kind can be sorted and filtered by.
func (k kind) compares() bool { return k != other && k != document && k != clock && k != content }

// kindOf looks at the Go type first and at what GORM made of it second.
func kindOf(f *schema.Field, tag io.Field) kind {
	number := isNumeric(string(f.DataType)) && f.IndirectFieldType.Implements(valuer)
	switch {
	case tag.Kind == io.FormField || tag.Kind == io.FormsField:
		return other // structs of their own, which say what of them may be seen
	case isDocument(f):
		return document
	case isContent(f, tag):
		return content
	case f.Serializer != nil || f.IndirectFieldType == reflect.TypeFor[time.Duration]():
		return other
	case isBinary(f.IndirectFieldType):
		return binary
	case number:
		return decimal
	case tag.Kind == io.EnumField && f.IndirectFieldType.Kind() == reflect.String:
		return enum
	case tag.Kind == io.MoneyField:
		return money
	}
	return kindOfColumn(f)
}

// kindOfColumn looks at what GORM made of the type.
func kindOfColumn(f *schema.Field) kind {
	switch f.GORMDataType {
	case schema.Bool:
		return boolean
	case schema.Int:
		return integer
	case schema.Uint:
		return unsigned
	case schema.Float:
		return float
	case schema.Time, "date":
		return kindOfTime(f)
	case schema.String:
		return kindOfText(f)
	}
	return other
}

func kindOfTime(f *schema.Field) kind {
	switch {
	case strings.EqualFold(string(f.DataType), "date"):
		return day
	case f.IndirectFieldType.Kind() == reflect.Int64 && scans(f.IndirectFieldType):
		return clock
	case !timeLike(f.IndirectFieldType):
		return other
	}
	return instant
}

func kindOfText(f *schema.Field) kind {
	t := strings.ToLower(string(f.DataType))
	switch {
	case isNumeric(t):
		return decimal
	case strings.Contains(t, "json"), strings.HasSuffix(t, "[]"), strings.HasPrefix(t, "bytea"):
		return other
	}
	return text
}

// isNumeric reports whether a column of this type holds exact numbers.
func isNumeric(t string) bool {
	t = strings.ToLower(t)
	return strings.HasPrefix(t, "decimal") || strings.HasPrefix(t, "numeric")
}

var (
	deletedAt = reflect.TypeFor[gormDeletedAt]()
	valuer    = reflect.TypeFor[driver.Valuer]()
)

// timeLike reports whether values of t come down to a time.Time.
func timeLike(t reflect.Type) bool {
	return t.ConvertibleTo(reflect.TypeFor[time.Time]()) || t.Implements(valuer)
}

// isNullType recognises sql.NullString and its siblings: structs with a Valid flag.
func isNullType(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || !t.Implements(valuer) {
		return false
	}
	f, ok := t.FieldByName("Valid")
	return ok && f.Type.Kind() == reflect.Bool
}

// generated reports whether the database works the column out by itself.
func generated(f *schema.Field) bool {
	return strings.Contains(strings.ToUpper(f.TagSettings["TYPE"]), "GENERATED ")
}

// secretWords in the name of a field keep AllFields from showing it.
var secretWords = []string{
	"password", "passwd", "secret", "token", "hash", "salt", "otp", "totp", "recovery", "key",
	"session", "cookie", "ssn", "iban", "card", "cvv", "pin",
}

// secret reports whether a field looks like something that must not be shown
// unless its own tag says so. It errs towards hiding.
func secret(f *schema.Field) bool {
	if f.Tag.Get("json") == "-" || f.Serializer != nil || isBytes(f.IndirectFieldType) ||
		strings.Contains(f.IndirectFieldType.Name(), "Secret") {
		return true
	}
	for _, name := range []string{f.Name, f.DBName} {
		words := wordsOf(name)
		plain := strings.Join(words, "")
		for _, s := range secretWords {
			// Short words are looked for whole: "shipping" has a pin in it.
			if slices.Contains(words, s) || slices.Contains(words, s+"s") || len(s) > 3 && strings.Contains(plain, s) {
				return true
			}
		}
	}
	return false
}

// isBytes reports whether t is a slice of bytes.
func isBytes(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

// wordsOf splits a Go or column name into words of small letters.
func wordsOf(name string) []string {
	var words []string
	begin := 0
	upper := func(i int) bool { return name[i] >= 'A' && name[i] <= 'Z' }
	for i := range len(name) {
		starts := i > begin && upper(i) && (!upper(i-1) || i+1 < len(name) && !upper(i+1) && name[i+1] != '_')
		if starts || name[i] == '_' {
			words = append(words, strings.ToLower(name[begin:i]))
			begin = i
			if name[i] == '_' {
				begin++
			}
		}
	}
	return append(words, strings.ToLower(name[begin:]))
}

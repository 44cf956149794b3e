package io

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// FieldKind is what kind of value a struct field holds.
type FieldKind string

// The kinds of field. Other values have a text form at best and no input.
const (
	TextField     FieldKind = "text"
	EmailField    FieldKind = "email" // a text with the validate rule email
	EnumField     FieldKind = "enum"
	ManyField     FieldKind = "many" // a slice of an enum
	IntField      FieldKind = "int"
	MoneyField    FieldKind = "money" // an integer of the smallest unit
	NumberField   FieldKind = "number"
	BoolField     FieldKind = "boolean"
	DateField     FieldKind = "date" // CivilDate
	TimeField     FieldKind = "datetime"
	DecimalField  FieldKind = "decimal"  // a text with the word decimals
	ClockField    FieldKind = "time"     // CivilTime
	DurationField FieldKind = "duration" // time.Duration
	URLField      FieldKind = "url"      // url.URL, or a text with the validate rule http_url or https_url
	JSONField     FieldKind = "json"     // json.RawMessage
	RichTextField FieldKind = "richtext" // a text with the word richtext
	ListField     FieldKind = "list"     // a slice of texts, numbers or CivilDate
	FormField     FieldKind = "form"     // a struct with io tags of its own
	FormsField    FieldKind = "forms"    // a slice of such structs
	OtherField    FieldKind = "other"
)

// Field is what the io and validate tags of a struct field say.
type Field struct {
	Name    string // in Go
	Index   []int  // for reflect, through embedded structs
	Type    reflect.Type
	Kind    FieldKind
	Pointer bool // the field may be nil
	Tagged  bool // it has an io tag other than "-"

	Label, Help, Placeholder, Currency                                        string
	OwnLabel                                                                  bool   // Label is what the tag says
	Group                                                                     string // of a record's fields that are shown together
	Multiline, Secret, Optional, ReadOnly, Hidden, Search, Filter, Sort, List bool
	ID                                                                        bool // the word id
	Prefix                                                                    bool // the word prefix, beside search
	Markdown, Image, File                                                     bool // the words markdown, image and file
	Colors                                                                    map[string]string
	Format                                                                    Notation       // how a number or a time is written; "" for as usual
	Width                                                                     int            // of its column, in pixels; 0 for as wide as it needs
	Mask                                                                      Mask           // how the value is shown; "" for as it is
	Lines                                                                     int            // of a multiline text; 0 for the default
	Protocols                                                                 []string       // of an address; nil for the default
	Decimals                                                                  *int           // places of a number; nil for the default
	Zone                                                                      *time.Location // on whose clocks a time.Time is asked for

	Required  bool     // the validate rule required
	Email     bool     // the validate rule email
	Enum      []Option // the values of an enum, or of the elements of a list
	Min, Max  *float64 // of a number, both included
	MinLength *int     // of a text or a list
	MaxLength *int
	AtLeast   *int // of a list
	AtMost    *int

	shortest, longest *time.Duration // both included
	show              *showIf        // the word show or hide
	maybe             bool           // a rule decides whether it may be empty
}

// Fields returns the exported fields of a struct type, those of embedded structs
// among them, in order. Fields without an io tag are there too, with Tagged
// false. The error names each field and word of a tag that is wrong, joined; what can
// be read of the tags is returned beside it.
func Fields(t reflect.Type) ([]Field, error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("io: %s is not a struct", t)
	}
	var (
		fields []Field
		wrong  []error
	)
	for _, sf := range reflect.VisibleFields(t) {
		text, tagged := sf.Tag.Lookup("io")
		if !sf.IsExported() || text == "-" || embeds(sf) && !tagged {
			continue
		}
		f, err := parseField(sf, text)
		if tagged {
			err = errors.Join(err, f.optionsFault())
		}
		for _, each := range faultsIn(err) {
			wrong = append(wrong, fmt.Errorf("io: field %s.%s: %w", t, sf.Name, each))
		}
		f.Tagged = tagged
		fields = append(fields, f)
	}
	return fields, errors.Join(wrong...)
}

// embeds reports whether the fields of sf stand for themselves.
func embeds(sf reflect.StructField) bool {
	t := sf.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return sf.Anonymous && t.Kind() == reflect.Struct && kindOf(t) == ""
}

func parseField(sf reflect.StructField, text string) (Field, error) {
	f := Field{Name: sf.Name, Index: sf.Index, Type: sf.Type, Kind: OtherField}
	base := sf.Type
	if base.Kind() == reflect.Pointer {
		f.Pointer, base = true, base.Elem()
	}
	switch k := kindOf(base); {
	case k != "":
		f.Kind = k
	case asked(base):
		f.Kind = FormField
	case base.Kind() == reflect.Slice && kindOf(target(base.Elem())) == "" && asked(target(base.Elem())):
		f.Kind = FormsField
	}
	t, err := parseTag(text)
	f.Label, f.Help, f.Placeholder, f.Currency = t["label"], t["help"], t["placeholder"], t["currency"]
	f.Group = t["group"]
	if f.OwnLabel = f.Label != ""; !f.OwnLabel {
		f.Label = inWords(sf.Name)
	}
	f.Secret, f.Multiline, f.Optional, f.ReadOnly, f.Hidden = t.has("secret"), t.has("multiline"), t.has("optional"), t.has("readonly"), t.has("hidden")
	f.ID, f.Mask = t.has("id"), Mask(t["mask"])
	f.Prefix = t.has("prefix")
	f.Search, f.Filter, f.Sort, f.List = t.has("search"), t.has("filter"), t.has("sort"), t.has("list")
	if t.has("colors") {
		f.Colors, _ = colorsIn(t["colors"]) // parseTag has seen that they can be read
	}
	kind := errors.Join(f.decimals(t), f.amount(t), f.clock(t))
	f.show = t.showIf()
	f.rules(sf.Tag.Get("validate"))
	f.enum(base)
	return f, errors.Join(err, kind, f.call(t), f.formatted(t), f.writing(t))
}

// decimals settles how many places a number has. A text with some is a decimal.
func (f *Field) decimals(t tag) error {
	if !t.has("decimals") {
		return nil
	}
	switch f.Kind {
	case TextField:
		f.Kind = DecimalField
	case NumberField:
	case OtherField:
		if f.scanned() {
			break
		}
		fallthrough
	default:
		return fmt.Errorf(`word "decimals": a %s has none`, f.Type)
	}
	places, err := strconv.Atoi(t["decimals"])
	f.Decimals = &places
	return err
}

// amount settles whether a number is money.
func (f *Field) amount(t tag) error {
	if !t.has("unit") && !t.has("currency") {
		return nil
	}
	switch {
	case f.Kind == IntField:
		f.Kind = MoneyField
	case t.has("unit"):
		return fmt.Errorf(`word "unit": a %s does not count cents, an integer does`, f.Type)
	case f.Kind != NumberField && f.Kind != DecimalField && (f.Kind != OtherField || !f.scanned()):
		return fmt.Errorf(`word "currency": a %s is not an amount`, f.Type)
	}
	return nil
}

// scanned reports whether databases know how to write values of the field's type,
// as they do those of decimal types. Whether it holds numbers, only they know.
func (f *Field) scanned() bool { return target(f.Type).Implements(reflect.TypeFor[driver.Valuer]()) }

// writing settles how a text is typed.
func (f *Field) writing(t tag) (err error) {
	if f.Image = t.has("image"); f.Image && f.Kind != TextField && f.Kind != URLField && !isBytes(target(f.Type)) {
		return fmt.Errorf("word \"image\": a %s is neither an address nor the bytes of a picture", f.Type)
	}
	if f.File = t.has("file"); f.File && !isBytes(target(f.Type)) {
		return fmt.Errorf("word \"file\": a %s is not the bytes of a file", f.Type)
	}
	if f.Markdown = t.has("markdown"); f.Markdown {
		f.Multiline = true
	}
	for _, word := range []string{"secret", "lines", "richtext", "markdown"} {
		if t.has(word) && f.Kind != TextField {
			return fmt.Errorf("word %q: a %s is not a plain text", word, f.Kind)
		}
	}
	if t.has("richtext") {
		f.Kind = RichTextField
	}
	if t.has("lines") {
		f.Multiline = true
		f.Lines, err = strconv.Atoi(t["lines"])
	}
	return err
}

// clock settles in which zone a time is asked for.
func (f *Field) clock(t tag) (err error) {
	switch has := t.has("zone"); {
	case has && f.Kind != TimeField:
		return fmt.Errorf(`word "zone": a %s is not a time`, f.Type)
	case has:
		if f.Zone, err = time.LoadLocation(t["zone"]); err != nil {
			return fmt.Errorf(`word "zone": %w, %s`, err, suchAs("zone"))
		}
	case f.Kind == TimeField:
		f.Zone = time.UTC
	}
	return nil
}

// kindOf returns the kind of a type, without what tags say; "" for others.
func kindOf(t reflect.Type) FieldKind {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return TimeField
	case t == reflect.TypeFor[CivilDate]():
		return DateField
	case t == reflect.TypeFor[CivilTime]():
		return ClockField
	case t == reflect.TypeFor[time.Duration]():
		return DurationField
	case t == reflect.TypeFor[json.RawMessage]():
		return JSONField
	case t == reflect.TypeFor[url.URL]():
		return URLField
	}
	switch t.Kind() {
	case reflect.String:
		return TextField
	case reflect.Bool:
		return BoolField
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return IntField
	case reflect.Float32, reflect.Float64:
		return NumberField
	case reflect.Slice:
		if _, ok := listOf[kindOf(t.Elem())]; ok && t.Elem().Kind() != reflect.Uint8 {
			return ListField
		}
	}
	return ""
}

// asked reports whether a type is a struct that says of some field that it is
// shown.
func asked(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool {
		text, tagged := f.Tag.Lookup("io")
		return f.IsExported() && tagged && text != "-"
	})
}

// target is what a pointer leads to, or the type itself.
func target(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// Shown reports whether the field's own tag asks for it to be shown, in forms at
// least.
func (f Field) Shown() bool { return f.Tagged && !f.Hidden }

// Displayed reports whether the value of the field may be shown: it is Shown and
// no secret, which is asked for and never told.
func (f Field) Displayed() bool { return f.Shown() && !f.Secret }

// DisplayedValue is Value as it may be shown: behind the field's mask.
func (f Field) DisplayedValue(of reflect.Value) any {
	if f.Mask == "" {
		return f.Value(of)
	}
	return f.Mask.Of(f.Value(of))
}

// Value returns the field of a struct, or of a pointer to one. It is nil where
// the way there is nil.
func (f Field) Value(of reflect.Value) any {
	for of.Kind() == reflect.Pointer {
		if of.IsNil() {
			return nil
		}
		of = of.Elem()
	}
	v, err := of.FieldByIndexErr(f.Index)
	if err != nil {
		return nil
	}
	return v.Interface()
}

// ColumnType returns how a table shows the field.
func (f Field) ColumnType() ColumnType {
	if f.Mask != "" {
		return TextColumn
	}
	switch f.Kind {
	case IntField:
		if f.ID || strings.HasSuffix(f.Name, "ID") || strings.HasSuffix(f.Name, "Id") {
			return IDColumn
		}
		return NumberColumn
	case TextField:
		if f.ID {
			return IDColumn
		}
		return TextColumn
	case DecimalField:
		if f.Currency != "" {
			return NumberColumn
		}
		return TextColumn
	case NumberField:
		return NumberColumn
	case MoneyField, BoolField, DateField, TimeField, EnumField:
		return ColumnType(f.Kind)
	}
	return TextColumn
}

// inWords turns a Go name into a label: CreatedAt is "Created at".
func inWords(name string) string {
	runes := []rune(name)
	var words []string
	begin := 0
	for i := 1; i <= len(runes); i++ {
		if i < len(runes) && !startsWord(runes, i) {
			continue
		}
		word := string(runes[begin:i])
		if len(words) > 0 && strings.ToUpper(word) != word {
			word = strings.ToLower(word)
		}
		words = append(words, word)
		begin = i
	}
	return strings.Join(words, " ")
}

// startsWord reports whether a new word begins at i: a capital after a small
// letter, or the last capital of several before a small letter.
func startsWord(name []rune, i int) bool {
	if !unicode.IsUpper(name[i]) {
		return false
	}
	return !unicode.IsUpper(name[i-1]) || i+1 < len(name) && unicode.IsLower(name[i+1])
}

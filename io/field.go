package io

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
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
	IntField      FieldKind = "int"
	MoneyField    FieldKind = "money" // an integer of the smallest unit
	NumberField   FieldKind = "number"
	BoolField     FieldKind = "boolean"
	DateField     FieldKind = "date" // CivilDate
	TimeField     FieldKind = "datetime"
	DecimalField  FieldKind = "decimal"  // a text with the word decimals
	ClockField    FieldKind = "time"     // CivilTime
	URLField      FieldKind = "url"      // url.URL, or a text with the validate rule http_url or https_url
	JSONField     FieldKind = "json"     // json.RawMessage
	RichTextField FieldKind = "richtext" // a text with the word richtext
	ListField     FieldKind = "list"     // a slice of texts, numbers or CivilDate
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
	Multiline, Secret, Optional, ReadOnly, Hidden, Search, Filter, Sort, List bool
	Colors                                                                    map[string]string
	Lines                                                                     int            // of a multiline text; 0 for the default
	Protocols                                                                 []string       // of an address; nil for the default
	Decimals                                                                  *int           // places of a number; nil for the default
	Zone                                                                      *time.Location // of a time.Time asked for with its time of day

	Required  bool     // the validate rule required
	Email     bool     // the validate rule email
	Enum      []Option // the values of an enum
	Min, Max  *float64 // of a number, both included
	MinLength *int     // of a text
	MaxLength *int
	AtLeast   *int // of a list
	AtMost    *int
}

// Fields returns the exported fields of a struct type, those of embedded structs
// among them, in order. Fields without an io tag are there too, with Tagged
// false. The error names the field and the word of a tag that is wrong.
func Fields(t reflect.Type) ([]Field, error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("io: %s is not a struct", t)
	}
	var fields []Field
	for _, sf := range reflect.VisibleFields(t) {
		text, tagged := sf.Tag.Lookup("io")
		if !sf.IsExported() || text == "-" || embeds(sf) && !tagged {
			continue
		}
		f, err := parseField(sf, text)
		if err != nil {
			return nil, fmt.Errorf("io: field %s.%s: %w", t, sf.Name, err)
		}
		f.Tagged = tagged
		fields = append(fields, f)
	}
	return fields, nil
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
	if k := kindOf(base); k != "" {
		f.Kind = k
	}
	t, err := parseTag(text)
	if err != nil {
		return f, err
	}
	f.Label, f.Help, f.Placeholder, f.Currency = t["label"], t["help"], t["placeholder"], t["currency"]
	if f.Label == "" {
		f.Label = inWords(sf.Name)
	}
	f.Secret, f.Multiline, f.Optional, f.ReadOnly, f.Hidden = t.has("secret"), t.has("multiline"), t.has("optional"), t.has("readonly"), t.has("hidden")
	f.Search, f.Filter, f.Sort, f.List = t.has("search"), t.has("filter"), t.has("sort"), t.has("list")
	if f.Colors, err = t.colors(); err != nil {
		return f, err
	}
	if err := errors.Join(f.decimals(t), f.amount(t), f.clock(t)); err != nil {
		return f, err
	}
	f.rules(sf.Tag.Get("validate"))
	f.enum(base)
	return f, f.writing(t)
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
	case f.Kind != NumberField && f.Kind != DecimalField:
		return fmt.Errorf(`word "currency": a %s is not an amount`, f.Type)
	}
	return nil
}

// writing settles how a text is typed.
func (f *Field) writing(t tag) (err error) {
	for _, word := range []string{"secret", "lines", "richtext"} {
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
	if !t.has("zone") {
		return nil
	}
	if f.Kind != TimeField {
		return fmt.Errorf(`word "zone": a %s is not a time`, f.Type)
	}
	if f.Zone, err = time.LoadLocation(t["zone"]); err != nil {
		return fmt.Errorf(`word "zone": %w`, err)
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

// Shown reports whether the field's own tag asks for it to be shown.
func (f Field) Shown() bool { return f.Tagged && !f.Hidden }

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
	switch f.Kind {
	case IntField:
		if f.Name == "ID" || strings.HasSuffix(f.Name, "ID") {
			return IDColumn
		}
		return NumberColumn
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

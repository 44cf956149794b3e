package io

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode"
)

// FieldKind is what kind of value a struct field holds.
type FieldKind string

// The kinds of field. Other values have a text form at best and no input.
const (
	TextField   FieldKind = "text"
	EmailField  FieldKind = "email" // a text with the validate rule email
	EnumField   FieldKind = "enum"
	IntField    FieldKind = "int"
	MoneyField  FieldKind = "money" // an integer of the smallest unit
	NumberField FieldKind = "number"
	BoolField   FieldKind = "boolean"
	DateField   FieldKind = "date" // CivilDate
	TimeField   FieldKind = "datetime"
	OtherField  FieldKind = "other"
)

// Field is what the io and validate tags of a struct field say.
type Field struct {
	Name    string // in Go
	Index   []int  // for reflect, through embedded structs
	Type    reflect.Type
	Kind    FieldKind
	Pointer bool // the field may be nil
	Tagged  bool // it has an io tag other than "-"

	Label, Help, Placeholder, Currency                                string
	Multiline, Optional, ReadOnly, Hidden, Search, Filter, Sort, List bool
	ID                                                                bool // the word id
	Colors                                                            map[string]string

	Required  bool     // the validate rule required
	Email     bool     // the validate rule email
	Enum      []Option // the values of an enum
	Min, Max  *float64 // of a number, both included
	MinLength *int     // of a text
	MaxLength *int
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
	f.Multiline, f.Optional, f.ReadOnly, f.Hidden = t.has("multiline"), t.has("optional"), t.has("readonly"), t.has("hidden")
	f.ID = t.has("id")
	f.Search, f.Filter, f.Sort, f.List = t.has("search"), t.has("filter"), t.has("sort"), t.has("list")
	if f.Colors, err = t.colors(); err != nil {
		return f, err
	}
	if err := f.amount(t); err != nil {
		return f, err
	}
	f.rules(sf.Tag.Get("validate"))
	f.enum(base)
	return f, nil
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
	case f.Kind != NumberField:
		return fmt.Errorf(`word "currency": a %s is not an amount`, f.Type)
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
		if f.ID || strings.HasSuffix(f.Name, "ID") || strings.HasSuffix(f.Name, "Id") {
			return IDColumn
		}
		return NumberColumn
	case TextField:
		if f.ID {
			return IDColumn
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

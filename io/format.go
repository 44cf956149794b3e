package io

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// Notation is how a number or a moment is written.
type Notation string

// The formats there are. They change what people read, and nothing else.
const (
	PlainNotation   Notation = "plain"   // a number without separators between its thousands, such as a year
	PercentNotation Notation = "percent" // 12.5 as 12.5%
	BytesNotation   Notation = "bytes"   // 1536 as 1.5 kB, in thousands
	SecondsNotation Notation = "seconds" // 90 as 1 min 30 s
	DateNotation    Notation = "date"    // of a moment the day alone, on the clock of whoever looks
)

var formatNames = []Notation{PlainNotation, PercentNotation, BytesNotation, SecondsNotation, DateNotation}

// Sign is what is written after such a number: a percent sign, or nothing.
func (f Notation) Sign() string {
	if f == PercentNotation {
		return "%"
	}
	return ""
}

// What a column may be wide, in pixels.
const minWidth, maxWidth = 40, 1000

func isWidth(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= minWidth && n <= maxWidth
}

// fits reports whether values of a column can be written like this.
func (f Notation) fits(c ColumnType) bool {
	switch f {
	case "":
		return true
	case DateNotation:
		return c == DateTimeColumn
	}
	return c == NumberColumn
}

// formatted settles how the field is written, and how wide its column is.
func (f *Field) formatted(t tag) error {
	if t.has("width") {
		f.Width, _ = strconv.Atoi(t["width"]) // parseTag has seen that it is a number
	}
	f.Format = Notation(t["format"])
	scanned := f.Kind == OtherField && f.scanned() // a number or a moment, as the database has it
	if !f.Format.fits(f.ColumnType()) && !scanned {
		return fmt.Errorf("word \"format\": a %s is not written as %s; date is for a time.Time, the others are for numbers", f.Type, f.Format)
	}
	return nil
}

// call settles what the values of an enum are called: what the tag says, or else
// their own method Label.
func (f *Field) call(t tag) error {
	var labels map[string]string
	if t.has("labels") {
		labels, _ = labelsIn(t["labels"]) // parseTag has seen that they can be read
	}
	own := f.Type
	for own.Kind() == reflect.Pointer || own.Kind() == reflect.Slice {
		own = own.Elem()
	}
	for i, o := range f.Enum {
		value := reflect.New(own).Elem()
		setOption(value, o)
		if named, ok := value.Interface().(interface{ Label() string }); ok {
			f.Enum[i].Label = named.Label()
		}
		if text, ok := labels[o.Value]; ok {
			f.Enum[i].Label = text
			delete(labels, o.Value)
		}
	}
	return f.noValues(labels)
}

// noValues refuses texts for what are no values of the enum.
func (f *Field) noValues(labels map[string]string) error {
	if len(labels) == 0 {
		return nil
	}
	values := make([]string, len(f.Enum))
	for i, o := range f.Enum {
		values[i] = o.Value
	}
	others := listed(slices.Sorted(maps.Keys(labels)))
	if len(values) == 0 {
		return fmt.Errorf("word \"labels\": %q is not one of the values, and a %s has none; see the rule oneof and the method Options", others, f.Type)
	}
	return fmt.Errorf("word \"labels\": %q is not one of the values, there are %s", others, listed(values))
}

// LabelOf is what people read of a value of an enum.
func (f Field) LabelOf(value string) string {
	for _, o := range f.Enum {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// labels are what people read of the values that are called otherwise.
func (f Field) labels() map[string]string {
	var labels map[string]string
	for _, o := range f.Enum {
		if o.Label != o.Value {
			if labels == nil {
				labels = map[string]string{}
			}
			labels[o.Value] = o.Label
		}
	}
	return labels
}

// format is how the field is written where it is shown as it is.
func (f Field) format() Notation {
	if f.Mask != "" {
		return ""
	}
	return f.Format
}

package protocol

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

// structField is one field of a struct as its json tag says.
type structField struct {
	name      string
	index     []int
	omitEmpty bool
	omitZero  bool
	asText    bool // the string option of encoding/json
}

// structFields remembers the fields of each struct type.
var structFields sync.Map // reflect.Type → []structField

func fieldsOf(t reflect.Type) []structField {
	if known, ok := structFields.Load(t); ok {
		return known.([]structField)
	}
	var fields []structField
	taken := map[string]int{} // name → depth
	for _, f := range reflect.VisibleFields(t) {
		field, ok := readField(f)
		if !ok || throughTagged(t, f.Index) {
			continue
		}
		if depth, again := taken[field.name]; again && depth <= len(f.Index) {
			continue
		}
		taken[field.name] = len(f.Index)
		fields = append(fields, field)
	}
	structFields.Store(t, fields)
	return fields
}

func readField(f reflect.StructField) (structField, bool) {
	tag := f.Tag.Get("json")
	if !f.IsExported() || tag == "-" {
		return structField{}, false
	}
	name, options, _ := strings.Cut(tag, ",")
	if f.Anonymous && name == "" && structKind(f.Type) {
		return structField{}, false // its own fields follow
	}
	if name == "" {
		name = f.Name
	}
	field := structField{name: name, index: f.Index}
	for option := range strings.SplitSeq(options, ",") {
		field.omitEmpty = field.omitEmpty || option == "omitempty"
		field.omitZero = field.omitZero || option == "omitzero"
		field.asText = field.asText || option == "string"
	}
	return field, true
}

func structKind(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct
}

// throughTagged reports whether a promoted field belongs to an embedded struct
// that has a name of its own, and so is not promoted in JSON.
func throughTagged(t reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		f := t.Field(i)
		if f.Tag.Get("json") != "" && !strings.HasPrefix(f.Tag.Get("json"), ",") {
			return true
		}
		t = f.Type
	}
	return false
}

func (e *encoder) structure(v reflect.Value) error {
	w := objectWriter{e: e}
	for _, f := range fieldsOf(v.Type()) {
		inner, err := v.FieldByIndexErr(f.index)
		if err != nil { // inside an embedded pointer that is nil
			continue
		}
		if f.omitEmpty && empty(inner) || f.omitZero && zero(inner) {
			continue
		}
		if f.asText {
			text, err := json.Marshal(inner.Interface())
			if err != nil {
				return err
			}
			inner = reflect.ValueOf(string(text))
		}
		if err := w.field(f.name, inner); err != nil {
			return err
		}
	}
	return w.close()
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	default:
		return v.IsZero()
	}
}

func zero(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return z.IsZero()
	}
	return v.IsZero()
}

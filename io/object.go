package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// ObjectDisplay is a value of any shape, as a tree.
type ObjectDisplay struct {
	label string
	value any
}

// Object shows a value of any shape, as far as [Public] lets it. Integers of any
// size stay exact, a map[K]struct{} is a set, and long lists begin folded.
func Object(label string, value any) ObjectDisplay { return ObjectDisplay{label, value} }

// Show puts the value on the screen.
func (d ObjectDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d ObjectDisplay) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayObject, d.label, map[string]any{})
	tree, err := Public(d.value)
	if err != nil {
		return nil, p.fault(err)
	}
	p.props["data"] = tree
	return p, nil
}

// Public returns v as maps, objects in the order of a struct's fields, slices and
// single values, with only those fields of structs that were written for a
// dashboard: if any field of a struct has an io tag, the fields that have one and
// are neither hidden nor secret, by their labels and amounts with their currency;
// otherwise the fields with a json tag, as encoding/json writes them. A struct with neither
// is an error that names its type, so that a database row never crosses by
// accident. An error value is refused too: its text was not written for people.
func Public(v any) (any, error) { return tree(reflect.ValueOf(v), 0) }

// deepest is how far down a tree may reach; a cycle reaches further.
const deepest = 64

// tree returns v as maps, objects, slices and single values.
func tree(v reflect.Value, depth int) (any, error) {
	if depth > deepest {
		return nil, errors.New("the value is nested too deeply")
	}
	switch {
	case !v.IsValid():
		return nil, nil
	case v.CanInterface() && v.Type().Implements(errorType):
		return nil, errors.New("an error value cannot be shown: write a text for people")
	case (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil():
		return nil, nil
	case v.Type() == reflect.TypeFor[*big.Int]():
		return v.Interface(), nil
	case v.Type() == reflect.TypeFor[big.Int]():
		n, _ := v.Interface().(big.Int)
		return &n, nil
	case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
		return tree(v.Elem(), depth+1)
	case v.Type() == reflect.TypeFor[protocol.Object]():
		return objectTree(v.Interface().(protocol.Object), depth)
	case v.Kind() == reflect.Struct && kindOf(v.Type()) == "":
		return structTree(v, depth)
	case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String && v.Type().Elem() != reflect.TypeFor[struct{}]():
		out := make(map[string]any, v.Len())
		for key, value := range v.Seq2() {
			t, err := tree(value, depth+1)
			if err != nil {
				return nil, err
			}
			out[key.String()] = t
		}
		return out, nil
	case v.Kind() == reflect.Map:
		return mapTree(v, depth)
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			break
		}
		out := make([]any, v.Len())
		for i := range out {
			t, err := tree(v.Index(i), depth+1)
			if err != nil {
				return nil, err
			}
			out[i] = t
		}
		return out, nil
	}
	if _, named := v.Interface().(fmt.Stringer); !named && (v.CanInt() || v.CanUint()) {
		return v.Interface(), nil // also what is larger than a browser's numbers
	}
	if c, err := cell(v.Interface()); err == nil {
		return c, nil
	}
	return viaJSON(v.Interface())
}

// mapTree shows a map whose keys are not texts, in the order of its keys. One
// without values is a set.
func mapTree(v reflect.Value, depth int) (any, error) {
	set := v.Type().Elem() == reflect.TypeFor[struct{}]()
	var pairs protocol.Map
	for k, value := range v.Seq2() {
		key, err := tree(k, depth+1)
		if err != nil {
			return nil, err
		}
		pair := protocol.Entry{Key: key}
		if !set {
			if pair.Value, err = tree(value, depth+1); err != nil {
				return nil, err
			}
		}
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b protocol.Entry) int { return compareCells(a.Key, b.Key) })
	if !set {
		return append(protocol.Map{}, pairs...), nil
	}
	keys := protocol.Set{}
	for _, pair := range pairs {
		keys = append(keys, pair.Key)
	}
	return keys, nil
}

var errorType = reflect.TypeFor[error]()

func objectTree(o protocol.Object, depth int) (any, error) {
	out := protocol.Object{}
	for _, f := range o {
		t, err := tree(reflect.ValueOf(f.Value), depth+1)
		if err != nil {
			return nil, err
		}
		out = out.With(f.Name, t)
	}
	return out, nil
}

// structTree shows the fields with an io tag, or else those with a json tag.
func structTree(v reflect.Value, depth int) (any, error) {
	fields, err := Fields(v.Type())
	if err != nil {
		return nil, err
	}
	out := protocol.Object{}
	tagged := false
	for _, f := range fields {
		tagged = tagged || f.Tagged
		if !f.Displayed() {
			continue
		}
		t, err := f.tree(v, depth)
		if err != nil {
			return nil, err
		}
		out = out.With(f.Label, t)
	}
	switch {
	case tagged:
		return out, nil
	case jsonTagged(v.Type()):
		return jsonTree(v, depth)
	}
	return nil, fmt.Errorf("no field of %s may be shown: give those that may an io or json tag", v.Type())
}

// tree is the field of a struct as people read it: an amount in its currency.
func (f Field) tree(of reflect.Value, depth int) (any, error) {
	v := reflect.Indirect(reflect.ValueOf(f.Value(of)))
	if f.Kind == MoneyField && f.Currency != "" && f.Mask == "" && v.CanInt() {
		return showMoney(v.Int(), f.Currency), nil
	}
	return tree(reflect.ValueOf(f.DisplayedValue(of)), depth+1)
}

// jsonTree shows the fields with a json tag.
func jsonTree(v reflect.Value, depth int) (any, error) {
	out := protocol.Object{}
	for _, f := range reflect.VisibleFields(v.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		field, err := v.FieldByIndexErr(f.Index)
		if name == "" || name == "-" || !f.IsExported() || err != nil { // err: inside a nil embedded pointer
			continue
		}
		t, err := tree(field, depth+1)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		out = out.With(name, t)
	}
	return out, nil
}

func jsonTagged(t reflect.Type) bool {
	return slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name != "" && name != "-"
	})
}

func viaJSON(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("a %T cannot be shown: %w", v, err)
	}
	var out any
	return out, decode(text, &out)
}

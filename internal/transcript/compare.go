package transcript

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// Normal decodes what a call carries down to plain values: the JSON texts inside
// it are objects, and values are what their meta says.
func Normal(data json.RawMessage) (any, error) {
	if len(data) == 0 {
		return nil, nil
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	return open(v)
}

// texts are the fields that hold JSON as text.
var texts = map[string]bool{"ioCall": true, "value": true, "page": true, "result": true}

// encoded pairs the fields that are values with those of their meta.
var encoded = map[string]string{"props": "propsMeta", "values": "valuesMeta", "params": "paramsMeta", "data": "meta"}

func open(v any) (any, error) {
	switch v := v.(type) {
	case []any:
		for i := range v {
			inner, err := open(v[i])
			if err != nil {
				return nil, err
			}
			v[i] = inner
		}
	case map[string]any:
		return v, openObject(v)
	}
	return v, nil
}

func openObject(v map[string]any) error {
	for key, metaKey := range encoded {
		if meta, has := v[metaKey]; has {
			data, _ := json.Marshal(v[key]) // was JSON a moment ago
			metaText, _ := json.Marshal(meta)
			decoded, err := protocol.Decode(data, metaText)
			if err != nil {
				return err
			}
			delete(v, metaKey)
			v[key] = decoded
		}
	}
	for key, inner := range v {
		if text, isText := inner.(string); isText && texts[key] && strings.HasPrefix(text, "{") {
			var object any
			if json.Unmarshal([]byte(text), &object) == nil {
				inner = object
			}
		}
		opened, err := open(inner)
		if err != nil {
			return err
		}
		v[key] = opened
	}
	return nil
}

// Bindings are what stands for the variables of a recording, such as ids, in a
// conversation that repeats it.
type Bindings struct{ to, from map[string]string }

// NewBindings returns bindings without any.
func NewBindings() *Bindings {
	return &Bindings{to: map[string]string{}, from: map[string]string{}}
}

// Clone returns a copy, to compare on trial.
func (b *Bindings) Clone() *Bindings { return &Bindings{maps.Clone(b.to), maps.Clone(b.from)} }

// bind reports whether the recorded value may stand for the actual one.
func (b *Bindings) bind(recorded, actual string) bool {
	if bound, known := b.to[recorded]; known {
		return bound == actual
	}
	if _, taken := b.from[actual]; taken {
		return false
	}
	b.to[recorded], b.from[actual] = actual, recorded
	return true
}

// Set binds recorded to actual, also when it was bound to something else.
func (b *Bindings) Set(recorded, actual string) {
	b.to[recorded], b.from[actual] = actual, recorded
}

// Apply puts the actual values into a recorded message.
func (b *Bindings) Apply(data json.RawMessage) json.RawMessage {
	text := string(data)
	for _, recorded := range slices.Sorted(maps.Keys(b.to)) {
		text = strings.ReplaceAll(text, recorded, b.to[recorded])
	}
	return json.RawMessage(text)
}

// variables are the fields whose values are bound, not compared.
var variables = map[string]bool{"id": true, "inputGroupKey": true, "transactionId": true, "pageKey": true}

// ignored are the fields that differ every time.
var ignored = map[string]bool{"timestamp": true, "createdAt": true, "sdkName": true, "sdkVersion": true}

// Compare reports where actual differs from what was recorded; an empty text is
// nowhere. A recorded null, false or empty list may be absent; extra says which
// other fields may be there in addition.
func (b *Bindings) Compare(recorded, actual any, extra func(key string) bool) string {
	return b.compare("", recorded, actual, extra)
}

func (b *Bindings) compare(path string, recorded, actual any, extra func(string) bool) string {
	switch r := recorded.(type) {
	case map[string]any:
		a, isObject := actual.(map[string]any)
		if !isObject {
			return differ(path, recorded, actual)
		}
		return b.compareObjects(path, r, a, extra)
	case []any:
		a, isArray := actual.([]any)
		if !isArray || len(a) != len(r) {
			return differ(path, recorded, actual)
		}
		for i := range r {
			if d := b.compare(fmt.Sprintf("%s[%d]", path, i), r[i], a[i], extra); d != "" {
				return d
			}
		}
		return ""
	}
	if !reflect.DeepEqual(recorded, actual) && fmt.Sprintf("%#v", recorded) != fmt.Sprintf("%#v", actual) { // NaN
		return differ(path, recorded, actual)
	}
	return ""
}

func (b *Bindings) compareObjects(path string, recorded, actual map[string]any, extra func(string) bool) string {
	for _, key := range slices.Sorted(maps.Keys(recorded)) {
		r := recorded[key]
		a, has := actual[key]
		at := path + "." + key
		recordedText, _ := r.(string)
		actualText, isText := a.(string)
		switch {
		case ignored[key]:
		case !has && nothing(r):
		case !has:
			return at + " is missing"
		case variables[key] && isText && !strings.Contains(path, ".data"):
			if !b.bind(recordedText, actualText) {
				return differ(at+" (as a variable)", r, a)
			}
		default:
			if d := b.compare(at, r, a, extra); d != "" {
				return d
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(actual)) {
		if _, known := recorded[key]; !known && !extra(key) && !ignored[key] {
			return fmt.Sprintf("%s.%s is new: %v", path, key, actual[key])
		}
	}
	return ""
}

// nothing reports whether an absent field says the same as v.
func nothing(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == false || isList && len(list) == 0
}

func differ(path string, recorded, actual any) string {
	return fmt.Sprintf("%s = %#v, recorded %#v", path, actual, recorded)
}

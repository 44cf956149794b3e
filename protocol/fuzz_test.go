package protocol

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzDecode gives the decoder any text. It must not panic, and whatever it
// makes of the text must come back the same after being encoded and decoded
// again.
func FuzzDecode(f *testing.F) {
	for _, tc := range valueCases {
		f.Add([]byte(tc.json), []byte(tc.meta))
	}
	f.Add([]byte(`{"a\\":{"b":null},"a.b":[1]}`), []byte(`{"values":{"a\\.b":["undefined"],"a.b.0":["set",{"1.2":["map"]}]}}`))
	f.Add([]byte(`[[1,2]]`), []byte(`{"values":["map",{"0.0":["bigint"]}]}`))
	f.Fuzz(func(t *testing.T, data, meta []byte) {
		v, err := Decode(data, meta)
		if err != nil {
			return
		}
		data2, meta2, err := Encode(v)
		if err != nil {
			t.Fatalf("Encode(%#v) = %v", v, err)
		}
		again, err := Decode(data2, meta2)
		if err != nil {
			t.Fatalf("Decode(%s, %s) = %v", data2, meta2, err)
		}
		if !same(v, again) {
			t.Fatalf("%#v came back as %#v by way of %s, %s", v, again, data2, meta2)
		}
	})
}

// same compares like reflect.DeepEqual, but a text that is no number is itself.
func same(a, b any) bool {
	textA, metaA, errA := Encode(a)
	textB, metaB, errB := Encode(b)
	return errA == nil && errB == nil && reflect.TypeOf(a) == reflect.TypeOf(b) &&
		string(textA) == string(textB) && string(metaA) == string(metaB)
}

// FuzzLimits compares the count without understanding with the parser: what the
// parser refuses must be refused, and nothing within the limits that it takes.
func FuzzLimits(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2,{"b":"c,]"}]}`, `"\\\""`, `[[[]]]`, `]`, `,`, `"`, `{"a":1,"b":2,"c":3}`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		err := Limits{Depth: 3, Elements: 3}.Check(data)
		var v any
		parsed := json.Unmarshal(data, &v) == nil
		if err == nil && (!parsed || depth(v) > 3 || widest(v) > 3) {
			t.Fatalf("%q passed", data)
		}
		if unlimited := (Limits{}).Check(data); unlimited == nil != (parsed && utf8Valid(data)) {
			t.Fatalf("%q without limits = %v, parsed %v", data, unlimited, parsed)
		}
	})
}

func utf8Valid(data []byte) bool { return string([]rune(string(data))) == string(data) }

func depth(v any) int {
	deepest := -1
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			deepest = max(deepest, depth(e))
		}
		return max(deepest, 0) + 1
	case map[string]any:
		for _, e := range v {
			deepest = max(deepest, depth(e))
		}
		return max(deepest, 0) + 1
	}
	return 0
}

func widest(v any) int {
	width := 0
	switch v := v.(type) {
	case []any:
		width = len(v)
		for _, e := range v {
			width = max(width, widest(e))
		}
	case map[string]any:
		width = len(v)
		for _, e := range v {
			width = max(width, widest(e))
		}
	}
	return width
}

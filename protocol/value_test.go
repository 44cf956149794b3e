package protocol

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
)

var epoch = time.Unix(0, 0).UTC()

type obj = map[string]any

// valueCases are the rows and examples of the encoding: a value, its JSON, its
// meta. Each is read and written.
var valueCases = []struct {
	name       string
	value      any
	json, meta string
}{
	{"string", "x", `"x"`, ``},
	{"string with a quote", `a"b\`, `"a\"b\\"`, ``},
	{"text like a time", "12:34:56", `"12:34:56"`, ``},
	{"number", 1.5, `1.5`, ``},
	{"boolean", true, `true`, ``},
	{"null", nil, `null`, ``},
	{"undefined", Undefined{}, `null`, `{"values":["undefined"]}`},
	{"date", epoch, `"1970-01-01T00:00:00.000Z"`, `{"values":["Date"]}`},
	{"bigint", big.NewInt(10), `"10"`, `{"values":["bigint"]}`},
	{"infinity", math.Inf(1), `"Infinity"`, `{"values":["number"]}`},
	{"minus infinity", math.Inf(-1), `"-Infinity"`, `{"values":["number"]}`},
	{"minus zero", math.Copysign(0, -1), `"-0"`, `{"values":["number"]}`},
	{"map", Map{{"a", 1.0}, {"b", epoch}}, `[["a",1],["b","1970-01-01T00:00:00.000Z"]]`, `{"values":["map",{"1.1":["Date"]}]}`},
	{"map inside", obj{"m": Map{{"k", epoch}}}, `{"m":[["k","1970-01-01T00:00:00.000Z"]]}`, `{"values":{"m":["map",{"0.1":["Date"]}]}}`},
	{"set", Set{1.0, epoch}, `[1,"1970-01-01T00:00:00.000Z"]`, `{"values":["set",{"1":["Date"]}]}`},
	{"empty set", Set{}, `[]`, `{"values":["set"]}`},
	{"set in a map in an array", []any{Map{{"a", Set{epoch}}}}, `[[["a",["1970-01-01T00:00:00.000Z"]]]]`, `{"values":{"0":["map",{"0.1":["set",{"0":["Date"]}]}]}}`},
	{"regexp", Regexp{"a/b", "gi"}, `"/a/b/gi"`, `{"values":["regexp"]}`},
	{"url", &url.URL{Scheme: "https", Host: "example.com", Path: "/a"}, `"https://example.com/a"`, `{"values":["URL"]}`},
	{"error", &PlainError{"TypeError", "no"}, `{"name":"TypeError","message":"no"}`, `{"values":["Error"]}`},
	{"array", []any{1.0, Undefined{}, epoch}, `[1,null,"1970-01-01T00:00:00.000Z"]`, `{"values":{"1":["undefined"],"2":["Date"]}}`},
	{"deep", obj{"a": obj{"b": []any{obj{"c": epoch}}}}, `{"a":{"b":[{"c":"1970-01-01T00:00:00.000Z"}]}}`, `{"values":{"a.b.0.c":["Date"]}}`},
	{"dot in an ancestor", obj{"a.b": obj{"c": epoch}}, `{"a.b":{"c":"1970-01-01T00:00:00.000Z"}}`, `{"values":{"a\\.b.c":["Date"]}}`},
	{"dot in the last key", obj{"x": obj{"a.b": epoch}}, `{"x":{"a.b":"1970-01-01T00:00:00.000Z"}}`, `{"values":{"x.a\\.b":["Date"]}}`},
	{"empty keys", obj{"": obj{"": epoch}}, `{"":{"":"1970-01-01T00:00:00.000Z"}}`, `{"values":{".":["Date"]}}`},
	{"backslash at the end of an ancestor", obj{`a\`: obj{"b": epoch}}, `{"a\\":{"b":"1970-01-01T00:00:00.000Z"}}`, `{"values":{"a\\.b":["Date"]}}`},
	{"empty", obj{"a": obj{}, "b": []any{}}, `{"a":{},"b":[]}`, ``},
}

func TestEncode(t *testing.T) {
	for _, tc := range valueCases {
		t.Run(tc.name, func(t *testing.T) {
			data, meta, err := Encode(tc.value)
			if err != nil {
				t.Fatal(err)
			}
			sameJSON(t, "json", string(data), tc.json)
			sameJSON(t, "meta", string(meta), tc.meta)
		})
	}
}

func TestDecode(t *testing.T) {
	for _, tc := range valueCases {
		t.Run(tc.name, func(t *testing.T) {
			v, err := Decode(json.RawMessage(tc.json), json.RawMessage(tc.meta))
			if err != nil || !reflect.DeepEqual(v, tc.value) {
				t.Fatalf("Decode = %#v, %v, want %#v", v, err, tc.value)
			}
		})
	}
}

func TestDecodeOtherWriters(t *testing.T) {
	cases := []struct {
		name, json, meta string
		want             any
	}{
		{"meta null", `1`, `null`, 1.0},
		{"meta empty", `1`, `{}`, 1.0},
		{"values null", `1`, `{"values":null}`, 1.0},
		{"no data", ``, ``, Undefined{}},
		{"undefined key", `{"a":1,"u":null}`, `{"values":{"u":["undefined"]}}`, obj{"a": 1.0}},
		{"last key not escaped", `{"a.b":"1970-01-01T00:00:00.000Z"}`, `{"values":{"a.b":["Date"]}}`, obj{"a.b": epoch}},
		{"last key not escaped, deeper", `{"x":{"a.b":"1970-01-01T00:00:00.000Z"}}`, `{"values":{"x.a.b":["Date"]}}`, obj{"x": obj{"a.b": epoch}}},
		{"a map beside what is in it", `{"a":[["k","1970-01-01T00:00:00.000Z"]]}`, `{"values":{"a":["map"],"a.0.1":["Date"]}}`, obj{"a": Map{{"k", epoch}}}},
		{"same object twice", `{"a":1,"b":1}`, `{"referentialEqualities":{"a":["b"]}}`, obj{"a": 1.0, "b": 1.0}},
		{"custom time", `["12:34:56"]`, `{"values":{"0":[["custom","time"]]}}`, []any{"12:34:56"}},
		{"typed array", `[1,2]`, `{"values":[["typed-array","Uint8Array"]]}`, []any{1.0, 2.0}},
		{"unknown type", `{"a":"x"}`, `{"values":{"a":["Temporal"]}}`, obj{"a": "x"}},
		{"path to nowhere", `{"a":[1]}`, `{"values":{"b.c":["Date"],"a.7":["Date"],"a.x":["Date"],"a.00":["Date"],"a.-1":["Date"]}}`, obj{"a": []any{1.0}}},
		{"three decimals are not demanded", `"1970-01-01T00:00:00Z"`, `{"values":["Date"]}`, epoch},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			v, err := Decode(json.RawMessage(tc.json), json.RawMessage(tc.meta))
			if err != nil || !reflect.DeepEqual(v, tc.want) {
				t.Fatalf("Decode = %#v, %v, want %#v", v, err, tc.want)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	cases := map[string]struct{ json, meta string }{
		"syntax":              {`{`, ``},
		"two values":          {`1 2`, ``},
		"invalid UTF-8":       {"\"\xff\"", ``},
		"date of a number":    {`1`, `{"values":["Date"]}`},
		"date of a word":      {`"soon"`, `{"values":["Date"]}`},
		"bigint of a word":    {`"ten"`, `{"values":["bigint"]}`},
		"bigint very long":    {`"` + strings.Repeat("9", maxDigits+1) + `"`, `{"values":["bigint"]}`},
		"number of a word":    {`"ten"`, `{"values":["number"]}`},
		"regexp without ends": {`"a"`, `{"values":["regexp"]}`},
		"map of an object":    {`{}`, `{"values":["map"]}`},
		"map of triples":      {`[[1,2,3]]`, `{"values":["map"]}`},
		"set of a text":       {`"x"`, `{"values":["set"]}`},
		"error of a text":     {`"x"`, `{"values":["Error"]}`},
		"url with a bad host": {`"http://[::1"`, `{"values":["URL"]}`},
		"meta a number":       {`1`, `{"values":7}`},
		"meta empty node":     {`1`, `{"values":[]}`},
		"meta odd children":   {`1`, `{"values":["map",1]}`},
		"meta syntax":         {`1`, `{`},
		"too deep":            {strings.Repeat("[", 65) + strings.Repeat("]", 65), ``},
		"paths that cost":     {`1`, `{"values":{` + costlyPaths() + `}}`},
		"too many elements":   {"[" + strings.Repeat("1,", MaxElements) + "1]", ``},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			if v, err := Decode(json.RawMessage(tc.json), json.RawMessage(tc.meta)); err == nil {
				t.Fatalf("Decode = %#v, want an error", v)
			}
		})
	}
}

// costlyPaths are many ways to read many keys that are not there.
func costlyPaths() string {
	var paths []string
	for i := range 250 {
		paths = append(paths, fmt.Sprintf(`"%s%d":["Date"]`, strings.Repeat(".", maxPath-10), i))
	}
	return strings.Join(paths, ",")
}

type status string

type charge struct {
	ID      int64      `json:"id"`
	Status  status     `json:"status"`
	Paid    *time.Time `json:"paid,omitempty"`
	Note    string     `json:"note,omitzero"`
	Text    int64      `json:"text,string"`
	Secret  string     `json:"-"`
	Run     func()     `json:"run"`
	private string
	base
	Named base `json:"named"`
}

type base struct {
	Created time.Time `json:"created"`
}

func TestEncodeGoValues(t *testing.T) {
	loop := obj{}
	loop["loop"] = loop
	var self any
	self = &self
	deep := any(1)
	for range MaxDepth {
		deep = []any{deep}
	}
	cases := []struct {
		name       string
		value      any
		json, meta string
		err        error
	}{
		{"struct", charge{ID: 1, Status: "paid", Paid: &epoch, Text: 5, private: "x", Run: func() {}, base: base{epoch}},
			`{"id":1,"status":"paid","paid":"1970-01-01T00:00:00.000Z","text":"5","created":"1970-01-01T00:00:00.000Z","named":{"created":"0001-01-01T00:00:00.000Z"}}`,
			`{"values":{"paid":["Date"],"created":["Date"],"named.created":["Date"]}}`, nil},
		{"largest safe integer", int64(maxSafe), `9007199254740992`, ``, nil},
		{"integer beyond", int64(maxSafe + 1), `"9007199254740993"`, `{"values":["bigint"]}`, nil},
		{"negative beyond", int64(math.MinInt64), `"-9223372036854775808"`, `{"values":["bigint"]}`, nil},
		{"unsigned beyond", uint64(math.MaxUint64), `"18446744073709551615"`, `{"values":["bigint"]}`, nil},
		{"number text", json.Number("12345678901234567890"), `"12345678901234567890"`, `{"values":["bigint"]}`, nil},
		{"decimal text", json.Number("0.10"), `0.10`, ``, nil},
		{"nan", math.NaN(), `"NaN"`, `{"values":["number"]}`, nil},
		{"float32", float32(0.1), `0.1`, ``, nil},
		{"bytes", []byte("hi"), `"aGk="`, ``, nil},
		{"nil slice", []string(nil), `null`, ``, nil},
		{"nil map", map[string]int(nil), `null`, ``, nil},
		{"nil set", Set(nil), `[]`, `{"values":["set"]}`, nil},
		{"nil pointer", (*charge)(nil), `null`, ``, nil},
		{"map of integers", map[int]bool{2: true, 10: false}, `{"10":false,"2":true}`, ``, nil},
		{"function in an array", []any{func() {}}, `[null]`, ``, nil},
		{"raw", obj{"a": json.RawMessage(`{"b": 1}`)}, `{"a":{"b":1}}`, ``, nil},
		{"another zone, nanoseconds", time.Date(2024, 2, 29, 1, 2, 3, 4567890, time.FixedZone("", 3600)), `"2024-02-29T00:02:03.004Z"`, `{"values":["Date"]}`, nil},
		{"year five digits", time.Date(12024, 1, 1, 0, 0, 0, 0, time.UTC), `"12024-01-01T00:00:00.000Z"`, ``, nil},
		{"as deep as allowed", deep, strings.Repeat("[", 64) + "1" + strings.Repeat("]", 64), ``, nil},
		{"too deep", []any{deep}, ``, ``, ErrLimit},
		{"circle", loop, ``, ``, ErrLimit},
		{"pointer to itself", self, ``, ``, ErrLimit},
		{"raw error", obj{"e": errors.New("secret")}, ``, ``, errRawError},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			data, meta, err := Encode(tc.value)
			if !errors.Is(err, tc.err) {
				t.Fatalf("Encode error = %v, want %v", err, tc.err)
			}
			if tc.err == nil {
				sameJSON(t, "json", string(data), tc.json)
				sameJSON(t, "meta", string(meta), tc.meta)
			}
		})
	}
}

func TestObjectsKeepTheirOrder(t *testing.T) {
	o := Object{}.With("zeta", epoch).With("alpha", Object{{"b", 1}, {"a", 2}}).With("zeta", epoch.Add(time.Second))
	data, meta, err := Encode([]any{o, Object{}})
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"zeta":"1970-01-01T00:00:01.000Z","alpha":{"b":1,"a":2}},{}]`
	if string(data) != want || string(meta) != `{"values":{"0.zeta":["Date"]}}` {
		t.Errorf("Encode = %s with %s, want %s", data, meta, want)
	}
	plain, err := json.Marshal(Object{{"b", "x"}, {"a", Object{}}, {"c", nil}})
	if err != nil || string(plain) != `{"b":"x","a":{},"c":null}` {
		t.Errorf("json.Marshal = %s, %v", plain, err)
	}
}

func TestDecodeAll(t *testing.T) {
	values := []json.RawMessage{json.RawMessage(`"1970-01-01T00:00:00.000Z"`), json.RawMessage(`null`), nil}
	got, err := DecodeAll(values, json.RawMessage(`{"values":{"0":["Date"],"1":["undefined"]}}`))
	if want := []any{epoch, Undefined{}, nil}; err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("DecodeAll = %#v, %v, want %#v", got, err, want)
	}
	if got, err := DecodeAll(nil, nil); err != nil || len(got) != 0 {
		t.Fatalf("DecodeAll of nothing = %#v, %v", got, err)
	}
}

func TestLimits(t *testing.T) {
	l := Limits{Depth: 2, Elements: 3, String: 4}
	cases := map[string]bool{
		`[["ab","c"],[1,2,3]]`: true, `{"a":{"b":1},"c":2}`: true, `"abcd"`: true, `["\"","\\",",,,,"]`: true, ` [ ] `: true,
		`[[[]]]`: false, `{"a":["b",{}]}`: false, `[1,2,3,4]`: false, `{"a":1,"b":2,"c":3,"d":4}`: false, `["a","b","c","d"]`: false,
		`"abcde"`: false, `{"abcde":1}`: false, `["a",[["b"]]]`: false, `["a`: false, `]`: false, `1,2`: false, ``: false, `[1}`: false,
	}
	for text, want := range cases {
		if err := l.Check([]byte(text)); (err == nil) != want {
			t.Errorf("Check(%s) = %v, want ok %v", text, err, want)
		}
	}
}

// sameJSON compares texts as JSON values; an empty text equals only itself.
func sameJSON(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	var g, w any
	if json.Unmarshal([]byte(got), &g) != nil || json.Unmarshal([]byte(want), &w) != nil || !reflect.DeepEqual(g, w) {
		t.Errorf("%s = %s, want %s", what, got, want)
	}
}

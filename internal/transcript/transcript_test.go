package transcript

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

// Every recording must be read: each message decodes, and so does every value
// in it.
func TestEveryRecordingIsRead(t *testing.T) {
	dir, ok := Dir()
	if !ok {
		t.Skip("the recorded conversations are not on this machine")
	}
	names, err := Names(dir)
	if err != nil || len(names) < 100 {
		t.Fatalf("%d recordings in %s, %v", len(names), dir, err)
	}
	for _, name := range names {
		s, err := Load(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		if s.Name != name {
			t.Errorf("%s calls itself %q", name, s.Name)
		}
		for _, e := range s.Exchanges() {
			if _, err := Normal(e.Data); err != nil && !strings.HasPrefix(name, "mock-") {
				t.Errorf("%s: %s: %v", name, e.Method, err)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	cases := []struct {
		name, recorded, actual string
		want                   string // part of the difference
	}{
		{"equal", `{"a":[1,{"b":"c"}]}`, `{"a":[1,{"b":"c"}]}`, ""},
		{"text", `{"a":"x"}`, `{"a":"y"}`, ".a ="},
		{"inside", `{"a":[1,{"b":"c"}]}`, `{"a":[1,{"b":"d"}]}`, ".a[1].b ="},
		{"length", `{"a":[1]}`, `{"a":[1,2]}`, ".a ="},
		{"missing", `{"a":1}`, `{}`, ".a is missing"},
		{"null may be absent", `{"a":null}`, `{}`, ""},
		{"null is not zero", `{"a":null}`, `{"a":0}`, ".a ="},
		{"new", `{}`, `{"a":1}`, ".a is new"},
		{"new and allowed", `{}`, `{"extra":1}`, ""},
		{"variable", `{"x":{"id":"1"},"y":{"id":"1"}}`, `{"x":{"id":"9"},"y":{"id":"9"}}`, ""},
		{"variable that changes", `{"x":{"id":"1"},"y":{"id":"1"}}`, `{"x":{"id":"9"},"y":{"id":"8"}}`, ".y.id"},
		{"variable that is two", `{"x":{"id":"1"},"y":{"id":"2"}}`, `{"x":{"id":"9"},"y":{"id":"9"}}`, ".y.id"},
		{"text of JSON", `{"ioCall":"{\"id\":\"1\",\"a\":1}"}`, `{"ioCall":"{\"a\":2,\"id\":\"7\"}"}`, ".ioCall.a ="},
		{"same value, other spelling", `{"props":{"d":"1970-01-01T00:00:00.000Z"},"propsMeta":{"values":{"d":["Date"]}}}`,
			`{"props":{"d":"1970-01-01T00:00:00Z"},"propsMeta":{"values":{"d":["Date"]}}}`, ""},
		{"text is not a date", `{"props":{"d":"1970-01-01T00:00:00.000Z"},"propsMeta":{"values":{"d":["Date"]}}}`,
			`{"props":{"d":"1970-01-01T00:00:00.000Z"}}`, ".props.d ="},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			recorded, err := Normal(json.RawMessage(tc.recorded))
			if err != nil {
				t.Fatal(err)
			}
			actual, err := Normal(json.RawMessage(tc.actual))
			if err != nil {
				t.Fatal(err)
			}
			got := NewBindings().Compare(recorded, actual, func(key string) bool { return key == "extra" })
			if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("Compare = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestExchangesPairCallsWithAnswers(t *testing.T) {
	var s Scenario
	for i, line := range []string{
		`{"scenario":"x"}`,
		`{"from":"server","frame":{"id":"a","type":"MESSAGE","data":"authenticated"}}`,
		`{"from":"host","frame":{"id":"b","type":"MESSAGE","data":"{\"id\":\"1\",\"kind\":\"CALL\",\"methodName\":\"SEND_LOG\",\"data\":1}"}}`,
		`{"from":"server","frame":{"id":"c","type":"MESSAGE","data":"{\"id\":\"1\",\"kind\":\"CALL\",\"methodName\":\"CLOSE_PAGE\"}"}}`,
		`{"from":"server","frame":{"id":"d","type":"MESSAGE","data":"{\"id\":\"1\",\"kind\":\"RESPONSE\",\"methodName\":\"SEND_LOG\",\"data\":true}"}}`,
		`{"received":[{"name":"a","value":{"type":"null"}}]}`,
	} {
		if err := s.read(i+1, []byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	got := s.Exchanges()
	if len(got) != 2 || got[0].Method != protocol.SendLog || string(got[0].Answer) != "true" || got[1].Answered {
		t.Errorf("Exchanges = %+v", got)
	}
	if len(s.Received) != 1 || s.Received[0].Name != "a" {
		t.Errorf("Received = %+v", s.Received)
	}
}

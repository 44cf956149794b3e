package io_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// typed is a text as a dashboard sends it.
func typed(text string) string {
	raw, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestJSONAnswers(t *testing.T) {
	answers[json.RawMessage]{
		bad: map[string]string{
			`null`: required, `""`: required, `" \n "`: required, `{"a":1}`: misfit, `7`: misfit, `[]`: misfit,
			typed(`{"a": 1,}`):                    "Line 1, column 9: invalid character '}' looking for beginning of object key string.",
			typed("{\n  \"ä\": 1\n  \"b\": 2\n}"): "Line 3, column 3: invalid character '\"' after object key:value pair.",
			typed(`{"a":`):                        "Line 1, column 5: unexpected end of JSON input.",
			typed(`{} {}`):                        "Line 1, column 4: invalid character '{' after top-level value.",
			typed("NaN"):                          "Line 1, column 1: invalid character 'N' looking for beginning of value.",
			typed("'a'"):                          `Line 1, column 1: invalid character '\'' looking for beginning of value.`,
			typed("\"a\x00b\""):                   "This contains a character that cannot be kept.",
			typed(strings.Repeat("[", 100_000)):   "This is too long: it has 100000 bytes, at most 60000 are taken.",
			typed(strings.Repeat("[", 65) + strings.Repeat("]", 65)): "This is nested too deeply.",
		},
		good: map[string]json.RawMessage{
			typed(" {\"a\": [1, 2.50, \"\"]}\n"): json.RawMessage(`{"a": [1, 2.50, ""]}`),
			typed("null"):                        json.RawMessage("null"), typed("0"): json.RawMessage("0"), typed(`"x"`): json.RawMessage(`"x"`),
			typed(strings.Repeat("[", 64) + strings.Repeat("]", 64)): json.RawMessage(strings.Repeat("[", 64) + strings.Repeat("]", 64)),
			typed("12345678901234567890.123456789"):                  json.RawMessage("12345678901234567890.123456789"),
		},
	}.check(t, "Settings", io.JSON("Settings").MaxBytes(60_000), func(a, b json.RawMessage) bool { return string(a) == string(b) })
}

type settings struct {
	Retries uint8          `json:"retries"`
	Hosts   []string       `json:"hosts"`
	Limits  map[string]int `json:"limits,omitempty"`
	Since   *time.Time     `json:"since,omitempty"`
	Nested  struct {
		On bool `json:"on"`
	} `json:"nested"`
}

func TestJSONOfAType(t *testing.T) {
	want := settings{Retries: 3, Hosts: []string{"a"}}
	want.Nested.On = true
	answers[settings]{
		bad: map[string]string{
			typed(`[]`):                     "Line 1, column 1: This has to be an object.",
			typed(`{"retries": "3"}`):       `Line 1, column 15: "retries" has to be a whole number that fits.`,
			typed(`{"retries": 256}`):       `Line 1, column 15: "retries" has to be a whole number that fits.`,
			typed("{\n\"hosts\": [1]}"):     `Line 2, column 11: "hosts" has to be a text.`,
			typed(`{"hosts": "a"}`):         `Line 1, column 13: "hosts" has to be a list.`,
			typed(`{"nested": {"on": 1}}`):  `Line 1, column 19: "nested.on" has to be true or false.`,
			typed(`{"retires": 3}`):         `There is no field "retires".`,
			typed(`{"since": "yesterday"}`): "This does not have the expected form.",
		},
		good: map[string]settings{typed(`{"retries": 3, "hosts": ["a"], "nested": {"on": true}}`): want},
	}.check(t, "Settings", io.JSONOf[settings]("Settings"), func(a, b settings) bool { return reflect.DeepEqual(a, b) })
}

func TestJSONProps(t *testing.T) {
	before := settings{Retries: 3, Hosts: []string{"<a>"}}
	for _, c := range []struct {
		in           io.Component
		method, want string
		original     bool
	}{
		{io.JSONOf[settings]("x").Default(before), "INPUT_JSON",
			`{"defaultValue":"{\n  \"retries\": 3,\n  \"hosts\": [\n    \"\u003ca\u003e\"\n  ],\n  \"nested\": {\n    \"on\": false\n  }\n}","lines":8,"maxBytes":65536}`, false},
		{io.JSON("x").Default(json.RawMessage(`{"a":1}`)).Lines(99), "INPUT_JSON", `{"defaultValue":"{\n  \"a\": 1\n}","lines":30,"maxBytes":65536}`, false},
		{io.JSON("x").Lines(2), "INPUT_TEXT", `{"lines":2,"multiline":true}`, true},
	} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: c.original}, func(ctx context.Context) error {
			return io.Group(c.in).Ask(ctx)
		})
		if got := run.Expect("x").Component(); string(got.Props) != c.want || string(got.MethodName) != c.method {
			t.Errorf("%s %s, want %s %s", got.MethodName, got.Props, c.method, c.want)
		}
	}
}

// A limit beyond what one answer may have is told where it is set.
func TestJSONOfImpossibleSize(t *testing.T) {
	for n, ok := range map[int]bool{1: true, 256 << 10: true, 256<<10 + 1: false, 1 << 20: false, 0: false, -1: false} {
		run := stagedoortest.StartContext(t.Context(), t, func(ctx context.Context) error {
			_, err := io.JSON("Payload").MaxBytes(n).Get(ctx)
			return err
		})
		if ok {
			run.Expect("Payload").Answer("1")
			finish(t, run)
			continue
		}
		_, err := run.Wait()
		if err == nil || !strings.Contains(err.Error(), "Payload") || !strings.Contains(err.Error(), fmt.Sprintf("MaxBytes(%d)", n)) {
			t.Errorf("%d: %v", n, err)
		}
	}
}

func TestJSONInForms(t *testing.T) {
	type hook struct {
		Payload json.RawMessage  `io:""`
		Extra   *json.RawMessage `io:""`
		Empty   json.RawMessage  `io:"optional"`
	}
	run, got := asForm(t, io.Form(hook{Payload: json.RawMessage(`{"a":1}`)}))
	run.Expect("Payload").AnswerAll("{\n  \"a\": 2\n}", nil, nil)
	finish(t, run)
	if string(got.Payload) != "{\n  \"a\": 2\n}" || got.Extra != nil || got.Empty != nil {
		t.Fatalf("got %+v", *got)
	}
}

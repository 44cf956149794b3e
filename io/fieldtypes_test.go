package io_test

import (
	"encoding/json"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type paint string

func (paint) Options() []paint { return []paint{"red", "green"} }

type storey int

func (storey) Options() []storey { return []storey{0, 1} }

type crate struct {
	To string `io:""`
}

// fieldTypes are a struct for each type of the table in the package comment, by the
// words of its row. F is what the row is about.
var fieldTypes = map[string][]any{
	"string":                 {of[string](`io:""`), of[*string](`io:""`)},
	"string, word multiline": {of[string](`io:"multiline"`)},
	"string, word secret":    {of[string](`io:"secret"`)},
	"string, word richtext":  {of[string](`io:"richtext"`)},
	"string, word decimals":  {of[string](`io:"decimals:2"`)},
	"string, rule email":     {of[string](`io:"" validate:"email"`)},
	"string, rule http_url or https_url": {
		of[string](`io:"" validate:"http_url"`), of[string](`io:"" validate:"https_url"`),
	},
	"string or integer, rule oneof": {
		of[string](`io:"" validate:"oneof=a b"`), of[int](`io:"" validate:"oneof=1 2"`), of[*uint8](`io:"" validate:"omitempty,oneof=1 2"`),
	},
	"string or integer with Options":               {of[paint](`io:""`), of[storey](`io:""`)},
	"slice of strings or integers, dive and oneof": {of[[]string](`io:"" validate:"dive,oneof=a b"`)},
	"slice of those with Options":                  {of[[]paint](`io:""`)},
	"int, int8 to int64, uint to uint64": {
		of[int](`io:""`), of[int8](`io:""`), of[int16](`io:""`), of[int32](`io:""`), of[int64](`io:""`),
		of[uint](`io:""`), of[uint8](`io:""`), of[uint16](`io:""`), of[uint32](`io:""`), of[*uint64](`io:""`),
	},
	"integer, word currency or unit": {of[int64](`io:"currency:EUR"`), of[int](`io:"unit:cents;currency:EUR"`)},
	"float32, float64":               {of[float32](`io:""`), of[*float64](`io:""`)},
	"bool":                           {of[bool](`io:""`), of[*bool](`io:""`)},
	"CivilDate":                      {of[io.CivilDate](`io:""`)},
	"CivilTime":                      {of[io.CivilTime](`io:""`)},
	"time.Time":                      {of[time.Time](`io:""`), of[*time.Time](`io:"zone:Europe/Berlin"`)},
	"time.Duration":                  {of[time.Duration](`io:""`), of[*time.Duration](`io:""`)},
	"url.URL":                        {of[url.URL](`io:""`)},
	"json.RawMessage":                {of[json.RawMessage](`io:""`)},
	"slice of strings, numbers, CivilDate or time.Duration": {
		of[[]string](`io:""`), of[[]int16](`io:""`), of[[]float64](`io:""`), of[[]io.CivilDate](`io:""`), of[[]time.Duration](`io:""`),
	},
	"struct with io tags":      {of[crate](`io:""`)},
	"pointer to such a struct": {of[*crate](`io:""`)},
	"slice of such structs":    {of[[]crate](`io:""`), of[[]*crate](`io:""`)},
}

// of returns a struct whose field F is a T with these tags.
func of[T any](tags string) any {
	return reflect.Zero(reflect.StructOf([]reflect.StructField{{Name: "F", Type: reflect.TypeFor[T](), Tag: reflect.StructTag(tags)}})).Interface()
}

// methodAsked is the wire method by which a form of this struct asks for its field.
func methodAsked(t *testing.T, example any) string {
	t.Helper()
	run := stagedoortest.Start(t, io.FormOf(example))
	return string(run.Expect("F").Call().ToRender[0].MethodName)
}

// The table of field types in the documentation is what forms do, and it is complete.
func TestFieldTypesOfTheDocumentation(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(doc), "// # Field types\n")
	rows, cells := map[string]bool{}, regexp.MustCompile(`\s{2,}`)
	for line := range strings.Lines(part) {
		row, is := strings.CutPrefix(line, "//\t")
		if !is || strings.HasPrefix(row, "field  ") {
			continue
		}
		c := cells.Split(strings.TrimSpace(row), -1)
		if len(c) != 3 {
			t.Fatalf("row %q", row)
		}
		rows[c[0]] = true
		if len(fieldTypes[c[0]]) == 0 {
			t.Errorf("%s: there is no example of it in fieldTypes", c[0])
		}
		for _, example := range fieldTypes[c[0]] {
			if got := methodAsked(t, example); got != c[2] {
				t.Errorf("%s: a %T is asked for by %s, the table says %s", c[0], example, got, c[2])
			}
		}
	}
	for name := range fieldTypes {
		if !rows[name] {
			t.Errorf("%s: there is no row of it in the comment of the package", name)
		}
	}
}

// Every kind of field but those without an input has a row.
func TestEveryKindOfFieldIsInTheDocumentation(t *testing.T) {
	source, err := os.ReadFile("field.go")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{string(io.OtherField): true}
	for _, examples := range fieldTypes {
		for _, example := range examples {
			fields, err := io.Fields(reflect.TypeOf(example))
			if err != nil {
				t.Fatal(err)
			}
			shown[string(fields[0].Kind)] = true
		}
	}
	kinds := regexp.MustCompile(`Field +FieldKind = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	if len(kinds) < 15 {
		t.Fatalf("only %d kinds were found", len(kinds))
	}
	for _, kind := range kinds {
		if !shown[kind[1]] {
			t.Errorf("%s: no type of the table has it", kind[1])
		}
	}
}

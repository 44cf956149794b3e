package io

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseTag(t *testing.T) {
	for _, c := range []struct {
		text string
		want tag
		bad  string
	}{
		{text: "", want: tag{}},
		{text: " ; ", want: tag{}},
		{text: "label:Amount;unit:cents;currency:USD", want: tag{"label": "Amount", "unit": "cents", "currency": "USD"}},
		{text: ` label : a\; b\\c: d ; readonly `, want: tag{"label": `a; b\c: d`, "readonly": ""}},
		{text: `help:c:\new`, want: tag{"help": `c:\new`}},
		{text: "image;markdown", bad: `words "image", "file" and "markdown": only one of them`},
		{text: "markdown;secret", bad: `word "markdown": what is masked or secret`},
		{text: "image;mask:all", bad: `word "image": what is masked or secret`},
		{text: "lable:x", bad: `unknown word "lable": did you mean "label"?`},
		{text: "help:Net; without tax", bad: `unknown word "without tax" (a ";" in a text is written "\\;")`},
		{text: "readonly;readonly", bad: `word "readonly" stands twice`},
		{text: "label", bad: `word "label" needs a value, as in "label:Amount"`},
		{text: "search:yes", bad: `word "search" takes no value`},
		{text: "search;prefix", want: tag{"search": "", "prefix": ""}},
		{text: "prefix", bad: `the word "search" has to stand beside it`},
		{text: "search;prefix;mask:all", bad: `word "prefix": it is said of a search`},
		{text: "search;prefix:3", bad: `word "prefix" takes no value`},
		{text: "unit:miles", bad: `unknown unit "miles", there are cents, minor`},
		{text: "currency:usd", bad: `"usd" is not a currency code of ISO 4217, did you mean "USD"?`},
		{text: "currency:€", bad: `"€" is not a currency code of ISO 4217, as in "currency:USD"`},
		{text: "mask:some", bad: `unknown mask "some", there are last4, initials, email, all`},
		{text: "format:roman", bad: `unknown format "roman", there are plain, percent, bytes, seconds, date`},
		{text: "width:wide", bad: `"wide" is not a number of pixels from 40 to 1000, as in "width:120"`},
		{text: "colors:paid", bad: `"paid" is not value=colour`},
		{text: "colors:paid=mauve", bad: `"paid=mauve" is not value=colour, as in "colors:paid=green,failed=red"; colours are red, orange, yellow, `},
		{text: "labels:paid", bad: `"paid" is not value=text, as in "labels:paid=Paid in full"`},
		{text: "secret;lines:12", want: tag{"secret": "", "lines": "12"}},
		{text: "lines:0", bad: `"0" is not a number of lines, as in "lines:8"`},
		{text: "decimals:0", want: tag{"decimals": "0"}},
		{text: "decimals:-1", bad: `"-1" is not a number of decimal places, as in "decimals:2"`},
		{text: "zone:Europe/Berlin", want: tag{"zone": "Europe/Berlin"}},
		{text: ":x", bad: `unknown word ""`},
	} {
		got, err := parseTag(c.text)
		switch {
		case c.bad != "" && (err == nil || !strings.Contains(err.Error(), c.bad)):
			t.Errorf("tag %q: error %v, want %q", c.text, err, c.bad)
		case c.bad == "" && (err != nil || !maps.Equal(got, c.want)):
			t.Errorf("tag %q = %q, %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestEveryWordWithAValueHasAnExample(t *testing.T) {
	for word, takes := range tagWords {
		example, has := examples[word]
		if has != takes {
			t.Errorf("word %q takes a value: %v, has an example: %v", word, takes, has)
		}
		if _, err := parseTag(word + ":" + example); takes && err != nil {
			t.Errorf("the example of %q: %v", word, err)
		}
	}
}

type (
	mapped  string
	pointed string
	unsure  int
	handled string
)

func (mapped) Options() map[string]string  { return nil }
func (*pointed) Options() []pointed        { return nil }
func (unsure) Options() ([]unsure, error)  { return nil, nil }
func (handled) Options(every bool) []color { return nil }

// Each mistake of a tag is told, with its field and what mends it.
func TestMistakesOfATagAreToldTogether(t *testing.T) {
	type row struct {
		Three  string   `io:"lable:x;width:9;unit:cents;format:percent"`
		Zone   string   `io:"zone:Europe/Berlin;optional:yes"`
		Where  int      `io:"labels:a=A,b=B"`
		Color  color    `io:"labels:green=G"`
		At     mapped   `io:""`
		By     pointed  `io:""`
		Many   []mapped `io:""`
		Sure   *unsure  `io:""`
		Other  handled  `io:"secret"`
		Known  handled  `io:"" validate:"oneof=a b"`
		Hidden mapped
	}
	_, err := Fields(reflect.TypeFor[row]())
	got := strings.Split(fmt.Sprint(err), "\n")
	want := []string{
		`row.Three: unknown word "lable": did you mean "label"?`, `row.Three: word "width": "9" is not`,
		`row.Three: word "unit": a string does not count cents`, `row.Three: word "format": a string is not written as percent; date is for a time.Time, the others are for numbers`,
		`row.Zone: word "optional" takes no value`, `row.Zone: word "zone": a string is not a time`,
		`row.Where: word "labels": "a, b" is not one of the values, and a int has none`,
		`row.Color: word "labels": "green" is not one of the values, there are red, blue`,
		`row.At: the method Options of io.mapped is a func() map[string]string, which does not say the values of an enum: write func (mapped) Options() []mapped`,
		`row.By: the method Options of io.pointed has a pointer as its receiver and does not count: write func (pointed) Options() []pointed`,
		`row.Many: the method Options of io.mapped is a func() map`,
		`row.Sure: the method Options of io.unsure is a func() ([]io.unsure, error)`,
		`row.Other: the method Options of io.handled is a func(bool) []io.color`,
	}
	if len(got) != len(want) {
		t.Errorf("%d mistakes, want %d:\n%v", len(got), len(want), err)
	}
	for _, text := range want {
		if !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "io: field io."+text) }) {
			t.Errorf("nobody says %s in\n%v", text, err)
		}
	}
}

// writeTag writes a tag by the grammar of the package comment.
func writeTag(t tag) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(t)) {
		word := name
		if tagWords[name] {
			word += ":" + strings.NewReplacer(`\`, `\\`, `;`, `\;`).Replace(t[name])
		}
		words = append(words, word)
	}
	return strings.Join(words, ";")
}

func FuzzParseTag(f *testing.F) {
	for _, seed := range []string{"", "label:Amount;unit:cents;currency:USD", `help:a\;b\\`, "readonly;;search", "colors:a=red,b=blue", `label:\`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := parseTag(text)
		if err != nil {
			if !strings.Contains(err.Error(), "word") {
				t.Fatalf("tag %q: error %v names no word", text, err)
			}
			return
		}
		for name, value := range parsed {
			if takes, known := tagWords[name]; !known || takes != (value != "") {
				t.Fatalf("tag %q: word %q = %q", text, name, value)
			}
		}
		again, err := parseTag(writeTag(parsed))
		if err != nil || !maps.Equal(again, parsed) {
			t.Fatalf("tag %q = %q, written again as %q = %q, %v", text, parsed, writeTag(parsed), again, err)
		}
	})
}

type base struct {
	ID        uint `io:"readonly"`
	UpdatedAt time.Time
}

type color string

func (color) Options() []color { return []color{"red", "blue"} }

func TestFields(t *testing.T) {
	type row struct {
		*base
		HTTPStatus int     `io:"" validate:"required,gte=100,lt=600"`
		Cents      *int64  `io:"currency:JPY" validate:"gt=0"`
		Color      color   `io:"filter;colors:red=red"`
		Size       *string `io:"list" validate:"omitempty,oneof=s 'x l'"`
		Mail       string  `io:"search;sort" validate:"required,email,max=50"`
		Tags       []string
		Gone       string `io:"-"`
		private    string //nolint:unused // fields that are not exported are not seen
	}
	fields, err := Fields(reflect.TypeFor[*row]())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range fields {
		got = append(got, f.Name+"/"+f.Label+"/"+string(f.Kind))
	}
	want := "ID/ID/int UpdatedAt/Updated at/datetime HTTPStatus/HTTP status/int Cents/Cents/money " +
		"Color/Color/enum Size/Size/enum Mail/Mail/email Tags/Tags/list"
	if text := strings.Join(got, " "); text != want {
		t.Errorf("fields\n%s, want\n%s", text, want)
	}
	status, cents, size, mail := fields[2], fields[3], fields[5], fields[6]
	if !status.Required || *status.Min != 100 || *status.Max != 599 {
		t.Errorf("hints of HTTPStatus: %+v", status)
	}
	if !cents.Pointer || *cents.Min != 1 || cents.Max != nil {
		t.Errorf("hints of Cents: %+v", cents)
	}
	if !reflect.DeepEqual(size.Enum, []Option{{"s", "s"}, {"x l", "x l"}}) || !size.Optional {
		t.Errorf("values of Size: %+v", size)
	}
	if *mail.MaxLength != 50 || !mail.Search || !mail.Sort || mail.Filter {
		t.Errorf("hints of Mail: %+v", mail)
	}
	if fields[1].Tagged || fields[1].Shown() || !fields[0].Shown() {
		t.Error("only fields with a tag are shown")
	}
	r := row{HTTPStatus: 7}
	if v := fields[0].Value(reflect.ValueOf(&r)); v != nil {
		t.Errorf("a field behind a nil pointer = %v, want nil", v)
	}
	if v := status.Value(reflect.ValueOf(&r)); v != 7 {
		t.Errorf("HTTPStatus = %v", v)
	}
}

func TestInWords(t *testing.T) {
	for name, want := range map[string]string{
		"CreatedAt": "Created at", "ID": "ID", "CustomerID": "Customer ID", "URLOfShop": "URL of shop", "X": "X", "Straße": "Straße",
	} {
		if got := inWords(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestCharacters(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "e\u0301": 1, "\u0301": 1, "👩‍👩‍👧‍👦": 1, "👍🏽👍": 2, "🇩🇪🇫🇷": 2, "🇩🇪x🇫🇷": 3, "a\r\nb": 3, "❤️": 1, "日本": 2,
		"🏴\U000E0067\U000E0062\U000E007F": 1,
	} {
		if got := characters(text); got != want {
			t.Errorf("%q has %d characters, want %d", text, got, want)
		}
	}
}

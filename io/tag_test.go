package io

import (
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
		{text: "label", bad: `word "label" needs a value`},
		{text: "search:yes", bad: `word "search" takes no value`},
		{text: "search;prefix", want: tag{"search": "", "prefix": ""}},
		{text: "prefix", bad: `the word "search" has to stand beside it`},
		{text: "search;prefix;mask:all", bad: `word "prefix": it is said of a search`},
		{text: "search;prefix:3", bad: `word "prefix" takes no value`},
		{text: "unit:miles", bad: `unknown unit "miles"`},
		{text: "currency:usd", bad: `"usd" is not a currency code`},
		{text: "colors:paid", bad: `"paid" is not value=colour`},
		{text: "colors:paid=mauve", bad: `"paid=mauve" is not value=colour`},
		{text: "secret;lines:12", want: tag{"secret": "", "lines": "12"}},
		{text: "lines:0", bad: `"0" is not a number of lines`},
		{text: "decimals:0", want: tag{"decimals": "0"}},
		{text: "decimals:-1", bad: `"-1" is not a number of decimal places`},
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

package io_test

import (
	"bytes"
	"database/sql"
	"reflect"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

// pictured is a struct with pictures of each kind.
type pictured struct {
	Name string  `io:""`
	Face string  `io:"image"`
	Scan []byte  `io:"image"`
	Old  *string `io:"image"`
}

func TestPicturesInTables(t *testing.T) {
	svg := "data:image/svg+xml;base64,PHN2Zy8+"
	rows := []pictured{
		{Name: "a", Face: "https://faces.example/a/ada.png", Scan: dot, Old: new("/faces/old.png")},
		{Name: "b", Face: "javascript:alert(1)", Scan: []byte("<svg/>")},
		{Name: "c", Face: svg, Scan: append(bytes.Clone(dot), make([]byte, 65<<10)...), Old: new("//else.example/x.png")},
		{Name: "d", Face: "http://plain.example/x.png"},
	}
	shown := string(showing(t, io.Table("People", rows)).Expect("People").Component().Props)
	for _, want := range []string{
		`"label":"ada.png"`, `"url":"https://faces.example/a/ada.png"`, `"url":"data:image/png;base64,`, `"url":"/faces/old.png"`,
		`"Face":"javascript:alert(1)"`, `"Face":"http://plain.example/x.png"`, `"value":"6 bytes"`,
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not in %s", want, shown)
		}
	}
	if n := strings.Count(shown, `"image":`); n != 3 {
		t.Errorf("%d pictures in %s", n, shown)
	}
}

func TestPicturesOnPages(t *testing.T) {
	fields, err := io.Fields(reflect.TypeFor[pictured]())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		value any
		want  bool
	}{
		{"https://faces.example/ada.png", true}, {"/ada.png", true}, {new("/ada.png"), true}, {dot, true}, {"", false}, {(*string)(nil), false},
		{"javascript:alert(1)", false}, {"//else.example/x.png", false}, {[]byte("<svg/>"), false}, {[]byte{}, false}, {nil, false},
	} {
		picture, ok := fields[1].PictureDisplay(c.value)
		if ok != c.want {
			t.Errorf("%v is a picture: %v", c.value, ok)
		}
		if ok && showing(t, picture).Expect("Face").Component().Label != "Face" {
			t.Errorf("%v has another label", c.value)
		}
	}
}

func TestTagsOfAmountsAndPictures(t *testing.T) {
	type fine struct {
		Paid sql.NullString `io:"currency:EUR;decimals:2"`
	}
	if _, err := io.Fields(reflect.TypeFor[fine]()); err != nil {
		t.Error(err)
	}
	for of, want := range map[reflect.Type]string{
		reflect.TypeFor[struct {
			Face int `io:"image"`
		}](): `word "image": a int is neither`,
		reflect.TypeFor[struct {
			Count int `io:"markdown"`
		}](): `word "markdown": a int is not a plain text`,
		reflect.TypeFor[struct {
			On struct{ A int } `io:"currency:EUR"`
		}](): "is not an amount",
		reflect.TypeFor[struct {
			On struct{ A int } `io:"decimals:2"`
		}](): "has none",
	} {
		if _, err := io.Fields(of); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", of, err, want)
		}
	}
}

func TestALabelOfTheForm(t *testing.T) {
	type inner struct {
		Street string `io:"" validate:"required"`
	}
	type outer struct {
		To inner  `io:""`
		By string `io:"label:Carrier" validate:"required"`
	}
	run, _ := asForm(t, io.Form(outer{}).Label("To.Street", "Road").Label("By", "Brought by"))
	run.Expect("Road").AnswerAll(nil, nil)
	if m := run.Expect("Brought by").Message(); m != required {
		t.Errorf("message %q", m)
	}
}

func TestNumbersInACurrency(t *testing.T) {
	type row struct {
		Price string  `io:"decimals:2;currency:EUR"`
		Rate  float64 `io:"currency:USD"`
	}
	shown := showing(t, io.Table("Prices", []row{{"12.50", 3}})).Expect("Prices")
	props := string(shown.Component().Props)
	if strings.Count(props, `"type":"number"`) != 2 || !strings.Contains(props, `"currency":"EUR"`) {
		t.Errorf("shown as %s", props)
	}
	_, file := shown.Download("csv", nil)
	if !strings.Contains(string(file), "Price (EUR),Rate (USD)") {
		t.Errorf("a file of %s", file)
	}
}

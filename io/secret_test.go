package io_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestSecretAnswers(t *testing.T) {
	answers[string]{
		bad: map[string]string{
			`null`: required, `""`: required, `7`: misfit, `"short"`: "Enter at least 12 characters.",
			`"two\nlines of text"`: "Enter a single line.",
		},
		good: map[string]string{`" correct horse "`: " correct horse "},
	}.check(t, "Password", io.Text("Password").MinLength(12).Secret(), same)
}

func TestSecretsDoNotCross(t *testing.T) {
	type account struct {
		Name     string  `io:""`
		Password string  `io:"secret" validate:"required,min=8"`
		Token    *string `io:"secret;lines:4"`
		Recovery string  `io:"secret" validate:"required"`
	}
	before := account{Name: "Ada", Password: "s3cret-one", Token: new("s3cret-two")}
	run, got := asForm(t, io.Form(before))
	s := run.Expect("Password")
	text, err := json.Marshal(s.Call())
	if err != nil || strings.Contains(string(text), "s3cret") {
		t.Fatalf("crossed to the dashboard: %s, %v", text, err)
	}
	var props struct {
		Secret, Multiline bool
		Lines             int
	}
	if run.Expect("Token").Props(&props); !props.Secret || !props.Multiline || props.Lines != 4 {
		t.Errorf("props of a secret: %+v", props)
	}
	s.AnswerAll("Ada", "short", nil, nil)
	for label, want := range map[string]string{"Password": "Enter at least 8 characters.", "Recovery": required, "Token": ""} {
		if m := run.Expect(label).Message(); m != want {
			t.Errorf("%s: message %q, want %q", label, m, want)
		}
	}
	run.Expect("Password").AnswerAll("Ada", nil, nil, "new")
	finish(t, run)
	if got.Password != "s3cret-one" || *got.Token != "s3cret-two" || got.Recovery != "new" {
		t.Fatalf("what was left empty changed: %+v", *got)
	}
}

// What is a secret in a form is one wherever else the struct is shown.
func TestSecretsAreNotDisplayed(t *testing.T) {
	type account struct {
		Name  string `io:""`
		Key   string `io:"secret"`
		Cents int64  `io:"label:Paid;currency:EUR"`
		Left  *int64 `io:"unit:cents;currency:JPY"`
	}
	one := account{Name: "Ada", Key: "s3cret", Cents: 1037}
	tree, err := io.Public([]account{one})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(tree)
	if want := `[{"Name":"Ada","Paid":"10.37 EUR","Left":null}]`; err != nil || string(text) != want {
		t.Errorf("Public = %s, %v, want %s", text, err, want)
	}
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(io.Object("One", one), io.Table("All", []account{one}), io.SelectRows("Some", []account{one})).Ask(ctx)
	})
	shown, err := json.Marshal(run.Expect("Some").Call())
	if err != nil || strings.Count(string(shown), "Ada") < 3 || strings.Contains(string(shown), "s3cret") {
		t.Errorf("on the screen: %s, %v", shown, err)
	}
}

func TestTagsOfTexts(t *testing.T) {
	for want, ask := range map[string]func() error{
		`word "secret": a email is not a plain text`: func() error {
			_, err := io.Form(struct {
				Mail string `io:"secret" validate:"email"`
			}{}).Get(t.Context())
			return err
		},
		`word "lines": a int is not a plain text`: func() error {
			_, err := io.Form(struct {
				Count int `io:"lines:3"`
			}{}).Get(t.Context())
			return err
		},
		`word "lines": "none" is not a number of lines`: func() error {
			_, err := io.Form(struct {
				Note string `io:"lines:none"`
			}{}).Get(t.Context())
			return err
		},
		`word "zone": a string is not a time`: func() error {
			_, err := io.Form(struct {
				Note string `io:"zone:UTC"`
			}{}).Get(t.Context())
			return err
		},
		`word "zone": unknown time zone Middle/Earth`: func() error {
			_, err := io.Form(struct {
				Starts time.Time `io:"zone:Middle/Earth"`
			}{}).Get(t.Context())
			return err
		},
	} {
		if err := ask(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

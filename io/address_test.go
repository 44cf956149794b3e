package io_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// hostile are addresses that browsers take for script, data or something else that
// is no place to go to.
var hostile = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)", "java\tscript:alert(1)",
	"java\nscript:alert(1)", "java\r\nscript:alert(1)", "\x01javascript:alert(1)", "\x00javascript:alert(1)", "javascript\x00:alert(1)",
	"javascript://example.com/%0aalert(1)", "javascript://%0aalert(1)", "javascript:%61lert(1)", "jav\u0085ascript:alert(1)",
	"\u00a0javascript:alert(1)", "\u2028javascript:alert(1)", "\u3000javascript:alert(1)", "\ufeffjavascript:alert(1)",
	"vbscript:msgbox(1)", "VBScript:x", "livescript:x", "mocha:x", "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHN2Zz4=",
	"data:image/svg+xml,<svg onload=alert(1)>", "blob:https://example.com/1", "file:///etc/passwd", "filesystem:https://x/y",
	"ftp://example.com", "ws://example.com", "wss://example.com", "view-source:https://example.com", "about:blank", "chrome://settings",
	"intent://x#Intent;end", "ms-word:ofe|u|https://x", "jar:https://x!/y", "feed:javascript:alert(1)", "x:y", "https\x00://example.com",
	"https:\n//example.com", "http://[::1", "http://%zz", "1javascript:alert(1)", ":javascript:alert(1)",
}

// entities are hostile only where HTML is read; elsewhere they are odd paths.
var entities = []string{
	"&#106;avascript:alert(1)", "java&#115;cript:alert(1)", "javascript&#58;alert(1)", "javascript&colon;alert(1)", "&#x6a;avascript&#58;x",
	"java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "&#1;javascript:alert(1)", "javascript&#x0003a;alert(1)",
}

var harmless = []string{
	"https://example.com/a?b=c#d", "http://example.com", "HTTPS://EXAMPLE.COM", "mailto:ada@example.com", "tel:+44123", "/admin/x",
	"//example.com/x", "x/y", "?q=1", "#part", "https://example.com/?next=javascript:alert(1)", "/redirect?to=data:text/html,x",
}

// Every place that takes an address takes the harmless ones and refuses the rest.
func TestSec_F02_Addresses(t *testing.T) {
	type row struct {
		N int `io:""`
	}
	rows := []row{{1}}
	to := func(address string) io.LinkTo { return io.LinkTo{Label: "Go", URL: address} }
	places := map[string]func(context.Context, string) error{
		"link":   func(ctx context.Context, a string) error { return io.Link("Go", to(a)).Show(ctx) },
		"button": func(_ context.Context, a string) error { _, err := to(a).Button(); return err },
		"metadata": func(ctx context.Context, a string) error {
			return io.Metadata("About", io.MetaItem{Label: "Site", Value: "x", URL: a}).Show(ctx)
		},
		"row": func(ctx context.Context, a string) error {
			return io.Table("Rows", rows).RowLink(func(row) io.LinkTo { return to(a) }).Show(ctx)
		},
		"row menu": func(ctx context.Context, a string) error {
			return io.Table("Rows", rows).RowMenu(func(row) []io.LinkTo { return []io.LinkTo{to(a)} }).Show(ctx)
		},
	}
	for name, use := range places {
		try := func(address string) error {
			_, err := stagedoortest.Start(t, func(ctx context.Context) error { return use(ctx, address) }).Wait()
			return err
		}
		for _, address := range hostile {
			if try(address) == nil {
				t.Errorf("%s takes %q", name, address)
			}
		}
		for _, address := range harmless {
			if err := try(address); err != nil {
				t.Errorf("%s refuses %q: %v", name, address, err)
			}
		}
	}
}

// In formatted text a hostile address is no link.
func TestSec_F02_AddressesInMarkdown(t *testing.T) {
	for _, address := range append(slices.Clone(hostile), entities...) {
		for _, text := range []string{"[x](" + address + ")", "[x](<" + address + ">)", "<" + address + ">", "[x]\n\n[x]: " + address} {
			var props struct{ HTML string }
			showing(t, io.Markdown(text)).Expect(text).Props(&props)
			_, rest, linked := strings.Cut(props.HTML, `href="`)
			if scheme, _, found := strings.Cut(rest, ":"); linked && found && !strings.ContainsAny(scheme, `/?#"%`) &&
				!strings.HasPrefix(scheme, "http") && scheme != "mailto" && scheme != "tel" {
				t.Errorf("%q becomes %s", text, props.HTML)
			}
		}
	}
}

package io

import "testing"

func TestHelpIsFormattedWhereItHasMarkup(t *testing.T) {
	for _, test := range []struct{ help, want string }{
		{"The address on the receipt.", ""},
		{"5 * 3 * 2, a snake_case_name and a_b", ""},
		{"Use <name> or <b>bold</b>, a < b & c", ""},
		{"# No heading", ""},
		{"At 10:30, see 2.5.", ""},
		{"**Careful:** it is *sent*", "<strong>Careful:</strong> it is <em>sent</em>"},
		{"As `id=<number>` & co", "As <code>id=&lt;number&gt;</code> &amp; co"},
		{"<b>No</b> *yes*", "&lt;b&gt;No&lt;/b&gt; <em>yes</em>"},
		{"[Rules](https://example.com/a?b=1&c=2)", `<a href="https://example.com/a?b=1&amp;c=2" rel="noreferrer noopener" target="_blank">Rules</a>`},
		{"[Here](/admin/orders)", `<a href="/admin/orders">Here</a>`},
		{"[Bad](javascript:alert(1)) `x`", "Bad <code>x</code>"},
		{"![picture](https://example.com/a.png) `x`", "<code>x</code>"},
		{"See https://example.com.", `See <a href="https://example.com" rel="noreferrer noopener" target="_blank">https://example.com</a>.`},
	} {
		if got := formatHelp(test.help); got != test.want {
			t.Errorf("help %q is %q, want %q", test.help, got, test.want)
		}
	}
}

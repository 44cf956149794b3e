package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/stagedoor/stagedoor/protocol"
)

// maxURL is how many bytes an address may have.
const maxURL = 8 << 10

// URLInput asks for the address of something on the web.
type URLInput struct{ Input[URLInput, *url.URL] }

// URL asks for an address with http or https. Spaces around it are dropped. What
// could look like another address than it is, is refused: user names, backslashes,
// and characters that do not show.
func URL(label string) URLInput {
	return urlInput(spec{method: protocol.InputURL, label: label, kind: urlKind{}}).Protocols("http", "https")
}

func urlInput(s spec) URLInput { return URLInput{Input[URLInput, *url.URL]{s, urlInput}} }

// Protocols says with what an address may begin, for example "https" or "mailto".
// Default: http and https.
func (f URLInput) Protocols(names ...string) URLInput {
	lower := make([]string, len(names))
	for i, name := range names {
		lower[i] = strings.ToLower(strings.TrimSuffix(name, ":"))
	}
	return urlInput(f.spec.with("allowedProtocols", lower))
}

// Placeholder sets the text shown while the field is empty.
func (f URLInput) Placeholder(text string) URLInput {
	return urlInput(f.spec.with("placeholder", text))
}

// Optional lets the person leave the input empty: its answer is nil then, for which
// the checks of Validate are not called.
func (f URLInput) Optional() URLInput {
	f.spec.optional = true
	return urlInput(f.spec)
}

type urlKind struct{}

// scripts are protocols that run something instead of leading somewhere.
var scripts = []string{"javascript", "vbscript", "data", "blob"}

func (urlKind) prepare(_ context.Context, s *spec, _ *part) error {
	allowed, _ := setting[[]string](*s, "allowedProtocols")
	if len(allowed) == 0 {
		return fmt.Errorf("no protocol is allowed")
	}
	for _, name := range allowed {
		if slices.Contains(scripts, name) {
			return fmt.Errorf("protocol %q leads nowhere", name)
		}
	}
	return nil
}

func (urlKind) write(_ spec, initial any) (any, error) {
	if u := as[*url.URL](initial); u != nil {
		return u.String(), nil
	}
	return nil, nil
}

func (urlKind) read(s spec, raw json.RawMessage) (any, error) {
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, errEmpty
	}
	u, err := url.Parse(text)
	if err != nil || len(text) > maxURL || u.Scheme == "" || strings.ContainsFunc(text, hides) {
		return nil, refusal("Enter a valid address.")
	}
	allowed, _ := setting[[]string](s, "allowedProtocols")
	if !slices.Contains(allowed, u.Scheme) {
		return nil, refusal("Enter an address that begins with " + oneOfThese(allowed) + ".")
	}
	if u.User != nil {
		return nil, refusal("Enter an address without a user name or password in it.")
	}
	if !leads(u) {
		return nil, refusal("Enter a valid address.")
	}
	return &u, nil
}

// leads reports whether there is something that u leads to: of web addresses a
// host with a name that can be one.
func leads(u *url.URL) bool {
	if u.Scheme != "http" && u.Scheme != "https" {
		return u.Host != "" || u.Opaque != ""
	}
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._:", r)
	}
	_, err := strconv.ParseUint(cmp.Or(u.Port(), "0"), 10, 16)
	return err == nil && u.Hostname() != "" && !strings.ContainsFunc(u.Hostname(), odd)
}

// hides reports whether browsers read r in another way than people do: some take
// a backslash for a slash and leave out what does not show.
func hides(r rune) bool {
	return r == '\\' || r == ' ' || r < ' ' || r >= 0x7f && r <= 0xa0 || r == 0xad || // soft hyphen
		r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202f || r >= 0x2060 && r <= 0x206f || // invisible, and directions
		r == 0xfeff || r == 0xfffd
}

// oneOfThese lists protocols for a sentence.
func oneOfThese(names []string) string {
	shown := make([]string, len(names))
	for i, name := range names {
		shown[i] = name + ":"
	}
	if last := len(shown) - 1; last > 0 {
		return strings.Join(shown[:last], ", ") + " or " + shown[last]
	}
	return shown[0]
}

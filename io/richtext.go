package io

import (
	"encoding/json"
	"html"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"

	"github.com/stagedoor/stagedoor/protocol"
)

// maxRichText is the longest formatted text that is taken, in bytes.
const maxRichText = 256 << 10

// RichTextInput asks for formatted text.
type RichTextInput struct {
	Input[RichTextInput, string]
}

// RichText asks for formatted text, at most 256 KiB. The answer is HTML with
// paragraphs, headings, bold, italic, underlined and struck text, lists, quotes,
// code and links to web, mail and telephone addresses; everything else is taken
// out of it here, whatever the browser sends, and out of the default too.
func RichText(label string) RichTextInput {
	return richTextInput(spec{method: protocol.InputRichText, label: label, kind: richTextKind{}})
}

func richTextInput(s spec) RichTextInput {
	return RichTextInput{Input[RichTextInput, string]{s, richTextInput}}
}

// MinLength is the fewest characters accepted, counted as people see them.
func (f RichTextInput) MinLength(n int) RichTextInput {
	return richTextInput(f.spec.with("minLength", n))
}

// MaxLength is the most characters accepted, counted as people see them.
func (f RichTextInput) MaxLength(n int) RichTextInput {
	return richTextInput(f.spec.with("maxLength", n))
}

// Placeholder sets the text shown while the field is empty.
func (f RichTextInput) Placeholder(text string) RichTextInput {
	return richTextInput(f.spec.with("placeholder", text))
}

type richTextKind struct{}

func (richTextKind) write(_ spec, initial any) (any, error) {
	return cleanRichText(as[string](initial)), nil
}

func (richTextKind) read(s spec, raw json.RawMessage) (any, error) {
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	if len(text) > maxRichText {
		return nil, refusal("This is too long.")
	}
	clean := cleanRichText(text)
	words := plainText(clean)
	if strings.TrimSpace(words) == "" {
		return nil, errEmpty
	}
	if err := countsOf(s, words); err != nil {
		return nil, err
	}
	return &clean, nil
}

// plainText is what people read of clean HTML.
func plainText(clean string) string {
	return html.UnescapeString(noElements().Sanitize(strings.ReplaceAll(clean, "<br>", "\n")))
}

// noElements leaves the text alone.
var noElements = sync.OnceValue(bluemonday.StrictPolicy)

func cleanRichText(text string) string { return richPolicy().Sanitize(text) }

// richPolicy is the allow-list of what people may write: no style, class, id,
// form, frame, image, svg or math.
var richPolicy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(
		"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s", "del",
		"code", "pre", "blockquote", "ul", "ol", "li",
	)
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.RequireParseableURLs(true)
	return p
})

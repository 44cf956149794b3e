package io

import (
	"bytes"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// maxHelp is the longest help that is formatted, in bytes; longer ones are shown as
// they are written.
const maxHelp = 4 << 10

// formatHelp returns help as HTML, and "" where there is nothing in it to format:
// then the text is shown as it is written.
func formatHelp(help string) string {
	if len(help) > maxHelp || !strings.ContainsAny(help, "*_`[<:@.") {
		return ""
	}
	var out bytes.Buffer
	if err := inlineMarkdown().Convert([]byte(help), &out); err != nil {
		return ""
	}
	html := strings.TrimSpace(inlinePolicy().Sanitize(out.String()))
	if !strings.Contains(html, "</") {
		return ""
	}
	return html
}

// inlineMarkdown knows emphasis, code and links and nothing of HTML: "<name>" in a
// help is a text.
var inlineMarkdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
			parser.WithInlineParsers(
				util.Prioritized(parser.NewCodeSpanParser(), 100),
				util.Prioritized(parser.NewLinkParser(), 200),
				util.Prioritized(parser.NewAutoLinkParser(), 300),
				util.Prioritized(parser.NewEmphasisParser(), 500),
			),
		)),
		goldmark.WithExtensions(extension.Linkify),
	)
})

// inlinePolicy drops the tags of paragraphs and of images, of which the text stays.
var inlinePolicy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("strong", "em", "code")
	allowLinks(p)
	return p
})

package io

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/stagedoor/stagedoor/protocol"
)

// maxMarkdown is the largest text that is rendered, in bytes.
const maxMarkdown = 256 << 10

// MarkdownDisplay is formatted text.
type MarkdownDisplay struct{ text string }

// Markdown shows text as GitHub-flavoured markdown, at most 256 KiB: with tables,
// lists of tasks, struck text and addresses that become links. HTML in it is
// dropped; links lead only to web, mail and telephone addresses and paths;
// images are not shown: [Image] and [Grid] show those.
func Markdown(text string) MarkdownDisplay { return MarkdownDisplay{text} }

// Show puts the text on the screen.
func (d MarkdownDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d MarkdownDisplay) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayMarkdown, d.text, map[string]any{})
	if len(d.text) > maxMarkdown {
		p.label = d.text[:40]
		return nil, p.fault(fmt.Errorf("%d bytes are more than %d", len(d.text), maxMarkdown))
	}
	html, err := renderMarkdown(d.text)
	if err != nil {
		return nil, p.fault(err)
	}
	p.props["html"] = html
	return p, nil
}

func renderMarkdown(text string) (string, error) {
	var out bytes.Buffer
	if err := markdown().Convert([]byte(text), &out); err != nil {
		return "", err
	}
	return string(policy().SanitizeBytes(out.Bytes())), nil
}

// markdown leaves out raw HTML: it is made without WithUnsafe.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(
		extension.Linkify, extension.Strikethrough, taskList{},
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
	))
})

var policy = sync.OnceValue(newPolicy)

// newPolicy is the allow-list of what formatted text may contain: no style, id,
// name, form, frame, image, svg or math.
func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(
		"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "del", "s",
		"code", "pre", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
	)
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|center|right)$`)).OnElements("th", "td")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[a-zA-Z0-9+#-]+$`)).OnElements("code")
	allowLinks(p)
	return p
}

// allowLinks lets links through, by protocols that run nothing.
func allowLinks(p *bluemonday.Policy) {
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
}

package io

import (
	"context"
	"fmt"
	"sync"

	"github.com/microcosm-cc/bluemonday"

	"github.com/stagedoor/stagedoor/protocol"
)

// HTMLDisplay is text with markup of the action's own.
type HTMLDisplay struct{ label, text string }

// HTML shows markup, at most 256 KiB, under a label that may be empty. It is
// cleaned here and again in the browser: structure and emphasis stay; scripts,
// styles, classes, forms, frames, images and everything that loads or runs
// something are dropped. Links lead only to web, mail and telephone addresses and
// paths.
func HTML(label, text string) HTMLDisplay { return HTMLDisplay{label, text} }

// Show puts the markup on the screen.
func (d HTMLDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d HTMLDisplay) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayHTML, d.label, map[string]any{})
	if len(d.text) > maxMarkdown {
		return nil, p.fault(fmt.Errorf("%d bytes are more than %d", len(d.text), maxMarkdown))
	}
	p.props["html"] = htmlPolicy().Sanitize(d.text)
	return p, nil
}

// htmlPolicy is what [policy] allows, and the rest of plain structure. What
// stands inside a control, a picture or a frame goes with it.
var htmlPolicy = sync.OnceValue(func() *bluemonday.Policy {
	p := newPolicy()
	p.AllowElements(
		"div", "span", "section", "article", "aside", "header", "footer", "figure", "figcaption",
		"u", "ins", "sub", "sup", "small", "mark", "kbd", "samp", "var", "cite", "q", "abbr", "wbr",
		"dl", "dt", "dd", "caption", "tfoot", "details", "summary",
	)
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("th", "td")
	p.SkipElementsContent("form", "button", "select", "textarea", "option", "svg", "math", "title", "template", "canvas", "audio", "video")
	return p
})

package io

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// Theme is the look of a button.
type Theme string

// The themes.
const (
	Primary   Theme = "primary"
	Secondary Theme = "secondary"
	Danger    Theme = "danger"
)

// LinkTo leads to an action or page of the panel (Route) or to another address
// (URL). One of the two is set, unless the link is disabled. A slug that no action
// and no page has is logged, once, with the action or page that sent it.
type LinkTo struct {
	Label    string
	Route    string         // slug of an action or page
	URL      string         // https, http, mailto, tel, or a path
	Params   map[string]any // texts, numbers, booleans; only with Route. Zero values count
	Theme    Theme
	Disabled bool

	// Over opens the action of Route in a drawer over the page, where the link is a
	// button of that or on it, of a row or of chosen rows: the person goes on where they
	// were when it is done, and what they look at is asked for again. A redirect to the
	// page itself does the same at once, any other leaves the page. A dangerous action is
	// opened as ever.
	Over bool
}

// Button returns the link as a message. It is an error when the link leads
// nowhere or to an address of another kind than those allowed.
func (l LinkTo) Button() (protocol.Button, error) {
	b := protocol.Button{
		Label: l.Label, Theme: string(l.Theme), Route: strings.TrimPrefix(l.Route, "/"), URL: l.URL,
		Params: maps.Clone(l.Params), Disabled: l.Disabled, Over: l.Over && l.Route != "",
	}
	switch {
	case l.Route != "" && l.URL != "":
		return b, errors.New("a link has a route or a URL, not both")
	case l.Route == "" && l.URL == "" && !l.Disabled:
		return b, errors.New("a link needs a route or a URL")
	case l.URL != "":
		return b, protocol.CheckAddress(l.URL)
	}
	for _, name := range slices.Sorted(maps.Keys(l.Params)) {
		v, err := cell(l.Params[name])
		if err != nil {
			return b, fmt.Errorf("parameter %q: %w", name, err)
		}
		b.Params[name] = v
	}
	return b, nil
}

// leads reports whether l says anything at all.
func (l LinkTo) leads() bool { return l.Route != "" || l.URL != "" }

// LinkDisplay shows a link.
type LinkDisplay struct {
	label string
	to    LinkTo
}

// Link shows a link as a button. label is used where to has none of its own.
func Link(label string, to LinkTo) LinkDisplay { return LinkDisplay{label, to} }

// Show puts the link on the screen.
func (d LinkDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d LinkDisplay) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayLink, d.label, map[string]any{})
	if p.label == "" {
		p.label = d.to.Label
	}
	b, err := d.to.Button()
	if err != nil {
		return nil, p.fault(err)
	}
	if b.Theme != "" {
		p.props["theme"] = b.Theme
	}
	link(p.props, b)
	if b.Over {
		p.props["over"] = true
	}
	if b.Disabled {
		p.props["disabled"] = true
	}
	return p, nil
}

// link adds where b leads to something that links.
func link(props map[string]any, b protocol.Button) {
	if b.URL != "" {
		props["url"] = b.URL
	}
	if b.Route != "" {
		props["route"] = b.Route
		if len(b.Params) > 0 {
			props["params"] = b.Params
		}
	}
}

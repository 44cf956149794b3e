package io

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// HeadingDisplay is a heading with an optional line under it.
type HeadingDisplay struct {
	text  string
	props map[string]any
	menu  []LinkTo
}

// Heading shows a heading of level 2.
func Heading(text string) HeadingDisplay { return HeadingDisplay{text: text} }

// Level sets the level: 2, 3 or 4.
func (d HeadingDisplay) Level(n int) HeadingDisplay {
	d.props = with(d.props, "level", n)
	return d
}

// Description sets the line under the heading.
func (d HeadingDisplay) Description(text string) HeadingDisplay {
	d.props = with(d.props, "description", text)
	return d
}

// Menu sets the links beside the heading.
func (d HeadingDisplay) Menu(items ...LinkTo) HeadingDisplay {
	d.menu = slices.Clone(items)
	return d
}

// Show puts the heading on the screen.
func (d HeadingDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d HeadingDisplay) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayHeading, d.text, with(maps.Clone(d.props), "level", 2))
	if n, ok := d.props["level"].(int); ok {
		if n < 2 || n > 4 {
			return nil, p.fault(fmt.Errorf("level %d: use 2, 3 or 4", n))
		}
		p.props["level"] = n
	}
	if len(d.menu) > 0 {
		items, err := wireLinks(d.menu)
		if err != nil {
			return nil, p.fault(err)
		}
		p.props["menuItems"] = items
	}
	return p, nil
}

package io

import (
	"context"

	"github.com/stagedoor/stagedoor/protocol"
)

// CodeDisplay is a piece of code.
type CodeDisplay struct{ label, code, language string }

// Code shows code as it stands.
func Code(label, code string) CodeDisplay { return CodeDisplay{label: label, code: code} }

// Language names the language, for colours.
func (d CodeDisplay) Language(name string) CodeDisplay {
	d.language = name
	return d
}

// Show puts the code on the screen.
func (d CodeDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d CodeDisplay) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayCode, d.label, map[string]any{"code": d.code})
	if d.language != "" {
		p.props["language"] = d.language
	}
	return p, nil
}

package io

import (
	"cmp"
	"context"
	"errors"

	"github.com/stagedoor/stagedoor/protocol"
)

// Keep returns a display as it is drawn without the run that made it, and what it
// says in words; the words alone where the dashboard shows values only. It is for
// stagedoor.SetResult.
func Keep(ctx context.Context, d Display) (c protocol.Component, words string, err error) {
	p, err := d.part(ctx)
	if err != nil {
		return c, "", err
	}
	if !speaks(ctx) {
		return c, p.words(), nil
	}
	if p.whole != nil {
		if err := p.whole(); err != nil {
			return c, "", p.fault(err)
		}
		delete(p.props, "exports")
		p.state, p.begin, p.download = nil, nil, nil
	}
	if p.state != nil || p.begin != nil || p.download != nil || len(p.late) > 0 {
		return c, "", p.fault(errors.New("it needs the run to be there: Show it before the action ends"))
	}
	c, err = p.component()
	return c, p.words(), err
}

// words is what a display says without its look.
func (p *part) words() string {
	text := p.label
	for _, name := range []string{"code", "url", "route"} {
		if more, ok := p.props[name].(string); ok {
			text = cmp.Or(text, more)
			if text != more {
				text += ": " + more
			}
		}
	}
	return text
}

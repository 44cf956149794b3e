package io

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// wanted returns the parts that load with the page: all but those in tabs that
// nobody has opened, where the dashboard has tabs.
func (p *page) wanted(ctx context.Context) []*part {
	if len(p.layout.tabs) == 0 || !draws(ctx, protocol.FramedParts) {
		return p.parts
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	closed := make([]bool, len(p.parts))
	p.opened = map[int]bool{}
	for _, ts := range p.layout.tabs {
		first := ts.first(ctx)
		for i, t := range ts.all {
			heading := p.parts[t.heading]
			heading.state = func(_ context.Context, raw json.RawMessage) (func(), error) { return p.open(ctx, t, raw) }
			p.opened[t.heading] = i == first || heading.lastState != ""
			for _, at := range t.parts {
				closed[at] = !p.opened[t.heading]
			}
		}
	}
	// A tab inside a closed one is closed, whichever of them is the first.
	for _, ts := range p.layout.tabs {
		for _, t := range ts.all {
			if !p.opened[t.heading] {
				p.shut(t, closed)
			}
		}
	}
	p.frames = p.lazy(p.layout.frames)
	return p.those(closed)
}

// shut closes the tabs inside t as well.
func (p *page) shut(t tab, closed []bool) {
	for _, inside := range t.inside {
		for _, t := range p.layout.tabs[inside].all {
			delete(p.opened, t.heading)
			for _, at := range t.parts {
				closed[at] = true
			}
			p.shut(t, closed)
		}
	}
}

// those returns the parts that are not closed.
func (p *page) those(closed []bool) (parts []*part) {
	for i, part := range p.parts {
		if !closed[i] {
			parts = append(parts, part)
		}
	}
	return parts
}

// lazy marks the tabs that load when they are opened.
func (p *page) lazy(frames []protocol.Frame) []protocol.Frame {
	marked := make([]protocol.Frame, len(frames))
	for i, f := range frames {
		f.Lazy = f.Kind == protocol.FrameTab && !p.opened[f.Part]
		f.Frames = p.lazy(f.Frames)
		marked[i] = f
	}
	return marked
}

// first returns the place of the tab that the address opens, 0 without.
func (ts tabs) first(ctx context.Context) int {
	tx, ok := txn.From(ctx)
	if !ok {
		return 0
	}
	for i, t := range ts.all {
		if tx.Params[ts.key] == t.key {
			return i
		}
	}
	return 0
}

// open begins to load a tab, which follows as it arrives. ctx is that of the page.
func (p *page) open(ctx context.Context, t tab, raw json.RawMessage) (func(), error) {
	var state struct{ Open bool }
	if err := json.Unmarshal(raw, &state); err != nil || !state.Open {
		return nil, fmt.Errorf("io: a tab has no state %s", raw)
	}
	if p.opened[t.heading] {
		return nil, nil
	}
	p.mu.Lock()
	parts := p.fetch(ctx, t, nil)
	p.frames = p.lazy(p.layout.frames)
	p.mu.Unlock()
	p.await(ctx, parts)
	return nil, nil
}

// fetch opens t and the first of the tabs in it, and returns their parts. The
// caller holds p.mu.
func (p *page) fetch(ctx context.Context, t tab, parts []*part) []*part {
	p.opened[t.heading] = true
	for _, at := range t.parts {
		parts = append(parts, p.parts[at])
	}
	for _, inside := range t.inside {
		ts := p.layout.tabs[inside]
		parts = p.fetch(ctx, ts.all[ts.first(ctx)], parts)
	}
	return parts
}

package io

import (
	"context"
	"encoding/json"

	"github.com/stagedoor/stagedoor/internal/txn"
)

// Resume has the page take the place of one before it.
func (p *page) Resume(before txn.Surface) {
	if old, ok := before.(*page); ok {
		p.before = old
	}
}

// SetState hands each component its new state. States may come before the first
// Call where the page takes another's place.
func (p *page) SetState(ctx context.Context, states []json.RawMessage, meta json.RawMessage) (changed bool, err error) {
	if p.parts == nil {
		if _, err := p.Call(ctx); err != nil {
			return false, err
		}
	}
	return p.screen.SetState(ctx, states, meta)
}

// takeOver gives parts what the page before it knew of theirs: what somebody has
// asked of them, and what they show until something newer is there. A page of
// other components starts afresh. The caller holds p.mu.
func (p *page) takeOver(parts []*part) {
	old := p.before
	p.before = nil // and with it the one before that
	if old == nil {
		return
	}
	old.mu.Lock()
	defer old.mu.Unlock()
	if !sameParts(old.parts, parts) {
		return
	}
	p.key = old.key
	for i, part := range parts {
		part.takeOver(old.parts[i])
	}
}

// sameParts reports whether every component is still in its place.
func sameParts(before, now []*part) bool {
	if len(before) != len(now) {
		return false
	}
	for i, p := range now {
		if p.label != before[i].label || p.method != before[i].method {
			return false
		}
	}
	return true
}

func (p *part) takeOver(old *part) {
	switch {
	case p.resume != nil:
		p.resume(old)
	case old.due > 0:
		p.kept = old.kept
	case !old.loading:
		p.kept = old
	}
	p.lastState = old.lastState
	if p.lastState == "" || p.begin == nil {
		return
	}
	p.begin = func(ctx context.Context) (func(), error) { return p.state(ctx, json.RawMessage(p.lastState)) }
}

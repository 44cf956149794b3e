package io

import (
	"context"
	"slices"
	"sync"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// LoadingCall is what a run shows while it works.
type LoadingCall struct{ state protocol.LoadingState }

// Loading shows that the action is working. Without a label it is a plain
// spinner.
func Loading(label string) LoadingCall {
	return LoadingCall{protocol.LoadingState{Label: label}}
}

// Description sets the line under the label.
func (l LoadingCall) Description(text string) LoadingCall {
	l.state.Description = text
	return l
}

// Steps shows a bar that [Progress.Step] fills, n steps long.
func (l LoadingCall) Steps(n int) LoadingCall {
	l.state.ItemsInQueue, l.state.ItemsCompleted = new(max(n, 0)), new(0)
	return l
}

// Start shows it, in the place of what was shown before: a run shows one loading
// state, the newest. It stays until the next IO call, the next Start or the end of
// the run; in a page until the page's layout comes. With a context of
// [Progress.Within] it is shown as a part of that one, below it.
func (l LoadingCall) Start(ctx context.Context) (*Progress, error) {
	tx, ok := txn.From(ctx)
	if !ok {
		return nil, ErrNoTransaction
	}
	p := &Progress{tx: tx, state: l.state}
	if outer, ok := ctx.Value(withinKey{}).(*Progress); ok && outer.tx == tx {
		p.outer = outer
	}
	return p, p.change(ctx, func(*protocol.LoadingState) {})
}

// Progress is a [LoadingCall] that is shown. It is safe for concurrent use.
type Progress struct {
	tx    *txn.Transaction
	outer *Progress // what it is a part of; nil: it stands alone

	mu    sync.Mutex
	state protocol.LoadingState
}

// Step completes one step. Steps beyond the last do not count. It returns
// [ErrCanceled] once the person has closed the transaction, so that a loop can
// end.
func (p *Progress) Step(ctx context.Context) error {
	return p.change(ctx, func(s *protocol.LoadingState) {
		if s.ItemsInQueue != nil {
			s.ItemsCompleted = new(min(*s.ItemsCompleted+1, *s.ItemsInQueue))
		}
	})
}

// Update shows l from now on. Completed steps still count when l has steps.
func (p *Progress) Update(ctx context.Context, l LoadingCall) error {
	return p.change(ctx, func(s *protocol.LoadingState) {
		done := s.ItemsCompleted
		*s = l.state
		if s.ItemsInQueue != nil && done != nil {
			s.ItemsCompleted = new(min(*done, *s.ItemsInQueue))
		}
	})
}

// Describe changes the line under the label.
func (p *Progress) Describe(ctx context.Context, text string) error {
	return p.change(ctx, func(s *protocol.LoadingState) { s.Description = text })
}

// Within returns a context for a part of the work: what is started with it, perhaps
// by a function that knows nothing of p, is shown below p with a bar of its own. The
// next change of p shows p alone again, so that nothing has to be ended. A dashboard
// that shows one loading state only shows the part, with the label of p as its
// description where it has none.
func (p *Progress) Within(ctx context.Context) context.Context {
	return context.WithValue(ctx, withinKey{}, p)
}

type withinKey struct{}

// mostOuter is how many loading states are shown above the newest, those nearest to
// it.
const mostOuter = 3

func (p *Progress) change(ctx context.Context, how func(*protocol.LoadingState)) error {
	select {
	case <-p.tx.Canceled():
		return ErrCanceled
	case <-ctx.Done():
		return context.Cause(ctx)
	default:
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	how(&p.state)
	link := p.tx.Link()
	return link.Loading(ctx, p.shown(link.Draws(protocol.FramedParts)))
}

// shown is p as it is sent, together with what it is a part of if the dashboard can
// show both. The caller holds p.mu.
func (p *Progress) shown(nested bool) protocol.LoadingState {
	state := p.state
	for outer := p.outer; outer != nil && len(state.Within) < mostOuter; outer = outer.outer {
		state.Within = append(state.Within, outer.now())
	}
	slices.Reverse(state.Within)
	if nested || len(state.Within) == 0 {
		return state
	}
	if state.Description == "" {
		state.Description = state.Within[len(state.Within)-1].Label
	}
	state.Within = nil
	return state
}

func (p *Progress) now() protocol.LoadingState {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

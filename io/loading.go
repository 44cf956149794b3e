package io

import (
	"context"
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

// Start shows it. It stays until the next IO call, the next Start or the end of
// the run: a run shows one loading state, the newest. A part of a whole says what
// it is part of in its description. In a page it stays until the page's layout
// comes.
func (l LoadingCall) Start(ctx context.Context) (*Progress, error) {
	tx, ok := txn.From(ctx)
	if !ok {
		return nil, ErrNoTransaction
	}
	p := &Progress{tx: tx, state: l.state}
	return p, p.change(ctx, func(*protocol.LoadingState) {})
}

// Progress is a [LoadingCall] that is shown. It is safe for concurrent use.
type Progress struct {
	tx *txn.Transaction

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
	return p.tx.Link().Loading(ctx, p.state)
}

package io

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// screen is a set of components that somebody looks at. It is a [txn.Surface].
type screen struct {
	key     string
	title   string
	buttons []protocol.ChoiceButton
	frames  []protocol.Frame

	mu      sync.Mutex // held while an answer is read and while a render is made and sent
	parts   []*part
	message string
	over    bool // answered: nothing more is rendered
}

// Call returns the present render.
func (s *screen) Call(context.Context) (protocol.IOCall, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.call()
}

func (s *screen) call() (protocol.IOCall, error) {
	call := protocol.IOCall{
		ID: newID(), InputGroupKey: s.key, Kind: "RENDER", Title: s.title,
		ToRender: make([]protocol.Component, len(s.parts)), ChoiceButtons: s.buttons, Frames: s.frames,
		ValidationErrorMessage: s.message,
	}
	for i, p := range s.parts {
		c, err := p.component()
		if err != nil {
			return protocol.IOCall{}, err
		}
		c.ShowIf, c.Section = p.shownWhen(s.parts)
		call.ToRender[i] = c
	}
	return call, nil
}

// render shows the present state, unless the question is over.
func (s *screen) render(ctx context.Context, tx *txn.Transaction) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return nil
	}
	call, err := s.call()
	if err != nil {
		return err
	}
	return tx.Link().Render(ctx, call)
}

func (s *screen) displaysOnly() bool {
	return len(s.buttons) == 0 && !slices.ContainsFunc(s.parts, func(p *part) bool { return p.read != nil })
}

// leave shows displays that need no answer. Those with state stay alive for as
// long as ctx and the transaction do.
func (s *screen) leave(ctx context.Context, tx *txn.Transaction) error {
	if !slices.ContainsFunc(s.parts, func(p *part) bool { return p.state != nil || p.download != nil }) {
		return s.fill(ctx, tx)
	}
	states := &queue{log: txn.Logger(ctx), handle: func(r protocol.IOResponse) {
		ctx, cancel := untilCanceled(ctx, tx)
		defer cancel()
		s.follow(ctx, tx, r)
	}}
	deaf := tx.Listen(s.key, func(r protocol.IOResponse) {
		if r.Kind == protocol.SetState && ctx.Err() == nil {
			states.put(r)
		}
	})
	closed := tx.Offer(s.key, s.Download)
	stop := func() { deaf(); closed() }
	context.AfterFunc(ctx, stop)
	if err := s.fill(ctx, tx); err != nil {
		stop()
		return err
	}
	return nil
}

// Download opens the file that a component offers.
func (s *screen) Download(r txn.DownloadRequest) (*txn.Download, error) {
	s.mu.Lock()
	parts := s.parts
	s.mu.Unlock()
	if r.Index < 0 || r.Index >= len(parts) || parts[r.Index].download == nil {
		return nil, txn.ErrNoDownload
	}
	return parts[r.Index].download(r)
}

// Upload says how the file is taken that somebody hands over to a component.
func (s *screen) Upload(r txn.UploadRequest) (*txn.Intake, error) {
	s.mu.Lock()
	parts := s.parts
	s.mu.Unlock()
	if r.Index < 0 || r.Index >= len(parts) || parts[r.Index].upload == nil {
		return nil, txn.ErrUploadGone
	}
	return parts[r.Index].upload(r)
}

// follow renders what a response of new states leads to.
func (s *screen) follow(ctx context.Context, tx *txn.Transaction, r protocol.IOResponse) {
	_, err := s.SetState(ctx, r.Values, r.ValuesMeta)
	if err == nil {
		err = s.render(ctx, tx)
	}
	if err != nil && ctx.Err() == nil {
		txn.Logger(ctx).ErrorContext(ctx, "could not follow a change on the screen", "transaction", tx.ID, "action", tx.Slug, "err", err)
	}
}

// SetState hands each component its new state; a null means no change.
func (s *screen) SetState(ctx context.Context, states []json.RawMessage, _ json.RawMessage) (changed bool, err error) {
	if len(states) != len(s.parts) {
		return false, fmt.Errorf("io: %d states for %d components", len(states), len(s.parts))
	}
	for i, p := range s.parts {
		if empty(states[i]) || p.state == nil {
			continue
		}
		changed = true // the dashboard waits for a render, also of the same
		if bytes.Equal(states[i], []byte(p.lastState)) && !p.behind {
			continue
		}
		if err := s.move(ctx, p, states[i]); err != nil && ctx.Err() == nil {
			txn.Logger(ctx).ErrorContext(ctx, "could not work out a new state", "label", p.label, "err", err)
		}
	}
	return changed, nil
}

// move gives one component its new state. Whatever goes wrong stays with the
// component, as its message.
func (s *screen) move(ctx context.Context, p *part, state json.RawMessage) error {
	var apply func()
	err := guard(func() (err error) {
		apply, err = p.state(ctx, state)
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		p.message, p.lastState, p.behind = "", string(state), false
		if apply != nil {
			apply()
		}
		return nil
	}
	p.behind = true
	if p.failed != nil {
		p.failed(err)
	}
	p.message = loadMessage(err)
	if _, expected := personal(err); expected {
		return nil
	}
	return p.fault(err)
}

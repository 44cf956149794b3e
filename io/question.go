package io

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// question is one IO call before it is on the screen.
type question struct {
	title      string
	components []Component
	buttons    []protocol.ChoiceButton
	validate   func(context.Context) error
}

// show is the finisher of a display.
func show(ctx context.Context, c Component) error {
	_, err := question{components: []Component{c}}.ask(ctx)
	return err
}

// ask puts the question on the screen, waits for a good answer, hands it out and
// returns the value of the button pressed.
func (q question) ask(ctx context.Context) (string, error) {
	tx, ok := txn.From(ctx)
	if !ok {
		return "", ErrNoTransaction
	}
	if tx.Page {
		return "", ErrPage
	}
	done, err := tx.Turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()

	s := &screen{key: newID(), title: q.title, buttons: q.buttons}
	asking, cancel := untilCanceled(ctx, tx)
	defer cancel()
	if err := s.place(asking, q.components); err != nil {
		return "", cause(asking, err)
	}
	for i, p := range s.parts {
		p.key, p.index = s.key, i
	}
	if s.displaysOnly() && tx.DisplaysResolve {
		return "", cause(asking, s.leave(ctx, tx))
	}
	choice, err := s.converse(asking, tx, q.validate)
	return choice, cause(asking, err)
}

// place puts components on the screen, as they stand at first.
func (s *screen) place(ctx context.Context, components []Component) error {
	layout, err := arrange(components)
	if err != nil {
		return err
	}
	s.frames = layout.frames
	s.parts, err = partsOf(ctx, layout.components)
	return err
}

// partsOf returns the components as they stand together.
func partsOf(ctx context.Context, components []Component) ([]*part, error) {
	parts := make([]*part, len(components))
	for i, c := range components {
		p, err := c.part(ctx)
		if err != nil {
			return nil, err
		}
		if p.alone && len(components) > 1 {
			return nil, p.fault(fmt.Errorf("cannot stand in a group"))
		}
		if p.begin != nil {
			apply, err := p.begin(ctx)
			if err != nil {
				return nil, p.fault(err)
			}
			apply()
		}
		parts[i] = p
	}
	return parts, linkConditions(ctx, parts)
}

// untilCanceled returns a context that also ends with the transaction.
func untilCanceled(ctx context.Context, tx *txn.Transaction) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-tx.Canceled():
			cancel(ErrCanceled)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(context.Canceled) }
}

// cause returns why ctx ended in the place of an error that followed from it.
func cause(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

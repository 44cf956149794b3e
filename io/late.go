package io

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/internal/txn"
)

// load begins to work out everything that parts lack, and returns where it
// arrives and how much of it there is.
func (s *screen) load(ctx context.Context, parts []*part) (arrivals chan func(), missing int) {
	for _, p := range parts {
		missing += len(p.late)
		p.due = len(p.late)
	}
	if missing == 0 {
		return nil, 0
	}
	arrivals = make(chan func(), missing) // nobody has to wait for it to be taken
	for _, p := range parts {
		for _, late := range p.late {
			go func() {
				apply := late(ctx)
				arrivals <- func() { apply(); p.due-- }
			}()
		}
	}
	return arrivals, missing
}

// Settled reports whether nothing is on its way any more.
func (s *screen) Settled() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !slices.ContainsFunc(s.parts, func(p *part) bool { return p.due > 0 })
}

// take makes it so that apply, and all else that has arrived, is on the next
// render, and returns how much that was.
func (s *screen) take(apply func(), arrivals <-chan func()) (taken int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		apply()
		taken++
		select {
		case apply = <-arrivals:
		default:
			return taken
		}
	}
}

// fill shows what there is, and again with what arrives, until nothing is
// missing.
func (s *screen) fill(ctx context.Context, tx *txn.Transaction) error {
	arrivals, missing := s.load(ctx, s.parts)
	for {
		if err := s.render(ctx, tx); err != nil || missing == 0 {
			return err
		}
		select {
		case apply := <-arrivals:
			missing -= s.take(apply, arrivals)
		case <-tx.Canceled():
			return ErrCanceled
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

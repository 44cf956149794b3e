package host

import (
	"context"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// loadingPause is how long changes of a loading state are collected.
const loadingPause = 100 * time.Millisecond

// loading is the present loading state of a run or page. It is guarded by the
// link's mutex.
type loading struct {
	state *protocol.LoadingState // nil: none is shown
	timer *time.Timer            // runs while a change waits to be sent
}

// drop forgets a change that was not sent yet.
func (s *loading) drop() {
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
}

// Loading shows state instead of the one before and returns at once. Changes
// within 100 milliseconds are sent as one, the last of them.
func (l *link) Loading(_ context.Context, state protocol.LoadingState) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.loading.state = &state
	if l.loading.timer == nil && l.host.ctx.Err() == nil {
		l.loading.timer = time.AfterFunc(loadingPause, func() { l.sendLoading(l.host.ctx) })
	}
	return nil
}

// sendLoading sends the state as it is by now.
func (l *link) sendLoading(ctx context.Context) {
	l.mu.Lock()
	l.loading.timer = nil
	state := l.loading.state
	l.mu.Unlock()
	if state == nil {
		return
	}
	var known bool
	in := protocol.SendLoadingRequest{TransactionID: l.id, LoadingState: *state}
	// Without a connection there is nobody to show it to; the next one is told.
	if err := l.host.up.now(ctx, protocol.SendLoadingCall, in, &known); err != nil {
		l.log.DebugContext(ctx, "loading state not sent", "err", err)
	}
}

// resendLoading shows the state again on a new connection, unless a change is
// about to be sent anyway.
func (l *link) resendLoading(ctx context.Context) {
	l.mu.Lock()
	waiting := l.loading.timer != nil
	l.mu.Unlock()
	if !waiting {
		l.sendLoading(ctx)
	}
}

package stagedoor

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff spaces out attempts: least, then doubling up to most, each with 30 %
// of jitter, so that many hosts do not come back in step.
type backoff struct {
	least, most time.Duration
	next        time.Duration
}

// wait sleeps before the next attempt, or until ctx is done. lasted is how long
// the connection was up: one that was up for longer than most starts anew.
func (b *backoff) wait(ctx context.Context, lasted time.Duration) {
	if b.next == 0 || lasted > b.most {
		b.next = b.least
	}
	jittered := time.Duration(float64(b.next) * (0.7 + 0.6*rand.Float64()))
	b.next = min(2*b.next, b.most)
	timer := time.NewTimer(jittered)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

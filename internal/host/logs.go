package host

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/protocol"
)

const (
	maxLine      = 10_000 // characters, as JavaScript counts them
	maxWaiting   = 1_000  // lines
	lineCut      = "...\n^ Warning: 10k logline character limit reached.\nTo avoid this error, try separating your data into multiple ctx.log() calls."
	surrogateMin = 0x10000 // from here a character counts twice
)

// outbox holds the lines that a run has logged and the dashboard has not heard.
// The zero value is ready.
type outbox struct {
	mu    sync.Mutex
	next  int
	lines chan protocol.SendLogRequest // nil until the first line
	done  chan struct{}                // closed when the last line is out
	over  bool
}

// Log adds a line to the run's log. It waits only while a thousand lines are on
// their way.
func (r *run) Log(ctx context.Context, text string) error {
	return r.logs.add(ctx, &r.link, cutLine(text))
}

func (o *outbox) add(ctx context.Context, l *link, text string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over {
		return nil // after the handler has returned nobody listens any more
	}
	if o.lines == nil {
		o.lines, o.done = make(chan protocol.SendLogRequest, maxWaiting), make(chan struct{})
		l.host.work.Go(func() { o.send(l) })
	}
	line := protocol.SendLogRequest{
		TransactionID: l.id, Data: text,
		Index: new(o.next), Timestamp: new(time.Now().UnixMilli()),
	}
	select {
	case o.lines <- line: // also when ctx is done: a canceled run may say what it left behind
		o.next++
		return nil
	default:
	}
	select {
	case o.lines <- line:
		o.next++
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// send tells the lines one by one, over as many connections as it takes.
func (o *outbox) send(l *link) {
	defer close(o.done)
	for line := range o.lines {
		var known bool
		if err := l.host.up.call(l.host.ctx, protocol.SendLog, line, &known); err != nil {
			l.log.DebugContext(l.host.ctx, "log line not sent", "err", err)
		}
	}
}

// finish waits until every line is out. Later ones are dropped.
func (o *outbox) finish() {
	o.mu.Lock()
	o.over = true
	done := o.done
	if o.lines != nil {
		close(o.lines)
	}
	o.mu.Unlock()
	if done != nil {
		<-done
	}
}

// cutLine shortens a line that is too long and says so in it.
func cutLine(text string) string {
	units := 0
	for i, r := range text {
		units++
		if r >= surrogateMin && r != utf8.RuneError {
			units++
		}
		if units > maxLine {
			return text[:i] + lineCut
		}
	}
	return text
}

package host

import (
	"context"
	"strings"
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
	mu      sync.Mutex
	next    int // index of the next line
	lines   []protocol.SendLogRequest
	sending bool
	empty   chan struct{} // closed when the last line is out; only while sending
	over    bool
}

// Log adds a line to the run's log. It waits only while a thousand lines are on
// their way. Whatever the run shows next is shown after the line.
func (r *run) Log(ctx context.Context, level protocol.LogLevel, text string) error {
	if !r.Draws(protocol.FramedParts) && level != protocol.LogInfo { // it would not say so
		text = strings.ToUpper(string(level)) + " " + text
	}
	for {
		full := r.logs.add(&r.link, level, cutLine(text))
		if full == nil {
			return nil
		}
		select {
		case <-full:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// add takes a line, or returns what is closed when there is room again. After the
// handler has returned nobody listens any more and lines are dropped.
func (o *outbox) add(l *link, level protocol.LogLevel, text string) (full <-chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over {
		return nil
	}
	if len(o.lines) >= maxWaiting {
		return o.empty
	}
	o.lines = append(o.lines, protocol.SendLogRequest{
		TransactionID: l.id, Data: text,
		Index: new(o.next), Timestamp: new(time.Now().UnixMilli()), Level: level,
	})
	o.next++
	if !o.sending {
		o.sending, o.empty = true, make(chan struct{})
		l.host.work.Go(func() { o.send(l) })
	}
	return nil
}

// send tells the lines one by one, over as many connections as it takes.
func (o *outbox) send(l *link) {
	for {
		line, ok := o.take()
		if !ok {
			return
		}
		var known bool
		if err := l.host.up.call(l.host.ctx, protocol.SendLog, line, &known); err != nil {
			l.log.DebugContext(l.host.ctx, "log line not sent", "err", err)
		}
	}
}

func (o *outbox) take() (line protocol.SendLogRequest, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.lines) == 0 {
		o.sending = false
		close(o.empty)
		return line, false
	}
	line, o.lines = o.lines[0], o.lines[1:]
	return line, true
}

// flush waits until every line is out.
func (o *outbox) flush(ctx context.Context) error {
	o.mu.Lock()
	sending, empty := o.sending, o.empty
	o.mu.Unlock()
	if !sending {
		return nil
	}
	select {
	case <-empty:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// finish waits like flush. Later lines are dropped.
func (o *outbox) finish(ctx context.Context) {
	o.mu.Lock()
	o.over = true
	o.mu.Unlock()
	_ = o.flush(ctx) // ends early only with the host itself
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

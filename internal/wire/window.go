package wire

import (
	"context"
	"sync"
)

// The bounds of what may be on its way without an acknowledgement. With the
// acknowledgements of as much from the other side, it fits the queues.
const (
	windowMessages = 64
	windowBytes    = 1 << 20
)

// window counts the messages that wait for an acknowledgement. The zero value
// is empty.
type window struct {
	mu       sync.Mutex
	messages int
	bytes    int
	freed    chan struct{} // closed when there is room again; nil unless somebody waits
}

// enter waits until a message of n bytes has room. One that is larger than the
// window goes alone.
func (w *window) enter(ctx context.Context, n int, done <-chan struct{}) error {
	for {
		freed := w.try(n)
		if freed == nil {
			return nil
		}
		select {
		case <-freed:
		case <-done:
			return ErrClosed
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// try takes room for n bytes, or returns what is closed when there may be some.
func (w *window) try(n int) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.messages == 0 || w.messages < windowMessages && w.bytes+n <= windowBytes {
		w.messages++
		w.bytes += n
		return nil
	}
	if w.freed == nil {
		w.freed = make(chan struct{})
	}
	return w.freed
}

// leave gives the room of a message of n bytes back.
func (w *window) leave(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.messages--
	w.bytes -= n
	if w.freed != nil {
		close(w.freed)
		w.freed = nil
	}
}

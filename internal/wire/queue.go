package wire

import (
	"context"
	"sync"
)

// The bounds of a queue. A message larger than the second never fits.
const (
	queueMessages = 256
	queueBytes    = 4 << 20
)

// queue holds the messages one side has not taken yet. Putting never waits.
type queue struct {
	ready chan struct{} // holds a token while the queue may have something

	mu       sync.Mutex
	messages [][]byte
	bytes    int
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

// put adds a message. ErrTooLarge and ErrOverflow leave the queue as it was.
func (q *queue) put(message []byte) error {
	if len(message) > queueBytes {
		return ErrTooLarge
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.messages) >= queueMessages || q.bytes+len(message) > queueBytes {
		return ErrOverflow
	}
	q.messages = append(q.messages, message)
	q.bytes += len(message)
	q.wake()
	return nil
}

func (q *queue) wake() {
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

// take removes the oldest message, if there is one.
func (q *queue) take() ([]byte, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.messages) == 0 {
		return nil, false
	}
	message := q.messages[0]
	q.messages[0] = nil
	q.messages = q.messages[1:]
	q.bytes -= len(message)
	if len(q.messages) > 0 {
		q.wake()
	}
	return message, true
}

// wait takes the oldest message, or waits for one, until done is closed and the
// queue is empty.
func (q *queue) wait(ctx context.Context, done <-chan struct{}) ([]byte, error) {
	for {
		if message, ok := q.take(); ok {
			return message, nil
		}
		select {
		case <-q.ready:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-done:
			if message, ok := q.take(); ok {
				return message, nil
			}
			return nil, ErrClosed
		}
	}
}

package wire

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The times of a WebSocket. A peer that is silent for idleLimit is gone: pings
// go out every pingEvery, and each pong or message counts.
const (
	writeWait = 10 * time.Second
	pingEvery = 30 * time.Second
	idleLimit = 75 * time.Second

	// lingerWait is how long the end waits for the peer to stop sending.
	lingerWait = 5 * time.Second
)

// socket is a WebSocket. One goroutine owns its writing side and one its
// reading side; both end when it is closed.
type socket struct {
	ws    *websocket.Conn
	limit int64 // bytes of one incoming message
	out   *queue
	in    chan []byte
	pongs chan string // the payload of the newest ping, to be sent back

	drained chan struct{} // closed when nothing more can be read

	once   sync.Once
	done   chan struct{} // closed by the first Close or failure
	cause  error         // what Read returns from then on; set before done is closed
	code   int           // to say goodbye with; 0 for none
	reason string
}

func newSocket(ws *websocket.Conn, limit int64) *socket {
	s := &socket{
		ws: ws, limit: limit, out: newQueue(), in: make(chan []byte),
		pongs: make(chan string, 1), drained: make(chan struct{}), done: make(chan struct{}),
	}
	go s.readLoop()
	go s.writeLoop()
	return s
}

func (s *socket) Read(ctx context.Context) ([]byte, error) {
	select {
	case message := <-s.in:
		return message, nil
	case <-s.done:
		return nil, s.cause
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (s *socket) Write(ctx context.Context, message []byte) error {
	select {
	case <-s.done:
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	default:
	}
	err := s.out.put(message)
	if errors.Is(err, ErrOverflow) {
		s.end(ErrOverflow, CloseProtocol, "Too many messages are waiting.")
	}
	return err
}

func (s *socket) Close() error {
	s.end(ErrClosed, websocket.CloseNormalClosure, "")
	return nil
}

// CloseWith sends a close frame and closes.
func (s *socket) CloseWith(code int, reason string) error {
	s.end(ErrClosed, code, reason)
	return nil
}

func (s *socket) end(cause error, code int, reason string) {
	s.once.Do(func() {
		s.cause, s.code, s.reason = cause, code, reason
		close(s.done)
	})
}

package wire

import (
	"context"
	"errors"
	"fmt"
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
)

// socket is a WebSocket. One goroutine owns its writing side and one its
// reading side; both end when it is closed.
type socket struct {
	ws    *websocket.Conn
	out   *queue
	in    chan []byte
	pongs chan string // the payload of the newest ping, to be sent back

	once   sync.Once
	done   chan struct{} // closed by the first Close or failure
	cause  error         // what Read returns from then on; set before done is closed
	code   int           // to say goodbye with; 0 for none
	reason string
}

func newSocket(ws *websocket.Conn, limit int64) *socket {
	s := &socket{
		ws: ws, out: newQueue(), in: make(chan []byte),
		pongs: make(chan string, 1), done: make(chan struct{}),
	}
	ws.SetReadLimit(limit)
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

// readLoop hands messages to Read and keeps the peer alive in our books.
func (s *socket) readLoop() {
	alive := func() { s.ws.SetReadDeadline(time.Now().Add(idleLimit)) } // fails with the read after it
	s.ws.SetPongHandler(func(string) error { alive(); return nil })
	s.ws.SetPingHandler(func(payload string) error {
		alive()
		s.pong(payload)
		return nil
	})
	for {
		alive()
		_, message, err := s.ws.ReadMessage()
		if err != nil {
			s.end(readCause(err), 0, "")
			s.ws.Close() // nothing more can be said either
			return
		}
		select {
		case s.in <- message:
		case <-s.done: // but read on, so that the peer can finish writing
		}
	}
}

// pong has the writing side answer a ping; only the newest matters.
func (s *socket) pong(payload string) {
	select {
	case <-s.pongs:
	default:
	}
	s.pongs <- payload // only the reading side puts something in
}

func readCause(err error) error {
	if ce, ok := errors.AsType[*websocket.CloseError](err); ok {
		return &CloseError{Code: ce.Code, Reason: ce.Text}
	}
	return fmt.Errorf("%w: %w", ErrClosed, err)
}

// writeLoop sends what is queued, and pings, and at the end what is left, a
// close frame and the end of the connection.
func (s *socket) writeLoop() {
	defer s.ws.Close()
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		select {
		case <-s.out.ready:
			if !s.flush() {
				return
			}
		case payload := <-s.pongs:
			if !s.control(websocket.PongMessage, payload) {
				return
			}
		case <-ping.C:
			if !s.control(websocket.PingMessage, "") {
				return
			}
		case <-s.done:
			s.farewell()
			return
		}
	}
}

// flush sends everything queued and reports whether the socket still works.
func (s *socket) flush() bool {
	for {
		message, ok := s.out.take()
		if !ok {
			return true
		}
		s.ws.SetWriteDeadline(time.Now().Add(writeWait)) // fails with the write after it
		if err := s.ws.WriteMessage(websocket.TextMessage, message); err != nil {
			s.end(fmt.Errorf("%w: %w", ErrClosed, err), 0, "")
			return false
		}
	}
}

// control sends a control frame and reports whether the socket still works.
func (s *socket) control(kind int, payload string) bool {
	if err := s.ws.WriteControl(kind, []byte(payload), time.Now().Add(writeWait)); err != nil {
		s.end(fmt.Errorf("%w: %w", ErrClosed, err), 0, "")
		return false
	}
	return true
}

func (s *socket) farewell() {
	if s.code == 0 || !errors.Is(s.cause, ErrOverflow) && !s.flush() {
		return
	}
	frame := websocket.FormatCloseMessage(s.code, s.reason)
	_ = s.ws.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second)) // the peer may be gone
}

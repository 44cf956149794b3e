package wire

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/gorilla/websocket"
)

var errLong = errors.New("wire: the message that came is too long")

// readLoop hands messages to Read and keeps the peer alive in our books. After
// the end it reads on, into nothing, so that the peer can finish writing: a
// connection that is closed with bytes unread is reset, and the reset overtakes
// the close frame that says why.
func (s *socket) readLoop() {
	defer close(s.drained)
	alive := func() { s.ws.SetReadDeadline(time.Now().Add(idleLimit)) } // fails with the read after it
	s.ws.SetPongHandler(func(string) error { alive(); return nil })
	s.ws.SetPingHandler(func(payload string) error {
		alive()
		s.pong(payload)
		return nil
	})
	for {
		alive()
		message, err := s.receive()
		if errors.Is(err, errLong) {
			s.end(fmt.Errorf("%w: %w", ErrClosed, err), CloseTooLarge, fmt.Sprintf("A message may have at most %d bytes.", s.limit))
			continue // with what comes after it
		}
		if err != nil {
			s.end(readCause(err), 0, "")
			s.discard(err)
			return
		}
		select {
		case s.in <- message:
		case <-s.done:
		}
	}
}

// receive reads one message. Of one that is too long it keeps nothing.
func (s *socket) receive() ([]byte, error) {
	_, r, err := s.ws.NextReader()
	if err != nil {
		return nil, err
	}
	message, err := io.ReadAll(io.LimitReader(r, s.limit+1))
	if err == nil && int64(len(message)) > s.limit {
		return nil, errLong
	}
	return message, err
}

// discard reads what the peer still sends after a failure that is ours to
// complain about. A peer that has said goodbye sends nothing.
func (s *socket) discard(failure error) {
	if _, goodbye := errors.AsType[*websocket.CloseError](failure); !goodbye {
		_, _ = io.Copy(io.Discard, s.ws.NetConn()) // until the connection is gone
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

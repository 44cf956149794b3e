package wire

import (
	"errors"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
)

// writeLoop sends what is queued, and pings, and at the end what is left and a
// close frame. It closes the connection when the peer has heard it.
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
			s.linger()
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

// linger waits until the peer sends nothing more, or has had its time.
func (s *socket) linger() {
	if half, ok := s.ws.NetConn().(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite() // the peer may be gone
	}
	patience := time.NewTimer(lingerWait)
	defer patience.Stop()
	select {
	case <-s.drained:
	case <-patience.C:
	}
}

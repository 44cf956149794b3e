package wire

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
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

// The default limits of one incoming message, in bytes. Compression stays off,
// so that these are what arrives.
const (
	AcceptLimit = 1 << 20
	DialLimit   = 16 << 20
)

// DialOptions says how to connect. The zero value is right for most.
type DialOptions struct {
	// MaxMessage bounds one incoming message in bytes. Default: [DialLimit].
	MaxMessage int64
	// NetDial replaces the dialing of the network connection.
	NetDial func(ctx context.Context, network, address string) (net.Conn, error)
}

// AcceptOptions says which connections to accept.
type AcceptOptions struct {
	// CheckOrigin decides whether the request's origin may connect. Required: the
	// library's own check lets a missing origin pass.
	CheckOrigin func(*http.Request) bool
	// MaxMessage bounds one incoming message in bytes. Default: [AcceptLimit].
	MaxMessage int64
}

var (
	errNoCheck  = errors.New("wire: AcceptOptions.CheckOrigin is required")
	errInsecure = errors.New("wire: only wss, or ws to this machine")
)

// Dial connects to a dashboard elsewhere. The address must be wss; ws is for
// loopback addresses alone. Redirects are not followed.
func Dial(ctx context.Context, address string, header http.Header, o DialOptions) (Conn, error) {
	if err := checkAddress(address); err != nil {
		return nil, err
	}
	d := websocket.Dialer{HandshakeTimeout: 15 * time.Second, NetDialContext: o.NetDial}
	ws, resp, err := d.DialContext(ctx, address, header)
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("wire: dial: %w: %s", err, resp.Status)
		}
		return nil, fmt.Errorf("wire: dial: %w", err)
	}
	return newSocket(ws, orDefault(o.MaxMessage, DialLimit)), nil
}

func orDefault(limit, otherwise int64) int64 {
	if limit > 0 {
		return limit
	}
	return otherwise
}

func checkAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("wire: dial: %w", err)
	}
	ip := net.ParseIP(u.Hostname())
	local := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme == "wss" || u.Scheme == "ws" && local {
		return nil
	}
	return fmt.Errorf("dial %s: %w", u.Redacted(), errInsecure)
}

// Accept turns a request into a connection. When it returns an error the
// response has been written. It sees through response writers that have an
// Unwrap method.
func Accept(w http.ResponseWriter, r *http.Request, o AcceptOptions) (Conn, error) {
	if o.CheckOrigin == nil {
		return nil, errNoCheck
	}
	u := websocket.Upgrader{HandshakeTimeout: writeWait, CheckOrigin: o.CheckOrigin}
	ws, err := u.Upgrade(hijackable{w}, r, nil)
	if err != nil {
		return nil, fmt.Errorf("wire: accept: %w", err)
	}
	return newSocket(ws, orDefault(o.MaxMessage, AcceptLimit)), nil
}

// hijackable lets the upgrade see through an application's own response-writer
// wrappers, as long as they have an Unwrap method.
type hijackable struct{ http.ResponseWriter }

func (w hijackable) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(w.ResponseWriter).Hijack()
}

// socket is a WebSocket. One goroutine owns its writing side and one its
// reading side; both end when it is closed.
type socket struct {
	ws  *websocket.Conn
	out *queue
	in  chan []byte

	once   sync.Once
	done   chan struct{} // closed by the first Close or failure
	cause  error         // what Read returns from then on; set before done is closed
	code   int           // to say goodbye with; 0 for none
	reason string
}

func newSocket(ws *websocket.Conn, limit int64) *socket {
	s := &socket{ws: ws, out: newQueue(), in: make(chan []byte), done: make(chan struct{})}
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
	if err == ErrOverflow {
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
	answer := s.ws.PingHandler()
	s.ws.SetPingHandler(func(data string) error { alive(); return answer(data) })
	for {
		alive()
		_, message, err := s.ws.ReadMessage()
		if err != nil {
			s.end(readCause(err), 0, "")
			return
		}
		select {
		case s.in <- message:
		case <-s.done:
			return
		}
	}
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
		case <-ping.C:
			if err := s.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)); err != nil {
				s.end(fmt.Errorf("%w: %w", ErrClosed, err), 0, "")
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

func (s *socket) farewell() {
	if s.code == 0 || s.cause != ErrOverflow && !s.flush() {
		return
	}
	frame := websocket.FormatCloseMessage(s.code, s.reason)
	s.ws.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second)) // the peer may be gone
}

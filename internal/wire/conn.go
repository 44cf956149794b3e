// Package wire moves messages between a host and a dashboard: connections that
// carry whole messages, in memory or over a WebSocket, and calls with answers on
// top of them. Nothing outside this package imports the WebSocket library.
package wire

import (
	"context"
	"errors"
)

var (
	// ErrClosed means that the connection is closed, by whichever side.
	ErrClosed = errors.New("wire: connection closed")

	// ErrOverflow means that the other side did not take its messages and the
	// connection was closed because of it. What was not sent is lost.
	ErrOverflow = errors.New("wire: the other side does not keep up")

	// ErrTooLarge means that a message is over the limit and was not sent. The
	// connection stays open.
	ErrTooLarge = errors.New("wire: message too large")
)

// Close codes of the WebSocket protocol that this project uses. A pipe only
// remembers them.
const (
	CloseGoingAway = 1001
	CloseProtocol  = 1008 // the peer broke a rule
	CloseTooLarge  = 1009
	CloseRestart   = 1012 // of the server; peers come back
)

// Conn carries whole messages between two sides. Read, Write and Close may be
// called at the same time; Read by one goroutine at a time.
//
// Write puts the message in a queue and does not wait for the other side. The
// message must not be changed afterwards. A queue that is full closes the
// connection with [ErrOverflow]: whoever does not keep up gets its state again
// when it comes back.
//
// Close may be called at any time and more than once. It makes a waiting Read
// return [ErrClosed].
type Conn interface {
	Read(ctx context.Context) ([]byte, error)
	Write(ctx context.Context, message []byte) error
	Close() error
}

// CodeCloser is a [Conn] that can tell the other side why it closes. Both kinds
// in this package are one. A reason is for people and at most 123 bytes.
type CodeCloser interface {
	CloseWith(code int, reason string) error
}

// CloseError is what Read returns on the side that was told why. It is
// [ErrClosed] to errors.Is.
type CloseError struct {
	Code   int
	Reason string
}

func (e *CloseError) Error() string { return "wire: connection closed: " + e.Reason }

// Is makes a CloseError an [ErrClosed].
func (e *CloseError) Is(target error) bool { return target == ErrClosed }

// closeWith closes c with a reason where it can take one.
func closeWith(c Conn, code int, reason string) {
	if cc, ok := c.(CodeCloser); ok {
		cc.CloseWith(code, reason) // closing a connection that is broken is no news
		return
	}
	c.Close()
}

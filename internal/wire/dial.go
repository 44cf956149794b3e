package wire

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/websocket"
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
	errNoCheck = errors.New("wire: AcceptOptions.CheckOrigin is required")
	// ErrInsecure means that an address would send the key over an open network.
	ErrInsecure = errors.New("wire: only wss, or ws to this machine")
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
	return fmt.Errorf("dial %s: %w", u.Redacted(), ErrInsecure)
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

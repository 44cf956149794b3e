package host

import (
	"context"
	"errors"
	"sync"

	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// uplink is the way to the dashboard, whichever connection there is. The zero
// value is disconnected.
type uplink struct {
	mu    sync.Mutex
	peer  *wire.Peer
	draws map[protocol.Method]bool
	up    chan struct{} // closed with the next connect; nil until somebody waits
}

func (u *uplink) connect(peer *wire.Peer, draws map[protocol.Method]bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.peer, u.draws = peer, draws
	if u.up != nil {
		close(u.up)
		u.up = nil
	}
}

// disconnect forgets peer, unless another has taken its place.
func (u *uplink) disconnect(peer *wire.Peer) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.peer == peer {
		u.peer = nil
	}
}

// current returns the connection, or what is closed when there is one.
func (u *uplink) current() (*wire.Peer, <-chan struct{}) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.peer == nil && u.up == nil {
		u.up = make(chan struct{})
	}
	return u.peer, u.up
}

func (u *uplink) canDraw(m protocol.Method) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.draws[m]
}

// call makes a call and does not give up with the connection: it waits for the
// next one and calls again, until ctx is done. The other side may see the call
// twice.
func (u *uplink) call(ctx context.Context, method protocol.RPCMethod, in, out any) error {
	for {
		peer, up := u.current()
		if peer == nil {
			select {
			case <-up:
				continue
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		err := peer.Call(ctx, method, in, out)
		if !lost(err) {
			return err
		}
		u.disconnect(peer)
	}
}

// now makes a call on the present connection, or fails with wire.ErrClosed.
func (u *uplink) now(ctx context.Context, method protocol.RPCMethod, in, out any) error {
	peer, _ := u.current()
	if peer == nil {
		return wire.ErrClosed
	}
	return peer.Call(ctx, method, in, out)
}

func lost(err error) bool {
	return errors.Is(err, wire.ErrClosed) || errors.Is(err, wire.ErrOverflow)
}

package server

import (
	"sync"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
)

// The most that may wait for one browser. One that is slower loses its socket,
// comes back and reads what it missed from the store.
const (
	maxWaiting = 256
	maxBytes   = 4 << 20
)

// item is a frame on its way to a browser.
type item struct {
	// key is shared by frames of which a newer makes an older needless; empty for
	// replies.
	key string

	// allow decides, when the frame is about to leave, whether this person may
	// still see it; nil for replies, which were decided a moment ago.
	allow func(access.Person) bool

	// make returns the content at the moment it leaves; nil when run is set.
	make func() (any, error)

	run  *protocol.RunEvents // gathers events until it leaves
	size int                 // bytes, about
}

// outbox is what waits for one browser: bounded, in order.
type outbox struct {
	mu    sync.Mutex
	items []item
	size  int
	wake  chan struct{} // has room for one
	end   *closing      // set once: after the items, the socket closes
}

// closing says how a socket closes.
type closing struct {
	code   int
	reason string
}

// The codes that sockets of browsers are closed with.
const (
	codePolicy    = 1008
	codeRestart   = 1012
	codeOverload  = 1013
	codeSignedOut = 4401
)

func newOutbox() *outbox { return &outbox{wake: make(chan struct{}, 1)} }

// add puts i at the end, or merges it into one of the same key that still waits.
// When there is no room the socket closes, at once.
func (o *outbox) add(i item) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.end != nil {
		return
	}
	if !o.merge(i) {
		o.items = append(o.items, i)
	}
	o.size += i.size
	if len(o.items) > maxWaiting || o.size > maxBytes {
		o.items, o.end = nil, &closing{codeOverload, "This connection was too slow."}
	}
	o.signal()
}

func (o *outbox) merge(i item) bool {
	if i.key == "" {
		return false
	}
	for at := range o.items {
		old := &o.items[at]
		if old.key != i.key {
			continue
		}
		if i.run != nil {
			old.run.Run, old.run.Seq = i.run.Run, i.run.Seq
			old.run.Events = append(old.run.Events, i.run.Events...)
			old.size += i.size
			return true
		}
		o.size -= old.size
		*old = i
		return true
	}
	return false
}

// close lets what waits leave and then closes the socket; only the first call
// counts. With last, what waits is dropped and only last leaves.
func (o *outbox) close(c closing, last *item) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.end != nil {
		return
	}
	o.end = &c
	if last != nil {
		o.items = []item{*last}
	}
	o.signal()
}

func (o *outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default: // it is awake already
	}
}

// take returns the oldest item. Without one it reports false, and how to close
// the socket if that is next.
func (o *outbox) take() (item, bool, *closing) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.items) == 0 {
		return item{}, false, o.end
	}
	i := o.items[0]
	o.items = o.items[1:]
	o.size -= i.size
	return i, true, nil
}

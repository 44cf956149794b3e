package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

const (
	// recheckEvery is how old an answer to "who is this?" may be before nothing
	// more is sent.
	recheckEvery = time.Second

	// requestsPerSecond bounds what one socket may ask for, requestsAtOnce a burst
	// of it. A person who types quickly stays far below.
	requestsPerSecond = 50
	requestsAtOnce    = 200

	// pushesPerSecond is how many pushes leave at most; what comes faster is
	// gathered into one.
	pushesPerSecond = 100
	pushesAtOnce    = 50
)

// browser is one socket of one person.
type browser struct {
	s       *Server
	ctx     context.Context // of the socket
	req     *http.Request   // the one that opened the socket, to ask for its person again
	session string          // tells its session from others of the same person
	conn    wire.Conn
	out     *outbox
	asks    *rate.Limiter
	sends   *rate.Limiter
	doubt   chan struct{} // somebody may have signed out

	mu      sync.Mutex
	who     access.Person
	checked time.Time
	home    bool            // wants to be told about its lists
	runs    map[string]bool // ids of the runs on its screens
	pages   map[string]*page
}

func newBrowser(ctx context.Context, s *Server, r *http.Request, conn wire.Conn, person access.Person) *browser {
	req := r.Clone(ctx)
	req.Body = http.NoBody
	return &browser{
		s: s, ctx: ctx, req: req, session: s.access.SessionKey(req), conn: conn, out: newOutbox(),
		asks:  rate.NewLimiter(requestsPerSecond, requestsAtOnce),
		sends: rate.NewLimiter(pushesPerSecond, pushesAtOnce),
		doubt: make(chan struct{}, 1),
		who:   person, checked: time.Now(),
		runs: map[string]bool{}, pages: map[string]*page{},
	}
}

// person is who sits at the browser, as of the last look.
func (b *browser) person() access.Person {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.who
}

// identify asks again who sits at the browser; active says that they have just
// done something. When it is nobody, or somebody else, the socket ends and it
// reports false.
func (b *browser) identify(active bool) bool {
	person, err := b.ask(active)
	b.mu.Lock()
	same := err == nil && person.ID == b.who.ID && access.May(person, access.EnterPanel, panelObject)
	if same {
		b.who, b.checked = person, time.Now()
	}
	b.mu.Unlock()
	switch {
	case same:
	case err == nil || errors.Is(err, access.ErrStranger):
		b.out.close(closing{codeSignedOut, "You have been signed out."}, &item{make: func() (any, error) {
			return protocol.BrowserPush{Push: protocol.PushSignOut, Data: json.RawMessage("null")}, nil
		}})
	case b.ctx.Err() == nil: // not known at the moment: it may come back and ask again
		b.s.log.ErrorContext(b.ctx, "ask who sits at a browser", "err", err)
		b.out.close(closing{codeOverload, "This cannot be answered at the moment."}, nil)
	}
	return same
}

func (b *browser) ask(active bool) (access.Person, error) {
	req := b.req.Clone(b.ctx)
	if active {
		return b.s.access.Person(req)
	}
	return b.s.access.Check(req)
}

// fresh makes sure that the last look at the person is recent.
func (b *browser) fresh() bool {
	b.mu.Lock()
	recent := time.Since(b.checked) < recheckEvery
	b.mu.Unlock()
	return recent || b.identify(false)
}

// watch looks at the person once a second, whatever else happens.
func (b *browser) watch(ctx context.Context) {
	defer b.s.recovered("watching a browser's person")
	tick := time.NewTicker(recheckEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			b.fresh()
		case <-b.doubt:
			b.identify(false)
		}
	}
}

// readLoop answers requests in the order of their arrival. Nothing that it calls
// waits for a host.
func (b *browser) readLoop(ctx context.Context) {
	for {
		frame, err := b.conn.Read(ctx)
		if err != nil {
			return
		}
		if !b.asks.Allow() {
			b.out.close(closing{codePolicy, "Too many requests. Try again in a few seconds."}, nil)
			b.drain(ctx)
			return
		}
		request, err := parseRequest(frame)
		if err != nil {
			why := refusalOf(err)
			b.reply(protocol.BrowserReply{Error: &protocol.BrowserError{Code: protocol.Invalid, Message: why}})
			b.out.close(closing{codePolicy, why}, nil)
			b.drain(ctx)
			return
		}
		if !b.identify(request.Call != protocol.CallPing) {
			b.drain(ctx)
			return
		}
		b.answer(ctx, request)
	}
}

// drain reads nothing more of what comes until the socket has closed.
func (b *browser) drain(ctx context.Context) {
	for {
		if _, err := b.conn.Read(ctx); err != nil {
			return
		}
	}
}

// writeLoop sends what waits until the socket ends.
func (b *browser) writeLoop(ctx context.Context) {
	defer b.s.recovered("writing to a browser")
	for {
		i, ok, end := b.out.take()
		switch {
		case ok:
			if err := b.send(ctx, i); err != nil {
				return
			}
		case end != nil:
			closeConn(b.conn, end.code, end.reason)
			return
		default:
			select {
			case <-b.out.wake:
			case <-ctx.Done():
				return
			}
		}
	}
}

// send puts one frame on the wire. A push leaves only to somebody who may see it
// at this moment.
func (b *browser) send(ctx context.Context, i item) error {
	if i.allow != nil {
		if !b.fresh() || !i.allow(b.person()) {
			return nil
		}
		if err := b.sends.Wait(ctx); err != nil {
			return err
		}
	}
	content, err := i.content()
	if err != nil {
		b.s.log.ErrorContext(ctx, "make a message to a browser", "key", i.key, "err", err)
		return nil
	}
	frame, err := json.Marshal(content)
	if err != nil {
		b.s.log.ErrorContext(ctx, "encode a message to a browser", "key", i.key, "err", err)
		return nil
	}
	return b.conn.Write(ctx, frame)
}

func (i item) content() (any, error) {
	if i.run != nil {
		return push(protocol.PushRun, i.run)
	}
	return i.make()
}

// push wraps data as a push of this kind.
func push(kind protocol.BrowserPushKind, data any) (any, error) {
	raw, err := json.Marshal(data)
	return protocol.BrowserPush{Push: kind, Data: raw}, err
}

// reply queues the answer to a request.
func (b *browser) reply(r protocol.BrowserReply) {
	b.out.add(item{size: len(r.Data) + 64, make: func() (any, error) { return r, nil }})
}

// leave lets go of everything that the socket held.
func (b *browser) leave() {
	b.s.browsers.remove(b)
	b.mu.Lock()
	runs, pages := b.runs, b.pages
	b.runs, b.pages = nil, nil
	b.mu.Unlock()
	ctx := context.WithoutCancel(b.ctx)
	for id := range runs {
		if err := b.s.unwatch(ctx, b, id); err != nil && !errors.Is(err, errClosed) {
			b.s.log.WarnContext(ctx, "leave a run", "transaction", id, "err", err)
		}
	}
	for _, p := range pages {
		b.s.closePage(p)
	}
}

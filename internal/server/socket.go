package server

import (
	"context"
	"net/http"
	"sync"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/wire"
)

// maxSockets is how many tabs one person may have open.
const maxSockets = 20

// browsers are the open sockets.
type browsers struct {
	mu  sync.Mutex
	all map[*browser]string // to the id of their person
}

// add counts b in and reports whether its person may have one more.
func (bs *browsers) add(b *browser) bool {
	bs.mu.Lock()
	defer bs.mu.Unlock()
	if bs.all == nil {
		bs.all = map[*browser]string{}
	}
	id, mine := b.person().ID, 0
	for _, other := range bs.all {
		if other == id {
			mine++
		}
	}
	if mine >= maxSockets {
		return false
	}
	bs.all[b] = id
	return true
}

func (bs *browsers) remove(b *browser) {
	bs.mu.Lock()
	defer bs.mu.Unlock()
	delete(bs.all, b)
}

// of returns the sockets of one person, or with an empty id everybody's.
func (bs *browsers) of(personID string) []*browser {
	bs.mu.Lock()
	defer bs.mu.Unlock()
	var found []*browser
	for b, id := range bs.all {
		if personID == "" || id == personID {
			found = append(found, b)
		}
	}
	return found
}

// recheck makes every socket ask who it belongs to, now.
func (bs *browsers) recheck() {
	for _, b := range bs.of("") {
		select {
		case b.doubt <- struct{}{}:
		default: // it is asking already
		}
	}
}

// serveSocket connects a browser. The origin is checked before anything is
// looked up, and the person before anything is allocated.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !s.allowsSocket(r) {
		s.plainError(w, r, http.StatusForbidden)
		return
	}
	person, ok := s.personOf(w, r)
	if !ok {
		return
	}
	leave, ok := s.life.enter()
	if !ok {
		w.Header().Set("Retry-After", "5")
		s.plainError(w, r, http.StatusServiceUnavailable)
		return
	}
	defer leave()
	conn, err := wire.Accept(w, r, wire.AcceptOptions{CheckOrigin: s.allowsSocket, MaxMessage: maxFrame})
	if err != nil {
		s.log.DebugContext(r.Context(), "accept a socket", "err", err)
		return
	}
	s.serveBrowser(r, conn, person)
}

// allowsSocket reports whether the page that opens a socket is one of ours. An
// upgrade is a GET, which the check of writes does not look at.
func (s *Server) allowsSocket(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	switch len(origins) {
	case 0: // no browser: it may come with a credential that no other site can send
		return r.Header.Get("Cookie") == ""
	case 1:
		return s.origins.allowsOrigin(r, origins[0])
	default:
		return false
	}
}

// serveBrowser serves one socket until it closes.
func (s *Server) serveBrowser(r *http.Request, conn wire.Conn, person access.Person) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	b := newBrowser(ctx, s, r, conn, person)
	if !s.browsers.add(b) {
		closeConn(conn, codePolicy, "Too many tabs are open.")
		return
	}
	defer b.leave()
	var work sync.WaitGroup
	defer work.Wait()
	defer cancel()
	work.Go(func() { b.writeLoop(ctx); conn.Close() })
	work.Go(func() { b.watch(ctx) })
	work.Go(func() { // the end of the server is the end of the socket, after a word of goodbye
		select {
		case <-s.life.ctx.Done():
			b.out.close(closing{codeRestart, "The service is restarting."}, nil)
		case <-ctx.Done():
		}
	})
	b.readLoop(ctx)
}

// closeConn closes conn and says why.
func closeConn(conn wire.Conn, code int, reason string) {
	if c, ok := conn.(wire.CodeCloser); ok {
		if c.CloseWith(code, reason) == nil {
			return
		}
	}
	conn.Close()
}

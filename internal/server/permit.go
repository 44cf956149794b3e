package server

import (
	"context"
	"net/http"
	"sync"
)

// maxPermits is how many permits of one kind a person has at once, those being
// used among them.
const maxPermits = 10

// permit lets one person fetch or send one file, once. It is asked for over the
// socket; the file itself goes by a plain request.
type permit struct {
	id      string
	person  string // id of who asked
	session string // of the panel's own; "" where the application has its own

	// guarded by permits
	ready bool // the host knows of it
	used  bool // a request has come for it
}

func (p *permit) ticket() *permit { return p }

// permitted is what embeds a permit.
type permitted interface {
	comparable
	ticket() *permit
}

// permits are those of one kind that have not been used up. The zero value is
// empty.
type permits[T permitted] struct {
	mu  sync.Mutex
	all map[string]T
}

// add keeps one and reports whether its person may have one more.
func (ps *permits[T]) add(t T) bool {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	mine := 0
	for _, other := range ps.all {
		if other.ticket().person == t.ticket().person {
			mine++
		}
	}
	if mine >= maxPermits {
		return false
	}
	if ps.all == nil {
		ps.all = map[string]T{}
	}
	ps.all[t.ticket().id] = t
	return true
}

// open makes a permit good, after learn has noted what the host said.
func (ps *permits[T]) open(t T, learn func()) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	learn()
	t.ticket().ready = true
}

// use takes the permit with this id if it is this person's, in this session, and
// nobody has used it.
func (ps *permits[T]) use(id, person, session string) (t T, ok bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	found, known := ps.all[id]
	if !known {
		return t, false
	}
	p := found.ticket()
	if p.person != person || p.session != session || !p.ready || p.used {
		return t, false
	}
	p.used = true
	return found, true
}

// drop forgets a permit and reports whether it was there and, with unused,
// whether nobody had used it.
func (ps *permits[T]) drop(t T, unused bool) bool {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p := t.ticket()
	if _, known := ps.all[p.id]; !known || unused && p.used {
		return false
	}
	delete(ps.all, p.id)
	return true
}

// serve answers a request for the permit with this id, if it is the person's who sends
// it, and is not used yet. What ctx is good for ends with the server.
func (ps *permits[T]) serve(s *Server, w http.ResponseWriter, r *http.Request, id string, answer func(ctx context.Context, t T)) {
	person, ok := s.personOf(w, r)
	if !ok {
		return
	}
	leave, ok := s.life.enter()
	if !ok {
		s.plainError(w, r, http.StatusServiceUnavailable)
		return
	}
	defer leave()
	t, found := ps.use(id, person.ID, ownSession(s.access.SessionKey(r)))
	if !found {
		s.plainError(w, r, http.StatusNotFound)
		return
	}
	defer ps.drop(t, false)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(s.life.ctx, cancel)()
	answer(ctx, t)
}

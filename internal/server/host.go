package server

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// host is a process that runs actions, over all the connections of its life.
type host struct {
	id       string
	tree     tree
	link     *link // nil while it is away
	draining bool  // takes no new runs and pages; when it goes, it goes for good
	speaks   dialect
	stop     func() // ends the wait for its return
}

// dialect is what a host of some age understands.
type dialect struct {
	closes bool // CLOSE_TRANSACTION
	errors bool // refusals of SEND_IO_CALL with a message
	slugs  bool // any word for the environment, not only live and development
	access bool // its access lists are meant
	failed bool // refusals of INITIALIZE_HOST with a message
}

// dialectOf judges by the name and version of an SDK. Names other than the
// original ones are young.
func dialectOf(name, version string) dialect {
	if name != "@interval/sdk" && name != "interval-py" {
		return dialect{true, true, true, true, true}
	}
	node := name == "@interval/sdk"
	return dialect{
		closes: atLeast(version, 0, 38, 0),
		errors: atLeast(version, 1, 4, 0),
		slugs:  atLeast(version, 0, 38, 1),
		access: node && atLeast(version, 0, 34, 0),
		failed: node && atLeast(version, 0, 18, 0),
	}
}

// atLeast compares a version as numbers; what is no number counts as zero.
func atLeast(version string, want ...int) bool {
	version, _, _ = strings.Cut(version, "-")
	var have []int
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			n = 0
		}
		have = append(have, n)
	}
	return slices.Compare(have, want) >= 0
}

// services are the hosts that are connected, or may come back.
type services struct {
	mu    sync.Mutex
	hosts []*host // the one that came last is first
}

// declare puts a declaration of a host in the place of an earlier one, and closes
// another connection of the same host. It reports false when l has ended.
func (ss *services) declare(l *link, t tree, speaks dialect) bool {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if l.ended {
		return false
	}
	at := slices.IndexFunc(ss.hosts, func(h *host) bool { return h.id == l.hostID })
	h := &host{id: l.hostID}
	if at >= 0 {
		h = ss.hosts[at]
		if h.stop != nil {
			h.stop()
		}
		if h.link != nil && h.link != l {
			closeReplaced(h.link)
		}
	}
	fresh := at < 0 || h.link != l
	h.tree, h.speaks, h.link, h.draining, h.stop = t, speaks, l, false, nil
	if fresh {
		if at >= 0 {
			ss.hosts = slices.Delete(ss.hosts, at, at+1)
		}
		ss.hosts = slices.Insert(ss.hosts, 0, h)
	}
	return true
}

// drain records that a host takes nothing new.
func (ss *services) drain(l *link) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, h := range ss.hosts {
		if h.link == l {
			h.draining = true
		}
	}
}

// lost records that a connection has ended. It reports false when the host has
// another by now, or never declared anything; done says that it will not return.
func (ss *services) lost(l *link, wait func(id string) (stop func())) (lost, done bool) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	l.ended = true
	for _, h := range ss.hosts {
		if h.link == l {
			h.link = nil
			if !h.draining {
				h.stop = wait(h.id)
			}
			return true, h.draining
		}
	}
	return false, false
}

// forget drops a host that is still away and reports whether it was.
func (ss *services) forget(id string) bool {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	at := slices.IndexFunc(ss.hosts, func(h *host) bool { return h.id == id })
	if at < 0 || ss.hosts[at].link != nil {
		return false
	}
	ss.hosts = slices.Delete(ss.hosts, at, at+1)
	return true
}

// link returns the open connection of a host, or nil.
func (ss *services) link(id string) *link {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, h := range ss.hosts {
		if h.id == id {
			return h.link
		}
	}
	return nil
}

// understandsClose reports whether a host knows CLOSE_TRANSACTION.
func (ss *services) understandsClose(id string) bool { return ss.speaks(id).closes }

// understandsErrors reports whether a host reads why a render was refused.
func (ss *services) understandsErrors(id string) bool { return ss.speaks(id).errors }

func (ss *services) speaks(id string) dialect {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, h := range ss.hosts {
		if h.id == id {
			return h.speaks
		}
	}
	return dialect{}
}

// find returns the node of a slug and the connection that serves it: of the host
// that came last and takes new work. The connection is nil when none does.
func (ss *services) find(slug string) (*node, *link) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	var known *node
	for _, h := range ss.hosts {
		n := h.tree.nodes[slug]
		if n == nil {
			continue
		}
		if h.link != nil && !h.draining {
			return n, h.link
		}
		if known == nil {
			known = n
		}
	}
	return known, nil
}

// trees returns the routes of all hosts as one; where two have the same slug,
// the host that came last wins.
func (ss *services) trees() tree {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	all := tree{nodes: map[string]*node{}}
	for _, h := range ss.hosts {
		for _, slug := range h.tree.order {
			if all.nodes[slug] == nil {
				all.add(slug, h.tree.nodes[slug])
			}
		}
	}
	return all
}

// state is "here" when some host is connected, otherwise "away".
func (ss *services) state() string {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if slices.ContainsFunc(ss.hosts, func(h *host) bool { return h.link != nil }) {
		return here
	}
	return away
}

// The states of a service, as browsers know them.
const (
	here = "here"
	away = "away"
)

// hostBack lets runs of a host go on that has declared itself: what waits for it
// is delivered, and the screens learn that it is here.
func (s *Server) hostBack(id string) {
	s.shellChanged()
	for _, r := range s.runs.on(id) {
		r.refresh()
	}
}

// hostLost is called when a connection of a host has ended.
func (s *Server) hostLost(l *link) {
	for _, p := range s.pages.on(l) {
		p.gone()
	}
	lost, done := s.services.lost(l, func(id string) func() {
		return s.after(s.grace, "waiting for a host", func(ctx context.Context) { s.giveUp(ctx, id) })
	})
	if !lost {
		return
	}
	s.shellChanged()
	for _, r := range s.runs.on(l.hostID) {
		r.refresh()
	}
	if done {
		s.run("ending the runs of a host", func(ctx context.Context) { s.giveUp(ctx, l.hostID) })
	}
}

// giveUp ends what a host left behind, unless it is back.
func (s *Server) giveUp(ctx context.Context, id string) {
	if !s.services.forget(id) {
		return
	}
	s.shellChanged()
	lost, err := s.store.LiveOn(ctx, id)
	if err != nil {
		s.log.ErrorContext(ctx, "find the runs of a lost host", "host", id, "err", err)
		return
	}
	for _, row := range lost {
		if err := s.interrupt(ctx, row.ID); err != nil {
			s.log.ErrorContext(ctx, "interrupt a run", "transaction", row.ID, "err", err)
		}
	}
	for _, r := range s.runs.on(id) {
		r.abandon()
	}
	if err := s.store.Leave(ctx, id); err != nil {
		s.log.ErrorContext(ctx, "forget a host", "host", id, "err", err)
	}
}

// closeReplaced ends a connection that a newer of the same host has replaced.
func closeReplaced(l *link) {
	l.peer.CloseWith(wire.CloseProtocol, "New connection established for same ID, closing previous connection.")
}

// drawable are the components beyond the original ones that the dashboard draws.
var drawable = []protocol.Method{protocol.DisplayChanges, protocol.DisplayChart, protocol.InputList, protocol.InputForms, protocol.InputJSON, protocol.InputSpreadsheet, protocol.UploadFile, protocol.Approve, protocol.FramedParts}

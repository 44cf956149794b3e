package server

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// run is one run in this process: what the store knows of it, who looks at it,
// and what is on its way to its host. Everything is done with mu held, so that
// browsers see changes in the order in which they were stored.
type run struct {
	s  *Server
	id string

	mu      sync.Mutex
	gone    bool // let go of: whoever wants it looks it up again
	row     store.Run
	hostID  string             // as in row, and never changes
	prompts map[string]*prompt // by group key
	viewers map[*browser]bool
	loading bool // something is in the loading slot
	lines   int  // log lines so far
	notices int
	asked   bool                 // it has had a question
	said    bool                 // it has said something of its work
	goal    json.RawMessage      // where the person was sent
	heard   bool                 // the host has said something about it
	closed  bool                 // the host was told, or need not be told, that nobody looks any more
	linger  func()               // stops the wait before that; nil while there is none
	absent  func()               // stops the wait before the owner is told; nil while there is none
	proofs  map[string]time.Time // when a session last proved who sits at it

	waiting    []*delivery // to the host, in order
	delivering bool

	working atomic.Bool // busy, and not waiting for a person
}

// runs are the runs that somebody is interested in.
type runs struct {
	mu  sync.Mutex
	all map[string]*run
}

// withRun calls f with the run, which nobody else changes meanwhile. An unknown
// run is errAbsent.
func (s *Server) withRun(ctx context.Context, id string, f func(*run) error) error {
	for {
		done, err := s.runs.get(s, id).use(ctx, f)
		if done {
			return err
		}
	}
}

func (rs *runs) get(s *Server, id string) *run {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.all == nil {
		rs.all = map[string]*run{}
	}
	r := rs.all[id]
	if r == nil {
		r = &run{s: s, id: id}
		rs.all[id] = r
	}
	return r
}

// on returns the runs of a host that are in this process.
func (rs *runs) on(hostID string) []*run {
	rs.mu.Lock()
	all := make([]*run, 0, len(rs.all))
	for _, r := range rs.all {
		all = append(all, r)
	}
	rs.mu.Unlock()
	return slices.DeleteFunc(all, func(r *run) bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.gone || r.hostID != hostID
	})
}

// use calls f unless the run has been let go of, which it reports.
func (r *run) use(ctx context.Context, f func(*run) error) (done bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return false, nil
	}
	defer r.letGo()
	if r.prompts == nil {
		if err := r.load(ctx); err != nil {
			r.gone = true
			return true, err
		}
	}
	return true, f(r)
}

// letGo forgets the run when nothing about it can change and nobody looks.
func (r *run) letGo() {
	idle := len(r.viewers) == 0 && len(r.waiting) == 0 && !r.delivering && r.absent == nil && !r.row.Live() && r.closed
	if !r.gone && !idle {
		return
	}
	r.gone = true
	r.s.runs.mu.Lock()
	defer r.s.runs.mu.Unlock()
	delete(r.s.runs.all, r.id)
}

// runID reports whether id can be one: databases differ in what they say of others.
func runID(id string) bool { return database.CheckKey("run id", id, store.MaxRunID) == nil }

// load reads the run and its transcript from the store.
func (r *run) load(ctx context.Context) error {
	if !runID(r.id) {
		return errAbsent
	}
	row, events, err := r.s.store.Events(ctx, r.id, 0)
	if errors.Is(err, store.ErrNotFound) {
		return errAbsent
	}
	if err != nil {
		return err
	}
	r.row, r.hostID, r.closed = row, row.HostID, !row.Live()
	r.prompts, r.viewers, r.proofs = map[string]*prompt{}, map[*browser]bool{}, map[string]time.Time{}
	for _, e := range events {
		r.remember(e)
	}
	return nil
}

// remember keeps what later messages are checked against.
func (r *run) remember(e store.Event) {
	_, name, _ := strings.Cut(e.Slot, ":")
	switch protocol.EventKind(e.Kind) {
	case protocol.EventCall:
		var call protocol.IOCall
		if json.Unmarshal(e.Data, &call) == nil {
			r.prompts[name] = newPrompt(call, r.prompts[name])
			r.prompts[name].at = e.At
			r.asked = r.asked || r.prompts[name].asks
		}
	case protocol.EventAnswer:
		if p := r.prompts[name]; p != nil {
			p.restore(e.Data)
		}
	case protocol.EventLoading:
		r.loading, r.said = string(e.Data) != "null", true
	case protocol.EventLog:
		r.said = true
		if index, err := strconv.Atoi(name); err == nil {
			r.lines = max(r.lines, index+1)
		}
	case protocol.EventNotice:
		r.notices, r.said = r.notices+1, true
	case protocol.EventRedirect:
		r.goal = e.Data
	}
}

// object is the run to the decision function.
func (r *run) object() access.Object { return r.s.objectOf(r.row) }

func (s *Server) objectOf(row store.Run) access.Object {
	o := access.Object{Kind: access.RunObject, Owner: row.PersonID, Asked: askedOf(row)}
	if n, _ := s.services.find(row.Slug); n != nil {
		o.Teams = n.teams()
	}
	return o
}

// put writes a slot and shows it to whoever looks. A run that has ended takes
// nothing more: it reports false.
func (r *run) put(ctx context.Context, slot string, kind protocol.EventKind, data json.RawMessage) (bool, error) {
	event, err := r.s.store.Put(ctx, r.id, slot, string(kind), data)
	return r.took(ctx, event, err)
}

// putLog is put for a line of the log, which a canceled run takes, too.
func (r *run) putLog(ctx context.Context, slot string, data json.RawMessage) (bool, error) {
	event, err := r.s.store.PutLate(ctx, r.id, slot, string(protocol.EventLog), data)
	return r.took(ctx, event, err)
}

func (r *run) took(ctx context.Context, event store.Event, err error) (bool, error) {
	if errors.Is(err, store.ErrEnded) {
		return false, r.reload(ctx)
	}
	if err != nil {
		return false, err
	}
	r.remember(event)
	r.show(event)
	return true, nil
}

// reload reads the run's head again, after something else has changed it.
func (r *run) reload(ctx context.Context) error {
	row, err := r.s.store.Get(ctx, r.id)
	if err != nil {
		return err
	}
	changed := row.Status != r.row.Status
	r.asks(row.Asked)
	r.row = row
	if changed {
		r.show()
		r.s.homeChanged(row.PersonID)
	}
	return nil
}

// asks takes in whom the open question is for, nil for the owner.
func (r *run) asks(asked json.RawMessage) {
	before := r.row.Asked
	r.row.Asked = asked
	if len(before) > 0 || len(asked) > 0 {
		r.s.approvalsChanged()
	}
}

// show sends the head, and these events, to every viewer.
func (r *run) show(events ...store.Event) {
	size := 1024
	for _, e := range events {
		r.row.Seq = max(r.row.Seq, e.Seq)
		size += len(e.Data) + 128
	}
	r.working.Store(r.row.Live() && r.row.Status != store.Waiting)
	head, object := r.head(), r.object()
	for b := range r.viewers {
		b.out.add(item{
			key: "run " + r.id, size: size,
			allow: func(p access.Person) bool { return access.May(p, access.ReadRun, object) },
			run:   &protocol.RunEvents{Run: head, Seq: r.row.Seq, Events: eventsOf(events)},
		})
	}
}

// refresh shows the head again and delivers what waits, after the host came or
// went.
func (r *run) refresh() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return
	}
	r.show()
	r.deliver()
}

// head is the run as screens show it.
func (r *run) head() protocol.Run { return r.s.headOf(r.row) }

func (s *Server) headOf(row store.Run) protocol.Run {
	head := protocol.Run{
		ID: row.ID, Slug: row.Slug, Name: row.Name, Status: protocol.RunStatus(row.Status), Service: away,
		Owner:     protocol.Viewer{ID: row.PersonID, Name: row.PersonName, Email: row.PersonEmail},
		StartedAt: row.StartedAt, WaitingOn: row.WaitingOn, Kept: row.Kept,
		PendingKey: row.PendingKey, PendingID: row.PendingID, ForOthers: askedOf(row) != nil, Scheduled: row.Schedule != "", Untouched: row.Untouched,
	}
	if row.Live() {
		head.Kept = row.Keep > 0
	} else {
		head.EndedAt, head.Result = new(row.EndedAt), resultOf(row.Outcome)
	}
	if s.services.link(row.HostID) != nil {
		head.Service = here
	}
	if len(row.Params) > 0 && json.Unmarshal(row.Params, &head.Params) != nil {
		head.Params = nil
	}
	return head
}

func resultOf(o store.Outcome) *protocol.RunResult {
	result := &protocol.RunResult{Data: o.Data, Meta: o.Meta, Message: o.Message, Reference: o.Reference}
	if len(o.Redirect) > 0 {
		var to protocol.RedirectTarget
		if json.Unmarshal(o.Redirect, &to) == nil {
			result.Redirect = &to
		}
	}
	return result
}

func eventsOf(events []store.Event) []protocol.RunEvent {
	out := make([]protocol.RunEvent, len(events))
	for i, e := range events {
		out[i] = protocol.RunEvent{
			Seq: e.Seq, At: e.At, Slot: e.Slot, Kind: protocol.EventKind(e.Kind), Time: e.Time, Data: e.Data,
		}
	}
	return out
}

// quiet waits until no run of this process works, as long as ctx lasts.
func (rs *runs) quiet(ctx context.Context) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for rs.busy() {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
	return nil
}

func (rs *runs) busy() bool {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for _, r := range rs.all {
		if r.working.Load() {
			return true
		}
	}
	return false
}

package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// withMine calls f with a run that the person may do verb with. One that they may
// not is as absent as one that never was.
func (r *request) withMine(id string, verb access.Verb, f func(*run) error) error {
	return r.s.withRun(r.ctx, id, func(run *run) error {
		if !access.May(r.person, verb, run.object()) {
			return errAbsent
		}
		return f(run)
	})
}

// errStale is the answer to an answer that comes too late.
var errStale = refuse(protocol.Stale, "This question has been answered already, or has changed since.")

// answerRun takes the answer to the question that is open, and replies once it is
// stored. The same answer once more, after a connection was lost, is well too.
func (r *request) answerRun(in protocol.AnswerRequest) (any, error) {
	return nil, r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		a := protocol.Answer{
			CallID: in.CallID, Values: in.Values, ValuesMeta: in.ValuesMeta, Choice: in.Choice, By: r.person.Name,
		}
		p := run.prompts[in.GroupKey]
		if p == nil || in.CallID == "" {
			return errStale
		}
		if p.answered == in.CallID {
			return run.repeated(in.GroupKey, p, a)
		}
		if !run.row.Live() || run.row.PendingID != in.CallID || run.row.PendingKey != in.GroupKey {
			return errStale
		}
		if p.approval != nil {
			return refuse(protocol.Invalid, "Somebody else has to decide this.")
		}
		if err := p.check(in.Values, in.Choice); err != nil {
			return err
		}
		if err := r.checkProof(run, p, in.Values); err != nil {
			return err
		}
		return run.answer(r.ctx, in.GroupKey, a, store.Answer{By: r.person.ID})
	})
}

// repeated looks at an answer to a question that has been answered.
func (r *run) repeated(groupKey string, p *prompt, a protocol.Answer) error {
	if !p.repeats(a) {
		return errStale
	}
	if !p.delivered && r.row.Live() {
		return r.redeliver(groupKey, p)
	}
	return nil
}

// answer stores the answer and hands it to the host. The store decides whether
// it is the first. noted says by whom it is, and what the audit says of it.
func (r *run) answer(ctx context.Context, groupKey string, a protocol.Answer, noted store.Answer) error {
	p := r.prompts[groupKey]
	data, err := json.Marshal(p.withoutSecrets(a))
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // the socket may go; what is stored has to be known to be
	if err := r.touch(ctx); err != nil {
		return err
	}
	noted.RunID, noted.CallID, noted.GroupKey, noted.Data = r.id, a.CallID, groupKey, data
	event, err := r.s.store.Answer(ctx, noted)
	if errors.Is(err, store.ErrStale) {
		if err := r.reload(ctx); err != nil {
			return err
		}
		return errStale
	}
	if err != nil {
		return err
	}
	r.row.Status, r.row.PendingID, r.row.PendingKey, r.row.WaitingOn = store.Working, "", "", ""
	r.asks(nil)
	if err := p.take(a, false); err != nil {
		return err
	}
	r.show(event)
	r.s.homeChanged(r.row.PersonID)
	if err := r.reopen(ctx); err != nil { // the answer is taken all the same
		r.s.log.ErrorContext(ctx, "ask the other question of a run again", "transaction", r.id, "err", err)
	}
	return r.redeliver(groupKey, p)
}

// reopen asks again the newest question that another one took the place of: an
// action may ask several at once, and needs an answer to each.
func (r *run) reopen(ctx context.Context) error {
	keys := r.openKeys()
	if len(keys) == 0 {
		return nil
	}
	key := slices.MaxFunc(keys, func(a, b string) int { return cmp.Compare(r.prompts[a].at, r.prompts[b].at) })
	_, events, err := r.s.store.Events(ctx, r.id, 0)
	if err != nil {
		return err
	}
	for _, e := range events {
		var call protocol.IOCall
		if e.Slot != "call:"+key {
			continue
		}
		if err := json.Unmarshal(e.Data, &call); err != nil {
			return err
		}
		return r.ask(ctx, call, e.Data)
	}
	return nil
}

// stateOfRun hands components of an open call, or of a display, new states.
func (r *request) stateOfRun(in protocol.StateRequest) (any, error) {
	return nil, r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		p := run.prompts[in.GroupKey]
		if p == nil {
			return errAbsent
		}
		if err := checkState(p.stateful, in.Values); err != nil {
			return err
		}
		if run.closed {
			return errStale
		}
		if run.s.services.link(run.hostID) == nil {
			return errAway
		}
		if run.waitsFor(in.GroupKey) { // looking around in a display is looking
			if err := run.touch(r.ctx); err != nil {
				return err
			}
		}
		return run.respond(protocol.IOResponse{
			ID: p.callID, InputGroupKey: in.GroupKey, Kind: protocol.SetState,
			Values: in.Values, ValuesMeta: in.ValuesMeta,
		}, "")
	})
}

// openRun brings the browser up to date about a run and keeps it so.
func (r *request) openRun(in protocol.OpenRunRequest) (any, error) {
	return nil, r.withMine(in.RunID, access.ReadRun, func(run *run) error {
		row, events, err := r.s.store.Events(r.ctx, run.id, max(in.After, 0))
		if err != nil {
			return err
		}
		if !r.follow(run) {
			return nil // the socket has gone
		}
		row.Seq = max(row.Seq, run.row.Seq)
		run.row = row
		some, more := firstOf(events)
		reply := protocol.RunEvents{Run: run.head(), Seq: row.Seq, Events: eventsOf(some), More: more}
		if more {
			reply.Seq = some[len(some)-1].Seq
		}
		r.reply(reply)
		return nil
	})
}

// maxReply is how many bytes of a transcript go into one reply, unless a single
// event is longer.
const maxReply = 1 << 20

// firstOf returns as many of the oldest events as go into one reply, and whether
// there are others.
func firstOf(events []store.Event) (some []store.Event, more bool) {
	size := 0
	for i, e := range events {
		if size += len(e.Data); size > maxReply && i > 0 {
			return events[:i], true
		}
	}
	return events, false
}

// follow makes the browser a viewer of the run, unless it has gone.
func (r *request) follow(run *run) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.runs == nil {
		return false
	}
	r.runs[run.id] = true
	run.viewers[r.browser] = true
	run.seen()
	return true
}

// closeRun ends the browser's interest in a run.
func (r *request) closeRun(in protocol.RunRef) (any, error) {
	return nil, r.withMine(in.RunID, access.ReadRun, func(run *run) error {
		r.mu.Lock()
		delete(r.runs, run.id)
		r.mu.Unlock()
		delete(run.viewers, r.browser)
		run.release()
		return run.left(r.ctx)
	})
}

// unwatch ends a browser's interest in a run when its socket has closed.
func (s *Server) unwatch(ctx context.Context, b *browser, id string) error {
	return s.withRun(ctx, id, func(run *run) error {
		delete(run.viewers, b)
		run.release()
		return run.left(ctx)
	})
}

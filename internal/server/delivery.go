package server

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// delivery is one message on its way to a run's host.
type delivery struct {
	method protocol.RPCMethod
	in     any
	answer string // group key of the prompt it answers, if it does
	callID string // id of the render that it answers
	tries  int
}

// maxTries is how often a message is sent that the host does not acknowledge,
// while its connection stands. Then the connection is as good as lost.
const maxTries = 3

// answerWait is how long what waits behind a message waits for the host's answer
// to it. Hosts do not answer what they cannot handle, and have it all the same.
const answerWait = 10 * time.Second

// send queues a message for the run's host.
func (r *run) send(d delivery) {
	r.waiting = append(r.waiting, &d)
	r.deliver()
}

// deliver starts to send what waits, unless that is going on or the host is away.
func (r *run) deliver() {
	if r.delivering || len(r.waiting) == 0 || r.s.services.link(r.hostID) == nil {
		return
	}
	r.delivering = true
	r.s.run("delivering to a host", func(ctx context.Context) {
		for r.deliverNext(ctx) {
		}
	})
}

// deliverNext sends the oldest message and reports whether there may be another.
func (r *run) deliverNext(ctx context.Context) bool {
	r.mu.Lock()
	l := r.s.services.link(r.hostID)
	if len(r.waiting) == 0 || l == nil || ctx.Err() != nil {
		r.delivering = false
		r.letGo()
		r.mu.Unlock()
		return false
	}
	d := r.waiting[0]
	r.mu.Unlock()
	wait, cancel := context.WithTimeoutCause(ctx, answerWait, wire.ErrResponseTimeout)
	err := l.peer.Call(wait, d.method, d.in, nil)
	cancel()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.waiting) == 0 || r.waiting[0] != d { // the run was interrupted meanwhile
		return true
	}
	return r.delivered(ctx, l, d, err)
}

// delivered looks at what became of the oldest message, and reports whether to
// go on.
func (r *run) delivered(ctx context.Context, l *link, d *delivery, err error) bool {
	switch {
	case errors.Is(err, wire.ErrAckTimeout):
		d.tries++
		if d.tries < maxTries && !(d.method == protocol.StartTransaction && r.heard) {
			return true
		}
		if d.method != protocol.StartTransaction || !r.heard {
			l.peer.CloseWith(wire.CloseProtocol, "Messages were not acknowledged.")
			r.delivering = false // it goes on when the host is back
			return false
		}
	case errors.Is(err, wire.ErrUnanswered): // the host has it, if it is still the same
	case errors.Is(err, wire.ErrClosed) || ctx.Err() != nil:
		r.delivering = false
		return false
	case err != nil: // the host has it, or will never understand it
		r.s.log.WarnContext(ctx, "a host did not answer", "transaction", r.id, "method", d.method, "err", err)
	}
	if p := r.prompts[d.answer]; p != nil && d.answer != "" && d.callID == p.answered {
		p.delivered = true
	}
	first := d.method == protocol.StartTransaction
	r.waiting = r.waiting[1:]
	if first {
		if err := r.begin(ctx); err != nil {
			r.s.log.ErrorContext(ctx, "record that a run works", "transaction", r.id, "err", err)
		}
	}
	return true
}

// begin records that the host has taken the run.
func (r *run) begin(ctx context.Context) error {
	if r.row.Status != store.Starting {
		return nil
	}
	switch err := r.s.store.SetWorking(ctx, r.id); {
	case errors.Is(err, store.ErrEnded):
		return r.reload(ctx)
	case err != nil:
		return err
	}
	r.row.Status = store.Working
	r.show()
	r.s.homeChanged(r.row.PersonID)
	return nil
}

// respond queues a response to an IO call.
func (r *run) respond(response protocol.IOResponse, answers string) error {
	response.TransactionID = r.id
	if response.Values == nil {
		response.Values = []json.RawMessage{}
	}
	text, err := json.Marshal(response)
	if err != nil {
		return err
	}
	r.send(delivery{
		method: protocol.IOResponseCall, answer: answers, callID: response.ID,
		in: protocol.IOResponseRequest{TransactionID: r.id, Value: string(text)},
	})
	return nil
}

// redeliver sends the answer of a prompt once more, unless it is on its way.
func (r *run) redeliver(groupKey string, p *prompt) error {
	for _, d := range r.waiting {
		if d.answer == groupKey && d.callID == p.answered {
			return nil
		}
	}
	var a protocol.Answer
	if err := json.Unmarshal(p.answer, &a); err != nil {
		return err
	}
	return r.respond(protocol.IOResponse{
		ID: a.CallID, InputGroupKey: groupKey, Kind: protocol.Return,
		Values: a.Values, ValuesMeta: a.ValuesMeta, Choice: a.Choice,
	}, groupKey)
}

// abandon forgets what waits for a host that will not come back.
func (r *run) abandon() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting = nil
	if !r.gone && !r.row.Live() {
		r.letGo()
	}
}

// release lets the host forget the run, a while after it has ended and nobody
// looks at it: its tables and files are of use to whoever reloads, comes back, or
// opens a run that was over before it could be seen.
func (r *run) release() {
	if r.unwanted() && r.linger == nil {
		r.linger = r.s.after(r.s.linger, "letting go of a run", func(ctx context.Context) {
			err := r.s.withRun(ctx, r.id, func(r *run) error { r.dismiss(); return nil })
			if err != nil && !errors.Is(err, errAbsent) {
				r.s.log.ErrorContext(ctx, "let go of a run", "transaction", r.id, "err", err)
			}
		})
	}
}

// unwanted reports whether the run has ended, nobody looks at it, and its host
// has not been told.
func (r *run) unwanted() bool { return !r.row.Live() && len(r.viewers) == 0 && !r.closed }

// dismiss tells the host that nobody looks at the run any more, if that is so.
func (r *run) dismiss() {
	r.linger = nil
	if !r.unwanted() {
		return
	}
	r.closed = true
	if r.s.services.understandsClose(r.hostID) {
		r.send(delivery{method: protocol.CloseTransaction, in: protocol.CloseTransactionRequest{TransactionID: r.id}})
	}
}

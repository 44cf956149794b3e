package host

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// run is one transaction of an action.
type run struct {
	link
	tx     *txn.Transaction
	cancel context.CancelCauseFunc
	ctx    context.Context

	// guarded by link.mu
	ended    bool        // the handler has returned and the completion was told
	left     bool        // the dashboard closed the transaction
	timedOut bool        // nobody answered
	patience *time.Timer // runs while an IO call waits for a person
}

var (
	errParams  = errors.New("params are not an object")
	errTwoIDs  = errors.New("the answer is for another transaction than the message")
	errNoID    = errors.New("transactionId is missing")
	errTooLate = errors.New("nothing waits for this answer")
)

// startTransaction starts a run. An id that was started before is not started
// again, however long ago that was.
func (h *Host) startTransaction(in protocol.StartTransactionRequest) (any, error) {
	if in.TransactionID == "" {
		return nil, errNoID
	}
	params, err := decodeParams(in.Params, in.ParamsMeta)
	if err != nil {
		return nil, err
	}
	r := h.newRun(txn.Info{
		ID: in.TransactionID, Slug: in.Action.Slug, URL: in.Action.URL, RunURL: in.RunURL,
		Person: in.User, Environment: in.Environment, Params: params,
		DisplaysResolve: in.DisplayResolvesImmediately, Formats: h.c.Formats, Depot: h.depot, Logger: h.log,
	})
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ctx.Err() != nil || h.runs[r.id] != nil || h.past.known[r.id] {
		r.cancel(nil)
		return nil, nil
	}
	h.runs[r.id] = r
	handler := h.handlerFor(in.Action.Slug)
	h.work.Go(func() { r.do(handler) })
	return nil, nil
}

func (h *Host) newRun(info txn.Info) *run {
	r := &run{link: link{host: h, id: info.ID}}
	r.log = h.log.With("transaction", info.ID, "action", info.Slug, "user", cmp.Or(info.Person.Email, info.Person.ID))
	r.tx = txn.New(info, r)
	r.ctx, r.cancel = context.WithCancelCause(h.ctx)
	r.ctx = txn.NewContext(r.ctx, r.tx)
	return r
}

// handlerFor returns the handler of an action, or one that says why there is
// none. The caller holds h.mu.
func (h *Host) handlerFor(slug string) func(context.Context) error {
	if h.draining {
		return func(context.Context) error {
			return &sentence{"The service is shutting down. Start this again in a moment."}
		}
	}
	action, known := h.c.Routes.Actions()[slug]
	if !known || action.Handler == nil {
		return func(context.Context) error { return &sentence{"The service does not have this action any more."} }
	}
	return action.Handler
}

func decodeParams(data, meta json.RawMessage) (map[string]any, error) {
	v, err := protocol.Decode(data, meta)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		return v, nil
	case nil, protocol.Undefined:
		return map[string]any{}, nil
	default:
		return nil, &protocol.FormatError{What: "params", Err: errParams}
	}
}

// do runs the handler and tells how it ended.
func (r *run) do(handler func(context.Context) error) {
	r.log.InfoContext(r.ctx, "run started")
	err := protect(func() error { return handler(r.ctx) })
	r.tx.DropUploads()
	r.settle()
	if out, say := r.outcome(err); say {
		r.complete(out)
	}
	r.mu.Lock()
	r.ended = true
	forget := r.left || !r.tx.DisplaysResolve || r.host.ctx.Err() != nil
	r.mu.Unlock()
	if forget {
		r.host.forget(r)
		return
	}
	// Its tables stay usable until the dashboard closes it, but not for ever.
	late := time.AfterFunc(keepEnded, func() { r.host.forget(r) })
	context.AfterFunc(r.ctx, func() { late.Stop() })
}

// protect calls user code, in a goroutine of its own: a panic in it, or the end
// of its goroutine (as by a test's FailNow), is an error.
func protect(call func() error) error {
	ended := make(chan error, 1)
	go func() {
		err := errors.New("the handler's goroutine was ended")
		defer func() {
			if v := recover(); v != nil {
				err = newPanic(v)
			}
			ended <- err
		}()
		err = call()
	}()
	return tame(<-ended)
}

// complete tells the dashboard the outcome, over as many connections as it
// takes.
func (r *run) complete(out protocol.MarkCompleteRequest) {
	var known bool
	err := r.host.up.call(r.host.ctx, protocol.MarkComplete, out, &known)
	switch {
	case err != nil:
		r.log.WarnContext(r.ctx, "completion not told", "err", err)
	case !known:
		r.log.WarnContext(r.ctx, "dashboard does not know the run that ended")
	default:
		r.log.InfoContext(r.ctx, "run ended", "status", out.ResultStatus)
	}
}

// forget drops everything about a run and ends what still uses its context.
func (h *Host) forget(r *run) {
	h.mu.Lock()
	delete(h.runs, r.id)
	h.past.add(r.id)
	h.mu.Unlock()
	r.cancel(nil)
}

func (r *run) hasEnded() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ended
}

// stop cancels the run: its IO calls fail with txn.ErrCanceled, and so does its
// context.
func (r *run) stop() {
	r.cancel(txn.ErrCanceled) // first: whoever hears of the other asks this one why
	r.tx.Cancel()
}

// ioResponse delivers an answer, a new state or a cancellation.
func (h *Host) ioResponse(in protocol.IOResponseRequest) (any, error) {
	var response protocol.IOResponse
	if err := json.Unmarshal([]byte(in.Value), &response); err != nil {
		return nil, &protocol.FormatError{What: "value", Err: err}
	}
	if response.TransactionID != "" && response.TransactionID != in.TransactionID {
		return nil, errTwoIDs
	}
	h.mu.Lock()
	r, p := h.runs[in.TransactionID], h.pages[in.TransactionID]
	h.mu.Unlock()
	switch {
	case r != nil:
		return nil, r.deliver(response)
	case p != nil:
		p.deliver(response)
		return nil, nil
	default:
		h.log.Debug("answer for a transaction that is gone", "transaction", in.TransactionID)
		return nil, nil
	}
}

func (r *run) deliver(response protocol.IOResponse) error {
	switch response.Kind {
	case protocol.Canceled: // whichever IO call it names: there is one run to cancel
		r.stop()
		return nil
	case protocol.Return, protocol.SetState:
	default:
		return &protocol.FormatError{What: "value", Err: fmt.Errorf("kind %q", response.Kind)}
	}
	r.heard(response)
	if !r.tx.Deliver(response) {
		r.log.DebugContext(r.ctx, "answer ignored", "err", errTooLate)
	}
	return nil
}

// heard stops waiting for an answer that came, and waits anew after a change of
// state: somebody is there.
func (r *run) heard(response protocol.IOResponse) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending == nil || response.InputGroupKey != "" && response.InputGroupKey != r.pending.key {
		return
	}
	if response.Kind == protocol.Return {
		r.pending = nil
		r.stopPatience()
		return
	}
	if r.patience != nil {
		r.patience.Reset(r.host.c.AnswerTimeout)
	}
}

// closeTransaction forgets a run that nobody looks at any more. A handler that
// still runs is not stopped; a run that is over is gone.
func (h *Host) closeTransaction(in protocol.CloseTransactionRequest) (any, error) {
	h.mu.Lock()
	r := h.runs[in.TransactionID]
	h.mu.Unlock()
	if r == nil {
		return nil, nil
	}
	r.mu.Lock()
	r.left = true
	ended := r.ended
	r.mu.Unlock()
	if ended {
		h.forget(r)
	}
	return nil, nil
}

package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// complete takes the end of a run. The first end counts; a host that says it
// again, or says it of a run that was canceled meanwhile, is told that it is well.
func (l *link) complete(ctx context.Context, in protocol.MarkCompleteRequest) (any, error) {
	result := protocol.Result{Status: cmp.Or(in.ResultStatus, protocol.ResultSuccess)}
	if in.Result != nil {
		if len(*in.Result) > maxResult {
			return nil, &protocol.FormatError{What: "result", Err: protocol.ErrLimit}
		}
		result.Status = ""
		if err := json.Unmarshal([]byte(*in.Result), &result); err != nil {
			return nil, &protocol.FormatError{What: "result", Err: err}
		}
		result.Status = cmp.Or(result.Status, in.ResultStatus, protocol.ResultSuccess)
	}
	err := l.withOwn(ctx, in.TransactionID, func(r *run) error {
		if !r.row.Live() {
			return nil
		}
		out, err := r.outcomeOf(result)
		if err != nil {
			return err
		}
		return r.finish(ctx, out)
	})
	return took(err)
}

// outcomeOf says how a run ended. Where the person was sent elsewhere, that is
// what became of it, unless it failed.
func (r *run) outcomeOf(result protocol.Result) (store.Outcome, error) {
	out := store.Outcome{Status: store.Done, Data: plain(result.Data), Meta: plain(result.Meta), Redirect: r.goal}
	switch result.Status {
	case protocol.ResultFailure:
		var failure protocol.Failure
		if len(out.Data) > 0 {
			if err := json.Unmarshal(out.Data, &failure); err != nil {
				return out, &protocol.FormatError{What: "failure", Err: err}
			}
		}
		out.Status, out.Data, out.Meta = store.Failed, nil, nil
		out.Message = cut(cmp.Or(failure.Message, "Something went wrong inside the service."), maxLog)
		out.Reference = cut(failure.Reference, 64)
	case protocol.ResultCanceled:
		out.Status = store.Canceled
	case protocol.ResultSuccess, protocol.ResultRedirected:
		if len(r.goal) > 0 {
			out.Status = store.Redirected
		}
	default:
		return out, &protocol.FormatError{What: "result status", Err: errFrame}
	}
	return out, nil
}

// plain is raw, or nothing for null.
func plain(raw json.RawMessage) json.RawMessage {
	if string(raw) == "null" {
		return nil
	}
	return raw
}

// finish ends the run and shows that. The first end counts.
func (r *run) finish(ctx context.Context, out store.Outcome) error {
	ctx = context.WithoutCancel(ctx)
	if _, err := r.s.store.Finish(ctx, r.id, out); err != nil {
		return err
	}
	row, err := r.s.store.Get(ctx, r.id)
	if err != nil {
		return err
	}
	r.over(row)
	if out.By == row.PersonID {
		r.seen()
	} else {
		r.unseen()
	}
	return nil
}

// over takes in that the run has ended.
func (r *run) over(row store.Run) {
	r.asks(nil)
	r.row = row
	r.loading = false
	r.show()
	r.s.homeChanged(row.PersonID)
	r.release()
}

// interrupt ends a run whose host is gone.
func (s *Server) interrupt(ctx context.Context, id string) error {
	err := s.withRun(ctx, id, func(r *run) error {
		r.waiting = nil // nobody is there to take it
		if !r.row.Live() {
			return nil
		}
		return r.finish(ctx, store.Outcome{Status: store.Interrupted})
	})
	if errors.Is(err, errAbsent) {
		return nil
	}
	return err
}

// ended takes in that the store has ended a run by itself.
func (s *Server) ended(ctx context.Context, row store.Run) {
	err := s.withRun(ctx, row.ID, func(r *run) error {
		r.waiting = nil
		r.over(row)
		r.unseen()
		return nil
	})
	if err != nil && !errors.Is(err, errAbsent) {
		s.log.ErrorContext(ctx, "take in the end of a run", "transaction", row.ID, "err", err)
	}
}

// cancelRun ends a run of the person.
func (r *request) cancelRun(in protocol.RunRef) (any, error) {
	return nil, r.withMine(in.RunID, access.CancelRun, func(run *run) error {
		if !run.row.Live() {
			return nil
		}
		if err := run.touch(r.ctx); err != nil {
			return err
		}
		pending := run.openKeys()
		if err := run.finish(r.ctx, store.Outcome{Status: store.Canceled, By: r.person.ID}); err != nil {
			return err
		}
		return run.tellCanceled(pending)
	})
}

// openKeys are the prompts that may still wait for an answer.
func (r *run) openKeys() (keys []string) {
	for key, p := range r.prompts {
		if p.asks && p.answered != p.callID {
			keys = append(keys, key)
		}
	}
	return keys
}

// tellCanceled tells the host that the person has closed the run. Hosts cancel the
// whole run with the first prompt that they recognise.
func (r *run) tellCanceled(keys []string) error {
	if len(keys) == 0 {
		return r.respond(protocol.IOResponse{
			ID: protocol.Unknown, InputGroupKey: protocol.Unknown, Kind: protocol.Canceled,
		}, "")
	}
	for _, key := range keys {
		err := r.respond(protocol.IOResponse{
			ID: r.prompts[key].callID, InputGroupKey: key, Kind: protocol.Canceled,
		}, "")
		if err != nil {
			return err
		}
	}
	return nil
}

package host

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// somethingWrong is shown for an error that was not written for people.
const somethingWrong = "Something went wrong inside the service."

// sentence is an error that the host itself wrote for people.
type sentence struct{ text string }

func (s *sentence) Error() string { return s.text }

// panicError is what a handler panicked with. Its text holds the stack, which
// is for the log.
type panicError struct {
	value any
	stack []byte
}

func newPanic(v any) *panicError { return &panicError{v, debug.Stack()} }

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// Unwrap returns what the handler panicked with if that was an error.
func (e *panicError) Unwrap() error {
	err, _ := e.value.(error)
	return err
}

// tame returns err, or a plain error in its place when one of its methods panics,
// as those of a nil pointer do: errors are looked at outside of the handler, where
// a panic would end the application.
func tame(err error) (tamed error) {
	if err == nil {
		return nil
	}
	defer func() {
		if v := recover(); v != nil {
			tamed = fmt.Errorf("the handler's error panics when it is read: %v\n%s", v, debug.Stack())
		}
	}()
	errors.Is(err, txn.ErrCanceled)
	errors.AsType[*sentence](err) // asks everything in the chain
	_ = err.Error()
	return err
}

// explainNothing is the default of Config.Explain.
func explainNothing(error) protocol.PublicError {
	text := rand.Text()
	return protocol.PublicError{Message: somethingWrong, Reference: text[:4] + "-" + text[4:6]}
}

// explain decides what people read about err and logs the rest.
func (l *link) explain(err error) protocol.PublicError {
	if s, ok := errors.AsType[*sentence](err); ok {
		return protocol.PublicError{Message: s.text}
	}
	public := l.host.c.Explain(err)
	if public.Reference == "" { // it was written for the person, and is no fault
		if cause := err.Error(); cause != public.Message { // there is a fault beside it
			l.log.Warn("handler refused", "message", public.Message, "err", cause)
			return public
		}
		l.log.Info("handler refused", "message", public.Message)
		return public
	}
	l.log.Error("handler failed", "reference", public.Reference, "err", err)
	return public
}

// outcome makes the completion of a run from what its handler returned. It
// reports false when there is nothing to tell: the dashboard canceled the run
// and knows, or the host is closing and the run is interrupted.
func (r *run) outcome(err error) (out protocol.MarkCompleteRequest, say bool) {
	out.TransactionID = r.id
	result := protocol.Result{SchemaVersion: 1}
	switch {
	case err == nil:
		result.Status = protocol.ResultSuccess
		if result.Data, result.Meta = r.tx.Result(); result.Data == nil {
			result.Data, result.Meta = json.RawMessage("null"), json.RawMessage(`{"values":["undefined"]}`)
		}
		r.checkResult(r.ctx, result.Meta)
	case r.canceledByDashboard(), r.host.ctx.Err() != nil:
		return out, false
	case errors.Is(err, txn.ErrCanceled) || r.wasTimedOut():
		result.Status = protocol.ResultCanceled
		result.Data = json.RawMessage("null")
	default:
		result.Status = protocol.ResultFailure
		result.Data = r.failure(err)
	}
	text, err := json.Marshal(result)
	if err != nil { // only by a result that is not JSON
		result = protocol.Result{SchemaVersion: 1, Status: protocol.ResultFailure, Data: r.failure(err)}
		text, _ = json.Marshal(result) // of texts alone
	}
	out.ResultStatus = result.Status
	out.Result = new(string(text))
	return out, true
}

func (r *run) failure(err error) json.RawMessage {
	public := r.explain(err)
	text, _ := json.Marshal(protocol.Failure{ // of texts alone
		Error: "Error", Message: public.Message, Reference: public.Reference,
	})
	return text
}

// canceledByDashboard asks the context, which stop cancels before the transaction:
// a handler that waits for its context may have ended in between.
func (r *run) canceledByDashboard() bool {
	return errors.Is(context.Cause(r.ctx), txn.ErrCanceled) && !r.wasTimedOut()
}

func (r *run) wasTimedOut() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.timedOut
}

package io

import (
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

var (
	// ErrCanceled means the person closed the transaction. It is an outcome, not
	// a fault: hand it back unchanged and the run is recorded as canceled.
	ErrCanceled = txn.ErrCanceled

	// ErrNoTransaction means an IO method was called outside an action.
	ErrNoTransaction = errors.New("io: called outside an action or page")

	// ErrPage means that a page tried to ask or show by itself. A page shows its
	// components by returning them.
	ErrPage = errors.New("io: a page shows the components it returns and cannot ask")
)

// ResponseError reports a component that could not do its work: what it was
// given cannot be shown, its rows could not be read, or its own check broke.
// It never stands for a bad answer: those are asked again.
type ResponseError struct {
	Method protocol.Method
	Label  string
	Err    error
}

// Error names the component and the cause.
func (e *ResponseError) Error() string { return fmt.Sprintf("io: %s %q: %v", e.Method, e.Label, e.Err) }

// Unwrap returns the cause.
func (e *ResponseError) Unwrap() error { return e.Err }

// refusal is why an answer was not taken, in a sentence for the person.
type refusal string

func (r refusal) Error() string { return string(r) }

// PublicMessage marks the text as written for the person.
func (r refusal) PublicMessage() string { return string(r) }

// Invalid returns the error with which a Validate function refuses an answer.
// Its text is shown to the person beside the question, word for word. Any other
// error from such a function ends the question and is returned to the action.
func Invalid(format string, args ...any) error {
	return refusal(fmt.Sprintf(format, args...))
}

// personal returns the part of err that was written for the person, if any. An
// error that panics when it is read, as a nil pointer does, has none.
func personal(err error) (text string, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false
		}
	}()
	var public interface{ PublicMessage() string }
	if errors.As(err, &public) {
		return public.PublicMessage(), true
	}
	return "", false
}

const (
	errMissing = refusal("This field is required.")
	errType    = refusal("This answer does not fit the question.")
)

package io

import (
	"cmp"
	"errors"
	"fmt"
	"maps"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

var (
	// ErrCanceled means the person closed the transaction. It is an outcome, not
	// a fault: hand it back unchanged and the run is recorded as canceled. It is
	// also the cause of the context's end (context.Cause). The run takes nothing
	// more but lines of its log, so an action may still say what it puts right;
	// what it does for that needs a context of its own, context.WithoutCancel.
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

// InvalidField returns the error with which a check of a whole form or group
// refuses one answer: its text is shown there. A field is named as in Go, one of a
// nested struct by the way to it, as in "Address.Street" or "Lines[2].Count"; a
// component of a group by its label. Several are handed back together with
// [errors.Join].
func InvalidField(field, format string, args ...any) error {
	return fieldError{field, refusal(fmt.Sprintf(format, args...))}
}

type fieldError struct {
	field string
	refusal
}

func (r fieldError) Error() string { return r.field + ": " + r.refusal.Error() }

// messages refuses an answer with a message for each of some components.
type messages map[*part]string

func (messages) Error() string { return "io: answers refused" }

func (m messages) put() {
	for p, text := range m {
		p.message = text
	}
}

// messagesOf returns what a check of a part said to the person. known is false for
// any other error.
func messagesOf(p *part, err error) (said messages, known bool) {
	if said, ok := errors.AsType[messages](err); ok {
		return said, true
	}
	text, known := personal(err)
	return messages{p: text}, known
}

// sortRefusals tells what a check of the whole said of single parts from what it
// said of the whole. Any other error is returned.
func sortRefusals(parts []*part, err error) (said messages, whole string, other error) {
	said = messages{}
	for _, err := range leaves(err) {
		if more, ok := errors.AsType[messages](err); ok {
			maps.Copy(said, more)
			continue
		}
		text, known := personal(err)
		if !known {
			return nil, "", err
		}
		if at, ok := errors.AsType[fieldError](err); ok {
			p := find(everyPart(parts), "", at.field)
			if p == nil {
				return nil, "", fmt.Errorf("io: there is no %q to refuse: %w", at.field, err)
			}
			if !p.hidden && p.read != nil {
				said[p] = cmp.Or(said[p], text)
				continue
			}
		}
		whole = sentences(whole, text)
	}
	return said, whole, nil
}

// leaves are the errors that were joined.
func leaves(err error) (list []error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			list = append(list, leaves(e)...)
		}
		return list
	}
	return []error{err}
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

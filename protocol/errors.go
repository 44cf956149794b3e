package protocol

import (
	"errors"
	"fmt"
)

var (
	errUnknownAccess = errors.New("neither entire-organization nor teams")

	// ErrLimit means that a value is nested too deep or has too many elements.
	ErrLimit = errors.New("protocol: value over the limits")
)

// FormatError reports a message, or a part of one, that has the wrong form.
type FormatError struct {
	What string // the part
	Err  error
}

func (e *FormatError) Error() string { return fmt.Sprintf("protocol: %s: %v", e.What, e.Err) }

// Unwrap returns the cause.
func (e *FormatError) Unwrap() error { return e.Err }

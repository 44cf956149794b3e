package stagedoor

import (
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor/protocol"
)

// failure is an error whose text was written for the person who runs the action.
type failure struct{ text string }

func (f *failure) Error() string { return f.text }

// PublicMessage returns the text. Package io asks for it when a check of an
// answer fails.
func (f *failure) PublicMessage() string { return f.text }

// Fail returns an error whose text is shown to the person, word for word. Any
// other error that an action returns is logged in full, and the person sees only
// a reference to that record. Wrapping a Fail keeps its own text public and
// nothing of the wrapping.
func Fail(format string, args ...any) error {
	return &failure{text: fmt.Sprintf(format, args...)}
}

// explain returns the part of err that may cross to a dashboard.
func explain(err error) protocol.PublicError {
	if f, ok := errors.AsType[*failure](err); ok {
		return protocol.PublicError{Message: f.text}
	}
	return protocol.PublicError{Message: "Something went wrong inside the service.", Reference: reference()}
}

// reference makes a name for one record of the log, short enough to be read out
// over a telephone: 30 bits from crypto/rand, for example 7F3K-92.
func reference() string {
	text := rand.Text()
	return text[:4] + "-" + text[4:6]
}

package protocol

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Limits bounds a JSON text before anything is made of it. Zero fields do not
// limit.
type Limits struct {
	Depth    int // objects and arrays inside each other
	Elements int // of one array or object
	String   int // bytes of one text or key, as written
}

// DefaultLimits are those of [Decode].
var DefaultLimits = Limits{Depth: MaxDepth, Elements: MaxElements}

var (
	errUTF8   = errors.New("invalid UTF-8")
	errSyntax = errors.New("invalid JSON")
)

// Check reports whether data is one JSON text of valid UTF-8 within the limits.
// Too much gives [ErrLimit], anything else a [*FormatError]. It makes no copy.
func (l Limits) Check(data []byte) error {
	if !utf8.Valid(data) {
		return &FormatError{What: "text", Err: errUTF8}
	}
	if err := l.scan(data); err != nil { // first, so that the parser below never sees a deep text
		return err
	}
	if !json.Valid(data) {
		return &FormatError{What: "text", Err: errSyntax}
	}
	return nil
}

// scan counts without understanding: brackets, commas and texts are enough.
func (l Limits) scan(data []byte) error {
	var commas []int // of each open object or array
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '[', '{':
			commas = append(commas, 0)
			if l.Depth > 0 && len(commas) > l.Depth {
				return fmt.Errorf("depth over %d: %w", l.Depth, ErrLimit)
			}
		case ']', '}':
			if len(commas) == 0 {
				return &FormatError{What: "text", Err: errSyntax}
			}
			commas = commas[:len(commas)-1]
		case ',':
			if len(commas) == 0 {
				return &FormatError{What: "text", Err: errSyntax}
			}
			commas[len(commas)-1]++
			if l.Elements > 0 && commas[len(commas)-1] >= l.Elements {
				return fmt.Errorf("more than %d elements: %w", l.Elements, ErrLimit)
			}
		case '"':
			n := textLength(data[i+1:])
			if l.String > 0 && n > l.String {
				return fmt.Errorf("text over %d bytes: %w", l.String, ErrLimit)
			}
			i += n + 1
		}
	}
	return nil
}

// textLength counts the bytes up to the closing quote.
func textLength(data []byte) int {
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(data)
}

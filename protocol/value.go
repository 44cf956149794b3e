package protocol

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"time"
)

// A value crosses the wire as plain JSON with annotations beside it, in the
// form that superjson gives them: dates, big integers and a few others are texts
// or arrays in the JSON, and the annotations say which.
//
// The types below stand for what Go has no type of its own for.

// Undefined is the value of a key that is there without one. It is not null: as
// an answer it means that nothing was given.
type Undefined struct{}

// Map is a map with keys of any kind, in its order.
type Map []Entry

// Entry is one pair of a [Map].
type Entry struct{ Key, Value any }

// Object is an object whose fields keep their order, which those of a Go map do
// not. A name stands in it once.
type Object []Field

// Field is one name of an [Object] with its value.
type Field struct {
	Name  string
	Value any
}

// With returns o with the value under the name, in its place if it has one.
func (o Object) With(name string, value any) Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = value
			return o
		}
	}
	return append(o, Field{name, value})
}

// MarshalJSON writes the fields in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	text := []byte{'{'}
	for i, f := range o {
		if i > 0 {
			text = append(text, ',')
		}
		for _, part := range []any{f.Name, f.Value} {
			written, err := json.Marshal(part)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name, err)
			}
			text = append(append(text, written...), ':')
		}
		text = text[:len(text)-1] // the colon after the value
	}
	return append(text, '}'), nil
}

// Set is a set, in its order.
type Set []any

// Regexp is a regular expression of JavaScript.
type Regexp struct{ Source, Flags string }

// PlainError is an error that was made to cross. Other errors do not: [Encode]
// refuses them, because their text was not written for the other side.
type PlainError struct {
	Name    string `json:"name"`
	Message string `json:"message"`
}

func (e *PlainError) Error() string { return e.Name + ": " + e.Message }

// The limits of a value. [Encode] keeps to the depth and [Decode] to all of them.
const (
	MaxDepth    = 64     // objects and arrays inside each other
	MaxElements = 10_000 // of one array
	maxDigits   = 4096   // of a big integer
	maxPath     = 4096   // bytes of one annotation's path
)

// maxSafe is the largest integer that a browser's numbers hold exactly; beyond
// it integers cross as big integers.
const maxSafe = 1 << 53

const timeLayout = "2006-01-02T15:04:05.000Z"

// formatTime writes t as the wire wants it, in UTC with three decimals. It
// reports false for years that other languages cannot read in this form.
func formatTime(t time.Time) (string, bool) {
	t = t.UTC()
	return t.Format(timeLayout), t.Year() >= 0 && t.Year() <= 9999
}

func parseTime(text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	return t.UTC(), err
}

func parseBig(text string) (*big.Int, bool) {
	if len(text) > maxDigits {
		return nil, false
	}
	return new(big.Int).SetString(text, 10)
}

// specialNumbers are the numbers that JSON cannot write.
var specialNumbers = map[string]bool{"NaN": true, "Infinity": true, "-Infinity": true, "-0": true}

func parseSpecial(text string) (float64, bool) {
	if !specialNumbers[text] {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64) // reads all four names
	return f, err == nil
}

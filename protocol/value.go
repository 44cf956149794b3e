package protocol

import (
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

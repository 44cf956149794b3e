package io

import (
	"fmt"
	"strings"
	"unicode"
)

// Legible refuses, in words for a person, a text with characters that the input of
// the field does not take: it would not be read as what it is.
func (f Field) Legible(text string) error {
	return legible(text, f.Multiline || f.Kind == RichTextField)
}

func legible(text string, multiline bool) error {
	if multiline {
		return severalLines(text)
	}
	return oneLine(text)
}

// severalLines refuses control characters that are no part of the layout of a text.
func severalLines(text string) error {
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return invisible(r)
		}
	}
	return nil
}

// oneLine refuses control characters, ends of lines, and what turns around the
// direction in which text is read: in a list it would forge what stands beside it.
// Joiners and marks of a direction are parts of words.
func oneLine(text string) error {
	for _, r := range text {
		switch {
		case strings.ContainsRune(lineEnds, r):
			return refusal("Enter a single line.")
		case unicode.IsControl(r), turns(r):
			return invisible(r)
		}
	}
	return nil
}

// lineEnds are the characters after which Unicode has a line end.
const lineEnds = "\n\v\f\r\u0085\u2028\u2029"

// turns reports whether r embeds, overrides or isolates a direction.
func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

func invisible(r rune) error {
	return refusal(fmt.Sprintf("This contains an invisible character (%U). Remove it, or type the text anew.", r))
}

package database

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// EscapeLike takes the meaning out of the wildcards of LIKE, with "!" as the
// escape character.
func EscapeLike(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// Cases are the ways to write text that SQLite's LIKE does not know to be the
// same, because it knows only the case of ASCII letters: as it is, in small
// letters, in capitals, and with a capital first. One for a text of ASCII alone.
func Cases(text string) []string {
	forms := []string{text}
	if strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		lower := strings.ToLower(text)
		forms = append(forms, lower, strings.ToUpper(text), capitalised(lower))
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// capitalised makes the first letter of text a capital.
func capitalised(text string) string {
	for i, r := range text {
		if up := strings.ToUpper(string(r)); up != string(r) {
			return text[:i] + up + text[i+len(string(r)):]
		}
	}
	return text
}

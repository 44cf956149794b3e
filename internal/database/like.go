package database

import (
	"slices"
	"strings"
	"unicode"
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
	if strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return Spellings(text)
	}
	return []string{text}
}

// Spellings are the usual ways to write a text: as it is, in small letters, in
// capitals, and with a capital first.
func Spellings(text string) []string {
	lower := strings.ToLower(text)
	forms := []string{text, lower, strings.ToUpper(text), capitalised(lower)}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// NameSpellings are the spellings of a text, and the one with a capital first in each
// word, as names have it.
func NameSpellings(text string) []string {
	words := strings.Split(strings.ToLower(text), " ")
	for i, word := range words {
		words[i] = capitalised(word)
	}
	forms := append(Spellings(text), strings.Join(words, " "))
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

// AfterPrefix is the first text, in the order of bytes, after all those that begin with
// prefix. It reports false when there is none.
func AfterPrefix(prefix string) (string, bool) {
	const lastBeforeSurrogates, firstAfter = '\uD7FF', '\uE000'
	runes := []rune(prefix)
	for i := len(runes) - 1; i >= 0; i-- {
		switch runes[i] {
		case unicode.MaxRune:
			continue // nothing comes after it: the one before has to move on
		case lastBeforeSurrogates:
			runes[i] = firstAfter
		default:
			runes[i]++
		}
		return string(runes[:i+1]), true
	}
	return "", false
}

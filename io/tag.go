package io

import (
	"fmt"
	"slices"
	"strings"
)

// tag is a parsed io tag.
type tag map[string]string

// tagWords are the words of an io tag; true ones take a value.
var tagWords = map[string]bool{
	"label": true, "help": true, "placeholder": true, "unit": true, "currency": true, "colors": true,
	"multiline": false, "optional": false, "readonly": false, "hidden": false,
	"id": false, "search": false, "filter": false, "sort": false, "list": false,
}

// parseTag reads an io tag. The grammar is in the package comment. The error
// names the word.
func parseTag(text string) (tag, error) {
	t := tag{}
	for _, word := range splitTag(text) {
		name, value, hasValue := strings.Cut(word, ":")
		name, value = strings.TrimSpace(name), unescape(strings.TrimSpace(value))
		if name == "" && !hasValue {
			continue // an empty tag, or a semicolon at the end
		}
		takes, known := tagWords[name]
		_, twice := t[name]
		switch {
		case !known:
			return nil, fmt.Errorf("unknown word %q", name)
		case twice:
			return nil, fmt.Errorf("word %q stands twice", name)
		case takes && value == "":
			return nil, fmt.Errorf("word %q needs a value", name)
		case !takes && hasValue:
			return nil, fmt.Errorf("word %q takes no value", name)
		case name == "unit" && !slices.Contains([]string{"cents", "minor"}, value):
			return nil, fmt.Errorf("word %q: unknown unit %q", name, value)
		case name == "currency" && !isCurrency(value):
			return nil, fmt.Errorf("word %q: %q is not a currency code", name, value)
		}
		t[name] = value
	}
	if _, err := t.colors(); err != nil {
		return nil, err
	}
	return t, nil
}

// splitTag cuts at semicolons that are not escaped.
func splitTag(text string) []string {
	var words []string
	begin, escaped := 0, false
	for i := range len(text) {
		switch {
		case escaped:
			escaped = false
		case text[i] == '\\':
			escaped = true
		case text[i] == ';':
			words = append(words, text[begin:i])
			begin = i + 1
		}
	}
	return append(words, text[begin:])
}

// unescape drops the backslash before a semicolon or a backslash; any other
// backslash stands for itself.
func unescape(text string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, `;`).Replace(text)
}

func (t tag) has(word string) bool {
	_, ok := t[word]
	return ok
}

// colors reads value=colour,value=colour.
func (t tag) colors() (map[string]string, error) {
	if !t.has("colors") {
		return nil, nil
	}
	colors := map[string]string{}
	for pair := range strings.SplitSeq(t["colors"], ",") {
		value, color, ok := strings.Cut(strings.TrimSpace(pair), "=")
		if !ok || !slices.Contains(colorNames, color) {
			return nil, fmt.Errorf(`word "colors": %q is not value=colour`, pair)
		}
		colors[value] = color
	}
	return colors, nil
}

var colorNames = []string{"red", "orange", "yellow", "green", "blue", "purple", "pink", "gray"}

func isCurrency(code string) bool {
	return len(code) == 3 && strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

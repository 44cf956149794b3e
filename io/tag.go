package io

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// tag is a parsed io tag.
type tag map[string]string

// tagWords are the words of an io tag; true ones take a value.
var tagWords = map[string]bool{
	"label": true, "help": true, "placeholder": true, "unit": true, "currency": true, "colors": true, "zone": true,
	"show": true, "hide": true, "lines": true, "decimals": true, "secret": false, "richtext": false, "markdown": false, "image": false, "file": false, "multiline": false, "optional": false, "readonly": false, "hidden": false,
	"group": true, "id": false, "search": false, "prefix": false, "filter": false, "sort": false, "list": false,
	"mask": true, "labels": true, "format": true, "width": true,
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
			return nil, unknownWord(name)
		case twice:
			return nil, fmt.Errorf("word %q stands twice", name)
		case takes && value == "":
			return nil, fmt.Errorf("word %q needs a value", name)
		case !takes && hasValue:
			return nil, fmt.Errorf("word %q takes no value", name)
		case name == "unit" && !slices.Contains([]string{"cents", "minor"}, value):
			return nil, fmt.Errorf("word %q: unknown unit %q", name, value)
		case name == "decimals" && !isCount(value) && value != "0":
			return nil, fmt.Errorf("word %q: %q is not a number of decimal places", name, value)
		case name == "lines" && !isCount(value):
			return nil, fmt.Errorf("word %q: %q is not a number of lines", name, value)
		case name == "mask" && !slices.Contains(masks, Mask(value)):
			return nil, fmt.Errorf("word %q: unknown mask %q, there are %s", name, value, masks)
		case name == "format" && !slices.Contains(formatNames, Notation(value)):
			return nil, fmt.Errorf("word %q: unknown format %q, there are %s", name, value, formatNames)
		case name == "width" && !isWidth(value):
			return nil, fmt.Errorf("word %q: %q is not a number of pixels from %d to %d", name, value, minWidth, maxWidth)
		case name == "currency" && !isCurrency(value):
			return nil, fmt.Errorf("word %q: %q is not a currency code of ISO 4217", name, value)
		}
		t[name] = value
	}
	if _, err := t.colors(); err != nil {
		return nil, err
	}
	if _, err := t.labels(); err != nil {
		return nil, err
	}
	if t.has("image") && t.has("markdown") || t.has("file") && (t.has("image") || t.has("markdown")) {
		return nil, errors.New(`words "image", "file" and "markdown": only one of them`)
	}
	for _, word := range []string{"image", "markdown", "file"} {
		if t.has(word) && (t.has("mask") || t.has("secret")) {
			return nil, fmt.Errorf("word %q: what is masked or secret is not shown like this", word)
		}
	}
	if t.has("prefix") && (!t.has("search") || t.has("mask")) {
		return nil, errors.New(`word "prefix": it is said of a search, so the word "search" has to stand beside it, and no "mask"`)
	}
	if t.has("show") && t.has("hide") {
		return nil, errors.New(`words "show" and "hide": only one of them`)
	}
	return t, nil
}

// unknownWord is the mistake of a word that tags do not have.
func unknownWord(name string) error {
	if meant := nearest(name, tagWords); meant != "" {
		return fmt.Errorf("unknown word %q: did you mean %q?", name, meant)
	}
	return fmt.Errorf("unknown word %q (a \";\" in a text is written \"\\\\;\")", name)
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

// showIf reads Field or Field=answer,answer; nil for none.
func (t tag) showIf() *showIf {
	for _, word := range []string{"show", "hide"} {
		if !t.has(word) {
			continue
		}
		on, list, some := strings.Cut(t[word], "=")
		rule := &showIf{on: strings.TrimSpace(on), not: word == "hide"}
		if some {
			for answer := range strings.SplitSeq(list, ",") {
				rule.answers = append(rule.answers, strings.TrimSpace(answer))
			}
		}
		return rule
	}
	return nil
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

// labels reads value=text,value=text. A comma that is not before a value and "=" is
// part of a text.
func (t tag) labels() (map[string]string, error) {
	if !t.has("labels") {
		return nil, nil
	}
	labels := map[string]string{}
	last := ""
	for part := range strings.SplitSeq(t["labels"], ",") {
		value, text, ok := strings.Cut(part, "=")
		value, text = strings.TrimSpace(value), strings.TrimSpace(text)
		switch {
		case ok && value != "" && text != "":
			last, labels[value] = value, text
		case !ok && last != "":
			labels[last] += "," + part
		default:
			return nil, fmt.Errorf(`word "labels": %q is not value=text`, part)
		}
	}
	return labels, nil
}

var colorNames = []string{"red", "orange", "yellow", "green", "blue", "purple", "pink", "gray"}

// isCount reports whether text is a number from 1 on.
func isCount(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n > 0
}

// isCurrency reports whether ISO 4217 knows a currency by this code.
func isCurrency(code string) bool { return rulebook().Var(code, "iso4217") == nil }

package io

import (
	"errors"
	"fmt"
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

// parseTag reads an io tag. The grammar is in the package comment. The error names
// each word that is wrong, joined; the others are returned beside it.
func parseTag(text string) (tag, error) {
	t := tag{}
	var wrong []error
	for _, word := range splitTag(text) {
		name, value, hasValue := strings.Cut(word, ":")
		name, value = strings.TrimSpace(name), unescape(strings.TrimSpace(value))
		if name == "" && !hasValue {
			continue // an empty tag, or a semicolon at the end
		}
		_, twice := t[name]
		err := wordFault(name, value, hasValue)
		switch {
		case twice:
			wrong = append(wrong, fmt.Errorf("word %q stands twice", name))
		case err != nil:
			wrong = append(wrong, err)
		default:
			t[name] = value
		}
	}
	return t, errors.Join(append(wrong, t.together()...)...)
}

// together finds words that do not go together.
func (t tag) together() (wrong []error) {
	if t.has("image") && t.has("markdown") || t.has("file") && (t.has("image") || t.has("markdown")) {
		wrong = append(wrong, errors.New(`words "image", "file" and "markdown": only one of them`))
	}
	for _, word := range []string{"image", "markdown", "file"} {
		if t.has(word) && (t.has("mask") || t.has("secret")) {
			wrong = append(wrong, fmt.Errorf("word %q: what is masked or secret is not shown like this", word))
		}
	}
	if t.has("prefix") && (!t.has("search") || t.has("mask")) {
		wrong = append(wrong, errors.New(`word "prefix": it is said of a search, so the word "search" has to stand beside it, and no "mask"`))
	}
	if t.has("show") && t.has("hide") {
		wrong = append(wrong, errors.New(`words "show" and "hide": only one of them`))
	}
	return wrong
}

// faultsIn takes joined errors apart.
func faultsIn(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, each := range joined.Unwrap() {
		all = append(all, faultsIn(each)...)
	}
	return all
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

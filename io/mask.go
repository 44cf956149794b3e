package io

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// Mask says what of a value people see, in the words of the tag mask. It is worked
// out on the host: the rest of the value never crosses to a dashboard.
type Mask string

// The masks.
const (
	LastFour Mask = "last4"    // "•••• 4242", of at least eight characters
	Initials Mask = "initials" // "A. L."
	MailMask Mask = "email"    // "a•••@example.com"
	MaskAll  Mask = "all"      // "••••", whatever the value
)

var masks = []Mask{LastFour, Initials, MailMask, MaskAll}

// dots stand for what is not shown, always as many: the length says something too.
const dots = "••••"

// Of returns the part of v that is shown. What is empty stays so: nil, "" and the
// zero values of other types but numbers and booleans.
func (m Mask) Of(v any) any {
	text, empty := maskable(v)
	if empty {
		return nil
	}
	switch m {
	case "":
		return v
	case LastFour:
		return lastFour(text)
	case Initials:
		return initials(text)
	case MailMask:
		return maskedMail(text)
	}
	return dots
}

// maskable is the text of a value, and whether there is none.
func maskable(v any) (text string, empty bool) {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	if !r.IsValid() || r.Kind() == reflect.Pointer {
		return "", true
	}
	text = fmt.Sprint(r.Interface())
	if r.Kind() == reflect.String {
		text = r.String()
	}
	counts := r.CanInt() || r.CanUint() || r.CanFloat() || r.Kind() == reflect.Bool
	return text, text == "" || r.IsZero() && !counts
}

// lastFour shows the end of a number or text that is long enough for the end to be
// little of it. Spaces and dashes between its groups do not count.
func lastFour(text string) string {
	plain := []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, text))
	if len(plain) < 8 {
		return dots
	}
	return dots + " " + string(plain[len(plain)-4:])
}

// initials shows the first letter of each of the first four words.
func initials(text string) string {
	words := strings.Fields(text)
	letters := make([]string, 0, 4)
	for _, word := range words[:min(len(words), 4)] {
		letters = append(letters, string(unicode.ToUpper([]rune(word)[0]))+".")
	}
	if len(letters) == 0 {
		return dots
	}
	return strings.Join(letters, " ")
}

// maskedMail shows the first letter of an address and where it is.
func maskedMail(text string) string {
	at := strings.LastIndexByte(text, '@')
	if at <= 0 {
		return dots
	}
	return string([]rune(text)[0]) + "•••" + text[at:]
}

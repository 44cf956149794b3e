package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/internal/figures"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxText is how many bytes a text may have where nothing else is said.
const maxText = 64 << 10

// TextInput asks for a text.
type TextInput struct{ Input[TextInput, string] }

// Text asks for one line of text, at most 64 KiB. A required text needs at least
// one character that is not a space. Control characters are refused, except new
// lines and tabs in several lines, and in one line what turns around how text is
// read; what the default has of them may stay.
func Text(label string) TextInput {
	return textInput(spec{method: protocol.InputText, label: label, kind: textKind{}})
}

func textInput(s spec) TextInput { return TextInput{Input[TextInput, string]{s, textInput}} }

// Multiline lets the text have several lines.
func (f TextInput) Multiline() TextInput { return textInput(f.spec.with("multiline", true)) }

// Lines lets the text have several lines, and shows at least this many of them, at
// most 30. Default: 3 of a multiline text, and as many as it has, up to 12.
func (f TextInput) Lines(n int) TextInput {
	return textInput(f.spec.with("lines", min(max(n, 1), 30)).with("multiline", true))
}

// Secret asks for a password or key: it is masked while it is typed, and the answer
// is kept nowhere but in the action, whatever is kept of the run: not in
// transcripts, nor as a draft in the browser. A secret has no default. Dashboards of
// the original kind do not mask it.
func (f TextInput) Secret() TextInput { return textInput(f.spec.with("secret", true)) }

// MinLength is the fewest characters accepted, counted as people see them.
func (f TextInput) MinLength(n int) TextInput { return textInput(f.spec.with("minLength", n)) }

// MaxLength is the most characters accepted, counted as people see them.
func (f TextInput) MaxLength(n int) TextInput { return textInput(f.spec.with("maxLength", n)) }

// Pattern accepts only text that matches expr from beginning to end, in the
// syntax of package regexp. message says, to the person, what is expected.
func (f TextInput) Pattern(expr, message string) TextInput {
	s := f.spec.with("pattern", expr)
	if message != "" {
		s = s.with("patternMessage", message)
	}
	return textInput(s)
}

// Placeholder sets the text shown while the field is empty.
func (f TextInput) Placeholder(text string) TextInput {
	return textInput(f.spec.with("placeholder", text))
}

// EmailInput asks for an e-mail address.
type EmailInput struct{ Input[EmailInput, string] }

// Email asks for an e-mail address. Spaces around it are dropped.
func Email(label string) EmailInput {
	return emailInput(spec{method: protocol.InputEmail, label: label, kind: emailKind{}})
}

func emailInput(s spec) EmailInput { return EmailInput{Input[EmailInput, string]{s, emailInput}} }

// Placeholder sets the text shown while the field is empty.
func (f EmailInput) Placeholder(text string) EmailInput {
	return emailInput(f.spec.with("placeholder", text))
}

type textKind struct{ pattern *regexp.Regexp }

func (k textKind) prepare(_ context.Context, s *spec, _ *part) error {
	if s.props["secret"] == true && s.initial != nil {
		return errors.New("a secret has no default: it would be shown")
	}
	expr, ok := setting[string](*s, "pattern")
	if !ok {
		return nil
	}
	pattern, err := regexp.Compile(`^(?:` + expr + `)$`)
	if err != nil {
		return fmt.Errorf("pattern: %w", err)
	}
	s.kind = textKind{pattern}
	return nil
}

func (textKind) write(_ spec, initial any) (any, error) { return as[string](initial), nil }

func (k textKind) read(s spec, raw json.RawMessage) (any, error) {
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	if text == "" || !s.optional && strings.TrimSpace(text) == "" {
		return nil, errEmpty
	}
	if text != as[string](s.initial) { // what is there already may stay
		if err := legible(text, s.props["multiline"] == true); err != nil {
			return nil, err
		}
	}
	if err := checkLength(s, text); err != nil {
		return nil, err
	}
	if k.pattern != nil && !k.pattern.MatchString(text) {
		if message, ok := setting[string](s, "patternMessage"); ok {
			return nil, refusal(message)
		}
		return nil, refusal("This does not have the expected form.")
	}
	return &text, nil
}

// readText returns a JSON string that fits where no length is said.
func readText(raw json.RawMessage) (string, error) {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return "", errType
	}
	if strings.ContainsRune(text, 0) {
		return "", refusal("This contains a character that cannot be kept.")
	}
	return text, nil
}

func checkLength(s spec, text string) error {
	limit := maxText
	if most, ok := setting[int](s, "maxLength"); ok {
		limit = max(limit, 8*most) // a character may have several bytes, but not any number of them
	}
	if len(text) > limit {
		return refusal("This is too long.")
	}
	return countsOf(s, text)
}

// countsOf refuses a text of too few or too many characters.
func countsOf(s spec, text string) error {
	least, hasLeast := setting[int](s, "minLength")
	most, hasMost := setting[int](s, "maxLength")
	n := characters(text)
	short, long := hasLeast && n < least, hasMost && n > most
	switch {
	case (short || long) && hasLeast && hasMost:
		return refusal(fmt.Sprintf("Enter between %d and %d characters.", least, most))
	case short:
		return refusal(fmt.Sprintf("Enter at least %s.", plural(least, "character")))
	case long:
		return refusal(fmt.Sprintf("Enter at most %s.", plural(most, "character")))
	}
	return nil
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return figures.Grouped(strconv.Itoa(n)) + " " + noun + "s"
}

type emailKind struct{}

func (emailKind) write(_ spec, initial any) (any, error) { return as[string](initial), nil }

func (emailKind) read(_ spec, raw json.RawMessage) (any, error) {
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, errEmpty
	}
	if err := oneLine(text); err != nil {
		return nil, err
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text || len(text) > 254 {
		return nil, refusal("Enter a valid e-mail address.")
	}
	return &text, nil
}

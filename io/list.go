package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// EntryOf is an input that a list can consist of: text, e-mail, numbers, amounts,
// dates, times, durations and addresses.
type EntryOf[T any] interface {
	Component
	entry(T) spec
}

// entry is the input as each value of a list.
func (f Input[F, T]) entry(T) spec { return f.spec }

// maxItems is how many values a list may have where nothing is said.
const maxItems = 100

// ListInput asks for several values.
type ListInput[T any] struct {
	Input[ListInput[T], []T]
}

// ListOf asks for several values, each asked for as entry says, in the order the
// person gives them: at least one, at most 100. The label, help and default of entry
// are not used. A dashboard that has no lists asks for one value in each line of a
// text.
func ListOf[T any](label string, entry EntryOf[T]) ListInput[T] {
	s := spec{method: protocol.InputList, label: label, kind: listKind[T]{}}
	each := entry.entry(*new(T))
	each.initial, each.optional = nil, false
	return listInput[T](s.with("each", each).checked(func(ctx context.Context, list any) error {
		return checkEach[T](ctx, each, as[[]T](list))
	}))
}

func listInput[T any](s spec) ListInput[T] {
	return ListInput[T]{Input[ListInput[T], []T]{s, listInput[T]}}
}

// AtLeast is the fewest values accepted. Default: 1.
func (f ListInput[T]) AtLeast(n int) ListInput[T] { return listInput[T](f.spec.with("minItems", n)) }

// AtMost is the most values accepted. Default: 100.
func (f ListInput[T]) AtMost(n int) ListInput[T] { return listInput[T](f.spec.with("maxItems", n)) }

// Optional lets the list be empty: its answer is nil then, for which the checks of
// Validate are not called. A list that is not empty keeps to AtLeast all the same.
func (f ListInput[T]) Optional() ListInput[T] {
	f.spec.optional = true
	return listInput[T](f.spec)
}

// checkEach runs the checks of the entries.
func checkEach[T any](ctx context.Context, each spec, list []T) error {
	for i := range list {
		for _, check := range each.checks {
			err := check(ctx, &list[i])
			if text, known := personal(err); err != nil && known {
				return atEntry(i, text)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// atEntry says to which value of a list a message belongs.
func atEntry(i int, text string) error { return refusal(fmt.Sprintf("Entry %d: %s", i+1, text)) }

// listKind reads each value as its entry does.
type listKind[T any] struct {
	entry       *part
	spec        spec
	value       *T                    // where entry puts what it has read
	wire        func(*T) (any, error) // a value of the default as entry has it; nil for none
	least, most int
	lines       bool // a text with a value in each line
}

// listable are the components that a list can consist of.
var listable = []protocol.Method{
	protocol.InputText, protocol.InputEmail, protocol.InputNumber,
	protocol.InputDate, protocol.InputTime, protocol.InputDateTime, protocol.InputURL,
}

// insteadOf says what asks for several of what a list cannot consist of.
func insteadOf(m protocol.Method) string {
	switch m {
	case protocol.SelectSingle, protocol.SelectMultiple:
		return "use SelectMany, which asks for several of some options"
	case protocol.Search:
		return "use SearchMany, which asks for several results"
	case protocol.UploadFile:
		return "use Files, which asks for several"
	}
	return "it takes texts, e-mails, numbers, amounts, dates, times, durations and addresses; ask for others in a slice of structs of a Form"
}

func (k listKind[T]) prepare(ctx context.Context, s *spec, p *part) (err error) {
	k.spec, _ = setting[spec](*s, "each")
	k.value = new(T)
	k.spec.keep = func(v any) { *k.value = as[T](v) }
	switch {
	case !slices.Contains(listable, k.spec.method):
		return fmt.Errorf("ListOf cannot repeat an input of %s: %s", k.spec.method, insteadOf(k.spec.method))
	case k.spec.props["multiline"] == true || k.spec.props["secret"] == true:
		return errors.New("ListOf cannot repeat texts of several lines, nor secrets: leave out Multiline and Secret, or ask for a slice of structs in a Form")
	}
	if k.entry, err = k.spec.part(ctx); err != nil {
		return err
	}
	k.wire = func(v *T) (any, error) {
		with := k.spec
		with.initial = v
		p, err := with.part(ctx)
		if err != nil {
			return nil, err
		}
		return p.props["defaultValue"], nil
	}
	k.spec.held = s.bound()
	if err := errors.Join(checkSetCounts(*s, "minItems", "maxItems", maxItems), notTooMany(*s, "maxItems", len(as[[]T](s.initial)))); err != nil {
		return err
	}
	k.least, k.most = 1, maxItems
	if n, ok := setting[int](*s, "minItems"); ok {
		k.least = max(n, 1)
	}
	if n, ok := setting[int](*s, "maxItems"); ok {
		k.most = n
	}
	if k.lines = !draws(ctx, protocol.InputList); k.lines {
		k.asLines(s, p)
	} else {
		delete(k.entry.props, "disabled")
		p.props["each"] = protocol.ListEntry{MethodName: k.entry.method, Props: k.entry.props}
		p.props["minItems"], p.props["maxItems"] = k.least, k.most
	}
	s.kind = k
	return nil
}

// asLines asks for a text instead.
func (k listKind[T]) asLines(s *spec, p *part) {
	p.method = protocol.InputText
	for _, key := range []string{"each", "minItems", "maxItems"} {
		delete(p.props, key)
	}
	help, _ := setting[string](*s, "helpText")
	p.props["helpText"] = sentences(help, "One in each line.")
	p.props["multiline"] = true
}

func (k listKind[T]) write(_ spec, initial any) (any, error) {
	list := as[[]T](initial)
	values := make([]any, 0, len(list))
	for i := range list {
		v, err := k.wire(&list[i])
		if err != nil {
			return nil, fmt.Errorf("default, entry %d: %w", i+1, err)
		}
		if v != nil {
			values = append(values, v)
		}
	}
	if !k.lines {
		return values, nil
	}
	lines := make([]string, len(values))
	for i, v := range values {
		lines[i] = cellText(v)
	}
	return strings.Join(lines, "\n"), nil
}

func (k listKind[T]) read(_ spec, raw json.RawMessage) (any, error) {
	values, err := k.values(raw)
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, errEmpty
	}
	switch few, many := len(values) < k.least, len(values) > k.most; {
	case few && k.least == k.most, many && k.least == k.most:
		return nil, refusal(fmt.Sprintf("Enter exactly %s.", entries(k.least)))
	case few:
		return nil, refusal(fmt.Sprintf("Enter at least %s.", entries(k.least)))
	case many:
		return nil, refusal(fmt.Sprintf("Enter at most %s.", entries(k.most)))
	}
	list := make([]T, len(values))
	for i, value := range values {
		if err := k.entry.read(value); err != nil {
			return nil, atEntry(i, err.Error())
		}
		k.entry.keep()
		list[i] = *k.value
	}
	return &list, nil
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// values splits an answer.
func (k listKind[T]) values(raw json.RawMessage) (values []json.RawMessage, err error) {
	if !k.lines {
		if json.Unmarshal(raw, &values) != nil {
			return nil, errType
		}
		return values, nil
	}
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	if len(text) > maxText {
		return nil, refusal("This is too long.")
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			values = append(values, k.line(line))
		}
	}
	return values, nil
}

// layouts are how dates and times are written in a line.
var layouts = map[protocol.Method]string{
	protocol.InputDate: "2006-01-02", protocol.InputTime: "15:04", protocol.InputDateTime: "2006-01-02 15:04",
}

// line is a line of text as the entry's component would have sent it. What cannot
// be read stays text, and is refused as that.
func (k listKind[T]) line(text string) json.RawMessage {
	var v any = text
	if layout, ok := layouts[k.entry.method]; ok {
		if t, err := time.Parse(layout, text); err == nil {
			v = civilMomentOf(t)
		}
	}
	raw, err := json.Marshal(v)
	if err != nil { // a text is always JSON
		return json.RawMessage("null")
	}
	return raw
}

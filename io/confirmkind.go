package io

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

type confirmKind struct{ boolKind }

func (confirmKind) prepare(_ context.Context, s *spec, p *part) error {
	p.alone = true
	if word, ok := setting[string](*s, "typeToConfirm"); ok && strings.TrimSpace(word) == "" {
		return errors.New("there is no word to type")
	}
	rows, ok := setting[[]Change](*s, "changes")
	if !ok {
		return nil
	}
	wire, err := changeRows(rows)
	p.props["changes"] = wire
	return err
}

func (k confirmKind) read(s spec, raw json.RawMessage) (any, error) {
	word, ok := setting[string](s, "typeToConfirm")
	if !ok {
		return k.boolKind.read(s, raw)
	}
	var no bool
	if json.Unmarshal(raw, &no) == nil {
		if no { // said yes without a word
			return nil, untyped(word)
		}
		return &no, nil
	}
	var said struct{ Confirmed *bool } // an object without it says neither yes nor no
	var answer protocol.TypedConfirmation
	if json.Unmarshal(raw, &said) != nil || said.Confirmed == nil || json.Unmarshal(raw, &answer) != nil {
		return nil, errType
	}
	if answer.Confirmed && !typed(word, answer.Typed) {
		return nil, untyped(word)
	}
	return &answer.Confirmed, nil
}

func typed(word, text string) bool { return strings.TrimSpace(text) == strings.TrimSpace(word) }

func untyped(word string) error { return refusal("Type " + strings.TrimSpace(word) + " to confirm.") }

// plainly asks a dashboard that does not know how to ask for a word. It has no
// buttons that leave the field unchecked, so that the field may stay empty.
func (c ConfirmCall) plainly(ctx context.Context, word string) (bool, error) {
	const yes, no = "yes", "no"
	if _, err := c.spec.part(ctx); err != nil { // a mistake in the call is one here too
		return false, err
	}
	help, _ := setting[string](c.spec, "helpText")
	text := Text(c.spec.label).Help(strings.TrimSpace(help + " " + untyped(word).Error())).Optional()
	var answer *string
	parts := []Component{text.Into(&answer)}
	if rows, ok := setting[[]Change](c.spec, "changes"); ok {
		parts = append([]Component{Changes(rows...)}, parts...)
	}
	theme := Primary
	if c.spec.props["danger"] == true {
		theme = Danger
	}
	yesLabel, _ := setting[string](c.spec, "confirmLabel")
	noLabel, _ := setting[string](c.spec, "cancelLabel")
	ask := Group(parts...).Validate(func(context.Context) error {
		if answer == nil || !typed(word, *answer) {
			return untyped(word)
		}
		return nil
	})
	pressed, err := ChooseWith(ctx, ask,
		ChoiceOf[string]{Value: yes, Label: cmp.Or(yesLabel, "Confirm"), Theme: theme},
		ChoiceOf[string]{Value: no, Label: cmp.Or(noLabel, "Cancel"), SkipValidation: true})
	return err == nil && pressed == yes, err
}

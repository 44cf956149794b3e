package io

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// ChoiceOf is a button that answers a group.
type ChoiceOf[C ~string] struct {
	Value C      // what [ChooseWith] returns; not empty
	Label string // default: the value
	Theme Theme  // default: the first is primary, the others secondary

	// SkipValidation lets the button be pressed whatever the inputs hold: they are
	// neither checked nor handed out. It suits Back and Cancel.
	SkipValidation bool
}

// Choose asks g with one button for each choice and returns the one pressed.
func Choose[C ~string](ctx context.Context, g GroupCall, choices ...C) (C, error) {
	with := make([]ChoiceOf[C], len(choices))
	for i, c := range choices {
		with[i].Value = c
	}
	return ChooseWith(ctx, g, with...)
}

// ChooseForm shows f with a button for each choice, in the place of that of Submit,
// and returns the struct and the button pressed. The struct has passed every rule,
// unless the button skips validation: then it is the one that f began with.
func ChooseForm[S any, C ~string](ctx context.Context, f FormCall[S], choices ...ChoiceOf[C]) (S, C, error) {
	buttons, err := choiceButtons(choices)
	if err != nil {
		return f.defaults, "", err
	}
	value := f.defaults
	pressed, err := f.form.fill(ctx, reflect.ValueOf(&value).Elem(), buttons)
	if err != nil {
		return f.defaults, "", err
	}
	button := buttons[max(0, slices.IndexFunc(buttons, func(b protocol.ChoiceButton) bool { return b.Value == pressed }))]
	if button.SkipValidation {
		value = f.defaults
	}
	return value, C(button.Value), nil
}

// ChooseWith is [Choose] with labels, themes and rules for each button.
func ChooseWith[C ~string](ctx context.Context, g GroupCall, choices ...ChoiceOf[C]) (C, error) {
	buttons, err := choiceButtons(choices)
	if err != nil {
		return "", err
	}
	g.q.buttons = buttons
	pressed, err := g.q.ask(ctx)
	if err == nil && pressed == "" { // the only button, pressed without a word
		pressed = buttons[0].Value
	}
	return C(pressed), err
}

// choiceButtons are choices as a question has them.
func choiceButtons[C ~string](choices []ChoiceOf[C]) (buttons []protocol.ChoiceButton, err error) {
	if len(choices) == 0 {
		return nil, errors.New("io: choose among nothing")
	}
	seen := map[C]bool{"": true}
	for i, c := range choices {
		if seen[c.Value] {
			return nil, fmt.Errorf("io: the choice %q is empty or there twice", c.Value)
		}
		seen[c.Value] = true
		b := protocol.ChoiceButton{
			Label: c.Label, Value: string(c.Value), Theme: string(c.Theme), SkipValidation: c.SkipValidation,
		}
		if b.Label == "" {
			b.Label = b.Value
		}
		if b.Theme == "" {
			b.Theme = string(Secondary)
			if i == 0 {
				b.Theme = string(Primary)
			}
		}
		buttons = append(buttons, b)
	}
	return buttons, nil
}

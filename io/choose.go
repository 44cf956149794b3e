package io

import (
	"context"
	"errors"
	"fmt"

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

// ChooseWith is [Choose] with labels, themes and rules for each button.
func ChooseWith[C ~string](ctx context.Context, g GroupCall, choices ...ChoiceOf[C]) (C, error) {
	if len(choices) == 0 {
		return "", errors.New("io: choose among nothing")
	}
	seen := map[C]bool{"": true}
	g.q.buttons = nil
	for i, c := range choices {
		if seen[c.Value] {
			return "", fmt.Errorf("io: the choice %q is empty or there twice", c.Value)
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
		g.q.buttons = append(g.q.buttons, b)
	}
	pressed, err := g.q.ask(ctx)
	if err == nil && pressed == "" { // the only button, pressed without a word
		pressed = g.q.buttons[0].Value
	}
	return C(pressed), err
}

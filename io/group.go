package io

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// GroupCall is several components asked and shown together.
type GroupCall struct{ q question }

// Group puts components on one screen, to be answered together. Inputs are bound
// with Into; the answer of one that is not is checked and dropped.
func Group(components ...Component) GroupCall {
	return GroupCall{question{components: slices.Clone(components)}}
}

// Title sets the heading of the group.
func (g GroupCall) Title(text string) GroupCall {
	g.q.title = text
	return g
}

// Submit sets what the button says. Default: Continue.
func (g GroupCall) Submit(label string) GroupCall {
	g.q.buttons = []protocol.ChoiceButton{{Label: label, Value: label, Theme: string(Primary)}}
	return g
}

// Validate sets a check of the whole group. It runs on the host when every
// answer has passed its own rules and what Into bound is filled. An error made
// with [Invalid] is shown above the buttons, one made with [InvalidField] at its
// component, several of them together with [errors.Join]; any other ends the
// question and is returned by Ask.
func (g GroupCall) Validate(check func(context.Context) error) GroupCall {
	g.q.validate = check
	return g
}

// Ask shows the group and waits until it is answered, or returns at once when it
// has only displays and the dashboard keeps those.
func (g GroupCall) Ask(ctx context.Context) error {
	_, err := g.q.ask(ctx)
	return err
}

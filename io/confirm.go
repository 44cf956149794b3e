package io

import (
	"context"

	"github.com/stagedoor/stagedoor/protocol"
)

// ConfirmCall asks for a yes or a no with two buttons.
type ConfirmCall struct{ spec spec }

// Confirm asks whether to go on. It stands by itself and cannot be part of a
// group. No is an answer, too: an action that returns [ErrCanceled] then ends as
// canceled, one that returns nil as done.
func Confirm(question string) ConfirmCall {
	return ConfirmCall{spec{method: protocol.Confirm, label: question, kind: confirmKind{}}}
}

// Help sets the line shown under the question.
func (c ConfirmCall) Help(text string) ConfirmCall {
	return ConfirmCall{c.spec.with("helpText", text)}
}

// Danger marks what is confirmed as hard to undo.
func (c ConfirmCall) Danger() ConfirmCall { return ConfirmCall{c.spec.with("danger", true)} }

// Labels sets what the two buttons say. Default: Confirm and Cancel.
func (c ConfirmCall) Labels(yes, no string) ConfirmCall {
	return ConfirmCall{c.spec.with("confirmLabel", yes).with("cancelLabel", no)}
}

// Changes shows what will change when the answer is yes.
func (c ConfirmCall) Changes(rows ...Change) ConfirmCall {
	return ConfirmCall{c.spec.with("changes", rows)}
}

// TypeToConfirm asks the person to type a word before they can say yes, such as
// the name of what will be deleted. The host compares it too: capitals count,
// spaces around it do not. A dashboard that cannot ask for it shows a text field
// and the two buttons.
func (c ConfirmCall) TypeToConfirm(word string) ConfirmCall {
	return ConfirmCall{c.spec.with("typeToConfirm", word)}
}

// Get asks and reports whether the answer was yes.
func (c ConfirmCall) Get(ctx context.Context) (bool, error) {
	if word, ok := setting[string](c.spec, "typeToConfirm"); ok && !speaks(ctx) {
		return c.plainly(ctx, word)
	}
	var yes bool
	c.spec.keep = func(v any) { yes = as[bool](v) }
	if _, err := (question{components: []Component{c.spec}}).ask(ctx); err != nil {
		return false, err
	}
	return yes, nil
}

func (c ConfirmCall) part(ctx context.Context) (*part, error) { return c.spec.part(ctx) }

package stagedoortest

import (
	"encoding/json"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// Answer answers the only question on the screen. v is what the dashboard would
// send, or for a choice what the person reads: the label of an option or of a
// search result, the labels of several or the keys of rows as a []string, or the
// word that is to be typed. A list of forms takes a []map[string]any, each by the
// labels of its fields; one stands for the default at its place as long as there is
// one. A [json.RawMessage] is sent as it is. Nil answers nothing.
func (s *Screen) Answer(v any) {
	s.run.t.Helper()
	inputs := s.inputs()
	if len(inputs) != 1 {
		s.run.t.Fatalf("there are %d questions: use AnswerAll; on the screen: %s", len(inputs), s.run.link.describe(s.run.cursor))
	}
	s.send(protocol.Return, s.values([]any{v}), "")
}

// AnswerAll answers every question on the screen: one value for each in their
// order, or a single map[string]any by label, where what is missing is left
// unanswered. A screen without questions and buttons needs none: the action goes on
// by itself.
func (s *Screen) AnswerAll(values ...any) {
	s.run.t.Helper()
	if s.run.tx.DisplaysResolve && len(s.inputs()) == 0 && len(s.call.ChoiceButtons) == 0 {
		s.run.t.Fatalf("nothing is asked here, and the action has gone on: leave out the answer; on the screen: %s",
			s.run.link.describe(s.run.cursor))
	}
	s.send(protocol.Return, s.values(values), "")
}

// Choose presses the button with this label, with answers as in
// [Screen.AnswerAll].
func (s *Screen) Choose(label string, values ...any) {
	s.run.t.Helper()
	i := slices.IndexFunc(s.call.ChoiceButtons, func(b protocol.ChoiceButton) bool { return b.Label == label })
	if i < 0 {
		s.run.t.Fatalf("there is no button %q; on the screen: %s", label, s.run.link.describe(s.run.cursor))
	}
	s.send(protocol.Return, s.values(values), s.call.ChoiceButtons[i].Value)
}

// State gives the expected component a new state, and returns the render that
// follows: for a table its query as on the wire, for a search
// what is typed, as a string.
func (s *Screen) State(state any) *Screen {
	s.run.t.Helper()
	values := make([]json.RawMessage, len(s.call.ToRender))
	for i := range values {
		values[i] = json.RawMessage("null")
	}
	label := s.Component().Label
	if typed, ok := state.(string); ok && s.Component().MethodName == protocol.Search {
		state = map[string]any{"queryTerm": typed}
	}
	values[s.at] = s.encode(state)
	seen := len(s.run.link.rendered())
	s.send(protocol.SetState, values, "")
	var next *Screen
	err := s.run.awaitRender(func() bool {
		for _, call := range s.run.link.rendered()[seen:] {
			if call.InputGroupKey == s.call.InputGroupKey {
				next = &Screen{s.run, call, s.at}
			}
		}
		return next != nil
	})
	if err != nil {
		s.run.t.Fatalf("nothing followed the new state of %q: %v", label, err)
	}
	return next
}

// Cancel closes the run as the person does.
func (s *Screen) Cancel() { s.run.Cancel() }

// Send delivers a response exactly as it is given, with the ids of this render
// where it has none. It is meant for answers that no dashboard would send.
func (s *Screen) Send(r protocol.IOResponse) {
	s.run.t.Helper()
	if r.ID == "" {
		r.ID = s.call.ID
	}
	if r.InputGroupKey == "" {
		r.InputGroupKey = s.call.InputGroupKey
	}
	r.TransactionID = s.run.tx.ID
	text := s.encode(r)
	var crossed protocol.IOResponse
	if err := json.Unmarshal(text, &crossed); err != nil {
		s.run.t.Fatalf("response: %v", err)
	}
	if r.Kind != protocol.SetState {
		s.run.cursor = len(s.run.link.rendered())
	}
	if !s.run.tx.Deliver(crossed) {
		s.run.t.Fatalf("nobody waits for an answer to this screen: %s", s.run.link.describe(s.run.cursor))
	}
}

func (s *Screen) send(kind protocol.ResponseKind, values []json.RawMessage, choice string) {
	s.run.t.Helper()
	s.Send(protocol.IOResponse{Kind: kind, Values: values, Choice: choice})
}

// inputs are the places of the questions.
func (s *Screen) inputs() []int {
	var at []int
	for i, c := range s.call.ToRender {
		if isInput(c) {
			at = append(at, i)
		}
	}
	return at
}

// values places answers among the components, with null for the displays.
func (s *Screen) values(answers []any) []json.RawMessage {
	s.run.t.Helper()
	values := make([]json.RawMessage, len(s.call.ToRender))
	for i := range values {
		values[i] = json.RawMessage("null")
	}
	inputs := s.inputs()
	if len(answers) == 1 && len(inputs) > 0 {
		if named, ok := answers[0].(map[string]any); ok {
			return s.named(values, named)
		}
	}
	if len(answers) > 0 && len(answers) != len(inputs) {
		s.run.t.Fatalf("%d answers for %d questions; on the screen: %s", len(answers), len(inputs), s.run.link.describe(s.run.cursor))
	}
	for i, answer := range answers {
		values[inputs[i]] = s.wire(s.call.ToRender[inputs[i]], answer)
	}
	return values
}

func (s *Screen) named(values []json.RawMessage, answers map[string]any) []json.RawMessage {
	s.run.t.Helper()
	for label, answer := range answers {
		at := slices.IndexFunc(s.call.ToRender, func(c protocol.Component) bool { return c.Label == label && isInput(c) })
		if at < 0 {
			s.run.t.Fatalf("there is no question %q; on the screen: %s", label, s.run.link.describe(s.run.cursor))
		}
		values[at] = s.wire(s.call.ToRender[at], answer)
	}
	return values
}

func (s *Screen) encode(v any) json.RawMessage {
	s.run.t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		s.run.t.Fatalf("encode %T: %v", v, err)
	}
	return text
}

// Approve has the person with this id, who is not the one that runs the action,
// agree to the only question on the screen, made with io.Approve.
func (s *Screen) Approve(id, reason string) {
	s.run.t.Helper()
	s.Answer(s.decision(true, id, reason))
}

// Decline is [Screen.Approve] for somebody who does not agree.
func (s *Screen) Decline(id, reason string) {
	s.run.t.Helper()
	s.Answer(s.decision(false, id, reason))
}

func (s *Screen) decision(approved bool, id, reason string) json.RawMessage {
	s.run.t.Helper()
	return s.encode(protocol.Decision{Approved: approved, Reason: reason, By: protocol.Decider{ID: id}})
}

package stagedoortest

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// Screen is one render that the action has sent, seen from the component the
// test expected.
type Screen struct {
	run  *Run
	call protocol.IOCall
	at   int // of the component; -1 when only the title or a button has the label
}

// Expect waits for a render with this label, as that of a component, as the title
// or on a button, among those that are not answered yet, and returns the newest.
// It fails the test when the action asks for something else instead or ends.
func (r *Run) Expect(label string) *Screen {
	r.t.Helper()
	var s *Screen
	wrong := false
	err := r.await(func() bool {
		calls := r.link.rendered()
		for _, call := range slices.Backward(calls[min(r.cursor, len(calls)):]) {
			if at, ok := find(call, label); ok {
				s = &Screen{r, call, at}
				return true
			}
			wrong = wrong || asks(call)
		}
		return wrong
	})
	switch {
	case err != nil:
		r.t.Fatalf("expected %q: %v; on the screen: %s", label, err, r.link.describe(r.cursor))
	case s == nil:
		r.t.Fatalf("expected %q; on the screen: %s", label, r.link.describe(r.cursor))
	}
	return s
}

// find looks for a label in a call.
func find(call protocol.IOCall, label string) (at int, ok bool) {
	at = slices.IndexFunc(call.ToRender, func(c protocol.Component) bool { return c.Label == label })
	button := func(b protocol.ChoiceButton) bool { return b.Label == label }
	return at, at >= 0 || call.Title == label || slices.ContainsFunc(call.ChoiceButtons, button)
}

// asks reports whether a call waits for the person.
func asks(call protocol.IOCall) bool {
	return len(call.ChoiceButtons) > 0 || slices.ContainsFunc(call.ToRender, isInput)
}

func isInput(c protocol.Component) bool { return !strings.HasPrefix(string(c.MethodName), "DISPLAY_") }

// Call returns the render.
func (s *Screen) Call() protocol.IOCall { return s.call }

// Message returns what the render says about the last answer: beside the
// expected component, or else above the buttons.
func (s *Screen) Message() string {
	if s.at >= 0 && s.call.ToRender[s.at].ValidationErrorMessage != "" {
		return s.call.ToRender[s.at].ValidationErrorMessage
	}
	return s.call.ValidationErrorMessage
}

// Component returns the expected component.
func (s *Screen) Component() protocol.Component {
	s.run.t.Helper()
	if s.at < 0 {
		s.run.t.Fatalf("the label is not that of a component; on the screen: %s", s.run.link.describe(s.run.cursor))
	}
	return s.call.ToRender[s.at]
}

// Props decodes the props of the expected component into v, or fails the test. They
// are called as on the wire: v may be a type of package protocol, such as
// [protocol.ImageProps].
func (s *Screen) Props(v any) {
	s.run.t.Helper()
	if err := json.Unmarshal(s.Component().Props, v); err != nil {
		s.run.t.Fatalf("props of %q: %v", s.Component().Label, err)
	}
}

// Next waits for the newest question that is not answered yet, whatever it asks. It
// reports false when the action has ended instead.
func (r *Run) Next() (*Screen, bool) {
	r.t.Helper()
	var s *Screen
	err := r.await(func() bool {
		calls := r.link.rendered()
		for _, call := range slices.Backward(calls[min(r.cursor, len(calls)):]) {
			if asks(call) {
				s = &Screen{r, call, slices.IndexFunc(call.ToRender, isInput)}
				return true
			}
		}
		return false
	})
	if err != nil && !r.ended() {
		r.t.Fatalf("no question and no end: %v; on the screen: %s", err, r.link.describe(r.cursor))
	}
	return s, s != nil
}

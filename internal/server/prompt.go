package server

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// prompt is what is kept of an IO call to check what browsers send about it.
type prompt struct {
	callID   string // of the newest render
	at       int64  // its place in the transcript
	asks     bool   // has something to answer
	title    string // for lists
	stateful []bool // one for each component
	secrets  []int  // places of the components whose answers are kept nowhere
	offers   []bool // a file, one for each component
	takes    []bool // files, one for each component
	choices  []string
	proof    bool          // yes has to be proven
	grace    time.Duration // how old the proof may be
	approval *approval     // set when somebody else than the owner decides

	answered  string // id of the render that was answered last
	answer    []byte // the answer, to tell a repeated one from another
	delivered bool   // the host has it
}

// newPrompt reads a render. Of an earlier render of the same prompt, old, the
// answer is kept: renders may be repeated after a connection was lost.
func newPrompt(call protocol.IOCall, old *prompt) *prompt {
	p := &prompt{callID: call.ID, title: titleOf(call), asks: len(call.ChoiceButtons) > 0}
	p.proof, p.grace = proofOf(call)
	p.approval = approvalOf(call)
	for i, c := range call.ToRender {
		if isSecret(c) {
			p.secrets = append(p.secrets, i)
		}
		p.stateful = append(p.stateful, c.IsStateful)
		p.offers = append(p.offers, offersFile(c))
		p.takes = append(p.takes, takesFile(c))
		p.asks = p.asks || !displays(c)
	}
	for _, b := range call.ChoiceButtons {
		p.choices = append(p.choices, b.Value)
	}
	if old != nil {
		p.at = old.at
		p.answered, p.answer, p.delivered = old.answered, old.answer, old.delivered
	}
	return p
}

// offersFile reports whether the host hands over a file for a component.
func offersFile(c protocol.Component) bool {
	var props struct {
		URL      string          `json:"url"`
		Download string          `json:"download"`
		Exports  json.RawMessage `json:"exports"`
	}
	if json.Unmarshal(c.Props, &props) != nil {
		return false
	}
	return props.Download != "" && props.URL == "" || len(props.Exports) > len("[]")
}

// offered reports whether the component at index offers a file.
func (p *prompt) offered(index int) bool {
	return index >= 0 && index < len(p.offers) && p.offers[index]
}

// takesFile reports whether the host of a component can be sent files for it. Hosts
// written for the original, which has storage of its own, cannot.
func takesFile(c protocol.Component) bool {
	var props protocol.UploadProps
	return c.MethodName == protocol.UploadFile && json.Unmarshal(c.Props, &props) == nil && props.MaxSize > 0 && !props.Disabled
}

// taken reports whether files are taken for the component at index.
func (p *prompt) taken(index int) bool { return index >= 0 && index < len(p.takes) && p.takes[index] }

// displays reports whether a component only shows something.
func displays(c protocol.Component) bool { return strings.HasPrefix(string(c.MethodName), "DISPLAY_") }

// maxTitle is the longest title in lists, in characters.
const maxTitle = 120

// titleOf is what an IO call is called in lists: its own title, or the label of
// its first question.
func titleOf(call protocol.IOCall) string {
	title := call.Title
	for _, c := range call.ToRender {
		if title == "" && !displays(c) {
			title = c.Label
		}
	}
	if runes := []rune(title); len(runes) > maxTitle {
		title = string(runes[:maxTitle-1]) + "…"
	}
	return title
}

// normal is an IO call as browsers may rely on it: the lists are lists, and the
// properties are objects.
func normal(call protocol.IOCall) protocol.IOCall {
	call.Kind = "RENDER"
	if call.ToRender == nil {
		call.ToRender = []protocol.Component{}
	}
	call.ToRender = slices.Clone(call.ToRender)
	for i := range call.ToRender {
		if props := bytes.TrimSpace(call.ToRender[i].Props); len(props) == 0 || props[0] != '{' {
			call.ToRender[i].Props = json.RawMessage("{}")
		}
	}
	if !protocol.FramesFit(call.Frames, len(call.ToRender)) {
		call.Frames = nil // one below the other is always right
	}
	return call
}

// check refuses an answer that does not fit the prompt.
func (p *prompt) check(values []json.RawMessage, choice string) error {
	if len(values) != len(p.stateful) {
		return refuse(protocol.Invalid, "The field values has %d entries, and the question has %d parts.", len(values), len(p.stateful))
	}
	switch {
	case len(p.choices) > 0 && !slices.Contains(p.choices, choice):
		return refuse(protocol.Invalid, "The field choice is none of the buttons of the question.")
	case len(p.choices) == 0 && choice != "" && choice != defaultChoice:
		return refuse(protocol.Invalid, "The field choice is set, and the question has no buttons.")
	}
	return nil
}

// defaultChoice is what the one button of a question without choices says.
const defaultChoice = "Continue"

// checkState refuses states for components that have none.
func checkState(stateful []bool, values []json.RawMessage) error {
	if len(values) != len(stateful) {
		return refuse(protocol.Invalid, "The field values has %d entries, and there are %d parts.", len(values), len(stateful))
	}
	for i, v := range values {
		if !stateful[i] && string(bytes.TrimSpace(v)) != "null" {
			return refuse(protocol.Invalid, "The field values has a state for part %d, which has none.", i)
		}
	}
	return nil
}

// take remembers an answer; by whom is no part of what makes two the same.
func (p *prompt) take(a protocol.Answer, delivered bool) error {
	content, err := contentOf(a)
	if err == nil {
		p.answered, p.answer, p.delivered = a.CallID, content, delivered
	}
	return err
}

// repeats reports whether a is the answer that was taken, once more.
func (p *prompt) repeats(a protocol.Answer) bool {
	content, err := contentOf(a)
	return err == nil && p.answered == a.CallID && bytes.Equal(p.answer, content)
}

// restore remembers an answer as the store has it. Whether the host has got it
// is not known, so it is delivered again where the question comes again: hosts
// take an answer once. An answer without its secrets is none to deliver: where the
// question comes again, it is asked again.
func (p *prompt) restore(data json.RawMessage) {
	var a protocol.Answer
	if json.Unmarshal(data, &a) == nil && p.answered != a.CallID && len(a.LeftOut) == 0 {
		_ = p.take(a, false) // what has been decoded can be encoded
	}
}

func contentOf(a protocol.Answer) ([]byte, error) {
	a.By = ""
	return json.Marshal(a)
}

package panel_test

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

// attack is one input under attack.
type attack struct {
	t      *testing.T
	ana    *browser
	slug   string
	row    hostile
	beside []string // good answers of what is asked together with the input
	run    *followed
	got    *reached
}

// good is an answer for a run that is taken; "" where there is none.
func (h *attack) good(run *followed) string {
	h.t.Helper()
	if h.row.files == nil {
		return h.row.good
	}
	return h.row.files(run.hand(0, "a.txt", "some text"))
}

var sentence = regexp.MustCompile(`^[\p{Lu}"].*[.!?]$`)

// refused sends answers of which one has to be refused with a message for people
// at the component at, while the question stays open.
func (h *attack) refused(what string, at int, values ...string) {
	h.t.Helper()
	call := h.run.waits()
	if len(call.ToRender) != len(values) {
		h.t.Fatalf("%d components for %d answers", len(call.ToRender), len(values))
	}
	if refused := h.run.answer(values...); refused != nil { // by the server
		if !sentence.MatchString(refused.Message) {
			h.t.Errorf("%s: %s: %q is no sentence", what, refused.Code, refused.Message)
		}
		return
	}
	h.run.settles(call.ID)
	if !h.run.run.Status.Live() {
		h.t.Fatalf("%s: %.80s was taken: %v", what, values, h.got.all())
	}
	again := h.run.waits()
	message := again.ToRender[at].ValidationErrorMessage + again.ValidationErrorMessage
	if again.InputGroupKey != call.InputGroupKey || !sentence.MatchString(message) || strings.Contains(message, "json:") {
		h.t.Errorf("%s: %.80s: message %q in %s, asked in %s", what, values, message, again.InputGroupKey, call.InputGroupKey)
	}
	for i, other := range again.ToRender {
		if i != at && other.ValidationErrorMessage != "" {
			h.t.Errorf("%s: the good answer beside it is said to be wrong: %q", what, other.ValidationErrorMessage)
		}
	}
}

// settles waits until an answer to a call was taken, or is asked for again.
func (r *followed) settles(callID string) {
	r.b.t.Helper()
	r.until("settles", func() bool { return !r.run.Status.Live() || r.run.PendingID != "" && r.run.PendingID != callID })
}

// strangers sends what is of another type, except some.
func (h *attack) strangers(except ...string) {
	h.t.Helper()
	for what, value := range strangers {
		if !slices.Contains(h.row.fits, what) && !slices.Contains(except, what) && h.row.good != value {
			h.refused(what, 0, value)
		}
	}
}

// breakRules sends what is of the right type and wrong, except some.
func (h *attack) breakRules(except ...string) {
	h.t.Helper()
	for what, value := range h.row.wrong {
		if !slices.Contains(except, what) {
			h.refused(what, 0, append([]string{value}, h.beside...)...)
		}
	}
	h.untouched()
}

// spoil sends a good answer together with a bad one.
func (h *attack) spoil() {
	h.t.Helper()
	if good := h.good(h.run); good != "" {
		h.refused("beside a text that is too long", 1, good, `"123456"`)
		h.refused("beside a number", 1, good, `7`)
		h.refused("beside nothing", 1, good, `null`)
	}
	h.untouched()
}

func (h *attack) untouched() {
	h.t.Helper()
	if got := h.got.all(); len(got) > 0 {
		h.t.Errorf("the action got %v", got)
	}
}

// nothings are those of strangers that may stand for no answer.
var nothings = map[string]string{"null": `null`, "an empty text": `""`, "an empty list": `[]`}

// leaveOut sends no answer, each in a run of its own: what is taken reaches the
// action as nothing.
func (h *attack) leaveOut() {
	h.t.Helper()
	for what, value := range nothings {
		run, before := h.ana.start(h.slug, nil), len(h.got.all())
		call := run.waits()
		if refused := run.answer(value); refused == nil {
			run.settles(call.ID)
		}
		got := h.got.all()[before:]
		if run.run.Status.Live() {
			if value == `null` || len(got) > 0 {
				h.t.Errorf("%s: refused, and the action got %v", what, got)
			}
			h.ana.must(protocol.CallCancelRun, protocol.RunRef{RunID: run.id}, nil)
			continue
		}
		if len(got) != 1 || got[0] != "<nil>" && got[0] != "[]" {
			h.t.Errorf("%s: the action got %v", what, got)
		}
	}
	h.got.forget()
	h.run = h.ana.follow(h.run.id) // what was pushed of it meanwhile was for the other runs
}

// misplace sends a good answer where it does not belong.
func (h *attack) misplace(ben *browser) {
	h.t.Helper()
	other := h.ana.start(h.slug, nil)
	call, elsewhere := h.run.waits(), other.waits()
	good := cmp.Or(h.good(h.run), `true`)
	right := h.run.reply(call, append([]string{good}, h.beside...)...)
	for what, change := range map[string]func(*protocol.AnswerRequest){
		"another call's id":          func(in *protocol.AnswerRequest) { in.CallID = elsewhere.ID },
		"another call":               func(in *protocol.AnswerRequest) { in.CallID, in.GroupKey = elsewhere.ID, elsewhere.InputGroupKey },
		"another run":                func(in *protocol.AnswerRequest) { in.RunID = other.id },
		"no call's id":               func(in *protocol.AnswerRequest) { in.CallID = "" },
		"a run that is not there":    func(in *protocol.AnswerRequest) { in.RunID = "no-such-run" },
		"one value too many":         func(in *protocol.AnswerRequest) { in.Values = append(in.Values, json.RawMessage(good)) },
		"no value":                   func(in *protocol.AnswerRequest) { in.Values = nil },
		"a button that is not there": func(in *protocol.AnswerRequest) { in.Choice = "no-such-button" },
	} {
		in := right
		in.Values = slices.Clone(right.Values)
		change(&in)
		if refused := h.ana.ask(protocol.CallAnswer, in, nil); refused == nil || !sentence.MatchString(refused.Message) {
			h.t.Errorf("%s: %+v", what, refused)
		}
	}
	if refused := ben.ask(protocol.CallAnswer, right, nil); refused == nil {
		h.t.Error("somebody else's run was answered")
	}
	if h.row.files != nil {
		for what, value := range h.row.handed(h.run.hand(0, "a.txt", "some text"), h.run.hand(0, "b.txt", "more text"), h.run.hand(0, "c.txt", "the rest")) {
			h.refused(what, 0, append([]string{value}, h.beside...)...)
		}
		there := h.good(other)
		h.run = h.ana.follow(h.run.id)
		h.refused("a file that was handed over elsewhere", 0, append([]string{there}, h.beside...)...)
	}
	h.ana.must(protocol.CallCancelRun, protocol.RunRef{RunID: other.id}, nil)
	h.untouched()
}

// finish answers well, and then once more.
func (h *attack) finish() {
	h.t.Helper()
	h.run = h.ana.follow(h.run.id)
	call := h.run.waits()
	good := h.good(h.run)
	if good == "" {
		return
	}
	in := h.run.reply(call, append([]string{good}, h.beside...)...)
	h.ana.must(protocol.CallAnswer, in, nil)
	h.run.until("ends", func() bool { return !h.run.run.Status.Live() })
	if h.run.run.Status != protocol.RunDone {
		h.t.Fatalf("the run ended as %s: %+v", h.run.run.Status, h.run.run.Result)
	}
	_ = h.ana.ask(protocol.CallAnswer, in, nil) // the same once more is well, or too late
	in.Values[0] = json.RawMessage(`"replayed"`)
	if refused := h.ana.ask(protocol.CallAnswer, in, nil); refused == nil {
		h.t.Error("another answer was taken after the first")
	}
	if got := h.got.all(); len(got) != 1 || strings.Contains(got[0], "hidden") || strings.Contains(got[0], "replayed") {
		h.t.Errorf("the action got %v", got)
	}
}

// hand hands over a file for a component of the open question, and returns what an
// answer says of it.
func (r *followed) hand(index int, name, content string) string {
	r.b.t.Helper()
	status, said := r.offers(index, name, content)
	if status != http.StatusOK || !json.Valid([]byte(said)) {
		r.b.t.Fatalf("hand over %s: %d, %s", name, status, said)
	}
	return said
}

// offers hands over a file that need not be taken: the status is 0 where its first
// byte is not asked for.
func (r *followed) offers(index int, name, content string) (status int, said string) {
	r.b.t.Helper()
	var slot protocol.UploadSlot
	refused := r.b.ask(protocol.CallRunUpload, protocol.RunUploadRequest{
		RunID: r.id, GroupKey: r.waits().InputGroupKey, Index: index, Name: name, Type: "text/plain", Size: int64(len(content)),
	}, &slot)
	if refused != nil {
		return 0, refused.Message
	}
	request, err := http.NewRequestWithContext(r.b.t.Context(), http.MethodPost, r.b.web.URL+"/admin/"+slot.Path, strings.NewReader(content))
	if err != nil {
		r.b.t.Fatal(err)
	}
	request.Header.Set("Person", r.b.who)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	response, err := r.b.web.Client().Do(request)
	if err != nil {
		r.b.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		r.b.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

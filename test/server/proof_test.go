package server_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// identity renders a question for proof; a negative grace is none said.
func (h *fakeHost) identity(runID, id string, grace int) protocol.Accepted {
	h.t.Helper()
	props := `{}`
	if grace >= 0 {
		props = fmt.Sprintf(`{"gracePeriodMs":%d}`, grace)
	}
	return h.render(runID, protocol.IOCall{ID: "call " + id, InputGroupKey: "group " + id, Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.ConfirmIdentity, Label: "Pay out", Props: json.RawMessage(props)},
	}})
}

func (b *tab) prove(runID, id, secret string) protocol.BrowserReply {
	b.t.Helper()
	return b.ask(protocol.CallProve, protocol.ProveRequest{RunID: runID, CallID: "call " + id, GroupKey: "group " + id, Secret: secret})
}

func (b *tab) say(runID, id, value string) protocol.BrowserReply {
	b.t.Helper()
	return b.ask(protocol.CallAnswer, protocol.AnswerRequest{
		RunID: runID, CallID: "call " + id, GroupKey: "group " + id, Values: []json.RawMessage{json.RawMessage(value)},
	})
}

// byHeader knows anybody who says who they are.
func byHeader(r *http.Request) (access.Person, error) {
	return access.Person{ID: r.Header.Get("X-Person")}, nil
}

// fresh reports whether an earlier proof counted.
func fresh(t *testing.T, reply protocol.BrowserReply) bool {
	t.Helper()
	var proved protocol.Proved
	if reply.Error != nil {
		t.Fatalf("asking for an earlier proof: %+v", reply.Error)
	}
	must(t, json.Unmarshal(reply.Data, &proved))
	return proved.OK
}

// verbs are the audit's entries about proof of a run, the oldest first.
func (w *world) verbs(runID string) (verbs []string) {
	w.t.Helper()
	entries, err := w.store.Audit(w.t.Context(), runID, 100)
	must(w.t, err)
	for _, e := range slices.Backward(entries) {
		if verb, ours := strings.CutPrefix(e.Verb, "identity."); ours {
			verbs = append(verbs, verb)
		}
	}
	return verbs
}

func TestSec_B12_YesNeedsProof(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	if !h.identity(id, "1", -1).OK {
		t.Fatal("the question was refused")
	}
	if fresh(t, b.prove(id, "1", "")) {
		t.Error("an earlier proof counts, and there is none")
	}
	for _, value := range []string{`true`, ` true `, `1`, `"true"`, `[true]`, `null`, `{"confirmed":true}`} {
		if reply := b.say(id, "1", value); codeOf(reply) != protocol.Invalid {
			t.Errorf("%s without proof: %+v", value, reply)
		}
	}
	for _, secret := range []string{"wrong", "panic", strings.Repeat("x", 2000), secretOf("ben")} {
		if reply := b.prove(id, "1", secret); codeOf(reply) != protocol.Invalid {
			t.Errorf("secret %.20q: %+v", secret, reply)
		}
	}
	for _, other := range []string{"2", ""} {
		if reply := b.prove(id, other, secretOf("ada")); codeOf(reply) != protocol.Stale {
			t.Errorf("proof for another question: %+v", reply)
		}
	}
	if run, err := w.store.Get(t.Context(), id); err != nil || run.PendingID != "call 1" {
		t.Fatalf("the question was answered: %+v %v", run, err)
	}
	if !fresh(t, b.prove(id, "1", secretOf("ada"))) {
		t.Fatal("the right secret was not")
	}
	if r := h.response(); string(r.Values[0]) != "true" || len(r.Values) != 1 || r.Choice != "" {
		t.Fatalf("the host got %+v", r)
	}
	want := []string{"refuse", "refuse", "refuse", "refuse", "refuse", "refuse", "confirm"}
	if got := w.verbs(id); !slices.Equal(got, want) {
		t.Errorf("audit %q, want %q", got, want)
	}
}

// A proof counts for a while, for one session and one run.
func TestSec_B12_ProofIsBound(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	other := b.start(h, "refund", "k2")
	h.identity(id, "1", -1)
	h.identity(other, "1", -1)
	b.prove(id, "1", secretOf("ada"))

	h.identity(id, "2", -1)
	refused := func(what string, b *tab, run, question string) {
		t.Helper()
		if fresh(t, b.prove(run, question, "")) {
			t.Errorf("%s: the proof counts", what)
		}
		if reply := b.say(run, question, "true"); codeOf(reply) != protocol.Invalid {
			t.Errorf("%s: a yes: %+v", what, reply)
		}
	}
	refused("in another run", b, other, "1")
	refused("in another session", w.joinIn(t, "ada", "at home"), id, "2")
	refused("in a session without a name", w.joinIn(t, "ada", ""), id, "2")
	if reply := b.say(id, "2", "true"); reply.Error != nil {
		t.Fatalf("within the grace period: %+v", reply)
	}
	h.identity(id, "3", 0)
	refused("without a grace period", b, id, "3")
	b.prove(id, "3", secretOf("ada"))
	w.advance(5*time.Minute - time.Second)
	h.identity(id, "4", -1)
	if !fresh(t, w.open("ada").prove(id, "4", "")) { // another tab of the same session
		t.Error("4:59 after the proof: it does not count")
	}
	w.advance(2 * time.Second)
	h.identity(id, "5", -1)
	if fresh(t, b.prove(id, "5", "")) || b.say(id, "5", "true").Error == nil {
		t.Error("5:01 after the proof: it counts")
	}
	h.identity(id, "6", 600_000)
	if !fresh(t, b.prove(id, "6", "")) {
		t.Error("within a longer grace period: it does not count")
	}
}

// A no needs no proof, and ends the question.
func TestIdentityDeclined(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.identity(id, "1", -1)
	if reply := b.say(id, "1", "false"); reply.Error != nil {
		t.Fatalf("a no: %+v", reply)
	}
	if r := h.response(); string(r.Values[0]) != "false" {
		t.Fatalf("the host got %+v", r)
	}
	if reply := b.prove(id, "1", secretOf("ada")); codeOf(reply) != protocol.Stale {
		t.Errorf("proof after the no: %+v", reply)
	}
}

func TestSec_B07_SecretsAreThrottled(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.identity(id, "1", -1)
	for i := range 20 {
		if i%2 == 0 {
			b = w.open("ada") // from wherever it comes
		}
		b.prove(id, "1", fmt.Sprint("guess ", i))
	}
	if n := len(w.guesses()); n != 5 {
		t.Fatalf("%d guesses were looked at, want 5", n)
	}
	if reply := b.prove(id, "1", secretOf("ada")); reply.Error == nil || !strings.HasPrefix(reply.Error.Message, "There were too many tries. Wait ") {
		t.Fatalf("the right secret after too many wrong ones: %+v", reply)
	}
	ben := w.open("ben")
	theirs := ben.start(h, "refund", "k1")
	h.identity(theirs, "1", -1)
	if !fresh(t, ben.prove(theirs, "1", secretOf("ben"))) {
		t.Error("somebody else has to wait, too")
	}
	w.advance(time.Minute + time.Second)
	if !fresh(t, b.prove(id, "1", secretOf("ada"))) {
		t.Error("after a minute the right secret is still refused")
	}
}

func TestSec_B12_TheSecretIsWrittenNowhere(t *testing.T) {
	db := dbtest.Open(t)
	w := newWorld(t, db)
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "kept", "k1")
	b.openRun(id, 0)
	h.identity(id, "1", -1)
	secrets := []string{"a wrong one", "panic", secretOf("ada")}
	for _, secret := range secrets {
		b.prove(id, "1", secret)
	}
	h.response()
	h.complete(id, `{"status":"SUCCESS","data":1}`)
	b.status(protocol.RunDone)
	everything := []string{w.log.String()}
	for _, table := range []string{"runs", "events", "audit", "guesses", "sessions", "settings", "hosts"} {
		var rows []map[string]any
		must(t, db.Table("stagedoor_"+table).Find(&rows).Error)
		everything = append(everything, fmt.Sprint(rows))
	}
	b.mu.Lock()
	for _, push := range b.pushes {
		everything = append(everything, string(push.Data))
	}
	b.mu.Unlock()
	for len(h.got) > 0 {
		everything = append(everything, string((<-h.got).data))
	}
	for _, text := range everything {
		for _, secret := range secrets {
			if i := strings.Index(text, secret); i >= 0 && secret != "panic" {
				t.Errorf("%q is in …%s", secret, text[max(0, i-200):])
			}
		}
	}
	if strings.Contains(w.log.String(), "compare panic") || !strings.Contains(w.log.String(), "did not confirm who they are") {
		t.Errorf("log: %s", w.log.String())
	}
}

// A question is not shown as an ordinary one when its answer would have to be
// proven and cannot be.
func TestRefuseUnsafeQuestions(t *testing.T) {
	text := protocol.Component{MethodName: protocol.InputText, Label: "Name", Props: json.RawMessage(`{}`)}
	identity := protocol.Component{MethodName: protocol.ConfirmIdentity, Label: "Prove it", Props: json.RawMessage(`{}`)}
	for _, unable := range []bool{false, true} {
		w := newWorld(t, dbtest.Open(t), func(c *server.Config) {
			if !unable {
				return
			}
			var err error
			c.Access, err = access.New(access.Config{
				Store: c.Store, Mount: "/admin", Logger: slog.New(slog.DiscardHandler), Identify: byHeader,
			})
			must(t, err)
		})
		h := w.connect(routesOfTest())
		id := w.open("ada").start(h, "refund", "1")
		for what, call := range map[string]protocol.IOCall{
			"credentials":        {ToRender: []protocol.Component{{MethodName: "CREDENTIALS"}}},
			"identity in a form": {ToRender: []protocol.Component{text, identity}},
			"identity by choice": {ToRender: []protocol.Component{identity}, ChoiceButtons: []protocol.ChoiceButton{{Label: "Yes", Value: "yes"}}},
			"identity alone":     {ToRender: []protocol.Component{identity}},
		} {
			call.ID, call.InputGroupKey, call.Kind = protocol.NewID(), protocol.NewID(), "RENDER"
			took := h.render(id, call)
			if want := what == "identity alone" && !unable; took.OK != want || took.OK == (took.Message != "") {
				t.Errorf("%s, without the means %v: %+v", what, unable, took)
			}
		}
	}
}

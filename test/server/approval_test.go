package server_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// deciders lets in Cyd of finance, and Dan, a lead.
func (w *world) deciders() {
	w.change(func(people map[string]access.Person) {
		people["cyd"] = access.Person{ID: "cyd", Name: "Cyd", Email: "cyd@example.com", Teams: []string{"finance"}}
		people["dan"] = access.Person{ID: "dan", Name: "Dan", Roles: []string{"lead"}}
	})
}

// approval renders a question for somebody else.
func (h *fakeHost) approval(runID, id, props string) protocol.Accepted {
	h.t.Helper()
	return h.render(runID, protocol.IOCall{ID: "call " + id, InputGroupKey: "group " + id, Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.Approve, Label: "Refund of €500", Props: json.RawMessage(props)},
	}})
}

func (b *tab) decide(runID, id string, approved bool, reason string) protocol.BrowserReply {
	b.t.Helper()
	return b.ask(protocol.CallDecide, protocol.DecideRequest{
		RunID: runID, CallID: "call " + id, GroupKey: "group " + id, Approved: approved, Reason: reason,
	})
}

// asked are the ids of the runs that home lists for this person to decide.
func (b *tab) asked() (ids []string) {
	b.t.Helper()
	var home protocol.Home
	b.must(protocol.CallHome, nil, &home)
	for _, a := range home.Approvals {
		ids = append(ids, a.RunID)
	}
	return ids
}

// lists waits until home is pushed with these runs to decide.
func (b *tab) lists(ids ...string) {
	b.t.Helper()
	until(b, protocol.PushHome, fmt.Sprint("home lists ", ids), func(home protocol.Home) bool {
		return slices.EqualFunc(home.Approvals, ids, func(a protocol.Asking, id string) bool { return a.RunID == id })
	})
}

const byFinance = `{"teams":["finance"],"details":[{"label":"Invoice","value":"F-17"}]}`

// Somebody else decides, the host hears who it was, and both are in the audit.
func TestSec_C13_SomebodyElseDecides(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		w.deciders()
		h, owner, cyd := w.connect(routesOfTest()), w.open("ada"), w.open("cyd")
		if got := cyd.asked(); len(got) != 0 {
			t.Fatalf("before anything was asked: %v", got)
		}
		id := owner.start(h, "refund", "k1")
		owner.openRun(id, 0)
		if took := h.approval(id, "1", byFinance); !took.OK {
			t.Fatalf("the question was refused: %+v", took)
		}
		cyd.lists(id)
		if head := owner.status(protocol.RunWaiting).Run; !head.ForOthers || head.WaitingOn != "Refund of €500" {
			t.Errorf("the owner sees %+v", head)
		}
		var shown protocol.Approval
		cyd.must(protocol.CallApproval, protocol.RunRef{RunID: id}, &shown)
		if shown.Owner.Name != "Ada Lovelace" || shown.Name != "Refund" || shown.Label != "Refund of €500" ||
			shown.Call.ID != "call 1" || !strings.Contains(string(shown.Call.ToRender[0].Props), "F-17") {
			t.Errorf("shown: %+v", shown)
		}
		for range 2 { // once more, as after a lost connection
			if reply := cyd.decide(id, "1", true, "  Is fine.\n"); reply.Error != nil {
				t.Fatalf("decision: %+v", reply.Error)
			}
		}
		const want = `{"approved":true,"reason":"Is fine.","by":{"id":"cyd","name":"Cyd","email":"cyd@example.com"}}`
		if r := h.response(); string(r.Values[0]) != want || len(r.Values) != 1 {
			t.Errorf("the host got %s", r.Values)
		}
		if extra := len(h.got); extra != 0 {
			t.Errorf("the host heard %d times more", extra)
		}
		cyd.lists()
		if head := owner.status(protocol.RunWorking).Run; head.ForOthers {
			t.Errorf("after the decision the owner sees %+v", head)
		}
		entries, err := w.store.Audit(t.Context(), id, 10)
		must(t, err)
		if len(entries) != 2 || entries[0].Verb != "run.approve" || entries[0].PersonID != "cyd" || entries[1].PersonID != "ada" ||
			!strings.HasPrefix(entries[0].Detail, "Refund of €500 (") || !strings.HasSuffix(entries[0].Detail, "): Is fine.") {
			t.Errorf("audit: %+v", entries)
		}
	})
}

// Whoever runs the action does not decide, on any way.
func TestSec_C13_NobodyDecidesTheirOwn(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.change(func(people map[string]access.Person) {
		p := people["ada"]
		p.Teams = append(p.Teams, "finance")
		people["ada"] = p
	})
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.approval(id, "1", byFinance)
	if got := b.asked(); len(got) != 0 {
		t.Errorf("home lists %v", got)
	}
	if reply := b.decide(id, "1", true, ""); codeOf(reply) != protocol.Invalid {
		t.Errorf("decision: %+v", reply)
	}
	if reply := b.ask(protocol.CallApproval, protocol.RunRef{RunID: id}); codeOf(reply) != protocol.NotFound {
		t.Errorf("the screen of others: %+v", reply)
	}
	for _, value := range []string{
		`{"approved":true,"by":{"id":"cyd"}}`, `{"approved":false,"by":{"id":"ada"}}`, `true`, `null`,
	} {
		if reply := b.say(id, "1", value); codeOf(reply) != protocol.Invalid {
			t.Errorf("an answer of %s: %+v", value, reply)
		}
	}
	if reply := b.ask(protocol.CallProve, protocol.ProveRequest{
		RunID: id, CallID: "call 1", GroupKey: "group 1", Secret: secretOf("ada"),
	}); codeOf(reply) != protocol.Stale {
		t.Errorf("proof: %+v", reply)
	}
	if run, err := w.store.Get(t.Context(), id); err != nil || run.PendingID != "call 1" {
		t.Fatalf("it was decided: %+v %v", run, err)
	}
}

// To whoever is not asked, the question is as absent as one that never was, and
// those who are see nothing else of the run.
func TestSec_C13_OnlyWhoIsAsked(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.deciders()
	h, owner := w.connect(routesOfTest()), w.open("ada")
	people := map[string]*tab{"ben": w.open("ben"), "cyd": w.open("cyd"), "dan": w.open("dan")}
	for question, c := range map[string]struct{ slug, props, may string }{
		"teams":                                {"money/payout", byFinance, "cyd"},
		"roles":                                {"refund", `{"roles":["lead"]}`, "dan"},
		"either":                               {"refund", `{"teams":["finance"],"roles":["lead"]}`, "cyd dan"},
		"whoever may":                          {"refund", `{}`, "ben cyd dan"},
		"whoever may use what only a team may": {"money/payout", `{}`, ""},
		"nonsense":                             {"refund", `{"teams":7}`, ""},
		"an empty team":                        {"refund", `{"teams":[""]}`, ""},
		"an empty role":                        {"refund", `{"roles":["", "lead"]}`, ""},
		"another's team":                       {"refund", `{"teams":["lead"]}`, ""}, // a role is no team
	} {
		id := owner.start(h, c.slug, question)
		h.approval(id, question, c.props)
		for name, b := range people {
			may := slices.Contains(strings.Fields(c.may), name)
			never := b.ask(protocol.CallApproval, protocol.RunRef{RunID: "never-was"})
			shown := b.ask(protocol.CallApproval, protocol.RunRef{RunID: id})
			if seen := shown.Error == nil; seen != may || !may && *shown.Error != *never.Error {
				t.Errorf("%s: %s sees %v, %+v", question, name, seen, shown.Error)
			}
			if listed := slices.Contains(b.asked(), id); listed != may {
				t.Errorf("%s: listed for %s: %v", question, name, listed)
			}
			if !may {
				if reply := b.decide(id, question, true, ""); reply.Error == nil || *reply.Error != *never.Error {
					t.Errorf("%s: %s decides: %+v", question, name, reply)
				}
			}
			for _, call := range []protocol.BrowserCall{protocol.CallOpenRun, protocol.CallCancelRun} {
				if reply := b.ask(call, map[string]any{"runId": id}); reply.Error == nil || *reply.Error != *never.Error {
					t.Errorf("%s: %s by %s: %+v", question, call, name, reply)
				}
			}
		}
	}
}

// A decision is for what was shown, and counts once.
func TestSec_C13_DecidedOnce(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.deciders()
	h, owner, cyd, dan := w.connect(routesOfTest()), w.open("ada"), w.open("cyd"), w.open("dan")
	id := owner.start(h, "refund", "k1")
	h.approval(id, "1", `{"details":[{"label":"Amount","value":"€5"}]}`)
	h.render(id, protocol.IOCall{ID: "call 2", InputGroupKey: "group 1", Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.Approve, Label: "Refund", Props: json.RawMessage(`{"details":[{"label":"Amount","value":"€5,000"}]}`)},
	}})
	if reply := cyd.decide(id, "1", true, ""); codeOf(reply) != protocol.Stale {
		t.Errorf("a decision about what is no longer asked: %+v", reply)
	}
	if reply := cyd.decide(id, "", true, ""); reply.Error == nil {
		t.Error("a decision about nothing was taken")
	}
	decide := func(b *tab, approved bool, reason string) protocol.BrowserReply {
		return b.ask(protocol.CallDecide, protocol.DecideRequest{
			RunID: id, CallID: "call 2", GroupKey: "group 1", Approved: approved, Reason: reason,
		})
	}
	if reply := decide(cyd, false, strings.Repeat("é", 1001)); codeOf(reply) != protocol.Invalid {
		t.Errorf("a reason of 1001 characters: %+v", reply)
	}
	if reply := decide(cyd, false, strings.Repeat("é", 1000)); reply.Error != nil {
		t.Fatalf("a no: %+v", reply.Error)
	}
	for name, reply := range map[string]protocol.BrowserReply{
		"another mind": decide(cyd, true, ""), "another reason": decide(cyd, false, "x"), "another person": decide(dan, true, ""),
	} {
		if code := codeOf(reply); code != protocol.NotFound {
			t.Errorf("%s: %s", name, code)
		}
	}
	if r := h.response(); !strings.HasPrefix(string(r.Values[0]), `{"approved":false,`) {
		t.Errorf("the host got %s", r.Values)
	}
	entries, err := w.store.Audit(t.Context(), id, 10)
	must(t, err)
	if len(entries) != 2 || entries[0].Verb != "run.decline" {
		t.Errorf("audit: %+v", entries)
	}
}

// What is waiting is still there after a restart of the server, with the same
// people to decide it; whoever leaves the team does not, and a run that was
// canceled waits for nobody.
func TestSec_C13_TheQuestionIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		before := newWorld(t, db)
		before.deciders()
		h, owner := before.connect(routesOfTest()), before.open("ada")
		id, other := owner.start(h, "refund", "k1"), owner.start(h, "refund", "k2")
		h.approval(id, "1", byFinance)
		h.approval(other, "1", byFinance)
		owner.must(protocol.CallCancelRun, protocol.RunRef{RunID: other}, nil)
		owner.close()
		before.server.Shutdown(t.Context())
		h.end()

		w := newWorld(t, db)
		w.deciders()
		w.connect(routesOfTest())
		cyd := w.open("cyd")
		if got := cyd.asked(); !slices.Equal(got, []string{id}) {
			t.Fatalf("after the restart home lists %v, want %v", got, id)
		}
		var home protocol.Home
		w.open("ada").must(protocol.CallHome, nil, &home)
		if len(home.Waiting) != 0 || len(home.InProgress) != 1 || !home.InProgress[0].ForOthers {
			t.Errorf("the owner's home: %+v", home)
		}
		w.change(func(people map[string]access.Person) {
			p := people["cyd"]
			p.Teams = nil
			people["cyd"] = p
		})
		if reply := cyd.decide(id, "1", true, ""); codeOf(reply) != protocol.NotFound {
			t.Errorf("off the team: %+v", reply)
		}
		w.deciders()
		if reply := cyd.decide(id, "1", true, ""); reply.Error != nil {
			t.Fatalf("decision: %+v", reply.Error)
		}
		if got := cyd.asked(); len(got) != 0 {
			t.Errorf("after the decision home lists %v", got)
		}
	})
}

func TestApprovalsStandAlone(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h := w.connect(routesOfTest())
	id := w.open("ada").start(h, "refund", "k1")
	approve := protocol.Component{MethodName: protocol.Approve, Label: "Refund", Props: json.RawMessage(`{}`)}
	for what, call := range map[string]protocol.IOCall{
		"with another": {ToRender: []protocol.Component{approve, {MethodName: protocol.InputText, Label: "Name"}}},
		"twice":        {ToRender: []protocol.Component{approve, approve}},
		"by choice":    {ToRender: []protocol.Component{approve}, ChoiceButtons: []protocol.ChoiceButton{{Label: "Yes", Value: "yes"}}},
	} {
		call.ID, call.InputGroupKey, call.Kind = protocol.NewID(), protocol.NewID(), "RENDER"
		if took := h.render(id, call); took.OK || !strings.Contains(took.Message, "APPROVE stands by itself") {
			t.Errorf("%s: %+v", what, took)
		}
	}
}

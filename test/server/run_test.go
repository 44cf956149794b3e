package server_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// A run from its start to its result, as a browser and a host see it.
func TestRun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		h, b := w.connect(routesOfTest()), w.open("ada")
		id := b.start(h, "refund", "k1")
		if got := b.openRun(id, 0); got.Run.Owner.ID != "ada" || got.Run.Service != "here" || !got.Run.Status.Live() {
			t.Fatalf("opened: %+v", got.Run)
		}
		if ok := h.ask(id, "c1", "g1"); !ok.OK {
			t.Fatalf("render refused: %+v", ok)
		}
		asked := b.status(protocol.RunWaiting)
		if asked.Run.PendingID != "c1" || asked.Run.PendingKey != "g1" || asked.Run.WaitingOn != "Your name" {
			t.Fatalf("asked: %+v", asked.Run)
		}
		answer := protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada")}}
		b.must(protocol.CallAnswer, answer, nil)
		r := h.response()
		if r.ID != "c1" || r.InputGroupKey != "g1" || r.Kind != protocol.Return || string(r.Values[0]) != `"Ada"` || r.TransactionID != id {
			t.Fatalf("answer at the host: %+v", r)
		}
		b.must(protocol.CallAnswer, answer, nil) // once more, as after a lost connection: well, and without effect
		answer.Values[0] = text("Ben")
		if reply := b.ask(protocol.CallAnswer, answer); reply.Error == nil || reply.Error.Code != protocol.Stale {
			t.Fatalf("another answer: %+v", reply)
		}
		if !h.complete(id, `{"schemaVersion":1,"status":"SUCCESS","data":{"refunded":1}}`) {
			t.Fatal("completion refused")
		}
		done := b.status(protocol.RunDone)
		if string(done.Run.Result.Data) != `{"refunded":1}` || done.Run.Kept || done.Run.EndedAt == nil {
			t.Fatalf("done: %+v %s", done.Run, done.Run.Result.Data)
		}
		select {
		case extra := <-h.got:
			t.Fatalf("the host also got %s %s", extra.method, extra.data)
		default:
		}
		b.must(protocol.CallCloseRun, protocol.RunRef{RunID: id}, nil)
		var closed protocol.CloseTransactionRequest
		h.next(protocol.CloseTransaction, &closed)
		if after := b.openRun(id, 0); len(after.Events) != 0 {
			t.Fatalf("the transcript stays: %+v", after.Events)
		}
	})
}

// A tab that comes anew gets the whole transcript, one that was there before only
// what it missed.
func TestReload(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "kept", "k1")
	for i := range 3 {
		c, g := fmt.Sprint("c", i), fmt.Sprint("g", i)
		h.ask(id, c, g)
		b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: c, GroupKey: g, Values: []json.RawMessage{text(c)}}, nil)
		h.response()
	}
	var ok bool
	h.call(protocol.SendLog, protocol.SendLogRequest{TransactionID: id, Data: "one", Index: new(0)}, &ok)
	h.call(protocol.SendLog, protocol.SendLogRequest{TransactionID: id, Data: "one", Index: new(0)}, &ok) // sent twice, one line
	whole := w.open("ada").openRun(id, 0)
	if slots := slotsOf(whole); slots != "call:g0 answer:g0 call:g1 answer:g1 call:g2 answer:g2 log:0" {
		t.Fatalf("whole transcript: %s", slots)
	}
	rest := w.open("ada").openRun(id, whole.Events[4].Seq)
	if slots := slotsOf(rest); slots != "answer:g2 log:0" {
		t.Fatalf("rest: %s", slots)
	}
	h.complete(id, `{"status":"SUCCESS","data":null}`)
	if kept := w.open("ada").openRun(id, 0); len(kept.Events) != 7 || !kept.Run.Kept {
		t.Fatalf("kept: %s", slotsOf(kept))
	}
}

// A host asks again, after an answer that would not do, before its reply to that
// answer is here. The next answer has to reach it all the same.
func TestAskedAgainAtOnce(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.busy = make(chan struct{})
	h.ask(id, "c1", "g1")
	for _, c := range []string{"c1", "c2"} {
		b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: c, GroupKey: "g1", Values: []json.RawMessage{text(c)}}, nil)
		if c == "c2" {
			close(h.busy)
		}
		if r := h.response(); r.ID != c || string(r.Values[0]) != `"`+c+`"` {
			t.Fatalf("the host got %s of %s, want that of %s", r.Values, r.ID, c)
		}
		if c == "c1" {
			h.ask(id, "c2", "g1")
		}
	}
}

func slotsOf(e protocol.RunEvents) (slots string) {
	for i, event := range e.Events {
		if i > 0 {
			slots += " "
		}
		slots += event.Slot
	}
	return slots
}

// Of any number of answers at the same time, one is taken and delivered once.
func TestSec_D06_OneAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		h, first := w.connect(routesOfTest()), w.open("ada")
		id := first.start(h, "refund", "k1")
		h.ask(id, "c1", "g1")
		var taken atomic.Int32
		var all sync.WaitGroup
		for tabs := range 8 {
			b := w.open("ada")
			all.Go(func() {
				for i := range 8 {
					reply := b.ask(protocol.CallAnswer, protocol.AnswerRequest{
						RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text(fmt.Sprint(tabs, "-", i))},
					})
					switch {
					case reply.Error == nil:
						taken.Add(1)
					case reply.Error.Code != protocol.Stale:
						t.Errorf("answer: %+v", reply.Error)
					}
				}
			})
		}
		all.Wait()
		if n := taken.Load(); n != 1 {
			t.Fatalf("%d answers were taken", n)
		}
		h.response()
		h.ask(id, "c2", "g2")
		first.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g2", Values: []json.RawMessage{text("next")}}, nil)
		if r := h.response(); r.ID != "c2" {
			t.Fatalf("the host got a second answer to the first question: %+v", r)
		}
	})
}

// The same start key starts once.
func TestSec_J01_OneStart(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	var again protocol.StartedRun
	b.must(protocol.CallStartRun, protocol.StartRunRequest{Slug: "refund", Key: "k1"}, &again)
	if again.RunID != id {
		t.Fatalf("again: %s, first: %s", again.RunID, id)
	}
	other := b.ask(protocol.CallStartRun, protocol.StartRunRequest{Slug: "refund", Key: "k1", Params: map[string]string{"id": "7"}})
	if other.Error == nil || other.Error.Code != protocol.Conflict {
		t.Fatalf("other parameters: %+v", other)
	}
	b.ask(protocol.CallPing, nil)
	if len(h.got) != 0 {
		t.Fatalf("the host was told to start again: %s", (<-h.got).method)
	}
}

// Late, foreign and malformed answers are refused before anything is stored.
func TestAnswerChecks(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.ask(id, "c1", "g1")
	h.render(id, protocol.IOCall{ID: "c2", InputGroupKey: "g2", ToRender: []protocol.Component{
		{MethodName: protocol.DisplayHeading, Label: "Sure?"},
	}, ChoiceButtons: []protocol.ChoiceButton{{Label: "Yes", Value: "yes"}, {Label: "No", Value: "no"}}})
	null := json.RawMessage("null")
	for _, c := range []struct {
		name   string
		answer protocol.AnswerRequest
		want   protocol.ErrorCode
	}{
		{"call of before", protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("x")}}, protocol.Stale},
		{"key of before", protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g1", Values: []json.RawMessage{null}, Choice: "yes"}, protocol.Stale},
		{"id of before", protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g2", Values: []json.RawMessage{null}, Choice: "yes"}, protocol.Stale},
		{"no id", protocol.AnswerRequest{RunID: id, GroupKey: "g2", Values: []json.RawMessage{null}, Choice: "yes"}, protocol.Stale},
		{"no key", protocol.AnswerRequest{RunID: id, CallID: "c2", Values: []json.RawMessage{null}, Choice: "yes"}, protocol.Stale},
		{"unknown run", protocol.AnswerRequest{RunID: "nowhere", CallID: "c2", GroupKey: "g2"}, protocol.NotFound},
		{"too many values", protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g2", Values: []json.RawMessage{null, null}, Choice: "yes"}, protocol.Invalid},
		{"no values", protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g2", Choice: "yes"}, protocol.Invalid},
		{"unknown button", protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g2", Values: []json.RawMessage{null}, Choice: "maybe"}, protocol.Invalid},
		{"no button", protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g2", Values: []json.RawMessage{null}}, protocol.Invalid},
	} {
		reply := b.ask(protocol.CallAnswer, c.answer)
		if reply.Error == nil || reply.Error.Code != c.want {
			t.Errorf("%s: %+v, want %s", c.name, reply.Error, c.want)
		}
	}
	b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c2", GroupKey: "g2", Values: []json.RawMessage{null}, Choice: "no"}, nil)
	if r := h.response(); r.Choice != "no" || r.ID != "c2" {
		t.Fatalf("the host got %+v", r)
	}
}

// A host that drops in the middle of a run and comes back finds it as it was; an
// answer given meanwhile reaches it.
func TestHostReturns(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	b.openRun(id, 0)
	h.ask(id, "c1", "g1")
	b.status(protocol.RunWaiting)
	h.end()
	until(b, protocol.PushRun, "the service is away", func(e protocol.RunEvents) bool { return e.Run.Service == "away" })
	b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada")}}, nil)
	if reply := b.ask(protocol.CallStartRun, protocol.StartRunRequest{Slug: "refund", Key: "k2"}); reply.Error == nil || reply.Error.Code != protocol.Unavailable {
		t.Fatalf("start while away: %+v", reply)
	}
	h = w.connect(routesOfTest())
	if !h.ask(id, "c1", "g1").OK { // hosts send again what they think is open
		t.Fatal("the question of before was refused")
	}
	if r := h.response(); r.ID != "c1" || string(r.Values[0]) != `"Ada"` {
		t.Fatalf("the host got %+v", r)
	}
	until(b, protocol.PushRun, "the service is here", func(e protocol.RunEvents) bool { return e.Run.Service == "here" })
	if run := b.openRun(id, 0).Run; run.Status != protocol.RunWorking || run.PendingID != "" {
		t.Fatalf("the answered question is open again: %+v", run)
	}
	h.complete(id, `{"status":"SUCCESS","data":null}`)
	b.status(protocol.RunDone)
}

// A host that does not come back in time leaves its runs interrupted.
func TestHostStaysAway(t *testing.T) {
	w := newWorld(t, dbtest.Open(t), func(c *server.Config) { c.Grace = 100 * time.Millisecond })
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	b.openRun(id, 0)
	h.ask(id, "c1", "g1")
	h.end()
	b.status(protocol.RunInterrupted)
	late := b.ask(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada")}})
	if late.Error == nil || late.Error.Code != protocol.Stale {
		t.Fatalf("answer after the end: %+v", late)
	}
	h = w.connect(routesOfTest())
	if ok := h.ask(id, "c2", "g2"); ok.OK {
		t.Fatal("a run that was interrupted goes on")
	}
}

// A host has no business with the runs of another.
func TestForeignHost(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	other := w.connect(protocol.InitializeHostRequest{
		SDKName: "@interval/sdk", SDKVersion: "2.1.0", InstanceID: "host-2", Actions: []protocol.ActionDef{{Slug: "other"}},
	})
	var ok bool
	other.call(protocol.SendLog, protocol.SendLogRequest{TransactionID: id, Data: "mine"}, &ok)
	if ok || other.ask(id, "c1", "g1").OK || other.complete(id, `{"status":"SUCCESS"}`) {
		t.Fatal("another host took over the run")
	}
	if run := b.openRun(id, 0); !run.Run.Status.Live() || len(run.Events) != 0 {
		t.Fatalf("the run has changed: %+v", run)
	}
}

// Canceling ends the run for everybody, and late words of the host change nothing.
func TestCancel(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	b.openRun(id, 0)
	h.ask(id, "c1", "g1")
	b.must(protocol.CallCancelRun, protocol.RunRef{RunID: id}, nil)
	b.status(protocol.RunCanceled)
	if r := h.response(); r.Kind != protocol.Canceled || r.ID != "c1" || r.InputGroupKey != "g1" || len(r.Values) != 0 {
		t.Fatalf("the host got %+v", r)
	}
	if !h.complete(id, `{"status":"SUCCESS","data":1}`) {
		t.Fatal("a late completion is refused, and hosts would say it again")
	}
	b.must(protocol.CallCancelRun, protocol.RunRef{RunID: id}, nil)
	if run := b.openRun(id, 0).Run; run.Status != protocol.RunCanceled {
		t.Fatalf("after all: %+v", run)
	}
}

// What an action says while it puts things right after it was canceled is shown,
// to those who look and to those who come later; it asks and shows nothing else.
func TestLogAfterCancel(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	b.openRun(id, 0)
	b.must(protocol.CallCancelRun, protocol.RunRef{RunID: id}, nil)
	b.status(protocol.RunCanceled)
	h.response()
	var ok bool
	h.call(protocol.SendLog, protocol.SendLogRequest{TransactionID: id, Data: "put right", Index: new(0)}, &ok)
	if !ok {
		t.Fatal("the line was refused")
	}
	until(b, protocol.PushRun, "the line", func(e protocol.RunEvents) bool {
		return slotsOf(e) == "log:0" && e.Run.Status == protocol.RunCanceled
	})
	h.call(protocol.SendLoadingCall, protocol.SendLoadingRequest{TransactionID: id, LoadingState: protocol.LoadingState{Label: "More"}}, &ok)
	if ok {
		t.Fatal("a loading state of a canceled run was taken")
	}
	if later := w.open("ada").openRun(id, 0); slotsOf(later) != "log:0" || later.Run.Status != protocol.RunCanceled {
		t.Fatalf("later: %s, %+v", slotsOf(later), later.Run)
	}
}

// Tables of a run that has ended can be turned while somebody looks.
func TestTablesAfterTheEnd(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	b.openRun(id, 0)
	table := protocol.IOCall{ID: "t1", InputGroupKey: "g1", ToRender: []protocol.Component{
		{MethodName: protocol.DisplayTable, Label: "Charges", IsStateful: true},
	}}
	h.render(id, table)
	h.complete(id, `{"status":"SUCCESS","data":null}`)
	b.status(protocol.RunDone)
	state := protocol.StateRequest{RunID: id, GroupKey: "g1", Values: []json.RawMessage{json.RawMessage(`{"offset":20}`)}}
	b.must(protocol.CallRunState, state, nil)
	if r := h.response(); r.Kind != protocol.SetState || r.ID != "t1" {
		t.Fatalf("the host got %+v", r)
	}
	table.ID = "t2"
	if !h.render(id, table).OK {
		t.Fatal("the second page was refused")
	}
	until(b, protocol.PushRun, "the second page", func(e protocol.RunEvents) bool {
		return len(e.Events) == 1 && e.Events[0].Slot == "call:g1" && e.Run.Status == protocol.RunDone
	})
	b.close()
	var closed protocol.CloseTransactionRequest
	h.next(protocol.CloseTransaction, &closed)
	if h.render(id, table).OK {
		t.Fatal("a table that nobody looks at was taken")
	}
}

// A run that is over before anybody has opened it can still be used: its tables
// and files are there for a while.
func TestARunThatEndsBeforeItIsSeenLingers(t *testing.T) {
	w := newWorld(t, dbtest.Open(t), func(c *server.Config) { c.Linger = time.Hour })
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "kept", "k1")
	var call protocol.IOCall
	must(t, json.Unmarshal([]byte(table), &call))
	h.render(id, call)
	h.complete(id, `{"status":"SUCCESS","data":null}`)
	late := w.open("ada")
	late.openRun(id, 0)
	state := protocol.StateRequest{RunID: id, GroupKey: "g1", Values: []json.RawMessage{json.RawMessage(`{"offset":20}`)}}
	late.must(protocol.CallRunState, state, nil)
	if r := h.response(); r.Kind != protocol.SetState || string(r.Values[0]) != `{"offset":20}` {
		t.Fatalf("the host got %+v", r)
	}
	late.close()
	w.open("ada").must(protocol.CallRunState, state, nil)
	h.response()
}

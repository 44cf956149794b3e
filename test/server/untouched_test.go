package server_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// waiting are the runs that wait for the person.
func (b *tab) waiting() (ids []string) {
	b.t.Helper()
	var home protocol.Home
	b.must(protocol.CallHome, nil, &home)
	for _, run := range home.Waiting {
		ids = append(ids, run.ID)
	}
	return ids
}

// opens starts a run, looks at its first question and leaves it.
func (b *tab) opens(h *fakeHost, key string) string {
	b.t.Helper()
	id := b.start(h, "refund", key)
	b.openRun(id, 0)
	h.ask(id, "c1", "g1")
	b.must(protocol.CallCloseRun, protocol.RunRef{RunID: id}, nil)
	return id
}

// A form that was looked at and left is nowhere but at its address.
func TestUntouchedRunsDoNotWait(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, ada := w.connect(routesOfTest()), w.open("ada")
	id := ada.opens(h, "k1")
	h.render(id, protocol.IOCall{ID: "d1", InputGroupKey: "g0", Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.DisplayTable, Label: "Orders", IsStateful: true, Props: json.RawMessage(`{}`)},
	}})
	ada.must(protocol.CallRunState, protocol.StateRequest{RunID: id, GroupKey: "g0", Values: []json.RawMessage{json.RawMessage(`{"offset":1}`)}}, nil)
	var home protocol.Home
	ada.must(protocol.CallHome, nil, &home)
	if len(home.Waiting)+len(home.InProgress)+len(home.Recent) != 0 {
		t.Errorf("home: %+v", home)
	}
	if ids, _ := ada.history(protocol.HistoryRequest{}); len(ids) != 0 {
		t.Errorf("history: %v", ids)
	}
	var card protocol.StartCard
	ada.must(protocol.CallStartCard, protocol.StartCardRequest{Slug: "refund"}, &card)
	if card.Unfinished != nil {
		t.Errorf("unfinished: %+v", card.Unfinished)
	}
	if again := ada.openRun(id, 0); !again.Run.Untouched || again.Run.PendingID != "c1" {
		t.Errorf("opened again: %+v", again.Run)
	}
}

// Whoever presses Cancel run has done something.
func TestCanceledRunsAreTouched(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, ada := w.connect(routesOfTest()), w.open("ada")
	id := ada.opens(h, "k1")
	ada.must(protocol.CallCancelRun, protocol.RunRef{RunID: id}, nil)
	if shown := ada.openRun(id, 0).Run; shown.Status != protocol.RunCanceled || shown.Untouched {
		t.Errorf("shown: %+v", shown)
	}
	if ids, _ := ada.history(protocol.HistoryRequest{}); !slices.Equal(ids, []string{id}) {
		t.Errorf("history: %v", ids)
	}
}

// Whatever somebody does in a run, or it does itself, makes it wait.
func TestTouchedRunsWait(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, ada := w.connect(routesOfTest()), w.open("ada")
	null := []json.RawMessage{json.RawMessage("null")}
	begin := func(key string) string {
		id := ada.start(h, "refund", key)
		ada.openRun(id, 0)
		return id
	}
	for name, touch := range map[string]func(t *testing.T) string{
		"a change": func(*testing.T) string {
			id := ada.opens(h, "change")
			ada.must(protocol.CallTouchRun, protocol.RunRef{RunID: id}, nil)
			return id
		},
		"a state": func(*testing.T) string {
			id := ada.opens(h, "state")
			ada.must(protocol.CallRunState, protocol.StateRequest{RunID: id, GroupKey: "g1", Values: null}, nil)
			return id
		},
		"a file": func(*testing.T) string {
			id := begin("file")
			h.render(id, protocol.IOCall{ID: "c1", InputGroupKey: "g1", Kind: "RENDER", ToRender: []protocol.Component{
				{MethodName: protocol.UploadFile, Label: "File", Props: json.RawMessage(`{"maxSize":10}`)},
			}})
			ada.ask(protocol.CallRunUpload, protocol.RunUploadRequest{RunID: id, GroupKey: "g1", Name: "a.txt", Size: 1})
			return id
		},
		"an answer": func(*testing.T) string {
			id := ada.opens(h, "answer")
			ada.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("x")}}, nil)
			h.ask(id, "c2", "g1") // it was refused
			return id
		},
		"a second question": func(*testing.T) string {
			id := ada.opens(h, "second")
			h.ask(id, "c2", "g2")
			return id
		},
		"a log": func(*testing.T) string {
			id := begin("log")
			h.call(protocol.SendLog, protocol.SendLogRequest{TransactionID: id, Data: "Looked."}, nil)
			h.ask(id, "c1", "g1")
			return id
		},
		"progress": func(*testing.T) string {
			id := begin("progress")
			h.call(protocol.SendLoadingCall, protocol.SendLoadingRequest{TransactionID: id, LoadingState: protocol.LoadingState{Label: "Looking"}}, nil)
			h.ask(id, "c1", "g1")
			return id
		},
	} {
		t.Run(name, func(t *testing.T) {
			if id := touch(t); !slices.Contains(ada.waiting(), id) {
				t.Error("it does not wait")
			}
		})
	}
}

// A question that nobody has seen is told, and waits.
func TestUnseenRunsWait(t *testing.T) {
	m := &mailbox{}
	w := posting(t, dbtest.Open(t), m)
	h, ada := w.connect(routesOfTest()), w.open("ada")
	id := ada.start(h, "refund", "k1")
	h.ask(id, "c1", "g1")
	m.wait(t, 1)
	if got := ada.waiting(); !slices.Equal(got, []string{id}) {
		t.Errorf("waiting: %v", got)
	}
}

// An hour after the last browser has left it, an untouched run is canceled.
func TestUntouchedRunsEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		m := &mailbox{}
		w := posting(t, db, m, func(c *server.Config) { c.Grace, c.Absence = 2*time.Second, time.Minute })
		h, ada := w.connect(routesOfTest()), w.open("ada")
		watched, later := ada.opens(h, "watched"), ada.opens(h, "later")
		touched, left := ada.opens(h, "touched"), ada.opens(h, "left")
		ada.openRun(watched, 0)
		ada.openRun(later, 0)
		ada.must(protocol.CallTouchRun, protocol.RunRef{RunID: touched}, nil)
		status := func(id string) store.Status {
			row, err := w.store.Get(t.Context(), id)
			must(t, err)
			return row.Status
		}
		ended := func(ids ...string) {
			t.Helper()
			for range ids {
				r := h.response()
				if !slices.Contains(ids, r.TransactionID) || r.Kind != protocol.Canceled || r.ID != "c1" || r.InputGroupKey != "g1" {
					t.Errorf("the host hears %+v, want the end of %v", r, ids)
				}
			}
			for _, id := range ids {
				row, err := w.store.Get(t.Context(), id)
				if err != nil || row.Status != store.Canceled || !row.Untouched {
					t.Errorf("ended: %+v, %v", row, err)
				}
			}
		}
		w.advance(20 * time.Minute)
		ada.must(protocol.CallCloseRun, protocol.RunRef{RunID: later}, nil)
		w.advance(40 * time.Minute)
		ended(left)
		if status(watched) != store.Waiting || status(later) != store.Waiting || status(touched) != store.Waiting {
			t.Errorf("watched is %s, left later %s, touched is %s", status(watched), status(later), status(touched))
		}
		ada.must(protocol.CallCloseRun, protocol.RunRef{RunID: watched}, nil)
		w.advance(time.Hour)
		ended(later, watched)
		if got := ada.waiting(); !slices.Equal(got, []string{touched}) || len(m.letters()) != 0 || len(ada.messages()) != 0 {
			t.Errorf("waiting: %v, letters: %v, messages: %v", got, m.letters(), ada.messages())
		}
		if shown := ada.openRun(left, 0).Run; shown.Status != protocol.RunCanceled || !shown.Untouched {
			t.Errorf("shown: %+v", shown)
		}
		var home protocol.Home
		ada.must(protocol.CallHome, nil, &home)
		if len(home.Recent) != 0 {
			t.Errorf("recent: %+v", home.Recent)
		}
		if ids, _ := ada.history(protocol.HistoryRequest{}); !slices.Equal(ids, []string{touched}) {
			t.Errorf("history: %v", ids)
		}
	})
}

// Runs that nobody has begun, and those that wait for somebody else, are as any.
func TestRunsThatAreNeverUntouched(t *testing.T) {
	at := newHands()
	sc := schedule(t, "*/5 * * * *", "money/payout", "ada", false)
	w := keeping(t, dbtest.Open(t), at, sc)
	h, ada := w.connect(routesOfTest()), w.open("ada")
	w.tick(sc, store.TickFirst, time.Time{})
	due := noon.Truncate(time.Hour).Add(5 * time.Minute)
	at.set(due.Add(time.Second))
	w.tick(sc, store.TickStarted, due)
	var clock protocol.StartTransactionRequest
	h.next(protocol.StartTransaction, &clock)
	asking := ada.start(h, "refund", "k1")
	ada.openRun(clock.TransactionID, 0)
	ada.openRun(asking, 0)
	h.ask(clock.TransactionID, "c1", "g1")
	h.approval(asking, "1", byFinance)
	for what, id := range map[string]string{"of the clock": clock.TransactionID, "for others": asking} {
		row, err := w.store.Get(t.Context(), id)
		if err != nil || row.Status != store.Waiting || row.Untouched {
			t.Errorf("%s: %+v, %v", what, row, err)
		}
	}
}

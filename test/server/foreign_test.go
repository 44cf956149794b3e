package server_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// colleague puts ben on ada's team, so that only the run itself is between them.
func (w *world) colleague() {
	w.change(func(people map[string]access.Person) {
		p := people["ben"]
		p.Teams = people["ada"].Teams
		people["ben"] = p
	})
}

// A colleague on the same team, with the exact ids, gets nothing of a run.
func TestSec_C04_RunsBelongToTheirOwner(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		w.colleague()
		h, owner, other := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
		id := owner.start(h, "money/payout", "k1")
		h.ask(id, "c1", "g1")
		owner.openRun(id, 0)
		never := other.ask(protocol.CallOpenRun, protocol.OpenRunRequest{RunID: "never-was"})
		value := []json.RawMessage{text("stolen")}
		for call, data := range map[protocol.BrowserCall]any{
			protocol.CallOpenRun:   protocol.OpenRunRequest{RunID: id},
			protocol.CallCloseRun:  protocol.RunRef{RunID: id},
			protocol.CallTouchRun:  protocol.RunRef{RunID: id},
			protocol.CallAnswer:    protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: value},
			protocol.CallRunState:  protocol.StateRequest{RunID: id, GroupKey: "g1", Values: value},
			protocol.CallCancelRun: protocol.RunRef{RunID: id},
			protocol.CallHistory:   protocol.HistoryRequest{Before: id, Limit: 5},
		} {
			reply := other.ask(call, data)
			if reply.Error == nil || *reply.Error != *never.Error {
				t.Errorf("%s by a colleague: %+v", call, reply)
			}
		}
		var history protocol.History
		other.must(protocol.CallHistory, protocol.HistoryRequest{Limit: 50}, &history)
		var card protocol.StartCard
		other.must(protocol.CallStartCard, protocol.StartCardRequest{Slug: "money/payout"}, &card)
		if len(history.Runs) != 0 || card.Unfinished != nil || card.LastRun != nil {
			t.Errorf("the colleague sees %+v, %+v", history.Runs, card)
		}
		row, err := w.store.Get(t.Context(), id)
		if err != nil || row.PendingID != "c1" || !row.Untouched {
			t.Errorf("the run was touched: %+v %v", row, err)
		}
		owner.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("mine")}}, nil)
		if got := h.response(); string(got.Values[0]) != `"mine"` {
			t.Errorf("the host got %s", got.Values)
		}
		other.mu.Lock()
		defer other.mu.Unlock()
		for _, push := range other.pushes {
			if strings.Contains(string(push.Data), id) {
				t.Errorf("the colleague was told: %s %s", push.Push, push.Data)
			}
		}
	})
}

// The same start key of two people starts two runs, and neither learns of the other's.
func TestSec_C04_StartKeysArePersonal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		w.colleague()
		h, ada, ben := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
		first, second := ada.start(h, "refund", "the-key"), ben.start(h, "refund", "the-key")
		if first == second {
			t.Fatal("both people have the same run")
		}
		if row, err := w.store.Get(t.Context(), second); err != nil || row.PersonID != "ben" {
			t.Errorf("the second run is %+v, %v", row, err)
		}
	})
}

// An answer counts for the run it names, and its ids for nothing else.
func TestSec_C05_OneIdentifierPerMessage(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	a, other := b.start(h, "refund", "k1"), b.start(h, "refund", "k2")
	h.ask(a, "c1", "g1")
	h.ask(other, "c2", "g2")
	for name, in := range map[string]protocol.AnswerRequest{
		"the call of another run":  {RunID: a, CallID: "c2", GroupKey: "g1"},
		"the key of another run":   {RunID: a, CallID: "c1", GroupKey: "g2"},
		"both":                     {RunID: a, CallID: "c2", GroupKey: "g2"},
		"no call":                  {RunID: a, GroupKey: "g1"},
		"no key":                   {RunID: a, CallID: "c1"},
		"no run":                   {CallID: "c1", GroupKey: "g1"},
		"a run in the place of it": {RunID: "g1", CallID: a, GroupKey: "c1"},
	} {
		in.Values = []json.RawMessage{text("x")}
		if code := codeOf(b.ask(protocol.CallAnswer, in)); code != protocol.Stale && code != protocol.NotFound {
			t.Errorf("%s: %q", name, code)
		}
	}
	for run, call := range map[string]string{a: "c1", other: "c2"} {
		if row, err := w.store.Get(t.Context(), run); err != nil || row.PendingID != call {
			t.Errorf("the question of %s: %+v %v", call, row, err)
		}
	}
}

// Runs of an action that the person may not use any more are not in any list.
func TestSec_C03_ListsForgetWhatIsForbidden(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	var kept []string
	for _, key := range []string{"k1", "k2", "k3", "k4"} {
		h.complete(b.start(h, "money/payout", key), `{"status":"SUCCESS","data":"secret"}`)
		kept = append(kept, b.start(h, "refund", key+"r"))
	}
	h.complete(kept[0], `{"status":"SUCCESS","data":"open"}`)
	hidden := b.start(h, "money/payout", "k5")
	h.ask(hidden, "c1", "g1")
	w.change(func(people map[string]access.Person) {
		p := people["ada"]
		p.Teams = nil
		people["ada"] = p
	})
	var home protocol.Home
	b.must(protocol.CallHome, nil, &home)
	if len(home.Recent) != 1 || len(home.InProgress) != 3 || len(home.Waiting) != 0 {
		t.Errorf("home: %+v", home)
	}
	var seen []string
	for before, more := "", true; more; {
		var page protocol.History
		b.must(protocol.CallHistory, protocol.HistoryRequest{Limit: 2, Before: before}, &page)
		for _, run := range page.Runs {
			seen = append(seen, run.Slug)
			before = run.ID
		}
		more = page.More
	}
	if got := strings.Join(seen, " "); got != "refund refund refund refund" {
		t.Errorf("history: %s", got)
	}
	if code := codeOf(b.ask(protocol.CallHistory, protocol.HistoryRequest{Limit: 2, Before: hidden})); code != protocol.NotFound {
		t.Errorf("from a forbidden run on: %q", code)
	}
}

// Texts that some databases refuse are as absent as any other, and no fault.
func TestSec_D05_TextsThatDatabasesRefuse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		var faults strings.Builder
		w := newWorld(t, db, func(c *server.Config) {
			c.Logger = slog.New(slog.NewTextHandler(&faults, &slog.HandlerOptions{Level: slog.LevelError}))
		})
		w.connect(routesOfTest())
		b := w.open("ada")
		for _, id := range []string{"\x00", "a\x00b", "\ufffd", strings.Repeat("é", 32), strings.Repeat("x", 300), "' OR 1=1 --"} {
			for call, data := range map[protocol.BrowserCall]any{
				protocol.CallOpenRun:   protocol.OpenRunRequest{RunID: id},
				protocol.CallCancelRun: protocol.RunRef{RunID: id},
				protocol.CallAnswer:    protocol.AnswerRequest{RunID: id, CallID: id, GroupKey: id},
				protocol.CallHistory:   protocol.HistoryRequest{Before: id, Limit: 5},
				protocol.CallStartCard: protocol.StartCardRequest{Slug: id},
				protocol.CallOpenPage:  protocol.OpenPageRequest{Slug: id},
				protocol.CallClosePage: protocol.PageRef{PageKey: id},
			} {
				if code := codeOf(b.ask(call, data)); code != protocol.NotFound {
					t.Errorf("%s of %.20q: %q", call, id, code)
				}
			}
		}
		if code := codeOf(b.ask(protocol.CallStartRun, protocol.StartRunRequest{Slug: "refund", Key: "a\x00"})); code != protocol.Invalid {
			t.Errorf("a start key with NUL: %q", code)
		}
		if faults.Len() > 0 {
			t.Errorf("logged: %.500s", faults.String())
		}
	})
}

// A host cannot send people to an address that their browser would run.
func TestSec_D09_HostsCannotSendPeopleToScript(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	for address, taken := range map[string]bool{
		"javascript:alert(1)": false, "java\nscript:alert(1)": false, "data:text/html,x": false, "https://example.com": true,
	} {
		var done bool
		h.call(protocol.SendRedirect, protocol.SendRedirectRequest{TransactionID: id, RedirectTarget: protocol.RedirectTarget{URL: address}}, &done)
		if done != taken {
			t.Errorf("%q: taken is %v", address, done)
		}
	}
	for _, event := range b.openRun(id, 0).Events {
		if strings.Contains(string(event.Data), "script") || strings.Contains(string(event.Data), "data:") {
			t.Errorf("the transcript has %s", event.Data)
		}
	}
}

package server_test

import (
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// history asks for a page and returns the ids in it.
func (b *tab) history(in protocol.HistoryRequest) (ids []string, page protocol.History) {
	b.t.Helper()
	in.Limit = 50
	b.must(protocol.CallHistory, in, &page)
	for _, run := range page.Runs {
		ids = append(ids, run.ID)
	}
	return ids, page
}

func TestHistoryIsSearched(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		h, b := w.connect(routesOfTest()), w.open("ada")
		refund := b.startWith(h, "refund", "k1", map[string]string{"customer": "Zoë"})
		payout := b.start(h, "money/payout", "k2")
		kept := b.start(h, "kept", "k3")
		h.complete(payout, `{"status":"SUCCESS","data":"done"}`)
		h.complete(refund, `{"status":"FAILURE","data":{"message":"no"}}`)
		h.ask(kept, "c1", "g1")
		b.must(protocol.CallTouchRun, protocol.RunRef{RunID: kept}, nil)
		first, err := w.store.Get(t.Context(), refund)
		must(t, err)
		began := first.StartedAt
		for name, test := range map[string]struct {
			in   protocol.HistoryRequest
			want []string
		}{
			"nothing":       {protocol.HistoryRequest{}, []string{kept, payout, refund}},
			"a name":        {protocol.HistoryRequest{Search: "pay OUT"}, []string{payout}},
			"a slug":        {protocol.HistoryRequest{Search: "money/"}, []string{payout}},
			"a parameter":   {protocol.HistoryRequest{Search: " zoë "}, []string{refund}},
			"failed":        {protocol.HistoryRequest{Status: protocol.RunFailed}, []string{refund}},
			"done":          {protocol.HistoryRequest{Status: protocol.RunDone}, []string{payout}},
			"waiting":       {protocol.HistoryRequest{Status: protocol.RunWaiting}, []string{kept}},
			"an action":     {protocol.HistoryRequest{Slug: "kept"}, []string{kept}},
			"later":         {protocol.HistoryRequest{From: time.Now().Add(time.Hour)}, nil},
			"from then on":  {protocol.HistoryRequest{From: began, Search: "refund"}, []string{refund}},
			"until then":    {protocol.HistoryRequest{Until: began}, nil},
			"several":       {protocol.HistoryRequest{Search: "zoë", Status: protocol.RunFailed, Slug: "refund"}, []string{refund}},
			"what is not":   {protocol.HistoryRequest{Search: "zoë", Status: protocol.RunDone}, nil},
			"after a run":   {protocol.HistoryRequest{Search: "e", Before: payout}, []string{refund}},
			"many words":    {protocol.HistoryRequest{Search: strings.Repeat("xé ", 40)}, nil},
			"another slug?": {protocol.HistoryRequest{Slug: "nowhere"}, nil},
		} {
			if ids, _ := b.history(test.in); strings.Join(ids, " ") != strings.Join(test.want, " ") {
				t.Errorf("%s: %v, want %v", name, ids, test.want)
			}
		}
		_, page := b.history(protocol.HistoryRequest{Search: "nowhere"})
		if len(page.Actions) != 3 || page.Actions[0] != (protocol.RanAction{Slug: "kept", Name: "Kept"}) {
			t.Errorf("actions: %+v", page.Actions)
		}
	})
}

// Whoever searches for the run of somebody else by what it is exactly finds nothing.
func TestSec_C04_NobodySearchesRunsOfOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		w.colleague()
		h, owner, other := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
		id := owner.startWith(h, "money/payout", "k1", map[string]string{"to": "carol"})
		for _, in := range []protocol.HistoryRequest{
			{Search: "Pay out"}, {Search: "money/payout"}, {Search: "carol"}, {Search: id}, {Search: "%"}, {Search: "ada"}, {Search: "ada@example.com"},
			{Slug: "money/payout"}, {Status: protocol.RunWorking}, {From: time.Now().Add(-time.Hour), Until: time.Now().Add(time.Hour)},
			{Search: "' OR person_id <> '"},
		} {
			if ids, page := other.history(in); len(ids) > 0 || page.More || len(page.Actions) > 0 {
				t.Errorf("%+v finds %+v", in, page)
			}
			in.Before = id
			if in.Limit = 5; codeOf(other.ask(protocol.CallHistory, in)) != protocol.NotFound {
				t.Errorf("%+v goes on from a run of somebody else", in)
			}
		}
		if ids, _ := owner.history(protocol.HistoryRequest{Search: "carol"}); len(ids) != 1 {
			t.Errorf("the owner finds %v", ids)
		}
	})
}

// A search does not tell of actions that the person may not use any more.
func TestSec_C03_SearchForgetsWhatIsForbidden(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	b.start(h, "money/payout", "k1")
	w.change(func(people map[string]access.Person) {
		p := people["ada"]
		p.Teams = nil
		people["ada"] = p
	})
	for _, in := range []protocol.HistoryRequest{{Search: "pay out"}, {Slug: "money/payout"}, {}} {
		if ids, page := b.history(in); len(ids) > 0 || page.More || len(page.Actions) > 0 {
			t.Errorf("%+v finds %+v", in, page)
		}
	}
}

package server_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// The list of schedules has those of actions that somebody may run; of runs of
// others it has the outcome alone.
func TestSec_C03_TimetableIsOfOnesOwnActions(t *testing.T) {
	at := newHands()
	secret := schedule(t, "30 12 * * *", "money/payout", "ada", false)
	open := schedule(t, "@hourly", "refund", "ada", false)
	gone := schedule(t, "@hourly", "nowhere", "ada", false)
	w := keeping(t, dbtest.Open(t), at, secret, open, gone)
	h, ada, ben := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
	list := func(b *tab) (all []protocol.Schedule) {
		t.Helper()
		var found protocol.Schedules
		b.must(protocol.CallSchedules, nil, &found)
		return found.Schedules
	}
	w.tick(open, store.TickFirst, time.Time{})
	w.tick(secret, store.TickFirst, time.Time{})
	if all := list(ada); len(all) != 2 || all[0].Name != "Pay out" || all[1].Name != "Refund" || all[0].Last != nil || !all[0].Next.Equal(noon.Truncate(time.Hour).Add(30*time.Minute)) {
		t.Errorf("ada sees %+v", all)
	}
	at.set(noon.Add(time.Hour))
	w.tick(open, store.TickStarted, time.Time{})
	var in protocol.StartTransactionRequest
	h.next(protocol.StartTransaction, &in)
	for in.ActionName != "refund" {
		h.next(protocol.StartTransaction, &in)
	}
	h.complete(in.TransactionID, `{"status":"FAILURE","data":{"message":"No money."}}`)
	of := func(b *tab) protocol.Schedule {
		t.Helper()
		all := list(b)
		at := slices.IndexFunc(all, func(s protocol.Schedule) bool { return s.Slug == "refund" })
		if at < 0 || all[at].Last == nil {
			t.Fatalf("the list is %+v", all)
		}
		return all[at]
	}
	if got := of(ada); got.As != "ada" || got.Cron != "@hourly" || got.Zone != "UTC" || got.Last.RunID != in.TransactionID || got.Last.Status != protocol.RunFailed || got.Params["by"] != "clock" {
		t.Errorf("ada sees %+v %+v", got, got.Last)
	}
	if got := of(ben); got.Last.RunID != "" || got.Last.Status != protocol.RunFailed || got.Last.Reason != "" || len(list(ben)) != 1 {
		t.Errorf("ben sees %+v %+v", got, got.Last)
	}
	var shell protocol.Shell
	ben.must(protocol.CallShell, nil, &shell)
	if !shell.Schedules {
		t.Error("ben is not led to the list")
	}
}

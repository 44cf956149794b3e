package server_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/cron"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// hands are those of a clock that moves when it is told to.
type hands struct {
	mu sync.Mutex
	at time.Time
}

func (h *hands) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hands) set(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = at
}

// noon is when the clocks of these tests begin.
var noon = time.Date(2026, 11, 28, 12, 0, 30, 0, time.UTC)

func newHands() *hands { return &hands{at: noon} }

// schedule is one of an action, as somebody.
func schedule(t testing.TB, text, slug, as string, notifyDone bool) server.Schedule {
	t.Helper()
	c, err := cron.Parse(text, "")
	must(t, err)
	s, err := server.NewSchedule(slug, c, as, map[string]string{"by": "clock"}, notifyDone)
	must(t, err)
	return s
}

// keeping is a world with schedules that go by these hands.
func keeping(t testing.TB, db *gorm.DB, at *hands, schedules ...server.Schedule) *world {
	t.Helper()
	return newWorld(t, db, func(c *server.Config) {
		c.Schedules, c.Now, c.Absence = func() []server.Schedule { return schedules }, at.now, time.Millisecond
	})
}

// tick looks at the clock and waits until the newest time of a schedule has this
// outcome. Another look may be going on: it is looked at until it is so.
func (w *world) tick(sc server.Schedule, want store.TickOutcome, due time.Time) store.Tick {
	w.t.Helper()
	var last store.Tick
	within(w.t, fmt.Sprintf("the time %v is %s", due, want), func() bool {
		w.server.Tick(w.t.Context())
		last = w.newest(sc)
		return last.Outcome == want && (due.IsZero() || last.Due.Equal(due))
	})
	return last
}

// newest is the newest time of a schedule that is recorded.
func (w *world) newest(sc server.Schedule) store.Tick {
	w.t.Helper()
	all, err := w.store.LastTicks(w.t.Context(), []string{sc.Key()})
	must(w.t, err)
	return all[sc.Key()]
}

// runsOf are the runs of a person.
func (w *world) runsOf(person string) []store.Run {
	w.t.Helper()
	runs, err := w.store.Recent(w.t.Context(), store.Filter{PersonID: person, Limit: 200})
	must(w.t, err)
	return runs
}

// audited counts the entries of a verb.
func (w *world) audited(verb string) (count int) {
	w.t.Helper()
	all, err := w.store.Audit(w.t.Context(), "", 1000)
	must(w.t, err)
	for _, e := range all {
		if e.Verb == verb {
			count++
		}
	}
	return count
}

// A time that comes has its action run as its person, who finds the run, is told of
// its question and of its failure, and not that it is done.
func TestScheduledRunIsThePersons(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		at := newHands()
		sc := schedule(t, "*/5 * * * *", "money/payout", "ada", false)
		w := keeping(t, db, at, sc)
		h, ada, ben := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
		w.tick(sc, store.TickFirst, time.Time{})
		begin := func(minute int) string {
			t.Helper()
			due := noon.Truncate(time.Hour).Add(time.Duration(minute) * time.Minute)
			at.set(due.Add(time.Second))
			w.tick(sc, store.TickStarted, due)
			var in protocol.StartTransactionRequest
			h.next(protocol.StartTransaction, &in)
			if in.User.ID != "ada" || in.User.Teams[0] != "money" || in.ActionName != "money/payout" || string(in.Params) != `{"by":"clock"}` || !strings.HasSuffix(in.Action.URL, "/admin/money/payout?by=clock") {
				t.Errorf("the host starts %+v", in)
			}
			return in.TransactionID
		}
		told := func(want string) {
			t.Helper()
			within(t, "ada is told "+want, func() bool { return slices.Contains(ada.messages(), want) })
		}
		asks := begin(5)
		h.ask(asks, "c1", "g1")
		told("Pay out: It waits for you: Your name")
		ids, page := ada.history(protocol.HistoryRequest{})
		if len(ids) != 1 || ids[0] != asks || !page.Runs[0].Scheduled || page.Runs[0].Owner.ID != "ada" {
			t.Errorf("ada's history: %+v", page)
		}
		if ids, _ := ben.history(protocol.HistoryRequest{}); len(ids) > 0 {
			t.Errorf("ben's history has %v", ids)
		}
		ada.openRun(asks, 0)
		ada.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: asks, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada")}}, nil)
		if got := h.response(); got.TransactionID != asks || got.Kind != protocol.Return {
			t.Errorf("the host hears %+v", got)
		}
		ada.must(protocol.CallCloseRun, protocol.RunRef{RunID: asks}, nil)
		h.complete(asks, `{"status":"SUCCESS"}`)
		h.complete(begin(10), `{"status":"FAILURE","data":{"message":"No money."}}`)
		told("Pay out: It failed: No money.")
		if got := ada.messages(); len(got) != 2 {
			t.Errorf("ada is told %v", got)
		}
		own := ada.start(h, "money/payout", "k1")
		if _, page := ada.history(protocol.HistoryRequest{}); page.Runs[0].ID != own || page.Runs[0].Scheduled {
			t.Errorf("ada's own run: %+v", page.Runs[0])
		}
	})
}

// Whoever wants to hear of what is done, does.
func TestScheduleTellsThatItIsDone(t *testing.T) {
	at := newHands()
	sc := schedule(t, "@hourly", "refund", "ben", true)
	w := keeping(t, dbtest.Open(t), at, sc)
	h, ben := w.connect(routesOfTest()), w.open("ben")
	w.tick(sc, store.TickFirst, time.Time{})
	at.set(noon.Add(time.Hour))
	w.tick(sc, store.TickStarted, time.Time{})
	var in protocol.StartTransactionRequest
	h.next(protocol.StartTransaction, &in)
	h.complete(in.TransactionID, `{"status":"SUCCESS"}`)
	within(t, "ben is told", func() bool { return slices.Contains(ben.messages(), "Refund: It is done.") })
}

// Of five processes on one database one begins the run of each time, also when one
// of them ends and the clock is put back by two hours after each.
func TestReplicasRunEachTimeOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		at := newHands()
		sc := schedule(t, "* * * * *", "refund", "ada", false)
		worlds := make([]*world, 5)
		for i := range worlds {
			worlds[i] = keeping(t, dbtest.Replica(t, db), at, sc)
			routes := routesOfTest()
			routes.InstanceID = fmt.Sprint("host-", i)
			worlds[i].connect(routes)
		}
		worlds[0].tick(sc, store.TickFirst, time.Time{})
		const times = 15
		for i := range times {
			due := noon.Truncate(time.Minute).Add(time.Duration(i+1) * time.Minute)
			at.set(due.Add(time.Duration(i) * time.Second))
			if i == times/2 {
				must(t, worlds[4].server.Close())
			}
			for _, w := range worlds {
				go w.server.Tick(t.Context())
			}
			worlds[i%4].tick(sc, store.TickStarted, due)
			at.set(due.Add(-2 * time.Hour)) // the clock is put back
			for _, w := range worlds {
				w.server.Tick(t.Context())
			}
		}
		runs := worlds[0].runsOf("ada")
		keys := map[string]bool{}
		for _, run := range runs {
			keys[run.StartKey] = true
		}
		if len(runs) != times || len(keys) != times || worlds[0].audited("run.start") != times {
			t.Errorf("%d runs of %d times, %d starts", len(runs), len(keys), worlds[0].audited("run.start"))
		}
		if n := worlds[0].audited("schedule.refused") + worlds[0].audited("schedule.missed"); n != 0 {
			t.Errorf("%d times passed without a run", n)
		}
	})
}

// After a pause the newest time runs, if it is of the last day, and those before it
// are counted.
func TestTimesWhileNobodyWasThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		at := newHands()
		often := schedule(t, "0 * * * *", "refund", "ada", false)
		rarely := schedule(t, "0 14 * * 6", "kept", "ada", false) // that Saturday
		first := keeping(t, dbtest.Replica(t, db), at, often, rarely)
		first.connect(routesOfTest())
		first.tick(often, store.TickFirst, time.Time{})
		first.tick(rarely, store.TickFirst, time.Time{})
		must(t, first.server.Close())

		at.set(noon.Add(3*time.Hour + 10*time.Minute))
		second := keeping(t, dbtest.Replica(t, db), at, often, rarely)
		second.connect(routesOfTest())
		if got := second.tick(often, store.TickStarted, noon.Truncate(time.Hour).Add(3*time.Hour)); got.Missed != 2 {
			t.Errorf("missed %d, want two", got.Missed)
		}
		second.tick(rarely, store.TickStarted, noon.Truncate(time.Hour).Add(2*time.Hour))
		must(t, second.server.Close())

		at.set(noon.Add(10 * 24 * time.Hour)) // a Tuesday
		third := keeping(t, db, at, often, rarely)
		third.connect(routesOfTest())
		if got := third.tick(often, store.TickStarted, noon.Truncate(time.Hour).Add(10*24*time.Hour)); got.Missed != 23 {
			t.Errorf("missed %d of the last day", got.Missed)
		}
		third.tick(rarely, store.TickMissed, noon.Truncate(time.Hour).Add(7*24*time.Hour+2*time.Hour))
		if n := len(third.runsOf("ada")); n != 3 || third.audited("schedule.missed") != 1 {
			t.Errorf("%d runs, %d missed", n, third.audited("schedule.missed"))
		}
		ada := third.open("ada")
		within(t, "ada is told", func() bool {
			return slices.Contains(ada.messages(), "Kept: It did not run on 5 December 2026 at 14:00 (UTC). The service was not there then, nor for a day after.")
		})
	})
}

// Nothing runs in the name of somebody who is gone or may not do it any more; that
// is recorded, and they are told where they are still there.
func TestSec_C11_ScheduleRunsAsACurrentPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		at := newHands()
		left := schedule(t, "@hourly", "money/payout", "ada", false)
		gone := schedule(t, "@hourly", "refund", "carol", false)
		broken := schedule(t, "@hourly", "refund", "panic", false)
		deleted := schedule(t, "@hourly", "nowhere", "ada", false)
		well := schedule(t, "@hourly", "refund", "ben", false)
		w := keeping(t, db, at, left, gone, broken, deleted, well)
		w.change(func(people map[string]access.Person) { people["carol"] = access.Person{ID: "carol"} })
		w.connect(routesOfTest())
		all := []server.Schedule{left, gone, broken, deleted, well}
		for _, sc := range all {
			w.tick(sc, store.TickFirst, time.Time{})
		}
		w.change(func(people map[string]access.Person) {
			delete(people, "carol")
			ada := people["ada"]
			ada.Teams, ada.Roles = []string{"kitchen"}, []string{"admin", "owner"}
			people["ada"] = ada
		})
		at.set(noon.Add(time.Hour))
		for sc, reason := range map[*server.Schedule]string{
			&left: "The person that it runs as may not run it any more.", &gone: "Nobody was found to run it as.",
			&broken: "Nobody was found to run it as.", &deleted: "The action was not there.",
		} {
			if got := w.tick(*sc, store.TickRefused, noon.Truncate(time.Hour).Add(time.Hour)); got.Reason != reason || got.RunID != "" {
				t.Errorf("%+v, want %s", got, reason)
			}
		}
		w.tick(well, store.TickStarted, time.Time{})
		for _, person := range []string{"ada", "carol", "panic"} {
			if runs := w.runsOf(person); len(runs) > 0 {
				t.Errorf("%s has %+v", person, runs)
			}
		}
		if n := w.audited("schedule.refused"); n != 4 {
			t.Errorf("%d entries in the audit, want one for each", n)
		}
		if n := len(w.runsOf("ben")); n != 1 {
			t.Errorf("ben has %d runs", n)
		}
		ada := w.open("ada")
		within(t, "ada is told", func() bool { return len(ada.messages()) == 2 })
		if got := strings.Join(ada.messages(), "\n"); !strings.Contains(got, "Pay out: It did not run on 28 November 2026 at 13:00 (UTC). The person that it runs as may not run it any more.") {
			t.Errorf("ada is told %s", got)
		}
		if log := w.log.String(); !strings.Contains(log, "as=carol") || !strings.Contains(log, "cannot look up panic") {
			t.Errorf("the log has %s", log)
		}
	})
}

// While the service is away a time waits for a minute; then its run is recorded as
// one that could not start, and its person is told.
func TestScheduleCouldNotStart(t *testing.T) {
	at := newHands()
	sc := schedule(t, "@hourly", "refund", "ada", false)
	w := keeping(t, dbtest.Open(t), at, sc)
	h, ada := w.connect(routesOfTest()), w.open("ada")
	w.tick(sc, store.TickFirst, time.Time{})
	h.end()
	within(t, "the service is away", func() bool {
		var shell protocol.Shell
		ada.must(protocol.CallShell, nil, &shell)
		return shell.Service == "away"
	})
	at.set(noon.Add(time.Hour))
	w.tick(sc, store.TickStarted, time.Time{})
	const why = "It could not start: the service that does this was not connected."
	_, page := ada.history(protocol.HistoryRequest{})
	if len(page.Runs) != 1 || page.Runs[0].Status != protocol.RunFailed || page.Runs[0].Result.Message != why || !page.Runs[0].Scheduled {
		t.Errorf("history %+v", page)
	}
	within(t, "ada is told", func() bool { return slices.Contains(ada.messages(), "Refund: It failed: "+why) })
}

// A browser cannot begin a run that looks like one of the clock's, nor take its place.
func TestSec_J05_BrowsersCannotBeTheClock(t *testing.T) {
	at := newHands()
	sc := schedule(t, "@hourly", "refund", "ada", false)
	w := keeping(t, dbtest.Open(t), at, sc)
	w.connect(routesOfTest())
	due := noon.Truncate(time.Hour).Add(time.Hour)
	key := fmt.Sprintf("clock/%s/%d", sc.Key(), due.Unix())
	reply := w.open("ada").ask(protocol.CallStartRun, protocol.StartRunRequest{Slug: "refund", Key: key, Params: map[string]string{"by": "clock"}})
	if codeOf(reply) != protocol.Invalid || len(w.runsOf("ada")) > 0 {
		t.Errorf("taken: %+v", reply)
	}
	w.tick(sc, store.TickFirst, time.Time{})
	at.set(noon.Add(time.Hour))
	if got := w.tick(sc, store.TickStarted, due); w.runsOf("ada")[0].ID != got.RunID || w.runsOf("ada")[0].StartKey != key {
		t.Errorf("%+v", got)
	}
}

// A panel that is to end begins nothing more, while it waits for what works: other
// processes do.
func TestClockStops(t *testing.T) {
	at := newHands()
	sc := schedule(t, "@hourly", "refund", "ada", false)
	w := keeping(t, dbtest.Open(t), at, sc)
	h, ada := w.connect(routesOfTest()), w.open("ada")
	w.tick(sc, store.TickFirst, time.Time{})
	works := ada.start(h, "kept", "k1")
	within(t, "it works", func() bool { return ada.openRun(works, 0).Run.Status == protocol.RunWorking })
	ended := make(chan error, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	go func() { ended <- w.server.Shutdown(ctx) }()
	within(t, "nothing new is begun", func() bool {
		return codeOf(ada.ask(protocol.CallStartRun, protocol.StartRunRequest{Slug: "hidden", Key: rand.Text()})) == protocol.Unavailable
	})
	at.set(noon.Add(time.Hour))
	w.server.Tick(t.Context())
	err := h.peer.Call(ctx, protocol.MarkComplete, protocol.MarkCompleteRequest{TransactionID: works, ResultStatus: protocol.ResultSuccess}, nil)
	if err != nil && !errors.Is(err, wire.ErrUnanswered) && !errors.Is(err, wire.ErrClosed) { // the end may come before the reply
		t.Fatal(err)
	}
	must(t, <-ended) // with all that it had begun
	w.server.Tick(t.Context())
	if got := w.newest(sc); got.Outcome != store.TickFirst {
		t.Errorf("it has begun %+v", got)
	}
}

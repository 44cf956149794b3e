package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// newTick is a time of schedule "s1".
func newTick(due time.Time) store.Tick {
	return store.Tick{Schedule: "s1", Due: due, Slug: "report", Person: "ada", Outcome: store.TickStarted, Missed: 3}
}

// Of everybody who takes a time one gets it, and its run begins with it.
func TestTickIsTakenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		replicas := make([]*store.Store, 5)
		for i := range replicas {
			replicas[i] = open(t, dbtest.Replica(t, db))
		}
		due := time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)
		const times = 10
		taken := make([]bool, times*len(replicas))
		for _, err := range dbtest.Race(len(taken), func(i int) (err error) {
			run := newRun()
			tick := newTick(due.Add(time.Duration(i%times) * time.Minute))
			taken[i], err = replicas[i/times].TakeTick(t.Context(), tick, &run, nil)
			return err
		}) {
			must(t, err)
		}
		count := 0
		for _, mine := range taken {
			if mine {
				count++
			}
		}
		runs, err := replicas[0].Live(t.Context(), "ada")
		must(t, err)
		if count != times || len(runs) != times {
			t.Errorf("%d were taken and %d runs began, of %d times", count, len(runs), times)
		}
		for _, run := range runs {
			if run.Schedule != "s1" || store.OwnKey(run.StartKey) {
				t.Errorf("run %+v", run)
			}
		}
	})
}

func TestTicks(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		take := func(tick store.Tick, run *store.Run, end *store.Outcome, want bool) {
			t.Helper()
			got, err := s.TakeTick(ctx, tick, run, end)
			must(t, err)
			if got != want {
				t.Errorf("taking %+v = %v", tick, got)
			}
		}
		newest := func() store.Tick {
			t.Helper()
			all, err := s.LastTicks(ctx, []string{"s1", "nowhere"})
			must(t, err)
			if len(all) != 1 {
				t.Fatalf("newest: %+v", all)
			}
			return all["s1"]
		}
		first := newTick(c.now())
		first.Outcome = store.TickFirst
		take(first, nil, nil, true)
		run := newRun()
		later := newTick(c.now().Add(time.Hour).Truncate(time.Minute))
		take(later, &run, &store.Outcome{Status: store.Failed, Message: "away"}, true)
		other := newRun()
		take(later, &other, nil, false)
		if got := newest(); got.RunID != run.ID || !got.Due.Equal(later.Due) || got.Missed != 3 || got.Person != "ada" || got.Slug != "report" {
			t.Errorf("newest %+v", got)
		}
		if got := get(t, s, run.ID); got.Status != store.Failed || got.Outcome.Message != "away" || got.Schedule != "s1" {
			t.Errorf("run %+v", got)
		}
		refused := newTick(later.Due.Add(time.Hour))
		refused.Outcome, refused.Reason = store.TickRefused, "nobody"
		take(refused, nil, nil, true)
		take(refused, nil, nil, false)
		if got := newest(); got.Outcome != store.TickRefused || got.Reason != "nobody" || got.RunID != "" {
			t.Errorf("newest %+v", got)
		}
		audit, err := s.Audit(ctx, "", 10)
		must(t, err)
		if len(audit) != 3 || audit[0].Verb != "schedule.refused" || audit[0].Detail != "due 2026-03-29T03:30:00Z: nobody" || audit[0].PersonID != "ada" ||
			audit[2].Verb != "run.start" || audit[2].Detail != "due 2026-03-29T02:30:00Z" {
			t.Errorf("audit %+v", audit)
		}
		c.advance(91 * 24 * time.Hour)
		_, err = s.DropExpired(ctx)
		must(t, err)
		take(refused, nil, nil, false) // the newest stays, so that what was missed since is known
		take(later, nil, nil, true)    // the others are gone
	})
}

// Nobody begins a run in the name of a schedule but the clock.
func TestKeysOfTheClockAreItsOwn(t *testing.T) {
	for key, own := range map[string]bool{"clock/x/1": false, "clock/": false, "clock": true, "": true, "Clock/x": true} {
		if store.OwnKey(key) != own {
			t.Errorf("OwnKey(%q) = %v", key, !own)
		}
	}
	run := newRun()
	run.Params = json.RawMessage(`{`)
	s := open(t, dbtest.Open(t))
	if ok, err := s.TakeTick(t.Context(), newTick(time.Now()), &run, nil); ok || err == nil {
		t.Errorf("a run that cannot begin: %v, %v", ok, err)
	}
	if last, err := s.LastTicks(t.Context(), []string{"s1"}); err != nil || len(last) != 0 {
		t.Errorf("its time is taken: %v, %v", last, err)
	}
}

package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

const silence = 20 * time.Second

// age makes a host last heard of longer ago, by the database's clock.
func age(t *testing.T, db *gorm.DB, hostID string, by time.Duration) {
	t.Helper()
	must(t, db.Exec("UPDATE stagedoor_hosts SET seen_at = seen_at - ? WHERE id = ?", by.Microseconds(), hostID).Error)
}

func TestHostsByTheDatabasesClock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		s := open(t, db).WithClock(func() time.Time { return time.Unix(0, 0) }) // a wrong clock does not matter
		ctx := t.Context()
		for _, id := range []string{"h1", "h2", "h3"} {
			must(t, s.Beat(ctx, id, "shop"))
		}
		age(t, db, "h2", silence-5*time.Second)
		age(t, db, "h3", silence+time.Second)
		here, err := s.Here(ctx, silence)
		if err != nil || !slices.Equal(here, []string{"h1", "h2"}) {
			t.Errorf("Here = %v, %v", here, err)
		}
		must(t, s.Beat(ctx, "h3", "shop"))
		must(t, s.Leave(ctx, "h1"))
		must(t, s.Leave(ctx, "h1"))
		here, err = s.Here(ctx, silence)
		if err != nil || !slices.Equal(here, []string{"h2", "h3"}) {
			t.Errorf("after a beat and a leave, Here = %v, %v", here, err)
		}
		var drift int64
		must(t, db.Raw("SELECT seen_at FROM stagedoor_hosts WHERE id = 'h3'").Scan(&drift).Error)
		if d := time.Since(time.UnixMicro(drift)).Abs(); d > time.Minute {
			t.Errorf("the database's clock is %v away from this machine's", d)
		}
		if s.Beat(ctx, "", "shop") == nil {
			t.Error("a host without an id beat")
		}
	})
}

func TestInterruptLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		s := open(t, db)
		ctx := t.Context()
		on := func(host string) store.Run {
			run := newRun()
			run.HostID = host
			return begin(t, s, run)
		}
		must(t, s.Beat(ctx, "alive", "shop"))
		must(t, s.Beat(ctx, "silent", "shop"))
		age(t, db, "silent", silence+time.Second)
		fine, lost, unknown, ended := on("alive"), on("silent"), on("never heard of"), on("silent")
		ask(t, s, lost.ID, "c1")
		finish(t, s, ended.ID)

		got, err := s.InterruptLost(ctx, silence)
		must(t, err)
		var ids []string
		for _, run := range got {
			ids = append(ids, run.ID)
			if run.Status != store.Interrupted || run.Live() || run.PendingID != "" {
				t.Errorf("lost run = %+v", run)
			}
		}
		if want := []string{lost.ID, unknown.ID}; !slices.Equal(slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(want))) {
			t.Errorf("lost %v, want %v", ids, want)
		}
		if !get(t, s, fine.ID).Live() || get(t, s, ended.ID).Status != store.Done {
			t.Error("a run that was not lost has changed")
		}
		if got := slots(t, s, lost.ID); len(got) != 0 {
			t.Errorf("the lost run keeps %v", got)
		}
		// The host comes back and goes on with what it was doing: refused.
		must(t, s.Beat(ctx, "silent", "shop"))
		wantErr(t, s.SetWorking(ctx, lost.ID), store.ErrEnded)
		if first, err := s.Finish(ctx, lost.ID, store.Outcome{Status: store.Done}); first || err != nil {
			t.Errorf("Finish of a lost run = %v, %v", first, err)
		}
		if again, err := s.InterruptLost(ctx, silence); err != nil || len(again) != 0 {
			t.Errorf("lost again: %v, %v", again, err)
		}
	})
}

// A host that is heard of between the look and the deed has not lost its run.
func TestAHostThatIsBackKeepsItsRun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		s, other := open(t, db), open(t, dbtest.Replica(t, db))
		run := begin(t, s, newRun())
		looks := 0
		must(t, db.Callback().Query().After("gorm:query").Register("test:back", func(tx *gorm.DB) {
			if looks++; looks == 1 { // at the list of lost runs
				must(t, other.Beat(t.Context(), run.HostID, "shop"))
			}
		}))
		lost, err := s.InterruptLost(t.Context(), silence)
		if err != nil || len(lost) != 0 || looks < 2 {
			t.Errorf("InterruptLost = %v, %v after %d looks", lost, err, looks)
		}
		if got := get(t, other, run.ID); !got.Live() {
			t.Errorf("the run was ended: %+v", got)
		}
	})
}

func TestALostRunIsReportedOnce(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		for range 6 {
			begin(t, replicas[0], newRun())
		}
		lost := dbtest.Race(4, func(i int) int {
			runs, err := replicas[i%2].InterruptLost(t.Context(), silence)
			if err != nil {
				t.Error(err)
			}
			return len(runs)
		})
		if sum := lost[0] + lost[1] + lost[2] + lost[3]; sum != 6 {
			t.Errorf("%v runs were reported, want 6 in all", lost)
		}
	})
}

func TestManyBeatsAtOnce(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		for _, err := range dbtest.Race(16, func(i int) error {
			return replicas[i%2].Beat(t.Context(), fmt.Sprint("h", i%3), "shop")
		}) {
			must(t, err)
		}
		if here, err := replicas[0].Here(t.Context(), time.Minute); err != nil || len(here) != 3 {
			t.Errorf("Here = %v, %v", here, err)
		}
	})
}

func TestLists(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		for i := range 6 {
			run := newRun()
			run.ID = fmt.Sprint("r", i)
			run.Slug = []string{"a", "b"}[i%2]
			run.HostID = fmt.Sprint("h", i%3)
			if i == 5 {
				run.PersonID = "bob"
			}
			begin(t, s, run)
			if i != 2 { // r2 and r3 begin at the same moment
				c.advance(time.Second)
			}
		}
		finish(t, s, "r1")
		finish(t, s, "r2")

		ids := func(runs []store.Run, err error) []string {
			must(t, err)
			out := []string{}
			for _, r := range runs {
				out = append(out, r.ID)
			}
			return out
		}
		check := func(what string, got []string, want ...string) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("%s = %v, want %v", what, got, want)
			}
		}
		check("Live", ids(s.Live(ctx, "ada")), "r4", "r3", "r0")
		check("LiveOn", ids(s.LiveOn(ctx, "h0")), "r0", "r3")
		check("all", ids(s.Recent(ctx, store.Filter{})), "r5", "r4", "r3", "r2", "r1", "r0")
		check("of ada", ids(s.Recent(ctx, store.Filter{PersonID: "ada"})), "r4", "r3", "r2", "r1", "r0")
		check("of slug", ids(s.Recent(ctx, store.Filter{Slug: "a", PersonID: "ada"})), "r4", "r2", "r0")
		check("ended", ids(s.Recent(ctx, store.Filter{Ended: true})), "r2", "r1")
		check("page", ids(s.Recent(ctx, store.Filter{Before: "r3", Limit: 2})), "r2", "r1")
		check("none", ids(s.Recent(ctx, store.Filter{PersonID: "eve"})))
		_, err := s.Recent(ctx, store.Filter{Before: "none"})
		wantErr(t, err, store.ErrNotFound)

		last, err := s.LastRun(ctx, "ada", "b")
		if err != nil || last.ID != "r1" {
			t.Errorf("LastRun = %s, %v", last.ID, err)
		}
		unfinished, err := s.UnfinishedOf(ctx, "ada", "a")
		if err != nil || unfinished.ID != "r4" {
			t.Errorf("UnfinishedOf = %s, %v", unfinished.ID, err)
		}
		if _, err := s.UnfinishedOf(ctx, "bob", "a"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("UnfinishedOf bob = %v", err)
		}
	})
}

package store_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
)

// askFirst asks the first question of a run, with this call id.
func askFirst(t *testing.T, s *store.Store, runID, callID string) {
	t.Helper()
	_, err := s.SetPending(t.Context(), runID, store.Question{
		CallID: callID, GroupKey: "g", Label: "Your name", Data: json.RawMessage("1"), Untouched: true,
	})
	must(t, err)
}

func wantUntouched(t *testing.T, s *store.Store, id string, want bool) {
	t.Helper()
	if got := get(t, s, id); got.Untouched != want {
		t.Errorf("untouched = %v, want %v: %+v", got.Untouched, want, got)
	}
	unfinished, err := s.UnfinishedOf(t.Context(), "ada", newRun().Slug)
	if (err == nil && unfinished.ID == id) == want {
		t.Errorf("unfinished: %v, %v", unfinished.ID, err)
	}
	all, err := s.Recent(t.Context(), store.Filter{Touched: true})
	must(t, err)
	if listed := slices.ContainsFunc(all, func(r store.Run) bool { return r.ID == id }); listed == want {
		t.Errorf("listed among those that were touched: %v", listed)
	}
	live, err := s.Live(t.Context(), "ada")
	must(t, err)
	if len(live) != 1 || live[0].Untouched != want {
		t.Errorf("Live = %+v", live)
	}
}

// A run is untouched until it is touched, for good.
func TestTouch(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := begin(t, s, newRun())
		wantUntouched(t, s, run.ID, false) // it works
		askFirst(t, s, run.ID, "c1")
		wantUntouched(t, s, run.ID, true)
		ask(t, s, run.ID, "c2") // asked once more, as after a cut of the line
		wantUntouched(t, s, run.ID, true)
		must(t, s.Touch(t.Context(), run.ID))
		wantUntouched(t, s, run.ID, false)
		must(t, s.Touch(t.Context(), run.ID))
		must(t, s.Seen(t.Context(), run.ID))
		ask(t, s, run.ID, "c3")
		wantUntouched(t, s, run.ID, false)
	})
}

// A replica that does not know what untouched runs are takes answers and asks more.
func TestUntouchedRunsBesideAnEarlierVersion(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		run := begin(t, s, newRun())
		askFirst(t, s, run.ID, "c1")
		_, err := s.Answer(t.Context(), store.Answer{RunID: run.ID, CallID: "c1", GroupKey: "g", By: "ada", Data: json.RawMessage("1")})
		must(t, err)
		wantUntouched(t, s, run.ID, false)
		_, err = s.SetPending(t.Context(), run.ID, store.Question{CallID: "c2", GroupKey: "other", Data: json.RawMessage("1")})
		must(t, err)
		wantUntouched(t, s, run.ID, false)
		c.advance(2 * time.Hour)
		if left, err := s.Left(t.Context(), time.Hour); err != nil || len(left) != 0 {
			t.Errorf("Left = %+v, %v", left, err)
		}
		if ended, err := s.EndLeft(t.Context(), run.ID, time.Hour); err != nil || ended {
			t.Errorf("EndLeft = %v, %v", ended, err)
		}
	})
}

func TestEndLeft(t *testing.T) {
	eachStoreDB(t, func(t *testing.T, _ *gorm.DB, s *store.Store) {
		c := newClock()
		s, ctx := s.WithClock(c.now), t.Context()
		first, second := begin(t, s, newRun()), begin(t, s, newRun())
		askFirst(t, s, first.ID, "c1")
		askFirst(t, s, second.ID, "c1")
		c.advance(40 * time.Minute)
		must(t, s.Seen(ctx, second.ID))
		left, err := s.Left(ctx, 30*time.Minute)
		must(t, err)
		if want := []store.Left{{RunID: first.ID, HostID: "h1", Unseen: 40 * time.Minute}}; !slices.Equal(left, want) {
			t.Errorf("Left = %+v, want %+v", left, want)
		}
		if ended, err := s.EndLeft(ctx, first.ID, time.Hour); err != nil || ended {
			t.Errorf("EndLeft after 40 minutes = %v, %v", ended, err)
		}
		c.advance(20 * time.Minute)
		for i, want := range []bool{true, false} {
			if ended, err := s.EndLeft(ctx, first.ID, time.Hour); err != nil || ended != want {
				t.Errorf("EndLeft, call %d = %v, %v", i+1, ended, err)
			}
		}
		if ended, err := s.EndLeft(ctx, second.ID, time.Hour); err != nil || ended {
			t.Errorf("EndLeft of one that was seen = %v, %v", ended, err)
		}
		got := get(t, s, first.ID)
		if got.Status != store.Canceled || !got.Untouched || got.Outcome.Message != "It was left untouched." {
			t.Errorf("ended as %+v", got)
		}
		if names := slots(t, s, first.ID); len(names) != 0 {
			t.Errorf("its transcript: %v", names)
		}
		if all, err := s.Recent(ctx, store.Filter{Touched: true, Ended: true}); err != nil || len(all) != 0 {
			t.Errorf("Recent = %+v, %v", all, err)
		}
		wantErr(t, errOf(s.EndLeft(ctx, "none", time.Hour)), store.ErrNotFound)
	})
}

func errOf(_ bool, err error) error { return err }

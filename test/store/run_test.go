package store_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func TestBeginKeepsEverything(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		in := newRun()
		in.PersonName = "Zoë 🎭 \x00 \xff" // what PostgreSQL refuses is replaced
		in.Keep = 90 * time.Minute
		in.Params = json.RawMessage(`{ "z":1e400, "a":"x" }`)
		made := begin(t, s, in)

		want := in
		want.PersonName = "Zoë 🎭 \uFFFD \uFFFD"
		want.Params = json.RawMessage(`{"a":"x","z":1e400}`)
		want.Status, want.Kept = store.Starting, true
		want.StartedAt, want.ChangedAt = c.now().UTC(), c.now().UTC()
		if !reflect.DeepEqual(made, want) {
			t.Errorf("Begin = %+v\nwant    %+v", made, want)
		}
		if got := get(t, s, in.ID); !reflect.DeepEqual(got, want) {
			t.Errorf("Get = %+v\nwant  %+v", got, want)
		}
	})
}

func TestBeginAgainWithTheSameKey(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		first := begin(t, s, newRun())
		again := func(change func(*store.Run)) (store.Run, error) {
			run := newRun()
			run.StartKey = first.StartKey
			change(&run)
			return s.Begin(t.Context(), run)
		}
		got, err := again(func(*store.Run) {})
		wantErr(t, err, store.ErrStarted)
		if got.ID != first.ID {
			t.Errorf("the same key began run %s, want %s", got.ID, first.ID)
		}
		_, err = again(func(r *store.Run) { r.Params = json.RawMessage(` { "id" : "7" } `) })
		wantErr(t, err, store.ErrStarted) // the same parameters, written otherwise
		_, err = again(func(r *store.Run) { r.Params = json.RawMessage(`{"id":"8"}`) })
		wantErr(t, err, store.ErrConflict)
		_, err = again(func(r *store.Run) { r.Slug = "other" })
		wantErr(t, err, store.ErrConflict)
		other, err := again(func(r *store.Run) { r.PersonID = "bob" }) // keys are each person's own
		must(t, err)
		if other.ID == first.ID {
			t.Error("another person was given Ada's run")
		}
	})
}

// Some engines compare text without regard to case or trailing spaces; keys must
// not.
func TestKeysAreComparedByteByByte(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := newRun()
		run.StartKey = "key"
		begin(t, s, run)
		for _, twin := range []string{"KEY", "key ", "kéy"} {
			run.ID, run.StartKey = "id"+twin, twin
			begin(t, s, run)
		}
		for _, twin := range []string{"ADA", "ada ", "adä"} {
			if live, err := s.Live(t.Context(), twin); err != nil || len(live) != 0 {
				t.Errorf("Live(%q) = %d runs, %v: those are of ada", twin, len(live), err)
			}
		}
		if _, err := s.Get(t.Context(), strings.ToLower(run.ID)+" "); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Get of an id with a space behind = %v", err)
		}
	})
}

func TestBeginRefuses(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		for name, spoil := range map[string]func(*store.Run){
			"no id":            func(r *store.Run) { r.ID = "" },
			"no person":        func(r *store.Run) { r.PersonID = "" },
			"no host":          func(r *store.Run) { r.HostID = "" },
			"no slug":          func(r *store.Run) { r.Slug = "" },
			"no start key":     func(r *store.Run) { r.StartKey = "" },
			"long start key":   func(r *store.Run) { r.StartKey = strings.Repeat("x", store.MaxStartKey+1) },
			"start key of NUL": func(r *store.Run) { r.StartKey = "a\x00" },
			"not UTF-8":        func(r *store.Run) { r.PersonID = "\xff" },
			"params not JSON":  func(r *store.Run) { r.Params = json.RawMessage("{") },
		} {
			run := newRun()
			spoil(&run)
			if _, err := s.Begin(t.Context(), run); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		run := newRun()
		run.StartKey = strings.Repeat("é", store.MaxStartKey/2) // as long as may be
		begin(t, s, run)
	})
}

func TestManyBeginsWithOneKeyMakeOneRun(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		type begun struct {
			run store.Run
			err error
		}
		all := dbtest.Race(32, func(i int) begun {
			run := newRun()
			run.StartKey = "once"
			got, err := replicas[i%2].Begin(t.Context(), run)
			return begun{got, err}
		})
		fresh := 0
		for _, b := range all {
			switch {
			case b.err == nil:
				fresh++
			case !errors.Is(b.err, store.ErrStarted):
				t.Fatal(b.err)
			}
			if b.run.ID != all[0].run.ID {
				t.Fatal("two runs of one start key")
			}
		}
		if fresh != 1 {
			t.Errorf("%d begins made a run, want 1", fresh)
		}
		starts, err := replicas[0].Audit(t.Context(), all[0].run.ID, 10)
		if err != nil || len(starts) != 1 {
			t.Errorf("audit has %d starts, %v", len(starts), err)
		}
	})
}

func TestGetOfNothing(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		ctx := t.Context()
		_, err := s.Get(ctx, "none")
		wantErr(t, err, store.ErrNotFound)
		wantErr(t, s.SetWorking(ctx, "none"), store.ErrNotFound)
		_, err = s.SetPending(ctx, "none", store.Question{CallID: "c", GroupKey: "g", Data: json.RawMessage("1")})
		wantErr(t, err, store.ErrNotFound)
		_, err = s.Put(ctx, "none", "loading", "loading", json.RawMessage("1"))
		wantErr(t, err, store.ErrNotFound)
		_, err = s.Answer(ctx, store.Answer{RunID: "none", CallID: "c", GroupKey: "g", Data: json.RawMessage("1")})
		wantErr(t, err, store.ErrNotFound)
		_, err = s.Finish(ctx, "none", store.Outcome{Status: store.Done})
		wantErr(t, err, store.ErrNotFound)
		_, _, err = s.Events(ctx, "none", 0)
		wantErr(t, err, store.ErrNotFound)
		_, err = s.LastRun(ctx, "ada", "none")
		wantErr(t, err, store.ErrNotFound)
	})
}

func TestFinishTwiceKeepsTheFirstOutcome(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		run := begin(t, s, newRun())
		c.advance(time.Minute)
		out := store.Outcome{
			Status: store.Failed, Data: json.RawMessage(`{"a":1}`), Meta: json.RawMessage(`[]`),
			Message: "No such charge.", Reference: "7F3K-92", Redirect: json.RawMessage(`{"url":"/"}`),
		}
		first, err := s.Finish(t.Context(), run.ID, out)
		must(t, err)
		second, err := s.Finish(t.Context(), run.ID, store.Outcome{Status: store.Done})
		must(t, err)
		if !first || second {
			t.Errorf("Finish reported %v, %v, want true, false", first, second)
		}
		got := get(t, s, run.ID)
		if !reflect.DeepEqual(got.Outcome, out) {
			t.Errorf("outcome = %+v, want %+v", got.Outcome, out)
		}
		if got.Live() || !got.EndedAt.Equal(c.now()) || got.Status != store.Failed {
			t.Errorf("run = %+v", got)
		}
		if _, err := s.Finish(t.Context(), run.ID, store.Outcome{Status: store.Working}); err == nil {
			t.Error("a run ended as working")
		}
	})
}

func TestManyFinishesHaveOneWinner(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		run := begin(t, replicas[0], newRun())
		ends := []store.Status{store.Done, store.Failed, store.Canceled, store.Redirected, store.Interrupted}
		won := dbtest.Race(20, func(i int) store.Status {
			status := ends[i%len(ends)]
			ended, err := replicas[i%2].Finish(t.Context(), run.ID, store.Outcome{Status: status})
			if err != nil {
				t.Error(err)
			}
			if ended {
				return status
			}
			return ""
		})
		won = slices.DeleteFunc(won, func(s store.Status) bool { return s == "" })
		if got := get(t, replicas[0], run.ID); len(won) != 1 || got.Status != won[0] {
			t.Errorf("winners %v, status %s", won, got.Status)
		}
	})
}

func TestAnEndedRunTakesNothing(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		ctx := t.Context()
		run := begin(t, s, newRun())
		ask(t, s, run.ID, "c1")
		finish(t, s, run.ID)
		before := get(t, s, run.ID)

		wantErr(t, s.SetWorking(ctx, run.ID), store.ErrEnded)
		_, err := s.Put(ctx, run.ID, "log:0", "log", json.RawMessage(`{}`))
		wantErr(t, err, store.ErrEnded)
		_, err = s.SetPending(ctx, run.ID, store.Question{CallID: "c2", GroupKey: "g", Data: json.RawMessage("1")})
		wantErr(t, err, store.ErrEnded)
		_, err = s.Answer(ctx, store.Answer{RunID: run.ID, CallID: "c1", GroupKey: "g", Data: json.RawMessage("1")})
		wantErr(t, err, store.ErrStale)

		if after := get(t, s, run.ID); !reflect.DeepEqual(before, after) {
			t.Errorf("changed from %+v to %+v", before, after)
		}
		if got := slots(t, s, run.ID); len(got) != 0 {
			t.Errorf("slots = %v", got)
		}
	})
}

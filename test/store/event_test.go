package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func put(t *testing.T, s *store.Store, runID, slot, data string) store.Event {
	t.Helper()
	kind, _, _ := strings.Cut(slot, ":")
	e, err := s.Put(t.Context(), runID, slot, kind, json.RawMessage(data))
	must(t, err)
	return e
}

func TestALaterEventReplacesItsSlot(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		run := begin(t, s, newRun())
		first := put(t, s, run.ID, "loading", `{"done":1}`)
		log := put(t, s, run.ID, "log:0", `{"text":"\u0000 \"🎭\""}`)
		c.advance(time.Second)
		second := put(t, s, run.ID, "loading", `null`)

		if second.At != first.At || second.Seq <= log.Seq || log.Seq <= first.Seq {
			t.Errorf("sequence: first %+v, log %+v, second %+v", first, log, second)
		}
		now, events, err := s.Events(t.Context(), run.ID, 0)
		must(t, err)
		if want := []store.Event{log, second}; !reflect.DeepEqual(events, want) {
			t.Errorf("events = %+v\nwant     %+v", events, want)
		}
		if now.Seq != second.Seq {
			t.Errorf("Seq = %d, want %d", now.Seq, second.Seq)
		}
		_, events, err = s.Events(t.Context(), run.ID, log.Seq)
		must(t, err)
		if want := []store.Event{second}; !reflect.DeepEqual(events, want) {
			t.Errorf("events after %d = %+v", log.Seq, events)
		}
		_, events, err = s.Events(t.Context(), run.ID, second.Seq)
		if err != nil || len(events) != 0 {
			t.Errorf("events after the last = %v, %v", events, err)
		}
	})
}

// An action that was canceled may say what it puts right; one that ended otherwise
// has said all.
func TestPutLate(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		for status, want := range map[store.Status]error{
			store.Canceled: nil, store.Done: store.ErrEnded, store.Failed: store.ErrEnded, store.Interrupted: store.ErrEnded,
		} {
			run := begin(t, s, newRun())
			_, err := s.Finish(t.Context(), run.ID, store.Outcome{Status: status})
			must(t, err)
			before := get(t, s, run.ID)
			event, err := s.PutLate(t.Context(), run.ID, "log:0", "log", json.RawMessage(`{"text":"put right"}`))
			wantErr(t, err, want)
			after := get(t, s, run.ID)
			if after.Status != status || !after.EndedAt.Equal(before.EndedAt) {
				t.Errorf("%s: the run is now %+v", status, after)
			}
			if want == nil && (event.Seq != before.Seq+1 || after.Seq != event.Seq) {
				t.Errorf("%s: the line is %d, the run at %d, before %d", status, event.Seq, after.Seq, before.Seq)
			}
		}
	})
}

func TestPutRefuses(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := begin(t, s, newRun())
		for _, bad := range []struct{ slot, kind, data string }{
			{"", "log", "1"}, {"log:0", "", "1"}, {"log:0", "log", "{"}, {"log:0", "log", ""},
			{strings.Repeat("x", 256), "log", "1"}, {"log:\x00", "log", "1"},
		} {
			if _, err := s.Put(t.Context(), run.ID, bad.slot, bad.kind, json.RawMessage(bad.data)); err == nil {
				t.Errorf("%q was taken", bad)
			}
		}
		if got := get(t, s, run.ID); got.Seq != 0 {
			t.Errorf("what was refused counted: Seq = %d", got.Seq)
		}
	})
}

func TestLargePayloads(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := begin(t, s, newRun())
		text := strings.Repeat("é", 1<<19) // a MiB, more than a MySQL TEXT
		put(t, s, run.ID, "call:g", `"`+text+`"`)
		_, events, err := s.Events(t.Context(), run.ID, 0)
		must(t, err)
		if string(events[0].Data) != `"`+text+`"` {
			t.Error("a large payload came back otherwise")
		}
	})
}

// Writers on two replicas get numbers without gaps or doubles, and a reader that
// asks for what comes after the last number it saw misses nothing.
func TestSequenceUnderConcurrency(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		const writers, each = 8, 5
		run := begin(t, replicas[0], newRun())
		seen := make(chan []string, 1)
		stop := make(chan struct{})
		go func() { seen <- follow(t, replicas[1], run.ID, stop) }()

		seqs := dbtest.Race(writers, func(w int) []int64 {
			var mine []int64
			for i := range each {
				e, err := replicas[w%2].Put(t.Context(), run.ID, fmt.Sprintf("log:%d-%d", w, i), "log", json.RawMessage("1"))
				if err != nil {
					t.Error(err)
				}
				mine = append(mine, e.Seq)
			}
			return mine
		})
		close(stop)
		all := slices.Sorted(slices.Values(slices.Concat(seqs...)))
		for i, seq := range all {
			if seq != int64(i+1) {
				t.Fatalf("sequence numbers %v", all)
			}
		}
		if got := <-seen; len(got) != writers*each {
			t.Errorf("the reader saw %d events, want %d", len(got), writers*each)
		}
	})
}

// follow reads until stop is closed, and once more, and returns the slots it saw.
func follow(t *testing.T, s *store.Store, runID string, stop <-chan struct{}) []string {
	var seen []string
	after := int64(0)
	for last := false; ; {
		run, events, err := s.Events(t.Context(), runID, after)
		if err != nil {
			t.Error(err)
			return seen
		}
		for _, e := range events {
			seen = append(seen, e.Slot)
		}
		after = run.Seq
		if last {
			return seen
		}
		select {
		case <-stop:
			last = true
		default:
		}
	}
}

func TestAnswerClosesTheQuestion(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := begin(t, s, newRun())
		call := ask(t, s, run.ID, "c1")
		waiting := get(t, s, run.ID)
		if waiting.Status != store.Waiting || waiting.PendingID != "c1" || waiting.PendingKey != "g" || waiting.WaitingOn != "Your name" {
			t.Fatalf("waiting run = %+v", waiting)
		}
		answer, err := s.Answer(t.Context(), store.Answer{
			RunID: run.ID, CallID: "c1", GroupKey: "g", By: "ada", Data: json.RawMessage(`{"values":["Ada"]}`),
		})
		must(t, err)
		working := get(t, s, run.ID)
		if working.Status != store.Working || working.PendingID+working.PendingKey+working.WaitingOn != "" {
			t.Errorf("answered run = %+v", working)
		}
		_, events, err := s.Events(t.Context(), run.ID, 0)
		must(t, err)
		if want := []store.Event{call, answer}; !reflect.DeepEqual(events, want) {
			t.Errorf("events = %+v\nwant     %+v", events, want)
		}
		entries, err := s.Audit(t.Context(), run.ID, 10)
		must(t, err)
		if e := entries[0]; e.Verb != "run.answer" || e.PersonID != "ada" || e.Object != run.Slug || strings.Contains(e.Detail, "Ada") {
			t.Errorf("audit = %+v", e)
		}
	})
}

func TestSec_D06_AnswersForAnythingElseAreStale(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := begin(t, s, newRun())
		data := json.RawMessage(`1`)
		try := func(callID, groupKey string) error {
			_, err := s.Answer(t.Context(), store.Answer{RunID: run.ID, CallID: callID, GroupKey: groupKey, Data: data})
			return err
		}
		wantErr(t, try("c1", "g"), store.ErrStale) // nothing has been asked
		ask(t, s, run.ID, "c1")
		ask(t, s, run.ID, "c2") // rendered again
		before := get(t, s, run.ID)
		for _, wrong := range [][2]string{{"c1", "g"}, {"c2", "h"}, {"", "g"}, {"c2", ""}, {"", ""}, {"C2", "g"}, {"c2 ", "g"}} {
			wantErr(t, try(wrong[0], wrong[1]), store.ErrStale)
		}
		if after := get(t, s, run.ID); !reflect.DeepEqual(before, after) {
			t.Errorf("stale answers changed %+v to %+v", before, after)
		}
		must(t, try("c2", "g"))
		wantErr(t, try("c2", "g"), store.ErrStale) // sent again
		ask(t, s, run.ID, "c3")
		wantErr(t, try("c2", "g"), store.ErrStale) // replayed at the next question
	})
}

func TestSec_D06_ManyAnswersHaveOneWinner(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		run := begin(t, replicas[0], newRun())
		for round := range 5 {
			call := fmt.Sprint("c", round)
			ask(t, replicas[0], run.ID, call)
			errs := dbtest.Race(64, func(i int) error {
				_, err := replicas[i%2].Answer(t.Context(), store.Answer{
					RunID: run.ID, CallID: call, GroupKey: "g", By: "ada", Data: json.RawMessage(fmt.Sprint(i)),
				})
				return err
			})
			won := -1
			for i, err := range errs {
				switch {
				case err == nil && won >= 0:
					t.Fatal("two answers were taken")
				case err == nil:
					won = i
				case !errors.Is(err, store.ErrStale):
					t.Fatal(err)
				}
			}
			_, events, err := replicas[1].Events(t.Context(), run.ID, 0)
			must(t, err)
			if stored := events[len(events)-1]; won < 0 || string(stored.Data) != fmt.Sprint(won) {
				t.Fatalf("answer %d won, stored is %s", won, stored.Data)
			}
		}
	})
}

func TestTheEndDropsPayloads(t *testing.T) {
	fill := func(t *testing.T, s *store.Store, keep time.Duration) store.Run {
		in := newRun()
		in.Keep = keep
		run := begin(t, s, in)
		ask(t, s, run.ID, "c1")
		_, err := s.Answer(t.Context(), store.Answer{RunID: run.ID, CallID: "c1", GroupKey: "g", Data: json.RawMessage("1")})
		must(t, err)
		put(t, s, run.ID, "loading", "1")
		put(t, s, run.ID, "log:0", "1")
		put(t, s, run.ID, "redirect", "1")
		finish(t, s, run.ID)
		return get(t, s, run.ID)
	}
	everything := []string{"call:g", "answer:g", "loading", "log:0", "redirect"}
	remains := []string{"log:0", "redirect"}

	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		plain, kept := fill(t, s, 0), fill(t, s, time.Hour)
		if got := slots(t, s, plain.ID); plain.Kept || !slices.Equal(got, remains) {
			t.Errorf("plain run: kept %v, %v", plain.Kept, got)
		}
		if got := slots(t, s, kept.ID); !kept.Kept || !slices.Equal(got, everything) {
			t.Errorf("keeping run: kept %v, %v", kept.Kept, got)
		}
		c.advance(time.Hour - time.Microsecond)
		if n, err := s.DropExpired(t.Context()); n != 0 || err != nil {
			t.Errorf("DropExpired a moment early = %d, %v", n, err)
		}
		c.advance(time.Microsecond)
		if n, err := s.DropExpired(t.Context()); n != 1 || err != nil {
			t.Errorf("DropExpired = %d, %v", n, err)
		}
		if got, now := slots(t, s, kept.ID), get(t, s, kept.ID); now.Kept || !slices.Equal(got, remains) {
			t.Errorf("after its time: kept %v, %v", now.Kept, got)
		}
		if n, err := s.DropExpired(t.Context()); n != 0 || err != nil {
			t.Errorf("DropExpired again = %d, %v", n, err)
		}
	})
}

func TestAnExpiredTranscriptIsDroppedOnce(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		for range 5 {
			in := newRun()
			in.Keep = time.Microsecond
			finish(t, replicas[0], begin(t, replicas[0], in).ID)
		}
		later := func() time.Time { return time.Now().Add(time.Hour) }
		dropped := dbtest.Race(4, func(i int) int {
			n, err := replicas[i%2].WithClock(later).DropExpired(t.Context())
			if err != nil {
				t.Error(err)
			}
			return n
		})
		if sum := dropped[0] + dropped[1] + dropped[2] + dropped[3]; sum != 5 {
			t.Errorf("%v transcripts were dropped, want 5 in all", dropped)
		}
	})
}

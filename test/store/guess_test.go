package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

var limit = store.Limit{Wrong: 5, Window: 15 * time.Minute, First: time.Minute, Most: 15 * time.Minute}

// passes counts how many of n guesses pass.
func passes(t *testing.T, s *store.Store, bucket string, n int) int {
	t.Helper()
	passed := 0
	for range n {
		err := s.Guess(t.Context(), bucket, limit)
		if _, refused := errors.AsType[*store.TooManyError](err); err == nil {
			passed++
		} else if !refused {
			t.Fatal(err)
		}
	}
	return passed
}

func TestSec_B07_GuessesAreRefusedForLonger(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		if n := passes(t, s, "a", 20); n != 5 {
			t.Fatalf("%d guesses passed at first, want 5", n)
		}
		for _, minutes := range []int{1, 2, 4, 8} {
			wait := time.Duration(minutes) * time.Minute
			c.advance(wait - time.Microsecond)
			if n := passes(t, s, "a", 3); n != 0 {
				t.Errorf("%d guesses passed within the %v", n, wait)
			}
			c.advance(time.Microsecond)
			if n := passes(t, s, "a", 3); n != 1 {
				t.Errorf("%d guesses passed after %v, want 1", n, wait)
			}
		}
		err := s.Guess(t.Context(), "a", limit)
		tooMany, _ := errors.AsType[*store.TooManyError](err)
		if tooMany == nil || !tooMany.Until.Equal(c.now().Add(15*time.Minute)) {
			t.Errorf("the longest refusal is %v from %v", err, c.now())
		}
		if n := passes(t, s, "b", 5); n != 5 {
			t.Errorf("another bucket was refused: %d of 5 passed", n)
		}
		c.advance(15 * time.Minute) // nothing is for good
		if n := passes(t, s, "a", 20); n != 5 {
			t.Errorf("%d guesses passed after a window of quiet, want 5", n)
		}
	})
}

func TestSec_B07_AtMost25GuessesAnHour(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		total := 0
		for range 60 { // an hour of trying
			total += passes(t, s, "a", 2)
			c.advance(time.Minute)
		}
		if total > 25 {
			t.Errorf("%d guesses passed in an hour, at most 25 should", total)
		}
	})
}

func TestARightGuessForgetsTheWrongOnes(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		passes(t, s, "a", 4)
		must(t, s.ForgetGuesses(t.Context(), "a"))
		if n := passes(t, s, "a", 10); n != 5 {
			t.Errorf("%d guesses passed, want 5", n)
		}
	})
}

func TestSec_B07_GuessesAtOnceAreAllCounted(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		passed := 0
		for _, err := range dbtest.Race(32, func(i int) error {
			return replicas[i%2].Guess(t.Context(), "a", limit)
		}) {
			if _, refused := errors.AsType[*store.TooManyError](err); err == nil {
				passed++
			} else if !refused {
				t.Fatal(err)
			}
		}
		if passed != 5 {
			t.Errorf("%d of 32 guesses passed, want 5", passed)
		}
	})
}

package server

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/cron"
)

// The clock is looked at at once, then at the beginning of every minute, and not
// any more after the end.
func TestTimeIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.Sleep(17*time.Second + time.Millisecond)
		var looks []string
		go keepTime(ctx, func(context.Context) time.Time {
			looks = append(looks, time.Now().UTC().Format("15:04:05.000"))
			return time.Now()
		})
		time.Sleep(2 * time.Minute)
		cancel()
		synctest.Wait()
		time.Sleep(time.Hour)
		want := []string{"00:00:17.001", "00:01:00.020", "00:02:00.020"}
		if len(looks) != len(want) || looks[0] != want[0] || looks[1] != want[1] || looks[2] != want[2] {
			t.Errorf("looked at %v, want %v", looks, want)
		}
	})
}

// Of the times that have passed the newest counts; those of the last day before it
// are counted.
func TestTimesThatPassed(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC) }
	for _, test := range []struct {
		text         string
		after, until time.Time
		want         time.Time
		before       int
	}{
		{"0 8 * * *", at(28, 8, 0), at(28, 23, 59), time.Time{}, 0},
		{"0 8 * * *", at(28, 7, 59), at(28, 8, 0), at(28, 8, 0), 0},
		{"0 8 * * *", at(25, 9, 0), at(28, 9, 0), at(28, 8, 0), 0}, // the two before are older than a day
		{"0 8,12 * * *", at(27, 9, 0), at(28, 11, 0), at(28, 8, 0), 1},
		{"* * * * *", at(1, 0, 0), at(28, 0, 0), at(28, 0, 0), 1439},
		{"0 8 * * 1", at(1, 0, 0), at(28, 0, 0), at(23, 8, 0), 3},
		{"0 8 * * 1", at(28, 0, 0), at(1, 0, 0), time.Time{}, 0}, // the clock was put back
	} {
		c, err := cron.Parse(test.text, "")
		if err != nil {
			t.Fatal(err)
		}
		sc := Schedule{cron: c}
		if got, before := sc.due(test.after, test.until); !got.Equal(test.want) || before != test.before {
			t.Errorf("%s after %v until %v: %v and %d before, want %v and %d", test.text, test.after, test.until, got, before, test.want, test.before)
		}
	}
}

// A time waits for its service once, and is looked at by one at a time.
func TestTimesWaitOnce(t *testing.T) {
	var c clock
	done, ok := c.take("a")
	if _, twice := c.take("a"); !ok || twice {
		t.Errorf("taken %v, twice %v", ok, twice)
	}
	at := time.Unix(0, 0)
	for i, test := range []struct {
		key  string
		due  time.Time
		want bool
	}{{"a", at, false}, {"b", at, false}, {"a", at, true}, {"a", at.Add(time.Hour), false}, {"a", at.Add(time.Hour), true}} {
		if got := c.waited(test.key, test.due); got != test.want {
			t.Errorf("%d: waited %v", i, got)
		}
	}
	done()
	if _, ok := c.take("a"); !ok {
		t.Error("it is held for ever")
	}
}

package metricsnotifier

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

func morning() time.Time { return time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC) }

func TestNotify(t *testing.T) {
	of := func(_ context.Context, day time.Time) (figures, error) {
		return figures{signUps: 3, orders: day.Day(), cents: 123_450}, nil
	}
	run := stagedoortest.Start(t, notify(of, morning))
	result, err := run.Wait()
	want := `{"Day":"2026-02-28","Sign-ups":3,"Orders":28,"Takings":"1,234.50 USD","Trend":"more than the day before"}`
	if err != nil || string(result) != want {
		t.Errorf("notify = %s, %v, want %s", result, err, want)
	}
	notices := run.Notices()
	if len(notices) != 1 || notices[0].Message != "28 orders, more than the day before. Takings: 1,234.50 USD." {
		t.Errorf("the messages are %v", notices)
	}
	if logged, want := run.Logs(), []string{"2026-02-28: 3 sign-ups, 28 orders"}; !slices.Equal(logged, want) {
		t.Errorf("the log is %q, want %q", logged, want)
	}
}

func TestNoFigures(t *testing.T) {
	down := errors.New("the warehouse is closed")
	of := func(context.Context, time.Time) (figures, error) { return figures{}, down }
	run := stagedoortest.Start(t, notify(of, morning))
	if _, err := run.Wait(); !errors.Is(err, down) {
		t.Errorf("notify = %v, want %v", err, down)
	}
	if logged := run.Logs(); len(logged) > 0 {
		t.Errorf("the log says %q of figures that there are not", logged)
	}
	if notices := run.Notices(); len(notices) > 0 {
		t.Errorf("people are told %v of figures that there are not", notices)
	}
}

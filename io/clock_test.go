package io_test

import (
	"context"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestTimeAnswers(t *testing.T) {
	const invalid, limits = "Enter a valid time.", "Enter a time between 08:30 and 20:00."
	answers[io.CivilTime]{
		bad: map[string]string{
			`null`: required, `"14:36"`: invalid, `{}`: invalid, `{"hour":14}`: invalid, `{"hour":24,"minute":0}`: invalid,
			`{"hour":14,"minute":60}`: invalid, `{"hour":-1,"minute":0}`: invalid, `{"hour":14.5,"minute":0}`: invalid,
			`{"hour":"14","minute":36}`: invalid, `{"hour":1e99,"minute":0}`: invalid, `14`: invalid, `[14,36]`: invalid,
			`{"hour":8,"minute":29}`: limits, `{"hour":20,"minute":1}`: limits, `{"hour":0,"minute":0}`: limits,
		},
		good: map[string]io.CivilTime{
			`{"hour":8,"minute":30}`: {8, 30}, `{"hour":14,"minute":36,"second":9}`: {14, 36}, `{"hour":20,"minute":0}`: {20, 0},
		},
	}.check(t, "Opens", io.Time("Opens").Max(io.CivilTime{20, 0}).Min(io.CivilTime{8, 30}), same)
	answers[io.CivilTime]{
		bad:  map[string]string{`{"hour":12,"minute":1}`: "Enter a time at or before 12:00."},
		good: map[string]io.CivilTime{`{"hour":0,"minute":0}`: {}},
	}.check(t, "Opens", io.Time("Opens").Max(io.CivilTime{12, 0}), same)
	answers[io.CivilTime]{
		bad:  map[string]string{`{"hour":11,"minute":59}`: "Enter a time at or after 12:00."},
		good: map[string]io.CivilTime{`{"hour":23,"minute":59}`: {23, 59}},
	}.check(t, "Opens", io.Time("Opens").Min(io.CivilTime{12, 0}), same)
}

func TestDateTimeAnswers(t *testing.T) {
	const invalid = "Enter a valid date and time."
	const limits = "Enter a date and time between 2024-02-28 09:00 and 2024-12-31 18:00."
	berlin := zone(t, "Europe/Berlin")
	in := io.DateTime("Starts").
		Min(time.Date(2024, 2, 28, 7, 59, 1, 0, time.UTC)). // 08:59:01 in Berlin: the first whole minute is 9:00
		Max(time.Date(2024, 12, 31, 17, 0, 59, 0, time.UTC)).
		Zone(berlin)
	answers[time.Time]{
		bad: map[string]string{
			`null`: required, `"2024-03-01T10:00"`: invalid, `{"year":2024,"month":3,"day":1}`: invalid,
			`{"year":2024,"month":2,"day":30,"hour":10,"minute":0}`: invalid, `{"hour":10,"minute":0}`: invalid,
			`{"year":2024,"month":3,"day":1,"hour":24,"minute":0}`: invalid, `{"year":0,"month":3,"day":1,"hour":1,"minute":0}`: invalid,
			`{"year":"2024","month":3,"day":1,"hour":1,"minute":0}`:  invalid,
			`{"year":2024,"month":2,"day":28,"hour":8,"minute":59}`:  limits,
			`{"year":2024,"month":12,"day":31,"hour":18,"minute":1}`: limits,
			`{"year":2024,"month":3,"day":31,"hour":2,"minute":30}`:  "On 2024-03-31 the clocks skip 02:30. Enter another time.",
		},
		good: map[string]time.Time{
			`{"year":2024,"month":2,"day":28,"hour":9,"minute":0}`:   time.Date(2024, 2, 28, 9, 0, 0, 0, berlin),
			`{"year":2024,"month":12,"day":31,"hour":18,"minute":0}`: time.Date(2024, 12, 31, 18, 0, 0, 0, berlin),
			// Twice that day: the first is still on summer time.
			`{"year":2024,"month":10,"day":27,"hour":2,"minute":30}`:                  time.Date(2024, 10, 27, 0, 30, 0, 0, time.UTC),
			`{"year":2024,"month":7,"day":1,"hour":14,"minute":30,"jsDate":"nobody"}`: time.Date(2024, 7, 1, 12, 30, 0, 0, time.UTC),
		},
	}.check(t, "Starts", in, func(a, b time.Time) bool { return a.Equal(b) && a.Location() == berlin })
}

func TestDateTimeOutsideDays(t *testing.T) {
	apia := zone(t, "Pacific/Apia") // had no 30 December 2011
	answers[time.Time]{
		bad: map[string]string{
			`{"year":2011,"month":12,"day":30,"hour":12,"minute":0}`: "On 2011-12-30 the clocks skip 12:00. Enter another time.",
		},
		good: map[string]time.Time{
			`{"year":2011,"month":12,"day":31,"hour":0,"minute":0}`: time.Date(2011, 12, 30, 10, 0, 0, 0, time.UTC),
		},
	}.check(t, "Starts", io.DateTime("Starts").Zone(apia), time.Time.Equal)
}

func TestDateTimeProps(t *testing.T) {
	at := time.Date(2026, 11, 23, 13, 30, 59, 7, time.UTC)
	in := io.DateTime("Starts").Help("Doors open").Default(at).Min(at.Add(-time.Hour))
	for _, c := range []struct {
		original bool
		zone     *time.Location
		want     string
	}{
		{false, zone(t, "Europe/Berlin"), `{"defaultValue":{"year":2026,"month":11,"day":23,"hour":14,"minute":30},"helpText":"Doors open",` +
			`"min":{"year":2026,"month":11,"day":23,"hour":13,"minute":31},"zone":"Europe/Berlin"}`},
		{false, nil, `{"defaultValue":{"year":2026,"month":11,"day":23,"hour":13,"minute":30},"helpText":"Doors open",` +
			`"min":{"year":2026,"month":11,"day":23,"hour":12,"minute":31},"zone":"UTC"}`},
		{true, time.FixedZone("", 5400), `{"defaultValue":{"year":2026,"month":11,"day":23,"hour":15,"minute":0},` +
			`"helpText":"Doors open. Time zone: UTC+01:30.","min":{"year":2026,"month":11,"day":23,"hour":14,"minute":1}}`},
	} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: c.original}, func(ctx context.Context) error {
			_, err := in.Zone(c.zone).Get(ctx)
			return err
		})
		if got := string(run.Expect("Starts").Component().Props); got != c.want {
			t.Errorf("props in %v\n%s, want\n%s", c.zone, got, c.want)
		}
	}
}

func TestClocksInForms(t *testing.T) {
	type shift struct {
		Opens  io.CivilTime  `io:""`
		Closes *io.CivilTime `io:""`
		Starts time.Time     `io:"zone:Europe/Berlin"`
		Ends   *time.Time    `io:"zone:UTC"`
	}
	// The second 02:30 of that day, and not on the minute: an untouched field keeps it.
	odd := time.Date(2024, 10, 27, 1, 30, 5, 6, time.UTC)
	run, got := asForm(t, io.Form(shift{Starts: odd}))
	s := run.Expect("Opens")
	s.AnswerAll(map[string]any{
		"Opens":  io.CivilTime{},
		"Starts": map[string]int{"year": 2024, "month": 10, "day": 27, "hour": 2, "minute": 30},
		"Ends":   map[string]int{"year": 2025, "month": 1, "day": 2, "hour": 3, "minute": 4},
	})
	finish(t, run)
	if got.Opens != (io.CivilTime{}) || got.Closes != nil || !got.Starts.Equal(odd) || !got.Ends.Equal(time.Date(2025, 1, 2, 3, 4, 0, 0, time.UTC)) {
		t.Fatalf("got %+v", *got)
	}
}

func TestCivilTime(t *testing.T) {
	half := io.CivilTimeOf(time.Date(2024, 7, 1, 14, 30, 59, 0, time.UTC))
	if half != (io.CivilTime{14, 30}) || half.String() != "14:30" {
		t.Errorf("CivilTimeOf = %v", half)
	}
	if !half.On(io.CivilDate{2024, 7, 2}, zone(t, "Europe/Berlin")).Equal(time.Date(2024, 7, 2, 12, 30, 0, 0, time.UTC)) {
		t.Error("On reads the clocks of the zone")
	}
	if half.Compare(io.CivilTime{14, 31}) >= 0 || half.Compare(io.CivilTime{13, 59}) <= 0 || half.Compare(half) != 0 {
		t.Error("Compare orders by hour, then minute")
	}
}

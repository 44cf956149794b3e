package cron

import (
	"strings"
	"testing"
	"time"
)

func TestParseSaysWhatToWrite(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "use five fields",
		"8":                      "use five fields",
		"0 8 * *":                "use five fields",
		"0 0 8 * * *":            "use five fields", // seconds
		"0 8 * * * 2027":         "use five fields", // years
		"@always":                "use five fields",
		"60 8 * * *":             `"60" is no minute`,
		"0,60 8 * * *":           `"60" is no minute`,
		"0 24 * * *":             `"24" is no hour`,
		"0 8 0 * *":              `"0" is no day`,
		"0 8 32 * *":             `"32" is no day`,
		"0 8 1W * *":             `"1W" is no day`,
		"0 8 * 13 *":             `"13" is no month`,
		"0 8 * * 8":              `"8" is no weekday`,
		"0 8 * * FRI-MON":        `"FRI-MON" is no weekday`,
		"MON 8 * * *":            `"MON" is no minute`,
		"*/0 8 * * *":            `"*/0" is no minute`,
		"+5 8 * * *":             `"+5" is no minute`,
		"? 8 * * *":              `"?" is no minute`,
		"1/2/3 8 * * *":          `"1/2/3" is no minute`,
		"1,,2 8 * * *":           `"" is no minute`,
		"TZ=0 0 8 * *":           `"TZ=0" is no minute`,
		"0 8 30 2 *":             "there is no such day",
		"0 8 31 4,6,9,11 *":      "there is no such day",
		"0 8 * * *\x00":          `is no weekday`,
		strings.Repeat("0 ", 51): "102 bytes, at most 100",
	} {
		if _, err := Parse(text, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q) = %v, want %s", text, err, want)
		}
	}
	for _, zone := range []string{"Local", "Europe/Nowhere", "CET+1", "../etc/passwd", strings.Repeat("x", 65)} {
		if _, err := Parse("0 8 * * *", zone); err == nil || !strings.Contains(err.Error(), "Europe/Berlin") {
			t.Errorf("zone %q = %v", zone, err)
		}
	}
}

func TestNext(t *testing.T) {
	for _, test := range []struct{ text, zone, after, want string }{
		{"0 8 * * 1-5", "", "2026-11-27 08:00:00", "2026-11-30 08:00:00"}, // a Friday
		{"0 8 * * MON-fri", "Europe/Berlin", "2026-11-30 06:59:59", "2026-11-30 07:00:00"},
		{"*/15 * * * *", "", "2026-11-28 11:59:59", "2026-11-28 12:00:00"},
		{"*/15 * * * *", "Asia/Kathmandu", "2026-11-28 12:00:00", "2026-11-28 12:15:00"},
		{" 5   4 * * * ", "", "2026-11-28 04:05:00", "2026-11-29 04:05:00"},
		{"0 0 L * *", "", "2028-02-01 00:00:00", "2028-02-29 00:00:00"},
		{"0 0 29 2 *", "", "2096-02-29 00:00:00", "2104-02-29 00:00:00"},
		{"0 0 13 * 5", "", "2026-11-28 00:00:00", "2026-12-04 00:00:00"}, // the 13th, and Fridays
		{"@hourly", "", "2026-11-28 00:00:00", "2026-11-28 01:00:00"},
		{"@Daily", "America/New_York", "2026-11-28 00:00:00", "2026-11-28 05:00:00"},
		{"@weekly", "", "2026-11-28 00:00:00", "2026-11-29 00:00:00"},
		{"@monthly", "", "2026-11-28 00:00:00", "2026-12-01 00:00:00"},
		{"@yearly", "", "2026-11-28 00:00:00", "2027-01-01 00:00:00"},
		{"0 2 * * 6", "America/Chicago", "2026-10-31 07:00:00", "2026-11-07 08:00:00"}, // a fault of the library once
	} {
		after, err := time.Parse(time.DateTime, test.after)
		must(t, err)
		for _, early := range []time.Duration{0, time.Nanosecond, 999 * time.Millisecond} {
			got := parse(t, test.text, test.zone).Next(after.Add(early))
			if got.Format(time.DateTime) != test.want || got.Location() != time.UTC || got.Nanosecond() != 0 {
				t.Errorf("%s in %s after %s: %v, want %s", test.text, test.zone, test.after, got, test.want)
			}
		}
	}
}

// The times of five years in zones whose clocks change are those that somebody
// sees who looks at the clock every five moments.
func TestNextWhereClocksChange(t *testing.T) {
	for _, zone := range []string{
		"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "Asia/Kolkata",
	} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			moments := watch(t, zone)
			for text, named := range seenTimes {
				c := parse(t, text, zone)
				want := timesOf(moments, named, c.everyHour)
				at := moments[0].at
				for i, due := range want {
					if at = c.Next(at); !at.Equal(due) {
						t.Fatalf("%s: time %d is %v, want %v", text, i, at.In(c.zone), due.In(c.zone))
					}
				}
			}
		})
	}
}

// seenTimes are cron texts, and whether they name what a clock shows.
var seenTimes = map[string]func(w time.Time) bool{
	"0 8 * * 1-5": func(w time.Time) bool { return w.Hour() == 8 && w.Minute() == 0 && w.Weekday()%6 != 0 },
	"30 2 * * *":  func(w time.Time) bool { return w.Hour() == 2 && w.Minute() == 30 },
	"0 2 * * 0":   func(w time.Time) bool { return w.Hour() == 2 && w.Minute() == 0 && w.Weekday() == 0 },
	"0,10,50 1-3 * * 6,0": func(w time.Time) bool {
		return w.Weekday()%6 == 0 && w.Hour() >= 1 && w.Hour() <= 3 && (w.Minute() == 0 || w.Minute() == 10 || w.Minute() == 50)
	},
	"0 0 * * *":   func(w time.Time) bool { return w.Hour() == 0 && w.Minute() == 0 },
	"30 23 * * *": func(w time.Time) bool { return w.Hour() == 23 && w.Minute() == 30 },
	"0 */2 * * *": func(w time.Time) bool { return w.Hour()%2 == 0 && w.Minute() == 0 },
	"15 * * 3-4,10 *": func(w time.Time) bool {
		return w.Minute() == 15 && (w.Month() == 3 || w.Month() == 4 || w.Month() == 10)
	},
	"*/20 * * * 0": func(w time.Time) bool { return w.Minute()%20 == 0 && w.Weekday() == 0 },
	"0 12 L * *":   func(w time.Time) bool { return w.Hour() == 12 && w.Minute() == 0 && w.AddDate(0, 0, 1).Day() == 1 },
}

// moment is when somebody looks, and what the clock shows then, as if it were UTC.
type moment struct{ at, wall time.Time }

// look is how often somebody looks at the clock.
const look = 5 * time.Minute

// watch looks at the clock of a zone.
func watch(t *testing.T, zone string) (all []moment) {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	must(t, err)
	end := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(look) {
		in := at.In(loc)
		all = append(all, moment{at, time.Date(in.Year(), in.Month(), in.Day(), in.Hour(), in.Minute(), 0, 0, time.UTC)})
	}
	return all
}

// timesOf are the moments at which somebody who watches begins something: every
// time that shows when it counts real hours; else each time of a day once, and
// what the clock goes over at the change.
func timesOf(moments []moment, named func(time.Time) bool, everyHour bool) (due []time.Time) {
	latest := moments[0].wall
	for _, m := range moments[1:] {
		now := named(m.wall)
		if !everyHour {
			now = false
			for w := latest.Add(look); !w.After(m.wall); w = w.Add(look) {
				now = now || named(w)
			}
		}
		if m.wall.After(latest) {
			latest = m.wall
		}
		if now {
			due = append(due, m.at)
		}
	}
	return due
}

// A day that a zone has left out altogether loses nothing but itself.
func TestNextOverTheDateLine(t *testing.T) {
	c := parse(t, "0 8 * * *", "Pacific/Apia") // had no 30 December 2011
	at := time.Date(2011, 12, 29, 0, 0, 0, 0, c.zone)
	var got []string
	for range 4 {
		at = c.Next(at).In(c.zone)
		got = append(got, at.Format(time.DateTime))
	}
	if want := "2011-12-29 08:00:00, 2011-12-31 00:00:00, 2011-12-31 08:00:00, 2012-01-01 08:00:00"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for text := range seenTimes {
		f.Add(text, "Europe/Berlin", int64(1_792_884_600))
	}
	f.Add("TZ=0 * * * *", "", int64(0))
	f.Add("0 0 29 2 1", "America/Santiago", int64(-1))
	f.Add("5-3/0,L,7#9 ?W * */99 mon", "UTC", int64(1))
	f.Fuzz(func(t *testing.T, text, zone string, unix int64) {
		c, err := Parse(text, zone)
		if err != nil {
			return
		}
		if c.String() != text {
			t.Errorf("%q became %q", text, c)
		}
		after := time.Unix(unix%(1<<32), 0)
		for range 5 {
			next := c.Next(after)
			if next.IsZero() {
				t.Fatalf("%q in %q has nothing after %v", text, zone, after)
			}
			if !next.After(after) || next.Second() != 0 && next.Year() > 1972 {
				t.Fatalf("%q in %q: %v after %v", text, zone, next, after)
			}
			after = next
		}
	})
}

func parse(t *testing.T, text, zone string) Cron {
	t.Helper()
	c, err := Parse(text, zone)
	must(t, err)
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

package io

import (
	"slices"
	"time"
)

// span is a time that people name by what day it is.
type span string

// spans are those that a filter of dates knows.
var spans = []span{
	"today", "yesterday", "last7", "last30", "last90", "this_week", "this_month", "last_month", "this_year", "past", "future",
}

func (s span) known() bool { return slices.Contains(spans, s) }

// days returns the first and the last day of a span, as seen at a moment on the clocks
// of its zone. Weeks begin on Monday, and the last 7 days end today.
func (s span) days(now time.Time) (first, last CivilDate) {
	day := func(months, days int) CivilDate {
		return CivilDateOf(time.Date(now.Year(), now.Month()+time.Month(months), days, 0, 0, 0, 0, time.UTC))
	}
	today := now.Day()
	switch s {
	case "yesterday":
		return day(0, today-1), day(0, today-1)
	case "last7":
		return day(0, today-6), day(0, today)
	case "last30":
		return day(0, today-29), day(0, today)
	case "last90":
		return day(0, today-89), day(0, today)
	case "this_week":
		monday := today - (int(now.Weekday())+6)%7
		return day(0, monday), day(0, monday+6)
	case "this_month":
		return day(0, 1), day(1, 0)
	case "last_month":
		return day(-1, 1), day(0, 0)
	case "this_year":
		return CivilDate{now.Year(), 1, 1}, CivilDate{now.Year(), 12, 31}
	case "past":
		return CivilDate{1, 1, 1}, day(0, today-1)
	case "future":
		return day(0, today+1), CivilDate{9999, 12, 31}
	}
	return day(0, today), day(0, today)
}

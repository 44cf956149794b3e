package cron

import "time"

// Next is the first time after a moment, in UTC, and zero where there is none.
//
// Of a time that a night leaves out, because the clock goes forward over it, Next
// is the moment of the change: several such times are one then. Of a time that a
// night has twice, because the clock goes back, it is the first. A cron of every
// hour counts real hours instead: it goes on evenly over both.
func (c Cron) Next(after time.Time) time.Time {
	t, counts := after.In(c.zone), false
	for range maxChanges {
		if !c.everyHour {
			if over := repeated(t); over.After(t) {
				t, counts = over, true
			}
		}
		wall := onWall(t)
		at, found := c.find(wall, counts)
		if !found {
			return time.Time{}
		}
		next := t.Add(at.Sub(wall))
		_, change := t.ZoneBounds()
		if change.IsZero() || next.Before(change) {
			return next.UTC()
		}
		if !c.everyHour && at.Before(onWall(change)) { // the clock goes over it
			return change.UTC()
		}
		t, counts = change, true
	}
	return time.Time{}
}

// maxChanges is how many changes of a clock Next looks beyond: some zones have
// four in a year, and the 29th of February is missing for eight years around 2100.
const maxChanges = 64

// onWall is what the clock on the wall shows, as if it were UTC.
func onWall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// repeated is when the clock has caught up with itself, after it was put back at
// the last change before t.
func repeated(t time.Time) time.Time {
	change, _ := t.ZoneBounds()
	if change.IsZero() {
		return t
	}
	_, before := change.Add(-time.Second).Zone()
	_, since := change.Zone()
	return change.Add(time.Duration(before-since) * time.Second)
}

package stagedoor

import (
	"fmt"
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/internal/cron"
	"github.com/stagedoor/stagedoor/internal/server"
)

// Schedule has an action run at set times, in the name of a person. What it asks
// waits for that person, who is told, as they are of its failures. It is they who
// find the run in their history.
//
// Of any number of panels on one database one begins the run of a time. When none
// was there, the newest time of the last 24 hours runs as soon as one is, and the
// earlier ones are counted as missed. A schedule counts from when a panel first
// sees it; one that says anything else than before is a new one.
type Schedule struct {
	// Cron says when, in five fields: minute, hour, day of the month, month and day
	// of the week. "0 8 * * 1-5" is at eight from Monday to Friday. Fields hold
	// numbers, lists, ranges and steps, or names like MON and JAN; the day of the
	// month may be L, the last. Where both kinds of day are given, either counts.
	// @hourly, @daily, @weekly, @monthly and @yearly stand for five fields. Required.
	//
	// A time that a night has twice, because the clock is put back, runs once, and
	// what the clock skips when it is put forward runs at that moment. Where the hour
	// is *, it runs every real hour.
	Cron string

	// Zone is whose clock that is: a name of the IANA time zone database like
	// "Europe/Berlin". Default: UTC.
	Zone string

	// As is whom it runs as: what Config.Person knows them by, usually User.ID.
	// Whether they may run the action is decided anew each time. Required.
	As string

	// Params are the parameters of its runs, as an address has them.
	Params map[string]string

	// NotifyDone tells the person also of runs that are done. Default: only of those
	// that ask or fail, and of times that pass without a run.
	NotifyDone bool
}

// read checks the schedule for the action of a slug.
func (s Schedule) read(slug string) (server.Schedule, error) {
	c, err := cron.Parse(s.Cron, s.Zone)
	if err != nil {
		return server.Schedule{}, err
	}
	return server.NewSchedule(slug, c, s.As, maps.Clone(s.Params), s.NotifyDone)
}

// schedulesOf reads those of an action, and notes what is wrong with them.
func (r *Registry) schedulesOf(slug string, a Action) (found []server.Schedule, ok bool) {
	keys := map[string]bool{}
	ok = true
	for i, s := range a.Schedules {
		made, err := s.read(slug)
		if err == nil && keys[made.Key()] {
			err = fmt.Errorf("it says the same as an earlier one: leave one out")
		}
		if err != nil {
			r.Mistake(fmt.Errorf("action %q, Schedules[%d]: %w", slug, i, err))
			ok = false
			continue
		}
		keys[made.Key()] = true
		found = append(found, made)
	}
	return found, ok
}

// scheduled lists all schedules.
func (r *Registry) scheduled() []server.Schedule {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.schedules)
}

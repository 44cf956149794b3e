package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/internal/cron"
	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/internal/store"
)

// Schedule has an action run at set times. It is made by [NewSchedule] and never
// changes.
type Schedule struct {
	slug       string
	cron       cron.Cron
	as         string
	params     map[string]string
	notifyDone bool
	key        string // the same in every process that has the same schedule
}

// NewSchedule has the action of a slug run when cron says, as whom the application
// knows by the name as. Its owner is told when a run asks or fails; with notifyDone
// also when it is done.
func NewSchedule(slug string, c cron.Cron, as string, params map[string]string, notifyDone bool) (Schedule, error) {
	s := Schedule{slug: slug, cron: c, as: as, params: params, notifyDone: notifyDone}
	if as == "" {
		return s, errors.New("it has nobody to run as: set As to the ID of a person")
	}
	if err := database.CheckKey("As", as, store.MaxPersonID); err != nil {
		return s, fmt.Errorf("it cannot be kept: %w", err)
	}
	if err := checkParams(params); err != nil {
		return s, fmt.Errorf("field Params %w", err)
	}
	what, err := json.Marshal([]any{slug, c.String(), c.Zone(), as, params})
	sum := sha256.Sum256(what)
	s.key = hex.EncodeToString(sum[:store.MaxSchedule/2])
	return s, err
}

// Slug is that of the action.
func (sc Schedule) Slug() string { return sc.slug }

// Key is the same for schedules that say the same.
func (sc Schedule) Key() string { return sc.key }

// catchUp is how long after a time of a schedule its run may still begin.
const catchUp = 24 * time.Hour

// due is the newest time of the schedule after one moment and until another, zero
// for none, and how many of the last day came before it.
func (sc Schedule) due(after, until time.Time) (newest time.Time, before int) {
	day := until.Add(-catchUp)
	from := after
	if from.Before(day) && !sc.cron.Next(day).After(until) {
		from = day
	}
	for at := sc.cron.Next(from); !at.IsZero() && !at.After(until); at = sc.cron.Next(at) {
		if !newest.IsZero() {
			before++
		}
		newest = at
	}
	return newest, before
}

// tick is a time of the schedule.
func (sc Schedule) tick(due time.Time, missed int) store.Tick {
	return store.Tick{Schedule: sc.key, Due: due, Slug: sc.slug, Person: sc.as, Missed: missed}
}

// schedules are those that there are now.
func (s *Server) schedules() []Schedule {
	if s.listSchedules == nil {
		return nil
	}
	return s.listSchedules()
}

// scheduled returns the schedule of a key, and false when there is none any more.
func (s *Server) scheduled(key string) (Schedule, bool) {
	for _, sc := range s.schedules() {
		if sc.key == key {
			return sc, true
		}
	}
	return Schedule{}, false
}

package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// MaxSchedule is the most bytes that fit into the key of a schedule.
const MaxSchedule = 32

// TickOutcome is what became of a time of a schedule.
type TickOutcome string

// The outcomes.
const (
	TickFirst   TickOutcome = "first"   // not a time of the schedule: when it was first seen, from which on it counts
	TickStarted TickOutcome = "started" // a run has begun
	TickRefused TickOutcome = "refused" // its person was not there or may not run it
	TickMissed  TickOutcome = "missed"  // nobody looked at the clock until it was too late
)

// Tick is a time of a schedule, and what became of it. There is one row for each,
// whoever takes it.
type Tick struct {
	Schedule string // its key, at most MaxSchedule bytes
	Due      time.Time
	Slug     string // of the action
	Person   string // whom it runs as, as the schedule names them
	Outcome  TickOutcome
	Reason   string // why there is no run
	Missed   int    // how many earlier times passed without a run since the one before, as far as anybody looked back
	RunID    string // of the run that has begun
}

// TakeTick records what becomes of a time of a schedule and reports whether this
// call did: of any number of them one does, and the others change nothing. With a
// run, that begins in the same database transaction, as Begin does; the store sets
// its start key and the RunID of the tick. With end, it has ended already.
func (s *Store) TakeTick(ctx context.Context, tick Tick, run *Run, end *Outcome) (bool, error) {
	row, err := s.newTick(tick)
	if err != nil {
		return false, fmt.Errorf("store: take a time of %s: %w", tick.Slug, err)
	}
	var begins runRow
	if run != nil {
		started := *run
		started.StartKey = fmt.Sprintf("%s%s/%d", clockPrefix, tick.Schedule, tick.Due.Unix())
		if begins, err = s.newRow(started); err != nil {
			return false, fmt.Errorf("store: begin %s: %w", run.Slug, err)
		}
		row.RunID = begins.ID
	}
	fresh := false
	err = s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if fresh, err = database.InsertNew(tx, &row); err != nil || !fresh {
			return err
		}
		if run == nil {
			return s.noteTick(tx, row)
		}
		return s.beginTick(tx, begins, row, end)
	})
	if err != nil {
		return false, fmt.Errorf("store: take a time of %s: %w", tick.Slug, err)
	}
	return fresh, nil
}

func (s *Store) newTick(tick Tick) (tickRow, error) {
	return tickRow{
			Schedule: tick.Schedule, DueAt: database.Micros(tick.Due), Slug: tick.Slug, Person: tick.Person,
			Outcome: tick.Outcome, Reason: database.Text(tick.Reason), Missed: tick.Missed, TakenAt: s.micros(),
		}, errors.Join(
			database.CheckKey("schedule", tick.Schedule, MaxSchedule),
			database.CheckKey("slug", tick.Slug, MaxSlug),
			database.CheckKey("person", tick.Person, MaxPersonID),
		)
}

// beginTick begins the run of a time that has been taken.
func (s *Store) beginTick(tx *gorm.DB, run runRow, tick tickRow, end *Outcome) error {
	if err := tx.Create(&run).Error; err != nil {
		return err
	}
	if err := s.noteStart(tx, run, tick.due()); err != nil || end == nil {
		return err
	}
	_, err := s.finish(tx, run.ID, *end, nil)
	return err
}

// noteTick adds to the audit that a time of a schedule has no run.
func (s *Store) noteTick(tx *gorm.DB, tick tickRow) error {
	if tick.Outcome == TickFirst {
		return nil
	}
	return s.note(tx, Entry{
		PersonID: tick.Person, Verb: "schedule." + string(tick.Outcome), Object: tick.Slug, Detail: tick.due() + ": " + tick.Reason,
	})
}

// LastTicks returns the newest recorded time of each of these schedules, by key.
// Schedules without any are not in it.
func (s *Store) LastTicks(ctx context.Context, schedules []string) (map[string]Tick, error) {
	last := map[string]Tick{}
	if len(schedules) == 0 {
		return last, nil
	}
	newest := s.read(ctx).Model(&tickRow{}).Select("schedule, MAX(due_at)").Where("schedule IN ?", schedules).Group("schedule")
	var rows []tickRow
	if err := s.read(ctx).Where("(schedule, due_at) IN (?)", newest).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("store: times of schedules: %w", err)
	}
	for _, row := range rows {
		last[row.Schedule] = row.tick()
	}
	return last, nil
}

// ticksKept is how long times of schedules are kept; the newest of each stays.
const ticksKept = 90 * 24 * time.Hour

// Clock is the time by the database's own clock, on which processes agree whose
// own clocks differ.
func (s *Store) Clock(ctx context.Context) (time.Time, error) {
	var micros int64
	if err := s.read(ctx).Raw("SELECT " + s.engine.Clock()).Scan(&micros).Error; err != nil {
		return time.Time{}, fmt.Errorf("store: clock: %w", err)
	}
	return database.Time(micros), nil
}

// oldTicks chooses what is deleted.
func (s *Store) oldTicks(tx *gorm.DB, now time.Time) *gorm.DB {
	newest := "SELECT newest.due FROM (SELECT schedule, MAX(due_at) AS due FROM stagedoor_ticks GROUP BY schedule) newest WHERE newest.schedule = stagedoor_ticks.schedule"
	return tx.Where("due_at <= ? AND due_at < ("+newest+")", database.Micros(now.Add(-ticksKept)))
}

// clockPrefix begins the start keys of runs that schedules have begun. Nobody else
// may use it, see [OwnKey].
const clockPrefix = "clock/"

// OwnKey reports whether a start key is one that a person may begin a run with.
func OwnKey(key string) bool { return !strings.HasPrefix(key, clockPrefix) }

// scheduleOf is the schedule that began the run of a start key.
func scheduleOf(startKey string) string {
	rest, ours := strings.CutPrefix(startKey, clockPrefix)
	if !ours {
		return ""
	}
	schedule, _, _ := strings.Cut(rest, "/")
	return schedule
}

// tickRow is a [Tick] in its table.
type tickRow struct {
	Schedule string      `gorm:"column:schedule;primaryKey"`
	DueAt    int64       `gorm:"column:due_at;primaryKey;autoIncrement:false"`
	Slug     string      `gorm:"column:slug"`
	Person   string      `gorm:"column:person"`
	Outcome  TickOutcome `gorm:"column:outcome"`
	Reason   string      `gorm:"column:reason"`
	Missed   int         `gorm:"column:missed"`
	RunID    string      `gorm:"column:run_id"`
	TakenAt  int64       `gorm:"column:taken_at"`
}

func (tickRow) TableName() string { return "stagedoor_ticks" }

// due is the time as the audit names it.
func (r tickRow) due() string { return "due " + database.Time(r.DueAt).Format(time.RFC3339) }

func (r tickRow) tick() Tick {
	return Tick{
		Schedule: r.Schedule, Due: database.Time(r.DueAt), Slug: r.Slug, Person: r.Person,
		Outcome: r.Outcome, Reason: r.Reason, Missed: r.Missed, RunID: r.RunID,
	}
}

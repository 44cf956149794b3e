package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Filter chooses runs. Empty fields choose all.
type Filter struct {
	PersonID string
	Slug     string
	Ended    bool // only runs that have ended
	Touched  bool // only runs that are not untouched
	Statuses []Status

	// Words are looked for in the name and slug of the action and in the texts of
	// the parameters, in letters of either case. Each has to be somewhere.
	Words []string

	From, Until time.Time // only runs that started at From or later, and before Until

	Before string // only runs older than the one with this id
	Limit  int    // at most so many; 0 means 50, never more than 200
}

// Live returns the person's runs that have not ended, newest first, at most 200.
func (s *Store) Live(ctx context.Context, personID string) ([]Run, error) {
	var rows []runRow
	err := s.read(ctx).Where("person_id = ? AND status IN ?", personID, live).
		Order("started_at DESC, id DESC").Limit(200).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("store: live runs: %w", err)
	}
	return s.complete(ctx, runs(rows))
}

// LiveOn returns the runs that a host has not ended yet, oldest first.
func (s *Store) LiveOn(ctx context.Context, hostID string) ([]Run, error) {
	var rows []runRow
	err := s.read(ctx).Where("host_id = ? AND status IN ?", hostID, live).Order("started_at, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("store: live runs of host %s: %w", hostID, err)
	}
	return runs(rows), nil
}

// Recent returns the newest first, at most f.Limit of them. No match is an empty
// slice, not an error; an unknown f.Before is ErrNotFound.
func (s *Store) Recent(ctx context.Context, f Filter) ([]Run, error) {
	query := s.read(ctx).Order("started_at DESC, id DESC")
	if f.PersonID != "" {
		query = query.Where("person_id = ?", f.PersonID)
	}
	query = s.narrow(query, f)
	if f.Before != "" {
		var last runRow
		if err := s.read(ctx).Select("started_at").Where("id = ?", f.Before).Take(&last).Error; err != nil {
			return nil, fmt.Errorf("store: runs before %s: %w", f.Before, found(err))
		}
		query = query.Where("started_at <= ? AND (started_at < ? OR id < ?)", last.StartedAt, last.StartedAt, f.Before)
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 50
	}
	var rows []runRow
	if err := query.Limit(min(limit, 200)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("store: recent runs: %w", err)
	}
	return s.complete(ctx, runs(rows))
}

// narrow adds what f asks of a run itself.
func (s *Store) narrow(query *gorm.DB, f Filter) *gorm.DB {
	if f.Slug != "" {
		query = query.Where("slug = ?", f.Slug)
	}
	if f.Ended {
		query = query.Where("status IN ?", final)
	}
	if f.Touched {
		query = query.Where(touched)
	}
	if len(f.Statuses) > 0 {
		query = query.Where("status IN ?", f.Statuses)
	}
	if !f.From.IsZero() {
		query = query.Where("started_at >= ?", database.Micros(f.From))
	}
	if !f.Until.IsZero() {
		query = query.Where("started_at < ?", database.Micros(f.Until))
	}
	for _, word := range f.Words {
		condition, params := s.mentions(word)
		query = query.Where(condition, params...)
	}
	return query
}

// Ran is an action that somebody has run, by its name at the last time.
type Ran struct{ Slug, Name string }

// ranOf is how many of the newest runs RanBy looks at.
const ranOf = 2000

// RanBy returns the actions of the person's newest 2,000 runs, the last used first.
func (s *Store) RanBy(ctx context.Context, personID string) ([]Ran, error) {
	newest := s.read(ctx).Model(&runRow{}).Select("slug, name, started_at").Where("person_id = ?", personID).
		Order("started_at DESC, id DESC").Limit(ranOf)
	var rows []Ran // an action that has had two names is there twice
	err := s.read(ctx).Table("(?) AS newest", newest).Select("slug, name").Group("slug, name").
		Order("MAX(started_at) DESC, slug, name").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("store: actions that were run: %w", err)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(rows, func(r Ran) bool {
		before := seen[r.Slug]
		seen[r.Slug] = true
		return before
	}), nil
}

// LastRun returns the person's newest ended run of an action that they had touched,
// or ErrNotFound.
func (s *Store) LastRun(ctx context.Context, personID, slug string) (Run, error) {
	return s.newest(ctx, personID, slug, final)
}

// UnfinishedOf returns the person's newest live run of an action that they have
// touched, or ErrNotFound.
func (s *Store) UnfinishedOf(ctx context.Context, personID, slug string) (Run, error) {
	return s.newest(ctx, personID, slug, live)
}

func (s *Store) newest(ctx context.Context, personID, slug string, statuses []Status) (Run, error) {
	query := s.read(ctx).Where("person_id = ? AND slug = ? AND status IN ?", personID, slug, statuses).Where(touched)
	return s.first(query.Order("started_at DESC, id DESC"), "newest run of "+slug)
}

package store

import (
	"context"
	"fmt"
)

// Filter chooses runs. Empty fields choose all.
type Filter struct {
	PersonID string
	Slug     string
	Ended    bool   // only runs that have ended
	Before   string // only runs older than the one with this id
	Limit    int    // at most so many; 0 means 50, never more than 200
}

// Live returns the person's runs that have not ended, newest first, at most 200.
func (s *Store) Live(ctx context.Context, personID string) ([]Run, error) {
	var rows []runRow
	err := s.read(ctx).Where("person_id = ? AND status IN ?", personID, live).
		Order("started_at DESC, id DESC").Limit(200).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("store: live runs: %w", err)
	}
	return s.withAsked(ctx, runs(rows))
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
	if f.Slug != "" {
		query = query.Where("slug = ?", f.Slug)
	}
	if f.Ended {
		query = query.Where("status IN ?", final)
	}
	if f.Before != "" {
		var last runRow
		if err := s.read(ctx).Select("started_at").Where("id = ?", f.Before).Take(&last).Error; err != nil {
			return nil, fmt.Errorf("store: runs before %s: %w", f.Before, found(err))
		}
		query = query.Where("(started_at < ? OR (started_at = ? AND id < ?))", last.StartedAt, last.StartedAt, f.Before)
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 50
	}
	var rows []runRow
	if err := query.Limit(min(limit, 200)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("store: recent runs: %w", err)
	}
	return s.withAsked(ctx, runs(rows))
}

// LastRun returns the person's newest ended run of an action, or ErrNotFound.
func (s *Store) LastRun(ctx context.Context, personID, slug string) (Run, error) {
	return s.newest(ctx, personID, slug, final)
}

// UnfinishedOf returns the person's newest live run of an action, or ErrNotFound.
func (s *Store) UnfinishedOf(ctx context.Context, personID, slug string) (Run, error) {
	return s.newest(ctx, personID, slug, live)
}

func (s *Store) newest(ctx context.Context, personID, slug string, statuses []Status) (Run, error) {
	query := s.read(ctx).Where("person_id = ? AND slug = ? AND status IN ?", personID, slug, statuses)
	return s.first(query.Order("started_at DESC, id DESC"), "newest run of "+slug)
}

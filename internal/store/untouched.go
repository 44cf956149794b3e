package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Left is a run whose first question nobody has touched.
type Left struct {
	RunID  string
	HostID string
	Unseen time.Duration // how long ago somebody was last known to look at it
}

// Touch records that somebody has done something in the run, from which on it is
// as any other. Touching again is harmless.
func (s *Store) Touch(ctx context.Context, runID string) error {
	err := s.write(ctx, func(tx *gorm.DB) error { return tx.Where("run_id = ?", runID).Delete(&untouchedRow{}).Error })
	return because("touch", runID, err)
}

// Seen records that somebody looks at the run. It changes nothing about one that
// has been touched.
func (s *Store) Seen(ctx context.Context, runID string) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&untouchedRow{}).Where("run_id = ?", runID).Update("seen_at", s.micros()).Error
	})
	return because("seen", runID, err)
}

// mostLeft is how many untouched runs are returned at once.
const mostLeft = 500

// Left returns the live runs that are untouched and that nobody was known to look
// at for a while, those first that were left first, at most 500.
func (s *Store) Left(ctx context.Context, unseen time.Duration) ([]Left, error) {
	now := s.now()
	var rows []struct {
		ID     string
		HostID string
		SeenAt int64
	}
	err := s.read(ctx).Table("stagedoor_untouched AS u").Select("r.id, r.host_id, u.seen_at").
		Joins("JOIN stagedoor_runs r ON r.id = u.run_id AND r.status = ? AND r.pending_key = u.group_key", Waiting).
		Where("u.seen_at <= ?", database.Micros(now.Add(-unseen))).Order("u.seen_at, r.id").Limit(mostLeft).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("store: untouched runs: %w", err)
	}
	left := make([]Left, len(rows))
	for i, row := range rows {
		left[i] = Left{RunID: row.ID, HostID: row.HostID, Unseen: now.Sub(database.Time(row.SeenAt))}
	}
	return left, nil
}

// EndLeft ends the run as canceled if it is still untouched and nobody was known
// to look at it for a while, and reports whether this call did. It stays marked as
// untouched. ErrNotFound when there is no run.
func (s *Store) EndLeft(ctx context.Context, runID string, unseen time.Duration) (bool, error) {
	still := s.db.Where("EXISTS (SELECT 1 FROM stagedoor_untouched u WHERE u.run_id = stagedoor_runs.id"+
		" AND u.group_key = stagedoor_runs.pending_key AND u.seen_at <= ?)", database.Micros(s.now().Add(-unseen)))
	ended := false
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		ended, err = s.finish(tx, runID, Outcome{Status: Canceled, Message: "It was left untouched."}, still)
		return err
	})
	return ended, because("end", runID, err)
}

// touched is the condition that a run is not untouched. A replica of an earlier
// version does not know the table: what it asks next is another question, and what
// it takes an answer to is no question any more.
const touched = "NOT EXISTS (SELECT 1 FROM stagedoor_untouched u WHERE u.run_id = stagedoor_runs.id" +
	" AND (u.group_key = stagedoor_runs.pending_key OR stagedoor_runs.status = 'canceled'))"

// withUntouched fills in which of some runs are untouched.
func (s *Store) withUntouched(ctx context.Context, runs []Run) ([]Run, error) {
	var ids []string
	for _, run := range runs {
		if run.Status == Waiting || run.Status == Canceled {
			ids = append(ids, run.ID)
		}
	}
	if len(ids) == 0 {
		return runs, nil
	}
	var rows []untouchedRow
	if err := s.read(ctx).Where("run_id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("store: untouched of runs: %w", err)
	}
	keys := make(map[string]string, len(rows))
	for _, row := range rows {
		keys[row.RunID] = row.GroupKey
	}
	for i := range runs {
		key, known := keys[runs[i].ID]
		runs[i].Untouched = known && (runs[i].PendingKey == key || runs[i].Status == Canceled)
	}
	return runs, nil
}

// putUntouched remembers that nobody has done anything in the run yet.
func (s *Store) putUntouched(tx *gorm.DB, runID string, q Question) error {
	if !q.Untouched {
		return nil
	}
	_, err := database.InsertNew(tx, &untouchedRow{RunID: runID, GroupKey: q.GroupKey, SeenAt: s.micros()})
	return err
}

// untouchedRow is a run whose first question nobody has touched. Those of live runs
// count as long as that question is the one that is open.
type untouchedRow struct {
	RunID    string `gorm:"column:run_id;primaryKey"`
	GroupKey string `gorm:"column:group_key"`
	SeenAt   int64  `gorm:"column:seen_at"` // when somebody was last known to look
}

func (untouchedRow) TableName() string { return "stagedoor_untouched" }

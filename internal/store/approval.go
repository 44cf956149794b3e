package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// mostApprovals is how many questions for others are listed.
const mostApprovals = 500

// Approvals returns the runs whose open question is for somebody else than their
// owner, with Asked set, the newest question first, at most 500.
func (s *Store) Approvals(ctx context.Context) ([]Run, error) {
	var asked []approvalRow
	err := s.read(ctx).
		Where("EXISTS (SELECT 1 FROM stagedoor_runs r WHERE r.id = stagedoor_approvals.run_id AND r.status = ? AND r.pending_id = stagedoor_approvals.call_id)", Waiting).
		Order("asked_at DESC, run_id").Limit(mostApprovals).Find(&asked).Error
	if err != nil {
		return nil, fmt.Errorf("store: approvals: %w", err)
	}
	if len(asked) == 0 {
		return nil, nil
	}
	ids := make([]string, len(asked))
	for i, a := range asked {
		ids[i] = a.RunID
	}
	var rows []runRow
	if err := s.read(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("store: runs of approvals: %w", err)
	}
	byID := make(map[string]runRow, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	var found []Run
	for _, a := range asked {
		if row := byID[a.RunID]; row.PendingID == a.CallID && row.Status == Waiting {
			run := row.run()
			run.Asked = raw(a.Asked)
			found = append(found, run)
		}
	}
	return found, nil
}

// withAsked fills in whom the open questions of some runs are for.
func (s *Store) withAsked(ctx context.Context, runs []Run) ([]Run, error) {
	var ids []string
	for _, run := range runs {
		if run.Status == Waiting {
			ids = append(ids, run.ID)
		}
	}
	if len(ids) == 0 {
		return runs, nil
	}
	var asked []approvalRow
	if err := s.read(ctx).Where("run_id IN ?", ids).Find(&asked).Error; err != nil {
		return nil, fmt.Errorf("store: approvals of runs: %w", err)
	}
	for i := range runs {
		run := &runs[i]
		open := func(a approvalRow) bool { return a.RunID == run.ID && a.CallID == run.PendingID }
		if at := slices.IndexFunc(asked, open); at >= 0 {
			run.Asked = raw(asked[at].Asked)
		}
	}
	return runs, nil
}

// putAsked remembers whom the open question is for, if not for the owner.
func (s *Store) putAsked(tx *gorm.DB, runID string, q Question) error {
	if len(q.Asked) == 0 {
		return nil
	}
	if !json.Valid(q.Asked) {
		return fmt.Errorf("whom the question is for is not JSON")
	}
	row := approvalRow{RunID: runID, CallID: q.CallID, Asked: text(q.Asked), AskedAt: s.micros()}
	if err := tx.Where("run_id = ?", runID).Delete(&approvalRow{}).Error; err != nil {
		return err
	}
	return tx.Create(&row).Error
}

// approvalRow is a question that somebody else than the owner of its run has to
// decide, as long as it is the one that is open.
type approvalRow struct {
	RunID   string `gorm:"column:run_id;primaryKey"`
	CallID  string `gorm:"column:call_id"`
	Asked   string `gorm:"column:asked"`
	AskedAt int64  `gorm:"column:asked_at"`
}

func (approvalRow) TableName() string { return "stagedoor_approvals" }

package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor/internal/database"
)

// hostRow says when a host was last heard of, by the database's clock.
type hostRow struct {
	ID     string `gorm:"column:id;primaryKey"`
	Name   string `gorm:"column:name"`
	SeenAt int64  `gorm:"column:seen_at"`
}

func (hostRow) TableName() string { return "stagedoor_hosts" }

// Beat records that a host is there. A host beats when it connects, before its
// first run begins, and then several times within the silence given to
// InterruptLost. name is for people who look at the table.
func (s *Store) Beat(ctx context.Context, hostID, name string) error {
	if err := database.CheckKey("host id", hostID, maxHostID); err != nil {
		return fmt.Errorf("store: beat: %w", err)
	}
	now := gorm.Expr(s.engine.Clock())
	err := s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&hostRow{}).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "id"}},
			DoUpdates: clause.Assignments(map[string]any{"seen_at": now, "name": database.Text(name)}),
		}).Create(map[string]any{"id": hostID, "name": database.Text(name), "seen_at": now}).Error
	})
	if err != nil {
		return fmt.Errorf("store: beat of host %s: %w", hostID, err)
	}
	return nil
}

// Leave forgets a host: what it has not ended is lost from now on, see
// InterruptLost. Leaving twice is harmless.
func (s *Store) Leave(ctx context.Context, hostID string) error {
	err := s.write(ctx, func(tx *gorm.DB) error { return tx.Where("id = ?", hostID).Delete(&hostRow{}).Error })
	if err != nil {
		return fmt.Errorf("store: leave of host %s: %w", hostID, err)
	}
	return nil
}

// Here returns the ids of the hosts heard of within silence.
func (s *Store) Here(ctx context.Context, silence time.Duration) ([]string, error) {
	var ids []string
	err := s.read(ctx).Model(&hostRow{}).Where(s.heard(), silence.Microseconds()).Order("id").Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("store: hosts: %w", err)
	}
	return ids, nil
}

// heard is the condition that a host was heard of within so many microseconds,
// by the database's clock.
func (s *Store) heard() string { return "seen_at >= " + s.engine.Clock() + " - ?" }

// InterruptLost ends the live runs of hosts not heard of for silence as
// Interrupted, and returns them as they are then. Any number of processes may do
// so at once; each run is returned to one of them.
func (s *Store) InterruptLost(ctx context.Context, silence time.Duration) ([]Run, error) {
	lost := s.db.Where("host_id NOT IN (SELECT id FROM stagedoor_hosts WHERE "+s.heard()+")", silence.Microseconds())
	var ids []string
	err := s.read(ctx).Model(&runRow{}).Where("status IN ?", live).Where(lost).Order("started_at").Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("store: lost runs: %w", err)
	}
	var ended []Run
	for _, id := range ids {
		mine := false
		err := s.write(ctx, func(tx *gorm.DB) error {
			var err error
			mine, err = s.finish(tx, id, Outcome{Status: Interrupted}, lost) // it may be back
			return err
		})
		if err != nil {
			return ended, because("interrupt", id, err)
		}
		if !mine {
			continue
		}
		run, err := s.Get(ctx, id)
		if err != nil {
			return ended, err
		}
		ended = append(ended, run)
	}
	return ended, nil
}

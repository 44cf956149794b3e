package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// dropAtOnce is how many transcripts one call of DropExpired ends.
const dropAtOnce = 500

// DropExpired deletes what is past its time: the payloads of transcripts that
// were kept for a while, sessions, sign-in links, counts of guesses, notices
// of three months ago with their letters, times of schedules as old but for the
// newest of each, and hosts that have been silent for a day. It returns how many transcripts it dropped, at
// most 500; call it again when it was that many. Any number of processes may call
// it at once.
func (s *Store) DropExpired(ctx context.Context) (int, error) {
	now := s.now()
	var ids []string
	err := s.read(ctx).Model(&runRow{}).Where("expires_at > 0 AND expires_at <= ?", database.Micros(now)).
		Order("expires_at").Limit(dropAtOnce).Pluck("id", &ids).Error
	if err != nil {
		return 0, fmt.Errorf("store: expired transcripts: %w", err)
	}
	count := 0
	for _, id := range ids {
		dropped, err := s.dropTranscript(ctx, id)
		if err != nil {
			return count, because("drop transcript", id, err)
		}
		if dropped {
			count++
		}
	}
	return count, s.dropOld(ctx, now)
}

// dropTranscript drops one and reports whether this call did.
func (s *Store) dropTranscript(ctx context.Context, id string) (bool, error) {
	mine := false
	err := s.write(ctx, func(tx *gorm.DB) error {
		mine = false
		done := tx.Model(&runRow{}).Where("id = ? AND expires_at > 0", id).
			Updates(map[string]any{"expires_at": 0, "kept": 0, "last_seq": gorm.Expr("last_seq + 1")})
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		mine = true
		return drop(tx, id)
	})
	return mine, err
}

// dropOld deletes the rows that are of no use to anyone any more.
func (s *Store) dropOld(ctx context.Context, now time.Time) error {
	const day = 24 * time.Hour
	yesterday := database.Micros(now.Add(-day))
	deletes := []func(tx *gorm.DB) *gorm.DB{
		func(tx *gorm.DB) *gorm.DB {
			return tx.Where("expires_at <= ?", database.Micros(now)).Delete(&sessionRow{})
		},
		func(tx *gorm.DB) *gorm.DB { return tx.Where("expires_at <= ?", yesterday).Delete(&linkRow{}) },
		func(tx *gorm.DB) *gorm.DB {
			return tx.Where("last_at <= ? AND until_at <= ?", yesterday, yesterday).Delete(&guessRow{})
		},
		func(tx *gorm.DB) *gorm.DB {
			return tx.Where("created_at <= ?", database.Micros(now.Add(-NoticesKept))).Delete(&noticeRow{})
		},
		func(tx *gorm.DB) *gorm.DB {
			return tx.Where("NOT EXISTS (SELECT 1 FROM stagedoor_notices n WHERE n.id = stagedoor_letters.notice_id)").Delete(&letterRow{})
		},
		func(tx *gorm.DB) *gorm.DB { return s.oldTicks(tx, now).Delete(&tickRow{}) },
		func(tx *gorm.DB) *gorm.DB {
			waits := "SELECT 1 FROM stagedoor_runs r WHERE r.id = stagedoor_approvals.run_id AND r.status = ?"
			return tx.Where("NOT EXISTS ("+waits+")", Waiting).Delete(&approvalRow{})
		},
		func(tx *gorm.DB) *gorm.DB {
			return tx.Where("seen_at < "+s.engine.Clock()+" - ?", day.Microseconds()).Delete(&hostRow{})
		},
	}
	for _, del := range deletes {
		if err := s.write(ctx, func(tx *gorm.DB) error { return del(tx).Error }); err != nil {
			return fmt.Errorf("store: drop old rows: %w", err)
		}
	}
	return nil
}

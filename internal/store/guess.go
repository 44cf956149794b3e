package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Limit says how often a secret may be guessed.
type Limit struct {
	Wrong  int           // so many guesses pass within Window
	Window time.Duration // of quiet after which all is forgotten
	First  time.Duration // of the first refusal; each further one is twice as long
	Most   time.Duration // of a refusal
}

// TooManyError says that guesses are refused for a while.
type TooManyError struct{ Until time.Time }

func (e *TooManyError) Error() string {
	return "store: too many wrong guesses; try again after " + e.Until.Format(time.RFC3339)
}

// Guess counts a guess in a bucket, for example an address, before it is looked
// at, so that guesses made at the same time on any number of replicas are all
// counted. A *TooManyError means that it must not be looked at. After a refusal
// one guess passes before the next, longer refusal; nothing is refused for good.
func (s *Store) Guess(ctx context.Context, bucket string, limit Limit) error {
	if err := database.CheckKey("bucket", bucket, maxBucket); err != nil {
		return fmt.Errorf("store: guess: %w", err)
	}
	var until int64
	err := s.write(ctx, func(tx *gorm.DB) error {
		row, err := lockGuesses(tx, bucket)
		if err != nil {
			return err
		}
		refused := row.count(s.micros(), limit)
		until = 0
		if refused {
			until = row.UntilAt
		}
		return tx.Model(&guessRow{}).Where("bucket = ?", bucket).Updates(map[string]any{
			"wrong": row.Wrong, "rounds": row.Rounds, "last_at": row.LastAt, "until_at": row.UntilAt,
		}).Error
	})
	if err != nil {
		return fmt.Errorf("store: guess: %w", err)
	}
	if until != 0 {
		return &TooManyError{Until: database.Time(until)}
	}
	return nil
}

// ForgetGuesses empties a bucket after a right guess.
func (s *Store) ForgetGuesses(ctx context.Context, bucket string) error {
	err := s.write(ctx, func(tx *gorm.DB) error { return tx.Where("bucket = ?", bucket).Delete(&guessRow{}).Error })
	if err != nil {
		return fmt.Errorf("store: forget guesses: %w", err)
	}
	return nil
}

// guessRow is what is known of a bucket.
type guessRow struct {
	Bucket  string `gorm:"column:bucket;primaryKey"`
	Calls   int64  `gorm:"column:calls"`
	Wrong   int    `gorm:"column:wrong"`
	Rounds  int    `gorm:"column:rounds"` // refusals so far
	LastAt  int64  `gorm:"column:last_at"`
	UntilAt int64  `gorm:"column:until_at"`
}

func (guessRow) TableName() string { return "stagedoor_guesses" }

// lockGuesses returns the bucket's row, made if need be, locked.
func lockGuesses(tx *gorm.DB, bucket string) (guessRow, error) {
	for {
		row := guessRow{Bucket: bucket}
		done := tx.Model(&guessRow{}).Where("bucket = ?", bucket).Update("calls", gorm.Expr("calls + 1"))
		if done.Error != nil {
			return row, done.Error
		}
		if done.RowsAffected == 1 {
			return row, tx.Where("bucket = ?", bucket).Take(&row).Error
		}
		fresh, err := database.InsertNew(tx, &row)
		if err != nil || fresh {
			return row, err
		} // somebody else has made it: their row is locked next, or has gone again
	}
}

// count adds a guess made at now and reports whether it is refused.
func (r *guessRow) count(now int64, limit Limit) (refused bool) {
	switch {
	case r.UntilAt > now:
		return true
	case now-r.LastAt >= limit.Window.Microseconds():
		r.Wrong, r.Rounds = 0, 0
	}
	if r.Wrong >= limit.Wrong {
		wait := limit.Most
		if r.Rounds < 30 { // beyond, the shift would overflow
			wait = min(limit.First<<r.Rounds, limit.Most)
		}
		r.Rounds++
		r.Wrong = limit.Wrong - 1
		r.UntilAt = now + wait.Microseconds()
		return true
	}
	r.Wrong++
	r.LastAt = now
	return false
}

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

// Letter is a notice that is to leave the panel, for example as an e-mail.
type Letter struct {
	Notice
	Tries int // with the one it was taken for
}

// TakeLetter takes the letter that has been due for longest, so that nobody else
// gets it for as long as lease. Whoever takes it says how it went, with
// DropLetter or KeepLetter; of whoever does not it is due again after the lease.
// It returns ErrNotFound when none is due.
func (s *Store) TakeLetter(ctx context.Context, lease time.Duration) (Letter, error) {
	for {
		letter, err := s.takeLetter(ctx, lease)
		if !errors.Is(err, errTaken) {
			return letter, err
		}
	}
}

// errTaken means that somebody else took the letter at the same moment.
var errTaken = errors.New("store: the letter is taken")

func (s *Store) takeLetter(ctx context.Context, lease time.Duration) (Letter, error) {
	var row letterRow
	err := s.read(ctx).Where("due_at <= ?", s.micros()).Order("due_at, notice_id").Take(&row).Error
	if err != nil {
		return Letter{}, fmt.Errorf("store: take a letter: %w", found(err))
	}
	mine := false
	err = s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Model(&letterRow{}).Where("notice_id = ? AND due_at = ? AND tries = ?", row.NoticeID, row.DueAt, row.Tries).
			Updates(map[string]any{"due_at": database.Micros(s.now().Add(lease)), "tries": row.Tries + 1})
		mine = done.RowsAffected == 1
		return done.Error
	})
	if err != nil {
		return Letter{}, fmt.Errorf("store: take a letter: %w", err)
	}
	if !mine {
		return Letter{}, errTaken
	}
	var notice noticeRow
	if err := s.read(ctx).Where("id = ?", row.NoticeID).Take(&notice).Error; err != nil {
		return Letter{}, fmt.Errorf("store: notice of a letter: %w", err)
	}
	return Letter{Notice: notice.notice(), Tries: row.Tries + 1}, nil
}

// DropLetter removes a letter: it has arrived, or is given up.
func (s *Store) DropLetter(ctx context.Context, noticeID string) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		return tx.Where("notice_id = ?", noticeID).Delete(&letterRow{}).Error
	})
	if err != nil {
		return fmt.Errorf("store: drop a letter: %w", err)
	}
	return nil
}

// KeepLetter makes a letter due again after wait.
func (s *Store) KeepLetter(ctx context.Context, noticeID string, wait time.Duration) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&letterRow{}).Where("notice_id = ?", noticeID).Update("due_at", database.Micros(s.now().Add(wait))).Error
	})
	if err != nil {
		return fmt.Errorf("store: keep a letter: %w", err)
	}
	return nil
}

// Contact is what is known of a receiver of notices; what is not is empty.
type Contact struct{ ID, Email, Name string }

// ContactOf returns what is known of a receiver: what they are named by, and of an
// ID what the last run of that person says.
func (s *Store) ContactOf(ctx context.Context, receiver string) (Contact, error) {
	var last []runRow
	err := s.read(ctx).Select("person_id, person_email, person_name").Where("person_id = ?", receiver).
		Order("started_at DESC, id DESC").Limit(1).Find(&last).Error
	switch {
	case err != nil:
		return Contact{}, fmt.Errorf("store: receiver of a notice: %w", err)
	case len(last) > 0:
		return Contact{ID: last[0].PersonID, Email: last[0].PersonEmail, Name: last[0].PersonName}, nil
	case strings.Contains(receiver, "@"):
		return Contact{Email: receiver}, nil
	}
	return Contact{ID: receiver}, nil
}

// letterRow is a [Letter] in its table.
type letterRow struct {
	NoticeID string `gorm:"column:notice_id;primaryKey"`
	DueAt    int64  `gorm:"column:due_at"`
	Tries    int    `gorm:"column:tries"`
}

func (letterRow) TableName() string { return "stagedoor_letters" }

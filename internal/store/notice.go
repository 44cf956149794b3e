package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// NoticesKept is how long notices are kept.
const NoticesKept = 90 * 24 * time.Hour

// Notice is a message to one person.
type Notice struct {
	ID       string
	Receiver string // id or e-mail of the person, see [ReceiverKey]
	Key      string // of two with the same key, the receiver gets one; may be empty
	Title    string
	Message  string
	Link     json.RawMessage // nil for none
	At       time.Time       // set by Tell
	Read     bool

	Post bool // it also becomes a [Letter]
}

// ReceiverKey is how a receiver is kept: e-mails without regard to case.
func ReceiverKey(to string) string {
	if strings.Contains(to, "@") {
		return strings.ToLower(to)
	}
	return to
}

// Tell keeps a notice and reports whether it is new: one whose key the receiver
// has had is dropped.
func (s *Store) Tell(ctx context.Context, n Notice) (fresh bool, err error) {
	row := noticeRow{
		ID: n.ID, Receiver: ReceiverKey(n.Receiver), Key: n.Key, Title: database.Text(n.Title), Message: database.Text(n.Message),
		Link: text(n.Link), CreatedAt: database.Micros(s.now()),
	}
	if row.Key == "" {
		row.Key = row.ID
	}
	for what, value := range map[string]string{"receiver": row.Receiver, "key": row.Key} {
		if err := database.CheckKey(what, value, MaxPersonID); err != nil {
			return false, fmt.Errorf("store: notice: %w", err)
		}
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		fresh, err = database.InsertNew(tx, &row)
		if err != nil || !fresh || !n.Post {
			return err
		}
		return tx.Create(&letterRow{NoticeID: row.ID, DueAt: row.CreatedAt}).Error
	})
	if err != nil {
		return false, fmt.Errorf("store: notice: %w", err)
	}
	return fresh, nil
}

// Notices returns the newest notices to any of the receivers, at most limit, and
// how many of all are unread.
func (s *Store) Notices(ctx context.Context, receivers []string, limit int) (found []Notice, unread int, err error) {
	var rows []noticeRow
	if err := s.read(ctx).Where("receiver IN ?", receivers).Order("created_at DESC, id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, 0, fmt.Errorf("store: notices: %w", err)
	}
	var count int64
	if err := s.read(ctx).Model(&noticeRow{}).Where("receiver IN ? AND read_at = 0", receivers).Count(&count).Error; err != nil {
		return nil, 0, fmt.Errorf("store: unread notices: %w", err)
	}
	for _, r := range rows {
		found = append(found, r.notice())
	}
	return found, int(count), nil
}

// ReadNotices marks notices to any of the receivers as read, all of them when ids
// is empty. Those of others are left alone.
func (s *Store) ReadNotices(ctx context.Context, receivers, ids []string) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		mine := tx.Model(&noticeRow{}).Where("receiver IN ? AND read_at = 0", receivers)
		if len(ids) > 0 {
			mine = mine.Where("id IN ?", ids)
		}
		return mine.Update("read_at", database.Micros(s.now())).Error
	})
	if err != nil {
		return fmt.Errorf("store: read notices: %w", err)
	}
	return nil
}

// noticeRow is a [Notice] in its table.
type noticeRow struct {
	ID        string `gorm:"column:id;primaryKey"`
	Receiver  string `gorm:"column:receiver"`
	Key       string `gorm:"column:notice_key"`
	Title     string `gorm:"column:title"`
	Message   string `gorm:"column:message"`
	Link      string `gorm:"column:link"`
	CreatedAt int64  `gorm:"column:created_at"`
	ReadAt    int64  `gorm:"column:read_at"`
}

func (noticeRow) TableName() string { return "stagedoor_notices" }

func (r noticeRow) notice() Notice {
	return Notice{
		ID: r.ID, Receiver: r.Receiver, Key: r.Key, Title: r.Title, Message: r.Message, Link: raw(r.Link),
		At: database.Time(r.CreatedAt), Read: r.ReadAt > 0,
	}
}

package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Session is one sign-in of one person in one browser. The store never sees its
// token, only the hash.
type Session struct {
	Hash      string // of the token, at most 64 bytes
	PersonID  string
	Person    json.RawMessage // as they were when they signed in
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time // the absolute limit
}

// Session returns the session of a hash, or ErrNotFound. It does not judge
// whether it has expired.
func (s *Store) Session(ctx context.Context, hash string) (Session, error) {
	var row sessionRow
	if err := s.read(ctx).Where("hash = ?", hash).Take(&row).Error; err != nil {
		return Session{}, fmt.Errorf("store: session: %w", found(err))
	}
	return row.session(), nil
}

// SeeSession records that the person of a session was active. The newest time
// wins; a session that has ended meanwhile stays so.
func (s *Store) SeeSession(ctx context.Context, hash string, at time.Time) error {
	seen := database.Micros(at)
	err := s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&sessionRow{}).Where("hash = ? AND seen_at < ?", hash, seen).Update("seen_at", seen).Error
	})
	if err != nil {
		return fmt.Errorf("store: see session: %w", err)
	}
	return nil
}

// EndSession deletes a session and notes the sign-out of its person. It reports
// whether there was one.
func (s *Store) EndSession(ctx context.Context, hash string) (bool, error) {
	ended := false
	err := s.write(ctx, func(tx *gorm.DB) error {
		ended = false
		row := sessionRow{}
		done := tx.Model(&row).Where("hash = ?", hash).Update("seen_at", gorm.Expr("seen_at + 1")) // locks the row
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		if err := tx.Where("hash = ?", hash).Take(&row).Error; err != nil {
			return err
		}
		if err := tx.Where("hash = ?", hash).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		ended = true
		return s.note(tx, Entry{PersonID: row.PersonID, Verb: "session.end"})
	})
	if err != nil {
		return false, fmt.Errorf("store: end session: %w", err)
	}
	return ended, nil
}

// EndSessionsOf deletes all sessions and unused sign-in links of a person and
// returns how many sessions there were.
func (s *Store) EndSessionsOf(ctx context.Context, personID string) (int, error) {
	count := 0
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("person_id = ?", personID).Delete(&linkRow{}).Error; err != nil {
			return err
		}
		done := tx.Where("person_id = ?", personID).Delete(&sessionRow{})
		if done.Error != nil {
			return done.Error
		}
		count = int(done.RowsAffected)
		return s.note(tx, Entry{PersonID: personID, Verb: "session.end_all", Detail: fmt.Sprint(count)})
	})
	if err != nil {
		return 0, fmt.Errorf("store: end sessions: %w", err)
	}
	return count, nil
}

// Link is a sign-in link that can be used once. The store never sees its token.
type Link struct {
	Hash      string
	PersonID  string
	Person    json.RawMessage
	ExpiresAt time.Time
}

// PutLink keeps a new link.
func (s *Store) PutLink(ctx context.Context, l Link) error {
	row := linkRow{Hash: l.Hash, PersonID: l.PersonID, Person: text(l.Person), ExpiresAt: database.Micros(l.ExpiresAt)}
	err := errors.Join(database.CheckKey("hash", row.Hash, 64), database.CheckKey("person id", row.PersonID, MaxPersonID))
	if err == nil {
		err = s.write(ctx, func(tx *gorm.DB) error { return tx.Create(&row).Error })
	}
	if err != nil {
		return fmt.Errorf("store: put sign-in link: %w", err)
	}
	return nil
}

// UseLink takes a link and begins a session for its person, in one database
// transaction: of any number of calls exactly one succeeds. The new session has
// the hash and expiry given and the link's person; the session replaced, which
// may be empty, is deleted. A link that is unknown, used or past its time is
// ErrNotFound.
func (s *Store) UseLink(ctx context.Context, link string, session Session, replaced string) (Session, error) {
	if err := database.CheckKey("hash", session.Hash, 64); err != nil {
		return Session{}, fmt.Errorf("store: use sign-in link: %w", err)
	}
	var row sessionRow
	err := s.write(ctx, func(tx *gorm.DB) error {
		now := s.micros()
		done := tx.Model(&linkRow{}).Where("hash = ? AND used_at = 0 AND expires_at > ?", link, now).Update("used_at", now)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return ErrNotFound
		}
		var l linkRow
		if err := tx.Where("hash = ?", link).Take(&l).Error; err != nil {
			return err
		}
		row = sessionRow{
			Hash: session.Hash, PersonID: l.PersonID, Person: l.Person,
			CreatedAt: now, SeenAt: now, ExpiresAt: database.Micros(session.ExpiresAt),
		}
		return s.replace(tx, row, replaced)
	})
	if err != nil {
		return Session{}, fmt.Errorf("store: use sign-in link: %w", err)
	}
	return row.session(), nil
}

// replace puts a session in the place of another.
func (s *Store) replace(tx *gorm.DB, row sessionRow, replaced string) error {
	if replaced != "" {
		if err := tx.Where("hash = ?", replaced).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
	}
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	return s.note(tx, Entry{PersonID: row.PersonID, Verb: "session.start", Detail: "sign-in link"})
}

// sessionRow is a [Session] in its table.
type sessionRow struct {
	Hash      string `gorm:"column:hash;primaryKey"`
	PersonID  string `gorm:"column:person_id"`
	Person    string `gorm:"column:person"`
	CreatedAt int64  `gorm:"column:created_at;autoCreateTime:false"`
	SeenAt    int64  `gorm:"column:seen_at"`
	ExpiresAt int64  `gorm:"column:expires_at"`
}

func (sessionRow) TableName() string { return "stagedoor_sessions" }

func (r sessionRow) session() Session {
	return Session{
		Hash: r.Hash, PersonID: r.PersonID, Person: raw(r.Person), CreatedAt: database.Time(r.CreatedAt),
		SeenAt: database.Time(r.SeenAt), ExpiresAt: database.Time(r.ExpiresAt),
	}
}

// linkRow is a [Link] in its table.
type linkRow struct {
	Hash      string `gorm:"column:hash;primaryKey"`
	PersonID  string `gorm:"column:person_id"`
	Person    string `gorm:"column:person"`
	ExpiresAt int64  `gorm:"column:expires_at"`
	UsedAt    int64  `gorm:"column:used_at"`
}

func (linkRow) TableName() string { return "stagedoor_links" }

package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Entry is one line of the audit: who did what, on what, when. Entries are only
// ever added. Starts, answers and ends of runs, sign-ins and sign-outs note
// themselves in the same database transaction; answers without their values.
type Entry struct {
	ID       int64 // set by the store, as is Time
	Time     time.Time
	PersonID string // "" when the service did it
	Verb     string // for example run.start
	Object   string // on what: a slug, a record
	RunID    string // "" outside a run
	Detail   string
}

// Note adds an entry to the audit.
func (s *Store) Note(ctx context.Context, e Entry) error {
	return s.write(ctx, func(tx *gorm.DB) error { return s.note(tx, e) })
}

func (s *Store) note(tx *gorm.DB, e Entry) error {
	row := auditRow{
		HappenedAt: s.micros(), PersonID: database.Text(e.PersonID), Verb: e.Verb,
		Object: database.Text(e.Object), RunID: e.RunID, Detail: database.Text(e.Detail),
	}
	err := errors.Join(
		database.CheckKey("verb", row.Verb, 64),
		fits("person id", row.PersonID, MaxPersonID),
		fits("object", row.Object, 255),
		fits("run id", row.RunID, MaxRunID),
	)
	if err == nil {
		err = tx.Create(&row).Error
	}
	if err != nil {
		return fmt.Errorf("store: note %s: %w", e.Verb, err)
	}
	return nil
}

// fits is [database.CheckKey] for a value that may be empty.
func fits(what, value string, limit int) error {
	if value == "" {
		return nil
	}
	return database.CheckKey(what, value, limit)
}

// Audit returns the newest entries first, at most limit of them, of one run or,
// with an empty id, of all. No entry is an empty slice.
func (s *Store) Audit(ctx context.Context, runID string, limit int) ([]Entry, error) {
	query := s.read(ctx).Order("id DESC").Limit(limit)
	if runID != "" {
		query = query.Where("run_id = ?", runID)
	}
	var rows []auditRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("store: audit: %w", err)
	}
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = Entry{
			ID: r.ID, Time: database.Time(r.HappenedAt), PersonID: r.PersonID,
			Verb: r.Verb, Object: r.Object, RunID: r.RunID, Detail: r.Detail,
		}
	}
	return entries, nil
}

// auditRow is an [Entry] in its table.
type auditRow struct {
	ID         int64  `gorm:"column:id;primaryKey;autoIncrement"`
	HappenedAt int64  `gorm:"column:happened_at"`
	PersonID   string `gorm:"column:person_id"`
	Verb       string `gorm:"column:verb"`
	Object     string `gorm:"column:object"`
	RunID      string `gorm:"column:run_id"`
	Detail     string `gorm:"column:detail"`
}

func (auditRow) TableName() string { return "stagedoor_audit" }

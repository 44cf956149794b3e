package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Change is a change that a run made to a record.
type Change struct {
	ID         int64  // set by RecordChange's database, as is Time
	RunID      string // "" outside a run
	PersonID   string // "" when the service did it by itself
	PersonName string // as it was then
	Model      string
	Key        string // of the record, as text
	Verb       string // for example edit
	Before     json.RawMessage
	After      json.RawMessage // both JSON objects of fields to values; nil when there is no record before or after
	Time       time.Time
}

// RecordChange writes c in tx, the database transaction that makes the change, so
// that both commit or neither does. Outside a database transaction it returns
// [ErrNoTransaction].
func RecordChange(ctx context.Context, tx *gorm.DB, c Change) error {
	own, err := within(ctx, tx)
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return fmt.Errorf("journal: record change of %s %s: %w", c.Model, c.Key, err)
	}
	row := changeRow{
		RunID: c.RunID, PersonID: c.PersonID, PersonName: c.PersonName, Model: c.Model, Key: c.Key, Verb: c.Verb,
		Before: database.Text(string(c.Before)), After: database.Text(string(c.After)),
		ChangedAt: database.Micros(time.Now()),
	}
	if err := own.Create(&row).Error; err != nil {
		return fmt.Errorf("journal: record change of %s %s: %w", c.Model, c.Key, err)
	}
	return nil
}

func (c Change) check() error {
	errs := []error{
		database.CheckKey("model", c.Model, maxKey),
		database.CheckKey("record key", c.Key, maxKey),
		database.CheckKey("verb", c.Verb, 64),
	}
	if c.RunID != "" {
		errs = append(errs, database.CheckKey("run id", c.RunID, maxRunID))
	}
	if c.PersonID != "" {
		errs = append(errs, database.CheckKey("person id", c.PersonID, maxKey))
	}
	if len(c.Before) > 0 && !json.Valid(c.Before) {
		errs = append(errs, errors.New("before is not JSON"))
	}
	if len(c.After) > 0 && !json.Valid(c.After) {
		errs = append(errs, errors.New("after is not JSON"))
	}
	return errors.Join(errs...)
}

// Changes returns the changes of a record, newest first, at most limit of them.
// None is an empty slice.
func Changes(ctx context.Context, db *gorm.DB, model, key string, limit int) ([]Change, error) {
	var rows []changeRow
	err := database.Own(ctx, db).Where("model = ? AND record_key = ?", model, key).
		Order("id DESC").Limit(max(limit, 0)).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("journal: changes of %s %s: %w", model, key, err)
	}
	changes := make([]Change, len(rows))
	for i, row := range rows {
		changes[i] = row.change()
	}
	return changes, nil
}

// changeRow is a [Change] in its table.
type changeRow struct {
	ID         int64  `gorm:"column:id;primaryKey;autoIncrement"`
	RunID      string `gorm:"column:run_id"`
	PersonID   string `gorm:"column:person_id"`
	PersonName string `gorm:"column:person_name"`
	Model      string `gorm:"column:model"`
	Key        string `gorm:"column:record_key"`
	Verb       string `gorm:"column:verb"`
	Before     string `gorm:"column:before_json"`
	After      string `gorm:"column:after_json"`
	ChangedAt  int64  `gorm:"column:changed_at"`
}

func (changeRow) TableName() string { return "stagedoor_changes" }

func (r changeRow) change() Change {
	c := Change{
		ID: r.ID, RunID: r.RunID, PersonID: r.PersonID, PersonName: r.PersonName, Model: r.Model, Key: r.Key, Verb: r.Verb,
		Time: database.Time(r.ChangedAt),
	}
	if r.Before != "" {
		c.Before = json.RawMessage(r.Before)
	}
	if r.After != "" {
		c.After = json.RawMessage(r.After)
	}
	return c
}

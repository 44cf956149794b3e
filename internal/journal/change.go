package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
	Reason     string
	Undoes     int64     // the change that this one undoes, 0 for none
	UndoneBy   int64     // the change that undid this one, 0 for none; read only
	UndoUntil  time.Time // zero when nothing is kept to undo it; read only
	Time       time.Time
}

// RecordChange writes c in tx, the database transaction that makes the change, so
// that both commit or neither does. Outside a database transaction it returns
// [ErrNoTransaction]. undo is kept apart from it for as long as it says; nil keeps
// nothing.
func RecordChange(ctx context.Context, tx *gorm.DB, c Change, undo *Undo) error {
	own, err := within(ctx, tx)
	if err != nil {
		return err
	}
	err = c.check()
	if err == nil {
		err = c.write(own, undo)
	}
	if err != nil {
		return fmt.Errorf("journal: record change of %s %s: %w", c.Model, c.Key, err)
	}
	return nil
}

func (c Change) write(own *gorm.DB, undo *Undo) error {
	row := changeRow{
		RunID: c.RunID, PersonID: c.PersonID, PersonName: c.PersonName, Model: c.Model, Key: c.Key, Verb: c.Verb,
		Before: database.Text(string(c.Before)), After: database.Text(string(c.After)),
		ChangedAt: database.Micros(time.Now()),
	}
	if err := own.Create(&row).Error; err != nil {
		return err
	}
	if c.Reason != "" || c.Undoes != 0 {
		note := noteRow{ChangeID: row.ID, Reason: database.Text(c.Reason), Undoes: c.Undoes}
		if err := own.Create(&note).Error; err != nil {
			return err
		}
	}
	if undo == nil {
		return nil
	}
	return keepUndo(own, row, *undo)
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

// Span says which changes of a record are meant: those before or after one of
// them, at most Limit.
type Span struct {
	Before, After int64    // ids of changes; at most one is set
	From          int64    // only this change and later ones; 0 for all
	Verbs         []string // only these; none for all
	Limit         int
}

// of chooses the changes of a record that a span leaves.
func (s Span) of(own *gorm.DB, model, key string) *gorm.DB {
	q := own.Where("model = ? AND record_key = ? AND id >= ?", model, key, s.From)
	if len(s.Verbs) > 0 {
		q = q.Where("verb IN ?", s.Verbs)
	}
	return q
}

// Changes returns changes of a record, newest first: the last ones, or those just
// before or just after another. None is an empty slice.
func Changes(ctx context.Context, db *gorm.DB, model, key string, span Span) ([]Change, error) {
	own := database.Own(ctx, db)
	q := span.of(own, model, key)
	order := "id DESC"
	switch {
	case span.Before > 0:
		q = q.Where("id < ?", span.Before)
	case span.After > 0:
		q, order = q.Where("id > ?", span.After), "id"
	}
	changes, err := find(q.Order(order), own, max(span.Limit, 0))
	if err != nil {
		return nil, wrapped(err, "changes of", model, key)
	}
	if span.After > 0 {
		slices.Reverse(changes)
	}
	return changes, nil
}

// Latest returns the newest change with this verb that a person made to a record,
// and false when there is none.
func Latest(ctx context.Context, db *gorm.DB, model, key, verb, personID string) (Change, bool, error) {
	own := database.Own(ctx, db)
	q := own.Where("model = ? AND record_key = ? AND verb = ? AND person_id = ?", model, key, verb, personID)
	changes, err := find(q.Order("id DESC"), own, 1)
	if err != nil || len(changes) == 0 {
		return Change{}, false, wrapped(err, "latest change of", model, key)
	}
	return changes[0], true, nil
}

// wrapped says about which record err is; nil stays nil.
func wrapped(err error, what, model, key string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("journal: %s %s %s: %w", what, model, key, err)
}

// Count counts the changes of a record that a span leaves, whatever its Before, After
// and Limit.
func Count(ctx context.Context, db *gorm.DB, model, key string, span Span) (int, error) {
	var n int64
	err := span.of(database.Own(ctx, db).Model(&changeRow{}), model, key).Count(&n).Error
	return int(n), wrapped(err, "count the changes of", model, key)
}

// find returns what q finds, with its notes.
func find(q, own *gorm.DB, limit int) ([]Change, error) {
	var rows []changeRow
	if err := q.Limit(limit).Find(&rows).Error; err != nil {
		return nil, err
	}
	changes := make([]Change, len(rows))
	ids := make([]int64, len(rows))
	at := make(map[int64]*Change, len(rows))
	for i, row := range rows {
		changes[i], ids[i] = row.change(), row.ID
		at[row.ID] = &changes[i]
	}
	if len(rows) == 0 {
		return changes, nil
	}
	var notes []noteRow
	if err := own.Where("change_id IN ? OR undoes IN ?", ids, ids).Find(&notes).Error; err != nil {
		return nil, err
	}
	for _, note := range notes {
		if c, ok := at[note.ChangeID]; ok {
			c.Reason, c.Undoes = note.Reason, note.Undoes
		}
		if c, ok := at[note.Undoes]; ok {
			c.UndoneBy = note.ChangeID
		}
	}
	var kept []undoRow
	now := database.Micros(time.Now())
	err := own.Select("change_id", "until_at").Where("change_id IN ? AND until_at >= ?", ids, now).Find(&kept).Error
	for _, u := range kept {
		at[u.ChangeID].UndoUntil = database.Time(u.Until)
	}
	return changes, err
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

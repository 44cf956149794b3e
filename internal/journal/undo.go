package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// ErrNothingToUndo means that nothing is kept for the undo of a change: it was
// undone already, its time is over, or nothing ever was.
var ErrNothingToUndo = errors.New("journal: nothing is kept to undo this change")

// Undo is what is kept apart from the audit so that a change can be undone. It is
// removed when that has happened or its time is over.
type Undo struct {
	ChangeID int64
	State    string // in the words of whoever undoes
	Until    time.Time
}

// sweep is how many states that are out of date one write takes away.
const sweep = 100

// keepUndo keeps the state of a change, and takes away some that are out of date.
func keepUndo(own *gorm.DB, row changeRow, u Undo) error {
	now := database.Micros(time.Now())
	kept := undoRow{
		ChangeID: row.ID, Model: row.Model, Key: row.Key, Verb: row.Verb, State: u.State, Until: database.Micros(u.Until),
	}
	if err := own.Create(&kept).Error; err != nil {
		return err
	}
	var old []int64
	if err := own.Model(&undoRow{}).Where("until_at < ?", now).Limit(sweep).Pluck("change_id", &old).Error; err != nil || len(old) == 0 {
		return err
	}
	return own.Where("change_id IN ?", old).Delete(&undoRow{}).Error
}

// Undoable returns the change with this id and what is kept for its undo, or
// [ErrNothingToUndo].
func Undoable(ctx context.Context, db *gorm.DB, id int64) (Change, Undo, error) {
	own := database.Own(ctx, db)
	var kept []undoRow
	err := own.Where("change_id = ? AND until_at >= ?", id, database.Micros(time.Now())).Limit(1).Find(&kept).Error
	if err != nil {
		return Change{}, Undo{}, fmt.Errorf("journal: undo of change %d: %w", id, err)
	}
	if len(kept) == 0 {
		return Change{}, Undo{}, ErrNothingToUndo
	}
	changes, err := find(own.Where("id = ?", id), own, 1)
	if err != nil {
		return Change{}, Undo{}, fmt.Errorf("journal: undo of change %d: %w", id, err)
	}
	if len(changes) == 0 {
		return Change{}, Undo{}, ErrNothingToUndo
	}
	return changes[0], Undo{ChangeID: id, State: kept[0].State, Until: database.Time(kept[0].Until)}, nil
}

// TakeUndo removes what is kept for the undo of a change, in the database
// transaction tx that undoes it. Of several at once one gets it; the others get
// [ErrNothingToUndo], also when the time is over.
func TakeUndo(ctx context.Context, tx *gorm.DB, id int64) error {
	own, err := within(ctx, tx)
	if err != nil {
		return err
	}
	done := own.Where("change_id = ? AND until_at >= ?", id, database.Micros(time.Now())).Delete(&undoRow{})
	switch {
	case done.Error != nil:
		return fmt.Errorf("journal: undo of change %d: %w", id, done.Error)
	case done.RowsAffected != 1:
		return ErrNothingToUndo
	}
	return nil
}

// DropUndo removes what is kept for the undo of every change of a record, in the
// database transaction tx.
func DropUndo(ctx context.Context, tx *gorm.DB, model, key string) error {
	own, err := within(ctx, tx)
	if err != nil {
		return err
	}
	if err := own.Where("model = ? AND record_key = ?", model, key).Delete(&undoRow{}).Error; err != nil {
		return fmt.Errorf("journal: drop the undo of %s %s: %w", model, key, err)
	}
	return nil
}

// UndoableOf returns the newest changes of a verb to records of a model that can
// be undone, newest first: those before a change, or all for 0.
func UndoableOf(ctx context.Context, db *gorm.DB, model, verb string, before int64, limit int) ([]Change, error) {
	own := database.Own(ctx, db)
	q := own.Model(&undoRow{}).Where("model = ? AND verb = ? AND until_at >= ?", model, verb, database.Micros(time.Now()))
	if before > 0 {
		q = q.Where("change_id < ?", before)
	}
	var ids []int64
	err := q.Order("change_id DESC").Limit(max(limit, 0)).Pluck("change_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return find(own.Where("id IN ?", ids).Order("id DESC"), own, len(ids))
}

// UndoableOfRun returns the ids of the changes that a run made to records of a model
// and that can be undone, newest first.
func UndoableOfRun(ctx context.Context, db *gorm.DB, model, runID string, limit int) ([]int64, error) {
	own := database.Own(ctx, db)
	kept := own.Model(&undoRow{}).Select("change_id").Where("until_at >= ?", database.Micros(time.Now()))
	var ids []int64
	err := own.Model(&changeRow{}).Where("run_id = ? AND model = ? AND id IN (?)", runID, model, kept).
		Order("id DESC").Limit(max(limit, 0)).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("journal: what can be undone of run %s: %w", runID, err)
	}
	return ids, nil
}

// undoRow is an [Undo] in its table.
type undoRow struct {
	ChangeID int64  `gorm:"column:change_id;primaryKey;autoIncrement:false"`
	Model    string `gorm:"column:model"`
	Key      string `gorm:"column:record_key"`
	Verb     string `gorm:"column:verb"`
	State    string `gorm:"column:state"`
	Until    int64  `gorm:"column:until_at"`
}

func (undoRow) TableName() string { return "stagedoor_undo" }

// noteRow is what a change says beside its values.
type noteRow struct {
	ChangeID int64  `gorm:"column:change_id;primaryKey;autoIncrement:false"`
	Reason   string `gorm:"column:reason"`
	Undoes   int64  `gorm:"column:undoes"`
}

func (noteRow) TableName() string { return "stagedoor_change_notes" }

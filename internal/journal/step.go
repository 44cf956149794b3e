package journal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Step is something a run has done once.
type Step struct {
	Key    string
	DoneAt time.Time
}

// Once runs step unless the run has completed a step of this key before, in which
// case it returns nil without running it. The step is recorded in tx, the
// caller's own database transaction, in which step must make its effect: both
// commit or neither does.
//
// A second transaction that reaches the same key waits for the first to end, so
// that the effect happens at most once; it may instead fail with the database's
// own word for a deadlock or a serialization failure, and then has no effect.
// When step fails or panics, all that was written to the database since Once
// began is undone, also if the caller carries on with tx. Outside a database
// transaction Once returns [ErrNoTransaction].
func Once(ctx context.Context, tx *gorm.DB, runID, key string, step func() error) error {
	own, err := within(ctx, tx)
	if err != nil {
		return err
	}
	err = errors.Join(database.CheckKey("run id", runID, maxRunID), database.CheckKey("step key", key, maxKey))
	if err != nil {
		return fmt.Errorf("journal: once: %w", err)
	}
	point := "stagedoor_" + rand.Text()
	if err := own.SavePoint(point).Error; err != nil {
		return fmt.Errorf("journal: once %s: %w", key, err)
	}
	completed := false
	defer func() {
		if !completed { // step panics: the caller may recover and commit
			own.RollbackTo(point)
		}
	}()
	err = record(own, runID, key, step)
	completed = true
	if err == nil {
		return nil
	}
	// A transaction that the database has ended by itself has no savepoint left;
	// then the caller learns both.
	if undo := own.RollbackTo(point).Error; undo != nil {
		return errors.Join(err, fmt.Errorf("journal: undo %s: %w", key, undo))
	}
	return err
}

// record runs step if its row is new.
func record(tx *gorm.DB, runID, key string, step func() error) error {
	row := stepRow{RunID: runID, Key: key, DoneAt: database.Micros(time.Now())}
	fresh, err := database.InsertNew(tx, &row)
	if err != nil {
		return fmt.Errorf("journal: once %s: %w", key, err)
	}
	if !fresh {
		return nil
	}
	return step()
}

// Steps returns the steps that a run has completed, in order of completion. None
// is an empty slice.
func Steps(ctx context.Context, db *gorm.DB, runID string) ([]Step, error) {
	var rows []stepRow
	err := database.Own(ctx, db).Where("run_id = ?", runID).Order("done_at, step_key").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("journal: steps of run %s: %w", runID, err)
	}
	steps := make([]Step, len(rows))
	for i, row := range rows {
		steps[i] = Step{Key: row.Key, DoneAt: database.Time(row.DoneAt)}
	}
	return steps, nil
}

// stepRow is a [Step] in its table.
type stepRow struct {
	RunID  string `gorm:"column:run_id;primaryKey"`
	Key    string `gorm:"column:step_key;primaryKey"`
	DoneAt int64  `gorm:"column:done_at"`
}

func (stepRow) TableName() string { return "stagedoor_steps" }

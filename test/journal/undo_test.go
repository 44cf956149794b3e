package journal_test

import (
	"errors"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/journal"
)

func TestAnUndoIsTakenOnce(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		keep := func(until time.Time, key string) {
			must(t, db.Transaction(func(tx *gorm.DB) error {
				c := journal.Change{Model: "charges", Key: key, Verb: "edit", Reason: "a typo"}
				return journal.RecordChange(t.Context(), tx, c, &journal.Undo{State: "{}", Until: until})
			}))
		}
		take := func(id int64) error {
			return db.Transaction(func(tx *gorm.DB) error { return journal.TakeUndo(t.Context(), tx, id) })
		}
		keep(time.Now().Add(time.Hour), "7")
		changes, err := journal.Changes(t.Context(), db, "charges", "7", journal.Span{Limit: 1})
		must(t, err)
		id := changes[0].ID
		if changes[0].Reason != "a typo" || changes[0].UndoUntil.IsZero() {
			t.Errorf("recorded %+v", changes[0])
		}
		if _, u, err := journal.Undoable(t.Context(), db, id); err != nil || u.State != "{}" {
			t.Errorf("undoable: %+v, %v", u, err)
		}
		must(t, take(id))
		if err := take(id); !errors.Is(err, journal.ErrNothingToUndo) {
			t.Errorf("a second time: %v", err)
		}
		if err := journal.TakeUndo(t.Context(), db, id); !errors.Is(err, journal.ErrNoTransaction) {
			t.Errorf("outside of a database transaction: %v", err)
		}
		must(t, db.Transaction(func(tx *gorm.DB) error {
			return journal.RecordChange(t.Context(), tx, journal.Change{Model: "charges", Key: "7", Verb: "undo", Undoes: id}, nil)
		}))
		changes, err = journal.Changes(t.Context(), db, "charges", "7", journal.Span{Limit: 9})
		must(t, err)
		if len(changes) != 2 || changes[0].Undoes != id || changes[1].UndoneBy != changes[0].ID || !changes[1].UndoUntil.IsZero() {
			t.Errorf("history %+v", changes)
		}
	})
}

func TestWhatIsOutOfDateCannotBeTakenAndIsSwept(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		keep := func(until time.Time) {
			must(t, db.Transaction(func(tx *gorm.DB) error {
				c := journal.Change{Model: "charges", Key: "7", Verb: "edit"}
				return journal.RecordChange(t.Context(), tx, c, &journal.Undo{State: "{}", Until: until})
			}))
		}
		keep(time.Now().Add(-time.Second))
		changes, err := journal.Changes(t.Context(), db, "charges", "7", journal.Span{Limit: 1})
		must(t, err)
		if _, _, err := journal.Undoable(t.Context(), db, changes[0].ID); !errors.Is(err, journal.ErrNothingToUndo) {
			t.Errorf("out of date: %v", err)
		}
		keep(time.Now().Add(time.Hour))
		var left int64
		must(t, db.Table("stagedoor_undo").Count(&left).Error)
		if left != 1 {
			t.Errorf("%d states are left", left)
		}
		must(t, db.Transaction(func(tx *gorm.DB) error { return journal.DropUndo(t.Context(), tx, "charges", "7") }))
		must(t, db.Table("stagedoor_undo").Count(&left).Error)
		if left != 0 {
			t.Errorf("%d states are left after a drop", left)
		}
	})
}

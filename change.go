package stagedoor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
)

// Change is what happened to one record.
type Change struct {
	Model  string         // for example "charges"
	Key    string         // the record's primary key as text
	Verb   string         // for example "edit"
	Before map[string]any // changed fields only; nil for a new record
	After  map[string]any // changed fields only; nil for a deleted one
	Reason string         // in the person's words; "" for none
	Undoes int64          // the RecordedChange.ID of the change that this one undoes, 0 for none
	Undo   *Undo          // kept apart, so that the change can be undone; nil: nothing is
}

// Undo is what a program needs to undo a change. It is no part of the audit: it is
// kept in a table of the application's database, is shown to nobody, and is
// removed when [TakeUndo] takes it or its time is over.
type Undo struct {
	State string        // in the words of the program that undoes
	For   time.Duration // how long it is kept; more than zero
}

// RecordChange writes c, with the run and the person, into the panel's audit of
// records. It uses tx, so that a change and its audit entry commit together or
// not at all. Leave out what must not be kept, such as secrets.
func RecordChange(ctx context.Context, tx *gorm.DB, c Change) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	before, err := publicJSON(c.Before)
	if err != nil {
		return err
	}
	after, err := publicJSON(c.After)
	if err != nil {
		return err
	}
	var undo *journal.Undo
	if c.Undo != nil {
		if c.Undo.For <= 0 {
			return fmt.Errorf("stagedoor: record change: an Undo is kept for %s, which is no time", c.Undo.For)
		}
		undo = &journal.Undo{State: c.Undo.State, Until: time.Now().Add(c.Undo.For)}
	}
	return journal.RecordChange(ctx, tx, journal.Change{
		RunID: t.ID, PersonID: t.Person.ID, PersonName: t.Person.Name,
		Model: c.Model, Key: c.Key, Verb: c.Verb, Before: before, After: after, Reason: c.Reason, Undoes: c.Undoes,
	}, undo)
}

// publicJSON writes the fields of a record as JSON, and nil as nothing.
func publicJSON(fields map[string]any) (json.RawMessage, error) {
	if fields == nil {
		return nil, nil
	}
	shown, err := io.Public(fields)
	if err != nil {
		return nil, fmt.Errorf("stagedoor: record change: %w", err)
	}
	text, err := json.Marshal(shown)
	if err != nil {
		return nil, fmt.Errorf("stagedoor: record change: %w", err)
	}
	return text, nil
}

// RecordedChange is a [Change] that was recorded, with who made it and when. Its
// Undo is nil: [UndoState] returns it.
type RecordedChange struct {
	Change
	ID        int64 // counts up in the order in which changes were recorded
	RunID     string
	By        string // the person's name at the time
	PersonID  string
	At        time.Time
	UndoneBy  int64     // the ID of the change that undid this one, 0 for none
	UndoUntil time.Time // zero when it cannot be undone, or not any more
}

// RecordHistory returns what was recorded for one record, newest first, at most
// limit entries (1 to 1000). A record without any is an empty slice.
func RecordHistory(ctx context.Context, db *gorm.DB, model, key string, limit int) ([]RecordedChange, error) {
	return RecordTimeline(ctx, db, model, key, TimelineSpan{Limit: limit})
}

// TimelineSpan says which part of a record's history is meant: the newest Limit
// changes, or those just before or just after another.
type TimelineSpan struct {
	Before, After int64    // RecordedChange.ID; at most one is set
	From          int64    // only this RecordedChange.ID and later ones; 0 for all
	Verbs         []string // only these; none for all
	Limit         int      // 1 to 1000
}

// RecordTimeline is [RecordHistory] page by page, newest first.
func RecordTimeline(ctx context.Context, db *gorm.DB, model, key string, span TimelineSpan) ([]RecordedChange, error) {
	entries, err := journal.Changes(ctx, db, model, key, journal.Span(span))
	if err != nil {
		return nil, fmt.Errorf("stagedoor: history of %s %s: %w", model, key, err)
	}
	history := make([]RecordedChange, len(entries))
	for i, e := range entries {
		if history[i], err = recordedChange(e); err != nil {
			return nil, fmt.Errorf("stagedoor: history of %s %s: entry %d: %w", model, key, e.ID, err)
		}
	}
	return history, nil
}

// RecordTimelineLen returns how many changes were recorded for one record, of those
// that the From and Verbs of span leave.
func RecordTimelineLen(ctx context.Context, db *gorm.DB, model, key string, span TimelineSpan) (int, error) {
	n, err := journal.Count(ctx, db, model, key, journal.Span(span))
	if err != nil {
		return 0, fmt.Errorf("stagedoor: %w", err)
	}
	return n, nil
}

// LastChangeBy returns the newest change with this verb that a person made to a
// record, and false when they made none.
func LastChangeBy(ctx context.Context, db *gorm.DB, personID, model, key, verb string) (RecordedChange, bool, error) {
	e, ok, err := journal.Latest(ctx, db, model, key, verb, personID)
	if err != nil || !ok {
		return RecordedChange{}, false, err
	}
	change, err := recordedChange(e)
	if err != nil {
		return RecordedChange{}, false, fmt.Errorf("stagedoor: change %d: %w", e.ID, err)
	}
	return change, true, nil
}

// ErrNothingToUndo is returned when a change cannot be undone: it was undone
// already, its time is over, or nothing was kept for it.
var ErrNothingToUndo = journal.ErrNothingToUndo

// UndoState returns the change with this id and the Undo.State that was kept for
// it, or [ErrNothingToUndo]. Who may see the record is for the caller to check.
func UndoState(ctx context.Context, db *gorm.DB, id int64) (RecordedChange, string, error) {
	e, kept, err := journal.Undoable(ctx, db, id)
	if err != nil {
		return RecordedChange{}, "", err
	}
	change, err := recordedChange(e)
	if err != nil {
		return RecordedChange{}, "", fmt.Errorf("stagedoor: change %d: %w", id, err)
	}
	return change, kept.State, nil
}

// TakeUndo removes what was kept for the undo of a change, by tx, the database
// transaction that undoes it. Of several that do so at once one succeeds; the
// others get [ErrNothingToUndo] and have to roll back.
func TakeUndo(ctx context.Context, tx *gorm.DB, id int64) error { return journal.TakeUndo(ctx, tx, id) }

// DropUndo removes everything that was kept to undo changes of one record, by tx.
// Call it where the record's data has to be gone.
func DropUndo(ctx context.Context, tx *gorm.DB, model, key string) error {
	return journal.DropUndo(ctx, tx, model, key)
}

// UndoableChanges returns the newest changes of this verb to records of a model
// that can still be undone, at most limit (1 to 1000), newest first: those before the
// RecordedChange.ID before, or the newest of all for 0.
func UndoableChanges(ctx context.Context, db *gorm.DB, model, verb string, before int64, limit int) ([]RecordedChange, error) {
	entries, err := journal.UndoableOf(ctx, db, model, verb, before, limit)
	if err != nil {
		return nil, fmt.Errorf("stagedoor: %w", err)
	}
	changes := make([]RecordedChange, len(entries))
	for i, e := range entries {
		if changes[i], err = recordedChange(e); err != nil {
			return nil, fmt.Errorf("stagedoor: change %d: %w", e.ID, err)
		}
	}
	return changes, nil
}

// UndoableOfRun returns the RecordedChange.ID of what a run did to records of a model
// and can still be undone, newest first, at most limit. Who may see the records is for
// the caller to check.
func UndoableOfRun(ctx context.Context, db *gorm.DB, model, runID string, limit int) ([]int64, error) {
	ids, err := journal.UndoableOfRun(ctx, db, model, runID, limit)
	if err != nil {
		return nil, fmt.Errorf("stagedoor: %w", err)
	}
	return ids, nil
}

func recordedChange(e journal.Change) (RecordedChange, error) {
	r := RecordedChange{
		Change: Change{Model: e.Model, Key: e.Key, Verb: e.Verb, Reason: e.Reason, Undoes: e.Undoes},
		ID:     e.ID, RunID: e.RunID, By: e.PersonName, PersonID: e.PersonID, At: e.Time, UndoneBy: e.UndoneBy, UndoUntil: e.UndoUntil,
	}
	return r, errors.Join(fieldsOf(e.Before, &r.Before), fieldsOf(e.After, &r.After))
}

func fieldsOf(text json.RawMessage, into *map[string]any) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, into)
}

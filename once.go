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

// Once runs step at most once for this run and key, whatever happens to the
// browser, the network or the process: the fact that it ran is written by tx,
// the application's own database transaction, and so commits or rolls back
// together with what step does. A second call with the same key returns nil
// without running step.
//
// tx has to be inside a database transaction of the database given as Config.DB;
// step has to write through tx. The error of step is returned and nothing is
// recorded.
func Once(ctx context.Context, tx *gorm.DB, key string, step func() error) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	return journal.Once(ctx, tx, t.ID, key, step)
}

// Change is what happened to one record.
type Change struct {
	Model  string         // for example "charges"
	Key    string         // the record's primary key as text
	Verb   string         // for example "edit"
	Before map[string]any // changed fields only; nil for a new record
	After  map[string]any // changed fields only; nil for a deleted one
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
	return journal.RecordChange(ctx, tx, journal.Change{
		RunID: t.ID, PersonID: t.Person.ID, PersonName: t.Person.Name,
		Model: c.Model, Key: c.Key, Verb: c.Verb, Before: before, After: after,
	})
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

// RecordedChange is a [Change] that was recorded, with who made it and when.
type RecordedChange struct {
	Change
	RunID string
	By    string // the person's name at the time
	At    time.Time
}

// RecordHistory returns what was recorded for one record, newest first, at most
// limit entries (1 to 1000). A record without any is an empty slice.
func RecordHistory(ctx context.Context, db *gorm.DB, model, key string, limit int) ([]RecordedChange, error) {
	entries, err := journal.Changes(ctx, db, model, key, limit)
	if err != nil {
		return nil, fmt.Errorf("stagedoor: history of %s %s: %w", model, key, err)
	}
	history := make([]RecordedChange, len(entries))
	for i, e := range entries {
		h := RecordedChange{Change: Change{Model: e.Model, Key: e.Key, Verb: e.Verb}, RunID: e.RunID, By: e.PersonName, At: e.Time}
		if err := errors.Join(fieldsOf(e.Before, &h.Before), fieldsOf(e.After, &h.After)); err != nil {
			return nil, fmt.Errorf("stagedoor: history of %s %s: entry %d: %w", model, key, e.ID, err)
		}
		history[i] = h
	}
	return history, nil
}

func fieldsOf(text json.RawMessage, into *map[string]any) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, into)
}

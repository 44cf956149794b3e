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

// Status is where a run stands.
type Status string

// The statuses, by the names that browsers know. The first three are live, the
// others final.
const (
	Starting    Status = "starting"
	Working     Status = "working"
	Waiting     Status = "waiting"
	Done        Status = "done"
	Failed      Status = "failed"
	Canceled    Status = "canceled"
	Redirected  Status = "redirected"
	Interrupted Status = "interrupted"
)

var (
	live  = []Status{Starting, Working, Waiting}
	final = []Status{Done, Failed, Canceled, Redirected, Interrupted}
)

// Run is one run of one action by one person.
type Run struct {
	ID          string // made by the server, at most MaxRunID bytes
	PersonID    string // of its owner
	PersonName  string
	PersonEmail string
	HostID      string // instance that runs it
	Slug        string // of the action
	Name        string // of the action when it started
	Params      json.RawMessage
	StartKey    string
	Status      Status
	Schedule    string // that began it, "" when its owner did; only read

	PendingID  string          // id of the render that waits for an answer, "" when none does
	PendingKey string          // its input group key
	WaitingOn  string          // its label
	Asked      json.RawMessage // who has to decide it instead of the owner; nil for the owner

	// Untouched says that nobody has done anything in the run but look at its first
	// question, see [Store.Touch]; of one that was canceled, that it was for that.
	Untouched bool

	// Keep is how long the transcript stays after the run has ended. Zero or less
	// drops it at the end.
	Keep time.Duration
	Kept bool // whether the payloads of the transcript are there, or will be after the end

	Seq       int64 // of the newest event
	StartedAt time.Time
	ChangedAt time.Time
	EndedAt   time.Time // zero while the run is live

	Outcome Outcome // once ended
}

// Live reports whether the run has not ended yet.
func (r Run) Live() bool { return r.EndedAt.IsZero() }

// Outcome is how a run ended.
type Outcome struct {
	Status    Status // a final one
	Data      json.RawMessage
	Meta      json.RawMessage
	Message   string          // of a failure, written for people
	Reference string          // of a failure in the service's log
	Redirect  json.RawMessage // where the person was sent

	By string // id of the person who ended it, "" when the service did; kept by the audit only
}

// Begin records that a run has started, with status Starting and an audit entry.
// It needs ID, PersonID, HostID, Slug and StartKey; Status, times and outcome are
// set by the store. A start key is unique per person: one already known returns
// the run it started, unchanged, with ErrStarted, or with ErrConflict when that
// one has another action or other parameters.
func (s *Store) Begin(ctx context.Context, run Run) (Run, error) {
	row, err := s.newRow(run)
	if err != nil {
		return Run{}, fmt.Errorf("store: begin %s: %w", run.Slug, err)
	}
	var fresh bool
	err = s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if fresh, err = database.InsertNew(tx, &row); err != nil || !fresh {
			return err
		}
		return s.noteStart(tx, row, "")
	})
	if err != nil {
		return Run{}, fmt.Errorf("store: begin %s: %w", run.Slug, err)
	}
	if fresh {
		return row.run(), nil
	}
	var first runRow
	err = s.read(ctx).Where("person_id = ? AND start_key = ?", row.PersonID, row.StartKey).Take(&first).Error
	if err != nil {
		return Run{}, fmt.Errorf("store: begin %s: read the run of its start key: %w", run.Slug, found(err))
	}
	if first.Slug != row.Slug || first.Params != row.Params {
		return first.run(), ErrConflict
	}
	return first.run(), ErrStarted
}

// noteStart adds the start of a run to the audit.
func (s *Store) noteStart(tx *gorm.DB, row runRow, detail string) error {
	return s.note(tx, Entry{PersonID: row.PersonID, Verb: "run.start", Object: row.Slug, RunID: row.ID, Detail: detail})
}

// newRow is run as it is when it starts.
func (s *Store) newRow(run Run) (runRow, error) {
	err := errors.Join(
		database.CheckKey("run id", run.ID, MaxRunID),
		database.CheckKey("person id", run.PersonID, MaxPersonID),
		database.CheckKey("host id", run.HostID, maxHostID),
		database.CheckKey("slug", run.Slug, MaxSlug),
		database.CheckKey("start key", run.StartKey, MaxStartKey),
	)
	if err != nil {
		return runRow{}, err
	}
	params, err := canonical(run.Params)
	if err != nil {
		return runRow{}, fmt.Errorf("params: %w", err)
	}
	now := s.micros()
	return runRow{
		ID: run.ID, PersonID: run.PersonID, HostID: run.HostID, Slug: run.Slug, StartKey: run.StartKey,
		PersonName: database.Text(run.PersonName), PersonEmail: database.Text(run.PersonEmail),
		Name: database.Text(run.Name), Params: params, Status: Starting,
		KeepFor: max(run.Keep, 0).Microseconds(), Kept: 1, StartedAt: now, ChangedAt: now,
	}, nil
}

// canonical is raw with sorted names and without spaces, so that equal values
// are equal texts. Nothing is the empty object.
func canonical(raw json.RawMessage) (string, error) {
	if len(raw) == 0 {
		return "{}", nil
	}
	var value any
	if err := decode(raw, &value); err != nil {
		return "", err
	}
	text, err := json.Marshal(value)
	return string(text), err
}

// Get returns the run, or ErrNotFound.
func (s *Store) Get(ctx context.Context, id string) (Run, error) {
	run, err := s.first(s.read(ctx).Where("id = ?", id), "get run")
	if err != nil {
		return Run{}, err
	}
	all, err := s.complete(ctx, []Run{run})
	if err != nil {
		return Run{}, err
	}
	return all[0], nil
}

// complete adds to some runs what other tables hold of their open questions.
func (s *Store) complete(ctx context.Context, runs []Run) ([]Run, error) {
	runs, err := s.withAsked(ctx, runs)
	if err != nil {
		return nil, err
	}
	return s.withUntouched(ctx, runs)
}

// first returns the first run of query, or ErrNotFound.
func (s *Store) first(query *gorm.DB, what string) (Run, error) {
	var row runRow
	if err := found(query.Take(&row).Error); err != nil {
		return Run{}, fmt.Errorf("store: %s: %w", what, err)
	}
	return row.run(), nil
}

// SetWorking records that the run is busy and asks nothing. It returns ErrEnded
// when the run has ended, and ErrNotFound.
func (s *Store) SetWorking(ctx context.Context, id string) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		_, err := s.step(tx, id, map[string]any{
			"status": Working, "pending_id": "", "pending_key": "", "waiting_on": "",
		})
		return err
	})
	return because("set working", id, err)
}

// step changes a live run and returns the sequence number of the change. The row
// stays locked until the database transaction ends, so numbers become visible in
// their order.
func (s *Store) step(tx *gorm.DB, id string, change map[string]any) (int64, error) {
	return s.stepIn(tx, live, id, change)
}

// stepIn is step for a run in one of these states.
func (s *Store) stepIn(tx *gorm.DB, states []Status, id string, change map[string]any) (int64, error) {
	change["last_seq"] = gorm.Expr("last_seq + 1")
	change["changed_at"] = s.micros()
	done := tx.Model(&runRow{}).Where("id = ? AND status IN ?", id, states).Updates(change)
	if done.Error != nil {
		return 0, done.Error
	}
	var row runRow
	if err := found(tx.Select("last_seq").Where("id = ?", id).Take(&row).Error); err != nil {
		return 0, err
	}
	if done.RowsAffected == 0 {
		return 0, ErrEnded
	}
	return row.LastSeq, nil
}

// because adds what was being done to a fault; outcomes stay as they are.
func because(doing, id string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("store: %s of run %s: %w", doing, id, err)
}

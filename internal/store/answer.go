package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Question is a render of an IO call that waits for an answer.
type Question struct {
	CallID   string // id of this render
	GroupKey string // the same for all renders of the call
	Label    string // shown in lists
	Data     json.RawMessage
	Asked    json.RawMessage // who has to decide instead of the owner; nil for the owner

	// Untouched says that it is the first thing in the run that anybody could lose.
	Untouched bool
}

// SetPending records that the run waits for an answer to q, and writes q into its
// slot of the transcript. A question that was open before is not any more. It
// returns ErrEnded when the run has ended, and ErrNotFound.
func (s *Store) SetPending(ctx context.Context, runID string, q Question) (Event, error) {
	err := errors.Join(
		database.CheckKey("call id", q.CallID, 255),
		database.CheckKey("group key", q.GroupKey, 200),
	)
	if err != nil {
		return Event{}, because("set pending", runID, err)
	}
	var event Event
	err = s.write(ctx, func(tx *gorm.DB) error {
		seq, err := s.step(tx, runID, map[string]any{
			"status": Waiting, "pending_id": q.CallID, "pending_key": q.GroupKey, "waiting_on": database.Text(q.Label),
		})
		if err != nil {
			return err
		}
		if err := s.putAsked(tx, runID, q); err != nil {
			return err
		}
		if err := s.putUntouched(tx, runID, q); err != nil {
			return err
		}
		event, err = s.put(tx, runID, eventRow{Seq: seq, Slot: "call:" + q.GroupKey, Kind: "call", Data: text(q.Data)})
		return err
	})
	return event, because("set pending", runID, err)
}

// Answer is what somebody answers to a question.
type Answer struct {
	RunID    string
	CallID   string
	GroupKey string
	By       string // id of the person
	Data     json.RawMessage
	Verb     string // for the audit; default: run.answer
	Detail   string // for the audit
}

// Answer takes an answer to the question that is open now: its call id and group
// key must both be the question's. It writes the answer into the transcript,
// closes the question and notes it in the audit in one database transaction; of
// any number of answers to one render exactly one is taken. The others return
// ErrStale and change nothing, as do all answers to a run that has ended.
// ErrNotFound when there is no run.
func (s *Store) Answer(ctx context.Context, a Answer) (Event, error) {
	if a.CallID == "" || a.GroupKey == "" {
		return Event{}, because("answer", a.RunID, ErrStale)
	}
	var event Event
	err := s.write(ctx, func(tx *gorm.DB) error {
		row, err := s.consume(tx, a)
		if err != nil {
			return err
		}
		event, err = s.put(tx, a.RunID, eventRow{
			Seq: row.LastSeq, Slot: "answer:" + a.GroupKey, Kind: "answer", Data: text(a.Data),
		})
		if err != nil {
			return err
		}
		verb := cmp.Or(a.Verb, "run.answer")
		return s.note(tx, Entry{PersonID: a.By, Verb: verb, Object: row.Slug, RunID: a.RunID, Detail: a.Detail})
	})
	return event, because("answer", a.RunID, err)
}

// consume closes the open question if a is for it. The statement decides, so
// that a second answer finds the question gone.
func (s *Store) consume(tx *gorm.DB, a Answer) (runRow, error) {
	done := tx.Model(&runRow{}).
		Where("id = ? AND status = ? AND pending_id = ? AND pending_key = ?", a.RunID, Waiting, a.CallID, a.GroupKey).
		Updates(map[string]any{
			"status": Working, "pending_id": "", "pending_key": "", "waiting_on": "",
			"last_seq": gorm.Expr("last_seq + 1"), "changed_at": s.micros(),
		})
	if done.Error != nil {
		return runRow{}, done.Error
	}
	var row runRow
	if err := found(tx.Select("slug", "last_seq").Where("id = ?", a.RunID).Take(&row).Error); err != nil {
		return runRow{}, err
	}
	if done.RowsAffected == 0 {
		return runRow{}, ErrStale
	}
	return row, nil
}

// Finish records how the run ended, with an audit entry, and reports whether this
// call did. Finishing twice keeps the first outcome and is no error, so that a
// repeated message is harmless. The payloads of the transcript go, unless the run
// keeps them. ErrNotFound when there is no run.
func (s *Store) Finish(ctx context.Context, id string, out Outcome) (bool, error) {
	if err := out.check(); err != nil {
		return false, because("finish", id, err)
	}
	ended := false
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		ended, err = s.finish(tx, id, out, nil)
		return err
	})
	return ended, because("finish", id, err)
}

func (o Outcome) check() error {
	if !slices.Contains(final, o.Status) {
		return fmt.Errorf("%q is not an end", o.Status)
	}
	for name, part := range map[string]json.RawMessage{"data": o.Data, "meta": o.Meta, "redirect": o.Redirect} {
		if len(part) > 0 && !json.Valid(part) {
			return fmt.Errorf("%s is not JSON", name)
		}
	}
	return nil
}

// finish ends the run if it is live and condition, when there is one, holds. It
// reports whether it did.
func (s *Store) finish(tx *gorm.DB, id string, out Outcome, condition *gorm.DB) (bool, error) {
	now := s.micros()
	query := tx.Model(&runRow{}).Where("id = ? AND status IN ?", id, live)
	if condition != nil {
		query = query.Where(condition)
	}
	done := query.Updates(map[string]any{
		"status": out.Status, "ended_at": now, "changed_at": now, "last_seq": gorm.Expr("last_seq + 1"),
		"pending_id": "", "pending_key": "", "waiting_on": "",
		"kept":        gorm.Expr("CASE WHEN keep_for > 0 THEN 1 ELSE 0 END"),
		"expires_at":  gorm.Expr("CASE WHEN keep_for > 0 THEN ? + keep_for ELSE 0 END", now),
		"result_data": text(out.Data), "result_meta": text(out.Meta), "redirect": text(out.Redirect),
		"message": database.Text(out.Message), "reference": database.Text(out.Reference),
	})
	if done.Error != nil {
		return false, done.Error
	}
	var row runRow
	if err := found(tx.Where("id = ?", id).Take(&row).Error); err != nil || done.RowsAffected == 0 {
		return false, err
	}
	if row.Kept == 0 {
		if err := drop(tx, id); err != nil {
			return false, err
		}
	}
	return true, s.note(tx, Entry{
		PersonID: out.By, Verb: "run." + string(out.Status), Object: row.Slug, RunID: id, Detail: out.Reference,
	})
}

// drop deletes the payloads of a run's transcript.
func drop(tx *gorm.DB, runID string) error {
	return tx.Where("run_id = ? AND kind IN ?", runID, payloads).Delete(&eventRow{}).Error
}

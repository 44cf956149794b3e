package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// Event is the present content of one slot of a run's transcript.
type Event struct {
	Seq  int64 // of this content; grows with every change of the run
	At   int64 // of the slot's first content
	Slot string
	Kind string
	Time time.Time
	Data json.RawMessage
}

// payloads are the kinds of event that carry what was asked and answered. They
// go when the run ends, unless it keeps its transcript.
var payloads = []string{"call", "answer", "loading"}

// Put writes the content of a slot, in the place of what was there before. It
// returns ErrEnded when the run has ended, and ErrNotFound.
func (s *Store) Put(ctx context.Context, runID, slot, kind string, data json.RawMessage) (Event, error) {
	return s.putIn(ctx, live, runID, eventRow{Slot: slot, Kind: kind, Data: text(data)})
}

// PutLate is Put for a run that may have been canceled, too: its action still
// says what it puts right.
func (s *Store) PutLate(ctx context.Context, runID, slot, kind string, data json.RawMessage) (Event, error) {
	return s.putIn(ctx, append(slices.Clone(live), Canceled), runID, eventRow{Slot: slot, Kind: kind, Data: text(data)})
}

func (s *Store) putIn(ctx context.Context, states []Status, runID string, row eventRow) (Event, error) {
	var event Event
	err := s.write(ctx, func(tx *gorm.DB) error {
		seq, err := s.stepIn(tx, states, runID, map[string]any{})
		if err != nil {
			return err
		}
		row.Seq = seq
		event, err = s.put(tx, runID, row)
		return err
	})
	return event, because("put "+row.Slot, runID, err)
}

// put writes one slot. The run's row is locked, see step.
func (s *Store) put(tx *gorm.DB, runID string, row eventRow) (Event, error) {
	err := errors.Join(
		database.CheckKey("slot", row.Slot, maxSlot),
		database.CheckKey("kind", row.Kind, 32),
	)
	if err != nil {
		return Event{}, err
	}
	if !json.Valid([]byte(row.Data)) {
		return Event{}, fmt.Errorf("slot %s: data is not JSON", row.Slot)
	}
	row.RunID, row.FirstSeq, row.WrittenAt = runID, row.Seq, s.micros()
	var old eventRow
	err = tx.Select("first_seq").Where("run_id = ? AND slot = ?", runID, row.Slot).Take(&old).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return row.event(), tx.Create(&row).Error
	case err != nil:
		return Event{}, err
	}
	row.FirstSeq = old.FirstSeq
	err = tx.Model(&eventRow{}).Where("run_id = ? AND slot = ?", runID, row.Slot).Updates(map[string]any{
		"seq": row.Seq, "kind": row.Kind, "data": row.Data, "written_at": row.WrittenAt,
	}).Error
	return row.event(), err
}

// Events returns the run as it is and, in their order, all slots that have
// changed after a sequence number. The run's Seq is at least that of the last
// event, so that it can be the next after. ErrNotFound when there is no run.
func (s *Store) Events(ctx context.Context, runID string, after int64) (Run, []Event, error) {
	run, err := s.Get(ctx, runID)
	if err != nil {
		return Run{}, nil, err
	}
	var rows []eventRow
	err = s.read(ctx).Where("run_id = ? AND seq > ?", runID, after).Order("seq").Find(&rows).Error
	if err != nil {
		return Run{}, nil, because("events", runID, err)
	}
	events := make([]Event, len(rows))
	for i, row := range rows {
		events[i] = row.event()
		run.Seq = max(run.Seq, row.Seq)
	}
	return run, events, nil
}

// eventRow is an [Event] in its table.
type eventRow struct {
	RunID     string `gorm:"column:run_id;primaryKey"`
	Slot      string `gorm:"column:slot;primaryKey"`
	Kind      string `gorm:"column:kind"`
	Seq       int64  `gorm:"column:seq"`
	FirstSeq  int64  `gorm:"column:first_seq"`
	WrittenAt int64  `gorm:"column:written_at"`
	Data      string `gorm:"column:data"`
}

func (eventRow) TableName() string { return "stagedoor_events" }

func (r eventRow) event() Event {
	return Event{
		Seq: r.Seq, At: cmp.Or(r.FirstSeq, r.Seq), Slot: r.Slot, Kind: r.Kind,
		Time: database.Time(r.WrittenAt), Data: raw(r.Data),
	}
}

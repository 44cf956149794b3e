// Package store_test holds the store to what its comments promise, on every
// engine.
package store_test

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// clock is a clock that moves when it is told to.
type clock struct{ micros atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.micros.Store(time.Date(2026, 3, 29, 1, 30, 0, 123456000, time.UTC).UnixMicro())
	return c
}

func (c *clock) now() time.Time          { return time.UnixMicro(c.micros.Load()) }
func (c *clock) advance(d time.Duration) { c.micros.Add(d.Microseconds()) }

// eachStore runs body on an empty store of every engine.
func eachStore(t *testing.T, body func(t *testing.T, s *store.Store, c *clock)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		c := newClock()
		body(t, open(t, db).WithClock(c.now), c)
	})
}

// eachReplicas runs body on two stores that share one database of every engine.
func eachReplicas(t *testing.T, body func(t *testing.T, replicas [2]*store.Store)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		body(t, [2]*store.Store{open(t, db), open(t, dbtest.Replica(t, db))})
	})
}

func open(t *testing.T, db *gorm.DB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), db, true)
	must(t, err)
	return s
}

// newRun is a run that Begin takes.
func newRun() store.Run {
	return store.Run{
		ID: rand.Text(), PersonID: "ada", PersonName: "Ada", PersonEmail: "ada@example.com", HostID: "h1",
		Slug: "refunds/refund_user", Name: "Refund", StartKey: rand.Text(), Params: json.RawMessage(`{"id":"7"}`),
	}
}

func begin(t *testing.T, s *store.Store, run store.Run) store.Run {
	t.Helper()
	got, err := s.Begin(t.Context(), run)
	must(t, err)
	return got
}

// ask opens a question with this call id and the group key "g".
func ask(t *testing.T, s *store.Store, runID, callID string) store.Event {
	t.Helper()
	e, err := s.SetPending(t.Context(), runID, store.Question{
		CallID: callID, GroupKey: "g", Label: "Your name", Data: json.RawMessage(`{"id":"` + callID + `"}`),
	})
	must(t, err)
	return e
}

func get(t *testing.T, s *store.Store, id string) store.Run {
	t.Helper()
	run, err := s.Get(t.Context(), id)
	must(t, err)
	return run
}

func finish(t *testing.T, s *store.Store, id string) {
	t.Helper()
	_, err := s.Finish(t.Context(), id, store.Outcome{Status: store.Done})
	must(t, err)
}

func slots(t *testing.T, s *store.Store, id string) []string {
	t.Helper()
	_, events, err := s.Events(t.Context(), id, 0)
	must(t, err)
	names := []string{}
	for _, e := range events {
		names = append(names, e.Slot)
	}
	return names
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("error = %v, want %v", got, want)
	}
}

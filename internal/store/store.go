// Package store keeps what the dashboard remembers: runs and their transcripts,
// the hosts that run them, sessions and sign-in links, settings, and the audit.
// It is written with GORM and runs on SQLite, PostgreSQL, MySQL and MariaDB.
//
// Payloads are raw JSON here; what is in them is the business of the packages
// above.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// The outcomes. Anything else that a method returns is a fault of the database
// or of the caller's arguments.
var (
	// ErrNotFound means that there is no such row.
	ErrNotFound = errors.New("store: not found")

	// ErrStarted means that the start key has been used before for the same start.
	ErrStarted = errors.New("store: this start key has started a run already")

	// ErrConflict means that the start key has been used before for another
	// action or other parameters.
	ErrConflict = errors.New("store: this start key has started something else")

	// ErrStale means that the answer is not for the question that is open now.
	ErrStale = errors.New("store: the question is not open")

	// ErrEnded means that the run has ended, so nothing can be added to it.
	ErrEnded = errors.New("store: the run has ended")
)

// Store keeps what the dashboard remembers. It touches only the stagedoor_ tables
// and is safe for concurrent use, also by several processes on one database.
type Store struct {
	db     *gorm.DB
	engine database.Engine
	now    func() time.Time
}

// Open returns the store in db. With migrate it first creates the tables that are
// missing, which any number of processes may do at once; without, it returns an
// error when one is missing.
func Open(ctx context.Context, db *gorm.DB, migrate bool) (*Store, error) {
	if db == nil {
		return nil, errors.New("store: a database is required")
	}
	engine, err := database.Of(db)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	prepare := database.Check
	if migrate {
		prepare = database.Migrate
	}
	if err := prepare(ctx, db, schemaName, migrations); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return &Store{db: database.Own(context.Background(), db), engine: engine, now: time.Now}, nil
}

// WithClock returns a copy of the store that takes the time from now. Whether a
// host is still there is always judged by the database's own clock.
func (s *Store) WithClock(now func() time.Time) *Store {
	return &Store{db: s.db, engine: s.engine, now: now}
}

// write runs step in one database transaction, see [database.Write].
func (s *Store) write(ctx context.Context, step func(tx *gorm.DB) error) error {
	return database.Write(ctx, s.db, step)
}

// read returns the database for one reading statement.
func (s *Store) read(ctx context.Context) *gorm.DB { return database.Own(ctx, s.db) }

// micros is the present time as the tables keep it.
func (s *Store) micros() int64 { return database.Micros(s.now()) }

// found turns GORM's word for no row into ours.
func found(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrNotFound
	}
	return err
}

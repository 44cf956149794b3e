package database

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

const (
	attempts  = 12
	firstWait = 2 * time.Millisecond
	lastWait  = 250 * time.Millisecond
)

// Write runs step in a database transaction, and again, in a new one, while the
// engine reports that concurrent work was in the way: a lock, a deadlock, a
// serialization failure. step must begin with a statement that writes, since
// SQLite cannot turn a reader into a writer, and must set all it hands out anew
// each time. It gives up after about two seconds of waiting.
func Write(ctx context.Context, db *gorm.DB, step func(tx *gorm.DB) error) error {
	return Again(ctx, func() error {
		return Own(ctx, db).Transaction(func(tx *gorm.DB) error { return step(Own(ctx, tx)) })
	})
}

// Again calls work until it succeeds, fails for good or has failed too often.
func Again(ctx context.Context, work func() error) error {
	wait := firstWait
	for attempt := 1; ; attempt++ {
		err := work()
		if err == nil || attempt == attempts || !Transient(err) {
			return err
		}
		if pause(ctx, wait/2+rand.N(wait)) != nil {
			return err
		}
		wait = min(2*wait, lastWait)
	}
}

// pause waits for d, or until ctx is done.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

var (
	// transientStates are PostgreSQL's: serialization failure, deadlock, lock not available.
	transientStates = []string{"40001", "40P01", "55P03"}

	// transientTexts tell the same of MySQL, MariaDB and SQLite, whose drivers
	// have no common way to ask. 1020 is MariaDB's "record has changed".
	transientTexts = []string{
		"Error 1213", "Error 1205", "Error 1020",
		"database is locked", "database table is locked", "SQLITE_BUSY", "SQLITE_LOCKED",
	}
)

// Transient reports whether err says that concurrent work was in the way, so
// that the whole database transaction may be tried again.
func Transient(err error) bool {
	var state interface {
		error
		SQLState() string
	}
	if errors.As(err, &state) {
		return slices.Contains(transientStates, state.SQLState())
	}
	if err == nil {
		return false
	}
	text := err.Error()
	return slices.ContainsFunc(transientTexts, func(t string) bool { return strings.Contains(text, t) })
}

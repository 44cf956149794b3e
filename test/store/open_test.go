package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func TestReplicasMigrateAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		dbs := []*gorm.DB{db, dbtest.Replica(t, db), dbtest.Replica(t, db)}
		for _, err := range dbtest.Race(12, func(i int) error {
			if i%2 == 0 {
				return journal.Migrate(t.Context(), dbs[i%3])
			}
			_, err := store.Open(t.Context(), dbs[i%3], true)
			return err
		}) {
			must(t, err)
		}
		var versions int64
		must(t, db.Table("stagedoor_migrations").Count(&versions).Error)
		if versions != 9 {
			t.Errorf("%d migrations are recorded, want seven of the store and two of the journal", versions)
		}
		begin(t, open(t, db), newRun())
	})
}

func TestMigratingAgainKeepsTheData(t *testing.T) {
	eachStoreDB(t, func(t *testing.T, db *gorm.DB, s *store.Store) {
		run := begin(t, s, newRun())
		// A newer replica has gone ahead; this one must live with it.
		must(t, db.Exec("INSERT INTO stagedoor_migrations VALUES ('store', 99, 0)").Error)
		get(t, open(t, db), run.ID)
	})
}

// MySQL cannot undo half a migration, so it must be able to go on from there.
func TestMigratingGoesOnAfterACrash(t *testing.T) {
	eachStoreDB(t, func(t *testing.T, db *gorm.DB, _ *store.Store) {
		must(t, db.Exec("DELETE FROM stagedoor_migrations").Error)
		must(t, db.Exec("DROP TABLE stagedoor_audit").Error)
		begin(t, open(t, db), newRun())
	})
}

func TestOpenWithoutMigrating(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		_, err := store.Open(t.Context(), db, false)
		if err == nil || !strings.Contains(err.Error(), "migrations on") {
			t.Errorf("Open of an empty database = %v", err)
		}
		open(t, db)
		_, err = store.Open(t.Context(), db, false)
		must(t, err)
		must(t, db.Exec("DELETE FROM stagedoor_migrations").Error)
		if _, err := store.Open(t.Context(), db, false); err == nil {
			t.Error("Open took a database without the first migration")
		}
	})
}

// The application's settings of its *gorm.DB are its own affair.
func TestTheApplicationsSettingsDoNotMatter(t *testing.T) {
	eachStoreDB(t, func(t *testing.T, db *gorm.DB, _ *store.Store) {
		other := dbtest.ReplicaWith(t, db, &gorm.Config{
			Logger:         logger.Discard,
			NamingStrategy: schema.NamingStrategy{TablePrefix: "shop_", SingularTable: true, NoLowerCase: true},
			PrepareStmt:    true, TranslateError: true, CreateBatchSize: 1,
		})
		must(t, journal.Migrate(t.Context(), other))
		s := open(t, other.Where("1 = 0").Limit(0)) // conditions of the caller's are not ours
		run := begin(t, s, newRun())
		ask(t, s, run.ID, "c1")
		finish(t, s, run.ID)
		if got := get(t, s, run.ID); got.Live() {
			t.Errorf("run = %+v", got)
		}
	})
}

// eachStoreDB runs body on an empty store of every engine and its database.
func eachStoreDB(t *testing.T, body func(t *testing.T, db *gorm.DB, s *store.Store)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) { body(t, db, open(t, db)) })
}

// SQLite is often opened with one connection; nothing of ours may want a second
// while it holds the first.
func TestOneConnectionIsEnough(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		pool, err := db.DB()
		must(t, err)
		pool.SetMaxOpenConns(1)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		must(t, journal.Migrate(ctx, db))
		s, err := store.Open(ctx, db, true)
		must(t, err)
		run, err := s.Begin(ctx, newRun())
		must(t, err)
		_, err = s.Begin(ctx, run)
		wantErr(t, err, store.ErrStarted)
		_, err = s.SetPending(ctx, run.ID, store.Question{CallID: "c", GroupKey: "g", Data: ada})
		must(t, err)
		_, err = s.Answer(ctx, store.Answer{RunID: run.ID, CallID: "c", GroupKey: "g", Data: ada})
		must(t, err)
		lost, err := s.InterruptLost(ctx, silence)
		if err != nil || len(lost) != 1 {
			t.Errorf("InterruptLost = %v, %v", lost, err)
		}
		must(t, s.PutLink(ctx, store.Link{Hash: "l", PersonID: "ada", Person: ada, ExpiresAt: time.Now().Add(time.Hour)}))
		_, err = s.UseLink(ctx, "l", store.Session{Hash: "s", ExpiresAt: time.Now()}, "")
		must(t, err)
		must(t, s.Guess(ctx, "a", limit))
		_, err = s.EndSession(ctx, "s")
		must(t, err)
		_, err = s.DropExpired(ctx)
		must(t, err)
		must(t, db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			return journal.Once(ctx, tx, run.ID, "k", func() error {
				return journal.RecordChange(ctx, tx, journal.Change{Model: "m", Key: "k", Verb: "v"}, nil)
			})
		}))
	})
}

package dbtest

import (
	"database/sql"
	"os"
	"sync"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// opener returns a new dialector of one database.
type opener func() gorm.Dialector

// opened remembers how each pool was opened.
var opened sync.Map // of *sql.DB to opener

// engine is a kind of database that tests run on.
type engine struct {
	name     string
	variable string // of the environment, "" when none is needed
	// create makes an empty database and returns what opens it, as often as called.
	create func(t testing.TB, dsn string) opener
}

var engines = []engine{
	{name: "sqlite", create: createSQLite},
	{name: "postgres", variable: "STAGEDOOR_TEST_POSTGRES", create: createPostgres},
	{name: "mysql", variable: "STAGEDOOR_TEST_MYSQL", create: createMySQL},
}

// Each runs body once per engine, as subtests, each on an empty database.
func Each(t *testing.T, body func(t *testing.T, db *gorm.DB)) {
	t.Helper()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { body(t, e.open(t)) })
	}
}

// Open returns an empty SQLite database, for a test that is not about databases.
func Open(t testing.TB) *gorm.DB {
	t.Helper()
	return engines[0].open(t)
}

// Replica opens the database of db once more, as a second process would, with a
// pool of connections of its own.
func Replica(t testing.TB, db *gorm.DB) *gorm.DB {
	t.Helper()
	return ReplicaWith(t, db, &gorm.Config{Logger: logger.Discard})
}

// ReplicaWith is [Replica] with other settings of GORM.
func ReplicaWith(t testing.TB, db *gorm.DB, config *gorm.Config) *gorm.DB {
	t.Helper()
	open, known := opened.Load(poolOf(t, db))
	if !known {
		t.Fatal("dbtest: Replica of a database that dbtest has not opened")
	}
	return connect(t, open.(opener), config)
}

// open returns an empty database of the engine, or ends the test.
func (e engine) open(t testing.TB) *gorm.DB {
	t.Helper()
	dsn := ""
	if e.variable != "" {
		if dsn = os.Getenv(e.variable); dsn == "" {
			missing(t, e)
		}
	}
	return connect(t, e.create(t, dsn), &gorm.Config{Logger: logger.Discard})
}

// missing skips the test, where skipping is allowed.
func missing(t testing.TB, e engine) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not set, and with CI=true nothing may be skipped", e.variable)
	}
	t.Skipf("%s is not tested: %s is not set", e.name, e.variable)
}

// connect opens a pool that is closed when the test ends.
func connect(t testing.TB, open opener, config *gorm.Config) *gorm.DB {
	t.Helper()
	db, err := gorm.Open(open(), config)
	if err != nil {
		t.Fatalf("dbtest: open: %v", err)
	}
	pool := poolOf(t, db)
	pool.SetMaxOpenConns(8)
	opened.Store(pool, open)
	t.Cleanup(func() {
		opened.Delete(pool)
		if err := pool.Close(); err != nil {
			t.Errorf("dbtest: close: %v", err)
		}
	})
	return db
}

func poolOf(t testing.TB, db *gorm.DB) *sql.DB {
	t.Helper()
	pool, err := db.DB()
	if err != nil {
		t.Fatalf("dbtest: %v", err)
	}
	return pool
}

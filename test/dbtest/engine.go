package dbtest

import (
	"crypto/rand"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/glebarez/sqlite"
	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// createSQLite makes a file with the settings that an application should have.
func createSQLite(t testing.TB, _ string) opener {
	file := filepath.Join(t.TempDir(), "test.db")
	pragmas := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(OFF)", "foreign_keys(ON)"}}
	dsn := (&url.URL{Scheme: "file", Path: file, RawQuery: pragmas.Encode()}).String() // the path may hold a #
	return func() gorm.Dialector { return sqlite.Open(dsn) }
}

// createPostgres makes a schema in the database that dsn points at.
func createPostgres(t testing.TB, dsn string) opener {
	t.Helper()
	at, err := url.Parse(dsn)
	if err != nil || at.Scheme == "" {
		t.Fatal("dbtest: STAGEDOOR_TEST_POSTGRES is not a URL such as postgres://user@127.0.0.1:5432/test")
	}
	schema := "stagedoor_test_" + suffix()
	around(t, postgres.Open(dsn), "CREATE SCHEMA "+schema, "DROP SCHEMA "+schema+" CASCADE")
	query := at.Query()
	query.Set("search_path", schema)
	at.RawQuery = query.Encode()
	return func() gorm.Dialector { return postgres.Open(at.String()) }
}

// createMySQL makes a database beside the one that dsn points at.
func createMySQL(t testing.TB, dsn string) opener {
	t.Helper()
	config, err := mysqldriver.ParseDSN(dsn)
	if err != nil || config.DBName == "" {
		t.Fatalf("dbtest: STAGEDOOR_TEST_MYSQL names no database: %v", err)
	}
	name := config.DBName + "_" + suffix()
	around(t, mysql.Open(dsn), "CREATE DATABASE "+name+" CHARACTER SET utf8mb4", "DROP DATABASE "+name)
	config.DBName = name
	config.ParseTime = true
	return func() gorm.Dialector {
		dialector := mysql.Open(config.FormatDSN())
		config.ClientFoundRows = true // replicas count rows the other way, as some applications' DSNs ask for
		return dialector
	}
}

// around runs before now and after when the test has ended.
func around(t testing.TB, dialector gorm.Dialector, before, after string) {
	t.Helper()
	db, err := gorm.Open(dialector, &gorm.Config{Logger: logger.Discard})
	if err != nil {
		t.Fatalf("dbtest: open: %v", err)
	}
	pool := poolOf(t, db)
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Exec(after).Error; err != nil {
			t.Errorf("dbtest: %s: %v", after, err)
		}
		if err := pool.Close(); err != nil {
			t.Errorf("dbtest: close: %v", err)
		}
	})
	if err := db.Exec(before).Error; err != nil {
		t.Fatalf("dbtest: %s: %v", before, err)
	}
}

// suffix makes a name of this test's own.
func suffix() string { return strings.ToLower(rand.Text()[:16]) }

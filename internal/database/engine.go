package database

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
)

// Engine is a kind of database, by the name its GORM dialect gives itself.
type Engine string

// The engines. MariaDB is MySQL here: it has the same dialect.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
	MySQL    Engine = "mysql"
)

// Of returns the engine behind db, or an error that names those supported.
func Of(db *gorm.DB) (Engine, error) {
	switch e := Engine(db.Name()); e {
	case SQLite, Postgres, MySQL:
		return e, nil
	default:
		return "", fmt.Errorf("database: %q is not supported: use SQLite, PostgreSQL, MySQL or MariaDB", db.Name())
	}
}

// Own returns db for statements of our own: no conditions of the caller's, no
// transaction around single statements, and no logger, because the application's
// might print the answers of people. Use no WithContext on what it returns: GORM
// would bring the caller's conditions back.
func Own(ctx context.Context, db *gorm.DB) *gorm.DB {
	return db.Session(&gorm.Session{Context: ctx, NewDB: true, SkipDefaultTransaction: true, Logger: logger.Discard})
}

// InsertNew inserts row unless one with the same unique key is there already,
// and reports whether it did. A concurrent insert of the same key is waited for.
// Inside a database transaction a found row does not spoil it.
func InsertNew(tx *gorm.DB, row any) (bool, error) {
	if Engine(tx.Name()) == MySQL { // ON DUPLICATE KEY reports a row in DSNs with clientFoundRows
		tx = tx.Clauses(clause.Insert{Modifier: "IGNORE"})
	} else {
		tx = tx.Clauses(clause.OnConflict{DoNothing: true})
	}
	done := tx.Create(row)
	return done.RowsAffected == 1, done.Error
}

// clocks are the engines' own clocks as microseconds since 1970.
var clocks = map[Engine]string{
	SQLite:   "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000",
	Postgres: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
	MySQL:    "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))",
}

// Clock is the SQL expression for the database's own time in microseconds since
// 1970, so that replicas with wrong clocks agree.
func (e Engine) Clock() string { return clocks[e] }

// Micros is t as the tables keep it: microseconds since 1970, which every engine
// compares alike whatever its time zone. The zero time is 0.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Time is the inverse of [Micros], in UTC.
func Time(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// Text is s as every engine can keep it: PostgreSQL refuses NUL and bytes that
// are not UTF-8.
func Text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// CheckKey returns an error when value cannot be a key of at most limit bytes on
// every engine; what names it in the error.
func CheckKey(what, value string, limit int) error {
	switch {
	case value == "":
		return fmt.Errorf("%s is empty", what)
	case len(value) > limit:
		return fmt.Errorf("%s has %d bytes, at most %d fit", what, len(value), limit)
	case Text(value) != value:
		return fmt.Errorf("%s %q is not UTF-8 text", what, value)
	}
	return nil
}

// InTransaction reports whether tx is inside a database transaction.
func InTransaction(tx *gorm.DB) bool {
	if tx == nil || tx.Statement == nil {
		return false
	}
	committer, ok := tx.Statement.ConnPool.(gorm.TxCommitter)
	return ok && committer != nil
}

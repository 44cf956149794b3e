// Package chinook tries generated actions on a database that was not made for
// them: a public sample with eleven tables, in the dialect of each engine. The
// data is not part of the repository; see [Folder].
package chinook

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Folder finds the data: where STAGEDOOR_CHINOOK points, or in shared/data/chinook
// beside a folder above this one. It reports false when there is none.
func Folder() (string, bool) {
	if set, ok := os.LookupEnv("STAGEDOOR_CHINOOK"); ok {
		return set, set != ""
	}
	at, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for ; ; at = filepath.Dir(at) {
		folder := filepath.Join(at, "shared", "data", "chinook")
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder, true
		}
		if at == filepath.Dir(at) {
			return "", false
		}
	}
}

// files are the scripts, by the name GORM gives an engine.
var files = map[string]string{
	"sqlite": "Chinook_Sqlite.sql", "postgres": "Chinook_PostgreSql.sql", "mysql": "Chinook_MySql.sql",
}

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	end     = regexp.MustCompile(`;[ \t]*\r?\n`)
	// elsewhere begins statements about other databases than the one at hand.
	elsewhere = regexp.MustCompile(`(?i)^(DROP DATABASE|CREATE DATABASE|USE |\\c )`)
)

// Load fills an empty database of an engine.
func Load(ctx context.Context, db *sql.DB, engine, folder string) error {
	script, err := os.ReadFile(filepath.Join(folder, files[engine]))
	if err != nil {
		return fmt.Errorf("chinook: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("chinook: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to take back
	text := strings.TrimPrefix(string(script), "\ufeff")
	for _, statement := range end.Split(comment.ReplaceAllString(text, ""), -1) {
		statement = strings.TrimSpace(statement)
		if statement == "" || elsewhere.MatchString(statement) {
			continue
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("chinook: %.80s: %w", statement, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("chinook: %w", err)
	}
	return nil
}

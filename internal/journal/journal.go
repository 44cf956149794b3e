// Package journal holds what a run writes inside the application's own database
// transactions: the steps that take effect once, and the changes made to records.
// Because journal and effect commit together, each is there exactly when the
// other is.
package journal

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// ErrNoTransaction means that the *gorm.DB handed in is not inside a database
// transaction, so that what is written and the effect could not commit together.
var ErrNoTransaction = errors.New("journal: tx is not inside a database transaction; call this within db.Transaction and pass its tx")

// The most bytes that fit into keys.
const (
	maxRunID = 64
	maxKey   = 255
)

const schemaName = "journal"

// migrations are the journal's schema. Published ones never change.
var migrations = []database.Migration{{
	Version: 1,
	Tables: []database.Table{
		{
			Name: "stagedoor_steps",
			Columns: `run_id {key 64} NOT NULL,
step_key {key 255} NOT NULL,
done_at {int} NOT NULL,
PRIMARY KEY (run_id, step_key)`,
		},
		{
			Name: "stagedoor_changes",
			Columns: `id {serial},
run_id {key 64} NOT NULL,
person_id {key 255} NOT NULL,
person_name {text} NOT NULL,
model {key 255} NOT NULL,
record_key {key 255} NOT NULL,
verb {key 64} NOT NULL,
before_json {text} NOT NULL,
after_json {text} NOT NULL,
changed_at {int} NOT NULL`,
			Indexes: []database.Index{
				{Name: "stagedoor_changes_by_record", Columns: "model, record_key, id"},
				{Name: "stagedoor_changes_by_run", Columns: "run_id, id"},
			},
		},
	},
}, {
	Version: 2,
	Tables: []database.Table{
		{
			Name: "stagedoor_change_notes",
			Columns: `change_id {int} NOT NULL PRIMARY KEY,
reason {text} NOT NULL,
undoes {int} NOT NULL`,
			Indexes: []database.Index{{Name: "stagedoor_change_notes_by_undoes", Columns: "undoes"}},
		},
		{
			Name: "stagedoor_undo",
			Columns: `change_id {int} NOT NULL PRIMARY KEY,
model {key 255} NOT NULL,
record_key {key 255} NOT NULL,
verb {key 64} NOT NULL,
state {text} NOT NULL,
until_at {int} NOT NULL`,
			Indexes: []database.Index{
				{Name: "stagedoor_undo_by_until", Columns: "until_at"},
				{Name: "stagedoor_undo_by_verb", Columns: "model, verb, change_id"},
				{Name: "stagedoor_undo_by_record", Columns: "model, record_key"},
			},
		},
	},
}}

// Migrate creates the journal's tables that are missing. Any number of processes
// may do so at once.
func Migrate(ctx context.Context, db *gorm.DB) error {
	return database.Migrate(ctx, db, schemaName, migrations)
}

// Check returns an error when a table of the journal is missing.
func Check(ctx context.Context, db *gorm.DB) error {
	return database.Check(ctx, db, schemaName, migrations)
}

// within returns tx for statements of our own.
func within(ctx context.Context, tx *gorm.DB) (*gorm.DB, error) {
	if !database.InTransaction(tx) {
		return nil, ErrNoTransaction
	}
	return database.Own(ctx, tx), nil
}

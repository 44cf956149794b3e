package database

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Migration is one step of a schema. Replicas of an older version go on working
// beside a migrated database, so a migration only adds.
type Migration struct {
	Version int // counts from 1
	Tables  []Table
}

// applied is a row of the list of migrations that have been applied.
type applied struct {
	Schema    string `gorm:"column:schema_name;primaryKey"`
	Version   int    `gorm:"column:version;primaryKey;autoIncrement:false"`
	AppliedAt int64  `gorm:"column:applied_at"`
}

func (applied) TableName() string { return list.Name }

var list = Table{
	Name:    "stagedoor_migrations",
	Columns: "schema_name {key 64} NOT NULL, version {int} NOT NULL, applied_at {int} NOT NULL, PRIMARY KEY (schema_name, version)",
}

// Migrate brings the schema of this name up to date. Any number of processes may
// do so at the same time: one works, the others wait and find nothing to do.
// Versions it does not know, applied by a newer replica, are left alone.
func Migrate(ctx context.Context, db *gorm.DB, schema string, migrations []Migration) error {
	engine, err := Of(db)
	if err != nil {
		return err
	}
	err = Again(ctx, func() error {
		return alone(ctx, db, engine, func(tx *gorm.DB) error {
			return migrate(tx, engine, schema, migrations)
		})
	})
	if err != nil {
		return fmt.Errorf("database: migrate %s: %w", schema, err)
	}
	return nil
}

// Check returns an error that names the first migration of the schema that has
// not been applied, and nil when all have.
func Check(ctx context.Context, db *gorm.DB, schema string, migrations []Migration) error {
	if _, err := Of(db); err != nil {
		return err
	}
	have, err := versions(Own(ctx, db), schema)
	if err != nil {
		return fmt.Errorf("database: the tables of %s are missing or cannot be read; start once with migrations on: %w", schema, err)
	}
	for _, m := range migrations {
		if !have[m.Version] {
			return fmt.Errorf("database: migration %d of %s has not been applied; start once with migrations on", m.Version, schema)
		}
	}
	return nil
}

// migrate applies what is missing. tx has the database to itself.
func migrate(tx *gorm.DB, engine Engine, schema string, migrations []Migration) error {
	if err := create(tx, engine, list); err != nil {
		return err
	}
	have, err := versions(tx, schema)
	if err != nil {
		return err
	}
	for _, m := range migrations {
		if have[m.Version] {
			continue
		}
		for _, table := range m.Tables {
			if err := create(tx, engine, table); err != nil {
				return err
			}
		}
		row := applied{Schema: schema, Version: m.Version, AppliedAt: Micros(time.Now())}
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("record version %d: %w", m.Version, err)
		}
	}
	return nil
}

func create(tx *gorm.DB, engine Engine, table Table) error {
	for _, statement := range table.create(engine) {
		if err := tx.Exec(statement).Error; err != nil {
			return fmt.Errorf("create %s: %w", table.Name, err)
		}
	}
	return nil
}

func versions(tx *gorm.DB, schema string) (map[int]bool, error) {
	var rows []applied
	if err := tx.Where("schema_name = ?", schema).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	have := make(map[int]bool, len(rows))
	for _, row := range rows {
		have[row.Version] = true
	}
	return have, nil
}

// alone runs work while no other process runs alone on the same database.
func alone(ctx context.Context, db *gorm.DB, engine Engine, work func(tx *gorm.DB) error) error {
	switch engine {
	case Postgres:
		return Own(ctx, db).Transaction(func(tx *gorm.DB) error {
			tx = Own(ctx, tx)
			if err := tx.Exec("SELECT pg_advisory_xact_lock(7824316915)").Error; err != nil {
				return err
			}
			return work(tx)
		})
	case MySQL:
		return Own(ctx, db).Connection(func(tx *gorm.DB) error { return aloneMySQL(ctx, Own(ctx, tx), work) })
	default:
		return Own(ctx, db).Connection(func(tx *gorm.DB) error { return aloneSQLite(ctx, Own(ctx, tx), work) })
	}
}

// aloneMySQL uses a named lock, since changes of a schema commit by themselves.
func aloneMySQL(ctx context.Context, tx *gorm.DB, work func(tx *gorm.DB) error) (err error) {
	const name = "CONCAT('stagedoor.', MD5(DATABASE()))"
	var got *int
	if err := tx.Raw("SELECT GET_LOCK(" + name + ", 30)").Scan(&got).Error; err != nil {
		return err
	}
	if got == nil || *got != 1 {
		return errors.New("another process has been migrating for 30 seconds")
	}
	defer func() { // also when the caller has gone: the connection returns to the pool
		after := Own(context.WithoutCancel(ctx), tx)
		err = errors.Join(err, after.Exec("DO RELEASE_LOCK("+name+")").Error)
	}()
	return work(tx)
}

// aloneSQLite takes the write lock first, which a GORM transaction cannot.
func aloneSQLite(ctx context.Context, tx *gorm.DB, work func(tx *gorm.DB) error) error {
	if err := tx.Exec("BEGIN IMMEDIATE").Error; err != nil {
		return err
	}
	err := work(tx)
	if err == nil {
		err = tx.Exec("COMMIT").Error
	}
	if err != nil { // the connection goes back to the pool, so the transaction must not stay open
		after := Own(context.WithoutCancel(ctx), tx)
		return errors.Join(err, after.Exec("ROLLBACK").Error)
	}
	return nil
}

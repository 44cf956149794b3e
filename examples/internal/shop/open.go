package shop

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Open opens the shop's SQLite file, creates its tables and, when there is nothing
// in them yet, fills them with the data of [Seed]. The returned function closes it.
func Open(ctx context.Context, file string) (db *gorm.DB, closeDB func() error, err error) {
	if _, err := os.Stat(filepath.Dir(file)); err != nil {
		return nil, nil, fmt.Errorf("open %s: there is no such folder: %w", file, err)
	}
	db, err = gorm.Open(sqlite.Open(dsn(file)), &gorm.Config{
		Logger:         logger.Discard, // errors come back to us; nothing is to be said twice
		TranslateError: true,
		NowFunc:        func() time.Time { return time.Now().UTC() },
	})
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", file, err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", file, err)
	}
	if err := fill(ctx, db); err != nil {
		_ = pool.Close() // the first error is the one that says something
		return nil, nil, fmt.Errorf("fill %s (delete it to start afresh): %w", file, err)
	}
	return db, pool.Close, nil
}

// dsn names the file in the words of the driver. Several connections may write:
// one waits up to ten seconds for another, and takes its lock before it reads.
func dsn(file string) string {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(10000)")
	q.Add("_pragma", "journal_mode(WAL)")
	q.Add("_pragma", "synchronous(NORMAL)")
	q.Add("_pragma", "foreign_keys(1)")
	q.Add("_txlock", "immediate")
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

func fill(ctx context.Context, db *gorm.DB) error {
	db = db.WithContext(ctx)
	if err := db.AutoMigrate(models()...); err != nil {
		return err
	}
	var customers int64
	if err := db.Model(&Customer{}).Limit(1).Count(&customers).Error; err != nil {
		return err
	}
	if customers > 0 {
		return nil
	}
	return Seed(ctx, db, Full)
}

// Package database_test shows how writes get past each other on real engines.
package database_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// An application that has no busy timeout is told at once that SQLite is
// locked.
func TestWriteGetsPastALockedFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plain.db")
	open := func() *gorm.DB {
		db, err := gorm.Open(sqlite.Open(file+"?_pragma=busy_timeout(0)"), &gorm.Config{Logger: logger.Discard})
		must(t, err)
		pool, err := db.DB()
		must(t, err)
		t.Cleanup(func() { must(t, pool.Close()) })
		return db
	}
	one, two := open(), open()
	must(t, one.Exec("CREATE TABLE counts (n INT)").Error)
	must(t, one.Exec("INSERT INTO counts VALUES (0)").Error)

	tries := 0
	held := one.Begin()
	must(t, held.Exec("UPDATE counts SET n = n + 1").Error)
	must(t, database.Write(t.Context(), two, func(tx *gorm.DB) error {
		if tries++; tries == 3 {
			must(t, held.Commit().Error)
		}
		return tx.Exec("UPDATE counts SET n = n + 1").Error
	}))
	var n int
	must(t, one.Raw("SELECT n FROM counts").Scan(&n).Error)
	if n != 2 || tries < 3 {
		t.Errorf("n = %d after %d tries", n, tries)
	}
}

// Two writers that wait for each other: the engine ends one, Write repeats it.
func TestWriteGetsPastADeadlock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		must(t, db.Exec("CREATE TABLE counts (id INT PRIMARY KEY, n INT)").Error)
		must(t, db.Exec("INSERT INTO counts VALUES (0, 0), (1, 0)").Error)
		sqliteEngine := db.Name() == string(database.SQLite) // has one lock for all rows, so no deadlock
		holds := [2]chan struct{}{make(chan struct{}), make(chan struct{})}
		add := func(tx *gorm.DB, id int) error {
			return tx.Exec("UPDATE counts SET n = n + 1 WHERE id = ?", id).Error
		}
		tries := dbtest.Race(2, func(i int) int {
			tries := 0
			err := database.Write(t.Context(), db, func(tx *gorm.DB) error {
				tries++
				if err := add(tx, i); err != nil {
					return err
				}
				if tries == 1 && !sqliteEngine {
					close(holds[i])
					<-holds[1-i]
				}
				return add(tx, 1-i)
			})
			if err != nil {
				t.Error(err)
			}
			return tries
		})
		var counts []int
		must(t, db.Raw("SELECT n FROM counts").Scan(&counts).Error)
		if counts[0] != 2 || counts[1] != 2 {
			t.Errorf("counts = %v", counts)
		}
		if !sqliteEngine && tries[0]+tries[1] < 3 {
			t.Errorf("%v tries: there was no deadlock", tries)
		}
	})
}

func TestInsertNewSaysWhetherItDid(t *testing.T) {
	type thing struct {
		Name string `gorm:"primaryKey"`
		N    int
	}
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		must(t, db.Exec("CREATE TABLE things (name VARCHAR(20) PRIMARY KEY, n INT)").Error)
		replica := dbtest.Replica(t, db) // which on MySQL counts rows the other way
		for i, want := range []bool{true, false, false, false} {
			must(t, []*gorm.DB{db, replica}[i%2].Transaction(func(tx *gorm.DB) error {
				if fresh, err := database.InsertNew(tx, &thing{"a", 1}); fresh != want || err != nil {
					t.Errorf("InsertNew %d = %v, %v, want %v", i, fresh, err, want)
				}
				if fresh, err := database.InsertNew(tx, &thing{fmt.Sprint(i), 1}); !fresh || err != nil { // the transaction is none the worse
					t.Errorf("InsertNew %d of another = %v, %v", i, fresh, err)
				}
				return nil
			}))
		}
	})
}

package dbtest_test

import (
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/test/dbtest"
)

func TestReplicaIsTheSameDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		if err := db.Exec("CREATE TABLE things (id INT)").Error; err != nil {
			t.Fatal(err)
		}
		if err := dbtest.Replica(t, db).Exec("INSERT INTO things VALUES (1)").Error; err != nil {
			t.Fatal(err)
		}
		var n int
		if err := db.Raw("SELECT COUNT(*) FROM things").Scan(&n).Error; err != nil || n != 1 {
			t.Fatalf("things = %d, %v", n, err)
		}
	})
}

func TestEveryDatabaseBeginsEmpty(t *testing.T) {
	for range 2 { // the second would find the table of the first
		dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
			if err := db.Exec("CREATE TABLE things (id INT)").Error; err != nil {
				t.Fatal(err)
			}
		})
	}
}

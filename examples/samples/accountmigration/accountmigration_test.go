package accountmigration

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

const list = `[{"name": "Ada Hamilton", "email": "ada@example.com"}, {"name": "Bo Lind", "email": "Bo@example.com"}]`

func TestMigrate(t *testing.T) {
	m := begin(t)
	if err := m.db.Create(&User{AccountID: 1, Name: "Bo", Email: "bo@example.com"}).Error; err != nil {
		t.Fatal(err)
	}
	run := stagedoortest.Start(t, m.run)
	run.Expect("Account").State("lake").Answer("Lakeside Print")

	for content, want := range map[string]string{
		`[]`:                                    "nobody",
		`{"name": "Ada"}`:                       "not a list",
		`[{"name": "Ada", "email": "nowhere"}]`: "User 1 needs",
	} {
		run.Expect("Users").AnswerFile("users.json", content)
		if message := run.Expect("Users").Message(); !strings.Contains(message, want) {
			t.Errorf("%s: %q, want something about %q", content, message, want)
		}
	}
	run.Expect("Users").AnswerFile("users.json", list)
	run.Expect("New users")
	run.Expect("Add these users to Lakeside Print?").Answer(true)
	result, err := run.Wait()
	if want := `{"Account":"Lakeside Print","Added":1,"Already there":1}`; err != nil || string(result) != want {
		t.Errorf("migrate = %s, %v, want %s", result, err, want)
	}
	var users []User
	if err := m.db.Where("account_id = 2").Find(&users).Error; err != nil {
		t.Fatal(err)
	}
	if len(users) != 1 || users[0].Email != "ada@example.com" {
		t.Errorf("the account has %v, want Ada alone", users)
	}
}

func TestMigrateNot(t *testing.T) {
	m := begin(t)
	run := stagedoortest.Start(t, m.run)
	run.Expect("Account").State("tea").Answer("Northern Tea")
	run.Expect("Users").AnswerFile("users.json", list)
	run.Expect("New users")
	run.Expect("Add these users to Northern Tea?").Answer(false)
	if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
		t.Errorf("migrate = %v, want %v", err, io.ErrCanceled)
	}
	var count int64
	if err := m.db.Model(&User{}).Count(&count).Error; err != nil || count != 0 {
		t.Errorf("%d users are there, %v", count, err)
	}
}

func begin(t *testing.T) migration {
	db, err := gorm.Open(sqlite.Open(filepath.Join(t.TempDir(), "test.db")), &gorm.Config{})
	if err != nil {
		t.Fatal(err)
	}
	pool, err := db.DB()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	if err := open(db); err != nil {
		t.Fatal(err)
	}
	return migration{db}
}

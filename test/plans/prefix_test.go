package plans_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// devices is how many devices there are, and makers.
const devices = 50_000

// Device is a row of a large table that is searched by how its texts begin.
type Device struct {
	ID      uint   `gorm:"primaryKey" io:"readonly;search"`
	Serial  string `gorm:"size:30;not null" io:"search;prefix"`
	Mail    string `gorm:"size:60;not null" io:"search;prefix"`
	MakerID uint   `gorm:"not null;index:idx_devices_maker" io:""`
	Maker   Maker  `gorm:"constraint:-" io:"search"`
	Note    string `gorm:"size:60;not null" io:""`
}

// Maker is searched by how its name begins, from the list of devices too.
type Maker struct {
	ID   uint   `gorm:"primaryKey" io:"readonly"`
	Name string `gorm:"size:60;not null" io:"search;prefix"`
}

// Item is a device whose tag says search at the key of its maker.
type Item struct {
	ID      uint   `gorm:"primaryKey" io:"readonly;search"`
	Serial  string `gorm:"size:30;not null" io:"search;prefix"`
	Mail    string `gorm:"size:60;not null" io:"search;prefix"`
	MakerID uint   `gorm:"not null" io:"search"`
	Maker   Maker  `io:""`
}

// TableName is that of devices.
func (Item) TableName() string { return "devices" }

// build makes the devices and their makers inside the database, with the indexes that
// the word prefix asks for.
func build(t *testing.T, db *gorm.DB) {
	t.Helper()
	desk.Must(t, db.AutoMigrate(&Maker{}, &Device{}))
	bytes, text, numbers := "", "'%s' || n", fmt.Sprintf("generate_series(1, %d) AS s(n)", devices)
	with, analyze := "", []string{"ANALYZE"}
	switch db.Name() {
	case "postgres":
		bytes = " text_pattern_ops"
	case "sqlite":
		with, numbers = fmt.Sprintf("WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d) ", devices), "s"
	default:
		text, numbers = "CONCAT('%s', n)", fmt.Sprintf("(SELECT seq AS n FROM seq_1_to_%d) AS s", devices)
		analyze = []string{"ANALYZE TABLE makers", "ANALYZE TABLE devices"}
	}
	as := func(word string) string { return fmt.Sprintf(text, word) }
	statements := []string{
		"INSERT INTO makers (id, name) " + with + "SELECT n, " + as("Works ") + " FROM " + numbers,
		"INSERT INTO devices (id, serial, mail, maker_id, note) " + with + "SELECT n, " + as("SN-") + ", " + as("box") + ", n, 'plain' FROM " + numbers,
		"CREATE INDEX idx_devices_serial ON devices (serial" + bytes + ")",
		"CREATE INDEX idx_devices_mail ON devices (mail" + bytes + ")",
		"CREATE INDEX idx_makers_name ON makers (name" + bytes + ")",
	}
	if db.Name() == "postgres" { // in steps of 50 rows and of all rows, or what it guesses is another thing each time
		for _, column := range []string{"makers ALTER name", "devices ALTER serial", "devices ALTER mail"} {
			statements = append(statements, "ALTER TABLE "+column+" SET STATISTICS 1000")
		}
	}
	for _, sql := range append(statements, analyze...) {
		desk.Must(t, db.Exec(sql).Error)
	}
}

func TestASearchByBeginningsUsesTheirIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		build(t, db)
		seen := &recorder{Interface: logger.Discard, table: "devices"}
		d := desk.New(t, dbtest.ReplicaWith(t, db, &gorm.Config{Logger: seen}))
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Device]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Maker]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Item]{Slug: "items", Name: "item", Plural: "Items"})
		s, keyed := d.Open("devices", ""), d.Open("items", "")
		s.Ask("Devices", map[string]any{"pageSize": 50}) // the first page, which comes by itself, is read
		keyed.Ask("Items", map[string]any{"pageSize": 50})
		for typed, rows := range map[string]int{
			"SN-4999": 11, "sn-4999": 11, "box4999": 11, "Works 4999": 11, "works 49999": 1,
			"no such": 0, "SN-1_9": 0, "%": 0,
		} {
			t.Run(typed, func(t *testing.T) {
				seen.take()
				got := s.Ask("Devices", map[string]any{"queryTerm": typed, "pageSize": 50})
				if got.Message != "" || len(got.Data) != rows {
					t.Errorf("%d rows, %s", len(got.Data), got.Message)
				}
				if same := keyed.Ask("Items", map[string]any{"queryTerm": typed, "pageSize": 50}); !slices.Equal(same.Keys(), got.Keys()) {
					t.Errorf("by the key of the maker %d rows, %s", len(same.Data), same.Message)
				}
				for _, sql := range seen.take() {
					byIndex(t, db, sql)
				}
			})
		}
	})
}

// byIndex fails a statement that reads all rows of a table.
func byIndex(t *testing.T, db *gorm.DB, sql string) {
	t.Helper()
	if strings.Contains(sql, "1 = 0") {
		return // it is for nothing, and the database is not told more
	}
	p := plan(t, db, sql)
	for line := range strings.Lines(p) {
		for _, table := range []string{"devices", "makers"} {
			for _, all := range []string{"SCAN " + table, "Seq Scan on " + table, "table=" + table + " type=ALL", "table=" + table + " type=index"} {
				if strings.Contains(line, all) {
					t.Errorf("%s\nreads all of %s:\n%s", sql, table, p)
				}
			}
		}
	}
	if !strings.Contains(p, "idx_") && !strings.Contains(sql, "`id` = ") && !strings.Contains(sql, `"id" = `) {
		t.Errorf("%s\nuses none of the indexes:\n%s", sql, p)
	}
}

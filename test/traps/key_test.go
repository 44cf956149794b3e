package traps_test

import (
	"strings"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Line has a key of two parts, and zero is a part like any other.
type Line struct {
	OrderID int64  `gorm:"primaryKey;autoIncrement:false" io:""`
	Part    int64  `gorm:"primaryKey;autoIncrement:false" io:""`
	Name    string `gorm:"size:20" io:""`
}

func lines(t *testing.T, body func(t *testing.T, d *desk.Desk, names func() string)) {
	t.Helper()
	desk.Each(t, []any{&Line{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Line]{})
		for _, l := range []Line{{1, 0, "a"}, {1, 1, "b"}, {2, 0, "c"}, {0, 1, "d"}, {0, 0, "e"}} {
			desk.Must(t, d.DB.Create(&l).Error)
		}
		body(t, d, func() string {
			var names []string
			desk.Must(t, d.DB.Model(&Line{}).Order("name").Pluck("name", &names).Error)
			return strings.Join(names, " ")
		})
	})
}

func TestTrap07_TextOfPeopleIsNeverSQL(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Tag{{Name: "red"}, {Name: "blue"}}).Error)
		for _, id := range []string{"1 OR 1=1", "id = 1", "1; DELETE FROM tags", "name = 'red'"} {
			for _, action := range []string{"edit", "delete", "undo"} {
				desk.Fails(t, d.Start("tags/"+action, id))
			}
			if _, err := d.TryOpen("tags/record", id); err == nil {
				t.Errorf("%q opens a record", id)
			}
		}
		for _, column := range []string{"name; DELETE FROM tags", "(SELECT 1)", "name desc"} {
			got := d.Open("tags", "").Ask("Tags", map[string]any{"sortColumn": column, "sortDirection": "asc"})
			if strings.Join(got.Keys(), " ") != "2 1" {
				t.Errorf("sorted by %q: %v %s", column, got.Keys(), got.Message)
			}
		}
		if n := count(d, &Tag{}); n != 2 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestTrap08_HalfAKeyNamesNoRow(t *testing.T) {
	lines(t, func(t *testing.T, d *desk.Desk, names func() string) {
		for _, id := range []string{"1", "1,", ",1", "1,1,1", "0"} {
			for _, action := range []string{"edit", "delete"} {
				desk.Fails(t, d.Start("lines/"+action, id))
			}
			if _, err := d.TryOpen("lines/record", id); err == nil {
				t.Errorf("%q opens a record", id)
			}
		}
		if names() != "a b c d e" {
			t.Errorf("left: %s", names())
		}
	})
}

func TestTrap09_EveryPartOfAKeyIsUsed(t *testing.T) {
	lines(t, func(t *testing.T, d *desk.Desk, names func() string) {
		for id, title := range map[string]string{"1,1": "Line 1 / 1", "2,0": "Line 2 / 0"} {
			if s := d.Open("lines/record", id); s.Layout.Title != title {
				t.Errorf("%s opens %q", id, s.Layout.Title)
			}
		}
		edit(d, "lines", "1,1", "Name", map[string]any{"Name": "bb"})
		if names() != "a bb c d e" {
			t.Errorf("after the edit: %s", names())
		}
	})
}

func TestTrap10_AZeroInAKeyIsAValue(t *testing.T) {
	lines(t, func(t *testing.T, d *desk.Desk, names func() string) {
		edit(d, "lines", "1,0", "Name", map[string]any{"Name": "z"})
		if names() != "b c d e z" {
			t.Errorf("after the edit: %s", names())
		}
		confirm(d, "lines/delete", "1,0", "Delete Line 1 / 0?")
		confirm(d, "lines/delete", "0,0", "Delete Line 0 / 0?")
		if names() != "b c d" {
			t.Errorf("after the deletes: %s", names())
		}
	})
}

// Place is embedded twice.
type Place struct {
	City string `gorm:"size:20" io:""`
}

// Parcel has two places whose fields have the same names.
type Parcel struct {
	ID   uint  `io:"readonly"`
	From Place `gorm:"embedded;embeddedPrefix:from_"`
	To   Place `gorm:"embedded;embeddedPrefix:to_"`
}

func TestTrap11_FieldsOfOneNameAreKeptApart(t *testing.T) {
	desk.Each(t, []any{&Parcel{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Parcel]{})
		desk.Must(t, d.DB.Create(&Parcel{From: Place{"Rome"}, To: Place{"Oslo"}}).Error)
		row := d.Open("parcels", "").Table("Parcels").Data[0].Data
		if row["from_city"] != "Rome" || row["to_city"] != "Oslo" {
			t.Errorf("the list has %v", row)
		}
	})
}

func TestTrap12_TablesAreCalledAsTheApplicationCallsThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		named := dbtest.ReplicaWith(t, db, &gorm.Config{
			Logger: logger.Discard, NamingStrategy: schema.NamingStrategy{TablePrefix: "app_", SingularTable: true},
		})
		desk.Must(t, named.AutoMigrate(&Tag{}))
		desk.Must(t, named.Create(&Tag{Name: "red"}).Error)
		d := desk.New(t, named)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Tag]{})
		edit(d, "tags", "1", "Name", map[string]any{"Name": "blue"})
		var name string
		desk.Must(t, named.Raw("SELECT name FROM app_tag").Scan(&name).Error)
		if name != "blue" {
			t.Errorf("the table has %q", name)
		}
	})
}

package autoactions_test

import (
	"context"
	"database/sql/driver"
	"strings"
	"testing"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Ledge holds books.
type Ledge struct {
	ID     uint   `io:"readonly"`
	Tenant uint   // not shown
	Place  string `gorm:"size:50" io:"search"`
	Secret string `gorm:"size:50"`
}

// Book is found by its number, its key, its title and the place of its shelf.
type Book struct {
	ID      uint   `io:"readonly;search"`
	Number  string `gorm:"size:20;uniqueIndex" io:"search"`
	Title   string `gorm:"size:50" io:"search"`
	LedgeID *uint  `io:""`
	Ledge   *Ledge `io:"search"`
}

func TestSearchReachesParentsWithinTheirScope(t *testing.T) {
	desk.Each(t, []any{&Ledge{}, &Book{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Ledge{{Tenant: 1, Place: "Cellar", Secret: "hidden"}, {Tenant: 2, Place: "Cellar of others"}}).Error)
		desk.Must(t, d.DB.Create(&[]Book{
			{Number: "A-1", Title: "Go 3", LedgeID: new(uint(1))}, {Number: "A-2", Title: "C", LedgeID: new(uint(2))},
			{Number: "A-21", Title: "The cellar"}, {Number: "3", Title: "Numbers"},
		}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Ledge]{
			Slug:  "ledges",
			Scope: func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant = 1"), nil },
			New:   func(context.Context) (Ledge, error) { return Ledge{Tenant: 1}, nil },
		})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Book]{DefaultSort: "id"})
		s := d.Open("books", "")
		for search, want := range map[string]string{
			"cellar":    "1 3", // never the shelf of others
			"others":    "",
			"hidden":    "", // not shown
			"cellar go": "1",
			"A-1":       "1",
			"A-":        "1 2 3",
			"A-2":       "2",   // the whole number, not A-21 as well
			"3":         "3 4", // a key and a number, not what contains them
			"03":        "",
			"4 ":        "4",
			"99":        "",
		} {
			if got := strings.Join(s.Ask("Books", map[string]any{"queryTerm": search}).Keys(), " "); got != want {
				t.Errorf("search for %q found %q, not %q", search, got, want)
			}
		}
	})
}

// Tome says at the key of its shelf what Book says at the shelf.
type Tome struct {
	ID      uint   `io:"readonly;search"`
	Title   string `gorm:"size:50" io:"search"`
	LedgeID *uint  `io:"search"`
	Ledge   *Ledge `gorm:"constraint:-" io:""`
}

func TestSearchOfAForeignKeyIsForWhatItLeadsTo(t *testing.T) {
	desk.Each(t, []any{&Ledge{}, &Tome{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Ledge{{Tenant: 1, Place: "Cellar"}, {Tenant: 2, Place: "Cellar of others"}}).Error)
		desk.Must(t, d.DB.Create(&[]Tome{
			{Title: "Go 2", LedgeID: new(uint(1))}, {Title: "C", LedgeID: new(uint(2))}, {Title: "The cellar"}, {Title: "D", LedgeID: new(uint(9))},
		}).Error)
		found := func(s *desk.Screen, typed string) string {
			return strings.Join(s.Ask("Tomes", map[string]any{"queryTerm": typed}).Keys(), " ")
		}
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Tome]{DefaultSort: "id"})
		alone := d.Open("tomes", "")
		for typed, want := range map[string]string{"9": "4", "cellar": "3", "go": "1"} {
			if got := found(alone, typed); got != want {
				t.Errorf("where nothing is known of shelves %q found %q, not %q", typed, got, want)
			}
		}
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Ledge]{
			Slug:  "ledges",
			Scope: func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant = 1"), nil },
			New:   func(context.Context) (Ledge, error) { return Ledge{Tenant: 1}, nil },
		})
		s := d.Open("tomes", "")
		for typed, want := range map[string]string{"cellar": "1 3", "others": "", "cellar go": "1", "9": "", "2": "2", "go 2": "1"} {
			if got := found(s, typed); got != want {
				t.Errorf("search for %q found %q, not %q", typed, got, want)
			}
		}
	})
}

// Chip is a UUID.
type Chip uuid.UUID

// Scan reads what the database has.
func (c *Chip) Scan(v any) error { return (*uuid.UUID)(c).Scan(v) }

// Value is the text of the key.
func (c Chip) Value() (driver.Value, error) { return uuid.UUID(c).String(), nil }

// GormDBDataType is the column's type.
func (Chip) GormDBDataType(*gorm.DB, *schema.Field) string { return "char(36)" }

// Keeper has a UUID and a name, and tells of its pets itself.
type Keeper struct {
	ID   Chip   `gorm:"primaryKey" io:"readonly"`
	Name string `gorm:"size:50" io:"search"`
	Pets []Pet  `io:""`
}

// Pet is searched at the key of its keeper.
type Pet struct {
	ID       uint   `io:"readonly"`
	Name     string `gorm:"size:50" io:"search"`
	KeeperID Chip   `io:"search"`
}

func TestSearchOfAUUIDIsForItsNameOrForAllOfIt(t *testing.T) {
	desk.Each(t, []any{&Keeper{}, &Pet{}}, func(t *testing.T, d *desk.Desk) {
		ada := "ada00000-d9cb-469f-a165-70867728950e"
		of := Chip(uuid.MustParse(ada))
		bo := Chip(uuid.MustParse("b0000000-d9cb-469f-a165-70867728950e"))
		desk.Must(t, d.DB.Create(&[]Keeper{{ID: of, Name: "Grace"}, {ID: bo, Name: "Bo"}}).Error)
		desk.Must(t, d.DB.Create(&[]Pet{{Name: "Rex", KeeperID: of}, {Name: "Adam", KeeperID: bo}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Pet]{DefaultSort: "id"})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Keeper]{})
		s := d.Open("pets", "")
		for typed, want := range map[string]string{"grace": "1", "rex grace": "1", "ada": "2", ada: "1", "bo": "2"} {
			if got := strings.Join(s.Ask("Pets", map[string]any{"queryTerm": typed}).Keys(), " "); got != want {
				t.Errorf("search for %q found %q, not %q", typed, got, want)
			}
		}
	})
}

func TestAFilterOfARelationIsByNameWithinItsScope(t *testing.T) {
	desk.Each(t, []any{&Ledge{}, &Volume{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Ledge{{Tenant: 1, Place: "Cellar", Secret: "hidden"}, {Tenant: 2, Place: "Cellar of others"}, {Tenant: 1, Place: "Attic"}}).Error)
		desk.Must(t, d.DB.Create(&[]Volume{{LedgeID: new(uint(1))}, {LedgeID: new(uint(2))}, {LedgeID: new(uint(3))}, {}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Ledge]{
			Slug:  "ledges",
			Scope: func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant = 1"), nil },
			New:   func(context.Context) (Ledge, error) { return Ledge{Tenant: 1}, nil },
		})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Volume]{DefaultSort: "id"})
		s := d.Open("volumes", "")
		for _, test := range []struct {
			op    string
			value any
			want  string
		}{
			{"contains", "ELL", "1"}, {"contains", "others", ""}, {"contains", "hidden", ""}, {"starts", "At", "3"},
			{"eq", "cellar", "1"}, {"eq", "cell", ""}, {"ne", "Cellar", "2 3 4"}, {"in", []any{"Cellar", "Attic"}, "1 3"},
			{"null", nil, "4"}, {"notnull", nil, "1 2 3"}, {"contains", "%", ""},
		} {
			got := s.Ask("Volumes", map[string]any{"filters": []any{map[string]any{"column": "ledge_id", "op": test.op, "value": test.value}}})
			if keys := strings.Join(got.Keys(), " "); keys != test.want || got.Message != "" {
				t.Errorf("%s %v found %q, not %q %s", test.op, test.value, keys, test.want, got.Message)
			}
		}
	})
}

// Volume is filtered by what its shelf is called.
type Volume struct {
	ID      uint  `io:"readonly"`
	LedgeID *uint `io:"label:Ledge;filter"`
	Ledge   *Ledge
}

package autoactions_test

import (
	"context"
	"strings"
	"testing"

	"gorm.io/gorm"

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

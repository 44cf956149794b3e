package autoactions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Depot is deleted with all that hangs on it.
type Depot struct {
	ID       uint `io:"readonly"`
	TenantID uint
	Name     string  `gorm:"size:50" io:"search" validate:"required"`
	Crates   []Crate `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
	Visits   []Visit `gorm:"constraint:OnDelete:SET NULL" validate:"-"`
	Marks    []Mark  `gorm:"many2many:depot_marks" io:"" validate:"-"`
}

// Crate goes with its depot, and its parts with it.
type Crate struct {
	ID       uint `io:"readonly"`
	TenantID uint
	DepotID  uint   `io:""`
	Name     string `gorm:"size:50" io:"search"`
	Hidden   []byte
	Parts    []Part `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
}

// Part is only marked as deleted, except where it goes with its crate.
type Part struct {
	ID        uint `io:"readonly"`
	CrateID   uint
	Name      string `gorm:"size:50" io:"search"`
	DeletedAt gorm.DeletedAt
}

// Visit stays when the depot is gone.
type Visit struct {
	ID      uint `io:"readonly"`
	DepotID *uint
	Guest   string `gorm:"size:50" io:"search"`
}

// Mark is linked with depots.
type Mark struct {
	ID   uint   `io:"readonly"`
	Name string `gorm:"size:50" io:"search"`
}

// DepotMark links a depot, with a column of its own.
type DepotMark struct {
	DepotID, MarkID uint `gorm:"primaryKey"`
	Since           time.Time
}

// Seal is shown nowhere, and says by itself that it goes with its depot.
type Seal struct {
	ID      uint
	DepotID uint
	Depot   *Depot `gorm:"constraint:OnDelete:CASCADE"`
	Code    string `gorm:"size:50"`
}

var depotTables = []any{&Depot{}, &Crate{}, &Part{}, &Visit{}, &Mark{}, &DepotMark{}, &Seal{}}

// depots puts one tenant's registry over two depots with all that hangs on them.
func depots(t *testing.T, d *desk.Desk, more func(own *desk.Desk)) *desk.Desk {
	t.Helper()
	own := desk.New(t, d.DB)
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Depot]{
		Scope: tenant(1), New: func(context.Context) (Depot, error) { return Depot{TenantID: 1}, nil },
	})
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Crate]{Scope: tenant(1)})
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Visit]{})
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Mark]{})
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Seal]{AllFields: true})
	if more != nil {
		more(own)
	}
	return own
}

func eachDepots(t *testing.T, body func(t *testing.T, d *desk.Desk)) {
	desk.Each(t, nil, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.SetupJoinTable(&Depot{}, "Marks", &DepotMark{}))
		desk.Must(t, d.DB.AutoMigrate(depotTables...))
		for _, rows := range []any{
			&[]Mark{{Name: "dry"}, {Name: "cold"}},
			&[]Depot{{TenantID: 1, Name: "North"}, {TenantID: 1, Name: "South"}},
			&[]DepotMark{{1, 1, moment}, {1, 2, moment.Add(time.Hour)}, {2, 1, moment}},
			&[]Crate{{TenantID: 1, DepotID: 1, Name: "a", Hidden: []byte{0, 255}}, {TenantID: 1, DepotID: 1, Name: "b"}, {TenantID: 1, DepotID: 2, Name: "c"}},
			&[]Part{{CrateID: 1, Name: "bolt"}, {CrateID: 1, Name: "nut", DeletedAt: gorm.DeletedAt{Time: moment, Valid: true}}, {CrateID: 3, Name: "rod"}},
			&[]Visit{{DepotID: new(uint(1)), Guest: "Ada"}, {DepotID: new(uint(2)), Guest: "Ben"}},
			&[]Seal{{DepotID: 1, Code: "x"}, {DepotID: 2, Code: "y"}},
		} {
			desk.Must(t, d.DB.Create(rows).Error)
		}
		body(t, d)
	})
}

// everything is what all tables hold, as text.
func everything(t *testing.T, db *gorm.DB) string {
	t.Helper()
	text := ""
	for _, table := range depotTables {
		var rows []map[string]any
		desk.Must(t, db.Model(table).Unscoped().Find(&rows).Error)
		lines := make([]string, len(rows))
		for i, row := range rows {
			for name, v := range row {
				if at, ok := v.(time.Time); ok {
					row[name] = at.UTC()
				}
			}
			line, err := json.Marshal(row)
			desk.Must(t, err)
			lines[i] = string(line)
		}
		slices.Sort(lines)
		text += fmt.Sprintf("%T %s\n", table, strings.Join(lines, "\n"))
	}
	return text
}

// audited lists what is recorded of records, as "model key verb".
func audited(t *testing.T, db *gorm.DB) []string {
	t.Helper()
	var said []string
	for _, of := range []string{"depots 1", "crates 1", "crates 2", "parts 1", "parts 2", "visits 1", "seals 1"} {
		model, key, _ := strings.Cut(of, " ")
		history, err := stagedoor.RecordHistory(t.Context(), db, model, key, 10)
		desk.Must(t, err)
		for _, change := range slices.Backward(history) {
			said = append(said, of+" "+change.Verb)
		}
	}
	return said
}

func help(t *testing.T, question *stagedoortest.Screen) string {
	t.Helper()
	var props struct{ HelpText string }
	question.Props(&props)
	return props.HelpText
}

func TestWhatGoesWithARecordIsToldAuditedAndComesBack(t *testing.T) {
	eachDepots(t, func(t *testing.T, d *desk.Desk) {
		own := depots(t, d, nil)
		before := everything(t, d.DB)
		run := own.Start("depots/delete", "1")
		question := run.Expect("Delete North?")
		for _, part := range []string{"2 crates are deleted with it.", "2 parts are deleted with it.", "1 seal is deleted with it.", "1 visit stays, without it.", "It can be undone for 7 days."} {
			if said := help(t, question); !strings.Contains(said, part) {
				t.Errorf("%q does not say %q", said, part)
			}
		}
		question.Answer(true)
		desk.Ends(t, run)
		left := everything(t, d.DB)
		for _, gone := range []string{`"North"`, `"bolt"`, `"nut"`, `"x"`} {
			if strings.Contains(left, gone) {
				t.Errorf("%s is still there:\n%s", gone, left)
			}
		}
		if got, want := strings.Join(audited(t, d.DB), ", "), "depots 1 delete, crates 1 delete, crates 2 delete, parts 1 delete, parts 2 delete, visits 1 edit, seals 1 delete"; got != want {
			t.Errorf("recorded %s\nnot      %s", got, want)
		}
		run = own.Start("depots/undo", own.Open("depots/deleted", "").Table("Deleted depots").Data[0].Key)
		question = run.Expect("Undo this delete of North?")
		var props struct {
			Changes []struct{ Label, After string }
		}
		question.Props(&props)
		if len(props.Changes) != 6 {
			t.Errorf("says that %+v comes back", props.Changes)
		}
		question.Answer(true)
		desk.Ends(t, run)
		if now := everything(t, d.DB); now != before {
			t.Errorf("came back as\n%s\nnot\n%s", now, before)
		}
		if n := len(audited(t, d.DB)); n != 14 {
			t.Errorf("%d changes are recorded: %v", n, audited(t, d.DB))
		}
	})
}

func TestNothingOfAnotherTenantGoesWithARecord(t *testing.T) {
	for name, hang := range map[string]any{
		"a row":        &Crate{TenantID: 2, DepotID: 1, Name: "theirs"},
		"a row of one": &Part{CrateID: 1, Name: "theirs"},
	} {
		t.Run(name, func(t *testing.T) {
			eachDepots(t, func(t *testing.T, d *desk.Desk) {
				own := depots(t, d, func(own *desk.Desk) {
					autoactions.Register(own.Reg, own.DB, autoactions.Model[Part]{Slug: "pieces", Scope: func(_ context.Context, db *gorm.DB) (*gorm.DB, error) {
						return db.Where("name <> ?", "theirs"), nil
					}})
				})
				late := own.Start("depots/delete", "1")
				question := late.Expect("Delete North?")
				desk.Must(t, d.DB.Create(hang).Error)
				before := everything(t, d.DB)
				question.Answer(true)
				for _, said := range []string{desk.Fails(t, late), desk.Fails(t, own.Start("depots/delete", "1"))} {
					if said != "North cannot be deleted. A record that this refers to, or that refers to this, stands in the way." {
						t.Errorf("said %q", said)
					}
				}
				if now := everything(t, d.DB); now != before || len(audited(t, d.DB)) > 0 {
					t.Errorf("something was done:\n%s\n%v", now, audited(t, d.DB))
				}
			})
		})
	}
}

func TestWhatOthersDeleteDoesNotGoWithARecord(t *testing.T) {
	eachDepots(t, func(t *testing.T, d *desk.Desk) {
		own := depots(t, d, func(own *desk.Desk) {
			autoactions.Register(own.Reg, own.DB, autoactions.Model[Part]{Slug: "pieces", Access: autoactions.Access{Parts: map[string][]string{"delete": {"fitters"}}}})
		})
		if said := desk.Fails(t, own.As("ben").Start("depots/delete", "1")); !strings.HasPrefix(said, "North cannot be deleted.") {
			t.Errorf("said %q", said)
		}
		run := own.As("ada", "fitters").Start("depots/delete", "1")
		run.Expect("Delete North?").Answer(true)
		desk.Ends(t, run)
	})
}

func TestACreateIsNotUndoneWithWhatCameSince(t *testing.T) {
	eachDepots(t, func(t *testing.T, d *desk.Desk) {
		own := depots(t, d, nil)
		run := own.Start("depots/create", "")
		run.Expect("Name").Choose("Review", map[string]any{"Name": "East", "Marks": []string{}})
		run.Expect("Changes").Choose("Create depot")
		desk.Ends(t, run)
		id := undoable(own, "depots/record", "3")
		crate := Crate{TenantID: 1, DepotID: 3, Name: "since"}
		desk.Must(t, d.DB.Create(&crate).Error)
		if said := desk.Fails(t, own.Start("depots/undo", id)); said != "This cannot be undone: 1 crate was added to East since." {
			t.Errorf("said %q", said)
		}
		desk.Must(t, d.DB.Delete(&crate).Error)
		run = own.Start("depots/undo", id)
		run.Expect("Undo this create of East?").Answer(true)
		desk.Ends(t, run)
	})
}

// A pool of one connection has none left for a statement beside the database transaction
// that deletes.
func TestDeletingALinkedRecordNeedsOneConnection(t *testing.T) {
	eachDepots(t, func(t *testing.T, d *desk.Desk) {
		own := depots(t, d, nil)
		pool, err := d.DB.DB()
		desk.Must(t, err)
		pool.SetMaxOpenConns(1)
		run := own.Start("depots/delete", "1")
		run.Expect("Delete North?").Answer(true)
		desk.Ends(t, run)
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "depots", "1", 1)
		desk.Must(t, err)
		if got := fmt.Sprint(history[0].Before["marks"]); got != "[cold dry]" {
			t.Errorf("the audit says that it was linked with %s", got)
		}
	})
}

package autoactions_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// discount takes some cents off a charge and writes so into the customer's name. It
// leaves the writing to the panel.
func discount() autoactions.RowAction[Charge] {
	return autoactions.RowAction[Charge]{
		Slug: "discount",
		When: func(c Charge) bool { return c.Status == "paid" },
		Ask: func(ctx context.Context, c *Charge) (autoactions.EachRow[Charge], error) {
			cents, err := io.Money("Discount", "EUR").Get(ctx)
			return func(_ context.Context, tx *gorm.DB, c *Charge) error {
				if cents > c.Cents {
					return stagedoor.Fail("A discount is at most what the charge is.")
				}
				if err := tx.Model(&Charge{}).Where("id = ?", c.ID).Update("cents", c.Cents-cents).Error; err != nil {
					return err
				}
				return tx.Model(&Person{}).Where("id = ?", c.PersonID).Update("name", "Ada (discount)").Error
			}, err
		},
	}
}

func withDiscount(t *testing.T, d *desk.Desk, dry bool) {
	t.Helper()
	who := uint(1)
	desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "ada@example.com"}).Error)
	desk.Must(t, d.DB.Create(&[]Charge{{Title: "Coat", Cents: 1000, Status: "paid", PersonID: &who}, {Title: "Hat", Cents: 500, Status: "failed"}}).Error)
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Actions: []autoactions.RowAction[Charge]{discount()}, DryRun: dry})
}

func centsOf(t *testing.T, d *desk.Desk, id uint) int64 {
	t.Helper()
	var c Charge
	desk.Must(t, d.DB.Unscoped().First(&c, "id = ?", id).Error)
	return c.Cents
}

// onScreen is everything that a screen says.
func onScreen(t *testing.T, s *stagedoortest.Screen) string {
	t.Helper()
	b, err := json.Marshal(s.Call())
	desk.Must(t, err)
	return string(b)
}

func TestAVerbThatAsksIsTriedShownAndThenDoneExactlySo(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		withDiscount(t, d, false)
		run := d.Start("charges/discount", "1")
		run.Expect("Discount").Answer(100)
		review := run.Expect("What this changes")
		if said := onScreen(t, review); !strings.Contains(said, "Amount") || !strings.Contains(said, "9.00 EUR") || !strings.Contains(said, "Ada (discount)") {
			t.Errorf("review: %s", said)
		}
		if got := centsOf(t, d, 1); got != 1000 {
			t.Errorf("written before anybody said so: %d", got)
		}
		// Somebody changes the row while the review is on the screen.
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 1").UpdateColumn("cents", 700).Error)
		review.Choose("Discount")
		again := run.Expect("Something was changed meanwhile, and nothing was done yet: look again.")
		if said := onScreen(t, again); !strings.Contains(said, "6.00 EUR") {
			t.Errorf("second review: %s", said)
		}
		again.Choose("Discount")
		desk.Ends(t, run)
		if got := centsOf(t, d, 1); got != 600 {
			t.Errorf("%d cents", got)
		}
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "charges", "1", 10)
		if err != nil || len(history) != 1 || history[0].Verb != "discount" || history[0].Before["cents"] != float64(700) && history[0].Before["cents"] != int64(700) {
			t.Errorf("history %+v, %v", history, err)
		}
		run = d.Start("charges/discount", "1")
		run.Expect("Discount").Answer(100_000)
		if said := desk.Fails(t, run); said != "A discount is at most what the charge is." {
			t.Errorf("refused with %q", said)
		}
	})
}

func TestBulkWorkIsTriedWhereTheModelAsksForIt(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		withDiscount(t, d, true)
		run := d.StartWith("charges/bulk/edit", map[string]any{"rows": `{"keys":["1","2"]}`})
		run.Expect("Fields to change").Answer([]any{map[string]any{"label": "Title", "value": option(t, run, "Title")}})
		form := run.Expect("New values for all selected charges")
		form.Choose("Review", desk.Filled(form, map[string]any{"Title": "Boots"}))
		review := run.Expect("What this changes")
		if said := onScreen(t, review); !strings.Contains(said, "Coat: Title") || strings.Contains(said, "Charge 1") || !strings.Contains(said, "Hat") || !strings.Contains(said, "Boots") {
			t.Errorf("review: %s", said)
		}
		if got := titles(t, d); got != "1:Coat 2:Hat" {
			t.Errorf("written before anybody said so: %s", got)
		}
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 2").UpdateColumn("title", "Cap").Error)
		review.Choose("Edit selected: 2 charges")
		again := run.Expect("Something was changed meanwhile, and nothing was done yet: look again.")
		if said := onScreen(t, again); !strings.Contains(said, "Cap") {
			t.Errorf("second review: %s", said)
		}
		again.Choose("Edit selected: 2 charges")
		if got := outcome(t, run); got != "map[done:2 refused:0 unchanged:0]" {
			t.Errorf("outcome %s", got)
		}
		if got := titles(t, d); got != "1:Boots 2:Boots" {
			t.Errorf("titles %s", got)
		}
	})
}

// stamp is done to what is paid and not "Hat".
func stamp() autoactions.BulkAction[Charge] {
	return autoactions.BulkAction[Charge]{Slug: "stamp", Each: func(_ context.Context, tx *gorm.DB, c *Charge) error {
		if c.Title == "Hat" {
			return errors.Join(tx.Model(c).Update("flag", true).Error, stagedoor.Fail("Hats are not stamped."))
		}
		return tx.Model(c).Update("flag", true).Error
	}}
}

func TestWhatABulkTrialRefusesIsSaidBeforeItIsDone(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Charge{{Title: "Coat"}, {Title: "Hat"}, {Title: "Scarf"}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{DryRun: true, BulkActions: []autoactions.BulkAction[Charge]{stamp()}})
		run := d.StartWith("charges/bulk/stamp", map[string]any{"rows": `{"keys":["1","2","3"]}`})
		review := run.Expect("1 charge would be refused")
		if said := onScreen(t, review); !strings.Contains(said, "Hats are not stamped.") || strings.Contains(said, "3 charges") {
			t.Errorf("review: %s", said)
		}
		var report struct {
			Data []struct{ Data map[string]any }
		}
		desk.Must(t, desk.Props(part(t, review, "Report"), &report))
		if len(report.Data) != 1 || report.Data[0].Data["title"] != "Hat" {
			t.Errorf("left out: %+v", report.Data)
		}
		review.Choose("Stamp: 2 charges")
		if got := outcome(t, run); got != "map[done:2 refused:1 unchanged:0]" {
			t.Errorf("outcome %s", got)
		}
		run = d.StartWith("charges/bulk/stamp", map[string]any{"rows": `{"keys":["2"]}`})
		if buttons := run.Expect("1 charge would be refused").Call().ChoiceButtons; len(buttons) != 1 || buttons[0].Label != "Change nothing" {
			t.Errorf("nothing to do, and the buttons %+v", buttons)
		}
		run.Cancel()
	})
}

// part is the part of a screen with a label.
func part(t *testing.T, s *stagedoortest.Screen, label string) protocol.Component {
	t.Helper()
	for _, c := range s.Call().ToRender {
		if c.Label == label {
			return c
		}
	}
	t.Fatalf("nothing on the screen is called %q", label)
	return protocol.Component{}
}

// moveHouse writes people of several houses: some are seen by everybody's Scope below,
// some are not, and two go from one side to the other.
func moveHouse() autoactions.RowAction[Charge] {
	return autoactions.RowAction[Charge]{Slug: "move", Ask: func(context.Context, *Charge) (autoactions.EachRow[Charge], error) {
		return func(_ context.Context, tx *gorm.DB, _ *Charge) error {
			set := func(id uint, column, text string) error { return tx.Model(&Person{ID: id}).Update(column, text).Error }
			return errors.Join(
				set(1, "name", "Ada L"), tx.Delete(&Person{ID: 2}).Error, tx.Create(&Person{Name: "Dan", Email: "dan@own"}).Error,
				set(4, "name", "SECRET new"), tx.Delete(&Person{ID: 5}).Error, tx.Create(&Person{Name: "SECRET made", Email: "x@other"}).Error,
				set(6, "email", "came@own"), tx.Model(&Person{ID: 3}).Updates(&Person{Name: "SECRET left", Email: "left@other"}).Error,
			)
		}, nil
	}}
}

func TestATrialShowsRelatedRowsWithinTheScopeAndCountsTheOthers(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Person{
			{Name: "Ada", Email: "ada@own"}, {Name: "Bob", Email: "bob@own"}, {Name: "Cy", Email: "cy@own"},
			{Name: "SECRET 1", Email: "1@other"}, {Name: "SECRET 2", Email: "2@other"}, {Name: "SECRET 3", Email: "3@other"},
		}).Error)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat"}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{
			Title: func(p Person) string { return "Dr " + p.Name },
			Scope: func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("email LIKE ?", "%@own"), nil },
		})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Actions: []autoactions.RowAction[Charge]{moveHouse()}})
		run := d.Start("charges/move", "1")
		review := run.Expect("What this changes")
		var shown changes
		desk.Must(t, desk.Props(part(t, review, "What this changes"), &shown))
		var said []string
		for _, row := range shown.Rows {
			said = append(said, fmt.Sprintf("%s: %v>%v", row.Label, row.Before, row.After))
		}
		want := "Person Dr Ada: Name: Ada>Ada L; Person Dr Bob: There>Deleted; Person Dr Dan: <nil>>New; Person Dr Dan: Email: <nil>>dan@own; " +
			"Person Dr Dan: Name: <nil>>Dan; People: <nil>>1 new row, 3 rows changed, 1 row removed"
		if got := strings.Join(said, "; "); got != want {
			t.Errorf("shown: %s", got)
		}
		if raw := onScreen(t, review); strings.Contains(raw, "SECRET") {
			t.Errorf("tells of others: %s", raw)
		}
		review.Choose("Move")
		desk.Ends(t, run)
	})
}

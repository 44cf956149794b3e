package autoactions_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// Item has no version and no time of change: only its values tell states apart.
type Item struct {
	ID     uint       `io:"readonly"`
	Name   string     `gorm:"size:50" io:"search" validate:"required"`
	Price  int64      `io:"unit:cents;currency:EUR"`
	Note   *string    `gorm:"size:50" io:""`
	Weight *float64   `io:""`
	Ratio  float32    `gorm:"type:float" io:""`
	Made   *time.Time `io:""`
	Secret string     `gorm:"size:50"`
}

func items(t *testing.T, d *desk) {
	t.Helper()
	autoactions.Register(d.reg, d.db, autoactions.Model[Item]{})
	made := moment.Add(123456 * time.Microsecond)
	must(t, d.db.Create(&Item{Name: "Coat", Price: 12000, Weight: new(0.1), Ratio: 0.3, Made: &made, Secret: "s3"}).Error)
}

func (d *desk) item() Item {
	d.t.Helper()
	var row Item
	must(d.t, d.db.First(&row, "id = ?", 1).Error)
	return row
}

// answers are what the form of the item holds, with some of it changed.
func answers(form *stagedoortest.Screen, change map[string]any) map[string]any {
	filled := map[string]any{}
	for _, c := range form.Call().ToRender {
		var props struct{ DefaultValue json.RawMessage }
		if json.Unmarshal(c.Props, &props) == nil && len(props.DefaultValue) > 0 {
			filled[c.Label] = props.DefaultValue
		}
	}
	for label, v := range change {
		filled[label] = v
	}
	return filled
}

// changes are the rows of a difference on the screen.
type changes struct {
	Rows []struct {
		Label                 string
		Before, After, Theirs any
	}
}

func difference(t *testing.T, s *stagedoortest.Screen) string {
	t.Helper()
	var c changes
	s.Props(&c)
	var out []string
	for _, row := range c.Rows {
		line := fmt.Sprintf("%s: %v → %v", row.Label, row.Before, row.After)
		if row.Theirs != nil {
			line += fmt.Sprintf(" (theirs %v)", row.Theirs)
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

func TestEditShowsTheDifferenceBeforeItWrites(t *testing.T) {
	each(t, []any{&Item{}}, func(t *testing.T, d *desk) {
		items(t, d)
		before := d.item()
		run := d.start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", answers(form, map[string]any{"Name": "Cloak", "Price": 9500}))
		review := run.Expect("Changes")
		if got := difference(t, review); got != "Name: Coat → Cloak; Price: 12000 → 9500" {
			t.Errorf("difference %q", got)
		}
		if d.item().Name != "Coat" {
			t.Error("written before it was reviewed")
		}
		review.Choose("Keep editing")
		form = run.Expect("Edit Coat")
		form.Choose("Review changes", answers(form, map[string]any{"Note": "warm"}))
		run.Expect("Changes").Choose("Save 3 changes")
		ends(t, run)
		got := d.item()
		if got.Name != "Cloak" || got.Price != 9500 || *got.Note != "warm" || got.Secret != "s3" {
			t.Errorf("wrote %+v", got)
		}
		if *got.Weight != *before.Weight || got.Ratio != before.Ratio || !got.Made.Equal(*before.Made) {
			t.Errorf("changed what the person had not: %+v", got)
		}
	})
}

func TestEditOfNothingWritesNothing(t *testing.T) {
	each(t, []any{&Item{}}, func(t *testing.T, d *desk) {
		items(t, d)
		run := d.start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", answers(form, nil))
		ends(t, run)
		if len(run.Logs()) != 1 {
			t.Errorf("logs %v", run.Logs())
		}
	})
}

func TestEditEmptiesWhatMayBeEmpty(t *testing.T) {
	each(t, []any{&Item{}}, func(t *testing.T, d *desk) {
		items(t, d)
		must(t, d.db.Model(&Item{}).Where("id = 1").Update("note", "warm").Error)
		run := d.start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", answers(form, map[string]any{"Note": nil, "Weight": nil, "Price": 0}))
		run.Expect("Changes").Choose("Save 3 changes")
		ends(t, run)
		if got := d.item(); got.Note != nil || got.Weight != nil || got.Price != 0 {
			t.Errorf("wrote %+v", got)
		}
	})
}

func TestTwoPeopleEditOneRecord(t *testing.T) {
	each(t, []any{&Item{}}, func(t *testing.T, d *desk) {
		items(t, d)
		ada := d.startAs("items/edit", "1", "ada1", "Ada")
		ben := d.startAs("items/edit", "1", "ben1", "Ben")
		adas, bens := ada.Expect("Edit Coat"), ben.Expect("Edit Coat")

		bens.Choose("Review changes", answers(bens, map[string]any{"Price": 11000, "Note": "wool"}))
		ben.Expect("Changes").Choose("Save 2 changes")
		ends(t, ben)

		adas.Choose("Review changes", answers(adas, map[string]any{"Price": 9500, "Name": "Cloak"}))
		ada.Expect("Changes").Choose("Save 2 changes")
		both := ada.Expect("Ben changed this item meanwhile")
		both = ada.Expect("Changes")
		if got := difference(t, both); got != "Price: 12000 → 9500 (theirs 11000)" {
			t.Errorf("both changed %q", got)
		}
		if got := d.item(); got.Price != 11000 || *got.Note != "wool" || got.Name != "Coat" {
			t.Errorf("a lost race wrote %+v", got)
		}
		both.Choose("Continue", map[string]any{"Price": "Yours: 95.00 EUR"})

		review := ada.Expect("Changed by somebody else meanwhile, and kept")
		if got := difference(t, review); got != "Note: <nil> → wool" {
			t.Errorf("kept of theirs %q", got)
		}
		review = ada.Expect("Changes")
		if got := difference(t, review); got != "Name: Coat → Cloak; Price: 11000 → 9500" {
			t.Errorf("what is left to save %q", got)
		}

		// Carl is faster once more: the same check comes again.
		must(t, d.db.Model(&Item{}).Where("id = 1").Update("price", 10500).Error)
		review.Choose("Save merged")
		again := ada.Expect("Changes")
		if got := difference(t, again); got != "Price: 11000 → 9500 (theirs 10500)" {
			t.Errorf("second conflict %q", got)
		}
		again.Choose("Continue", map[string]any{"Price": "Theirs: 105.00 EUR"})
		ada.Expect("Changes").Choose("Save merged")
		ends(t, ada)
		if got := d.item(); got.Name != "Cloak" || got.Price != 10500 || *got.Note != "wool" {
			t.Errorf("ended with %+v", got)
		}
	})
}

func TestRecordDeletedWhileItWasEdited(t *testing.T) {
	each(t, []any{&Item{}}, func(t *testing.T, d *desk) {
		items(t, d)
		run := d.start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", answers(form, map[string]any{"Name": "Long work"}))
		review := run.Expect("Changes")
		must(t, d.db.Delete(&Item{}, "id = ?", 1).Error)
		review.Choose("Save 1 change")
		kept := run.Expect("Changes")
		if got := difference(t, kept); got != "Name: Coat → Long work" {
			t.Errorf("what was typed is shown as %q", got)
		}
		kept.Choose("Close")
		fails(t, run)
		if count[Item](t, d) != 0 {
			t.Error("the record came back")
		}
	})
}

// Counted has a version that others change without changing what is shown.
type Counted struct {
	ID      uint   `io:"readonly"`
	Name    string `gorm:"size:50" io:""`
	Hidden  string `gorm:"size:50"`
	Version int
}

func TestVersionCountsAndRebases(t *testing.T) {
	each(t, []any{&Counted{}}, func(t *testing.T, d *desk) {
		autoactions.Register(d.reg, d.db, autoactions.Model[Counted]{})
		must(t, d.db.Create(&Counted{Name: "one", Version: 4}).Error)
		run := d.start("counteds/edit", "1")
		form := run.Expect("Name")
		must(t, d.db.Model(&Counted{}).Where("id = 1").Updates(map[string]any{"hidden": "x", "version": 5}).Error)
		form.Choose("Review changes", "two")
		run.Expect("Changes").Choose("Save 1 change")
		run.Expect("Changes").Choose("Save 1 change") // asked again, on the new state
		ends(t, run)
		var row Counted
		must(t, d.db.First(&row).Error)
		if row.Name != "two" || row.Hidden != "x" || row.Version != 6 {
			t.Errorf("ended with %+v", row)
		}
	})
}

// What the database rounds to the value it had already is no conflict, although
// MySQL counts no row then.
func TestSavingWhatRoundsToTheSame(t *testing.T) {
	each(t, []any{&Rounded{}}, func(t *testing.T, d *desk) {
		autoactions.Register(d.reg, d.db, autoactions.Model[Rounded]{})
		must(t, d.db.Create(&Rounded{Price: "1.50"}).Error)
		run := d.start("roundeds/edit", "1")
		form := run.Expect("Price")
		form.Choose("Review changes", "1.5000")
		run.Expect("Changes").Choose("Save 1 change")
		ends(t, run)
	})
}

// Rounded keeps two decimal places.
type Rounded struct {
	ID    uint   `io:"readonly"`
	Price string `gorm:"type:decimal(10,2)" io:""`
}

func TestForeignKeysArePickedByName(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		register(d)
		must(t, d.db.Create(&[]Person{{Name: "Ada", Email: "a@example.com"}, {Name: "Ben", Email: "b@example.com"}}).Error)
		must(t, d.db.Create(&Charge{Title: "Coat", PersonID: new(uint(1)), CreatedAt: moment}).Error)
		run := d.start("charges/edit", "1")
		form := run.Expect("Customer")
		form = form.State(map[string]any{"queryTerm": "be"})
		form.Choose("Review changes", answers(form, map[string]any{"Customer": "Ben"}))
		review := run.Expect("Changes")
		if got := difference(t, review); got != "Customer: Ada → Ben" {
			t.Errorf("difference %q", got)
		}
		review.Choose("Save 1 change")
		ends(t, run)
		var c Charge
		must(t, d.db.First(&c).Error)
		if c.PersonID == nil || *c.PersonID != 2 || !c.CreatedAt.Equal(moment) || !c.UpdatedAt.After(moment) {
			t.Errorf("wrote %+v", c)
		}
	})
}

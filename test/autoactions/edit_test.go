package autoactions_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
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

func items(t *testing.T, d *desk.Desk) {
	t.Helper()
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Item]{})
	made := moment.Add(123456 * time.Microsecond)
	desk.Must(t, d.DB.Create(&Item{Name: "Coat", Price: 12000, Weight: new(0.1), Ratio: 0.3, Made: &made, Secret: "s3"}).Error)
}

func item(d *desk.Desk) Item {
	d.T.Helper()
	var row Item
	desk.Must(d.T, d.DB.First(&row, "id = ?", 1).Error)
	return row
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
	desk.Each(t, []any{&Item{}}, func(t *testing.T, d *desk.Desk) {
		items(t, d)
		before := item(d)
		run := d.Start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Name": "Cloak", "Price": 9500}))
		review := run.Expect("Changes")
		if got := difference(t, review); got != "Name: Coat → Cloak; Price: 12000 → 9500" {
			t.Errorf("difference %q", got)
		}
		if item(d).Name != "Coat" {
			t.Error("written before it was reviewed")
		}
		review.Choose("Keep editing")
		form = run.Expect("Edit Coat")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Note": "warm"}))
		run.Expect("Changes").Choose("Save 3 changes")
		desk.Ends(t, run)
		got := item(d)
		if got.Name != "Cloak" || got.Price != 9500 || *got.Note != "warm" || got.Secret != "s3" {
			t.Errorf("wrote %+v", got)
		}
		if *got.Weight != *before.Weight || got.Ratio != before.Ratio || !got.Made.Equal(*before.Made) {
			t.Errorf("changed what the person had not: %+v", got)
		}
	})
}

func TestEditOfNothingWritesNothing(t *testing.T) {
	desk.Each(t, []any{&Item{}}, func(t *testing.T, d *desk.Desk) {
		items(t, d)
		run := d.Start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", desk.Filled(form, nil))
		desk.Ends(t, run)
		if len(run.Logs()) != 1 {
			t.Errorf("logs %v", run.Logs())
		}
	})
}

func TestEditEmptiesWhatMayBeEmpty(t *testing.T) {
	desk.Each(t, []any{&Item{}}, func(t *testing.T, d *desk.Desk) {
		items(t, d)
		desk.Must(t, d.DB.Model(&Item{}).Where("id = 1").Update("note", "warm").Error)
		run := d.Start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Note": nil, "Weight": nil, "Price": 0}))
		run.Expect("Changes").Choose("Save 3 changes")
		desk.Ends(t, run)
		if got := item(d); got.Note != nil || got.Weight != nil || got.Price != 0 {
			t.Errorf("wrote %+v", got)
		}
	})
}

func TestTwoPeopleEditOneRecord(t *testing.T) {
	desk.Each(t, []any{&Item{}}, func(t *testing.T, d *desk.Desk) {
		items(t, d)
		ada := d.StartAs("items/edit", "1", "ada1", "Ada")
		ben := d.StartAs("items/edit", "1", "ben1", "Ben")
		adas, bens := ada.Expect("Edit Coat"), ben.Expect("Edit Coat")

		bens.Choose("Review changes", desk.Filled(bens, map[string]any{"Price": 11000, "Note": "wool"}))
		ben.Expect("Changes").Choose("Save 2 changes")
		desk.Ends(t, ben)

		adas.Choose("Review changes", desk.Filled(adas, map[string]any{"Price": 9500, "Name": "Cloak"}))
		ada.Expect("Changes").Choose("Save 2 changes")
		ada.Expect("Ben changed this item meanwhile")
		both := ada.Expect("Changes")
		if got := difference(t, both); got != "Price: 12000 → 9500 (theirs 11000)" {
			t.Errorf("both changed %q", got)
		}
		if got := item(d); got.Price != 11000 || *got.Note != "wool" || got.Name != "Coat" {
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
		desk.Must(t, d.DB.Model(&Item{}).Where("id = 1").Update("price", 10500).Error)
		review.Choose("Save merged")
		again := ada.Expect("Changes")
		if got := difference(t, again); got != "Price: 11000 → 9500 (theirs 10500)" {
			t.Errorf("second conflict %q", got)
		}
		again.Choose("Continue", map[string]any{"Price": "Theirs: 105.00 EUR"})
		ada.Expect("Changes").Choose("Save merged")
		desk.Ends(t, ada)
		if got := item(d); got.Name != "Cloak" || got.Price != 10500 || *got.Note != "wool" {
			t.Errorf("ended with %+v", got)
		}
	})
}

func TestRecordDeletedWhileItWasEdited(t *testing.T) {
	desk.Each(t, []any{&Item{}}, func(t *testing.T, d *desk.Desk) {
		items(t, d)
		run := d.Start("items/edit", "1")
		form := run.Expect("Edit Coat")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Name": "Long work"}))
		review := run.Expect("Changes")
		desk.Must(t, d.DB.Delete(&Item{}, "id = ?", 1).Error)
		review.Choose("Save 1 change")
		kept := run.Expect("Changes")
		if got := difference(t, kept); got != "Name: Coat → Long work" {
			t.Errorf("what was typed is shown as %q", got)
		}
		kept.Choose("Close")
		desk.Fails(t, run)
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
	desk.Each(t, []any{&Counted{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Counted]{})
		desk.Must(t, d.DB.Create(&Counted{Name: "one", Version: 4}).Error)
		run := d.Start("counteds/edit", "1")
		form := run.Expect("Name")
		desk.Must(t, d.DB.Model(&Counted{}).Where("id = 1").Updates(map[string]any{"hidden": "x", "version": 5}).Error)
		form.Choose("Review changes", "two")
		run.Expect("Changes").Choose("Save 1 change")
		run.Expect("Changes").Choose("Save 1 change") // asked again, on the new state
		desk.Ends(t, run)
		var row Counted
		desk.Must(t, d.DB.First(&row).Error)
		if row.Name != "two" || row.Hidden != "x" || row.Version != 6 {
			t.Errorf("ended with %+v", row)
		}
	})
}

// What the database rounds to the value it had already is no conflict, although
// MySQL counts no row then.
func TestSavingWhatRoundsToTheSame(t *testing.T) {
	desk.Each(t, []any{&Rounded{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Rounded]{})
		desk.Must(t, d.DB.Create(&Rounded{Price: "1.50"}).Error)
		run := d.Start("roundeds/edit", "1")
		form := run.Expect("Price")
		form.Choose("Review changes", "1.501")
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
	})
}

func TestADecimalWrittenInAnotherWayIsNoChange(t *testing.T) {
	desk.Each(t, []any{&Rounded{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Rounded]{})
		desk.Must(t, d.DB.Create(&Rounded{Price: "1.50"}).Error)
		run := d.Start("roundeds/edit", "1")
		run.Expect("Price").Choose("Review changes", "1.5000")
		desk.Ends(t, run)
		if logs := fmt.Sprint(run.Logs()); !strings.Contains(logs, "Nothing was changed") {
			t.Errorf("it says %s", logs)
		}
		run = d.Start("roundeds/edit", "1")
		run.Expect("Price").Choose("Review changes", "1.51")
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
	})
}

// Rounded keeps two decimal places.
type Rounded struct {
	ID    uint   `io:"readonly"`
	Price string `gorm:"type:decimal(10,2)" io:""`
}

// Costly has amounts that SQLite keeps as floats.
type Costly struct {
	ID    uint   `io:"readonly"`
	Name  string `gorm:"size:50" io:""`
	Price string `gorm:"type:decimal(14,2)" io:"decimals:2;currency:EUR"`
}

// Large decimals look as they were entered wherever they are shown, and what nobody
// has touched is no change.
func TestLargeDecimalsHaveNoExponent(t *testing.T) {
	desk.Each(t, []any{&Costly{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Costly]{})
		desk.Must(t, d.DB.Create(&[]Costly{{Name: "House", Price: "1234567.50"}, {Name: "Atom", Price: "-0.01"}}).Error)
		desk.Must(t, d.Reg.Check())
		s := d.Open("costlies", "")
		shown := s.Ask("Costlies", map[string]any{"pageSize": 50})
		if len(shown.Data) != 2 || shown.Data[0].Data["price"] != "-0.01" || shown.Data[1].Data["price"] != "1234567.50" {
			t.Errorf("the list has %v", shown.Data)
		}
		run := d.Start("costlies/edit", "1")
		form := run.Expect("Edit Costly 1")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Name": "Castle"}))
		review := run.Expect("Changes")
		if got := difference(t, review); got != "Name: House → Castle" {
			t.Errorf("difference %q", got)
		}
		review.Choose("Save 1 change")
		desk.Ends(t, run)
	})
}

func TestForeignKeysArePickedByName(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&[]Person{{Name: "Ada", Email: "a@example.com"}, {Name: "Ben", Email: "b@example.com"}}).Error)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat", PersonID: new(uint(1)), CreatedAt: moment}).Error)
		run := d.Start("charges/edit", "1")
		form := run.Expect("Customer")
		form = form.State(map[string]any{"queryTerm": "be"})
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Customer": "Ben"}))
		review := run.Expect("Changes")
		if got := difference(t, review); got != "Customer: Ada → Ben" {
			t.Errorf("difference %q", got)
		}
		review.Choose("Save 1 change")
		desk.Ends(t, run)
		var c Charge
		desk.Must(t, d.DB.First(&c).Error)
		if c.PersonID == nil || *c.PersonID != 2 || !c.CreatedAt.Equal(moment) || !c.UpdatedAt.After(moment) {
			t.Errorf("wrote %+v", c)
		}
	})
}

// Appointment has moments on the clocks of two zones, and a day.
type Appointment struct {
	ID    uint       `io:"readonly"`
	Name  string     `gorm:"size:50" io:"" validate:"required"`
	Made  time.Time  `io:"label:Made"`
	Sent  *time.Time `io:"zone:America/New_York"`
	Birth time.Time  `gorm:"type:date" io:"label:Born"`
}

func TestMomentsAreAskedForWithTheirTimeAndDaysWithout(t *testing.T) {
	desk.Each(t, []any{&Appointment{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Appointment]{})
		made := moment.Add(123456 * time.Microsecond)
		born := time.Date(1990, 5, 1, 0, 0, 0, 0, time.UTC)
		desk.Must(t, d.DB.Create(&Appointment{Name: "Ada", Made: made, Sent: &made, Birth: born}).Error)
		run := d.Start("appointments/edit", "1")
		form := run.Expect("Edit Appointment 1")
		zones := map[string]string{}
		for _, c := range form.Call().ToRender {
			var props struct{ Zone string }
			desk.Must(t, json.Unmarshal(c.Props, &props))
			zones[c.Label] = string(c.MethodName) + " " + props.Zone
		}
		if zones["Made"] != "INPUT_DATETIME UTC" || zones["Sent"] != "INPUT_DATETIME America/New_York" || zones["Born"] != "INPUT_DATE " {
			t.Errorf("asked for with %v", zones)
		}
		// What is not touched keeps its seconds.
		form.Choose("Review changes", desk.Filled(form, map[string]any{
			"Name": "Bea", "Sent": map[string]int{"year": 2026, "month": 7, "day": 1, "hour": 9, "minute": 30},
		}))
		run.Expect("Changes").Choose("Save 2 changes")
		desk.Ends(t, run)
		var row Appointment
		desk.Must(t, d.DB.First(&row, 1).Error)
		if row.Sent == nil || !row.Sent.Equal(time.Date(2026, 7, 1, 13, 30, 0, 0, time.UTC)) {
			t.Errorf("sent %v", row.Sent)
		}
		if !row.Made.Round(time.Millisecond).Equal(made.Round(time.Millisecond)) || row.Birth.Format(time.DateOnly) != "1990-05-01" {
			t.Errorf("made %v, born %v", row.Made, row.Birth)
		}
	})
}

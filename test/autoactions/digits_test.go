package autoactions_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Sized has numbers that not every database keeps to their size.
type Sized struct {
	ID     uint           `io:"readonly"`
	Price  string         `gorm:"type:numeric(10,2)" io:"decimals:4"`
	Weight float64        `gorm:"precision:5;scale:1" io:""`
	Rate   sql.NullString `gorm:"type:decimal(6, 2)" io:""`
}

func TestNumbersThatTheirColumnHasNoRoomForAreRefused(t *testing.T) {
	desk.Each(t, []any{&Sized{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Sized]{})
		desk.Must(t, d.DB.Create(&Sized{Price: "1", Weight: 1}).Error)
		run := d.Start("sizeds/edit", "1")
		for _, wrong := range []struct {
			price  string
			weight float64
			said   string
		}{
			{"99999999999.99", 1, "Price: enter at most 99,999,999.99."},
			{"-100000000", 1, "Price: enter at least -99,999,999.99."},
			{"1", 12345, "Weight: enter at most 9,999.9."},
		} {
			form := run.Expect("Price")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Price": wrong.price, "Weight": wrong.weight}))
			if said := run.Expect("Price").Message(); !strings.Contains(said, wrong.said) {
				t.Errorf("%s and %v: %q", wrong.price, wrong.weight, said)
			}
		}
		form := run.Expect("Price")
		for _, c := range form.Call().ToRender {
			var hint struct{ Min, Max any }
			desk.Must(t, desk.Props(c, &hint))
			if c.Label == "Rate" && (hint.Min != "-9999.99" || hint.Max != "9999.99") {
				t.Errorf("the browser is told of %v to %v", hint.Min, hint.Max)
			}
		}
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Price": "99999999.99", "Weight": 9999.9}))
		run.Expect("Changes").Choose("Save 2 changes")
		desk.Ends(t, run)
	})
}

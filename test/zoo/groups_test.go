package zoo

import (
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Office has groups of every kind, with a field between those of one.
type Office struct {
	ID    uint    `gorm:"primaryKey" io:"readonly"`
	Phone string  `gorm:"size:20" io:"group:How to reach it"`
	Visit Address `gorm:"embedded;embeddedPrefix:visit_"`
	Name  string  `gorm:"size:20" io:"search" validate:"required"`
	Mail  string  `gorm:"size:20" io:"group:How to reach it"`
	Bill  Address `gorm:"embedded;embeddedPrefix:invoice_" io:"label:Invoices go to"`
	Post  Address `gorm:"embedded;embeddedPrefix:post_" io:"group:Parcels go to"`
}

func TestFieldsStandUnderTheSameHeadingsInTheFormAndInTheRecord(t *testing.T) {
	d := desk.Plain(t, []any{&Office{}})
	desk.Must(t, d.DB.Create(&Office{Name: "Ulm"}).Error)
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Office]{})
	want := []string{"How to reach it", "Visit", "Invoices go to", "Parcels go to"}
	var shown []string
	for _, c := range d.Open("offices/record", "1").Shown() {
		if c.MethodName == protocol.DisplayMetadata && c.Label != "Office" {
			shown = append(shown, c.Label)
		}
	}
	if !slices.Equal(shown, want) {
		t.Errorf("the record shows %q", shown)
	}
	for _, slug := range []string{"offices/edit", "offices/create"} {
		run := d.Start(slug, "1")
		call := run.Expect("Name").Call()
		under := map[string][]string{}
		var headings []string
		for _, c := range call.ToRender {
			switch {
			case c.MethodName == protocol.DisplayHeading:
				headings = append(headings, c.Label)
			case c.Section != nil:
				of := call.ToRender[*c.Section].Label
				under[of] = append(under[of], c.Label)
			default:
				under[""] = append(under[""], c.Label)
			}
		}
		if !slices.Equal(headings, want) {
			t.Errorf("%s has the headings %q", slug, headings)
		}
		if !slices.Equal(under[""], []string{"Name"}) || !slices.Equal(under["How to reach it"], []string{"Phone", "Mail"}) ||
			!slices.Equal(under["Parcels go to"], []string{"Street", "City"}) {
			t.Errorf("%s asks %q", slug, under)
		}
		run.Cancel()
	}
}

package autoactions_test

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/test/desk"
)

// What a function makes of a row is in the list, the tab, the file and the record.
func TestComputedColumnsAreShownEverywhere(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{Plural: "People", Slug: "people"})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Computed: []io.Column[Charge]{
			{Label: "Left", Type: io.MoneyColumn, Currency: "EUR", Value: func(c Charge) any { return float64(c.Cents-c.Refunded) / 100 }},
			{Label: "Shop", Value: func(c Charge) any {
				return io.Cell{Value: c.Title + "!", Link: io.LinkTo{URL: "https://shop.example/" + c.Title}}
			}},
		}})
		desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "ada@example.com"}).Error)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat", PersonID: new(uint(1)), Cents: 900, Refunded: 250}).Error)
		list := d.Open("charges", "").Table("Charges")
		row := list.Data[0].Data
		if row["computed:Left"] != 6.5 || !strings.Contains(list.Raw, "https://shop.example/Coat") {
			t.Errorf("the list has %s", list.Raw)
		}
		if tab := d.Open("people/record", "1").Table("Charges"); tab.Data[0].Data["computed:Left"] != 6.5 {
			t.Errorf("the tab has %v", tab.Data[0].Data)
		}
		file := string(d.Export("charges", "Charges", "csv"))
		head, lines, _ := strings.Cut(file, "\n")
		if !strings.HasSuffix(strings.TrimSpace(head), "Left (EUR),Shop") || !strings.HasSuffix(strings.TrimSpace(lines), "6.5,Coat!") {
			t.Errorf("the file has %q", file)
		}
		c, _ := d.Open("charges/record", "1").Component("Charge")
		facts := string(c.Props)
		for _, want := range []string{`"Left"`, "6.5", "Coat!", "https://shop.example/Coat"} {
			if !strings.Contains(facts, want) {
				t.Errorf("the record does not say %s: %s", want, facts)
			}
		}
		// Nobody sorts by what the database does not know.
		if got := d.Open("charges", "").Ask("Charges", map[string]any{"sortColumn": "computed:Left", "sortDirection": "asc"}); got.Message == "" && len(got.Data) != 1 {
			t.Errorf("sorted: %+v", got)
		}
	})
}

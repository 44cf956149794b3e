package autoactions_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Parcel is told of in other words than it is kept in.
type Parcel struct {
	ID    uint      `io:"readonly"`
	Name  string    `gorm:"size:50" io:"search" validate:"required"`
	State string    `gorm:"size:20" io:"filter;labels:on_way=On its way,there=Delivered" validate:"oneof=on_way there"`
	Size  int64     `io:"format:bytes;width:90"`
	Sent  time.Time `io:"format:date"`
}

func TestValuesAreCalledAsTheirLabelsSay(t *testing.T) {
	desk.Each(t, []any{&Parcel{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Parcel]{})
		desk.Must(t, d.DB.Create(&Parcel{Name: "Books", State: "on_way", Size: 1500, Sent: moment}).Error)
		list, _ := d.Open("parcels", "").Component("Parcels")
		var table struct {
			Columns []struct {
				AccessorKey, Format string
				Width               int
				Labels              map[string]string
			}
		}
		desk.Must(t, json.Unmarshal(list.Props, &table))
		for _, c := range table.Columns {
			switch c.AccessorKey {
			case "state":
				if c.Labels["on_way"] != "On its way" {
					t.Errorf("the list calls it %v", c.Labels)
				}
			case "size":
				if c.Format != "bytes" || c.Width != 90 {
					t.Errorf("the list writes %+v", c)
				}
			}
		}
		record, _ := d.Open("parcels/record", "1").Component("Parcel")
		var facts struct {
			Data []struct {
				Label, Format string
				Value         any
			}
		}
		desk.Must(t, json.Unmarshal(record.Props, &facts))
		for _, f := range facts.Data {
			if f.Label == "State" && f.Value != "On its way" || f.Label == "Sent" && f.Format != "date" {
				t.Errorf("the record says %+v", f)
			}
		}
		run := d.Start("parcels/edit", "1")
		form := run.Expect("State")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"State": "Delivered"}))
		review := run.Expect("Changes")
		if got := difference(t, review); got != "State: On its way → Delivered" {
			t.Errorf("the review says %s", got)
		}
		review.Choose("Save 1 change")
		desk.Ends(t, run)
		var row Parcel
		desk.Must(t, d.DB.First(&row, 1).Error)
		if row.State != "there" {
			t.Errorf("kept as %q", row.State)
		}
		if fields := d.Open("parcels/record", "1").Table("Timeline").Data[0].Data["Fields"]; fields != "State: On its way → Delivered" {
			t.Errorf("the timeline says %v", fields)
		}
	})
}

package zoo

import (
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"

	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Depot has a key of two parts, and no text beside it.
type Depot struct {
	Country string  `gorm:"primaryKey;size:2" io:"search"`
	Number  int     `gorm:"primaryKey;autoIncrement:false" io:""`
	Crates  []Crate `gorm:"foreignKey:DepotCountry,DepotNumber;references:Country,Number" validate:"-"`
}

// Crate is in a depot.
type Crate struct {
	ID           uint   `gorm:"primaryKey" io:"readonly"`
	Label        string `gorm:"size:20" io:"search" validate:"required"`
	DepotCountry string `gorm:"size:2" io:"label:Depot"`
	DepotNumber  int    `io:"label:Number"`
	Depot        *Depot `gorm:"foreignKey:DepotCountry,DepotNumber;references:Country,Number" validate:"-"`
}

func TestRecordsWithKeysOfPartsAreCalledTheSameEverywhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		desk.Must(t, db.AutoMigrate(&Depot{}, &Crate{}))
		desk.Must(t, db.Create(&[]Depot{{Country: "NL", Number: 1}, {Country: "NL", Number: 2}}).Error)
		d := desk.New(t, db)
		autoactions.Register(d.Reg, db, autoactions.Model[Depot]{})
		autoactions.Register(d.Reg, db, autoactions.Model[Crate]{})

		const name = "Depot NL / 2"
		record := d.Open("depots/record", "NL,2")
		if record.Layout.Title != name || record.Layout.Description != "" {
			t.Errorf("the record is called %q, %q", record.Layout.Title, record.Layout.Description)
		}
		if row := d.Open("depots", "").Table("Depots").Data[0]; row.Name != name {
			t.Errorf("its row is called %q", row.Name)
		}
		run := d.Start("crates/create", "")
		form := run.Expect("Label")
		form.Choose("Review", desk.Filled(form, map[string]any{"Label": "Tea", "Depot": name}))
		run.Expect("Keep editing").Choose("Create crate")
		desk.Ends(t, run)
		fields, _ := d.Open("crates/record", "1").Table("Timeline").Data[0].Data["Fields"].(string)
		if !strings.Contains(fields, "Depot: "+name) || strings.Contains(fields, "Number") {
			t.Errorf("the timeline says %q", fields)
		}
		run = d.Start("depots/delete", "NL,1")
		run.Expect("Delete Depot NL / 1?").Answer(true)
		desk.Ends(t, run)
		if said := desk.Fails(t, d.Start("depots/delete", "NL,1")); said != "There is no depot NL / 1. It may have been deleted." {
			t.Errorf("says %q", said)
		}
	})
}

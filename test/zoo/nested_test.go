package zoo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// inDepot is the shop with the parcels of lines in the form of their order. Parcels are
// registered nowhere; lines are, with the scope of their tenant.
func inDepot(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	at(t, openDepot, func(d *desk.Desk) {
		registerDepot(d, autoactions.Model[Order]{})
		d.Who = ofStaff("Ada", 1)
	}, body)
}

func openDepot(db *gorm.DB) error {
	return errors.Join(OpenOrders(db), db.Create(&[]Parcel{
		{LineID: 1, Code: "P1", Grams: 10}, {LineID: 1, Code: "P2", Grams: 20}, {LineID: 2, Code: "P3", Grams: 30}, {LineID: 3, Code: "Z9", Grams: 90},
	}).Error)
}

func registerDepot(d *desk.Desk, m autoactions.Model[Order]) {
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Product]{Scope: ofTenant, Title: func(p Product) string { return p.Name }})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Customer]{Scope: ofTenant})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Line]{
		Scope: func(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
			n, err := tenantOf(ctx)
			orders := db.Session(&gorm.Session{NewDB: true}).Table("orders").Select("id").Where("tenant_id = ?", n)
			return db.Where("order_id IN (?)", orders), err
		},
		Inline: []string{}, // of its own: parcels stand in the form of the order alone
	})
	m.Scope, m.Inline = ofTenant, []string{"Lines.Parcels", "Lines"}
	m.New = newOf(func(n uint) Order { return Order{TenantID: n} })
	autoactions.Register(d.Reg, d.DB, m)
}

// depot is an order with its lines and their parcels, as text.
func depot(t *testing.T, db *gorm.DB, id uint) string {
	t.Helper()
	byID := func(db *gorm.DB) *gorm.DB { return db.Order("id") }
	var o Order
	desk.Must(t, db.Preload("Lines", byID).Preload("Lines.Parcels", byID).First(&o, id).Error)
	text := o.Reference
	for _, l := range o.Lines {
		text += fmt.Sprintf(" | %d %dx%s", l.ID, l.Quantity, l.ProductSKU)
		for _, p := range l.Parcels {
			text += fmt.Sprintf(" %d:%s/%d", p.ID, p.Code, p.Grams)
		}
	}
	return text
}

// reviewed fills in the form of an order and returns what is reviewed.
func reviewed(t *testing.T, run *stagedoortest.Run, submit, lines string) *stagedoortest.Screen {
	t.Helper()
	form := run.Expect("Lines")
	form.Choose(submit, desk.Filled(form, map[string]any{"Lines": json.RawMessage(lines)}))
	return run.Expect("Keep editing")
}

func labels(s *stagedoortest.Screen) []string {
	var said []string
	for _, c := range s.Call().ToRender {
		said = append(said, c.Label)
	}
	return said
}

const whole = `P1 P2 P3`

func TestRowsOfRowsInOneForm(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		before := depot(t, d.DB, 1)
		if before != "A-1 | 1 1xlamp 1:P1/10 2:P2/20 | 2 4xwick 3:P3/30" {
			t.Fatalf("begins with %s, not %s", before, whole)
		}
		run := d.Start("orders/edit", "1")
		review := reviewed(t, run, "Review changes", `[
			{"from":0,"values":["entry0:0",1,[{"from":1,"values":["P2b",20]},{"values":["New",5]}]]},
			{"from":1,"values":["entry1:0",7,[{"from":0,"values":["P3",30]}]]},
			{"values":["0:0",2,[{"values":["N1",1]},{"values":["N2",2]}]]}]`)
		want := []string{"Lines: 1 added, 1 changed", "Line 1 · Parcels: 1 added, 1 changed, 1 deleted", "New line · Parcels: 2 added"}
		if said := labels(review); !slices.Equal(said, want) {
			t.Errorf("reviews %q", said)
		}
		review.Choose("Save 7 changes")
		desk.Ends(t, run)
		if got := depot(t, d.DB, 1); got != "A-1 | 1 1xlamp 2:P2b/20 5:New/5 | 2 7xwick 3:P3/30 | 4 2xwick 6:N1/1 7:N2/2" {
			t.Errorf("wrote %s", got)
		}
		for key, want := range map[string]string{
			"orders 1": "edit", "lines 1": "edit", "lines 2": "edit", "lines 4": "create",
			"parcels 1": "delete", "parcels 2": "edit", "parcels 3": "", "parcels 5": "create", "parcels 6": "create", "parcels 7": "create",
		} {
			model, id, _ := strings.Cut(key, " ")
			history, err := stagedoor.RecordHistory(t.Context(), d.DB, model, id, 9)
			desk.Must(t, err)
			if want == "" && len(history) > 0 || want != "" && (len(history) != 1 || history[0].Verb != want) {
				t.Errorf("%s: %+v", key, history)
			}
		}
		if said := d.Open("lines/record", "1").Table("Timeline").Data[0].Data["Fields"]; said != "Parcels: 1 added, 1 changed, 1 deleted" {
			t.Errorf("the timeline of the line says %v", said)
		}
		// One undo takes all of it back, whoever has shown what it is.
		run = d.StartWith("orders/undo", newest(t, d, "orders", "1"))
		run.Expect("Undo this edit of A-1?").Answer(true)
		desk.Ends(t, run)
		if got := depot(t, d.DB, 1); got != before {
			t.Errorf("undone to %s\nnot       %s", got, before)
		}
		for record, want := range map[string]string{
			"orders 1": "Lines: 2 changed, 1 deleted", "lines 1": "Parcels: 1 added, 1 changed, 1 deleted", "lines 2": "Quantity: 7 → 4",
		} {
			slug, id, _ := strings.Cut(record, " ")
			entry := d.Open(slug+"/record", id).Table("Timeline").Data[0].Data
			if entry["What"] != "Undo" || entry["Fields"] != want {
				t.Errorf("the timeline of %s says %v: %v", record, entry["What"], entry["Fields"])
			}
		}
	})
}

func TestAnOrderIsMadeWithRowsOfRowsAndTakenBack(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("orders/create", "")
		form := run.Expect("Lines")
		form.Choose("Review", desk.Filled(form, map[string]any{"Reference": "A-9", "Customer": "Bea", "Lines": []map[string]any{
			{"Product": "Lamp", "Quantity": 3, "Parcels": []map[string]any{{"Code": "X1", "Grams": 7}, {"Code": "X2", "Grams": 8}}}, {"Product": "Wick", "Quantity": 1},
		}}))
		review := run.Expect("Create order")
		if said := labels(review); !slices.Equal(said[1:], []string{"Lines: 2 added", "New line · Parcels: 2 added"}) {
			t.Errorf("reviews %q", said)
		}
		review.Choose("Create order")
		id := desk.Ends(t, run)["id"].(string)
		var made Order
		desk.Must(t, d.DB.First(&made, "reference = ?", "A-9").Error)
		if got := depot(t, d.DB, made.ID); got != "A-9 | 4 3xlamp 5:X1/7 6:X2/8 | 5 1xwick" {
			t.Errorf("made %s", got)
		}
		run = d.StartWith("orders/undo", newest(t, d, "orders", id))
		run.Expect("Undo this create of A-9?").Answer(true)
		desk.Ends(t, run)
		var parcels, lines int64
		desk.Must(t, errors.Join(d.DB.Model(&Parcel{}).Count(&parcels).Error, d.DB.Model(&Line{}).Count(&lines).Error))
		if parcels != 4 || lines != 3 {
			t.Errorf("%d parcels and %d lines are left", parcels, lines)
		}
	})
}

func TestARemovedRowTakesItsOwnRows(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		before := depot(t, d.DB, 1)
		run := d.Start("orders/edit", "1")
		review := reviewed(t, run, "Review changes", `[{"from":1,"values":["entry1:0",4,[{"from":0,"values":["P3",30]}]]}]`)
		if said := labels(review); !slices.Equal(said, []string{"Lines: 1 deleted"}) {
			t.Errorf("reviews %q", said)
		}
		review.Choose("Save 1 change")
		desk.Ends(t, run)
		var left []Parcel
		desk.Must(t, d.DB.Order("id").Find(&left).Error)
		if len(left) != 2 || left[0].Code != "P3" {
			t.Errorf("left %+v", left)
		}
		run = d.StartWith("orders/undo", newest(t, d, "orders", "1"))
		run.Expect("Undo this edit of A-1?").Answer(true)
		desk.Ends(t, run)
		if got := depot(t, d.DB, 1); got != before {
			t.Errorf("undone to %s\nnot       %s", got, before)
		}
	})
}

func TestRowsOfRowsThatAreNotTheirsStayTheirs(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		for _, hostile := range []string{
			`[{"from":0,"values":["entry0:0",1,[{"from":2,"values":["P3",1]}]]}]`,                                         // the parcel of another line
			`[{"from":0,"values":["entry0:0",1,[{"from":-1,"values":["P3",1]}]]}]`,                                        // of none
			`[{"values":["0:0",1,[{"from":0,"values":["P1",1]}]]}]`,                                                       // moved into a new line
			`[{"from":0,"values":["entry0:0",1,[{"from":0,"values":["a",1]},{"from":0,"values":["b",1]}]]}]`,              // twice
			`[{"from":0,"values":["entry0:0",1,[{"id":4,"line_id":3,"values":["Z9",1,4]}]]}]`,                             // one value too many
			`[{"from":0,"values":["entry0:0",1,{"from":0}]}]`,                                                             // no list
			`[{"from":0,"values":["entry0:0",1,[{"values":["` + strings.Repeat("x", 13) + `",1]}]]}]`,                     // longer than its column
			`[{"from":0,"values":["entry0:0",1,[` + strings.Repeat(`{"values":["x",1]},`, 100) + `{"values":["x",1]}]]}]`, // more than 100
		} {
			run := d.Start("orders/edit", "1")
			form := run.Expect("Lines")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Lines": json.RawMessage(hostile)}))
			again := run.Expect("Lines")
			var props struct{ Problems []any }
			again.Props(&props)
			if again.Message() == "" && again.Call().ValidationErrorMessage == "" {
				t.Errorf("%.80s was taken", hostile)
			}
			run.Cancel()
		}
		if got := depot(t, d.DB, 3); got != "Z-1 | 3 9xoil 4:Z9/90" {
			t.Errorf("the other tenant has %s", got)
		}
	})
}

func TestARowOfARowChangedMeanwhile(t *testing.T) {
	const lines = `[{"from":0,"values":["entry0:0",1,[{"from":0,"values":["mine",10]},{"from":1,"values":["P2",20]},{"values":["new",1]}]]},
		{"from":1,"values":["entry1:0",4,[{"from":0,"values":["P3",30]}]]}]`
	for name, c := range map[string]struct {
		meanwhile func(*gorm.DB) error
		said      string // what somebody else did
		want      string
	}{
		"itself":     {func(db *gorm.DB) error { return db.Model(&Parcel{ID: 1}).Update("grams", 11).Error }, "P1 · Grams", "1 1xlamp 1:mine/11 2:P2/20 5:new/1"},
		"its row":    {func(db *gorm.DB) error { return db.Model(&Line{ID: 1}).Update("quantity", 8).Error }, "Line 1 · Quantity", "1 8xlamp 1:mine/10 2:P2/20 5:new/1"},
		"gone":       {func(db *gorm.DB) error { return db.Delete(&Parcel{ID: 1}).Error }, "Removed", "1 1xlamp 2:P2/20 5:new/1"},
		"moved away": {func(db *gorm.DB) error { return db.Model(&Parcel{ID: 1}).Update("line_id", 3).Error }, "Removed", "1 1xlamp 2:P2/20 5:new/1"},
	} {
		t.Run(name, func(t *testing.T) {
			inDepot(t, func(t *testing.T, d *desk.Desk) {
				run := d.Start("orders/edit", "1")
				review := reviewed(t, run, "Review changes", lines)
				desk.Must(t, c.meanwhile(d.DB))
				review.Choose("Save 2 changes")
				told := run.Expect("Changed by somebody else")
				if raw := string(told.Component().Props); !strings.Contains(raw, c.said) {
					t.Errorf("says %s", raw)
				}
				told.Choose("Keep editing")
				form := run.Expect("Lines")
				form.Choose("Review changes", desk.Filled(form, nil))
				again := run.Expect("Keep editing")
				again.Choose(again.Call().ChoiceButtons[0].Label)
				desk.Ends(t, run)
				if got := depot(t, d.DB, 1); got != "A-1 | "+c.want+" | 2 4xwick 3:P3/30" {
					t.Errorf("wrote %s", got)
				}
			})
		})
	}
}

func TestTooManyRowsOfRowsStayOutOfTheForm(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		for i := range 99 {
			desk.Must(t, d.DB.Create(&Parcel{LineID: 2, Code: fmt.Sprint("M", i)}).Error)
		}
		if raw := string(d.Start("orders/edit", "1").Expect("Lines").Component().Props); !strings.Contains(raw, "Parcels") {
			t.Error("100 parcels of a line are not asked for")
		}
		desk.Must(t, d.DB.Create(&Parcel{LineID: 2, Code: "one more"}).Error)
		run := d.Start("orders/edit", "1")
		form := run.Expect("Lines")
		if raw := string(form.Component().Props); strings.Contains(raw, "Parcels") {
			t.Error("101 parcels of a line are asked for")
		}
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Lines": json.RawMessage(`[{"from":0,"values":["entry0:0",9]},{"from":1,"values":["entry1:0",4]}]`)}))
		run.Expect("Keep editing").Choose("Save 1 change")
		desk.Ends(t, run)
		var n int64
		desk.Must(t, d.DB.Model(&Parcel{}).Where("line_id <= 2").Count(&n).Error)
		if n != 103 {
			t.Errorf("%d parcels are left", n)
		}
	})
}

// Orders and lines are registered here, each with its scope and its New.
func TestRowsOfRowsOfRegisteredModelsKeepToThem(t *testing.T) {
	at(t, OpenOrders, func(d *desk.Desk) {
		RegisterOrders(d.Reg, d.DB)
		d.Who = ofStaff("Ada", 1)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Customer]{
			Slug: "buyers", Scope: ofTenant, Inline: []string{"Orders", "Orders.Lines"}, New: newOf(func(n uint) Customer { return Customer{TenantID: n} }),
		})
	}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Order{TenantID: 2, Reference: "hidden", CustomerID: 1}).Error)
		run := d.Start("buyers/edit", "1")
		form := run.Expect("Orders")
		if raw := string(form.Component().Props); strings.Contains(raw, "hidden") || strings.Contains(raw, "Oil") {
			t.Errorf("shows %s", raw)
		}
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Orders": json.RawMessage(
			`[{"from":0,"values":["A-1",[{"from":0,"values":["entry0.0:0",1]},{"from":1,"values":["entry0.1:0",4]},{"values":["0:1",6]}]]},{"values":["A-7",[{"values":["0:0",2]}]]}]`)}))
		review := run.Expect("Keep editing")
		if said := labels(review); !slices.Equal(said, []string{"Orders: 1 added", "Order A-1 · Lines: 1 added", "New order · Lines: 1 added"}) {
			t.Errorf("reviews %q", said)
		}
		review.Choose("Save 3 changes")
		desk.Ends(t, run)
		var made Order
		desk.Must(t, d.DB.Preload("Lines").First(&made, "reference = ?", "A-7").Error)
		if made.TenantID != 1 || made.CustomerID != 1 || len(made.Lines) != 1 || made.Lines[0].Quantity != 2 {
			t.Errorf("made %+v", made)
		}
		if got := depot(t, d.DB, 1); !strings.Contains(got, "6xlamp") {
			t.Errorf("order 1 is %s", got)
		}
	})
}

func TestADryRunShowsRowsOfRows(t *testing.T) {
	at(t, openDepot, func(d *desk.Desk) {
		registerDepot(d, autoactions.Model[Order]{DryRun: true})
		d.Who = ofStaff("Ada", 1)
	}, func(t *testing.T, d *desk.Desk) {
		before := depot(t, d.DB, 1)
		run := d.Start("orders/edit", "1")
		review := reviewed(t, run, "Review changes", `[{"from":0,"values":["entry0:0",1,[{"from":0,"values":["P1",10]},{"from":1,"values":["P2",21]}]]},
			{"from":1,"values":["entry1:0",4,[{"from":0,"values":["P3",30]}]]}]`)
		if said := strings.Join(labels(review), "; "); said != "Line 1 · Parcels: 1 changed" { // and nothing besides
			t.Errorf("reviews %s", said)
		}
		if got := depot(t, d.DB, 1); got != before {
			t.Errorf("a dry run wrote %s", got)
		}
		review.Choose("Save 1 change")
		desk.Ends(t, run)
		if got := depot(t, d.DB, 1); got != strings.Replace(before, "P2/20", "P2/21", 1) {
			t.Errorf("wrote %s", got)
		}
	})
}

func TestMistakesInRowsOfRows(t *testing.T) {
	db := dbtest.Open(t)
	for want, names := range map[string][]string{
		`Inline: "Lines.Parcels": it is asked for inside of "Lines": name that too`:                                                   {"Lines.Parcels"},
		`Inline: "Lines.Nothing" is no relation of the model`:                                                                         {"Lines", "Lines.Nothing"},
		`Inline: field Lines.Product: only has-one and has-many relations can stand in the form`:                                      {"Lines", "Lines.Product"},
		`Inline: field Lines: it is named twice`:                                                                                      {"Lines", "Lines"},
		`Inline: "Lines.Parcels.Stamps": a form holds 2 levels of rows: name those further down in Inline of the model that has them`: {"Lines", "Lines.Parcels", "Lines.Parcels.Stamps"},
	} {
		reg := stagedoor.NewRegistry()
		autoactions.Register(reg, db, autoactions.Model[Order]{Inline: names})
		if err := reg.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", names, err)
		}
	}
}

package zoo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/test/desk"
)

// newest is the id of the newest change of a record, which must be undoable.
func newest(t *testing.T, d *desk.Desk, model, key string) map[string]any {
	t.Helper()
	history, err := stagedoor.RecordHistory(t.Context(), d.DB, model, key, 1)
	desk.Must(t, err)
	if len(history) == 0 || history[0].UndoUntil.IsZero() {
		t.Fatalf("%s %s: no undo is kept for %+v", model, key, history)
	}
	return map[string]any{"id": fmt.Sprint(history[0].ID)}
}

// orderWithAll is an order with its lines and labels, as text.
func orderWithAll(t *testing.T, db *gorm.DB, id uint) string {
	t.Helper()
	var o Order
	desk.Must(t, db.Preload("Lines", func(db *gorm.DB) *gorm.DB { return db.Order("id") }).Preload("Labels", func(db *gorm.DB) *gorm.DB { return db.Order("id") }).First(&o, id).Error)
	text := o.Reference
	for _, l := range o.Lines {
		text += fmt.Sprintf(" %d:%dx%s", l.ID, l.Quantity, l.ProductSKU)
	}
	for _, l := range o.Labels {
		text += " " + l.Name
	}
	return text
}

// reworkOrder changes the reference, every kind of row and the labels of order 1 in one form.
func reworkOrder(t *testing.T, d *desk.Desk) {
	t.Helper()
	change(t, d.Start("orders/edit", "1"), "Review changes", map[string]any{
		"Reference": "A-1b", "Labels": []string{"gift"},
		"Lines": json.RawMessage(`[{"from":1,"values":["entry1:0",5]},{"values":["0:0",2]}]`),
	}, "Save 5 changes")
}

func TestUndoTakesBackRowsAndLinksWithTheirRecord(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		before := orderWithAll(t, d.DB, 1)
		reworkOrder(t, d)
		if got := orderWithAll(t, d.DB, 1); !strings.HasPrefix(got, "A-1b 2:5xwick ") || !strings.HasSuffix(got, "2xwick gift") {
			t.Fatalf("the edit left %s", got)
		}
		run := d.StartWith("orders/undo", newest(t, d, "orders", "1"))
		question := run.Expect("Undo this edit of A-1b?")
		var props struct{ Changes []struct{ Label string } }
		question.Props(&props)
		var said []string
		for _, c := range props.Changes {
			said = append(said, c.Label)
		}
		slices.Sort(said)
		if got := strings.Join(said, ", "); got != "Labels, Line, Line, Line 2 · Quantity, Reference" {
			t.Errorf("says that it undoes %s", got)
		}
		question.Answer(true)
		desk.Ends(t, run)
		if got := orderWithAll(t, d.DB, 1); got != before {
			t.Errorf("ended with %s\nnot        %s", got, before)
		}
	})
}

func TestUndoOfRowsAndLinksIsRefusedWhereTheyHaveChangedSince(t *testing.T) {
	for name, meanwhile := range map[string]func(*gorm.DB) error{
		"a row":  func(db *gorm.DB) error { return db.Model(&Line{ID: 2}).Update("quantity", 6).Error },
		"a link": func(db *gorm.DB) error { return db.Model(&Order{ID: 1}).Association("Labels").Delete(&Label{ID: 2}) },
		"gone":   func(db *gorm.DB) error { return db.Delete(&Label{ID: 1}).Error },
	} {
		t.Run(name, func(t *testing.T) {
			inShop(t, func(t *testing.T, d *desk.Desk) {
				reworkOrder(t, d)
				link := newest(t, d, "orders", "1")
				asked := d.StartWith("orders/undo", link)
				question := asked.Expect("Undo this edit of A-1b?")
				desk.Must(t, meanwhile(d.DB))
				after := orderWithAll(t, d.DB, 1)
				question.Answer(true)
				if said := desk.Fails(t, asked); !strings.HasPrefix(said, "This cannot be undone: ") {
					t.Errorf("says %q", said)
				}
				if said := desk.Fails(t, d.StartWith("orders/undo", link)); !strings.HasPrefix(said, "This cannot be undone: ") {
					t.Errorf("says %q", said)
				}
				if got := orderWithAll(t, d.DB, 1); got != after {
					t.Errorf("ended with %s\nnot        %s", got, after)
				}
			})
		})
	}
}

func TestUndoOfLinksMadeOnTheRecordsPage(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("orders/add_labels", "2")
		run.Expect("Add labels to A-2").Answer([]string{"1", "2"})
		run.Expect("Add 2 links").Choose("Add 2 links")
		desk.Ends(t, run)
		undo := d.StartWith("orders/undo", newest(t, d, "orders", "2"))
		undo.Expect("Undo this edit of A-2?").Answer(true)
		desk.Ends(t, undo)
		if got := orderWithAll(t, d.DB, 2); got != "A-2" {
			t.Errorf("ended with %s", got)
		}
	})
}

// Rows of a model that is registered nowhere are undone with their parent too, and
// a new record goes with the rows that were made with it.
func TestUndoOfANewRecordTakesItsRowsOut(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		change(t, d.Start("customers/create", ""), "Review", map[string]any{"Name": "Cid", "Contact": true, "Phone": "777"}, "Create customer")
		undo := d.StartWith("customers/undo", newest(t, d, "customers", "4"))
		undo.Expect("Undo this create of Cid?").Answer(true)
		desk.Ends(t, undo)
		var people, contacts int64
		desk.Must(t, d.DB.Model(&Customer{}).Where("name = ?", "Cid").Count(&people).Error)
		desk.Must(t, d.DB.Model(&Contact{}).Where("customer_id = 4").Count(&contacts).Error)
		if people+contacts != 0 {
			t.Errorf("%d customers and %d contacts are left", people, contacts)
		}
	})
}

// A row of a join table that held more than its link could not be brought back, where it
// was removed as nothing but a link.
func TestNoUndoWhereALinkHeldMore(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		change(t, d.Start("books/edit", "2"), "Review changes", map[string]any{"Genres": []string{}}, "Save 1 change")
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "books", "2", 1)
		desk.Must(t, err)
		if len(history) != 1 || !history[0].UndoUntil.IsZero() {
			t.Errorf("recorded %+v", history)
		}
	})
}

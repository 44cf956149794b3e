package autoactions_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/desk"
)

type Basket struct {
	ID    uint         `gorm:"primaryKey" io:"readonly"`
	Title string       `gorm:"size:100" io:"search" validate:"required"`
	Items []BasketItem `io:""`
}

type BasketItem struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	BasketID uint   `io:""`
	Title    string `gorm:"size:100" io:"search" validate:"required"`
	Qty      int64  `io:"" validate:"gt=0"`
}

// A row that is added in the form of its parent begins as one in a form of its own.
func TestARowInTheFormOfItsParentBeginsAsNewSays(t *testing.T) {
	refuse := false
	d := desk.Plain(t, []any{&Basket{}, &BasketItem{}})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Basket]{Inline: []string{"Items"}})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[BasketItem]{New: func(context.Context) (BasketItem, error) {
		if refuse {
			return BasketItem{}, stagedoor.Fail("Nobody adds items today.")
		}
		return BasketItem{Qty: 1}, nil
	}})
	desk.Must(t, d.Reg.Check())
	desk.Must(t, d.DB.Create(&Basket{Title: "Red"}).Error)
	begins := func() any {
		form := d.Start("baskets/edit", "1").Expect("Items")
		var props protocol.FormsProps
		for _, c := range form.Call().ToRender {
			if c.MethodName == protocol.InputForms {
				desk.Must(t, desk.Props(c, &props))
			}
		}
		return props.Fields[1].Props["defaultValue"]
	}
	if got, _ := json.Marshal(begins()); string(got) != "1" {
		t.Errorf("the quantity begins as %s", got)
	}
	refuse = true // said to whoever adds one: the basket itself can be changed
	if got := begins(); got != nil {
		t.Errorf("the quantity begins as %v", got)
	}
}

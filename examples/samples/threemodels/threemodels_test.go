package threemodels

import (
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestThreeRelatedModelsAreAPanel(t *testing.T) {
	reg := stagedoor.NewRegistry()
	orders(reg, stagedoortest.NoDatabase())
	if err := reg.Check(); err != nil {
		t.Fatal(err)
	}
	for _, slug := range []string{"customers", "items", "orders", "orders/record"} {
		if _, ok := reg.PageAt(slug); !ok {
			t.Errorf("there is no page %s", slug)
		}
	}
	for _, slug := range []string{"orders/create", "orders/edit", "orders/refund", "items/edit", "customers/delete", "orders/bulk/edit"} {
		if _, ok := reg.ActionAt(slug); !ok {
			t.Errorf("there is no action %s", slug)
		}
	}
}

package zoo

import (
	"encoding/json"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

func TestRowsAreChangedOverThePageOfTheirParent(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		page := d.Open("orders/record", "1")
		for _, label := range []string{"New line", "Add labels"} {
			c, _ := page.Component(label)
			var link struct{ Over bool }
			desk.Must(t, json.Unmarshal(c.Props, &link))
			if !link.Over {
				t.Errorf("%s leaves the page: %s", label, c.Props)
			}
		}
		for _, link := range page.Table("Labels").Data[0].Menu {
			if !link.Over {
				t.Errorf("%s leaves the page", link.Label)
			}
		}
		params := map[string]map[string]any{}
		for _, link := range page.Table("Lines").Data[0].Menu {
			params[link.Label] = link.Params
			if !link.Over {
				t.Errorf("%s leaves the page", link.Label)
			}
		}
		run := d.StartWith("lines/edit", params["Edit"])
		form := run.Expect("Quantity")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Quantity": 8}))
		run.Expect("Keep editing").Choose("Save 1 change")
		desk.Ends(t, run)
		if to := run.Redirects(); len(to) != 1 || to[0].Route != "orders/record" || to[0].Params["id"] != "1" || len(to[0].Params) != 1 {
			t.Errorf("an edit leads to %+v", to)
		}
		run = d.StartWith("lines/delete", params["Delete"])
		question, _ := run.Next()
		question.Answer(true)
		desk.Ends(t, run)
		if to := run.Redirects(); len(to) != 1 || to[0].Route != "orders/record" || to[0].Params["id"] != "1" {
			t.Errorf("a delete leads to %+v", to)
		}
		// What the address says of a parent leads nowhere else, and writes nothing.
		for _, odd := range []map[string]any{{"for": "nothing", "of": "1"}, {"for": "", "of": "1"}, {"of": "1"}} {
			odd["id"] = "1"
			run = d.StartWith("lines/edit", odd)
			form = run.Expect("Quantity")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Quantity": 8}))
			run.Expect("Keep editing").Choose("Keep editing")
			form = run.Expect("Quantity")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Quantity": 1}))
			desk.Ends(t, run)
			if to := run.Redirects(); len(to) != 1 || to[0].Route != "lines/record" {
				t.Errorf("%v leads to %+v", odd, to)
			}
		}
	})
}

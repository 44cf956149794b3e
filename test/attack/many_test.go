package attack_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// everyRow are the parameters of a link that means all rows of a list.
var everyRow = map[string]any{"rows": `{"all":{}}`}

// "All" are all of one's own: work on them leaves the rows of the other tenant, and
// their audit, alone.
func TestAllRowsAreOwnRows(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		before, recorded := a.dump(2), a.recorded()
		run := a.StartWith("orders/bulk/edit", everyRow)
		fields := run.Expect("Fields to change")
		var props struct{ Options []map[string]any }
		fields.Props(&props)
		at := slices.IndexFunc(props.Options, func(o map[string]any) bool { return o["label"] == "Title" })
		fields.Answer([]any{props.Options[at]})
		run.Expect("Title").Choose("Review", map[string]any{"Title": "taken"})
		run.Expect("Changes").Choose("Edit selected: 4 orders")
		if got := fmt.Sprint(desk.Ends(t, run)); got != "map[done:4 refused:0 unchanged:0]" {
			t.Errorf("ended with %s", got)
		}
		run = a.StartWith("orders/bulk/raise", everyRow)
		run.Expect("Orders").Choose("Raise: 4 orders")
		desk.Ends(t, run)
		run = a.StartWith("orders/bulk/delete", everyRow)
		run.Expect("Orders").Choose("Delete selected: 4 orders")
		desk.Ends(t, run)
		desk.Ends(t, a.StartWith("orders/settle", nil))
		if after := a.dump(2); after != before {
			t.Errorf("changed:\n%s\n%s", before, after)
		}
		if after := a.recorded(); after != recorded+12 {
			t.Errorf("%d entries more in the audit", after-recorded)
		}
		if left := a.Open("orders", "").Table("Orders").TotalRecords; left != 0 {
			t.Errorf("%d are left", left)
		}
		if theirs := person(a.Desk, "2").Open("orders/deleted", "").Table("Deleted orders").TotalRecords; theirs != 1 {
			t.Errorf("the other tenant has %d deleted", theirs)
		}
	})
}

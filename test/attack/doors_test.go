package attack_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// trials are the doors, with a key of the other tenant and one of nobody.
var trials = map[string]struct {
	try             trial
	theirs, nobodys string
	longer          bool // may take more statements for theirs
}{
	"page of a record":                            {open("orders/record", byID), "101", "901", false},
	"page of a change":                            {open("orders/change", with("id", map[string]any{"change": "1"})), "101", "901", false},
	"change of theirs on an own page":             {open("orders/change", with("change", map[string]any{"id": "1"})), "1", "901", false},
	"find in the trash":                           {filtered("orders/deleted", "Deleted orders", searched), canary + " lamp", "nobody lamp", false},
	"page of another's change of a composite key": {open("prices/change", with("id", map[string]any{"change": "1"})), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"action without a row":                        {start("orders/settle", byID), "101", "901", false},
	"sort by the tenant":                          {filtered("orders", "Orders", sortedBy), "tenant_id", "nobody_id", false},
	"sort by a column of the parent":              {filtered("orders", "Orders", sortedBy), "accounts.name", "nobody.name", false},
	"sort by a condition":                         {filtered("orders", "Orders", sortedBy), "(CASE WHEN EXISTS (SELECT 1 FROM orders WHERE id = 101) THEN id END)", "(CASE WHEN EXISTS (SELECT 1 FROM orders WHERE id = 901) THEN id END)", false},
	"sort by a masked column":                     {filtered("remarks", "Remarks", sortedBy), "text", "nobody", false},
	"bulk edit of all that is theirs":             {start("orders/bulk/edit", allOf), canary, "nobody", false},
	"bulk delete of all that is theirs":           {start("orders/bulk/delete", allOf), canary, "nobody", false},
	"bulk verb on all that is theirs":             {start("orders/bulk/raise", allOf), canary, "nobody", false},
	"bulk edit of all of the tenant":              {start("orders/bulk/edit", allWhere("tenant_id", "eq")), "2", "9", false},
	"bulk delete of all of their account":         {start("orders/bulk/delete", allWhere("account_id", "contains")), canary, "nobody", false},
	"page of a composite key":                     {open("prices/record", byID), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"edit":                                        {start("orders/edit", byID), "101", "901", false},
	"edit a composite key":                        {start("prices/edit", byID), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"delete":                                      {start("orders/delete", byID), "101", "901", false},
	"restore":                                     {start("orders/restore", byID), "103", "901", false},
	"purge":                                       {start("orders/purge", byID), "103", "901", false},
	"refund":                                      {start("orders/refund", byID), "101", "901", false},
	"own verb":                                    {start("orders/praise", byID), "101", "901", false},
	"undo":                                        {start("orders/undo", byID), "1", "901", true},                                // the ids of changes count up for all tenants: that there is one is no secret
	"undo a run":                                  {start("orders/undo_all", with("run", nil)), "tx_theirs", "tx_nobodys", true}, // the ids of runs cannot be guessed
	"reveal":                                      {start("remarks/reveal", byID), "101", "901", false},
	"who can see":                                 {start("orders/access", byID), "101", "901", false},
	"copy":                                        {start("orders/create", with("from", nil)), "101", "901", false},
	"create for a parent":                         {start("orders/create", with("of", map[string]any{"for": "accounts", "relation": "Orders"})), "101", "901", false},
	"create for a polymorphic one":                {start("remarks/create", with("of", map[string]any{"for": "orders", "relation": "Remarks"})), "101", "901", false},
	"link to theirs":                              {start("orders/add_labels", byID), "101", "901", false},
	"unlink theirs from own":                      {start("orders/remove_labels", with("other", map[string]any{"id": "1"})), "101", "901", false},
	"unlink from theirs":                          {start("orders/remove_labels", with("id", map[string]any{"other": "1"})), "101", "901", false},
	"find":                                        {answered("orders/find", "ID", func(key string) any { return json.Number(key) }), "101", "901", false},
	"bulk delete":                                 {start("orders/bulk/delete", rows), "101", "901", false},
	"bulk edit":                                   {start("orders/bulk/edit", rows), "101", "901", false},
	"bulk verb":                                   {start("orders/bulk/raise", rows), "101", "901", false},
	"search a title":                              {filtered("orders", "Orders", searched), canary + " chair", "nobody chair", false},
	"search an id":                                {filtered("orders", "Orders", searched), "101", "901", false},
	"search through the parent":                   {filtered("orders", "Orders", searched), canary + "one@example.com", "nobodyone@example.com", false},
	"search a unique column":                      {filtered("accounts", "Accounts", searched), canary + "one@example.com", "nobodyone@example.com", false},
	"search a masked column":                      {filtered("remarks", "Remarks", searched), canary + " late", "nobody late", false},
	"filter by an id":                             {filtered("orders", "Orders", filter("id", "eq")), "101", "901", false},
	"filter by the name of parents":               {filtered("orders", "Orders", filter("account_id", "contains")), canary, "nobody", false},
	"filter by a label":                           {filtered("orders", "Orders", filter("linked:labels", "in")), "101", "901", false},
	"filter by the tenant":                        {filtered("orders", "Orders", filter("tenant_id", "eq")), "2", "9", false},
}

// What is of another tenant is told apart from what is not there by nothing: not by
// what is said, nor by how many statements it takes to say so. And nothing of it is
// changed.
func TestWhatIsTheirsIsNotThere(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		theirs := person(a.Desk, "2")
		run := theirs.StartAs("orders/edit", "101", "theirs", "") // change 1 is theirs
		form := run.Expect("Title")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Title": canary + " stool"}))
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		run = theirs.Start("orders/delete", "103")
		run.Expect("Delete " + canary + " lamp?").Answer(true)
		desk.Ends(t, run)
		before := a.dump(2)
		for name, c := range trials {
			t.Run(name, func(t *testing.T) {
				begin := a.sent.n.Load()
				met := c.try(t, a, c.theirs)
				after := a.sent.n.Load()
				missed := c.try(t, a, c.nobodys)
				for _, hidden := range []string{c.theirs, c.nobodys} {
					met, missed = strings.ReplaceAll(met, hidden, "KEY"), strings.ReplaceAll(missed, hidden, "KEY")
				}
				if met != missed {
					t.Errorf("theirs:   %s\nnobody's: %s", met, missed)
				}
				if strings.Contains(met, canary) {
					t.Errorf("says %s", met)
				}
				if of, none := after-begin, a.sent.n.Load()-after; of != none && !c.longer {
					t.Errorf("%d statements for theirs, %d for nobody's", of, none)
				}
			})
		}
		if after := a.dump(2); after != before {
			t.Errorf("changed:\n%s\n%s", before, after)
		}
	})
}

package attack_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// door is a way to name what is of the other tenant.
type door struct {
	try             trial
	theirs, nobodys string // keys. "change badges delete 102" is that of a change in the audit
	longer          bool   // may take more statements for theirs
}

// doors are the ways in by links and addresses.
var doors = map[string]door{
	"page of a record":                   {open("orders/record", byID), "101", "901", false},
	"page of a deleted record":           {open("orders/record", byID), "105", "901", false},
	"page of a composite key":            {open("prices/record", byID), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"page of a change":                   {open("orders/change", with("id", map[string]any{"change": "1"})), "101", "901", false},
	"change of theirs on an own page":    {open("orders/change", with("change", map[string]any{"id": "1"})), "change orders edit 101", "901", false},
	"change of a composite key":          {open("prices/change", with("id", map[string]any{"change": "1"})), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"edit":                               {start("orders/edit", byID), "101", "901", false},
	"edit a composite key":               {start("prices/edit", byID), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"edit what is deleted":               {start("orders/edit", byID), "105", "901", false},
	"delete":                             {start("orders/delete", byID), "101", "901", false},
	"restore":                            {start("orders/restore", byID), "105", "901", false},
	"purge":                              {start("orders/purge", byID), "105", "901", false},
	"refund":                             {start("orders/refund", byID), "101", "901", false},
	"refund through a provider":          {start("orders/repay", byID), "101", "901", false},
	"own verb":                           {start("orders/praise", byID), "101", "901", false},
	"own verb that is tried":             {start("orders/double", byID), "101", "901", false},
	"action without a row":               {start("orders/settle", byID), "101", "901", false},
	"reveal":                             {start("remarks/reveal", byID), "101", "901", false},
	"who can see":                        {start("orders/access", byID), "101", "901", false},
	"find":                               {through("orders/find", nil, raw("ID", "%s", nil)), "101", "901", false},
	"find a composite key":               {through("prices/find", nil, raw("Product", `"%s"`, map[string]any{"Tenant ID": 2, "Region": "eu"})), canary + "chair", "nobodychair", false},
	"copy":                               {start("orders/create", with("from", nil)), "101", "901", false},
	"create for a parent":                {start("orders/create", with("of", map[string]any{"for": "accounts", "relation": "Orders"})), "101", "901", false},
	"create for a polymorphic one":       {start("remarks/create", with("of", map[string]any{"for": "orders", "relation": "Remarks"})), "101", "901", false},
	"create for a parent that is hidden": {start("badges/create", with("of", map[string]any{"for": "accounts", "relation": "Badges"})), "101", "901", false},
	"link to theirs":                     {start("orders/add_labels", byID), "101", "901", false},
	"link to theirs with a note":         {start("orders/add_tags", byID), "101", "901", false},
	"unlink theirs from own":             {start("orders/remove_labels", with("other", map[string]any{"id": "1"})), "101", "901", false},
	"unlink a tag of theirs from own":    {start("orders/remove_tags", with("other", map[string]any{"id": "1"})), "101", "901", false},
	"unmark theirs from own":             {start("orders/remove_marks", with("other", map[string]any{"id": "1"})), "101", "901", false},
	"mark of theirs on own":              {start("orders/change_marks", with("other", map[string]any{"id": "1"})), "101", "901", false},
	"unlink from theirs":                 {start("orders/remove_labels", with("id", map[string]any{"other": "1"})), "101", "901", false},
	"bulk delete":                        {start("orders/bulk/delete", rows), "101", "901", false},
	"bulk edit":                          {start("orders/bulk/edit", rows), "101", "901", false},
	"bulk verb":                          {start("orders/bulk/raise", rows), "101", "901", false},
	"bulk edit of all that is theirs":    {start("orders/bulk/edit", allOf), canary, "nobody", false},
	"bulk delete of all that is theirs":  {start("orders/bulk/delete", allOf), canary, "nobody", false},
	"bulk verb on all that is theirs":    {start("orders/bulk/raise", allOf), canary, "nobody", false},
	"bulk edit of all of the tenant":     {start("orders/bulk/edit", allWhere("tenant_id", "eq")), "2", "9", false},
	"bulk delete of all of a parent":     {start("orders/bulk/delete", allWhere("account_id", "contains")), canary, "nobody", false},
	"bulk delete of all with a label":    {start("orders/bulk/delete", allWhere("linked:labels", "in")), "101", "901", false},

	// The ids of changes count up for all tenants: that there is one is no secret. Those
	// of runs cannot be guessed.
	"undo of an edit":         {start("orders/undo", byID), "change orders edit 101", "90001", true},
	"undo of a delete":        {start("badges/undo", byID), "change badges delete 102", "90001", true},
	"undo in a taken place":   {start("badges/undo", byID), "change badges delete 103", "90001", true},
	"undo of a deletion mark": {start("vouchers/undo", byID), "change vouchers delete 101", "90001", true},
	"undo of a new record":    {start("badges/undo", byID), "change badges create any", "90001", true},
	"undo of another model's": {start("accounts/undo", byID), "change badges edit 101", "90001", true},
	"undo a run":              {start("orders/undo_all", with("run", nil)), "tx_theirs", "tx_nobodys", true},
	"undo a run over badges":  {start("badges/undo_all", with("run", nil)), "tx_theirs", "tx_nobodys", true},
}

// views are the ways in by what a list is asked for.
var views = map[string]door{
	"search a title":              {filtered("orders", "Orders", searched), canary + " chair", "nobody chair", false},
	"search an id":                {filtered("orders", "Orders", searched), "101", "901", false},
	"search an id that is exact":  {filtered("labels", "Labels", searched), "101", "901", false},
	"search through the parent":   {filtered("orders", "Orders", searched), canary + "one@example.com", "nobodyone@example.com", false},
	"search a unique column":      {filtered("accounts", "Accounts", searched), canary + "one@example.com", "nobodyone@example.com", false},
	"search a value of all":       {filtered("vouchers", "Vouchers", searched), canary + "ten", "nobodyten", false},
	"search a masked column":      {filtered("remarks", "Remarks", searched), canary + " late", "nobody late", false},
	"search in the trash":         {filtered("orders/deleted", "Deleted orders", searched), canary + " gone", "nobody gone", false},
	"filter by an id":             {filtered("orders", "Orders", filter("id", "eq")), "101", "901", false},
	"filter by the name of one":   {filtered("orders", "Orders", filter("account_id", "contains")), canary, "nobody", false},
	"filter by another name":      {filtered("orders", "Orders", filter("account_id", "ne")), canary + " One", "nobody One", false},
	"filter by a label":           {filtered("orders", "Orders", filter("linked:labels", "in")), "101", "901", false},
	"filter by not a label":       {filtered("orders", "Orders", filter("linked:labels", "ne")), "101", "901", false},
	"filter by the tenant":        {filtered("orders", "Orders", filter("tenant_id", "eq")), "2", "9", false},
	"sort by the tenant":          {filtered("orders", "Orders", sortedBy), "tenant_id", "nobody_id", false},
	"sort by a column of another": {filtered("orders", "Orders", sortedBy), "accounts.name", "nobody.name", false},
	"sort by a condition":         {filtered("orders", "Orders", sortedBy), "(CASE WHEN EXISTS (SELECT 1 FROM orders WHERE id = 101) THEN id END)", "(CASE WHEN EXISTS (SELECT 1 FROM orders WHERE id = 901) THEN id END)", false},
	"sort by a masked column":     {filtered("remarks", "Remarks", sortedBy), "text", "nobody", false},
	"go on after a row":           {filtered("orders", "Orders", after), "101", "901", false},
	"go back from a row":          {filtered("orders", "Orders", before), "101", "901", false},
	"list beside a record": {open("orders/record", func(key string) map[string]any {
		return map[string]any{"id": "2", "list": "q=" + key}
	}), "101", "901", false},
	"search a parent in a form":     {searchedFor("orders/edit", byID("1"), "Account"), canary, "nobody", false},
	"search a label in a form":      {searchedFor("orders/edit", byID("1"), "Labels"), canary, "nobody", false},
	"search an id in a form":        {searchedFor("orders/edit", byID("1"), "Labels"), "101", "901", false},
	"search a subject in a form":    {searchedFor("remarks/edit", byID("1"), "Subject ID"), canary, "nobody", false},
	"search what is to be linked":   {chosenFrom("orders/add_labels", byID("3"), "Add labels to own lamp"), canary, "nobody", false},
	"search an id to be linked":     {chosenFrom("orders/add_labels", byID("3"), "Add labels to own lamp"), "101", "901", false},
	"search in the tab of a record": {tabbed("accounts/record", "1", "Orders"), canary, "nobody", false},
}

// What is of another tenant is told apart from what is not there by nothing: not by
// what is said, nor by the statements it takes to say so. And nothing of it is changed.
func TestWhatIsTheirsIsNotThere(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		lived(t, a)
		check := a.untouched(2)
		all := allDoors()
		for _, name := range some(slices.Sorted(maps.Keys(all))) {
			t.Run(name, func(t *testing.T) { all[name].knock(t, a) })
		}
		check()
	})
}

// asRead is the text of a key of several parts as people read it.
func asRead(key string) string { return strings.ReplaceAll(key, ",", " / ") }

// knock tries a door with both keys.
func (d door) knock(t *testing.T, a attacked) {
	t.Helper()
	theirs := d.theirs
	if what := strings.Fields(theirs); what[0] == "change" {
		theirs = a.For(t).change(what[1], what[2], what[3])
	}
	check := a.nothingWritten()
	hide := func(text string) string { // what was asked for, as it was written or as people read it
		return strings.NewReplacer(
			theirs, "KEY", d.nobodys, "KEY", asRead(theirs), "KEY", asRead(d.nobodys), "KEY",
		).Replace(text)
	}
	a.sent.shapes()
	met := hide(d.try.do(t, a, theirs))
	took := a.sent.shapes()
	missed := hide(d.try.do(t, a, d.nobodys))
	instead := a.sent.shapes()
	same(t, "theirs is told from nobody's", met, missed)
	says(t, "it", met)
	if !slices.Equal(took, instead) && !d.longer {
		t.Errorf("theirs takes\n%s\nand nobody's\n%s", strings.Join(took, "\n"), strings.Join(instead, "\n"))
	}
	check()
}

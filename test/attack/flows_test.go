package attack_test

import (
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// flow is something that is done to own rows, from the first screen to the last.
type flow struct {
	name    string
	slug    string
	params  map[string]any
	answers map[string]any
	before  func(t *testing.T, a attacked) map[string]any // does something first, and returns parameters
	rows    []row                                         // that it is about
	from    int                                           // the first screen at which they can leave; the one before offers them
	upto    int                                           // the first at which it is all the same; 0 for none
}

// row is one that may leave the tenant.
type row struct {
	table string
	id    int
	text  string // a column of it
}

// prepared does what has to be done before, and returns the parameters of the link.
func (f flow) prepared(t *testing.T, a attacked) map[string]any {
	t.Helper()
	if f.before == nil {
		return f.params
	}
	return merged(f.params, f.before(t, a))
}

const known = "Rows that are there already are known by"

// flows are those of all parts.
var flows = []flow{
	{name: "create", slug: "orders/create", answers: map[string]any{"Title": "own new", "Account": "owntwo@example.com", "Labels": []string{"own gift 101 901"}}, rows: []row{account2, label2}},
	{name: "create for", slug: "orders/create", params: map[string]any{"for": "accounts", "relation": "Orders", "of": "2"}, answers: map[string]any{"Title": "own new"}, rows: []row{account2}},
	{name: "create for a hidden parent", slug: "badges/create", params: map[string]any{"for": "accounts", "relation": "Badges", "of": "2"}, answers: map[string]any{"Code": "own new", "Level": 2}, rows: []row{account2}},
	{name: "create for a polymorphic one", slug: "remarks/create", params: map[string]any{"for": "orders", "relation": "Remarks", "of": "3"}, answers: map[string]any{"Text": "own new"}, rows: []row{order3}},
	{name: "copy", slug: "orders/create", params: map[string]any{"from": "1"}, answers: map[string]any{"Title": "own copy", "Account": "owntwo@example.com"}, rows: []row{account2}},
	{name: "what is taken", slug: "vouchers/create", answers: map[string]any{"Code": "ownten", "Note": "own new"}},
	{name: "what is deleted", slug: "vouchers/create", answers: map[string]any{"Code": "ownold", "Note": "own new"}},
	{name: "edit", slug: "orders/edit", params: byID("1"), answers: map[string]any{"Title": "own stool"}, rows: []row{order1}},
	{name: "edit parent", slug: "orders/edit", params: byID("1"), answers: map[string]any{"Account": "owntwo@example.com"}, rows: []row{order1, account2}},
	{name: "edit labels", slug: "orders/edit", params: byID("1"), answers: map[string]any{"Labels": []string{"own gift 101 901", "own spare"}}, rows: []row{order1, label2}},
	{name: "edit fewer labels", slug: "orders/edit", params: byID("1"), answers: map[string]any{"Labels": []string{}}, rows: []row{order1, label1}},
	{name: "edit lines", slug: "orders/edit", params: byID("1"), answers: map[string]any{"Lines": []map[string]any{{"Text": "own feet"}}}, rows: []row{order1, line1}},
	{name: "remove lines", slug: "orders/edit", params: byID("1"), answers: map[string]any{"Lines": []map[string]any{}}, rows: []row{order1, line1}},
	{name: "add lines", slug: "orders/edit", params: byID("3"), answers: map[string]any{"Lines": []map[string]any{{"Text": "own bulb", "Colour": "own spare"}}}, rows: []row{order3, label3}},
	{name: "edit a badge", slug: "badges/edit", params: byID("1"), answers: map[string]any{"Level": 8}, rows: []row{badge1}},
	{name: "delete", slug: "orders/delete", params: byID("1"), rows: []row{order1}},
	{name: "delete an account", slug: "accounts/delete", params: byID("1"), rows: []row{{"accounts", 1, "name"}}},
	{name: "delete a badge", slug: "badges/delete", params: byID("1"), rows: []row{badge1}},
	{name: "delete a depot", slug: "depots/delete", params: byID("1"), rows: []row{depot1, crate1, van1}},
	{name: "bulk delete of depots", slug: "depots/bulk/delete", params: rows("1"), rows: []row{depot1, crate1, van1}},
	{name: "link a depot", slug: "depots/add_labels", params: byID("1"), answers: map[string]any{"Add labels to own yard": []string{"2"}}, rows: []row{depot1, label2}},
	{name: "unlink a depot", slug: "depots/remove_labels", params: map[string]any{"id": "1", "other": "1"}, rows: []row{depot1, label1}},
	{name: "restore", slug: "orders/restore", params: byID("5"), rows: []row{{"orders", 5, "title"}}},
	{name: "purge", slug: "orders/purge", params: byID("5"), rows: []row{{"orders", 5, "title"}}},
	{name: "find", slug: "orders/find", answers: map[string]any{"ID": 1}, rows: []row{order1}},
	{name: "reveal", slug: "remarks/reveal", params: byID("1"), answers: map[string]any{"Why do you need to see it?": "own reason"}, rows: []row{{"remarks", 1, "text"}}},
	{name: "access", slug: "orders/access", params: byID("1"), answers: map[string]any{"E-mail address of the person": "of2@example.com"}, rows: []row{order1}, upto: 1},
	{name: "access of one's own", slug: "orders/access", params: byID("1"), answers: map[string]any{"E-mail address of the person": "of1@example.com"}, rows: []row{order1}, upto: 1},
	{name: "praise", slug: "orders/praise", params: byID("1")},
	{name: "double", slug: "orders/double", params: byID("1"), rows: []row{order1}},
	{name: "refund", slug: "orders/refund", params: byID("1"), answers: map[string]any{"Amount": 100, "Reason": "own reason"}, rows: []row{order1}},
	{name: "repay", slug: "orders/repay", params: byID("1"), answers: map[string]any{"Amount": 100, "Reason": "own reason"}, rows: []row{order1}},
	{name: "repay refused", slug: "orders/repay", params: byID("1"), answers: map[string]any{"Amount": 1, "Reason": "own reason"}, rows: []row{order1}},
	{name: "add labels", slug: "orders/add_labels", params: byID("3"), answers: map[string]any{"Add labels to own lamp": []string{"2"}}, rows: []row{order3, label2}},
	{name: "remove labels", slug: "orders/remove_labels", params: map[string]any{"id": "1", "other": "1"}, rows: []row{order1, label1}},
	{name: "add tags", slug: "orders/add_tags", params: byID("3"), answers: map[string]any{"Tags": []string{"own spare"}, "Why": "own why"}, rows: []row{order3, label3}},
	{name: "remove tags", slug: "orders/remove_tags", params: map[string]any{"id": "1", "other": "1"}, rows: []row{order1, label1}},
	{name: "change labels", slug: "orders/change_labels", params: map[string]any{"id": "1", "other": "1"}},
	{name: "change tags", slug: "orders/change_tags", params: map[string]any{"id": "1", "other": "1"}},
	{name: "add marks", slug: "orders/add_marks", params: byID("3"), answers: map[string]any{"Marks": []string{"own gift 101 901"}, "Reason": "own gift", "Shade": "own spare"}, rows: []row{order3, label2, label3}},
	{name: "change marks", slug: "orders/change_marks", params: map[string]any{"id": "1", "other": "1"}, answers: map[string]any{"Reason": "own change", "Shade": "own gift 101 901"}, rows: []row{order1, label1, label2}},
	{name: "remove marks", slug: "orders/remove_marks", params: map[string]any{"id": "1", "other": "1"}, rows: []row{order1, label1}},
	{name: "undo new marks", slug: "orders/undo", before: did("orders/add_marks", byID("3"), map[string]any{"Marks": []string{"own gift 101 901"}, "Reason": "own gift"}), rows: []row{order3, label2}},
	{name: "undo a change of marks", slug: "orders/undo", before: did("orders/change_marks", map[string]any{"id": "1", "other": "1"}, map[string]any{"Reason": "own change"}), rows: []row{order1, label1}},
	{name: "undo the removal of marks", slug: "orders/undo", before: did("orders/remove_marks", map[string]any{"id": "1", "other": "1"}, nil), rows: []row{order1, label1}},
	{name: "bulk edit", slug: "orders/bulk/edit", params: rows("1"), answers: map[string]any{"Fields to change": []string{"Title"}, "Title": "own bulk"}, rows: []row{order1}},
	{name: "bulk edit of a query", slug: "orders/bulk/edit", params: allOf("chair"), answers: map[string]any{"Fields to change": []string{"Cents"}, "Cents": 77}, rows: []row{order1}},
	{name: "bulk edit of a parent", slug: "orders/bulk/edit", params: rows("1"), answers: map[string]any{"Fields to change": []string{"Account"}, "Account": "owntwo@example.com"}, rows: []row{account2, order1}, from: 1},
	{name: "bulk edit that is tried", slug: "badges/bulk/edit", params: rows("1"), answers: map[string]any{"Fields to change": []string{"Level"}, "Level": 7}, rows: []row{badge1}},
	{name: "bulk delete", slug: "orders/bulk/delete", params: rows("1"), rows: []row{order1}},
	{name: "bulk verb", slug: "orders/bulk/raise", params: rows("1"), rows: []row{order1}},
	{name: "bulk verb on what is linked", slug: "orders/bulk/raise", params: allWhere("linked:labels", "in")("2"), rows: []row{{"orders", 2, "title"}, label2}},
	{name: "bulk verb on what leads to one", slug: "orders/bulk/raise", params: allOf("owntwo lamp"), rows: []row{order3, account2}},
	{name: "import", slug: "orders/import", answers: map[string]any{"File of orders": "ID;Account;Title\n1;owntwo@example.com;own file\n", known: "ID"}, rows: []row{order1, account2}},
	{name: "import new", slug: "orders/import", answers: map[string]any{"File of orders": "Account;Title\n2;own file\n"}, rows: []row{account2}},
	{name: "settle", slug: "orders/settle"},
	{name: "undo an edit", slug: "orders/undo", before: did("orders/edit", byID("1"), map[string]any{"Title": "own stool", "Labels": []string{"own gift 101 901"}}), rows: []row{order1, label1, label2}},
	{name: "undo a line's edit", slug: "orders/undo", before: did("orders/edit", byID("1"), map[string]any{"Lines": []map[string]any{{"Text": "own feet"}}}), rows: []row{order1, line1}},
	{name: "undo a change of the parent", slug: "orders/undo", before: did("orders/edit", byID("1"), map[string]any{"Account": "owntwo@example.com"}), rows: []row{account1, order1}},
	{name: "undo a change of a line's parent", slug: "lines/undo", before: did("lines/edit", byID("1"), map[string]any{"Colour": "own spare"}), rows: []row{label1}},
	{name: "undo a run that changed the parent", slug: "orders/undo_all", before: ran("orders/bulk/edit", rows("1"), map[string]any{"Fields to change": []string{"Account"}, "Account": "owntwo@example.com"}), rows: []row{account1}},
	{name: "undo a new badge", slug: "badges/undo", before: did("badges/create", nil, map[string]any{"Code": "own new", "Level": 2}), rows: []row{{"badges", 0, "code"}}},
	{name: "undo a delete", slug: "orders/undo", before: did("orders/delete", byID("1"), nil), rows: []row{order1}},
	{name: "undo a badge's delete", slug: "badges/undo", before: did("badges/delete", byID("1"), nil)},
	{name: "undo a depot's delete", slug: "depots/undo", before: did("depots/delete", byID("1"), nil), rows: []row{van1}},
	{name: "undo a run over depots", slug: "depots/undo_all", before: ran("depots/bulk/delete", rows("1"), nil), rows: []row{van1}},
	{name: "undo a new link of a depot", slug: "depots/undo", before: did("depots/add_labels", byID("1"), map[string]any{"Add labels to own yard": []string{"2"}}), rows: []row{depot1, label2}},
	{name: "undo a crate's move", slug: "crates/undo", before: did("crates/edit", byID("1"), map[string]any{"Depot ID": "own barn"}), rows: []row{depot1, crate1}},
	{name: "undo all", slug: "orders/undo_all", before: ran("orders/bulk/edit", rows("1"), map[string]any{"Fields to change": []string{"Title"}, "Title": "own bulk"}), rows: []row{order1}},
}

var (
	account1 = row{"accounts", 1, "name"}
	account2 = row{"accounts", 2, "name"}
	order1   = row{"orders", 1, "title"}
	order3   = row{"orders", 3, "title"}
	label1   = row{"labels", 1, "name"}
	label2   = row{"labels", 2, "name"}
	label3   = row{"labels", 3, "name"}
	line1    = row{"lines", 1, "text"}
	badge1   = row{"badges", 1, "code"}
	depot1   = row{"depots", 1, "name"}
	crate1   = row{"crates", 1, "name"}
	van1     = row{"vans", 1, "name"}
)

// did does something, and returns the parameters of its undo.
func did(slug string, params, answers map[string]any) func(*testing.T, attacked) map[string]any {
	return func(t *testing.T, a attacked) map[string]any {
		t.Helper()
		walked(t, a.StartWith(slug, params), answers, nil)
		model, _ := split(slug)
		var id int64
		desk.Must(t, a.DB.Table("stagedoor_changes").Where("model = ? AND person_id = ?", model, "of1").Select("MAX(id)").Scan(&id).Error)
		return map[string]any{"id": fmt.Sprint(id)}
	}
}

// ran is did for the undo of a run.
func ran(slug string, params, answers map[string]any) func(*testing.T, attacked) map[string]any {
	return func(t *testing.T, a attacked) map[string]any {
		t.Helper()
		walked(t, a.StartWith(slug, params), answers, nil)
		var run string
		desk.Must(t, a.DB.Table("stagedoor_changes").Where("person_id = ?", "of1").Order("id DESC").Limit(1).Select("run_id").Scan(&run).Error)
		return map[string]any{"run": run}
	}
}

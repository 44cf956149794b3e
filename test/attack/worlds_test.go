package attack_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// Whatever somebody does in their own tenant looks the same whether there is another or
// not, to the byte: what is counted, sorted, offered, exported, refused and said to
// belong together. The rows of the other tenant are alike, lead to one's own by mistake,
// and have a history.
func TestAnotherTenantMakesNoDifference(t *testing.T) {
	twins(t, attacked.led, attacked.emptied)
}

// Rows of one's own lead to rows of the other tenant, too, by mistake. What is there
// makes no difference either.
func TestWhatLeadsToTheirsMakesNoDifference(t *testing.T) {
	twins(t, attacked.misled, func(a attacked) {
		a.misled()
		a.renamed()
	})
}

// twins compares everything in a world with everything in another, on every engine.
func twins(t *testing.T, worlds ...func(attacked)) {
	t.Helper()
	desk.Each(t, nil, func(t *testing.T, d *desk.Desk) {
		a := attack(t, d)
		var seen [2][]step
		for i, world := range worlds {
			for _, table := range []string{"stagedoor_steps", "stagedoor_undo", "stagedoor_change_notes", "stagedoor_changes"} {
				a.sql("DELETE FROM " + table)
			}
			numbered(t, a.DB, "stagedoor_changes")
			a.begin(func(attacked) {})
			lived(t, a)
			world(a)
			seen[i] = a.everything(t, world)
		}
		for i, beside := range seen[0] {
			says(t, beside.name, beside.said)
			same(t, beside.name, beside.said, seen[1][i].said)
		}
	})
}

// begin has a world begin anew, but for the audit.
func (a attacked) begin(world func(attacked)) {
	a.t.Helper()
	refill(a.t, a.DB)
	numbered(a.t, a.DB, counting...)
	world(a)
}

// emptied takes the other tenant's rows away, and gives its history to nobody.
func (a attacked) emptied() {
	a.t.Helper()
	a.sql("DELETE FROM order_labels WHERE order_id > 100")
	a.sql("DELETE FROM order_marks WHERE order_id > 100")
	a.sql("DELETE FROM stamps WHERE order_id > 100")
	for _, model := range []any{
		&DepotLabel{}, &Van{}, &Crate{}, &Depot{}, &OrderTag{}, &Remark{}, &Line{}, &Order{}, &Badge{}, &Ticket{}, &Voucher{}, &Price{}, &Label{}, &Account{},
	} {
		desk.Must(a.t, a.DB.Unscoped().Where("tenant_id <> 1").Delete(model).Error)
	}
	a.sql("DELETE FROM stagedoor_undo WHERE change_id IN (SELECT id FROM stagedoor_changes WHERE person_id = 'of2')")
	a.sql("UPDATE stagedoor_changes SET model = 'nothing' WHERE person_id = 'of2'")
}

// led has rows of the other tenant lead to one's own, by a mistake of the application's.
func (a attacked) led() {
	a.t.Helper()
	a.sql("INSERT INTO order_labels (order_id, label_id) VALUES (102, 1)")
	a.sql("UPDATE orders SET account_id = 1 WHERE id = 102")
	a.sql("UPDATE orders SET account_id = 2 WHERE id = 104")
	a.sql("UPDATE lines SET order_id = 2 WHERE id = 102")
	a.sql("UPDATE remarks SET subject_id = 3 WHERE id = 101")
	a.sql("UPDATE badges SET account_id = 2 WHERE id = 101")
	a.sql("UPDATE crates SET depot_id = 2 WHERE id = 102")
	a.sql("UPDATE vans SET depot_id = 2 WHERE id = 102")
}

// misled has rows of each tenant lead to those of the other.
func (a attacked) misled() {
	a.t.Helper()
	a.led()
	a.sql("UPDATE orders SET account_id = 101 WHERE id = 1")
	a.sql("UPDATE remarks SET subject_id = 101 WHERE id = 1")
	a.sql("UPDATE badges SET account_id = 101 WHERE id = 1")
	a.sql("UPDATE lines SET label_id = 101 WHERE id = 1")
	a.sql("UPDATE crates SET depot_id = 101 WHERE id = 2")
	a.sql("UPDATE vans SET depot_id = 101 WHERE id = 2")
	a.sql("INSERT INTO depot_labels (depot_id, label_id, tenant_id) VALUES (2, 2, 2), (2, 101, 1)")
	a.sql("INSERT INTO order_labels (order_id, label_id) VALUES (3, 101)")
	a.sql("INSERT INTO order_tags (order_id, label_id, tenant_id, note) VALUES (3, 2, 2, ?), (3, 101, 1, 'own')", canary+" why")
	a.sql("INSERT INTO order_marks (order_id, label_id, reason, shade_id) VALUES (3, 101, 'own', 101), (2, 1, 'own', 101)")
}

// renamed has the other tenant's rows hold something else, and be in another order.
func (a attacked) renamed() {
	a.t.Helper()
	for table, columns := range map[string]string{
		"accounts": "name = 'aaa', email = %s", "labels": "name = %s", "orders": "title = %s, cents = 1, refunded = 0",
		"lines": "text = %s", "remarks": "text = %s", "badges": "code = %s, level = 100", "tickets": "name = %s", "vouchers": "code = %s, note = 'aaa'",
		"depots": "name = %s", "crates": "name = %s", "vans": "name = %s",
	} {
		named := map[string]string{"mysql": "CONCAT('aaa', 9000 - id)"}[a.DB.Name()]
		if named == "" {
			named = "'aaa' || (9000 - id)"
		}
		a.sql("UPDATE " + a.DB.Statement.Quote(table) + " SET " + fmt.Sprintf(columns, named) + " WHERE tenant_id = 2")
	}
	a.sql("UPDATE order_tags SET note = 'aaa' WHERE tenant_id = 2")
	a.sql("UPDATE order_marks SET reason = 'aaa' WHERE order_id > 100")
}

// step is something that was done, and all that was said.
type step struct{ name, said string }

// lists are what the lists are called.
var lists = map[string]string{
	"accounts": "Accounts", "badges": "Badges", "crates": "Crates", "depot_labels": "Depot labels", "depots": "Depots", "vans": "Vans", "labels": "Labels", "lines": "Lines", "order_tags": "Order tags", "orders": "Orders",
	"prices": "Prices", "remarks": "Remarks", "tickets": "Tickets", "vouchers": "Vouchers",
}

// everything is what somebody of the first tenant sees, and then does.
func (a attacked) everything(t *testing.T, world func(attacked)) []step {
	t.Helper()
	var steps []step
	add := func(name string, parts ...any) {
		b, err := json.Marshal(parts)
		desk.Must(t, err)
		steps = append(steps, step{name, moving.ReplaceAllString(string(b), "MOVING")})
	}
	a.lists(t, add)
	a.pages(t, add)
	a.pickers(t, add)
	a.typedTwice(t, add)
	for _, f := range some(flows) {
		a.begin(world)
		params := f.prepared(t, a)
		add(f.name, walked(t, a.StartWith(f.slug, params), f.answers, nil))
	}
	a.pages(t, add)
	return steps
}

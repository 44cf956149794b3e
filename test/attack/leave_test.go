package attack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// leaving are ways to make a record that is of the other tenant from then on: by a field
// that the form asks for, by a file, and by what hooks do.
var leaving = map[string]flow{
	"a new record":                 {slug: "tickets/create", answers: map[string]any{"Name": "own new", "Tenant": 2, "Level": 1}},
	"an edit":                      {slug: "tickets/edit", params: byID("1"), answers: map[string]any{"Tenant": 2}},
	"a bulk edit":                  {slug: "tickets/bulk/edit", params: rows("1"), answers: map[string]any{"Fields to change": []string{"Tenant"}, "Tenant": 2}},
	"a bulk edit that is tried":    {slug: "badges/bulk/edit", params: rows("1"), answers: map[string]any{"Fields to change": []string{"Tenant"}, "Tenant": 2}},
	"a file of new records":        {slug: "tickets/import", answers: map[string]any{"File of tickets": "Tenant;Name\n2;own new\n"}},
	"a file":                       {slug: "tickets/import", answers: map[string]any{"File of tickets": "ID;Tenant;Name\n1;2;own ticket\n", known: "ID"}},
	"a new record, by a hook":      {slug: "badges/create", answers: map[string]any{"Code": leave}},
	"an edit, by a hook":           {slug: "badges/edit", params: byID("1"), answers: map[string]any{"Code": leave}},
	"a restored record, by a hook": {slug: "vouchers/restore", params: byID("3")},
	"an undo of an edit":           {slug: "tickets/undo", before: undoneTo("edit")},
	"an undo of a delete":          {slug: "tickets/undo", before: undoneTo("delete")},
	"an undo of a run":             {slug: "tickets/undo_all", before: undoneTo("delete")},
}

// undoneTo does something to a ticket and has its undo lead to the other tenant, as it
// does where a record has come from there.
func undoneTo(verb string) func(*testing.T, attacked) map[string]any {
	const own, theirs = `"tenant_id":{"t":"i","x":"1"}`, `"tenant_id":{"t":"i","x":"2"}`
	return func(t *testing.T, a attacked) map[string]any {
		t.Helper()
		answers := map[string]any{"Level": 77}
		if verb == "delete" {
			answers = nil
		}
		walked(t, a.StartWith("tickets/"+verb, byID("1")), answers, nil)
		var kept struct {
			ID           int64
			State, RunID string
		}
		desk.Must(t, a.DB.Table("stagedoor_undo").Joins("JOIN stagedoor_changes c ON c.id = change_id").
			Select("c.id, stagedoor_undo.state, c.run_id").Order("c.id DESC").Limit(1).Scan(&kept).Error)
		state := strings.Replace(kept.State, own, theirs, 1)
		if verb == "edit" {
			state = strings.NewReplacer(`"before":{`, `"before":{`+theirs+`,`, `"after":{`, `"after":{`+own+`,`).Replace(state)
		}
		if state == kept.State {
			t.Fatalf("kept for an undo is %s", state)
		}
		a.sql("UPDATE stagedoor_undo SET state = ? WHERE change_id = ?", state, kept.ID)
		return map[string]any{"id": fmt.Sprint(kept.ID), "run": kept.RunID}
	}
}

// What would be of the other tenant after it is written is not written.
func TestNothingIsMadeTheirs(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		for name, f := range leaving {
			t.Run(name, func(t *testing.T) {
				a := a.For(t)
				refill(t, a.DB)
				params := f.prepared(t, a)
				check := a.nothingWritten()
				says(t, name, walked(t, a.StartWith(f.slug, params), f.answers, nil))
				check()
			})
		}
	})
}

// A row goes over while its refund is with the provider, or while it is recorded: what
// is theirs by then is not written, nor told.
func TestARefundOfWhatHasBecomeTheirs(t *testing.T) {
	for name, c := range map[string]struct {
		slug   string
		cents  int
		reason string
		verbs  string // in the audit: what is recorded goes over in the same database transaction, after it was written
		status string
	}{
		"paid":     {"orders/repay", 13, "own reason", "[refund begun]", "held"},
		"refused":  {"orders/repay", 11, "own reason", "[refund begun]", "repaying"},
		"recorded": {"orders/refund", 100, leave, "[refund]", "paid"},
	} {
		t.Run(name, func(t *testing.T) {
			eachAttacked(t, func(t *testing.T, a attacked) {
				run := a.StartWith(c.slug, byID("1"))
				says(t, name, walked(t, run, map[string]any{"Amount": c.cents, "Reason": c.reason}, nil))
				var o Order
				desk.Must(t, a.DB.First(&o, 1).Error)
				if o.TenantID != 2 {
					t.Fatalf("it has not gone over: %+v", o)
				}
				var verbs []string
				desk.Must(t, a.DB.Table("stagedoor_changes").Where("model = 'orders'").Order("id").Pluck("verb", &verbs).Error)
				if fmt.Sprint(verbs) != c.verbs || o.Status != c.status {
					t.Errorf("its status is %q, and the audit says %v", o.Status, verbs)
				}
			})
		})
	}
}

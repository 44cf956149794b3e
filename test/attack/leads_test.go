package attack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/test/desk"
)

// A place in a list that somebody of the other tenant was given leads the attacker
// to none of their rows.
func TestTheirCursorLeadsToOwnRows(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		theirs := person(a.Desk, "2").Open("orders", "").Ask("Orders", map[string]any{"pageSize": 1, "sortColumn": "title", "sortDirection": "desc"})
		if theirs.NextCursor == "" {
			t.Fatal("there is no next page")
		}
		got := a.Open("orders", "").Ask("Orders", map[string]any{
			"pageSize": 1, "sortColumn": "title", "sortDirection": "desc", "cursor": theirs.NextCursor, "after": theirs.NextCursor,
		})
		if strings.Contains(got.Raw, canary) || strings.Contains(got.Raw, `"10`) {
			t.Errorf("leads to %s", got.Raw)
		}
	})
}

// A row of one's own that leads to theirs, by a mistake of the application's, says
// nothing of where it leads.
func TestAForeignKeyToTheirsSaysNothing(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		desk.Must(t, a.DB.Exec("UPDATE orders SET account_id = 101 WHERE id = 1").Error)
		desk.Must(t, a.DB.Exec("UPDATE remarks SET subject_id = 101 WHERE id = 1").Error)
		desk.Must(t, a.DB.Exec("INSERT INTO order_labels (order_id, label_id) VALUES (3, 101)").Error)
		if all := a.everything(t); strings.Contains(all, canary) {
			t.Errorf("says %s", around(all, canary))
		}
		run := a.Start("orders/edit", "1")
		form := run.Expect("Title")
		if b, _ := json.Marshal(form.Call()); bytes.Contains(b, []byte(canary)) {
			t.Errorf("the form says %s", around(string(b), canary))
		}
		found, _ := json.Marshal(run.Expect("Account").State(canary).Call())
		if bytes.Contains(found, []byte(canary+" One")) {
			t.Errorf("the picker finds %s", around(string(found), canary))
		}
		run.Cancel()
		if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
			t.Errorf("ended with %v", err)
		}
	})
}

// What people name of a scoped list stays theirs: it may name what others are not to see.
func TestViewsOfScopedListsAreNotShared(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		if raw := a.Open("orders", "").Table("Orders").Raw; !strings.Contains(raw, `"ownViews":true`) {
			t.Errorf("they are: %s", raw)
		}
	})
}

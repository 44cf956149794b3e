package attack_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// taggedByThem has a row of the other tenant link two of one's own.
func (a attacked) taggedByThem() {
	a.t.Helper()
	a.sql("INSERT INTO order_tags (order_id, label_id, tenant_id, note) VALUES (3, 2, 2, ?)", canary+" why")
}

// A link whose row is the other tenant's is none, wherever links are shown.
func TestALinkOfTheirsIsNone(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		shown := func() string {
			s, list := a.Open("orders/record", "3"), a.Open("orders", "")
			run := a.StartWith("orders/edit", byID("3"))
			form, err := json.Marshal(run.Expect("Tags").Call())
			desk.Must(t, err)
			ended(t, run)
			return text(t, shownIn(s.Table("Tags")), shownIn(list.Table("Orders")),
				shownIn(list.Ask("Orders", filter("linked:tags", "in")("2"))), shownIn(list.Ask("Orders", filter("linked:tags", "null")(""))),
				shownIn(list.Ask("Orders", filter("linked:tags", "ne")("2"))), string(form), said(t, a.StartWith("orders/delete", byID("3"))),
				searchedFor("orders/add_tags", byID("3"), "Tags").do(t, a, "gift"))
		}
		none := shown()
		a.taggedByThem()
		linked := shown()
		same(t, "a link of theirs", linked, none)
		says(t, "it", linked)
	})
}

// A row of the other tenant in the place of a link is left alone: the link cannot be
// made, nor taken away.
func TestALinkOfTheirsIsLeftAlone(t *testing.T) {
	const add = "Not all of what you added under Tags can be linked. Nothing was saved."
	const remove = "Not all of what you removed under Tags is there any more. Nothing was saved."
	theirs := func(a attacked) {
		a.sql("UPDATE order_tags SET tenant_id = 2, note = ? WHERE order_id = 1", canary+" why")
	}
	ways := map[string]struct {
		slug   string
		params map[string]any
		answer map[string]any
		before func(attacked)
		within func(attacked) // while a review is shown
		says   string
	}{
		"added in a form":         {"orders/edit", byID("3"), map[string]any{"Tags": []string{"own gift 101 901"}}, attacked.taggedByThem, nil, add},
		"added in a form since":   {"orders/edit", byID("3"), map[string]any{"Tags": []string{"own gift 101 901"}}, nil, attacked.taggedByThem, add},
		"added on the page":       {"orders/add_tags", byID("3"), map[string]any{"Tags": []string{"own gift 101 901"}}, attacked.taggedByThem, nil, "Another order tag has one of these values already"},
		"removed in a form since": {"orders/edit", byID("1"), map[string]any{"Tags": []string{}}, nil, theirs, remove},
		"removed on the page":     {"orders/remove_tags", map[string]any{"id": "1", "other": "1"}, nil, theirs, nil, "is not linked with own chair any more"},
		"removed since":           {"orders/remove_tags", map[string]any{"id": "1", "other": "1"}, nil, nil, theirs, "is not linked with own chair any more"},
		"deleted for good":        {"orders/purge", byID("3"), nil, inTheTrash, nil, "stands in the way"},
	}
	eachAttacked(t, func(t *testing.T, a attacked) {
		for name, w := range ways {
			t.Run(name, func(t *testing.T) {
				a := a.For(t)
				refill(t, a.DB)
				if w.before != nil {
					w.before(a)
				}
				check := a.nothingWritten()
				run := a.StartWith(w.slug, w.params)
				walked(t, run, w.answer, func(n int, s *stagedoortest.Screen) bool {
					last := strings.Contains(fmt.Sprint(s.Call().ToRender), "DISPLAY_CHANGES") || s.Call().ToRender[0].MethodName == "CONFIRM"
					if w.within != nil && last {
						w.within(a)
						check = a.nothingWritten()
						w.within = nil
					}
					return true
				})
				check()
				calls, _ := json.Marshal(run.Calls())
				_, err := run.Wait()
				if all := string(calls) + fmt.Sprint(err); !strings.Contains(all, w.says) || strings.Contains(all, canary) {
					t.Errorf("it says %s and %v", calls[max(0, len(calls)-900):], err)
				}
			})
		}
	})
}

// inTheTrash puts an order into the trash that has a tag which is the other tenant's.
func inTheTrash(a attacked) {
	a.taggedByThem()
	a.sql("UPDATE orders SET deleted_at = '2026-01-02 03:04:05' WHERE id = 3")
}

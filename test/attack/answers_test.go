package attack_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// forgeries are answers that no form has offered, to questions that were shown: with a
// key of the other tenant and one of nobody. %s is the key.
var forgeries = map[string]struct {
	slug, id        string
	label, answer   string
	theirs, nobodys string
	rest            map[string]any
}{
	"parent of a new record": {"orders/create", "", "Account", `"%s"`, "101", "901", map[string]any{"Title": "stolen"}},
	"parent in an edit":      {"orders/edit", "1", "Account", `"%s"`, "101", "901", nil},
	"place among results":    {"orders/edit", "1", "Account", `"0:%s"`, "101", "901", nil},
	"links of a new record":  {"orders/create", "", "Labels", `["0:%s"]`, "101", "901", map[string]any{"Title": "stolen", "Account": "ownone@example.com"}},
	"links in an edit":       {"orders/edit", "1", "Labels", `["1","%s"]`, "101", "901", nil},
	"rows in the form":       {"orders/edit", "1", "Lines", `[{"from":%s,"values":["stolen"]}]`, "101", "901", nil},
	"key of a row":           {"orders/edit", "1", "Lines", `[{"from":0,"values":["own legs"]},{"key":"%s","values":["stolen"]}]`, "101", "901", nil},
	"subject of a remark":    {"remarks/edit", "1", "Subject ID", `"%s"`, "101", "901", nil},
	"rows to be linked":      {"orders/add_labels", "3", "Add labels to own lamp", `[{"key":"%s"}]`, "101", "901", nil},
}

// What is answered after a form was shown is looked at as what was in the link: by
// whom it is, and not by what the form has offered.
func TestForgedAnswersAreWorthNothing(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		for name, f := range forgeries {
			t.Run(name, func(t *testing.T) {
				before := a.dump(2)
				forge := func(key string) string {
					run := a.For(t).Start(f.slug, f.id)
					form := run.Expect(f.label)
					answers := map[string]any{}
					if f.rest != nil || f.id != "" && form.Component().MethodName != protocol.SelectTable {
						answers = desk.Filled(form, nil)
					}
					maps.Copy(answers, f.rest)
					answers[f.label] = json.RawMessage(fmt.Sprintf(f.answer, key))
					if len(form.Call().ChoiceButtons) > 0 {
						form.Choose(form.Call().ChoiceButtons[0].Label, answers)
					} else {
						form.AnswerAll(answers)
					}
					return strings.ReplaceAll(goneThrough(t, run), key, "KEY")
				}
				theirs, nobodys := forge(f.theirs), forge(f.nobodys)
				if theirs != nobodys {
					t.Errorf("theirs:   %s\nnobody's: %s", theirs, nobodys)
				}
				if strings.Contains(theirs, canary) {
					t.Errorf("says %s", around(theirs, canary))
				}
				if after := a.dump(2); after != before {
					t.Errorf("changed:\n%s\n%s", before, after)
				}
				a.linksOwnOnly(t)
			})
		}
	})
}

// goneThrough presses on until the run asks the same thing again, or ends, and returns
// what it has said.
func goneThrough(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	var all []any
	for range 3 {
		s, asks := run.Next()
		if !asks {
			break
		}
		all = append(all, s.Call().ToRender, s.Call().ChoiceButtons, s.Call().ValidationErrorMessage)
		if len(s.Call().ChoiceButtons) == 0 || !strings.HasPrefix(s.Call().ChoiceButtons[0].Label, "Save") &&
			!strings.HasPrefix(s.Call().ChoiceButtons[0].Label, "Create") && !strings.HasPrefix(s.Call().ChoiceButtons[0].Label, "Add") {
			break
		}
		s.Choose(s.Call().ChoiceButtons[0].Label)
	}
	run.Cancel()
	_, err := run.Wait()
	return text(t, all, fmt.Sprint(err))
}

// linksOwnOnly checks that nothing of tenant 1 leads to tenant 2.
func (a attacked) linksOwnOnly(t *testing.T) {
	t.Helper()
	for _, q := range []string{
		"SELECT COUNT(*) FROM orders WHERE tenant_id = 1 AND account_id > 100",
		"SELECT COUNT(*) FROM remarks WHERE tenant_id = 1 AND subject_id > 100",
		"SELECT COUNT(*) FROM order_labels WHERE (order_id < 100) <> (label_id < 100)",
		"SELECT COUNT(*) FROM `lines` WHERE tenant_id = 1 AND order_id > 100",
	} {
		var n int64
		desk.Must(t, a.DB.Raw(strings.ReplaceAll(q, "`lines`", a.DB.Statement.Quote("lines"))).Scan(&n).Error)
		if n != 0 {
			t.Errorf("%d: %s", n, q)
		}
	}
}

// What was offered as one's own and is another's by the time of the answer is theirs.
func TestWhatHasBecomeTheirsIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		slug, id, label string
		answer          any
		table           string // whose row 2 goes over to them
	}{
		"parent of a new record": {"orders/create", "", "Account", "owntwo@example.com", "accounts"},
		"parent in an edit":      {"orders/edit", "1", "Account", "owntwo@example.com", "accounts"},
		"links in an edit":       {"orders/edit", "1", "Labels", []string{"own gift"}, "labels"},
		"rows to be linked":      {"orders/add_labels", "3", "Add labels to own lamp", []string{"2"}, "labels"},
	} {
		t.Run(name, func(t *testing.T) {
			eachAttacked(t, func(t *testing.T, a attacked) {
				run := a.Start(c.slug, c.id)
				form := run.Expect(c.label)
				answers := map[string]any{c.label: c.answer}
				if len(form.Call().ChoiceButtons) > 0 {
					answers = desk.Filled(form, map[string]any{"Title": "taken", c.label: c.answer})
				}
				before, own := a.dump(2), a.dump(1)
				desk.Must(t, a.DB.Exec("UPDATE "+a.DB.Statement.Quote(c.table)+" SET tenant_id = 3 WHERE id = 2").Error)
				if len(form.Call().ChoiceButtons) > 0 {
					form.Choose(form.Call().ChoiceButtons[0].Label, answers)
				} else {
					form.AnswerAll(answers)
				}
				goneThrough(t, run)
				if after := a.dump(2); after != before {
					t.Errorf("changed:\n%s\n%s", before, after)
				}
				var linked, parents int64
				desk.Must(t, a.DB.Table("order_labels").Where("order_id IN (1, 3) AND label_id = 2").Count(&linked).Error)
				desk.Must(t, a.DB.Model(&Order{}).Where("title = 'taken' AND account_id = 2").Count(&parents).Error)
				if linked+parents != 0 {
					t.Errorf("%d links and %d parents of theirs were written over %s", linked, parents, own)
				}
			})
		})
	}
}

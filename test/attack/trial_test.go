package attack_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// trial does something with a key of the other tenant, or with one that nobody has,
// and returns all that was said.
type trial struct {
	slug string // of the page or action
	do   func(t *testing.T, a attacked, key string) string
}

// start starts an action with the parameters of a link.
func start(slug string, params func(key string) map[string]any) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		return said(t, a.For(t).StartWith(slug, params(key)))
	}}
}

// open opens a page by its address.
func open(slug string, params func(key string) map[string]any) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		s, err := a.For(t).with(params(key)).TryOpen(slug, fmt.Sprint(params(key)["id"]))
		if err == nil {
			return text(t, s.Layout.Title, s.Layout.Previous, s.Layout.Next, s.Labels())
		}
		return text(t, err.Error())
	}}
}

// through goes through an action, with answers that have the key in them.
func through(slug string, params map[string]any, answers func(key string) map[string]any) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		return walked(t, a.For(t).StartWith(slug, params), answers(key), nil)
	}}
}

// imported brings in a file of one row, in which the key is in a column; a column named
// so makes rows known.
func imported(slug, head, row, match string) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		model, _ := split(slug)
		answers := map[string]any{"File of " + model: head + "\n" + strings.ReplaceAll(row, "KEY", key) + "\n"}
		if match != "" {
			answers["Rows that are there already are known by"] = match
		}
		return walked(t, a.For(t).StartWith(slug, nil), answers, nil)
	}}
}

// filtered gives a list a state with key in it.
func filtered(slug, table string, state func(key string) map[string]any) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		got := a.For(t).Open(slug, "").Ask(table, state(key))
		return text(t, got.Keys(), got.TotalRecords, got.TotalIsEstimate, got.Message, got.NextCursor == "")
	}}
}

// searchedFor types a text into a question.
func searchedFor(slug string, params map[string]any, label string) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		run := a.For(t).StartWith(slug, params)
		found := run.Expect(label).State(key)
		defer ended(t, run)
		return text(t, found.Component())
	}}
}

// ended closes a run.
func ended(t *testing.T, run *stagedoortest.Run) {
	t.Helper()
	run.Cancel()
	if _, err := run.Wait(); err == nil {
		t.Error("the run ended well")
	}
}

func byID(key string) map[string]any { return map[string]any{"id": key} }

func filter(column, op string) func(string) map[string]any {
	return func(key string) map[string]any {
		return map[string]any{"filters": []any{map[string]any{"column": column, "op": op, "value": operand(op, key)}}}
	}
}

// operand is the value of a filter: several, where it is about one of several.
func operand(op, key string) any {
	if op == "in" {
		return []string{key}
	}
	return key
}

// sortedBy sorts by a name that may be none.
func sortedBy(key string) map[string]any {
	return map[string]any{"sortColumn": key, "sortDirection": "asc"}
}

// after is the place after a row, as a cursor names it where values are too long.
func after(key string) map[string]any { return map[string]any{"cursor": place(key), "pageSize": 1} }

// before is the place before it.
func before(key string) map[string]any {
	return map[string]any{"cursor": place(key), "direction": "before", "before": place(key), "pageSize": 1}
}

func place(key string) string {
	b, err := json.Marshal(map[string]any{"o": []string{"-id"}, "k": key})
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// allOf means all rows that a search finds.
func allOf(key string) map[string]any {
	return map[string]any{"rows": fmt.Sprintf(`{"all":{"queryTerm":%q}}`, key)}
}

// allWhere means all rows that a filter leaves.
func allWhere(column, op string) func(string) map[string]any {
	return func(key string) map[string]any {
		all, err := json.Marshal(map[string]any{"all": filter(column, op)(key)})
		if err != nil {
			panic(err)
		}
		return map[string]any{"rows": string(all)}
	}
}

func searched(key string) map[string]any { return map[string]any{"queryTerm": key} }

func rows(key string) map[string]any {
	return map[string]any{"rows": fmt.Sprintf(`{"keys":[%q]}`, key)}
}

// with adds parameters to the key's, under a name.
func with(name string, more map[string]any) func(string) map[string]any {
	return func(key string) map[string]any { return merged(more, map[string]any{name: key}) }
}

// raw is an answer that no form has offered. %s in it is the key.
func raw(label, answer string, rest map[string]any) func(string) map[string]any {
	return func(key string) map[string]any {
		return merged(rest, map[string]any{label: json.RawMessage(strings.ReplaceAll(answer, "%s", key))})
	}
}

// lived has the other tenant do things to its rows, of which the audit tells.
func lived(t *testing.T, a attacked) {
	t.Helper()
	theirs := person(a.Desk, "2")
	for _, did := range []struct {
		slug, id string
		extra    map[string]any
		answers  map[string]any
	}{
		{"orders/edit", "101", nil, map[string]any{"Title": canary + " stool"}},
		{"orders/delete", "103", nil, nil},
		{"orders/add_labels", "104", nil, map[string]any{"Add labels to " + canary + " shelf 101 901": []string{"103"}}},
		{"orders/bulk/edit", "", rows("102"), map[string]any{"Fields to change": []string{"Title"}, "Title": canary + " desk"}},
		{"badges/edit", "101", nil, map[string]any{"Level": 9}},
		{"badges/create", "", nil, map[string]any{"Code": canary + "new", "Level": 4}},
		{"badges/delete", "102", nil, nil},
		{"badges/delete", "103", nil, nil},
		{"vouchers/delete", "101", nil, nil},
	} {
		seat := *theirs
		seat.T, seat.Extra = t, did.extra
		run := seat.StartAs(did.slug, did.id, "theirs", "")
		if said := walked(t, run, did.answers, nil); strings.Contains(said, `"\u003cnil\u003e"`) == false {
			t.Fatalf("%s %s: %s", did.slug, did.id, said)
		}
	}
	desk.Must(t, a.DB.Create(&Badge{ID: 103, TenantID: 3, Code: canary + "silver"}).Error) // in the place of one that is gone
}

// change is the id of the newest change of theirs to a record; "any" for any of them.
func (a attacked) change(model, verb, key string) string {
	a.t.Helper()
	q := a.DB.Table("stagedoor_changes").Where("model = ? AND verb = ? AND person_id = ?", model, verb, "of2")
	if key != "any" {
		q = q.Where("record_key = ?", key)
	}
	var ids []int64
	desk.Must(a.t, q.Order("id DESC").Limit(1).Pluck("id", &ids).Error)
	if len(ids) == 0 {
		a.t.Fatalf("nobody has done %s to %s %s", verb, model, key)
	}
	return fmt.Sprint(ids[0])
}

// chosenFrom searches in rows that are chosen from.
func chosenFrom(slug string, params map[string]any, label string) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		run := a.For(t).StartWith(slug, params)
		found := run.Expect(label).State(searched(key))
		defer ended(t, run)
		return text(t, found.Component())
	}}
}

// tabbed searches in the tab of a record.
func tabbed(slug, id, label string) trial {
	return trial{slug, func(t *testing.T, a attacked, key string) string {
		got := a.For(t).Open(slug, id).Ask(label, searched(key))
		return text(t, got.Keys(), got.TotalRecords, got.Message)
	}}
}

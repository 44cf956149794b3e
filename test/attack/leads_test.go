package attack_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// A place in a list that somebody of the other tenant was given leads the attacker
// to none of their rows.
func TestTheirCursorLeadsToOwnRows(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		state := map[string]any{"pageSize": 1, "sortColumn": "title", "sortDirection": "desc"}
		theirs := person(a.Desk, "2").Open("orders", "").Ask("Orders", state)
		if theirs.NextCursor == "" {
			t.Fatal("there is no next page")
		}
		got := a.Open("orders", "").Ask("Orders", merged(state, map[string]any{"cursor": theirs.NextCursor, "after": theirs.NextCursor}))
		if strings.Contains(got.Raw, canary) || strings.Contains(got.Raw, `"10`) {
			t.Errorf("leads to %s", got.Raw)
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

// refusedFilter is what is said of a value that a filter does not offer, below the rows
// that were there.
const refusedFilter = `4 3 2 1The table cannot be shown like this: the filter of "Labels" has a value that does not fit.`

// A link to theirs, which the application has made by mistake, is found by no filter.
func TestNoFilterFindsALinkToTheirs(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		a.misled()
		found := func(state map[string]any) string {
			got := a.Open("orders", "").Ask("Orders", state)
			return strings.Join(got.Keys(), " ") + got.Message
		}
		for name, c := range map[string]struct {
			state map[string]any
			want  string
		}{
			"their label":     {filter("linked:labels", "in")("101"), refusedFilter},
			"an own label":    {filter("linked:labels", "in")("1"), "2 1"},
			"not their label": {filter("linked:labels", "ne")("101"), refusedFilter},
			"no label":        {filter("linked:labels", "null")(""), "4 3"},
			"any label":       {filter("linked:labels", "notnull")(""), "2 1"},
			"their account":   {filter("account_id", "contains")(canary), ""},
			"an own account":  {filter("account_id", "contains")("own"), "4 3 2"},
			"their name":      {searched(canary), ""},
		} {
			if got := found(c.state); got != c.want {
				t.Errorf("%s: %q", name, got)
			}
		}
		for n := range 200 { // now labels are filtered by what they are called
			desk.Must(t, a.DB.Create(&Label{TenantID: 1, Name: fmt.Sprintf("own %d", n)}).Error)
		}
		for typed, want := range map[string]string{canary: "", "own urgent": "2 1"} {
			if got := found(filter("named:labels", "contains")(typed)); got != want {
				t.Errorf("labels called %s: %q", typed, got)
			}
		}
	})
}

// A page that is open tells nothing more of a record that has become theirs.
func TestAnOpenPageTellsNoMoreOfWhatHasBecomeTheirs(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		walked(t, a.StartWith("orders/edit", byID("1")), map[string]any{"Title": "own stool"}, nil)
		s := a.Open("orders/record", "1")
		s.Table("Timeline")
		a.moved(order1, true)
		theirs := person(a.Desk, "2")
		walked(t, theirs.StartWith("orders/edit", byID("1")), map[string]any{"Title": canary + " bench"}, nil)
		got := s.Ask("Timeline", map[string]any{"pageSize": 5})
		says(t, "the timeline", got.Raw)
		if len(got.Keys()) != 1 || got.Message != "There is no order 1. It may have been deleted." {
			t.Errorf("the timeline has %v and says %q", got.Keys(), got.Message)
		}
	})
}

// What is tried first is shown in own rows; rows that are, or would be, theirs are counted.
func TestATriedChangeNamesNoRowOfTheirs(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		check := a.untouched(2)
		for _, code := range []string{"touch", "take", "give"} {
			run := a.StartWith("badges/edit", byID("1"))
			form := run.Expect("Code")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Code": code}))
			shown, err := json.Marshal(run.Expect("What this changes besides").Call())
			desk.Must(t, err)
			says(t, "the review of "+code, string(shown))
			if !strings.Contains(string(shown), "1 row changed") {
				t.Errorf("%s is not counted: %s", code, shown)
			}
			ended(t, run)
		}
		check()
	})
}

// The names that the audit keeps of what was linked are not told where they may be theirs.
func TestATimelineNamesNoLinks(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		walked(t, a.StartWith("orders/edit", byID("1")), map[string]any{"Labels": []string{"own gift 101 901"}}, nil)
		a.sql("UPDATE stagedoor_changes SET after_json = REPLACE(after_json, 'own gift', '" + canary + "')")
		says(t, "the timeline", a.Open("orders/record", "1").Table("Timeline").Raw)
		says(t, "the change", text(t, a.with(map[string]any{"change": a.newest()}).Open("orders/change", "1").Shown()))
	})
}

// The key of a row of theirs in a form makes a new row of one's own.
func TestAForgedKeyOfARowIsNone(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		check := a.untouched(2)
		for _, field := range []string{"Lines", "Stamps"} {
			row := `[{"key":"101","values":["stolen",null]}]`
			if field == "Stamps" {
				row = `[{"key":"101","values":["stolen"]}]`
			}
			run := a.StartWith("orders/edit", byID("3"))
			walked(t, run, map[string]any{field: json.RawMessage(row)}, nil)
			desk.Ends(t, run)
		}
		check()
		var lines, stamps int64
		desk.Must(t, a.DB.Model(&Line{}).Where("order_id = 3 AND tenant_id = 1 AND text = 'stolen' AND id > 5000").Count(&lines).Error)
		desk.Must(t, a.DB.Model(&Stamp{}).Where("order_id = 3 AND ink = 'stolen' AND id > 5000").Count(&stamps).Error)
		if lines != 1 || stamps != 1 {
			t.Errorf("%d lines and %d stamps", lines, stamps)
		}
	})
}

// A value that only one row of all tenants may have is refused with the same words
// whether theirs is deleted or not, and leads to no restore of theirs.
func TestAValueThatIsTakenSaysNoMore(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		refused := func(code string) string {
			said := walked(t, a.StartWith("vouchers/create", nil), map[string]any{"Code": code, "Note": "own new"}, nil)
			return strings.ReplaceAll(said, code, "CODE")
		}
		there, deleted := refused(canary+"ten"), refused(canary+"old")
		same(t, "a deleted one is told from one that is there", deleted, there)
		says(t, "the refusal", there)
		if !strings.Contains(there, "Another voucher has the same Code already") {
			t.Errorf("it says %s", there)
		}
	})
}

// An explanation of somebody's access is asked of their Scope.
func TestAccessIsExplainedByTheScope(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		said := walked(t, a.StartWith("orders/access", byID("1")), map[string]any{"E-mail address of the person": "of2@example.com"}, nil)
		if !strings.Contains(said, "It does not meet the Scope") {
			t.Errorf("it says %s", said)
		}
	})
}

// A change is undone by its own model only, whatever has the same key in another.
func TestAChangeOfAnotherModelIsNone(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		params := did("badges/edit", byID("1"), map[string]any{"Level": 8})(t, a)
		none := said(t, a.StartWith("tickets/undo", byID("90001")))
		same(t, "a change of a badge", said(t, a.StartWith("tickets/undo", params)), none)
	})
}

// newest is the newest change in the audit.
func (a attacked) newest() string {
	a.t.Helper()
	var id string
	desk.Must(a.t, a.DB.Table("stagedoor_changes").Select("MAX(id)").Scan(&id).Error)
	return id
}

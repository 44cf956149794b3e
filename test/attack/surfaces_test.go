package attack_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/desk"
)

// adding keeps what was seen, under a name.
type adding func(name string, parts ...any)

// head is a page without what loads by itself.
func head(l stagedoor.Layout) []any {
	return []any{l.Title, l.Description, l.Menu, l.Previous, l.Next}
}

// lists looks at every list in every way that it offers, and at its files.
func (a attacked) lists(t *testing.T, add adding) {
	t.Helper()
	for _, slug := range some(slices.Sorted(maps.Keys(lists))) {
		label := lists[slug]
		s := a.Open(slug, "")
		first := s.Table(label)
		add("list of "+slug, head(s.Layout), first.Raw)
		for _, c := range first.Columns {
			for _, state := range statesOf(c.AccessorKey) {
				add(fmt.Sprintf("list of %s as %v", slug, state), shownIn(s.Ask(label, state)))
			}
		}
		for _, typed := range []string{"o", "own", "1", "one", "101", canary} {
			add("search for "+typed+" in "+slug, shownIn(s.Ask(label, searched(typed))))
		}
		add("pages of "+slug, a.pagesOf(s, label))
		add("files of "+slug, string(a.For(t).Export(slug, label, "csv")), string(a.For(t).Export(slug, label, "json")))
	}
}

// statesOf are ways to look at a list by a column.
func statesOf(column string) []map[string]any {
	return []map[string]any{
		sortedBy(column),
		{"sortColumn": column, "sortDirection": "desc", "pageSize": 1},
		filter(column, "ne")("x"), filter(column, "eq")("1"), filter(column, "eq")("101"),
		filter(column, "notnull")(""), filter(column, "null")(""), filter(column, "contains")("o"), filter(column, "contains")(canary), filter(column, "in")("101"),
	}
}

func shownIn(got desk.Table) []any {
	return []any{got.Keys(), got.Data, got.TotalRecords, got.TotalIsEstimate, got.Message, got.NextCursor, got.PrevCursor}
}

// pagesOf goes through a list row by row, on to its end and back.
func (a attacked) pagesOf(s *desk.Screen, label string) []any {
	a.t.Helper()
	var seen []any
	state := map[string]any{"pageSize": 1}
	for range 10 {
		got := s.Ask(label, state)
		seen = append(seen, shownIn(got))
		if got.NextCursor == "" {
			break
		}
		state = map[string]any{"pageSize": 1, "cursor": got.NextCursor}
	}
	return seen
}

// pages looks at every page of own records, with their tabs and timelines.
func (a attacked) pages(t *testing.T, add adding) {
	t.Helper()
	tabs := map[string][]string{"accounts": {"Orders", "Badges", "Remarks"}, "orders": {"Lines", "Labels", "Tags", "Remarks"}, "depots": {"Crates", "Vans", "Labels"}, "crates": nil, "vans": nil, "labels": nil, "badges": nil, "remarks": nil, "tickets": nil, "vouchers": nil}
	for _, slug := range some(slices.Sorted(maps.Keys(tabs))) {
		for _, id := range []string{"1", "2", "3", "4", "5"} {
			for _, list := range []string{"", "q=own", "sort=id", "f.title.contains=o", "f.linked:labels.in=101", "f.account_id.contains=one"} {
				s, err := a.with(map[string]any{"list": list}).TryOpen(slug+"/record", id)
				if err != nil {
					add(slug+" "+id, err.Error())
					continue
				}
				add(slug+" "+id+" in "+list, head(s.Layout))
				if list == "" {
					add("parts of "+slug+" "+id, partsOf(s, tabs[slug]))
				}
			}
		}
	}
	for _, what := range []string{"orders", "vouchers", "badges", "tickets", "depots", "crates"} {
		s := a.Open(what+"/deleted", "")
		add("deleted "+what, head(s.Layout), s.Table("Deleted "+what).Raw)
	}
}

// partsOf are the tables of a page, and what else is on it.
func partsOf(s *desk.Screen, tabs []string) []any {
	var parts []any
	for _, tab := range tabs {
		if s.Has(tab) { // those of deleted records have none
			parts = append(parts, tab, shownIn(s.Table(tab)))
		}
	}
	if s.Has("Timeline") {
		parts = append(parts, s.Table("Timeline").Raw)
	}
	for _, c := range s.Shown() {
		if c.MethodName == protocol.DisplayMetadata || c.MethodName == protocol.DisplayLink {
			parts = append(parts, c)
		}
	}
	return parts
}

// forms are those in which records are searched for, with the labels of the searches.
var forms = []struct {
	slug   string
	params map[string]any
	labels []string
}{
	{"orders/create", nil, []string{"Account", "Labels", "Tags"}},
	{"orders/edit", byID("1"), []string{"Account", "Labels", "Tags"}},
	{"orders/edit", byID("3"), []string{"Account", "Labels", "Tags"}},
	{"remarks/edit", byID("1"), []string{"Subject ID"}},
	{"remarks/create", nil, []string{"Subject ID"}},
	{"lines/edit", byID("1"), []string{"Order ID", "Colour"}},
}

// pickers types into the searches of forms, and into what is chosen from.
func (a attacked) pickers(t *testing.T, add adding) {
	t.Helper()
	for _, form := range some(forms) {
		for _, label := range form.labels {
			for _, typed := range []string{"", "own", "o", "1", "101", canary} {
				add(fmt.Sprintf("%s %v: %s: %s", form.slug, form.params, label, typed), searchedFor(form.slug, form.params, label).do(t, a, typed))
			}
		}
	}
	for _, typed := range []string{"", "own", "101", canary} {
		add("labels to add: "+typed, chosenFrom("orders/add_labels", byID("3"), "Add labels to own lamp").do(t, a, typed))
	}
}

// typedTwice looks at a page whose parts are asked for once more.
func (a attacked) typedTwice(t *testing.T, add adding) {
	t.Helper()
	s := a.Open("accounts/record", "2")
	for _, typed := range []string{"own", "101", canary} {
		add("orders of an account: "+typed, shownIn(s.Ask("Orders", searched(typed))))
	}
	s = a.Open("orders/record", "3")
	add("labels of an order", shownIn(s.Ask("Labels", sortedBy("name"))))
}

package attack_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// Whatever somebody looks at in their own tenant is the same whether there is another
// or not: what is counted, sorted, offered, exported and said to belong together.
func TestAnotherTenantMakesNoDifference(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		beside := a.everything(t)
		if strings.Contains(beside, canary) {
			t.Errorf("says something of the other tenant: %s", around(beside, canary))
		}
		for _, of := range []any{&Remark{}, &Line{}, &Order{}, &Account{}, &Price{}} {
			if _, ok := of.(*Order); ok {
				desk.Must(t, a.DB.Exec("DELETE FROM order_labels WHERE order_id > 100").Error)
			}
			desk.Must(t, a.DB.Unscoped().Where("tenant_id = 2").Delete(of).Error)
		}
		desk.Must(t, a.DB.Where("tenant_id = 2").Delete(&Label{}).Error)
		if alone := a.everything(t); alone != beside {
			i := 0
			for i < min(len(alone), len(beside)) && alone[i] == beside[i] {
				i++
			}
			t.Errorf("beside another: …%s\nalone: …%s", cut(beside, i), cut(alone, i))
		}
	})
}

// everything is what the attacker's own lists, records, forms and files say.
func (a attacked) everything(t *testing.T) string {
	t.Helper()
	var all []any
	lists := map[string]string{"accounts": "Accounts", "orders": "Orders", "lines": "Lines", "labels": "Labels", "remarks": "Remarks", "prices": "Prices"}
	for _, slug := range slices.Sorted(maps.Keys(lists)) {
		s := a.Open(slug, "")
		first := s.Table(lists[slug])
		all = append(all, s.Layout, first.Raw)
		for _, c := range first.Columns {
			for _, state := range []map[string]any{
				{"sortColumn": c.AccessorKey, "sortDirection": "asc"}, {"sortColumn": c.AccessorKey, "sortDirection": "desc", "pageSize": 1},
				filter(c.AccessorKey, "ne")("x"), filter(c.AccessorKey, "notnull")(""), filter(c.AccessorKey, "contains")("o"),
			} {
				got := s.Ask(lists[slug], state)
				all = append(all, c.AccessorKey, state, got.Keys(), got.TotalRecords, got.Message)
			}
		}
		for _, typed := range []string{"o", "own", "1", "one"} {
			all = append(all, typed, s.Ask(lists[slug], searched(typed)).Keys())
		}
		seat := a.For(t)
		all = append(all, string(seat.Export(slug, lists[slug], "csv")), string(seat.Export(slug, lists[slug], "json")))
	}
	for _, id := range []string{"1", "2", "3"} {
		s := a.Open("orders/record", id)
		all = append(all, s.Layout.Title, s.Layout.Menu, s.Labels(), s.Table("Labels").Raw, s.Table("Remarks").Raw, s.Table("Lines").Raw)
		all = append(all, said(t, a.StartWith("orders/delete", byID(id))), said(t, a.StartWith("orders/edit", byID(id))))
	}
	all = append(all, a.Open("accounts/record", "1").Table("Orders").Raw)
	for _, slug := range []string{"accounts/delete", "accounts/edit"} {
		all = append(all, said(t, a.StartWith(slug, byID("1"))))
	}
	for _, slug := range []string{"accounts/create", "orders/create", "remarks/create", "orders/add_labels"} {
		all = append(all, said(t, a.StartWith(slug, byID("3"))))
	}
	for _, slug := range []string{"orders/bulk/delete", "orders/bulk/raise", "orders/bulk/edit"} {
		for _, rows := range []string{`{"all":{"queryTerm":"o"}}`, `{"all":{}}`, `{"all":{"filters":[{"column":"title","op":"ne","value":"x"}]}}`} {
			all = append(all, said(t, a.StartWith(slug, map[string]any{"rows": rows})))
		}
	}
	all = append(all, said(t, a.StartWith("orders/settle", nil)), a.Open("orders/deleted", "").Layout, a.Open("orders/deleted", "").Table("Deleted orders").Raw)
	return text(t, all...)
}

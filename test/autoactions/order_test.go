package autoactions_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// ordered are the columns of the property, each with how two charges compare in it;
// nil stands for NULL.
var ordered = map[string]func(Charge) any{
	"cents": func(c Charge) any { return c.Cents },
	"title": func(c Charge) any { return c.Title },
	"note": func(c Charge) any {
		if c.Note == nil {
			return nil
		}
		return *c.Note
	},
	"score": func(c Charge) any {
		if c.Score == nil {
			return nil
		}
		return *c.Score
	},
	"paid_at": func(c Charge) any {
		if c.PaidAt == nil {
			return nil
		}
		return c.PaidAt.Unix()
	},
}

// compare is the order of an engine: NULL comes at its own end.
func compare(a, b any, nullsSmallest bool) int {
	side := map[bool]int{true: -1, false: 1}[nullsSmallest]
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return side
	case b == nil:
		return -side
	}
	switch a := a.(type) {
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a, b.(float64))
	}
	return cmp.Compare(a.(string), b.(string))
}

// Whatever columns a list is sorted by, its pages are those of the same rows sorted
// in memory, forwards and backwards.
func TestPagesOfSeveralColumnsAreThoseOfTheWholeOrder(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 250)
		var rows []Charge
		desk.Must(t, d.DB.Find(&rows).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
		names := []string{"cents", "note", "paid_at", "score", "title"}
		random := rand.New(rand.NewPCG(1, 2))
		for range 12 {
			random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
			sorts := names[:2+random.IntN(2)]
			down := []bool{random.IntN(2) == 0, random.IntN(2) == 0, random.IntN(2) == 0}
			t.Run(fmt.Sprint(sorts, down[:len(sorts)]), func(t *testing.T) {
				slices.SortFunc(rows, func(a, b Charge) int {
					for i, name := range sorts {
						c := compare(ordered[name](a), ordered[name](b), d.DB.Name() != "postgres")
						if down[i] {
							c = -c
						}
						if c != 0 {
							return c
						}
					}
					if down[0] {
						return cmp.Compare(b.ID, a.ID)
					}
					return cmp.Compare(a.ID, b.ID)
				})
				samePages(t, d.For(t).Open("charges", ""), rows, sortState(sorts, down))
			})
		}
	})
}

func sortState(sorts []string, down []bool) map[string]any {
	direction := func(i int) string { return map[bool]string{true: "desc", false: "asc"}[down[i]] }
	var then []any
	for i, name := range sorts[1:] {
		then = append(then, map[string]any{"column": name, "direction": direction(i + 1)})
	}
	return map[string]any{"sortColumn": sorts[0], "sortDirection": direction(0), "thenBy": then, "pageSize": 37}
}

// samePages pages through a list to its end and back.
func samePages(t *testing.T, s *desk.Screen, rows []Charge, state map[string]any) {
	t.Helper()
	want := make([]string, len(rows))
	for i, r := range rows {
		want[i] = strconv.FormatUint(uint64(r.ID), 10)
	}
	var there []string
	page := s.Ask("Charges", state)
	for range 20 {
		there = append(there, page.Keys()...)
		if page.NextCursor == "" {
			break
		}
		state["after"] = page.NextCursor
		page = s.Ask("Charges", state)
	}
	if !slices.Equal(there, want) {
		t.Fatalf("there\n%v\nwant\n%v", there, want)
	}
	delete(state, "after")
	back := page.Keys()
	for range 20 {
		if page.PrevCursor == "" {
			break
		}
		state["before"] = page.PrevCursor
		page = s.Ask("Charges", state)
		back = append(page.Keys(), back...)
	}
	if !slices.Equal(back, want) {
		t.Fatalf("back\n%v\nwant\n%v", back, want)
	}
}

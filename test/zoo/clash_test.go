package zoo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// told is what each list of changes on a screen says below its label, in short.
func told(t *testing.T, s *stagedoortest.Screen) string {
	t.Helper()
	var lists []string
	for _, c := range s.Call().ToRender {
		var props protocol.ChangesProps
		if desk.Must(t, json.Unmarshal(c.Props, &props)); len(props.Rows) == 0 {
			continue
		}
		list := c.Label + ":"
		for _, row := range props.Rows {
			list += fmt.Sprintf(" %s %v → %v", row.Label, row.Before, row.After)
			if row.Theirs != nil {
				list += fmt.Sprintf(" (theirs %v)", row.Theirs)
			}
			list += ";"
		}
		lists = append(lists, list)
	}
	return strings.Join(lists, "\n")
}

// twoTabs edits the reference of an order, how many there are of its first line and how
// heavy the first parcel of that is in two tabs, and answers which of the two is kept.
// The first tab changes the second parcel's weight, too.
func twoTabs(t *testing.T, d *desk.Desk, reference, line, parcel string) (conflict, review *stagedoortest.Screen, run *stagedoortest.Run) {
	t.Helper()
	const lines = `[{"from":0,"values":["entry0:0",%d,[{"from":0,"values":["P1",%d]},{"from":1,"values":["P2",%d]}]]},
		{"from":1,"values":["entry1:0",4,[{"from":0,"values":["P3",30]}]]}]`
	first, second := d.Start("orders/edit", "1"), d.Start("orders/edit", "1")
	saved, late := first.Expect("Lines"), second.Expect("Lines")
	saved.Choose("Review changes", desk.Filled(saved, map[string]any{"Reference": "p", "Lines": json.RawMessage(fmt.Sprintf(lines, 5, 50, 21))}))
	first.Expect("Keep editing").Choose("Save 4 changes")
	desk.Ends(t, first)
	late.Choose("Review changes", desk.Filled(late, map[string]any{"Reference": "q", "Lines": json.RawMessage(fmt.Sprintf(lines, 6, 60, 20))}))
	second.Expect("Keep editing").Choose("Save 3 changes")
	conflict = second.Expect("Ada changed this order meanwhile")
	conflict.Choose("Continue", map[string]any{
		"Reference": reference, "Line 1 · Quantity": line, "P1 · Grams": parcel,
	})
	return conflict, second.Expect("Keep editing"), second
}

func TestWhatBothChangedInARowIsChosenLikeAnyField(t *testing.T) {
	const kept = "\nChanged by somebody else meanwhile, and kept:"
	for name, c := range map[string]struct{ reference, line, parcel, review, want string }{
		"all mine": {
			"Yours: q", "Yours: 6", "Yours: 60",
			"Changes: Reference p → q;\nLines: 1 changed: Line 1 · Quantity 5 → 6;\nLine 1 · Parcels: 1 changed: P1 · Grams 50 → 60;" + kept + " P2 · Grams 20 → 21;",
			"q | 1 6xlamp 1:P1/60 2:P2/21 | 2 4xwick 3:P3/30",
		},
		"rows theirs": {
			"Yours: q", "Theirs: 5", "Theirs: 50",
			"Changes: Reference p → q;" + kept + " Line 1 · Quantity 1 → 5; P1 · Grams 10 → 50; P2 · Grams 20 → 21;",
			"q | 1 5xlamp 1:P1/50 2:P2/21 | 2 4xwick 3:P3/30",
		},
		"a row of a row mine": {
			"Theirs: p", "Theirs: 5", "Yours: 60",
			"Line 1 · Parcels: 1 changed: P1 · Grams 50 → 60;" + kept + " Line 1 · Quantity 1 → 5; P2 · Grams 20 → 21;",
			"p | 1 5xlamp 1:P1/60 2:P2/21 | 2 4xwick 3:P3/30",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inDepot(t, func(t *testing.T, d *desk.Desk) {
				conflict, review, run := twoTabs(t, d, c.reference, c.line, c.parcel)
				asked := "Changes: Reference A-1 → q (theirs p); Line 1 · Quantity 1 → 6 (theirs 5); P1 · Grams 10 → 60 (theirs 50);"
				if got := told(t, conflict); got != asked {
					t.Errorf("asks\n%s", got)
				}
				if got := told(t, review); got != c.review {
					t.Errorf("reviews\n%s\nnot\n%s", got, c.review)
				}
				review.Choose("Save merged")
				desk.Ends(t, run)
				if got := depot(t, d.DB, 1); got != c.want {
					t.Errorf("wrote %s", got)
				}
			})
		})
	}
}

// What was kept is overwritten in the form that comes again: it is not called kept.
func TestNothingIsCalledKeptOnceTheFormCameAgain(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		_, review, run := twoTabs(t, d, "Yours: q", "Theirs: 5", "Theirs: 50")
		review.Choose("Keep editing")
		form := run.Expect("Lines")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Lines": json.RawMessage(
			`[{"from":0,"values":["entry0:0",9,[{"from":0,"values":["P1",50]},{"from":1,"values":["P2",21]}]]},
			{"from":1,"values":["entry1:0",4,[{"from":0,"values":["P3",30]}]]}]`)}))
		again := run.Expect("Keep editing")
		lists := labels(again)
		if !slices.Contains(lists, "Changed by somebody else meanwhile") || slices.Contains(lists, "Changed by somebody else meanwhile, and kept") {
			t.Errorf("says %q", lists)
		}
		run.Cancel()
	})
}

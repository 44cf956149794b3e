package zoo

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/test/desk"
)

// TestAnyTreeIsWrittenAsItWasFilledIn edits trees at random, and takes each edit back.
func TestAnyTreeIsWrittenAsItWasFilledIn(t *testing.T) {
	inDepot(t, func(t *testing.T, d *desk.Desk) {
		dice := rand.New(rand.NewPCG(7, 11))
		desk.Must(t, d.DB.Model(&Product{}).Where("sku = ?", "wick").Update("name", "Lamp wick").Error)
		for round := range 12 {
			before := depot(t, d.DB, 1)
			lines, want := randomTree(t, dice, d.DB)
			run := d.Start("orders/edit", "1")
			form := run.Expect("Lines")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Reference": fmt.Sprint("A-1.", round), "Lines": lines}))
			review := run.Expect("Keep editing")
			review.Choose(review.Call().ChoiceButtons[0].Label)
			desk.Ends(t, run)
			if got := plainTree(t, d.DB); got != want {
				t.Fatalf("round %d: %s\nwrote %s\nwant  %s", round, lines, got, want)
			}
			if dice.IntN(2) == 0 {
				continue
			}
			run = d.StartWith("orders/undo", newest(t, d, "orders", "1"))
			question, _ := run.Next()
			question.Answer(true)
			desk.Ends(t, run)
			if got := depot(t, d.DB, 1); got != before {
				t.Fatalf("round %d: %s\nundone to %s\nnot       %s", round, lines, got, before)
			}
		}
	})
}

// randomTree keeps, changes, removes and adds lines and parcels of order 1. It returns
// the answer and what the order has to hold then.
func randomTree(t *testing.T, dice *rand.Rand, db *gorm.DB) (json.RawMessage, string) {
	t.Helper()
	var lines []Line
	byID := func(db *gorm.DB) *gorm.DB { return db.Order("id") }
	desk.Must(t, db.Preload("Parcels", byID).Order("id").Find(&lines, "order_id = 1").Error)
	var entries, want []string
	add := func(from string, product string, quantity int, parcels []Parcel) {
		var inner, codes []string
		for i, p := range parcels {
			if dice.IntN(4) == 0 {
				continue // removed
			}
			if dice.IntN(3) == 0 {
				p.Grams = dice.IntN(50)
			}
			inner = append(inner, fmt.Sprintf(`{"from":%d,"values":[%q,%d]}`, i, p.Code, p.Grams))
			codes = append(codes, fmt.Sprint(p.Code, "/", p.Grams))
		}
		for range dice.IntN(3) {
			code := fmt.Sprint("R", dice.IntN(1e6))
			inner = append(inner, fmt.Sprintf(`{"values":[%q,1]}`, code))
			codes = append(codes, code+"/1")
		}
		entries = append(entries, fmt.Sprintf(`{%s"values":[%q,%d,[%s]]}`, from, product, quantity, strings.Join(inner, ",")))
		want = append(want, fmt.Sprint(quantity, " ", strings.Join(codes, " ")))
	}
	for i, l := range lines {
		switch dice.IntN(4) {
		case 0: // removed
		case 1:
			add(fmt.Sprintf(`"from":%d,`, i), fmt.Sprintf("entry%d:0", i), 1+dice.IntN(9), l.Parcels)
		default:
			add(fmt.Sprintf(`"from":%d,`, i), fmt.Sprintf("entry%d:0", i), l.Quantity, l.Parcels)
		}
	}
	for range dice.IntN(3) {
		add("", "0:0", 1+dice.IntN(9), nil)
	}
	return json.RawMessage("[" + strings.Join(entries, ",") + "]"), strings.Join(want, " | ")
}

// plainTree is what order 1 holds, without keys.
func plainTree(t *testing.T, db *gorm.DB) string {
	t.Helper()
	var lines []Line
	byID := func(db *gorm.DB) *gorm.DB { return db.Order("id") }
	desk.Must(t, db.Preload("Parcels", byID).Order("id").Find(&lines, "order_id = 1").Error)
	var said []string
	for _, l := range lines {
		var codes []string
		for _, p := range l.Parcels {
			codes = append(codes, fmt.Sprint(p.Code, "/", p.Grams))
		}
		said = append(said, fmt.Sprint(l.Quantity, " ", strings.Join(codes, " ")))
	}
	return strings.Join(said, " | ")
}

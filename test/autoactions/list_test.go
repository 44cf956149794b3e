package autoactions_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/autoactions"
)

// fill makes n charges with many ties and NULLs.
func fill(t *testing.T, d *desk, n int) {
	t.Helper()
	charges := make([]Charge, n)
	for i := range charges {
		c := Charge{
			TenantID: 1, Title: fmt.Sprintf("Charge %c", 'a'+i%7), Cents: int64(i%5) * 1000, Status: "paid",
			Flag: i%2 == 0, CreatedAt: moment.Add(time.Duration(i%9) * time.Hour), CardToken: "tok",
		}
		if i%3 != 0 {
			c.Note = new(fmt.Sprintf("note %d", i%4))
		}
		if i%4 != 0 {
			c.Score = new(float64(i%6) / 10)
		}
		if i%5 != 0 {
			c.PaidAt = new(moment.Add(time.Duration(i%3) * 24 * time.Hour))
		}
		charges[i] = c
	}
	must(t, d.db.CreateInBatches(charges, 50).Error)
}

func TestEveryRowIsOnExactlyOnePage(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		fill(t, d, 250)
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{})
		for _, sort := range []string{"", "id", "title", "note", "cents", "score", "paid_at", "created_at"} {
			for _, direction := range []string{"asc", "desc"} {
				t.Run(sort+" "+direction, func(t *testing.T) {
					s := d.open("charges", "")
					walk(t, s, map[string]any{"sortColumn": sort, "sortDirection": direction, "pageSize": 23})
				})
			}
		}
	})
}

// walk pages through the table, forwards to the end and back to the beginning.
func walk(t *testing.T, s *screen, state map[string]any) {
	t.Helper()
	var there, back [][]string
	state["offset"] = 0
	page := s.ask("Charges", state)
	for {
		there = append(there, page.keys())
		if page.TotalRecords != 250 {
			t.Fatalf("counted %d", page.TotalRecords)
		}
		if page.NextCursor == "" {
			break
		}
		state["after"] = page.NextCursor
		page = s.ask("Charges", state)
		if len(there) > 20 {
			t.Fatal("there is no end to the pages")
		}
	}
	delete(state, "after")
	for {
		back = append(back, page.keys())
		if page.PrevCursor == "" {
			break
		}
		state["before"] = page.PrevCursor
		page = s.ask("Charges", state)
		if len(back) > 20 {
			t.Fatal("there is no beginning to the pages")
		}
	}
	slices.Reverse(back)
	if fmt.Sprint(there) != fmt.Sprint(back) {
		t.Errorf("there %v\nback  %v", there, back)
	}
	seen := slices.Sorted(slices.Values(slices.Concat(there...)))
	if len(seen) != 250 || len(slices.Compact(seen)) != 250 {
		t.Errorf("%d rows on %d pages, %d of them different", len(seen), len(there), len(slices.Compact(seen)))
	}
}

func TestListStartsWithTheNewest(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		fill(t, d, 60)
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{PageSize: 10})
		got := d.open("charges", "").table("Charges")
		if got.keys()[0] != "60" || len(got.keys()) != 10 || got.TotalRecords != 60 {
			t.Errorf("first page: %v of %d", got.keys(), got.TotalRecords)
		}
		row := got.Data[0]
		if row.Route != "charges/record" || row.Params["id"] != "60" {
			t.Errorf("a row leads to %s %v", row.Route, row.Params)
		}
	})
}

func TestSearchTakesWildcardsLiterally(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		for _, title := range []string{"100% wool", "100 percent", "under_score", "underXscore", "bang!", "ÉCLAIR", "éclair", `back\slash`, "quo'te"} {
			must(t, d.db.Create(&Charge{Title: title, Status: "paid"}).Error)
		}
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{DefaultSort: "id"})
		s := d.open("charges", "")
		for search, want := range map[string]string{
			"100%": "1", "R_S": "3", "!": "5", "éclair": "6 7", "ÉCLAIR": "6 7", "BANG": "5", `\`: "8", "'": "9",
			"wool 100": "1", "wool percent": "", "%": "1", "_": "3", "": "1 2 3 4 5 6 7 8 9",
		} {
			if got := strings.Join(s.ask("Charges", map[string]any{"queryTerm": search}).keys(), " "); got != want {
				t.Errorf("search for %q found %q, not %q", search, got, want)
			}
		}
	})
}

func TestFilters(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		rows := []Charge{
			{Title: "Alpha", Cents: 100, Status: "paid", Flag: true, Score: new(0.5), PaidAt: new(moment), CreatedAt: moment},
			{Title: "alphabet", Cents: 2500, Status: "failed", PaidAt: new(moment.Add(18*time.Hour + 53*time.Minute + 52*time.Second)), CreatedAt: moment.AddDate(0, 0, 1)},
			{Title: "Beta", Cents: -5, Status: "refunded", Note: new("x"), CreatedAt: moment.AddDate(0, 0, 2)},
		}
		must(t, d.db.Create(&rows).Error)
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{DefaultSort: "id"})
		s := d.open("charges", "")
		for _, test := range []struct {
			column, op string
			value      any
			want       string
		}{
			{"title", "contains", "LPHA", "1 2"},
			{"title", "starts", "alphab", "2"},
			{"title", "eq", "Beta", "3"},
			{"title", "in", []any{"Beta", "Alpha"}, "1 3"},
			{"note", "null", nil, "1 2"},
			{"note", "notnull", nil, "3"},
			{"note", "ne", "x", "1 2"},
			{"cents", "gte", 100, "1 2"},
			{"cents", "lt", 100, "3"},
			{"cents", "eq", 2500, "2"},
			{"cents", "eq", 99999999999, ""},
			{"score", "gt", 0.4, "1"},
			{"score", "eq", 0.5, "1"},
			{"flag", "eq", true, "1"},
			{"flag", "eq", false, "2 3"},
			{"status", "in", []any{"paid", "refunded"}, "1 3"},
			{"status", "eq", "failed", "2"},
			{"paid_at", "eq", "2026-03-04", "1 2"},
			{"paid_at", "gt", "2026-03-04", ""},
			{"paid_at", "lte", "2026-03-04", "1 2"},
			{"paid_at", "null", nil, "3"},
			{"created_at", "gt", "2026-03-04", "2 3"},
			{"created_at", "lt", "2026-03-05", "1"},
			{"created_at", "gte", "2026-03-06", "3"},
			{"created_at", "ne", "2026-03-05", "1 3"},
		} {
			filter := map[string]any{"column": test.column, "op": test.op, "value": test.value}
			got := s.ask("Charges", map[string]any{"filters": []any{filter}})
			if keys := strings.Join(got.keys(), " "); keys != test.want || got.message != "" {
				t.Errorf("%s %s %v found %q, not %q %s", test.column, test.op, test.value, keys, test.want, got.message)
			}
		}
	})
}

// What is not shown cannot be seen through the order or the size of a list.
func TestHiddenColumnsCannotBeObserved(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		must(t, d.db.Create(&[]Charge{{Title: "a", CardToken: "tok_b"}, {Title: "b", CardToken: "tok_a"}}).Error)
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{DefaultSort: "id"})
		for _, column := range []string{"card_token", "CardToken", "tenant_id", "deleted_at", "charges.card_token", `title" desc; --`, "1"} {
			for _, state := range []map[string]any{
				{"sortColumn": column, "sortDirection": "asc"},
				{"filters": []any{map[string]any{"column": column, "op": "eq", "value": "tok_a"}}},
				{"filters": []any{map[string]any{"column": column, "op": "null"}}},
			} {
				s := d.open("charges", "")
				got := s.ask("Charges", state)
				if keys := strings.Join(got.keys(), " "); keys != "1 2" {
					t.Errorf("%v changed the list to %q", state, keys)
				}
				if strings.Contains(got.raw, "tok_") || strings.Contains(got.raw, "tenant") {
					t.Errorf("%v: hidden in %s", state, got.raw)
				}
			}
		}
	})
}

func TestMadeUpCursors(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		fill(t, d, 30)
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{PageSize: 10})
		good := d.open("charges", "").table("Charges").NextCursor
		for _, cursor := range []string{"x", good[:len(good)-2], "eyJvIjpbIi1pZCJdLCJ2IjpbeyJ0IjoicyIsIngiOiIxIG9yIDE9MSJ9XX0", strings.Repeat("a", 4000)} {
			got := d.open("charges", "").ask("Charges", map[string]any{"after": cursor, "pageSize": 10})
			if got.message == "" && got.keys()[0] != "30" {
				t.Errorf("cursor %.40q led to %v", cursor, got.keys())
			}
			if strings.Contains(got.message, "wrong") || strings.Contains(strings.ToLower(got.message), "sql") {
				t.Errorf("cursor %.40q: %s", cursor, got.message)
			}
		}
	})
}

func TestTimesOfOtherFormsPageToo(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		fill(t, d, 20)
		must(t, d.db.Exec("UPDATE charges SET created_at = '2026-01-02 03:04:05'").Error)
		autoactions.Register(d.reg, d.db, autoactions.Model[Charge]{})
		s := d.open("charges", "")
		state := map[string]any{"sortColumn": "created_at", "sortDirection": "desc", "pageSize": 7}
		first := s.ask("Charges", state)
		state["after"] = first.NextCursor
		second := s.ask("Charges", state)
		if fmt.Sprint(first.keys()) != "[20 19 18 17 16 15 14]" || fmt.Sprint(second.keys()) != "[13 12 11 10 9 8 7]" {
			t.Errorf("%v then %v", first.keys(), second.keys())
		}
	})
}

func TestCountsStopAtTenThousand(t *testing.T) {
	each(t, all, func(t *testing.T, d *desk) {
		people := make([]Person, 10_050)
		for i := range people {
			people[i] = Person{Name: "P", Email: strconv.Itoa(i) + "@example.com"}
		}
		must(t, d.db.CreateInBatches(people, 1000).Error)
		autoactions.Register(d.reg, d.db, autoactions.Model[Person]{Plural: "People", Slug: "people"})
		got := d.open("people", "").table("People")
		if got.TotalRecords != 10_000 || !got.TotalIsEstimate {
			t.Errorf("counted %d, estimate %v", got.TotalRecords, got.TotalIsEstimate)
		}
	})
}

package autoactions_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// fill makes n charges with many ties and NULLs.
func fill(t *testing.T, d *desk.Desk, n int) {
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
	desk.Must(t, d.DB.CreateInBatches(charges, 50).Error)
}

func TestEveryRowIsOnExactlyOnePage(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 250)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
		for _, sort := range []string{"", "id", "title", "note", "cents", "score", "paid_at", "created_at"} {
			for _, direction := range []string{"asc", "desc"} {
				t.Run(sort+" "+direction, func(t *testing.T) {
					s := d.Open("charges", "")
					walk(t, s, map[string]any{"sortColumn": sort, "sortDirection": direction, "pageSize": 23})
				})
			}
		}
	})
}

// walk pages through the table, forwards to the end and back to the beginning.
func walk(t *testing.T, s *desk.Screen, state map[string]any) {
	t.Helper()
	var there, back [][]string
	state["offset"] = 0
	page := s.Ask("Charges", state)
	for {
		there = append(there, page.Keys())
		if page.TotalRecords != 250 {
			t.Fatalf("counted %d", page.TotalRecords)
		}
		if page.NextCursor == "" {
			break
		}
		state["after"] = page.NextCursor
		page = s.Ask("Charges", state)
		if len(there) > 20 {
			t.Fatal("there is no end to the pages")
		}
	}
	delete(state, "after")
	for {
		back = append(back, page.Keys())
		if page.PrevCursor == "" {
			break
		}
		state["before"] = page.PrevCursor
		page = s.Ask("Charges", state)
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
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 60)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{PageSize: 10})
		got := d.Open("charges", "").Table("Charges")
		if got.Keys()[0] != "60" || len(got.Keys()) != 10 || got.TotalRecords != 60 {
			t.Errorf("first page: %v of %d", got.Keys(), got.TotalRecords)
		}
		row := got.Data[0]
		if row.Route != "charges/record" || row.Params["id"] != "60" {
			t.Errorf("a row leads to %s %v", row.Route, row.Params)
		}
	})
}

func TestSearchTakesWildcardsLiterally(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		for _, title := range []string{"100% wool", "100 percent", "under_score", "underXscore", "bang!", "ÉCLAIR", "éclair", `back\slash`, "quo'te"} {
			desk.Must(t, d.DB.Create(&Charge{Title: title, Status: "paid"}).Error)
		}
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{DefaultSort: "id"})
		s := d.Open("charges", "")
		for search, want := range map[string]string{
			"100%": "1", "R_S": "3", "!": "5", "éclair": "6 7", "ÉCLAIR": "6 7", "BANG": "5", `\`: "8", "'": "9",
			"wool 100": "1", "wool percent": "", "%": "1", "_": "3", "": "1 2 3 4 5 6 7 8 9",
		} {
			if got := strings.Join(s.Ask("Charges", map[string]any{"queryTerm": search}).Keys(), " "); got != want {
				t.Errorf("search for %q found %q, not %q", search, got, want)
			}
		}
	})
}

func TestFilters(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		rows := []Charge{
			{Title: "Alpha", Cents: 100, Status: "paid", Flag: true, Score: new(0.5), PaidAt: new(moment), CreatedAt: moment},
			{Title: "alphabet", Cents: 2500, Status: "failed", PaidAt: new(moment.Add(18*time.Hour + 53*time.Minute + 52*time.Second)), CreatedAt: moment.AddDate(0, 0, 1)},
			{Title: "Beta", Cents: -5, Status: "refunded", Note: new("x"), CreatedAt: moment.AddDate(0, 0, 2)},
		}
		desk.Must(t, d.DB.Create(&rows).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{DefaultSort: "id"})
		s := d.Open("charges", "")
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
			got := s.Ask("Charges", map[string]any{"filters": []any{filter}})
			if keys := strings.Join(got.Keys(), " "); keys != test.want || got.Message != "" {
				t.Errorf("%s %s %v found %q, not %q %s", test.column, test.op, test.value, keys, test.want, got.Message)
			}
		}
	})
}

func TestDaysInFiltersAreThoseOfWhoeverLooks(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Charge{
			{Title: "Morning", Status: "paid", CreatedAt: moment}, // 3 March in Los Angeles
			{Title: "Evening", Status: "paid", CreatedAt: moment.Add(18 * time.Hour)},
			{Title: "Leap", Status: "paid", CreatedAt: time.Date(2026, 3, 9, 6, 30, 0, 0, time.UTC)}, // clocks leapt the day before
		}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{DefaultSort: "id"})
		s := d.Open("charges", "")
		for _, test := range []struct{ zone, op, day, want string }{
			{"America/Los_Angeles", "eq", "2026-03-03", "1"},
			{"America/Los_Angeles", "eq", "2026-03-04", "2"},
			{"America/Los_Angeles", "gt", "2026-03-03", "2 3"},
			{"America/Los_Angeles", "lt", "2026-03-04", "1"},
			{"America/Los_Angeles", "ne", "2026-03-03", "2 3"},
			{"America/Los_Angeles", "eq", "2026-03-08", "3"},
			{"Asia/Tokyo", "eq", "2026-03-05", "2"},
			{"Nowhere/None", "eq", "2026-03-04", "1 2"},
			{"", "eq", "2026-03-04", "1 2"},
		} {
			filter := map[string]any{"column": "created_at", "op": test.op, "value": test.day}
			got := s.Ask("Charges", map[string]any{"zone": test.zone, "filters": []any{filter}})
			if keys := strings.Join(got.Keys(), " "); keys != test.want || got.Message != "" {
				t.Errorf("%v found %q %s", test, keys, got.Message)
			}
		}
	})
}

// What is not shown cannot be seen through the order or the size of a list.
func TestHiddenColumnsCannotBeObserved(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Charge{{Title: "a", CardToken: "tok_b"}, {Title: "b", CardToken: "tok_a"}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{DefaultSort: "id"})
		for _, column := range []string{"card_token", "CardToken", "tenant_id", "deleted_at", "charges.card_token", `title" desc; --`, "1"} {
			for _, state := range []map[string]any{
				{"sortColumn": column, "sortDirection": "asc"},
				{"filters": []any{map[string]any{"column": column, "op": "eq", "value": "tok_a"}}},
				{"filters": []any{map[string]any{"column": column, "op": "null"}}},
			} {
				s := d.Open("charges", "")
				got := s.Ask("Charges", state)
				if keys := strings.Join(got.Keys(), " "); keys != "1 2" {
					t.Errorf("%v changed the list to %q", state, keys)
				}
				if strings.Contains(got.Raw, "tok_") || strings.Contains(got.Raw, "tenant") {
					t.Errorf("%v: hidden in %s", state, got.Raw)
				}
			}
		}
	})
}

func TestMadeUpCursors(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 30)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{PageSize: 10})
		good := d.Open("charges", "").Table("Charges").NextCursor
		for _, cursor := range []string{"x", good[:len(good)-2], "eyJvIjpbIi1pZCJdLCJ2IjpbeyJ0IjoicyIsIngiOiIxIG9yIDE9MSJ9XX0", strings.Repeat("a", 4000)} {
			got := d.Open("charges", "").Ask("Charges", map[string]any{"after": cursor, "pageSize": 10})
			if got.Message == "" && got.Keys()[0] != "30" {
				t.Errorf("cursor %.40q led to %v", cursor, got.Keys())
			}
			if strings.Contains(got.Message, "wrong") || strings.Contains(strings.ToLower(got.Message), "sql") {
				t.Errorf("cursor %.40q: %s", cursor, got.Message)
			}
		}
	})
}

func TestTimesOfOtherFormsPageToo(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 20)
		desk.Must(t, d.DB.Exec("UPDATE charges SET created_at = '2026-01-02 03:04:05'").Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
		s := d.Open("charges", "")
		state := map[string]any{"sortColumn": "created_at", "sortDirection": "desc", "pageSize": 7}
		first := s.Ask("Charges", state)
		state["after"] = first.NextCursor
		second := s.Ask("Charges", state)
		if fmt.Sprint(first.Keys()) != "[20 19 18 17 16 15 14]" || fmt.Sprint(second.Keys()) != "[13 12 11 10 9 8 7]" {
			t.Errorf("%v then %v", first.Keys(), second.Keys())
		}
	})
}

func TestCountsStopAtTenThousand(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		people := make([]Person, 10_050)
		for i := range people {
			people[i] = Person{Name: "P", Email: strconv.Itoa(i) + "@example.com"}
		}
		desk.Must(t, d.DB.CreateInBatches(people, 1000).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{Plural: "People", Slug: "people"})
		got := d.Open("people", "").Table("People")
		if got.TotalRecords != 10_000 || !got.TotalIsEstimate {
			t.Errorf("counted %d, estimate %v", got.TotalRecords, got.TotalIsEstimate)
		}
	})
}

func TestRowsOfAListAreCalledAsTheirRecords(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 2)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{
			Title: func(c Charge) string { return fmt.Sprintf("%s of %d", c.Title, c.Cents) },
		})
		for _, row := range d.Open("charges", "").Table("Charges").Data {
			if want := d.Open("charges/record", row.Key).Layout.Title; row.Name != want {
				t.Errorf("row %s is called %q, its record %q", row.Key, row.Name, want)
			}
		}
	})
}

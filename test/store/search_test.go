package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// chosen are the ids of the runs that f chooses.
func chosen(t *testing.T, s *store.Store, f store.Filter) string {
	t.Helper()
	runs, err := s.Recent(t.Context(), f)
	must(t, err)
	var ids []string
	for _, r := range runs {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

func TestRunsAreSearched(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, r := range []struct{ id, person, slug, name, params string }{
			{"a", "ada", "money/Refund", "Give money back", `{"customer":"Zoë Müller","note":"100% of_it"}`},
			{"b", "ada", "ship", "Émile's parcel", `{"id":"17","where":"C:\\temp"}`},
			{"c", "ada", "ship", "Ship", `{"id":"170","quote":"say \"hi\" <b>"}`},
			{"d", "ben", "ship", "Ship to Zoë", `{"id":"17"}`},
			{"e", "ada", "ship", "Ship", ""},
		} {
			run := newRun()
			run.ID, run.PersonID, run.Slug, run.Name, run.Params = r.id, r.person, r.slug, r.name, json.RawMessage(r.params)
			begin(t, s, run)
			c.advance(time.Second)
		}
		for words, want := range map[string]string{
			"ship":        "e c b", // b by its slug
			"MONEY":       "a",
			"money/ref":   "a",
			"give BACK":   "a", // every word
			"give parcel": "",
			"zoë":         "a",
			"ZOË":         "a",
			"müller":      "a",
			"émile":       "b",
			"ÉMILE":       "b",
			"17":          "c b", // never d: that is of ben
			"170":         "c",
			"100%":        "a", // wildcards are letters
			"%":           "a",
			"f_i":         "a",
			"_":           "a",
			"!":           "",
			`c:\temp`:     "b",
			`"hi"`:        "c",
			"<b>":         "c",
			"customer":    "", // the name of a parameter
			"where":       "",
			"{":           "",
			"\\u":         "",
			"' OR 1=1 --": "",
			"":            "e c b a",
		} {
			if got := chosen(t, s, store.Filter{PersonID: "ada", Words: store.Words(words)}); got != want {
				t.Errorf("%q finds %q, want %q", words, got, want)
			}
		}
	})
}

func TestRunsAreNarrowed(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		first := c.now()
		for i := range 6 {
			run := newRun()
			run.ID, run.Slug = fmt.Sprint("r", i), []string{"a", "b"}[i%2]
			begin(t, s, run)
			c.advance(time.Hour)
		}
		finish(t, s, "r1")
		finish(t, s, "r4")
		ada := func(f store.Filter) store.Filter { f.PersonID = "ada"; return f }
		for name, test := range map[string]struct {
			filter store.Filter
			want   string
		}{
			"by status":        {store.Filter{Statuses: []store.Status{store.Done}}, "r4 r1"},
			"by two":           {store.Filter{Statuses: []store.Status{store.Starting, store.Working}}, "r5 r3 r2 r0"},
			"from":             {store.Filter{From: first.Add(4 * time.Hour)}, "r5 r4"},
			"until":            {store.Filter{Until: first.Add(time.Hour)}, "r0"},
			"all at once":      {store.Filter{Slug: "b", Statuses: []store.Status{store.Done}, From: first, Words: []string{"refund", "7"}}, "r1"},
			"the first page":   {store.Filter{Slug: "a", Limit: 2}, "r4 r2"},
			"the page after":   {store.Filter{Slug: "a", Limit: 2, Before: "r2"}, "r0"},
			"searched by page": {store.Filter{Words: []string{"refund"}, Limit: 2, Before: "r3"}, "r2 r1"},
		} {
			if got := chosen(t, s, ada(test.filter)); got != test.want {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
	})
}

func TestActionsThatWereRun(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, r := range [][3]string{
			{"ada", "a", "Old name"}, {"ada", "b", "Bee"}, {"ben", "c", "Of Ben"}, {"ada", "a", "New name"}, {"ada", "b", "Bee"},
		} {
			run := newRun()
			run.PersonID, run.Slug, run.Name = r[0], r[1], r[2]
			begin(t, s, run)
			c.advance(time.Second)
		}
		ran, err := s.RanBy(t.Context(), "ada")
		must(t, err)
		if want := []store.Ran{{Slug: "b", Name: "Bee"}, {Slug: "a", Name: "New name"}}; !slices.Equal(ran, want) {
			t.Errorf("ran = %v, want %v", ran, want)
		}
	})
}

// However it is narrowed, a page of somebody's history goes through their runs in
// the order of one index: it reads none of others, and sorts nothing.
func TestHistoryReadsOneIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		s := open(t, db)
		makeRuns(t, db)
		var statements []string
		must(t, db.Callback().Query().After("gorm:query").Register("seen", func(tx *gorm.DB) {
			statements = append(statements, tx.Dialector.Explain(tx.Statement.SQL.String(), tx.Statement.Vars...))
		}))
		for name, f := range map[string]store.Filter{
			"all": {}, "searched": {Words: []string{"nowhere"}}, "by status": {Statuses: []store.Status{store.Failed}}, "by slug": {Slug: "s-3"},
			"by day": {From: time.UnixMicro(1000), Until: time.UnixMicro(2000)}, "the page after": {Before: "r-19993", Words: []string{"x"}},
		} {
			f.PersonID = "p-3"
			statements = nil
			_, err := s.Recent(t.Context(), f)
			must(t, err)
			page := statements[len(statements)-1]
			prefix := map[bool]string{true: "EXPLAIN QUERY PLAN ", false: "EXPLAIN "}[db.Name() == "sqlite"]
			var steps []map[string]any
			must(t, db.Raw(prefix+page).Scan(&steps).Error)
			plan := fmt.Sprintf("%s", steps)
			if !strings.Contains(plan, "stagedoor_runs_by_person") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") || strings.Contains(plan, "Sort") {
				t.Errorf("%s: %s\n%s", name, page, plan)
			}
		}
	})
}

// makeRuns makes 20,000 runs of ten people inside the database.
func makeRuns(t *testing.T, db *gorm.DB) {
	t.Helper()
	const count = 20_000
	numbers := map[string]string{
		"sqlite":   fmt.Sprintf("(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d) SELECT n FROM s)", count),
		"postgres": fmt.Sprintf("(SELECT n FROM generate_series(1, %d) AS g(n))", count),
		"mysql":    fmt.Sprintf("(SELECT seq AS n FROM seq_1_to_%d)", count),
	}[db.Name()]
	named := func(prefix, number string) string {
		if db.Name() == "mysql" {
			return "CONCAT('" + prefix + "', " + number + ")"
		}
		return "'" + prefix + "' || (" + number + ")"
	}
	fixed := map[string]string{
		"id": named("r-", "n"), "start_key": named("k-", "n"), "person_id": named("p-", "n % 10"), "slug": named("s-", "n % 7"),
		"params": `'{"id":"1"}'`, "status": "CASE n % 3 WHEN 0 THEN 'failed' ELSE 'done' END", "started_at": "n",
	}
	var columns, values []string
	for _, column := range strings.Fields("id person_id person_name person_email host_id slug name params start_key status pending_id pending_key waiting_on " +
		"keep_for kept last_seq started_at changed_at ended_at expires_at result_data result_meta message reference redirect") {
		value := fixed[column]
		switch {
		case value != "":
		case strings.Contains("keep_for kept last_seq changed_at ended_at expires_at", column):
			value = "1"
		default:
			value = "'x'"
		}
		columns, values = append(columns, column), append(values, value)
	}
	must(t, db.Exec("INSERT INTO stagedoor_runs ("+strings.Join(columns, ", ")+") SELECT "+strings.Join(values, ", ")+" FROM "+numbers+" AS numbers").Error)
	must(t, db.Exec(map[bool]string{true: "ANALYZE TABLE stagedoor_runs", false: "ANALYZE"}[db.Name() == "mysql"]).Error)
}

// Package plans_test asks the databases how they carry out what a list of many rows
// is asked for.
package plans_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// many is how many sales there are.
const many = 200_000

// Sale is a row of a large table.
type Sale struct {
	ID        uint      `gorm:"primaryKey" io:"readonly;search"`
	Number    string    `gorm:"size:20;not null;uniqueIndex" io:"search"`
	Status    string    `gorm:"size:10;not null;index:idx_sales_open,priority:1" io:"filter"`
	Cents     int64     `gorm:"not null" io:"unit:cents;currency:EUR"`
	CreatedAt time.Time `gorm:"not null;index:idx_sales_open,priority:2;index" io:"readonly;sort;filter"`
}

// fill makes the sales inside the database.
func fill(t *testing.T, db *gorm.DB) {
	t.Helper()
	desk.Must(t, db.AutoMigrate(&Sale{}))
	const insert = "INSERT INTO sales (id, number, status, cents, created_at) "
	values := "CASE MOD(n, 50) WHEN 0 THEN 'open' ELSE 'paid' END, MOD(n, 977)"
	from := map[string]string{
		"sqlite": fmt.Sprintf("WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d) ", many) +
			"SELECT n, 'S-' || n, " + strings.NewReplacer("MOD(n, 50)", "n % 50", "MOD(n, 977)", "n % 977").Replace(values) +
			", datetime('2026-01-01', '+' || n || ' seconds') FROM s",
		"postgres": "SELECT n, 'S-' || n, " + values + ", timestamp '2026-01-01' + n * interval '1 second' FROM generate_series(1, " + fmt.Sprint(many) + ") AS s(n)",
		"mysql":    "SELECT n, CONCAT('S-', n), " + values + ", TIMESTAMPADD(SECOND, n, '2026-01-01') FROM (SELECT seq AS n FROM seq_1_to_" + fmt.Sprint(many) + ") AS s",
	}
	after := "ANALYZE"
	if db.Name() == "mysql" {
		after = "ANALYZE TABLE sales"
	}
	desk.Must(t, db.Exec(insert+from[db.Name()]).Error)
	desk.Must(t, db.Exec(after).Error)
}

// recorder keeps the statements about a table.
type recorder struct {
	logger.Interface
	table      string
	mu         sync.Mutex
	statements []string
}

func (r *recorder) LogMode(logger.LogLevel) logger.Interface { return r }

func (r *recorder) Trace(_ context.Context, _ time.Time, fc func() (string, int64), _ error) {
	sql, _ := fc()
	r.mu.Lock()
	defer r.mu.Unlock()
	verb, _, _ := strings.Cut(sql, " ")
	if strings.Contains(sql, r.table) && slices.Contains([]string{"SELECT", "UPDATE"}, verb) {
		r.statements = append(r.statements, sql)
	}
}

// take returns what was recorded since the last time.
func (r *recorder) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.statements
	r.statements = nil
	return taken
}

// plan is how the engine would carry out a statement, a line for each step.
func plan(t *testing.T, db *gorm.DB, sql string) string {
	t.Helper()
	prefix := "EXPLAIN "
	if db.Name() == "sqlite" {
		prefix = "EXPLAIN QUERY PLAN "
	}
	var rows []map[string]any
	if err := db.Session(&gorm.Session{Logger: logger.Discard}).Raw(prefix + sql).Scan(&rows).Error; err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	var lines []string
	for _, row := range rows {
		switch db.Name() {
		case "sqlite":
			lines = append(lines, fmt.Sprint(row["detail"]))
		case "postgres":
			lines = append(lines, fmt.Sprint(row["QUERY PLAN"]))
		default:
			lines = append(lines, fmt.Sprintf("table=%v type=%v key=%v %v", text(row["table"]), text(row["type"]), text(row["key"]), text(row["Extra"])))
		}
	}
	return strings.Join(lines, "\n")
}

func text(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	return fmt.Sprint(v)
}

// scans finds a step that reads the whole table, or sorts it. A table of SQLite is
// its own index: in the order of its key a page without conditions ends the reading.
func scans(engine, sql, plan string) bool {
	bare := strings.NewReplacer("(", "", ")", "").Replace(sql)
	ordered := strings.Contains(bare, "WHERE 1 = 1 ORDER BY `sales`.`id` DESC LIMIT 51")
	for line := range strings.Lines(plan) {
		line = strings.TrimSpace(line)
		switch engine {
		case "sqlite":
			if strings.HasPrefix(line, "SCAN sales") && !strings.Contains(line, "USING") && !ordered || strings.Contains(line, "TEMP B-TREE") {
				return true
			}
		case "postgres":
			if strings.Contains(line, "Seq Scan on sales") || strings.HasPrefix(strings.TrimLeft(line, "-> "), "Sort  (") && !strings.Contains(plan, "Index Cond") {
				return true
			}
		default:
			if strings.Contains(line, "table=sales type=ALL") || strings.Contains(line, "filesort") {
				return true
			}
		}
	}
	return false
}

// begins reports whether a plan goes straight to a place in an index.
func begins(engine, plan string) bool {
	switch engine {
	case "sqlite":
		return strings.Contains(plan, "SEARCH sales USING")
	case "postgres":
		return strings.Contains(plan, "Index Cond")
	}
	return strings.Contains(plan, "Impossible WHERE") || strings.Contains(plan, "type=range") || strings.Contains(plan, "type=const") || strings.Contains(plan, "type=ref")
}

func TestNothingOfAListReadsTheWholeTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		fill(t, db)
		seen := &recorder{Interface: logger.Discard, table: "sales"}
		d := desk.New(t, dbtest.ReplicaWith(t, db, &gorm.Config{Logger: seen}))
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Sale]{})
		open := []any{map[string]any{"column": "status", "op": "eq", "value": "open"}}
		newest := map[string]any{"sortColumn": "created_at", "sortDirection": "desc", "pageSize": 50}
		s := d.Open("sales", "")
		ask := func(more map[string]any) desk.Table {
			state := map[string]any{"pageSize": 50}
			for name, v := range more {
				state[name] = v
			}
			got := s.Ask("Sales", state)
			if got.Message != "" || len(got.Data) == 0 {
				t.Fatalf("%v: %d rows, %s", more, len(got.Data), got.Message)
			}
			return got
		}
		ask(nil)
		deep := ask(map[string]any{"offset": 9000}).NextCursor
		deepNewest := ask(merge(newest, map[string]any{"offset": 9000})).NextCursor
		seen.take()
		for name, do := range map[string]func(){
			"first page":          func() { ask(nil) },
			"deep page":           func() { ask(map[string]any{"after": deep}) },
			"sorted":              func() { ask(newest) },
			"sorted, deep page":   func() { ask(merge(newest, map[string]any{"after": deepNewest})) },
			"filtered and sorted": func() { ask(merge(newest, map[string]any{"filters": open})) },
			"search for a key":    func() { ask(map[string]any{"queryTerm": "199999"}) },
			"search for a number": func() { ask(map[string]any{"queryTerm": "S-150000"}) },
			"record":              func() { d.Open("sales/record", "150000") },
			"edit":                func() { edit(t, d, "150050") },
			"edit of one selected": func() {
				d.StartWith("sales/bulk/delete", map[string]any{"rows": `{"keys":["7"]}`}).Expect("Sales").Choose("Change nothing")
			},
		} {
			t.Run(name, func(t *testing.T) {
				do()
				check(t, db, seen.take(), name)
			})
		}
	})
}

func merge(a, b map[string]any) map[string]any {
	out := map[string]any{}
	for _, m := range []map[string]any{a, b} {
		for name, v := range m {
			out[name] = v
		}
	}
	return out
}

// edit changes a sale as a person does.
func edit(t *testing.T, d *desk.Desk, id string) {
	t.Helper()
	run := d.Start("sales/edit", id)
	form := run.Expect("Edit S-" + id)
	form.Choose("Review changes", desk.Filled(form, map[string]any{"Status": "paid"}))
	run.Expect("Changes").Choose("Save 1 change")
	desk.Ends(t, run)
}

// check looks at the plans of statements. A count has to have an end.
func check(t *testing.T, db *gorm.DB, statements []string, name string) {
	t.Helper()
	if len(statements) == 0 {
		t.Fatal("nothing was asked of the database")
	}
	for _, sql := range statements {
		if strings.Contains(strings.ToLower(sql), "count(*)") {
			if !strings.Contains(sql, "LIMIT 10001") {
				t.Errorf("a count without end: %s", sql)
			}
			continue
		}
		p := plan(t, db, sql)
		if scans(db.Name(), sql, p) {
			t.Errorf("%s\nreads or sorts the whole table:\n%s", sql, p)
		}
		if place := !strings.Contains(name, "first page") && name != "sorted"; place && !begins(db.Name(), p) {
			t.Errorf("%s\ndoes not begin at its place in an index:\n%s", sql, p)
		}
	}
}

package zoo

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// lists reads the list, and searches and filters it as the subject says.
func (b *trial) lists() {
	b.counts(b.Rows)
	list := b.Open(b.Slug, "")
	for typed, want := range b.Search {
		if got := list.Ask(b.Plural, map[string]any{"queryTerm": typed}); len(got.Keys()) != want {
			b.t.Errorf("search for %q: %v", typed, got.Keys())
		}
	}
	for _, f := range b.Filters {
		if got := list.Ask(b.Plural, filtered(f.Column, f.Op, f.Value)); got.Message != "" || len(got.Keys()) != f.Rows {
			b.t.Errorf("%s %s %v: %v %s", f.Column, f.Op, f.Value, got.Keys(), got.Message)
		}
	}
}

func filtered(column, op string, value any) map[string]any {
	return map[string]any{"filters": []any{map[string]any{"column": column, "op": op, "value": value}}}
}

// manyRows is how many rows of a sorted list are read at most from either end.
const manyRows = 600

// sorts sorts by every column that can be sorted by, both ways.
func (b *trial) sorts() {
	list := b.Open(b.Slug, "")
	for _, c := range list.Table(b.Plural).Columns {
		if !c.Sortable {
			continue
		}
		up, rising := b.sorted(list, c.AccessorKey, "asc")
		down, falling := b.sorted(list, c.AccessorKey, "desc")
		slices.Reverse(down)
		slices.Reverse(falling)
		read := min(b.Rows, manyRows)
		if read == b.Rows && !slices.Equal(up, down) {
			b.t.Errorf("%s: %v one way and %v the other", c.AccessorKey, up, down)
		}
		if all := slices.Compact(slices.Sorted(slices.Values(up))); len(up) != read || len(all) != read || len(down) != read {
			b.t.Errorf("%s: %d rows, %d different, of %d", c.AccessorKey, len(up), len(all), b.Rows)
		}
		for _, values := range [][]any{rising, falling} {
			if i := disorder(values); i > 0 && !named(c.AccessorKey, values) {
				b.t.Errorf("%s: %v comes before %v", c.AccessorKey, values[i-1], values[i])
			}
		}
	}
}

// sorted goes through a sorted list page by page.
func (b *trial) sorted(list *desk.Screen, column, direction string) (keys []string, values []any) {
	b.t.Helper()
	state := map[string]any{"sortColumn": column, "sortDirection": direction, "pageSize": max(2, min(200, b.Rows/2))}
	for {
		page := list.Ask(b.Plural, state)
		if page.Message != "" {
			b.t.Fatalf("sorted by %s: %s", column, page.Message)
		}
		keys = append(keys, page.Keys()...)
		for _, row := range page.Data {
			if v := row.Data[column]; v != nil {
				values = append(values, v)
			}
		}
		if page.NextCursor == "" || len(keys) >= min(b.Rows, manyRows) {
			return keys, values
		}
		state["after"] = page.NextCursor
	}
}

// disorder is the first place where a value is smaller than the one before it, as
// far as all engines agree on that: in numbers, days, times and capital letters.
func disorder(values []any) int {
	for i := 1; i < len(values); i++ {
		before, now := fmt.Sprint(values[i-1]), fmt.Sprint(values[i])
		a, errA := strconv.ParseFloat(before, 64)
		b, errB := strconv.ParseFloat(now, 64)
		switch {
		case errA == nil && errB == nil:
			if a > b {
				return i
			}
		case before == "" || now == "":
		case capital(before) && capital(now) && before[0] > now[0]:
			return i
		case strings.HasPrefix(before, "2") && strings.HasPrefix(now, "2") && before[:min(10, len(before))] > now[:min(10, len(now))]:
			return i
		}
	}
	return 0
}

// named reports whether a column of keys shows the names of what these lead to.
func named(column string, values []any) bool {
	_, err := strconv.Atoi(fmt.Sprint(values[0]))
	return strings.HasSuffix(strings.ToLower(column), "id") && err != nil
}

func capital(text string) bool { return text[0] >= 'A' && text[0] <= 'Z' }

// filters asks of every filter what is true of all of them: what is equal and what is
// not are everything, and so are what is empty and what is not.
func (b *trial) filters() {
	list := b.Open(b.Slug, "")
	first := list.Table(b.Plural)
	count := func(column, op string, value any) int {
		got := list.Ask(b.Plural, filtered(column, op, value))
		if got.Message != "" {
			b.t.Errorf("%s %s %v: %s", column, op, value, got.Message)
		}
		return got.TotalRecords
	}
	for _, c := range first.Columns {
		if c.Filter == nil {
			continue
		}
		if empty, full := count(c.AccessorKey, "null", nil), count(c.AccessorKey, "notnull", nil); empty+full != b.Rows {
			b.t.Errorf("%s: %d are empty and %d are not, of %d", c.AccessorKey, empty, full, b.Rows)
		}
		value := sample(first, c.AccessorKey, c.Filter)
		if value == nil {
			continue
		}
		same, others, one := count(c.AccessorKey, "eq", value), count(c.AccessorKey, "ne", value), count(c.AccessorKey, "in", []any{value})
		if text, ok := value.(string); ok && c.Filter.Kind == io.TextFilter && same == 0 && count(c.AccessorKey, "contains", text) == 0 {
			continue // a name that a program makes up is in no column
		}
		if same+others != b.Rows || one != same || same == 0 && len(c.Filter.Options) == 0 {
			b.t.Errorf("%s: %d are %v, %d of that alone, and %d are not, of %d", c.AccessorKey, same, value, one, others, b.Rows)
		}
	}
}

// sample is a value to filter by, of the first row that has one, or nil.
func sample(shown desk.Table, column string, f *io.Filter) any {
	if len(f.Options) > 0 {
		return f.Options[0].Value
	}
	if f.Kind == io.BoolFilter || strings.HasPrefix(column, "linked:") {
		return nil
	}
	for _, row := range shown.Data {
		text := fmt.Sprint(row.Data[column])
		switch {
		case row.Data[column] == nil || text == "":
		case f.Kind == io.NumberFilter:
			return json.Number(text)
		case f.Kind == io.DateFilter:
			return text[:10]
		default:
			return text
		}
	}
	return nil
}

// exports takes the whole list away as a file of each format.
func (b *trial) exports() {
	content := bytes.TrimPrefix(b.Export(b.Slug, b.Plural, "csv"), []byte("\uFEFF"))
	lines, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil || len(lines) != b.Rows+1 {
		b.t.Errorf("%d lines as CSV, for %d rows and their head: %v", len(lines), b.Rows, err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(b.Export(b.Slug, b.Plural, "json"), &rows); err != nil || len(rows) != b.Rows {
		b.t.Errorf("%d rows as JSON, not %d: %v", len(rows), b.Rows, err)
	}
	if err == nil && len(lines) > 0 && len(rows) > 0 && len(rows[0]) != len(lines[0]) {
		b.t.Errorf("%d columns as CSV and %d as JSON", len(lines[0]), len(rows[0]))
	}
}

// finds asks for the record by its key, and for one that nobody has.
func (b *trial) finds() {
	run := b.begin("find", "")
	find(run, strings.Split(b.Record, ","))
	desk.Ends(b.t, run)
	if to := run.Redirects(); len(to) != 1 || to[0].Route != b.Slug+"/record" || to[0].Params["id"] != b.Record {
		b.t.Errorf("%s leads to %+v", b.Record, to)
	}
	run = b.begin("find", "")
	find(run, slices.Repeat([]string{"987654321"}, strings.Count(b.Record, ",")+1))
	if said := desk.Fails(b.t, run); !strings.HasPrefix(said, "There is no ") {
		b.t.Errorf("of nobody's key: %q", said)
	}
}

// find answers the form that asks for a key.
func find(run *stagedoortest.Run, parts []string) {
	form, _ := run.Next()
	answers := make([]any, len(parts))
	for i, c := range form.Call().ToRender {
		if answers[i] = parts[i]; c.MethodName == protocol.InputNumber {
			answers[i] = json.Number(parts[i])
		}
	}
	form.AnswerAll(answers...)
}

package io_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// entry is a row of a table that is fetched.
type entry struct {
	ID   int    `io:""`
	Name string `io:""`
	note string // no column shows it
}

func entryKey(e entry) string { return "e" + strconv.Itoa(e.ID) }

// shelf serves entries as a database would, and counts how often.
type shelf struct {
	entries []entry
	cursors bool
	calls   []io.TableQuery
}

func newShelf(n int) *shelf {
	s := &shelf{}
	for i := range n {
		s.entries = append(s.entries, entry{i, fmt.Sprintf("No. %d of %d", i, i%7), "kept"})
	}
	return s
}

func (s *shelf) fetch(_ context.Context, q io.TableQuery) (io.TablePage[entry], error) {
	s.calls = append(s.calls, q)
	if q.Search == "broken" {
		return io.TablePage[entry]{}, errBroken
	}
	found := slices.DeleteFunc(slices.Clone(s.entries), func(e entry) bool { return !strings.Contains(e.Name, q.Search) })
	begin := min(q.Offset, len(found))
	if q.After != "" {
		begin, _ = strconv.Atoi(q.After)
	}
	end := min(begin+q.Limit, len(found))
	page := io.TablePage[entry]{Rows: found[begin:end], Total: len(found)}
	if s.cursors && end < len(found) {
		page.Next = strconv.Itoa(end)
	}
	return page, nil
}

func TestSelectRowsFrom(t *testing.T) {
	s := newShelf(100)
	in := io.SelectRowsFrom("Entries", s.fetch).Key(entryKey).PageSize(10).Default(s.entries[42:43]).AtLeast(1).AtMost(5)
	run, got := asking(t, in)
	screen := run.Expect("Entries")
	if p := tableOf(screen); len(p.Data) != 10 || p.TotalRecords != 100 || !equal(p.SelectedKeys, []string{"e42"}) {
		t.Fatalf("first page: %+v", p)
	}
	screen = screen.State(raw(`{"offset":20,"pageSize":10}`))
	if p := tableOf(screen); p.Data[0].Key != "e20" || !equal(p.SelectedKeys, []string{"e42"}) {
		t.Fatalf("third page: %+v", p)
	}
	screen = screen.State(raw(`{"queryTerm":"broken","pageSize":10}`))
	const failure = "This could not be loaded. Try again."
	if p := tableOf(screen); screen.Message() != failure || p.Unavailable != failure || len(p.Data) != 0 || p.TotalRecords != 0 || !equal(p.SelectedKeys, []string{"e42"}) {
		t.Fatalf("a fetch that breaks: %q and %+v", screen.Message(), p)
	}
	for answer, message := range map[string]string{
		`[]`:                            "Select at least 1 row.",
		`[{"key":"e55"}]`:               "Choose only rows of the table.", // never shown
		`[{"key":"0"}]`:                 "Choose only rows of the table.",
		`[{"key":null}]`:                misfit,
		`["e20"]`:                       misfit,
		`[{"key":"e20"},{"key":"e99"}]`: "Choose only rows of the table.",
		keysJSON(0, 1, 2, 20, 21, 22):   "Select at most 5 rows.",
	} {
		run.Expect("Entries").Answer(json.RawMessage(answer))
		if m := run.Expect("Entries").Message(); m != message {
			t.Errorf("answer %s: message %q, want %q", answer, m, message)
		}
	}
	if p := tableOf(run.Expect("Entries").State(raw(`{"queryTerm":"of 3","pageSize":10}`))); p.Unavailable != "" || len(p.Data) != 10 {
		t.Fatalf("a fetch that works again: %+v", p)
	}
	s.entries[21].Name = "Renamed meanwhile" // what was shown is what was chosen
	run.Expect("Entries").Answer([]string{"e21", "e3", "e42"})
	finish(t, run)
	want := []entry{{42, "No. 42 of 0", "kept"}, {3, "No. 3 of 3", "kept"}, {21, "No. 21 of 0", "kept"}}
	if !equal(*got, want) {
		t.Fatalf("got %+v, want %+v", *got, want)
	}
}

func keysJSON(ids ...int) string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = fmt.Sprintf(`{"key":"e%d"}`, id)
	}
	return "[" + strings.Join(keys, ",") + "]"
}

func TestSelectAllThatMatch(t *testing.T) {
	const tooMany = "More than 5,000 rows match. Narrow the search first."
	for name, c := range map[string]struct {
		rows    int
		cursors bool
		search  string
		keys    int
		message string
		calls   int // for all of them, after the two pages
	}{
		"a few":              {rows: 100, keys: 100, calls: 1},
		"a page exactly":     {rows: 500, keys: 500, calls: 2},
		"several pages":      {rows: 1234, keys: 1234, calls: 3},
		"those that match":   {rows: 1234, search: "of 3", keys: 176, calls: 1},
		"by cursors":         {rows: 1234, cursors: true, keys: 1234, calls: 3},
		"cursors to the end": {rows: 1000, cursors: true, keys: 1000, calls: 2},
		"as many as can be":  {rows: 5000, keys: 5000, calls: 11},
		"too many":           {rows: 5001, message: tooMany, calls: 11},
		"none":               {rows: 3, search: "nowhere", calls: 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(c.rows)
			s.cursors = c.cursors
			run, _ := asking(t, io.SelectRowsFrom("Entries", s.fetch).Key(entryKey))
			state := fmt.Sprintf(`{"pageSize":20,"isSelectAll":true,"queryTerm":%q}`, c.search)
			screen := run.Expect("Entries").State(raw(state))
			p := tableOf(screen)
			if n := len(p.SelectedKeys); n != c.keys || screen.Message() != c.message {
				t.Errorf("%d keys and %q", n, screen.Message())
			}
			if c.message != "" && (p.Unavailable != "" || len(p.Data) != 20) {
				t.Errorf("the rows are there: %q and %d", p.Unavailable, len(p.Data))
			}
			if n := len(s.calls) - 2; n != c.calls {
				t.Errorf("%d calls for all of them, want %d", n, c.calls)
			}
			screen.Cancel()
			_, _ = run.Wait()
		})
	}
	run, _ := asking(t, io.SelectRows("Entries", newShelf(5001).entries))
	screen := run.Expect("Entries").State(raw(`{"pageSize":20,"isSelectAll":true}`))
	if screen.Message() != tooMany {
		t.Errorf("rows at hand: %q", screen.Message())
	}
	screen.Answer(json.RawMessage("[" + strings.Repeat(`{"key":"0"},`, 5000) + `{"key":"0"}]`))
	if m := run.Expect("Entries").Message(); m != "Select at most 5,000 rows." {
		t.Errorf("message %q", m)
	}
}

// A function that never comes to an end is not asked for ever.
func TestSelectAllOfTheSamePage(t *testing.T) {
	calls := 0
	fetch := func(context.Context, io.TableQuery) (io.TablePage[int], error) {
		calls++
		return io.TablePage[int]{Rows: []int{1, 2}, Total: 2, Next: "again"}, nil
	}
	run, got := asking(t, io.SelectRowsFrom("Entries", fetch).Key(strconv.Itoa))
	screen := run.Expect("Entries").State(raw(`{"pageSize":20,"isSelectAll":true}`))
	if p := tableOf(screen); !equal(p.SelectedKeys, []string{"1", "2"}) || calls != 4 {
		t.Fatalf("%v after %d calls", p.SelectedKeys, calls)
	}
	screen.Answer([]string{"2", "1"})
	finish(t, run)
	if !equal(*got, []int{1, 2}) {
		t.Fatalf("got %v", *got)
	}
}

func TestSelectRowsFromMistakes(t *testing.T) {
	twice := func(context.Context, io.TableQuery) (io.TablePage[string], error) {
		return io.TablePage[string]{Rows: []string{"a", "b"}}, nil
	}
	long := func(context.Context, io.TableQuery) (io.TablePage[string], error) {
		return io.TablePage[string]{Rows: make([]string, 501)}, nil
	}
	for name, in := range map[string]io.Component{
		"no key":     io.SelectRowsFrom("x", twice),
		"two keys":   io.SelectRowsFrom("x", twice).Key(func(string) string { return "k" }),
		"crossed":    io.SelectRowsFrom("x", twice).Key(func(s string) string { return s }).AtLeast(2).AtMost(1),
		"page size":  io.SelectRowsFrom("x", twice).Key(func(s string) string { return s }).PageSize(501),
		"long pages": io.SelectRowsFrom("x", long).Key(func(s string) string { return s }),
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(in).Ask(ctx) })
		if _, err := run.Wait(); err == nil || len(run.Calls()) > 0 {
			t.Errorf("%s: %v and %d renders", name, err, len(run.Calls()))
		}
	}
}

func TestSelectRowsDefaultByKey(t *testing.T) {
	rows := newShelf(5).entries
	stale := []entry{{ID: 3, Name: "as it was"}, {ID: 9}}
	in := io.SelectRows("Entries", rows).Key(entryKey).Default(stale).
		RowMenu(func(e entry) []io.LinkTo {
			return []io.LinkTo{{Label: "Open", Route: "entry", Params: map[string]any{"id": e.ID}}}
		})
	run, got := asking(t, in)
	screen := run.Expect("Entries")
	if p := tableOf(screen); !equal(p.SelectedKeys, []string{"e3"}) || !strings.Contains(string(screen.Component().Props), `"menu":[{"label":"Open","params":{"id":0},"route":"entry"}]`) {
		t.Fatalf("props %s", screen.Component().Props)
	}
	screen.Answer([]string{"e3"})
	finish(t, run)
	if !equal(*got, rows[3:4]) {
		t.Fatalf("got %+v, want the row as it is now", *got)
	}
}

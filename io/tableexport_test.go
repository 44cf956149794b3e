package io_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

const mark = "\uFEFF"

func exported(s *stagedoortest.Screen, state any) string {
	_, content := s.Download("csv", state)
	return strings.TrimPrefix(strings.ReplaceAll(string(content), "\r\n", "\n"), mark)
}

func TestTableExportHasWhatIsSelectedAndSorted(t *testing.T) {
	columns := []io.Column[person]{
		{Label: "Name", Value: func(p person) any { return p.Name }, Sortable: true},
		{Label: "Age", Value: func(p person) any { return p.Age }, Filter: &io.Filter{Kind: io.NumberFilter}},
	}
	s := showing(t, io.Table("People / all", people()).Columns(columns...).PageSize(1)).Expect("People / all")
	var props struct {
		Exports []struct{ Format, Label string }
	}
	if s.Props(&props); fmt.Sprint(props.Exports) != "[{csv CSV} {json JSON}]" {
		t.Errorf("exports %v", props.Exports)
	}
	if name, _ := s.Download("csv", nil); name != "People _ all.csv" {
		t.Errorf("the file is called %q", name)
	}
	for _, c := range []struct {
		state any
		want  string
	}{
		{nil, "Name,Age\nItem 10,30\nitem 9,\nZoë,9\n"},
		{map[string]any{"offset": 2, "pageSize": 1}, "Name,Age\nItem 10,30\nitem 9,\nZoë,9\n"}, // the page does not count
		{map[string]any{"queryTerm": "ITEM", "sortColumn": "Name", "sortDirection": "asc"}, "Name,Age\nitem 9,\nItem 10,30\n"},
		{map[string]any{"filters": []any{map[string]any{"column": "Age", "op": "gte", "value": 10}}}, "Name,Age\nItem 10,30\n"},
		{map[string]any{"queryTerm": "nobody"}, "Name,Age\n"},
		{map[string]any{"columns": []string{"Age", "Secret"}}, "Age\n30\n\"\"\n9\n"},
		{map[string]any{"columns": []string{"Secret"}}, "Name,Age\nItem 10,30\nitem 9,\nZoë,9\n"},
	} {
		if got := exported(s, c.state); got != c.want {
			t.Errorf("%v:\n%s, want\n%s", c.state, got, c.want)
		}
	}
	for what, state := range map[string]any{"a sort": map[string]any{"sortColumn": "Age", "sortDirection": "asc"}, "a text": "x",
		"a filter": map[string]any{"filters": []any{map[string]any{"column": "Name", "op": "eq", "value": "x"}}}} {
		if err := s.DownloadError("csv", state); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	if err := s.DownloadError("exe", nil); err == nil {
		t.Error("a format that there is not")
	}
}

// Pages are fetched one after another, by cursors where there are any, and no
// more than has to be.
func TestTableFromExport(t *testing.T) {
	all := make([]int, 1234)
	for i := range all {
		all[i] = i
	}
	for name, answer := range map[string]func(rows []int, q io.TableQuery, end int) io.TablePage[int]{
		"by total": func(rows []int, _ io.TableQuery, _ int) io.TablePage[int] {
			return io.TablePage[int]{Rows: rows, Total: len(all)}
		},
		"unknown": func(rows []int, _ io.TableQuery, _ int) io.TablePage[int] { return io.TablePage[int]{Rows: rows} },
		"estimated": func(rows []int, _ io.TableQuery, _ int) io.TablePage[int] {
			return io.TablePage[int]{Rows: rows, Total: 7, TotalIsEstimate: true}
		},
		"by cursors": func(rows []int, _ io.TableQuery, end int) io.TablePage[int] {
			page := io.TablePage[int]{Rows: rows}
			if end < len(all) {
				page.Next = fmt.Sprint(end)
			}
			return page
		},
		"by few": func(rows []int, q io.TableQuery, _ int) io.TablePage[int] {
			return io.TablePage[int]{Rows: rows[:min(len(rows), 100)], Total: len(all)}
		},
	} {
		asked := 0
		fetch := func(_ context.Context, q io.TableQuery) (io.TablePage[int], error) {
			if q.Export {
				asked++
			}
			if q.Search == "broken" {
				return io.TablePage[int]{}, errBroken
			}
			begin := q.Offset
			if q.After != "" {
				fmt.Sscan(q.After, &begin)
			}
			end := min(begin+q.Limit, len(all))
			return answer(all[min(begin, end):end], q, end), nil
		}
		column := io.Column[int]{Label: "N", Value: func(n int) any { return n }}
		s := showing(t, io.TableFrom("Numbers", fetch).Columns(column)).Expect("Numbers")
		lines := strings.Split(strings.TrimSpace(exported(s, nil)), "\n")
		if len(lines) != 1235 || lines[1] != "0" || lines[1234] != "1233" || asked > 14 {
			t.Errorf("%s: %d lines in %d pages", name, len(lines), asked)
		}
		if err := s.DownloadError("csv", map[string]any{"queryTerm": "broken"}); !errors.Is(err, errBroken) {
			t.Errorf("%s: a fetch that fails: %v", name, err)
		}
	}
}

func TestTablesWithoutExport(t *testing.T) {
	s := showing(t, io.Table("People", people()).NoExport()).Expect("People")
	if strings.Contains(string(s.Component().Props), "exports") {
		t.Errorf("props %s", s.Component().Props)
	}
	if err := s.DownloadError("csv", nil); err == nil {
		t.Error("it was exported all the same")
	}
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) error {
		return io.Table("People", people()).Show(ctx)
	})
	if props := string(run.Expect("People").Component().Props); strings.Contains(props, "exports") {
		t.Errorf("an original dashboard is offered %s", props)
	}
	finish(t, run)
}

func TestRichCells(t *testing.T) {
	column := io.Column[int]{Label: "State", Sortable: true, Value: func(n int) any {
		switch n {
		case 0:
			return io.Cell{Value: 10, Label: "Ten", Color: "green", Picture: io.Picture{URL: "/1.png"}, Link: io.LinkTo{Route: "x", Params: map[string]any{"n": 0}}}
		case 1:
			return &io.Cell{Label: "Open", Link: io.LinkTo{URL: "https://example.com"}}
		case 2:
			return (*io.Cell)(nil)
		}
		return 9
	}}
	s := showing(t, io.Table("T", []int{0, 1, 2, 3}).Columns(column)).Expect("T")
	const want = `"data":[{"key":"0","data":{"State":{"highlightColor":"green","image":{"alt":"","height":"thumbnail","url":"/1.png","width":"thumbnail"},"label":"Ten","params":{"n":0},"route":"x","value":10}}},` +
		`{"key":"1","data":{"State":{"label":"Open","url":"https://example.com","value":"Open"}}},{"key":"2","data":{"State":null}},{"key":"3","data":{"State":9}}]`
	if got := string(s.Component().Props); !strings.Contains(got, want) {
		t.Errorf("props\n%s, want in it\n%s", got, want)
	}
	if got := exported(s, map[string]any{"sortColumn": "State", "sortDirection": "asc"}); got != "State\n9\n10\nOpen\n\n" && got != "State\n9\n10\nOpen\n\"\"\n" {
		t.Errorf("exported %q", got)
	}
	if got := exported(s, map[string]any{"queryTerm": "ten"}); got != "State\n10\n" {
		t.Errorf("searched by what people read: %q", got)
	}
	for what, c := range map[string]io.Cell{
		"a colour": {Color: "mauve"}, "a link": {Link: io.LinkTo{URL: "javascript:alert(1)"}}, "a picture": {Picture: io.Picture{URL: "javascript:alert(1)"}},
		"a value": {Value: struct{ A int }{1}},
	} {
		d := io.Table("T", []int{1}).Columns(io.Column[int]{Label: "C", Value: func(int) any { return c }})
		if _, err := showing(t, d).Wait(); err == nil {
			t.Errorf("%s was shown", what)
		}
	}
}

func TestVerticalTable(t *testing.T) {
	s := showing(t, io.Table("People", people()).Vertical()).Expect("People")
	if props := string(s.Component().Props); !strings.Contains(props, `"defaultPageSize":5`) || !strings.Contains(props, `"orientation":"vertical"`) {
		t.Errorf("props %s", props)
	}
	s = showing(t, io.Table("People", people()).PageSize(2).Vertical()).Expect("People")
	if p := tableOf(s); len(p.Data) != 2 {
		t.Errorf("%d rows", len(p.Data))
	}
}

func TestIdentifiersAreNotNumbers(t *testing.T) {
	type row struct {
		ID, OrderID, CustomerId int    `io:""`
		Order                   int    `io:"id"`
		Zip                     string `io:"id"`
		Android                 string `io:""`
		Paid                    int    `io:""`
		Count                   int    `io:"sort"`
	}
	p := tableOf(showing(t, io.Table("T", []row{{}})).Expect("T"))
	if got := fmt.Sprint(p.Columns); got != "[{ID ID id} {Order ID OrderID id} {Customer id CustomerId id} {Order Order id} {Zip Zip id} {Android Android text} {Paid Paid number} {Count Count number}]" {
		t.Errorf("columns %s", got)
	}
}

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

type cup struct {
	ID   int
	Name string
}

func cups(n int) []cup {
	all := make([]cup, n)
	for i := range all {
		all[i] = cup{i + 1, fmt.Sprintf("Cup %d", i+1)}
	}
	return all
}

func cardOf(c cup) io.GridCard { return io.GridCard{Label: c.Name, Description: "Blue"} }

// gridProps is what the tests look at of a grid.
type gridProps struct {
	Data []struct {
		Key  string
		Data struct{ Label string }
	}
	TotalRecords          int
	NextCursor            string
	IsAsync, IsFilterable bool
	IdealColumnWidth      int
	DefaultPageSize       int
}

func gridOf(s *stagedoortest.Screen) (p gridProps) {
	s.Props(&p)
	return p
}

func (p gridProps) labels() string {
	var all []string
	for _, row := range p.Data {
		all = append(all, row.Data.Label)
	}
	return strings.Join(all, ",")
}

func TestGridCard(t *testing.T) {
	d := io.Grid("Cups", cups(1), func(c cup) io.GridCard {
		return io.GridCard{
			Label: c.Name, Description: "Blue", Picture: io.Picture{URL: "/cups/1.png", Alt: "A blue cup"}, Fit: io.Contain, Ratio: 1.5,
			Link: io.LinkTo{Route: "cups/record", Params: map[string]any{"id": 0}},
			Menu: []io.LinkTo{{Label: "Sold", Disabled: true}, {Label: "Delete", Route: "cups/delete", Theme: io.Danger}},
		}
	}).Key(func(c cup) string { return "cup-" + c.Name }).CardWidth(200).Help("All").PageSize(5)
	const want = `{"data":[{"key":"cup-Cup 1","data":{"description":"Blue","image":{"alt":"A blue cup","aspectRatio":1.5,"fit":"contain","url":"/cups/1.png"},"label":"Cup 1",` +
		`"menu":[{"disabled":true,"label":"Sold"},{"label":"Delete","route":"cups/delete","theme":"danger"}],"params":{"id":0},"route":"cups/record"}}],` +
		`"defaultPageSize":5,"helpText":"All","idealColumnWidth":200,"isFilterable":true,"totalRecords":1}`
	if got := string(showing(t, d).Expect("Cups").Component().Props); got != want {
		t.Errorf("props\n%s, want\n%s", got, want)
	}
}

func TestGridIsSearchedAndPaged(t *testing.T) {
	s := showing(t, io.Grid("Cups", cups(45), cardOf)).Expect("Cups")
	p := gridOf(s)
	if len(p.Data) != 20 || p.TotalRecords != 45 || p.Data[19].Key != "19" || p.IdealColumnWidth != 240 {
		t.Fatalf("at first %+v", p)
	}
	s = s.State(map[string]any{"offset": 40, "pageSize": 20})
	if p := gridOf(s); p.labels() != "Cup 41,Cup 42,Cup 43,Cup 44,Cup 45" || p.Data[0].Key != "40" {
		t.Errorf("the last page: %s", p.labels())
	}
	s = s.State(map[string]any{"queryTerm": " cUP 4 ", "offset": 0, "pageSize": 3})
	if p := gridOf(s); p.labels() != "Cup 4,Cup 40,Cup 41" || p.TotalRecords != 7 {
		t.Errorf("searched: %s of %d", p.labels(), p.TotalRecords)
	}
	s = s.State(map[string]any{"queryTerm": "blue", "offset": 100, "pageSize": 3})
	if p := gridOf(s); p.labels() != "" || p.TotalRecords != 45 {
		t.Errorf("beyond the end: %s of %d", p.labels(), p.TotalRecords)
	}
}

func TestGridFrom(t *testing.T) {
	var asked []io.TableQuery
	d := io.GridFrom("Cups", func(_ context.Context, q io.TableQuery) (io.TablePage[cup], error) {
		asked = append(asked, q)
		if q.Search == "broken" {
			return io.TablePage[cup]{}, errBroken
		}
		return io.TablePage[cup]{Rows: cups(q.Limit), Total: 100, TotalIsEstimate: true, Next: "n"}, nil
	}, cardOf).PageSize(2)
	s := showing(t, d).Expect("Cups")
	if p := gridOf(s); p.labels() != "Cup 1,Cup 2" || !p.IsAsync || p.NextCursor != "n" || p.TotalRecords != 100 {
		t.Errorf("at first %+v", p)
	}
	s = s.State(map[string]any{"queryTerm": "x", "offset": 2, "pageSize": 3, "after": "n"})
	if q := asked[1]; q.Search != "x" || q.Offset != 2 || q.Limit != 3 || q.After != "n" {
		t.Errorf("asked %+v", q)
	}
	if p := gridOf(s); p.Data[0].Key != "2" {
		t.Errorf("key %q", p.Data[0].Key)
	}
	s = s.State(map[string]any{"queryTerm": "broken", "offset": 0, "pageSize": 3})
	if p := gridOf(s); s.Message() == "" || len(p.Data) != 3 {
		t.Errorf("after a failure: %q, %+v", s.Message(), p)
	}
}

func TestGridRefusesForgedStates(t *testing.T) {
	quiet := showing(t, io.Grid("Cups", cups(3), cardOf).NoSearch()).Expect("Cups")
	if got := quiet.State(map[string]any{"queryTerm": "x"}); !strings.Contains(got.Message(), "cannot be searched") {
		t.Errorf("searched: %q", got.Message())
	}
	s := showing(t, io.Grid("Cups", cups(3), cardOf)).Expect("Cups")
	for what, state := range map[string]any{
		"a text": "x", "a list": []int{1}, "a huge page": map[string]any{"pageSize": 501}, "no page": map[string]any{"pageSize": -1},
		"before the start": map[string]any{"offset": -1}, "a sort": map[string]any{"sortColumn": "label", "sortDirection": "asc"},
		"a filter":  map[string]any{"filters": []any{map[string]any{"column": "label", "op": "eq", "value": "x"}}},
		"odd types": map[string]any{"offset": "1"}, "a long search": map[string]any{"queryTerm": strings.Repeat("x", 10_000)},
	} {
		if s = s.State(state); s.Message() == "" || len(gridOf(s).Data) != 3 {
			t.Errorf("%s: %q", what, s.Message())
		}
	}
}

func TestGridsThatCannotBe(t *testing.T) {
	card := func(c io.GridCard) io.Display {
		return io.Grid("Cups", cups(1), func(cup) io.GridCard { return c })
	}
	many := func(context.Context, io.TableQuery) (io.TablePage[cup], error) {
		return io.TablePage[cup]{Rows: cups(501)}, nil
	}
	for want, d := range map[string]io.Display{
		"needs a card":     io.Grid("Cups", cups(1), nil),
		"of 99 pixels":     io.Grid("Cups", cups(1), cardOf).CardWidth(99),
		"page size -1":     io.Grid("Cups", cups(1), cardOf).PageSize(-1),
		"page size 501":    io.Grid("Cups", cups(1), cardOf).PageSize(501),
		"picture: address": card(io.GridCard{Picture: io.Picture{URL: "javascript:alert(1)"}}),
		`fit "stretch"`:    card(io.GridCard{Picture: io.Picture{URL: "/x"}, Fit: "stretch"}),
		"ratio -1":         card(io.GridCard{Picture: io.Picture{URL: "/x"}, Ratio: -1}),
		"a link has":       card(io.GridCard{Link: io.LinkTo{Route: "x", URL: "/y"}}),
		`menu item "Go"`:   card(io.GridCard{Menu: []io.LinkTo{{Label: "Go"}}}),
		"more than 500":    io.GridFrom("Cups", many, cardOf),
	} {
		_, err := showing(t, d).Wait()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := showing(t, io.GridFrom("Cups", func(context.Context, io.TableQuery) (io.TablePage[cup], error) {
		return io.TablePage[cup]{}, errBroken
	}, cardOf)).Wait(); !errors.Is(err, errBroken) {
		t.Errorf("a fetch that fails at first: %v", err)
	}
}

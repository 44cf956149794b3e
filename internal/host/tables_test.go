package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/protocol"
)

type member struct {
	id   int
	name string
	vip  bool
}

var memberColumns = []stageio.Column[member]{
	{Label: "id", Key: "id", Value: func(m member) any { return m.id }},
	{Label: "name", Key: "name", Value: func(m member) any { return m.name }},
	{Label: "vip", Key: "vip", Value: func(m member) any { return m.vip }},
}

func replayTables(t *testing.T) {
	members := []member{{1, "Ada", true}, {2, "Grace", false}, {3, "Edsger", false}}
	play(t, "select-table", replay{differs: []difference{plainTables, withoutColumn("born", "a date in some rows only")}, without: map[string]string{"All": noRichCells, "Unknown": offered}, run: handlers{"select_table": func(ctx context.Context, rec func(string, any)) error {
		if _, err := stageio.SelectRows("Plain", members).Columns(memberColumns...).Get(ctx); err != nil {
			return err
		}
		if _, err := stageio.SelectRows("Optional", members).Columns(memberColumns...).Optional().Get(ctx); err != nil {
			return err
		}
		_, err := stageio.SelectRows("Validated", members).Columns(memberColumns...).Validate(func(_ context.Context, rows []member) error {
			for _, m := range rows {
				if m.vip {
					return stageio.Invalid("No VIPs")
				}
			}
			return nil
		}).Get(ctx)
		return err
	}}})
	play(t, "select-table-state", replay{passes: map[int]string{3: spaces, 4: spaces, 5: spaces}, differs: []difference{plainTables, onePage(20)}, run: handlers{"select_table_state": func(ctx context.Context, rec func(string, any)) error {
		rows, err := stageio.SelectRows("Rows", numbered(700, func(i int) any { return fmt.Sprintf("w%d", i%7) })).
			Columns(wordColumns("w")...).AtMost(3).RowMenu(func(w word) []stageio.LinkTo {
			if w.n%2 > 0 {
				return nil
			}
			return []stageio.LinkTo{{Label: "Even", Route: "even"}}
		}).Get(ctx)
		picked := []int{}
		for _, r := range rows {
			picked = append(picked, r.n)
		}
		rec("rows", picked)
		return err
	}}})
	play(t, "display-table-state", replay{passes: map[int]string{17: emptyLast, 18: emptyLast, 19: emptyLast}, differs: []difference{plainTables, onePage(10)}, run: handlers{"display_table_state": func(ctx context.Context, _ func(string, any)) error {
		rows := numbered(1200, func(i int) any {
			if i%100 == 0 {
				return nil
			}
			return fmt.Sprintf("row %d", i)
		})
		err := stageio.Table("Rows", rows).Columns(wordColumns("t")...).PageSize(10).RowMenu(func(w word) []stageio.LinkTo {
			if w.n != 3 {
				return nil
			}
			return []stageio.LinkTo{{Label: "Three", Route: "three"}}
		}).Show(ctx)
		until(ctx)
		return errors.Join(err, finish(ctx, "ended"))
	}}, cues: cueBefore(t, "display-table-state", protocol.MarkComplete, release)})
	play(t, "display-grid-async", replay{differs: []difference{plainTables, sizedCards, loadedAtOnce(map[string][]any{
		"Async": {asyncCard(0), asyncCard(1), asyncCard(2)},
	}, 9)}, run: handlers{"display_grid_async": func(ctx context.Context, _ func(string, any)) error {
		err := stageio.GridFrom("Async", func(_ context.Context, q stageio.TableQuery) (stageio.TablePage[int], error) {
			rows := make([]int, q.Limit)
			for i := range rows {
				rows[i] = q.Offset + i
			}
			return stageio.TablePage[int]{Rows: rows, Total: 9}, nil
		}, func(i int) stageio.GridCard {
			return stageio.GridCard{Label: fmt.Sprintf("item %d", i), Link: stageio.LinkTo{Route: "r", Params: map[string]any{"i": i}}}
		}).PageSize(3).Show(ctx)
		until(ctx)
		return err
	}}, cues: cueBefore(t, "display-grid-async", protocol.MarkComplete, release)})
	play(t, "display-table", replay{differs: []difference{plainTables, emptyCells,
		withoutColumn("nested", "a cell is one value"), withoutColumn("big", "a big number is a text here")},
		without: map[string]string{"Columns": noRichCells, "Cells": noRichCells, "All options": oldNames, "Infinity": "a page has at most 500 rows"},
		run: handlers{"display_table": asking("shown", shows(stageio.Table("Plain", []map[string]any{
			{"id": 1, "name": "Ada", "born": time.Date(1815, 12, 10, 1, 2, 3, 0, time.UTC), "ok": true}, {"id": 2, "extra": "only here"},
		}).Columns(mapColumns("id", "name", "born", "ok", "extra")...).Show), shows(stageio.Table("Empty", []map[string]any{}).Show))}})
	play(t, "display-table-async", replay{differs: []difference{plainTables, saysWhatFailed(), withoutColumn("2", noRichCells), withoutColumn("Link", noRichCells), loadedAtOnce(map[string][]any{
		"Async": asyncRows(stageio.TableQuery{Limit: 20}), "No total, inferred columns": {},
	}, 40)}, without: map[string]string{"No total, inferred columns": "columns are known before rows are fetched"},
		run: handlers{"display_table_async": func(ctx context.Context, _ func(string, any)) error {
			err := stageio.TableFrom("Async", func(_ context.Context, q stageio.TableQuery) (page stageio.TablePage[map[string]any], err error) {
				if q.Search == "fail" {
					return page, errors.New("database is down")
				}
				for i := range q.Limit {
					page.Rows = append(page.Rows, asyncRow(q, i))
				}
				page.Total = 40
				return page, nil
			}).Columns(append(mapColumns("id"), nameColumn)...).RowMenu(func(r map[string]any) []stageio.LinkTo {
				return []stageio.LinkTo{{Label: "Edit", Route: "edit", Params: map[string]any{"id": r["id"]}}}
			}).Show(ctx)
			until(ctx)
			return err
		}}, cues: cueBefore(t, "display-table-async", protocol.MarkComplete, release)})
	play(t, "page-table-state", replay{differs: []difference{plainTables, onePage(5), loadedAtOnce(map[string][]any{
		"Async": {map[string]any{"key": "0", "data": map[string]any{"q": "", "o": 0.0}}},
	}, 3)}, pages: pageHandlers{"pg_tables": layout("Tables", "",
		stageio.Table("Memory", numbered(60, func(i int) any { return fmt.Sprintf("row %d", i) })).Columns(
			stageio.Column[word]{Label: "i", Key: "i", Sortable: true, Value: func(w word) any { return w.n }},
			stageio.Column[word]{Label: "name", Key: "name", Sortable: true, Value: func(w word) any { return w.text }},
		).PageSize(5),
		stageio.TableFrom("Async", func(_ context.Context, q stageio.TableQuery) (stageio.TablePage[map[string]any], error) {
			return stageio.TablePage[map[string]any]{Rows: []map[string]any{{"q": q.Search, "o": q.Offset}}, Total: 3}, nil
		}).Columns(mapColumns("q", "o")...),
	)}})
}

const (
	emptyLast = "empty cells come last, also in descending order"
	spaces    = "spaces around a search do not count"
)

// saysWhatFailed adds the sentence that a table shows when it could not load.
func saysWhatFailed() difference {
	failed := false
	return difference{
		why:   "a table that could not load says so",
		heard: func(said json.RawMessage) { failed = strings.Contains(string(said), "fail") },
		change: func(_ protocol.RPCMethod, recorded map[string]any) {
			walk(recorded, func(object map[string]any) {
				if failed && object["methodName"] != nil {
					object["validationErrorMessage"] = "This could not be loaded. Try again."
				}
			})
		},
	}
}

// word is a row of a number and a text.
type word struct {
	n    int
	text any
}

func numbered(n int, text func(int) any) []word {
	words := make([]word, n)
	for i := range words {
		words[i] = word{i, text(i)}
	}
	return words
}

func wordColumns(text string) []stageio.Column[word] {
	return []stageio.Column[word]{
		{Label: "n", Key: "n", Sortable: true, Value: func(w word) any { return w.n }},
		{Label: text, Key: text, Sortable: true, Value: func(w word) any { return w.text }},
	}
}

func mapColumns(keys ...string) []stageio.Column[map[string]any] {
	columns := make([]stageio.Column[map[string]any], len(keys))
	for i, key := range keys {
		columns[i] = stageio.Column[map[string]any]{Label: key, Key: key, Sortable: true, Value: func(r map[string]any) any { return r[key] }}
	}
	return columns
}

var nameColumn = stageio.Column[map[string]any]{Label: "Name", Key: "name", Sortable: true, Value: func(r map[string]any) any { return r["name"] }}

func asyncRow(q stageio.TableQuery, i int) map[string]any {
	direction := "none"
	if len(q.Sort) > 0 {
		direction = map[bool]string{true: "desc", false: "asc"}[q.Sort[0].Desc]
	}
	return map[string]any{"id": q.Offset + i, "name": fmt.Sprintf("%s %s %d", direction, q.Search, q.Offset+i)}
}

// asyncRows are the rows of a query as they are in a recording.
func asyncRows(q stageio.TableQuery) []any {
	rows := make([]any, q.Limit)
	for i := range rows {
		id := float64(q.Offset + i)
		rows[i] = map[string]any{"key": fmt.Sprint(id), "data": map[string]any{"id": id, "name": asyncRow(q, i)["name"]},
			"menu": []any{map[string]any{"label": "Edit", "route": "edit", "params": map[string]any{"id": id}}}}
	}
	return rows
}

// asyncCard is a card of the recording display-grid-async.
func asyncCard(i float64) any {
	return map[string]any{"key": fmt.Sprint(i), "data": map[string]any{"label": fmt.Sprintf("item %v", i), "route": "r", "params": map[string]any{"i": i}}}
}

// sizedCards says how wide cards are where the original leaves it to the dashboard.
var sizedCards = difference{why: "the width of a card is always said", change: func(_ protocol.RPCMethod, recorded map[string]any) {
	walk(recorded, func(object map[string]any) {
		props, _ := object["props"].(map[string]any)
		if object["methodName"] == string(protocol.DisplayGrid) && props["idealColumnWidth"] == nil {
			props["idealColumnWidth"] = 240.0
		}
	})
}}

// loadedAtOnce gives the first render of fetched tables their rows.
func loadedAtOnce(rows map[string][]any, total float64) difference {
	return difference{why: "a table fetches its rows before it is shown", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		walk(recorded, func(object map[string]any) {
			props, _ := object["props"].(map[string]any)
			data, _ := props["data"].([]any)
			label, _ := object["label"].(string)
			if rows[label] != nil && props["isAsync"] == true && len(data) == 0 && props["totalRecords"] == nil {
				props["data"], props["totalRecords"] = rows[label], total
			}
		})
	}}
}

// emptyCells are sent as null; the original says undefined for some.
var emptyCells = difference{why: "a cell without a value is null", change: func(_ protocol.RPCMethod, recorded map[string]any) {
	walk(recorded, func(props map[string]any) {
		columns, _ := props["columns"].([]any)
		rows, _ := props["data"].([]any)
		for _, row := range rows {
			cells, _ := row.(map[string]any)["data"].(map[string]any)
			for _, column := range columns {
				key, _ := column.(map[string]any)["accessorKey"].(string)
				if _, has := cells[key]; !has {
					cells[key] = nil
				}
			}
		}
	})
}}

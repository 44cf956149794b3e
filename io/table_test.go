package io_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type person struct {
	ID     int64     `io:""`
	Name   string    `io:"label:Full name"`
	Age    *int      `io:""`
	Born   time.Time `io:""`
	Active bool      `io:""`
	Secret string
}

// tableProps is what a test looks at in a table.
type tableProps struct {
	Columns []struct{ Label, AccessorKey, Type string }
	Data    []struct {
		Key        string
		Name       string
		Data       map[string]any
		Route, URL string
		Params     map[string]any
		Menu       []map[string]any
	}
	TotalRecords           int
	IsAsync                bool
	NextCursor, PrevCursor string
	SelectedKeys           []string
	Unavailable            string
}

func tableOf(s *stagedoortest.Screen) tableProps {
	var p tableProps
	s.Props(&p)
	return p
}

// column lists the values of one column on the screen.
func (p tableProps) column(key string) string {
	var values []string
	for _, row := range p.Data {
		values = append(values, fmt.Sprint(row.Data[key]))
	}
	return strings.Join(values, " ")
}

func people() []person {
	return []person{
		{1, "Item 10", new(30), time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), true, "s3cret"},
		{2, "item 9", nil, time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), false, "s3cret"},
		{3, "Zoë", new(9), time.Time{}, true, "s3cret"},
	}
}

var peopleColumns = []io.Column[person]{
	{Label: "Name", Key: "name", Value: func(p person) any { return p.Name }, Sortable: true, Filter: &io.Filter{Kind: io.TextFilter}},
	{Label: "Age", Key: "age", Value: func(p person) any { return p.Age }, Sortable: true, Type: io.NumberColumn, Filter: &io.Filter{Kind: io.NumberFilter}},
	{Label: "Born", Key: "born", Value: func(p person) any { return p.Born }, Sortable: true, Type: io.DateColumn, Filter: &io.Filter{Kind: io.DateFilter}},
	{Label: "Active", Key: "active", Value: func(p person) any { return p.Active }, Sortable: true, Filter: &io.Filter{Kind: io.BoolFilter}},
	{Label: "Kind", Key: "kind", Value: func(person) any { return "x" }, Filter: &io.Filter{
		Kind: io.EnumFilter, Options: []io.Option{{Label: "X", Value: "x"}},
	}},
}

// showing keeps an action open after it has shown d.
func showing(t *testing.T, d io.Display) *stagedoortest.Run {
	t.Helper()
	return stagedoortest.Start(t, func(ctx context.Context) error {
		if err := d.Show(ctx); err != nil {
			return err
		}
		_, err := io.Bool("Done").Get(ctx)
		return err
	})
}

func TestTableColumnsFromTags(t *testing.T) {
	p := tableOf(showing(t, io.Table("People", people())).Expect("People"))
	if got := fmt.Sprint(p.Columns); got != "[{ID ID id} {Full name Name text} {Age Age number} {Born Born datetime} {Active Active boolean}]" {
		t.Errorf("columns %s", got)
	}
	if got := fmt.Sprint(p.Data[1].Data); got != "map[Active:false Age:<nil> Born:1980-01-01T00:00:00.000Z ID:2 Name:item 9]" {
		t.Errorf("row %s", got)
	}
	if p.TotalRecords != 3 || p.Data[2].Key != "2" {
		t.Errorf("%d records, last key %q", p.TotalRecords, p.Data[2].Key)
	}
}

func TestTableColumnsFromMapsAndValues(t *testing.T) {
	p := tableOf(showing(t, io.Table("Maps", []map[string]any{{"b": 1}, {"a": "x"}})).Expect("Maps"))
	if p.column("a") != "<nil> x" || p.Columns[0].Label != "a" || p.column("b") != "1 <nil>" {
		t.Errorf("a table of maps: %+v", p)
	}
	p = tableOf(showing(t, io.Table("Values", []int{3, 1})).Expect("Values"))
	if p.column("Value") != "3 1" {
		t.Errorf("a table of values: %+v", p)
	}
}

func TestTableOnTheHost(t *testing.T) {
	for _, c := range []struct{ name, state, names string }{
		{"as it comes", `{"offset":0,"pageSize":20}`, "Item 10 item 9 Zoë"},
		{"second page", `{"offset":2,"pageSize":2}`, "Zoë"},
		{"beyond the end", `{"offset":40,"pageSize":2}`, ""},
		{"search", `{"queryTerm":"ITEM","pageSize":5}`, "Item 10 item 9"},
		{"search of a number", `{"queryTerm":"30"}`, "Item 10"},
		{"natural order", `{"sortColumn":"name","sortDirection":"asc"}`, "item 9 Item 10 Zoë"},
		{"down", `{"sortColumn":"name","sortDirection":"desc"}`, "Zoë Item 10 item 9"},
		{"empty last, up", `{"sortColumn":"age","sortDirection":"asc"}`, "Zoë Item 10 item 9"},
		{"empty last, down", `{"sortColumn":"age","sortDirection":"desc"}`, "Item 10 Zoë item 9"},
		{"no direction", `{"sortColumn":"age","sortDirection":null}`, "Item 10 item 9 Zoë"},
		{"contains", `{"filters":[{"column":"name","op":"contains","value":"TEM"}]}`, "Item 10 item 9"},
		{"starts", `{"filters":[{"column":"name","op":"starts","value":"zo"}]}`, "Zoë"},
		{"not", `{"filters":[{"column":"name","op":"ne","value":"zoë"}]}`, "Item 10 item 9"},
		{"at least", `{"filters":[{"column":"age","op":"gte","value":9}]}`, "Item 10 Zoë"},
		{"less", `{"filters":[{"column":"age","op":"lt","value":"9.5"}]}`, "Zoë"},
		{"one of", `{"filters":[{"column":"age","op":"in","value":[9,31]}]}`, "Zoë"},
		{"none", `{"filters":[{"column":"age","op":"null"}]}`, "item 9"},
		{"some", `{"filters":[{"column":"age","op":"notnull"}]}`, "Item 10 Zoë"},
		{"day", `{"filters":[{"column":"born","op":"eq","value":"1980-01-01"}]}`, "item 9"},
		{"after", `{"filters":[{"column":"born","op":"gt","value":{"year":1980,"month":1,"day":1}}]}`, "Item 10"},
		{"no", `{"filters":[{"column":"active","op":"eq","value":false}]}`, "item 9"},
		{"enum", `{"filters":[{"column":"kind","op":"in","value":["x"]},{"column":"active","op":"ne","value":true}]}`, "item 9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := showing(t, io.Table("People", people()).Columns(peopleColumns...)).Expect("People").State(raw(c.state))
			if got := tableOf(s).column("name"); got != c.names || s.Message() != "" {
				t.Errorf("state %s shows %q (%s), want %q", c.state, got, s.Message(), c.names)
			}
		})
	}
}

func TestTableThatCannotBeSearched(t *testing.T) {
	fetch := func(context.Context, io.TableQuery) (io.TablePage[person], error) {
		return io.TablePage[person]{Rows: []person{{Name: "Ada"}}, Total: 1}, nil
	}
	quiet := showing(t, io.TableFrom("People", fetch).NoSearch()).Expect("People")
	var props struct{ IsFilterable bool }
	if quiet.Props(&props); props.IsFilterable {
		t.Error("there is a search box")
	}
	if got := quiet.State(map[string]any{"queryTerm": "x"}); !strings.Contains(got.Message(), "cannot be searched") {
		t.Errorf("searched: %q", got.Message())
	}
}

func TestTableRefusesForgedStates(t *testing.T) {
	filter := func(f string) string { return `{"filters":[` + f + `]}` }
	for _, state := range []string{
		`5`, `"x"`, `[]`, `{"offset":-1}`, `{"offset":1.5}`, `{"pageSize":501}`, `{"pageSize":-1}`, `{"queryTerm":5}`,
		`{"sortColumn":"Secret","sortDirection":"asc"}`, `{"sortColumn":"name","sortDirection":"asc; DROP TABLE"}`,
		`{"sortColumn":"kind","sortDirection":"asc"}`, `{"after":"a","before":"b"}`,
		`{"queryTerm":"` + strings.Repeat("x", 1001) + `"}`,
		filter(`{"column":"Secret","op":"eq","value":"s3cret"}`), filter(`{"column":"name","op":"like","value":"x"}`),
		filter(`{"column":"name","op":"gt","value":"x"}`), filter(`{"column":"name","op":"eq","value":5}`),
		filter(`{"column":"name","op":"eq"}`), filter(`{"column":"age","op":"eq","value":"x"}`),
		filter(`{"column":"age","op":"in","value":5}`), filter(`{"column":"age","op":"in","value":[]}`),
		filter(`{"column":"born","op":"eq","value":"yesterday"}`), filter(`{"column":"active","op":"eq","value":"true"}`),
		filter(`{"column":"kind","op":"eq","value":"y"}`), filter(strings.Repeat(`{"column":"age","op":"null"},`, 20) + `{"column":"age","op":"null"}`),
	} {
		t.Run(short(state), func(t *testing.T) {
			first := showing(t, io.Table("People", people()).Columns(peopleColumns...)).Expect("People")
			next := first.State(raw(state))
			if m := next.Message(); !strings.HasPrefix(m, "The table cannot be shown like this") {
				t.Errorf("message %q", m)
			}
			if !reflect.DeepEqual(tableOf(first), tableOf(next)) {
				t.Error("a refused state changed the table")
			}
			if m := next.State(raw(`{"pageSize":2}`)).Message(); m != "" {
				t.Errorf("after a good state the message stays: %q", m)
			}
		})
	}
}

func TestTableLinksAndMenus(t *testing.T) {
	d := io.Table("People", people()[:2]).
		Key(func(p person) string { return fmt.Sprint("p", p.ID) }).
		RowName(func(p person) string { return fmt.Sprint("person ", p.ID) }).
		RowLink(func(p person) io.LinkTo {
			if p.ID == 2 {
				return io.LinkTo{}
			}
			return io.LinkTo{Route: "people/record", Params: map[string]any{"id": 0, "all": false}}
		}).
		RowMenu(func(p person) []io.LinkTo {
			return []io.LinkTo{{Label: "Site", URL: "https://example.com"}, {Label: "Delete", Disabled: true, Theme: io.Danger}}
		})
	p := tableOf(showing(t, d).Expect("People"))
	if got := p.Data[0]; got.Key != "p1" || got.Name != "person 1" || got.Route != "people/record" || fmt.Sprint(got.Params) != "map[all:false id:0]" {
		t.Errorf("row %+v", got)
	}
	if p.Data[1].Route != "" {
		t.Errorf("a row without a link leads to %q", p.Data[1].Route)
	}
	if got := fmt.Sprint(p.Data[0].Menu); got != "[map[label:Site url:https://example.com] map[disabled:true label:Delete theme:danger]]" {
		t.Errorf("menu %s", got)
	}
}

func TestTableFrom(t *testing.T) {
	var asked []io.TableQuery
	d := io.TableFrom("People", func(_ context.Context, q io.TableQuery) (io.TablePage[person], error) {
		asked = append(asked, q)
		if q.Search == "broken" {
			return io.TablePage[person]{}, errBroken
		}
		if q.Search == "panic" {
			panic("no such thing")
		}
		return io.TablePage[person]{Rows: people()[:1], Total: 41, Next: "n", Prev: "p"}, nil
	}).Columns(peopleColumns...).PageSize(7)
	first := showing(t, d).Expect("People")
	if p := tableOf(first); !p.IsAsync || p.TotalRecords != 41 || p.NextCursor != "n" || len(p.Data) != 1 {
		t.Fatalf("first page %+v", p)
	}
	s := first.State(raw(`{"queryTerm":"ada","sortColumn":"age","sortDirection":"desc","offset":7,"after":"n",
		"filters":[{"column":"age","op":"in","value":[1,2.5]},{"column":"born","op":"lt","value":"2000-01-02"}]}`))
	want := io.TableQuery{
		Search: "ada", Sort: []io.Sort{{Column: "age", Desc: true}}, Offset: 7, Limit: 7, After: "n",
		Filters: []io.FilterValue{
			{Column: "age", Op: "in", Value: []any{int64(1), 2.5}},
			{Column: "born", Op: "lt", Value: io.CivilDate{2000, 1, 2}},
		},
	}
	if !reflect.DeepEqual(asked[1], want) {
		t.Fatalf("asked for %+v, want %+v", asked[1], want)
	}
	if key := tableOf(s).Data[0].Key; key != "7" {
		t.Errorf("the first row of the second page has the key %q", key)
	}
	for _, trouble := range []string{"broken", "panic"} {
		s = s.State(map[string]any{"queryTerm": trouble})
		if s.Message() != "This could not be loaded. Try again." || len(tableOf(s).Data) != 1 {
			t.Errorf("%s: message %q, table %+v", trouble, s.Message(), tableOf(s))
		}
	}
}

func TestTableFromThatCannotBegin(t *testing.T) {
	run := showing(t, io.TableFrom("x", func(context.Context, io.TableQuery) (io.TablePage[int], error) {
		return io.TablePage[int]{}, errBroken
	}))
	if _, err := run.Wait(); !errors.Is(err, errBroken) {
		t.Fatalf("Show = %v, want the cause", err)
	}
}

func TestTableLivesOnAndThenEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := showing(t, io.Table("Numbers", []int{1, 2, 3}))
		table := run.Expect("Numbers")
		question := run.Expect("Done")
		if got := tableOf(table.State(raw(`{"offset":1}`))).column("Value"); got != "2 3" {
			t.Fatalf("beside an open question the table shows %q", got)
		}
		question.Answer(true)
		finish(t, run)
		synctest.Wait()
		if n := len(run.Calls()); n != 3 {
			t.Fatalf("%d renders, want 3", n)
		}
	})
}

func TestSelectRowsStates(t *testing.T) {
	in := io.SelectRows("People", people()).Columns(peopleColumns...).Default(people()[2:])
	run, got := asking(t, in)
	s := run.Expect("People")
	if keys := tableOf(s).SelectedKeys; !reflect.DeepEqual(keys, []string{"2"}) {
		t.Errorf("selected at first: %v", keys)
	}
	s = s.State(raw(`{"queryTerm":"item","isSelectAll":true,"pageSize":1}`))
	if p := tableOf(s); len(p.Data) != 1 || p.TotalRecords != 2 || !reflect.DeepEqual(p.SelectedKeys, []string{"0", "1"}) {
		t.Errorf("all that match: %+v", p)
	}
	s.Answer([]string{"2", "1"}) // rows on other pages count too
	finish(t, run)
	if len(*got) != 2 || (*got)[0].ID != 2 || (*got)[1].ID != 3 {
		t.Errorf("got %+v", *got)
	}
}

func TestTheTagWordFilterFiltersATable(t *testing.T) {
	type row struct {
		Name  string    `io:"filter"`
		Cents int64     `io:"currency:EUR;filter"`
		Sent  time.Time `io:"filter"`
		Paid  bool      `io:"filter"`
		State string    `io:"filter" validate:"oneof=new late"`
		Note  string    `io:""`
	}
	rows := []row{{Name: "Ada", Cents: 100, State: "new"}, {Name: "Bo", Cents: 200, State: "late"}}
	s := showing(t, io.Table("Rows", rows)).Expect("Rows")
	var props struct{ Columns []struct{ Filter *io.Filter } }
	s.Props(&props)
	var kinds []io.FilterKind
	for _, c := range props.Columns {
		if c.Filter != nil {
			kinds = append(kinds, c.Filter.Kind)
		}
	}
	want := []io.FilterKind{io.TextFilter, io.NumberFilter, io.DateFilter, io.BoolFilter, io.EnumFilter}
	if !slices.Equal(kinds, want) || props.Columns[5].Filter != nil {
		t.Errorf("filters of kinds %v, want %v", kinds, want)
	}
}

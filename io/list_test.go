package io_test

import (
	"context"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestListAnswers(t *testing.T) {
	const limits = "Entry 2: Enter a valid e-mail address."
	answers[[]string]{
		bad: map[string]string{
			`null`: required, `[]`: required, `""`: misfit, `"a@example.com"`: misfit, `{}`: misfit, `{"0":"a@example.com"}`: misfit, `7`: misfit,
			`["a@example.com"]`: "Enter at least 2 entries.", `["a@b.c","d@b.c","e@b.c","f@b.c"]`: "Enter at most 3 entries.",
			`["a@example.com","b"]`: limits, `["a@example.com",""]`: "Entry 2: " + required, `[null,"a@example.com"]`: "Entry 1: " + required,
			`["a@example.com",["b@example.com"]]`: "Entry 2: " + misfit, `["a@example.com","eve@example.com"]`: "Entry 2: Not Eve.",
			`[` + strings.Repeat(`"a@example.com",`, 5000) + `"a@example.com"]`: "Enter at most 3 entries.",
		},
		good: map[string][]string{`["b@example.com"," a@example.com "]`: {"b@example.com", "a@example.com"}},
	}.check(t, "Copies", io.ListOf("Copies", io.Email("").Validate(func(_ context.Context, text string) error {
		if strings.HasPrefix(text, "eve@") {
			return io.Invalid("Not Eve.")
		}
		return nil
	})).AtMost(3).AtLeast(2), slices.Equal)
	answers[[]int64]{
		bad:  map[string]string{`[1.5]`: "Entry 1: Enter a whole number.", `[1,2]`: "Enter exactly 1 entry.", `[11]`: "Entry 1: Enter a number less than or equal to 10."},
		good: map[string][]int64{`["7"]`: {7}, `[0]`: {0}},
	}.check(t, "Numbers", io.ListOf("Numbers", io.Int("").Max(10)).AtMost(1), slices.Equal)
}

func TestListsOfEverything(t *testing.T) {
	day, at := io.CivilDate{2026, 11, 23}, time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	home, err := url.Parse("https://example.com/")
	if err != nil {
		t.Fatal(err)
	}
	var (
		money  []int64
		days   []io.CivilDate
		times  []time.Time
		clocks []io.CivilTime
		sites  []*url.URL
		rates  []string
		none   []string
	)
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(
			io.ListOf("Money", io.Money("", "JPY")).Default([]int64{500}).Into(&money),
			io.ListOf("Days", io.Date("")).Default([]io.CivilDate{day}).Into(&days),
			io.ListOf("Times", io.DateTime("")).Default([]time.Time{at}).Into(&times),
			io.ListOf("Clocks", io.Time("")).Default([]io.CivilTime{{}}).Into(&clocks),
			io.ListOf("Sites", io.URL("")).Default([]*url.URL{home}).Into(&sites),
			io.ListOf("Rates", io.Decimal("")).Default([]string{"0.10"}).Into(&rates),
			io.ListOf("None", io.Text("").MaxLength(5)).Optional().Into(&none),
		).Ask(ctx)
	})
	s := run.Expect("Money")
	var props struct {
		Default []any `json:"defaultValue"`
		Each    struct {
			MethodName string
			Props      map[string]any
		}
		MaxItems int
	}
	run.Expect("Clocks").Props(&props)
	if want := []any{map[string]any{"hour": 0.0, "minute": 0.0}}; !reflect.DeepEqual(props.Default, want) || props.Each.MethodName != "INPUT_TIME" || props.MaxItems != 100 {
		t.Errorf("props %+v", props)
	}
	run.Expect("None").Props(&props)
	if want := map[string]any{"maxLength": 5.0}; !reflect.DeepEqual(props.Each.Props, want) {
		t.Errorf("props of an entry: %v, want %v", props.Each.Props, want)
	}
	s.AnswerAll([]int{500}, []io.CivilDate{day}, []any{map[string]int{"year": 2026, "month": 11, "day": 23, "hour": 14, "minute": 30}},
		[]io.CivilTime{{}}, []string{"https://example.com/"}, []any{"0.10", 2}, nil)
	finish(t, run)
	got := []any{money, days, times, clocks, sites, rates, none}
	want := []any{[]int64{500}, []io.CivilDate{day}, []time.Time{at}, []io.CivilTime{{}}, []*url.URL{home}, []string{"0.1", "2"}, []string(nil)}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got\n%v, want\n%v", got, want)
	}
}

func TestListForAnOriginalDashboard(t *testing.T) {
	var days []io.CivilDate
	var prices []int64
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) error {
		return io.Group(
			io.ListOf("Days", io.Date("").Min(io.CivilDate{2026, 1, 1})).Help("Closed").Default([]io.CivilDate{{2026, 12, 25}, {2026, 12, 26}}).AtLeast(2).Into(&days),
			io.ListOf("Prices", io.Money("", "EUR")).Default([]int64{1250}).Into(&prices),
		).Ask(ctx)
	})
	s := run.Expect("Days")
	if c := s.Component(); c.MethodName != "INPUT_TEXT" || string(c.Props) != `{"defaultValue":"2026-12-25\n2026-12-26","helpText":"Closed. One in each line.","multiline":true}` {
		t.Errorf("%s %s", c.MethodName, c.Props)
	}
	if c := run.Expect("Prices").Component(); string(c.Props) != `{"defaultValue":"12.50","helpText":"One in each line.","multiline":true}` {
		t.Errorf("%s", c.Props)
	}
	for _, c := range []struct{ days, prices, want string }{
		{"2026-12-25", "1", "Enter at least 2 entries."},
		{"2026-12-25\n\nsoon", "1", "Entry 2: Enter a valid date."},
		{"2025-12-25\n2026-12-26", "1", "Entry 1: Enter a date on or after 2026-01-01."},
		{strings.Repeat("2026-12-25\n", 6000), "1", "This is too long."},
	} {
		run.Expect("Days").AnswerAll(c.days, c.prices)
		if m := run.Expect("Days").Message(); m != c.want {
			t.Errorf("%q: message %q, want %q", short(c.days), m, c.want)
		}
	}
	run.Expect("Days").AnswerAll(" 2026-12-25\r\n2026-12-31\n", "19.99\n5")
	finish(t, run)
	if !slices.Equal(days, []io.CivilDate{{2026, 12, 25}, {2026, 12, 31}}) || !slices.Equal(prices, []int64{1999, 500}) {
		t.Fatalf("got %v, %v", days, prices)
	}
}

func TestListMayBeEmpty(t *testing.T) {
	for _, raw := range []any{nil, []string{}} {
		run, got := asking(t, io.ListOf("Tags", io.Text("")).AtLeast(2).Optional())
		run.Expect("Tags").Answer([]string{"one"})
		if m := run.Expect("Tags").Message(); m != "Enter at least 2 entries." {
			t.Errorf("message %q", m)
		}
		run.Expect("Tags").Answer(raw)
		finish(t, run)
		if *got != nil {
			t.Fatalf("%v = %v", raw, *got)
		}
	}
}

type tag string

// One of a list is called as its type is, where that is what the list is called.
func TestOneOfAListIsCalledByItsType(t *testing.T) {
	type OrderLine struct {
		Amount int `io:""`
	}
	type entry struct {
		Text string `io:""`
	}
	type order struct {
		Lines    []OrderLine  `io:""`
		Pointers []*OrderLine `io:"label:More order lines"`
		Notes    []entry      `io:""`
		Entries  []entry      `io:""`
		Line     []OrderLine  `io:""`
	}
	run, _ := asForm(t, io.Form(order{}))
	for label, want := range map[string]string{
		"Lines": "Line", "More order lines": "More order line", "Notes": "", "Entries": "", "Line": "",
	} {
		var props protocol.FormsProps
		if run.Expect(label).Props(&props); props.EntryLabel != want {
			t.Errorf("one of %q is called %q, want %q", label, props.EntryLabel, want)
		}
	}
}

func TestListsInForms(t *testing.T) {
	type post struct {
		Tags   []tag          `io:"" validate:"max=2,dive,max=5"`
		Scores []uint16       `io:"" validate:"min=1"`
		Rates  []float64      `io:""`
		Days   []io.CivilDate `io:"optional" validate:"omitempty,min=2"`
		Names  *[]string      `io:""`
	}
	before := post{Tags: []tag{"a", "b"}, Scores: []uint16{1}}
	run, got := asForm(t, io.Form(before))
	var props struct {
		Default  []string `json:"defaultValue"`
		MaxItems int
	}
	if run.Expect("Tags").Props(&props); !slices.Equal(props.Default, []string{"a", "b"}) || props.MaxItems != 2 {
		t.Errorf("props %+v", props)
	}
	run.Expect("Tags").AnswerAll([]string{"a", "b", "c"}, []int{65536}, nil, []io.CivilDate{{2026, 1, 1}}, nil)
	for label, want := range map[string]string{
		"Tags": "Enter at most 2 entries.", "Scores": "", "Days": "Enter at least 2 entries.",
	} {
		if m := run.Expect(label).Message(); m != want {
			t.Errorf("%s: message %q, want %q", label, m, want)
		}
	}
	run.Expect("Tags").AnswerAll(nil, []int{65536}, nil, nil, nil)
	if m := run.Expect("Scores").Message(); m != "Entry 1: This number is out of range." {
		t.Errorf("Scores: message %q", m)
	}
	run.Expect("Tags").AnswerAll([]string{"longer"}, []int{65535}, nil, nil, nil)
	if m := run.Expect("Tags").Message(); m != "Enter at most 5 characters." {
		t.Errorf("Tags: message %q", m)
	}
	run.Expect("Tags").AnswerAll([]string{"short"}, []int{65535, 0}, []float64{0.5}, nil, []string{"Ada"})
	finish(t, run)
	if want := (post{Tags: []tag{"short"}, Scores: []uint16{65535, 0}, Rates: []float64{0.5}, Names: &[]string{"Ada"}}); !reflect.DeepEqual(*got, want) {
		t.Fatalf("got %+v, want %+v", *got, want)
	}
}

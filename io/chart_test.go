package io_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type day struct {
	On      io.CivilDate
	Refunds int64
	Credits *float64
}

func days() []day {
	return []day{
		{io.CivilDate{Year: 2026, Month: 11, Day: 22}, 4500, new(1.5)},
		{io.CivilDate{Year: 2026, Month: 11, Day: 23}, 0, nil},
	}
}

func refunds(d day) any { return d.Refunds }
func credits(d day) any { return d.Credits }
func on(d day) any      { return d.On }

func TestChartProps(t *testing.T) {
	const want = `{"axis":"Day","currency":"USD","helpText":"All shops","kind":"area","labelType":"date","labels":["2026-11-22","2026-11-23"],` +
		`"series":[{"label":"Refunds","values":[4500,0]},{"label":"Credits","values":[1.5,null]}],"stacked":true}`
	setters := []func(io.ChartDisplay[day]) io.ChartDisplay[day]{
		func(d io.ChartDisplay[day]) io.ChartDisplay[day] { return d.Along("Day", on) },
		func(d io.ChartDisplay[day]) io.ChartDisplay[day] {
			return d.Series("Refunds", refunds).Series("Credits", credits)
		},
		func(d io.ChartDisplay[day]) io.ChartDisplay[day] { return d.Stacked() },
		func(d io.ChartDisplay[day]) io.ChartDisplay[day] { return d.Kind(io.AreaChart) },
		func(d io.ChartDisplay[day]) io.ChartDisplay[day] { return d.Money("USD").Help("All shops") },
	}
	for range setters { // in any order
		d := io.Chart("Refunds", days())
		for _, set := range setters {
			d = set(d)
		}
		if got := string(showing(t, d).Expect("Refunds").Component().Props); got != want {
			t.Errorf("props\n%s, want\n%s", got, want)
		}
		setters = append(setters[1:], setters[0])
	}
}

func TestChartPlaces(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for want, place := range map[string]func(int) any{
		`"labelType":"text","labels":["a","a"]`:     func(int) any { return "a" },
		`"labelType":"number","labels":[0,1]`:       func(i int) any { return i },
		`"labelType":"text","labels":[0,"a"]`:       func(i int) any { return []any{0, "a"}[i] },
		`"labelType":"datetime","labels":["2026-11`: func(int) any { return at },
		`"labelType":"text","labels":[null,null]`:   func(int) any { return nil },
	} {
		d := io.Chart("C", []int{0, 1}).Along("X", place).Series("Y", func(i int) any { return i })
		if got := string(showing(t, d).Expect("C").Component().Props); !strings.Contains(got, want) {
			t.Errorf("props %s, want %s in it", got, want)
		}
	}
	d := io.Chart("C", []float64{math.NaN(), math.Inf(-1), 1 << 60}).Along("X", func(f float64) any { return 1 }).Series("Y", func(f float64) any { return f })
	if got := string(showing(t, d).Expect("C").Component().Props); !strings.Contains(got, `"values":[null,null,1152921504606847000]`) {
		t.Errorf("odd numbers: %s", got)
	}
	big := io.Chart("C", []int64{1 << 60}).Along("X", func(int64) any { return "a" }).Series("Y", func(n int64) any { return n })
	if got := string(showing(t, big).Expect("C").Component().Props); !strings.Contains(got, `"values":[1152921504606847000]`) {
		t.Errorf("a large number: %s", got)
	}
	none := io.Chart("C", []int{}).Along("X", func(int) any { return 1 }).Series("Y", func(int) any { return 1 })
	if got := string(showing(t, none).Expect("C").Component().Props); !strings.Contains(got, `"labels":[]`) {
		t.Errorf("without rows: %s", got)
	}
}

func TestChartsThatCannotBe(t *testing.T) {
	good := io.Chart("C", []int{1, -1}).Along("X", func(int) any { return "a" }).Series("Y", func(i int) any { return i })
	many := good
	for range 12 {
		many = many.Series("Y", func(i int) any { return i })
	}
	for want, d := range map[string]io.Display{
		`kind "wave"`:         good.Kind("wave"),
		"needs Along":         io.Chart("C", []int{1}).Series("Y", func(int) any { return 1 }),
		"needs Series":        io.Chart("C", []int{1}).Along("X", func(int) any { return 1 }),
		"13 series":           many,
		"one series":          good.Series("Z", func(int) any { return 1 }).Kind(io.PieChart),
		"cannot show -1":      good.Kind(io.DonutChart),
		"cannot be stacked":   good.Stacked(),
		"2001 rows":           io.Chart("C", make([]int, 2001)).Along("X", func(int) any { return 1 }).Series("Y", func(int) any { return 1 }),
		"no values":           good.Series("Z", nil),
		"not a number":        good.Series("Z", func(int) any { return "many" }),
		"as one value":        good.Series("Z", func(int) any { return struct{ A int }{1} }),
		"not a currency":      good.Money("dollars"),
		"place of row 1":      good.Along("X", func(int) any { return struct{ A int }{1} }),
		"true is not a":       good.Series("Z", func(int) any { return true }),
		"row 2: a pie cannot": good.Kind(io.PieChart),
	} {
		if _, err := showing(t, d).Wait(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestChartForAnOriginalDashboard(t *testing.T) {
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) error {
		return io.Chart("Refunds", days()).Along("Day", on).Series("Refunds", refunds).Money("USD").Show(ctx)
	})
	s := run.Expect("Refunds")
	p := tableOf(s)
	if s.Component().MethodName != "DISPLAY_TABLE" || p.column("0") != "45.00 USD 0.00 USD" || !slices.Equal([]string{p.Columns[0].Label, p.Columns[1].Label}, []string{"Day", "Refunds"}) {
		t.Errorf("degraded to %s %+v", s.Component().MethodName, p)
	}
	finish(t, run)
}

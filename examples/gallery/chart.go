package main

import (
	"context"
	"math"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// charts draws numbers.
func charts(reg *stagedoor.Registry) {
	reg.Page("charts", stagedoor.Page{Name: "Charts", Description: "Numbers as lines, areas, bars and pies.", Handler: chartsPage})
	reg.Action("charts/lines", stagedoor.Action{Name: "Lines and areas", Handler: chartLines})
	reg.Action("charts/bars", stagedoor.Action{Name: "Bars", Handler: bars})
	reg.Action("charts/pies", stagedoor.Action{Name: "Pies", Handler: pies})
}

// sum is what was refunded and credited on a day, in cents.
type sum struct {
	Day              time.Time
	Refunds, Credits int64
}

// sums are of n days, and always the same.
func sums(n int) []sum {
	all := make([]sum, n)
	for i := range all {
		x := float64(i)
		all[i] = sum{
			Day:     time.Date(2026, 6, 15+i, 0, 0, 0, 0, time.UTC),
			Refunds: int64(1000 * (100 + 30*math.Sin(x/30) + 6*math.Sin(x*1.7) + x/8)),
			Credits: int64(1000 * (75 + 15*math.Sin(x/22) + 4*math.Sin(x*2.3))),
		}
	}
	return all
}

func dayOf(s sum) any     { return io.CivilDateOf(s.Day) }
func refundsOf(s sum) any { return s.Refunds }
func creditsOf(s sum) any { return s.Credits }

func refundsAndCredits(kind io.ChartKind) io.ChartDisplay[sum] {
	return io.Chart("Refunds and credits", sums(180)).Kind(kind).Along("Day", dayOf).
		Series("Refunds", refundsOf).Series("Credits", creditsOf).Money("USD")
}

func chartsPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{Children: []io.Component{refundsAndCredits(io.AreaChart).Help("Of all shops, since June")}}, nil
}

func chartLines(ctx context.Context) error {
	gap := func(i int) any {
		if i%7 == 3 || i == 12 {
			return nil
		}
		return 20 + 8*math.Sin(float64(i)/3)
	}
	hours := make([]int, 24)
	for i := range hours {
		hours[i] = i
	}
	return io.Group(
		refundsAndCredits(io.LineChart),
		io.Chart("Degrees of a day", hours).Along("Hour", func(i int) any { return time.Date(2026, 2, 25, i, 0, 0, 0, time.UTC) }).
			Series("Store room", gap).Series("Outside", func(i int) any { return -4 + float64(i)/3 }),
		io.Chart("Nothing yet", []int{}).Along("Day", func(int) any { return "" }).Series("Refunds", func(i int) any { return i }),
	).Ask(ctx)
}

type branch struct {
	City                string
	Sent, Lost, Balance int
}

var branches = []branch{
	{"Lisbon", 120, 4, 34}, {"Porto", 90, 11, -12}, {"Coimbra", 41, 0, 5}, {"Braga", 23, 2, -30}, {"Évora", 12, 1, 9},
}

func cityOf(b branch) any { return b.City }

func bars(ctx context.Context) error {
	parcels := io.Chart("Parcels by city", branches).Kind(io.BarChart).Along("City", cityOf).
		Series("Sent", func(b branch) any { return b.Sent }).Series("Lost", func(b branch) any { return b.Lost })
	return io.Group(
		parcels,
		parcels.Stacked(),
		io.Chart("Balance", branches).Kind(io.BarChart).Along("City", cityOf).Series("Balance", func(b branch) any { return b.Balance }),
	).Ask(ctx)
}

func pies(ctx context.Context) error {
	sent := io.Chart("Parcels sent", branches).Kind(io.PieChart).Along("City", cityOf).Series("Sent", func(b branch) any { return b.Sent })
	return io.Group(sent, sent.Kind(io.DonutChart)).Ask(ctx)
}

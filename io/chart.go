package io

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// ChartKind is how a chart draws its numbers.
type ChartKind string

// The kinds of chart.
const (
	LineChart  ChartKind = "line"
	AreaChart  ChartKind = "area"
	BarChart   ChartKind = "bar"
	PieChart   ChartKind = "pie"   // one series, no number below zero
	DonutChart ChartKind = "donut" // a pie with its sum in the middle
)

// The most of a chart. More cannot be told apart.
const (
	maxPoints = 2000
	maxSeries = 12
)

// ChartDisplay draws numbers of R.
type ChartDisplay[R any] struct {
	label, help, axis string
	kind              ChartKind
	rows              []R
	at                func(R) any
	series            []chartSeries[R]
	stacked           bool
	currency          string
}

type chartSeries[R any] struct {
	label string
	value func(R) any
}

// Chart draws numbers of rows, at most 2000, as lines unless Kind says otherwise.
// Along says where each row stands, and Series, at least once, how much it is.
// Everybody can have the numbers as a table, too; a dashboard that cannot draw
// shows only that.
func Chart[R any](label string, rows []R) ChartDisplay[R] {
	return ChartDisplay[R]{label: label, rows: slices.Clone(rows), kind: LineChart}
}

// Kind sets how the numbers are drawn. Default: LineChart.
func (d ChartDisplay[R]) Kind(k ChartKind) ChartDisplay[R] {
	d.kind = k
	return d
}

// Along sets what rows are called, and what that is: a text, number, time.Time or
// CivilDate. Lines and areas keep the distances of numbers and times.
func (d ChartDisplay[R]) Along(axis string, at func(R) any) ChartDisplay[R] {
	d.axis, d.at = axis, at
	return d
}

// Series adds numbers, at most twelve times: value returns any integer or float,
// or nil where there is none.
func (d ChartDisplay[R]) Series(label string, value func(R) any) ChartDisplay[R] {
	d.series = append(slices.Clip(d.series), chartSeries[R]{label, value})
	return d
}

// Stacked puts the series of bars and areas on top of each other.
func (d ChartDisplay[R]) Stacked() ChartDisplay[R] {
	d.stacked = true
	return d
}

// Money says that all numbers count the smallest unit of a currency, by its ISO
// code.
func (d ChartDisplay[R]) Money(currency string) ChartDisplay[R] {
	d.currency = currency
	return d
}

// Help sets the line shown under the chart.
func (d ChartDisplay[R]) Help(text string) ChartDisplay[R] {
	d.help = text
	return d
}

// Show puts the chart on the screen.
func (d ChartDisplay[R]) Show(ctx context.Context) error { return show(ctx, d) }

func (d ChartDisplay[R]) part(ctx context.Context) (*part, error) {
	p := newPart(protocol.DisplayChart, d.label, map[string]any{"kind": d.kind})
	if err := d.check(); err != nil {
		return nil, p.fault(err)
	}
	if !draws(ctx, protocol.DisplayChart) {
		return d.table().part(ctx)
	}
	labels, labelType, err := d.places()
	if err != nil {
		return nil, p.fault(err)
	}
	series := make([]map[string]any, len(d.series))
	for i, s := range d.series {
		values, err := d.values(s)
		if err != nil {
			return nil, p.fault(fmt.Errorf("series %q: %w", s.label, err))
		}
		series[i] = map[string]any{"label": s.label, "values": values}
	}
	p.props["labels"], p.props["labelType"], p.props["axis"], p.props["series"] = labels, labelType, d.axis, series
	if d.stacked {
		p.props["stacked"] = true
	}
	if d.currency != "" {
		p.props["currency"] = d.currency
	}
	if d.help != "" {
		p.props["helpText"] = d.help
	}
	return p, nil
}

func (d ChartDisplay[R]) round() bool { return d.kind == PieChart || d.kind == DonutChart }

func (d ChartDisplay[R]) check() error {
	switch {
	case !slices.Contains([]ChartKind{LineChart, AreaChart, BarChart, PieChart, DonutChart}, d.kind):
		return fmt.Errorf("kind %q of chart", d.kind)
	case d.at == nil:
		return errors.New("a chart needs Along")
	case len(d.series) == 0:
		return errors.New("a chart needs Series")
	case len(d.series) > maxSeries:
		return fmt.Errorf("%d series are more than %d", len(d.series), maxSeries)
	case d.round() && len(d.series) > 1:
		return fmt.Errorf("a %s shows one series, not %d", d.kind, len(d.series))
	case len(d.rows) > maxPoints:
		return fmt.Errorf("%d rows are more than %d: add some of them up", len(d.rows), maxPoints)
	case d.stacked && d.kind != BarChart && d.kind != AreaChart:
		return fmt.Errorf("a %s cannot be stacked", d.kind)
	case d.currency != "" && !isCurrency(d.currency):
		return fmt.Errorf("%q is not a currency code", d.currency)
	}
	return nil
}

// places returns where the rows stand, and of what type that is.
func (d ChartDisplay[R]) places() (labels []any, labelType ColumnType, err error) {
	labels = make([]any, len(d.rows))
	for i, row := range d.rows {
		at := d.at(row)
		if labels[i], err = cell(at); err != nil {
			return nil, "", fmt.Errorf("place of row %d: %w", i+1, err)
		}
		labelType = cmp.Or(labelType, placeType(at, labels[i]))
		if this := placeType(at, labels[i]); this != labelType {
			labelType = TextColumn
		}
	}
	return labels, cmp.Or(labelType, TextColumn), nil
}

func placeType(at, shown any) ColumnType {
	if _, day := at.(CivilDate); day {
		return DateColumn
	}
	switch shown.(type) {
	case time.Time:
		return DateTimeColumn
	case int64, float64:
		return NumberColumn
	}
	return TextColumn
}

// values returns the numbers of a series, nil where there is none.
func (d ChartDisplay[R]) values(s chartSeries[R]) ([]any, error) {
	if s.value == nil {
		return nil, errors.New("it has no values")
	}
	values := make([]any, len(d.rows))
	for i, row := range d.rows {
		v, err := chartNumber(s.value(row))
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		if n, ok := v.(float64); ok && n < 0 && d.round() {
			return nil, fmt.Errorf("row %d: a %s cannot show %v", i+1, d.kind, n)
		}
		values[i] = v
	}
	return values, nil
}

// chartNumber returns v as a float64, or nil for none.
func chartNumber(v any) (any, error) {
	c, err := cell(v)
	if err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case nil:
		return nil, nil
	case int64:
		return float64(c), nil
	case float64:
		return c, nil
	case string: // integers beyond a browser's numbers, NaN
		f, err := strconv.ParseFloat(c, 64)
		switch {
		case err != nil:
		case math.IsNaN(f) || math.IsInf(f, 0):
			return nil, nil
		default:
			return f, nil
		}
	}
	return nil, fmt.Errorf("%v is not a number", v)
}

// table is the same for a dashboard that cannot draw.
func (d ChartDisplay[R]) table() TableDisplay[R] {
	columns := []Column[R]{{Label: cmp.Or(d.axis, "Label"), Key: "at", Value: d.at, Sortable: true}}
	for i, s := range d.series {
		c := Column[R]{Label: s.label, Key: strconv.Itoa(i), Value: s.value, Type: NumberColumn, Sortable: true}
		if d.currency != "" {
			c.Type, c.Currency = MoneyColumn, d.currency
		}
		columns = append(columns, c)
	}
	return Table(d.label, d.rows).Columns(columns...).Help(d.help)
}

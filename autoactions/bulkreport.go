package autoactions

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/figures"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// state is what became of a row.
type state string

const (
	isRefused state = "refused"
	isSame    state = "unchanged"
	isDone    state = "done"
)

// Options lists the values there are.
func (state) Options() []state { return []state{isRefused, isSame, isDone} }

// outcome is a line of the report.
type outcome struct {
	Key, Title string
	State      state
	Why        string
}

// byState puts first what needs attention.
func byState(x, y outcome) int {
	return cmp.Compare(slices.Index(state("").Options(), x.State), slices.Index(state("").Options(), y.State))
}

// report says what became of every row, what was refused first.
func (b *bulkRun) report(ctx context.Context) error {
	counts := map[state]int{}
	for _, o := range b.outcomes {
		counts[o.State]++
	}
	slices.SortStableFunc(b.outcomes, byState)
	menu, err := b.afterRun(ctx, b.work.recorded && counts[isDone] > 0)
	if err != nil {
		return err
	}
	result := map[string]any{"done": counts[isDone], "unchanged": counts[isSame], "refused": counts[isRefused]}
	return reportRows(ctx, result, io.Heading(b.summary(counts)).Menu(menu...), b.outcomes, b.outcomeTable)
}

// reportRows makes a report of rows the result, so that it is there after a reload and
// for whoever looks at the run later. What is too long for a result, or for a dashboard
// that shows values only, is shown before.
func reportRows[R any](ctx context.Context, result any, heading io.HeadingDisplay, rows []R, table func([]R) io.TableDisplay[R]) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	if len(rows) <= maxReported && t.Link().Draws(protocol.DisplayChanges) {
		return stagedoor.SetResultShown(ctx, result, heading, table(rows))
	}
	if err := stagedoor.SetResultShown(ctx, result, heading); err != nil {
		return err
	}
	return io.Group(heading, table(rows)).Ask(ctx)
}

// maxReported is how many rows of a report are kept with a run.
const maxReported = 500

// afterRun leads on from the report of a run over many rows: back to the list, and to
// undoing what it did.
func (m *model) afterRun(ctx context.Context, undoable bool) ([]io.LinkTo, error) {
	var menu []io.LinkTo
	if m.has["list"] {
		menu = append(menu, io.LinkTo{Label: "Back to " + lower(m.plural), Route: m.slug})
	}
	t, ok := txn.From(ctx)
	if !ok {
		return nil, io.ErrNoTransaction
	}
	if undoable && m.has["undo"] {
		menu = append(menu, m.undoAllLink("Undo all of it", t.ID))
	}
	return menu, nil
}

// summary counts the outcomes in a sentence.
func (b *bulkRun) summary(counts map[state]int) string {
	parts := []string{b.many(counts[isDone]) + " succeeded"}
	if n := counts[isSame]; n > 0 {
		parts = append(parts, fmt.Sprintf("%s were like this already", grouped(n)))
	}
	if n := counts[isRefused]; n > 0 {
		parts = append(parts, fmt.Sprintf("%s refused", grouped(n)))
	}
	if n := len(b.rows.keys) - len(b.outcomes); n > 0 {
		parts = append(parts, fmt.Sprintf("%s not tried", grouped(n)))
	}
	return strings.Join(parts, ", ")
}

// outcomeTable lists the rows with what became of them.
func (m *model) outcomeTable(outcomes []outcome) io.TableDisplay[outcome] {
	columns := []io.Column[outcome]{
		{Label: m.name, Key: "title", Value: func(o outcome) any { return o.Title }, Sortable: true},
		{Label: "Outcome", Key: "state", Type: io.EnumColumn, Value: func(o outcome) any { return string(o.State) }, Sortable: true,
			Colors: map[string]string{"done": "green", "unchanged": "gray", "refused": "red"}},
		{Label: "Why", Key: "why", Value: func(o outcome) any { return o.Why }, Sortable: true},
	}
	return io.Table("Report", outcomes).Columns(columns...).PageSize(100).
		Key(func(o outcome) string { return o.Key }).
		RowLink(func(o outcome) io.LinkTo {
			if !m.has["record"] {
				return io.LinkTo{}
			}
			return io.LinkTo{Route: m.at("record"), Params: map[string]any{"id": o.Key}}
		})
}

// many writes "1 charge" or "12,345 charges".
func (m *model) many(n int) string {
	if n == 1 {
		return "1 " + m.noun
	}
	return grouped(n) + " " + lower(m.plural)
}

// grouped writes 12345 as 12,345.
func grouped(n int) string { return figures.Grouped(strconv.Itoa(n)) }

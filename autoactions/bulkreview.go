package autoactions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// decide puts the questions and shows the rows until the person starts it. It
// reports false when they leave everything as it is. The note, if any, says why the
// rows come again.
func (b *bulkRun) decide(ctx context.Context, note string) (sure bool, err error) {
	for {
		if b.work.each == nil { // otherwise only what was tried has to be shown again
			if b.work, err = b.ask(ctx); err != nil {
				return false, err
			}
		}
		if b.tried, err = b.try(ctx); err != nil {
			return false, err
		}
		var want next
		want, err = b.review(ctx, note)
		switch {
		case err != nil:
			return false, err
		case want == save:
			return true, nil
		case !b.work.asked:
			return false, stagedoor.Log(ctx, "Nothing was changed.")
		}
		b.work, note = work{}, ""
	}
}

// review shows what will be done and asks whether to do it.
func (b *bulkRun) review(ctx context.Context, note string) (next, error) {
	shown := slices.Concat(noted(note), b.work.shown, b.leftOut(), []io.Component{b.sample()}, b.triedRows())
	title := fmt.Sprintf("%s: %s", b.bulk.name, b.many(b.doable()))
	return io.ChooseWith(ctx, io.Group(shown...).Title(title), b.buttons(title)...)
}

// buttons are what the person can do. Where nothing would be done, there is nothing to
// start.
func (b *bulkRun) buttons(title string) []io.ChoiceOf[next] {
	do := io.ChoiceOf[next]{Value: save, Label: title}
	if b.dangerous {
		do.Theme = io.Danger
	}
	leave := io.ChoiceOf[next]{Value: back, Label: "Change nothing", SkipValidation: true}
	if b.work.asked {
		leave.Label = "Keep editing"
	}
	if b.doable() == 0 {
		return []io.ChoiceOf[next]{leave}
	}
	return []io.ChoiceOf[next]{do, leave}
}

// doable is how many rows will be done, as far as that is known.
func (b *bulkRun) doable() int {
	if b.tried == nil {
		return len(b.rows.keys)
	}
	return len(b.expected) - len(b.untouched())
}

// untouched are the rows that were tried and would stay as they are, what is refused
// first.
func (b *bulkRun) untouched() []outcome {
	if b.tried == nil {
		return nil
	}
	left := slices.DeleteFunc(slices.Clone(b.expected), func(o outcome) bool { return o.State == isDone })
	slices.SortStableFunc(left, byState)
	return left
}

// leftOut shows which rows would stay as they are, and why.
func (b *bulkRun) leftOut() []io.Component {
	left := b.untouched()
	if len(left) == 0 {
		return nil
	}
	same := 0
	for _, o := range left {
		if o.State == isSame {
			same++
		}
	}
	var parts []string
	if refused := len(left) - same; refused > 0 {
		parts = append(parts, b.many(refused)+" would be refused")
	}
	if same > 0 {
		parts = append(parts, b.many(same)+" would stay the same")
	}
	return []io.Component{io.Heading(strings.Join(parts, ", ")).Level(3), b.outcomeTable(left)}
}

// sample shows the chosen rows, a few at a time.
func (b *bulkRun) sample() io.Component {
	const few = 5
	columns := b.those(func(c *column) bool { return c.listed })
	return b.plainTable(b.plural, columns, all(b.rows.conditions)).PageSize(few)
}

// triedRows show what was tried, as far as a screen holds it.
func (b *bulkRun) triedRows() []io.Component {
	if b.tried == nil {
		return nil
	}
	const most = 200
	meant := map[string]string{}
	for _, o := range b.expected {
		if meant[o.Key] = o.Title; o.Title == "" {
			meant[o.Key] = b.model.name + " " + b.nameOfKey(o.Key)
		}
	}
	var rows []io.Change
	others := Difference{Raw: b.tried.Raw}
	for _, r := range b.tried.Rows {
		if title, ok := meant[r.Key]; ok && r.Table == b.schema.Table {
			rows = append(rows, b.describe(r, title, nil)...)
		} else {
			others.Rows = append(others.Rows, r)
		}
	}
	rows = append(rows, b.besidesRows(&others, keySet{}, nil, beside{})...)
	if left := len(rows) - most; left > 0 {
		rows = append(rows[:most], io.Change{Label: "And", After: counted(left, "further change")})
	}
	if len(rows) == 0 {
		return []io.Component{io.Heading("This would change nothing").Level(3)}
	}
	return []io.Component{io.Changes(rows...).Label("What this changes")}
}

package autoactions

import (
	"context"
	"errors"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// editing is one person changing one record.
type editing struct {
	*model
	key     keySet
	columns []*column
	before  record // what the person's changes are compared with
	draft   record // what they typed
	merged  []io.Change
}

// edit asks for new values, shows what changes, and writes exactly that. A record
// that was changed meanwhile is merged, never overwritten.
func (m *model) edit(ctx context.Context) error {
	key, before, err := m.open(ctx)
	if err != nil {
		return err
	}
	e := &editing{
		model: m, key: key, before: before, draft: before,
		columns: m.those(func(c *column) bool { return c.edits }),
	}
	for again := true; again; {
		e.draft, err = m.form(ctx, form{
			model: m, holds: e.draft, columns: e.columns, title: "Edit " + m.title(before), submit: "Review changes",
		})
		if err != nil {
			return err
		}
		if again, err = e.settle(ctx); err != nil {
			return err
		}
	}
	return m.done(ctx, before)
}

// settle reviews and writes until it is written. It reports true when the person
// wants the form again.
func (e *editing) settle(ctx context.Context) (again bool, err error) {
	for {
		columns := changed(e.columns, e.before, e.draft)
		if len(columns) == 0 {
			return false, stagedoor.Log(ctx, "Nothing was changed.")
		}
		rows, err := e.said(ctx, columns, &e.before, e.draft)
		if err != nil {
			return false, err
		}
		want, err := e.review(ctx, rows)
		if err != nil || want == back {
			return want == back, err
		}
		err = e.update(ctx, e.key, e.before, e.draft, columns)
		if err == nil {
			return false, nil
		}
		lost, isLost := errors.AsType[*conflict](err)
		switch {
		case isLost:
			err = e.merge(ctx, lost.theirs)
		case errors.Is(err, errGone):
			return false, e.orphaned(ctx, rows)
		default:
			return true, e.explain(ctx, err, rows)
		}
		if err != nil {
			return false, err
		}
	}
}

// review shows what will change, and after a merge what has changed already.
func (e *editing) review(ctx context.Context, rows []io.Change) (next, error) {
	shown := []io.Component{io.Changes(rows...)}
	button := "Save " + counted(len(rows), "change")
	if len(e.merged) > 0 {
		shown = append(shown, io.Changes(e.merged...).Label("Changed by somebody else meanwhile, and kept"))
		button = "Save merged"
	}
	return review(ctx, "Review changes", button, shown...)
}

// orphaned keeps on the screen what was typed for a record that is gone.
func (e *editing) orphaned(ctx context.Context, rows []io.Change) error {
	gone := io.Heading("This " + e.noun + " was deleted meanwhile").Description("Nothing was saved. What you entered is below.")
	err := io.Group(gone, io.Changes(rows...)).Submit("Close").Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.Fail("%s was deleted meanwhile. Nothing was saved.", e.title(e.before))
}

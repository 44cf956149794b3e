package autoactions

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// editing is one person changing one record.
type editing struct {
	*model
	ask     form
	key     keySet
	columns []*column
	before  record // what the person's changes are compared with
	draft   record // what they typed
	merged  []io.Change
	// reopened is whether the form came again after a merge: what was kept then may
	// have been changed in it.
	reopened bool
}

// edit asks for new values, shows what changes, and writes exactly that. A record
// that was changed meanwhile is merged, never overwritten.
func (m *model) edit(ctx context.Context) error {
	key, before, err := m.open(ctx)
	if err != nil {
		return err
	}
	links, err := m.chosenLinks(ctx)
	if err != nil {
		return err
	}
	columns := m.those(func(c *column) bool { return c.edits })
	e := &editing{model: m, key: key, columns: columns, ask: form{
		model: m, columns: columns, links: links, inlines: m.inlines(),
		title: "Edit " + m.title(before), submit: "Review changes",
	}}
	if err := e.ask.readBeside(ctx, &before); err != nil {
		return err
	}
	e.before, e.draft = before, before
	for again := true; again; {
		e.ask.holds = e.draft
		if e.draft, err = m.form(ctx, e.ask); err != nil {
			return err
		}
		if again, err = e.settle(ctx); err != nil {
			return err
		}
		e.reopened = len(e.merged) > 0
	}
	return m.done(ctx, before)
}

// settle reviews and writes until it is written. It reports true when the person
// wants the form again.
func (e *editing) settle(ctx context.Context) (again bool, err error) {
	for {
		columns := changed(e.columns, e.before, e.draft)
		more := e.ask.besides(e.before, e.draft)
		if len(columns) == 0 && more.empty() {
			return false, stagedoor.Log(ctx, "Nothing was changed.")
		}
		rows, err := e.said(ctx, columns, &e.before, e.draft)
		if err != nil {
			return false, err
		}
		shown, err := more.said(ctx, rows)
		if err != nil {
			return false, err
		}
		want, err := e.attempt(ctx, columns, len(rows)+more.count(), more, shown)
		lost, isLost := errors.AsType[*conflict](err)
		_, rowsLost := errors.AsType[*rowsMovedError](err)
		switch {
		case err == nil:
			return want == back, nil
		case errors.Is(err, ErrDifferent):
			continue // what it does besides has changed: it is shown again
		case rowsLost:
			return true, e.renewRows(ctx)
		case isLost:
			err = e.merge(ctx, lost.theirs)
		case errors.Is(err, errGone):
			return false, e.orphaned(ctx, shown)
		default:
			return true, e.explain(ctx, err, shown)
		}
		if err != nil {
			return false, err
		}
	}
}

// attempt shows what will change and writes it.
func (e *editing) attempt(ctx context.Context, columns []*column, changes int, more beside, shown []io.Component) (next, error) {
	work := func(tx *gorm.DB) error {
		return e.updateIn(ctx, tx, e.key, e.before, e.draft, columns, more)
	}
	tried, err := e.rehearse(ctx, work)
	if err != nil {
		return "", err
	}
	want, err := e.review(ctx, changes, append(slices.Clip(shown), e.besides(tried, e.key, columns, more)...))
	if err != nil || want == back {
		return want, err
	}
	return save, e.perform(ctx, tried, work)
}

// renewRows takes in what became of rows in the form, tells, and keeps what the
// person did to them for the form.
func (e *editing) renewRows(ctx context.Context) error {
	now := copyOf(e.before)
	if err := e.ask.readBeside(ctx, &now); err != nil {
		return err
	}
	both := clashes(e.ask.inlines, e.before, e.draft, now)
	theirs, err := e.rebase(ctx, now, copyOf(e.draft))
	if err != nil {
		return err
	}
	for _, c := range both {
		said, err := c.theirs(ctx)
		if err != nil {
			return err
		}
		theirs = append(theirs, said)
	}
	shown := []io.Component{io.Heading("Something in this form was changed meanwhile").
		Description("Nothing was saved. What you changed is kept in the form: look at it again.")}
	if len(theirs) > 0 {
		shown = append(shown, io.Changes(theirs...).Label("Changed by somebody else"))
	}
	_, err = io.ChooseWith(ctx, io.Group(shown...), io.ChoiceOf[next]{Value: back, Label: "Keep editing"})
	return err
}

// rebase brings the person's changes of what is beside the columns into draft, which
// goes with what the record is now. Both take the place of what there was.
func (e *editing) rebase(ctx context.Context, now, draft record) ([]io.Change, error) {
	theirs, err := e.ask.rebase(ctx, e.before, e.draft, now, &draft)
	e.before, e.draft = now, draft
	return theirs, err
}

// review shows what will change, and after a merge what has changed already.
func (e *editing) review(ctx context.Context, changes int, shown []io.Component) (next, error) {
	button := "Save " + counted(changes, "change")
	if len(e.merged) > 0 {
		label := "Changed by somebody else meanwhile"
		if !e.reopened {
			label += ", and kept"
		}
		shown = append(shown, io.Changes(e.merged...).Label(label))
		button = "Save merged"
	}
	return review(ctx, "Review changes", button, shown...)
}

// orphaned keeps on the screen what was typed for a record that is gone.
func (e *editing) orphaned(ctx context.Context, shown []io.Component) error {
	gone := io.Heading("This " + e.noun + " was deleted meanwhile").Description("Nothing was saved. What you entered is below.")
	err := io.Group(append([]io.Component{gone}, shown...)...).Submit("Close").Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.Fail("%s was deleted meanwhile. Nothing was saved.", e.title(e.before))
}

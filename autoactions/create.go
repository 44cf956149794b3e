package autoactions

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// next is what a person wants after a review.
type next string

const (
	save next = "save"
	back next = "back"
)

// create asks for a new record, shows it, and writes it.
func (m *model) create(ctx context.Context) error {
	draft, err := m.fresh(ctx)
	if err != nil {
		return err
	}
	columns := m.those(func(c *column) bool { return c.creates })
	for {
		draft, err = m.form(ctx, form{
			model: m, holds: draft, columns: columns, title: "New " + m.noun, submit: "Review",
		})
		if err != nil {
			return err
		}
		if err := m.checkUnasked(draft); err != nil {
			return err
		}
		rows, err := m.said(ctx, columns, nil, draft)
		if err != nil {
			return err
		}
		want, err := review(ctx, "New "+m.noun, "Create "+m.noun, io.Changes(rows...))
		if err != nil {
			return err
		}
		if want == back {
			continue
		}
		made, err := m.insert(ctx, draft, columns)
		if err == nil {
			return m.done(ctx, made)
		}
		if err := m.explain(ctx, err, rows); err != nil {
			return err
		}
	}
}

// review shows what will be written and asks whether to do it.
func review(ctx context.Context, title, button string, shown ...io.Component) (next, error) {
	return io.ChooseWith(ctx, io.Group(shown...).Title(title),
		io.ChoiceOf[next]{Value: save, Label: button},
		io.ChoiceOf[next]{Value: back, Label: "Keep editing", SkipValidation: true},
	)
}

// explain tells the person why the database did not take their values, which stay
// in the form. Any other error it hands back.
func (m *model) explain(ctx context.Context, err error, rows []io.Change) error {
	why, ok := m.refused(err)
	if !ok {
		return err
	}
	_, err = io.ChooseWith(ctx, io.Group(io.Heading("This could not be saved").Description(why), io.Changes(rows...)),
		io.ChoiceOf[next]{Value: back, Label: "Keep editing"})
	return err
}

// done leads to a record that was written.
func (m *model) done(ctx context.Context, r record) error {
	if err := stagedoor.SetResult(ctx, map[string]any{"id": m.keyText(r.row)}); err != nil {
		return err
	}
	if !m.has["record"] {
		return nil
	}
	return stagedoor.Redirect(ctx, m.to("record", "", r))
}

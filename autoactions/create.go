package autoactions

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

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
	owner, err := m.given(ctx)
	if err != nil {
		return err
	}
	columns := m.those(func(c *column) bool { return c.creates })
	draft, title, err := m.beginning(ctx, columns)
	if err == nil {
		err = owner.fill(draft)
	}
	if err != nil {
		return err
	}
	if owner != nil {
		title = owner.title(m.noun)
	}
	links, err := m.chosenLinks(ctx)
	if err != nil {
		return err
	}
	ask := form{
		model: m, columns: columns, links: links, inlines: m.inlines(),
		given: owner, title: title, submit: "Review",
	}
	for again := true; again; {
		ask.holds = draft
		if draft, err = m.form(ctx, ask); err != nil {
			return err
		}
		if err := m.checkUnasked(draft); err != nil {
			return err
		}
		if again, err = m.settleNew(ctx, ask, draft); err != nil {
			return err
		}
	}
	return nil
}

// settleNew reviews and writes a new record. It reports true when the person
// wants the form again.
func (m *model) settleNew(ctx context.Context, ask form, draft record) (again bool, err error) {
	more := ask.besides(record{}, draft)
	rows, err := m.said(ctx, ask.columns, nil, draft)
	if err != nil {
		return false, err
	}
	shown, err := more.said(ctx, rows)
	if err != nil {
		return false, err
	}
	made, want, err := m.attemptCreate(ctx, ask, draft, more, shown)
	switch {
	case err == nil && want == save:
		return false, m.done(ctx, made)
	case err == nil || errors.Is(err, ErrDifferent):
		return true, nil
	}
	err = m.explainNew(ctx, err, draft, shown)
	if errors.Is(err, errElsewhere) {
		return false, nil
	}
	return err == nil, err
}

// attemptCreate shows a new record and writes it.
func (m *model) attemptCreate(ctx context.Context, ask form, draft record, more beside, shown []io.Component) (made record, want next, err error) {
	work := func(tx *gorm.DB) (err error) {
		if err := ask.given.still(ctx, tx); err != nil {
			return err
		}
		made, err = m.insertIn(ctx, tx, draft, ask.columns, more)
		return err
	}
	tried, err := m.rehearse(ctx, work)
	if err != nil {
		return made, "", err
	}
	shown = append(slices.Clip(shown), m.besides(tried, nil, ask.columns, more)...)
	want, err = review(ctx, ask.title, "Create "+m.noun, shown...)
	if err != nil || want == back {
		return made, want, err
	}
	return made, save, m.perform(ctx, tried, work)
}

// review shows what will be written and asks whether to do it.
func review(ctx context.Context, title, button string, shown ...io.Component) (next, error) {
	return io.ChooseWith(ctx, io.Group(shown...).Title(title),
		io.ChoiceOf[next]{Value: save, Label: button},
		io.ChoiceOf[next]{Value: back, Label: "Keep editing", SkipValidation: true},
	)
}

// explainNew is explain for a new record: what stands in its way may be a deleted
// one that can be restored.
func (m *model) explainNew(ctx context.Context, err error, draft record, shown []io.Component) error {
	if errors.Is(m.translated(err), gorm.ErrDuplicatedKey) {
		twin, found, findErr := m.twinInTrash(ctx, draft)
		if findErr != nil {
			return findErr
		}
		if found {
			return m.offerRestore(ctx, twin, shown)
		}
	}
	return m.explain(ctx, err, shown)
}

// explain tells the person why the database did not take their values, which stay
// in the form. Any other error it hands back.
func (m *model) explain(ctx context.Context, err error, shown []io.Component) error {
	why, ok := m.refused(err)
	if !ok {
		return err
	}
	said := append([]io.Component{io.Heading("This could not be saved").Description(why)}, shown...)
	_, err = io.ChooseWith(ctx, io.Group(said...),
		io.ChoiceOf[next]{Value: back, Label: "Keep editing"})
	return err
}

// done leads to a record that was written, or back to the one that it was written for.
func (m *model) done(ctx context.Context, r record) error {
	if err := stagedoor.SetResult(ctx, map[string]any{"id": m.keyText(r.row)}); err != nil {
		return err
	}
	return m.goOn(ctx, "record", func(list string) io.LinkTo { return inList(m.to("record", "", r), list) })
}

// goOn leads back to the record that something was done for, or else to a part of the
// model, if it has that, with what is known of the list where the person came from.
func (m *model) goOn(ctx context.Context, part string, to func(list string) io.LinkTo) error {
	owner, back, err := m.ownerPage(ctx)
	switch {
	case err != nil:
		return err
	case back:
		return stagedoor.Redirect(ctx, owner)
	case !m.has[part]:
		return nil
	}
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return err
	}
	return stagedoor.Redirect(ctx, to(params.String(paramList)))
}

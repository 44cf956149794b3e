package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// Register adds to reg what m describes, over the rows of db. What is wrong with
// T's tags or with m is a mistake in the program: all of it, each with the model,
// field and word, is noted with [stagedoor.Registry.Mistake], and the panel does
// not start. No statement is sent to db.
func Register[T any](reg *stagedoor.Registry, db *gorm.DB, m Model[T]) {
	made, err := newModel(db, m, nil)
	if err == nil {
		err = made.checkStandings()
	}
	if err != nil {
		for _, each := range apart(err) {
			reg.Mistake(fmt.Errorf("autoactions: model %s: %w", reflect.TypeFor[T](), each))
		}
		return
	}
	family := familyOf(reg)
	made.join(&view{family: family})
	made.register(reg)
	family.add(made)
}

// join makes the model one of a family, as it is seen there.
func (m *model) join(v *view) {
	m.known = v
	for _, in := range m.inline {
		in.child.join(v)
	}
}

// checkStandings makes the model for people on no team and on each one that it
// names, so that what cannot be made for them is found now.
func (m *model) checkStandings() error {
	named := m.namedTeams()
	if len(named) == 0 {
		return nil
	}
	slices.Sort(named)
	var wrong []error
	if _, err := m.vary(standing{}); err != nil {
		wrong = append(wrong, fmt.Errorf("for people on none of the teams: %w", err))
	}
	for _, team := range slices.Compact(named) {
		if _, err := m.vary(standing{teams: []string{team}}); err != nil {
			wrong = append(wrong, fmt.Errorf("for people on team %q: %w", team, err))
		}
	}
	return errors.Join(wrong...)
}

// apart returns the errors that were joined into err.
func apart(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var errs []error
	for _, each := range joined.Unwrap() {
		errs = append(errs, apart(each)...)
	}
	return errs
}

// register adds the model's pages and actions. The page of a record and the
// actions that need one are reached from links.
func (m *model) register(reg *stagedoor.Registry) {
	m.registerPages(reg)
	actions := []struct {
		part, name string
		do         func(*model, context.Context) error
		listed     bool
	}{
		{"create", "New " + m.noun, (*model).create, true},
		{"find", "Find " + m.noun, (*model).findOne, true},
		{"edit", "Edit " + m.noun, (*model).edit, false},
		{"delete", "Delete " + m.noun, (*model).delete, false},
		{"undo", "Undo a change of " + m.noun, (*model).undo, false},
		{"restore", "Restore " + m.noun, (*model).restore, false},
		{"purge", "Delete " + m.noun + " for good", (*model).purge, false},
		{"reveal", "Reveal " + m.noun, (*model).reveal, false},
		{"access", "Who can see this " + m.noun, (*model).explainAccess, false},
	}
	for _, a := range actions {
		if m.has[a.part] {
			reg.Action(m.at(a.part), stagedoor.Action{
				Name: a.name, Handler: m.acting(a.part, a.do), Unlisted: !a.listed, Teams: m.teamsFor(a.part), Section: m.section,
			})
		}
	}
	if m.has["undo"] {
		reg.Action(m.at("undo_all"), stagedoor.Action{
			Name: "Undo what a run did to " + lower(m.plural), Handler: m.acting("undo", (*model).undoAll),
			Unlisted: true, Teams: m.teamsFor("undo"), Section: m.section,
		})
	}
	m.registerLinks(reg)
	for _, v := range m.verbs {
		reg.Action(m.at(v.slug), stagedoor.Action{
			Name: v.name, Handler: m.acting("", func(seen *model, ctx context.Context) error { return seen.runVerb(ctx, v.slug) }),
			Unlisted: true, Teams: v.teams, Section: m.section, Dangerous: v.dangerous && !v.confirms,
		})
	}
	for _, b := range m.bulks { // they show what they are about to do by themselves
		reg.Action(m.at("bulk/"+b.slug), stagedoor.Action{
			Name: b.name, Handler: m.acting("", func(seen *model, ctx context.Context) error { return seen.runBulk(ctx, b.slug) }),
			Unlisted: true, Teams: b.teams, Section: m.section,
		})
	}
	for _, a := range m.own {
		reg.Action(m.at(a.Slug), stagedoor.Action{
			Name: a.Name, Handler: m.acting("", func(seen *model, ctx context.Context) error { return seen.runOwn(ctx, a.Slug) }),
			Unlisted: true, Teams: a.Teams, Section: m.section, Dangerous: a.Dangerous,
		})
	}
}

func (m *model) registerPages(reg *stagedoor.Registry) {
	pages := []struct {
		part, slug, name string
		show             func(*model, context.Context) (stagedoor.Layout, error)
	}{
		{"list", m.slug, m.plural, (*model).list},
		{"record", m.at("record"), m.name, (*model).show},
		{"record", m.at("change"), "Change of " + m.noun, (*model).showChange},
		{"deleted", m.at("deleted"), "Deleted " + lower(m.plural), (*model).listDeleted},
	}
	for _, p := range pages {
		if !m.has[p.part] {
			continue
		}
		page := stagedoor.Page{Name: p.name, Handler: m.paging(p.part, p.show), Teams: m.teamsFor(p.part), Unlisted: p.part != "list"}
		if p.part == "list" {
			page.Section = m.section
		}
		reg.Page(p.slug, page)
	}
}

// errNotTheirs tells somebody that a part of a model is for others.
var errNotTheirs = stagedoor.Fail("You are not on a team that may do this.")

// acting is the handler of a part of the model: it runs on the model as the person
// may see it. A part of "" looks after itself.
func (m *model) acting(part string, do func(*model, context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		seen, err := m.seenIn(ctx, part)
		if err != nil {
			return err
		}
		return do(seen, ctx)
	}
}

// paging is acting for a page.
func (m *model) paging(part string, show func(*model, context.Context) (stagedoor.Layout, error)) func(context.Context) (stagedoor.Layout, error) {
	return func(ctx context.Context) (stagedoor.Layout, error) {
		seen, err := m.seenIn(ctx, part)
		if err != nil {
			return stagedoor.Layout{}, err
		}
		return show(seen, ctx)
	}
}

// seenIn is the model as the person of ctx may see it, who has to be one that may
// use the part.
func (m *model) seenIn(ctx context.Context, part string) (*model, error) {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return nil, err
	}
	seen, ok := m.known.family.seenBy(user.Teams).show(m)
	if !ok || part != "" && !seen.has[part] {
		return nil, errNotTheirs
	}
	if part == "undo" || !seen.masks() {
		return seen, nil
	}
	return seen.revealed(ctx)
}

// runVerb runs a verb of the model, if it is the person's.
func (m *model) runVerb(ctx context.Context, slug string) error {
	i := slices.IndexFunc(m.verbs, func(v *verb) bool { return v.slug == slug })
	if i < 0 {
		return errNotTheirs
	}
	return m.running(m.verbs[i])(ctx)
}

// runBulk runs an action over many rows, if it is the person's.
func (m *model) runBulk(ctx context.Context, slug string) error {
	i := slices.IndexFunc(m.bulks, func(b *bulk) bool { return b.slug == slug })
	if i < 0 {
		return errNotTheirs
	}
	return m.runningBulk(m.bulks[i])(ctx)
}

// runOwn runs an action without a row, if it is the person's.
func (m *model) runOwn(ctx context.Context, slug string) error {
	i := slices.IndexFunc(m.own, func(a ModelAction) bool { return a.Slug == slug })
	if i < 0 {
		return errNotTheirs
	}
	return m.own[i].Handler(ctx)
}

package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// RowAction is something of a model's own that can be done to one record.
type RowAction[T any] struct {
	// Slug stands behind the model's, as in charges/refund. Required.
	Slug string

	// Name is what the button says. Default: made from the slug.
	Name string

	// Handler runs the action on the record as it is when the run starts, read
	// within the model's scope. It asks first and writes second, with a condition:
	// by the time the person has answered, the record may have changed. Required
	// unless there is Ask.
	Handler func(ctx context.Context, row *T) error

	// Ask takes the place of Handler where the panel shall show what the action would
	// change before it does. It puts the action's questions and returns what is done
	// with the answers, and writes nothing. That is tried in a database transaction
	// that is rolled back, on the record as it is then; every row that it would change
	// is shown, related ones too; and then exactly that is done, and recorded in the
	// record's timeline, or shown again. So it may be called several times, all its
	// statements have to go through tx and GORM, and it does nothing outside of the
	// database.
	Ask func(ctx context.Context, row *T) (EachRow[T], error)

	// Dangerous colours the button and shows what will run before it runs.
	Dangerous bool

	// When says for which records the action is offered. It is asked again when the
	// action starts. Default: all.
	When func(T) bool

	// Teams names the teams that may use it, of those that may use the model.
	// Default: all of them.
	Teams []string

	// offered is When for the menus alone: the Handler says by itself why not.
	offered func(T) bool
	// bind finishes an action made by this package when its model is known.
	bind func(*model) (RowAction[T], error)
	// confirms says that a dangerous Handler asks by itself.
	confirms bool
}

// verb is a RowAction without its type parameter.
type verb struct {
	slug, name          string
	dangerous, confirms bool
	teams               []string
	when, offered       func(r record) bool
	run                 func(ctx context.Context, r record) error
	ask                 func(ctx context.Context, r record) (func(context.Context, *gorm.DB, record) error, error)
}

// addVerbs adds the model's own actions.
func addVerbs[T any](m *model, actions []RowAction[T]) error {
	var wrong []error
	for _, a := range actions {
		if a.bind != nil {
			var err error
			if a, err = a.bind(m); err != nil {
				wrong = append(wrong, fmt.Errorf("action %q: %w", a.Slug, err))
				continue
			}
		}
		v := &verb{slug: a.Slug, name: a.Name, dangerous: a.Dangerous, confirms: a.confirms, teams: a.Teams}
		if a.When != nil {
			v.when = func(r record) bool { return a.When(*pointer[T](r)) }
		}
		if a.offered != nil {
			v.offered = func(r record) bool { return a.offered(*pointer[T](r)) }
		}
		if a.Handler != nil {
			v.run = func(ctx context.Context, r record) error { return a.Handler(ctx, pointer[T](r)) }
		}
		if a.Ask != nil {
			v.ask, v.confirms = askOf(a), true
		}
		if a.Ask != nil && a.Handler != nil {
			wrong = append(wrong, fmt.Errorf("action %q: it has a Handler and Ask: give it one of them", a.Slug))
			continue
		}
		if err := m.addVerb(v); err != nil {
			wrong = append(wrong, fmt.Errorf("action %q: %w", a.Slug, err))
		}
	}
	return errors.Join(wrong...)
}

// askOf takes the type parameter from a.Ask.
func askOf[T any](a RowAction[T]) func(context.Context, record) (func(context.Context, *gorm.DB, record) error, error) {
	return func(ctx context.Context, r record) (func(context.Context, *gorm.DB, record) error, error) {
		do, err := a.Ask(ctx, pointer[T](copyOf(r)))
		if err == nil && do == nil {
			err = fmt.Errorf("autoactions: Ask of action %q returned nothing to do", a.Slug)
		}
		return func(ctx context.Context, tx *gorm.DB, r record) error { return do(ctx, tx, pointer[T](r)) }, err
	}
}

// addVerb checks one action and gives it what it has not said.
func (m *model) addVerb(v *verb) error {
	switch {
	case v.slug == "" || v.run == nil && v.ask == nil:
		return errors.New("it needs a Slug, and a Handler or Ask")
	case slices.ContainsFunc(m.verbs, func(other *verb) bool { return other.slug == v.slug }):
		return errors.New("it is there twice")
	case m.has[v.slug]:
		return errors.New("the model has one already: name it in Without")
	case len(m.keys) == 0:
		return errors.New("a model without primary key is read-only")
	}
	if err := m.narrows(v.teams); err != nil {
		return err
	}
	if len(v.teams) == 0 {
		v.teams = m.teams
	}
	if v.name == "" {
		v.name = sentence(wordsOf(v.slug))
	}
	if v.ask != nil {
		v.run = m.runTried(v)
	}
	if v.when == nil {
		v.when = func(record) bool { return true }
	}
	if v.offered == nil {
		v.offered = v.when
	}
	if m.standing.on(v.teams) {
		m.verbs = append(m.verbs, v)
	}
	return nil
}

// running is the handler of a verb.
func (m *model) running(v *verb) func(context.Context) error {
	return func(ctx context.Context) error {
		_, r, err := m.open(ctx)
		if err != nil {
			return err
		}
		if !v.when(r) {
			return stagedoor.Fail("%s is not possible for %s as it is now.", v.name, m.title(r))
		}
		return v.run(ctx, r)
	}
}

// menu is what can be done to a record: edit, the model's verbs, delete; what is
// dangerous comes last.
func (m *model) menu(r record) []io.LinkTo {
	var links, dangerous []io.LinkTo
	if m.has["edit"] {
		links = append(links, m.to("edit", "Edit", r))
	}
	if m.has["create"] {
		links = append(links, m.clone(r))
	}
	for _, v := range m.verbs {
		link := m.to(v.slug, v.name, r)
		switch {
		case !v.offered(r):
		case v.dangerous:
			link.Theme = io.Danger
			dangerous = append(dangerous, link)
		default:
			links = append(links, link)
		}
	}
	if m.has["reveal"] {
		links = append(links, m.to("reveal", "Reveal", r))
	}
	if m.has["access"] {
		links = append(links, m.to("access", "Who can see this", r))
	}
	if m.has["delete"] {
		link := m.to("delete", "Delete", r)
		link.Theme = io.Danger
		dangerous = append(dangerous, link)
	}
	return append(links, dangerous...)
}

package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/io"
)

// ModelAction is an action of a model that needs none of its rows, such as fetching
// new ones from elsewhere. It stands in the menu of the list.
type ModelAction struct {
	// Slug stands behind the model's, as in charges/fetch. Required.
	Slug string

	// Name is what the button says. Default: made from the slug.
	Name string

	// Handler runs the action. Required.
	Handler func(ctx context.Context) error

	// Dangerous colours the button and shows what will run before it runs.
	Dangerous bool

	// Teams names the teams that may use it, of those that may use the model.
	// Default: all of them.
	Teams []string
}

// addOwn adds the model's own actions without a row.
func (m *model) addOwn(actions []ModelAction) error {
	for _, a := range actions {
		taken := m.has[a.Slug] || slices.ContainsFunc(m.verbs, func(v *verb) bool { return v.slug == a.Slug }) ||
			slices.ContainsFunc(m.own, func(other ModelAction) bool { return other.Slug == a.Slug })
		switch {
		case a.Slug == "" || a.Handler == nil:
			return fmt.Errorf("model action %q: it needs a Slug and a Handler", a.Slug)
		case taken:
			return fmt.Errorf("model action %q: the model has one already: name it in Without, or rename one", a.Slug)
		case !m.has["list"] && m.standing != nil:
			continue // the list is not theirs
		case !m.has["list"]:
			return errors.New("ModelActions: they start from the list, which is in Without")
		}
		if err := m.narrows(a.Teams); err != nil {
			return fmt.Errorf("model action %q: %w", a.Slug, err)
		}
		if a.Name == "" {
			a.Name = sentence(wordsOf(a.Slug))
		}
		if len(a.Teams) == 0 {
			a.Teams = m.teams
		}
		if m.standing.on(a.Teams) {
			m.own = append(m.own, a)
		}
	}
	return nil
}

// modelLinks lead to the actions without a row.
func (m *model) modelLinks() []io.LinkTo {
	var links []io.LinkTo
	for _, a := range m.own {
		link := io.LinkTo{Label: a.Name, Route: m.at(a.Slug), Theme: io.Secondary}
		if a.Dangerous {
			link.Theme = io.Danger
		}
		links = append(links, link)
	}
	return links
}

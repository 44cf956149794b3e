// Package githubissueeditor changes many issues at once: labels, assignees or state.
package githubissueeditor

import (
	"context"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	e := editor{newAPI()}
	reg.Action("edit_issues", stagedoor.Action{
		Section:     "GitHub issue editor",
		Description: "Changes many issues of a repository at once",
		Handler:     e.edit,
	})
}

type editor struct{ api *api }

func (e editor) edit(ctx context.Context) error {
	repos, err := io.SelectRows("Repository", e.api.repositories()).
		Key(func(r repository) string { return r.Name }).
		AtLeast(1).AtMost(1).
		Get(ctx)
	if err != nil {
		return err
	}
	repo := repos[0].Name
	chosen, err := io.SelectRows("Issues to edit", e.api.of(repo)).Key(issue.key).AtLeast(1).Get(ctx)
	if err != nil {
		return err
	}
	change, err := e.ask(ctx)
	if err != nil {
		return err
	}
	return e.apply(ctx, repo, chosen, change)
}

// field is what can be edited. Values of a string type need no texts of their own.
type field string

const (
	labels    field = "Labels"
	assignees field = "Assignees"
	state     field = "State"
)

// ask returns what is to be done to each issue.
func (e editor) ask(ctx context.Context) (func(*issue), error) {
	what, err := io.Select("What to edit", []field{labels, assignees, state}).Get(ctx)
	if err != nil {
		return nil, err
	}
	switch what {
	case labels:
		names, err := io.SelectMany("New labels", e.api.labels()).Help("They take the place of those there are.").Get(ctx)
		return func(i *issue) { i.Labels = names }, err
	case assignees:
		people, err := io.SelectMany("Who shall see to them?", e.api.people()).AtMost(2).Get(ctx)
		return func(i *issue) { i.Assignees = people }, err
	default:
		to, err := io.Select("New state", []string{"open", "closed"}).Get(ctx)
		return func(i *issue) { i.State = to }, err
	}
}

// apply changes the issues one by one: an API has no transaction.
func (e editor) apply(ctx context.Context, repo string, chosen []issue, change func(*issue)) error {
	progress, err := io.Loading("Updating issues").Steps(len(chosen)).Start(ctx)
	if err != nil {
		return err
	}
	for _, i := range chosen {
		if err := progress.Describe(ctx, i.Title); err != nil {
			return err
		}
		is, err := e.api.update(repo, i.Number, change)
		if err != nil {
			return fmt.Errorf("update an issue: %w", err)
		}
		if err := stagedoor.Log(ctx, "#%d is %s, labels: %s, assignees: %s", is.Number, is.State,
			words(is.Labels), words(is.Assignees)); err != nil {
			return err
		}
		if err := progress.Step(ctx); err != nil {
			return err
		}
	}
	return stagedoor.SetResult(ctx, fmt.Sprintf("Issues of %s updated: %d", repo, len(chosen)))
}

func words(of []string) string {
	if len(of) == 0 {
		return "none"
	}
	return strings.Join(of, ", ")
}

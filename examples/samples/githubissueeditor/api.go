package githubissueeditor

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// repository and issue are what GitHub's API hands over, as far as the app needs it.
type repository struct {
	Name        string `io:""`
	Description string `io:""`
	Stars       int    `io:""`
}

type issue struct {
	Number    int      `io:"label:#;id"`
	Title     string   `io:""`
	State     string   `io:"colors:open=green,closed=purple"`
	Labels    []string `io:""`
	Assignees []string `io:""`
}

func (i issue) key() string { return strconv.Itoa(i.Number) }

// api stands in for GitHub's: it is what a client of yours would be. Several runs may
// use it at once.
type api struct {
	mu     sync.Mutex
	issues map[string][]issue // by the name of their repository
}

func newAPI() *api {
	return &api{issues: map[string][]issue{
		"lantern": {
			{Number: 12, Title: "The flame flickers in the dark theme", State: "open", Labels: []string{"bug"}},
			{Number: 15, Title: "Say how much oil is left", State: "open", Labels: []string{"idea"}, Assignees: []string{"ada"}},
			{Number: 21, Title: "Typing mistake on the box", State: "open"},
		},
		"loom": {
			{Number: 3, Title: "The shuttle jams at high speed", State: "open", Labels: []string{"bug", "urgent"}},
			{Number: 4, Title: "Patterns with more than nine colours", State: "closed", Assignees: []string{"bo"}},
		},
	}}
}

func (a *api) repositories() []repository {
	return []repository{
		{Name: "lantern", Description: "Light for a shop", Stars: 412},
		{Name: "loom", Description: "Patterns and what weaves them", Stars: 96},
	}
}

func (a *api) labels() []string { return []string{"bug", "idea", "urgent", "good first issue"} }

func (a *api) people() []string { return []string{"ada", "bo", "carla"} }

func (a *api) of(repo string) []issue {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.issues[repo])
}

// update changes an issue and returns it as it is now.
func (a *api) update(repo string, number int, change func(*issue)) (issue, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range a.issues[repo] {
		if is := &a.issues[repo][i]; is.Number == number {
			change(is)
			return *is, nil
		}
	}
	return issue{}, fmt.Errorf("404: %s has no issue %d", repo, number)
}

package stagedoor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/internal/server"
)

// Action is a function the application offers to its staff.
type Action struct {
	// Name is what people read. Default: made from the slug, "refund_user"
	// becomes "Refund user".
	Name string

	// Description is one line of help.
	Description string

	// Handler runs the action. It is called once for every run, in a goroutine of
	// its own; several runs may be going on at once.
	Handler func(ctx context.Context) error

	// Unlisted keeps the action out of the navigation. Its address works.
	Unlisted bool

	// Dangerous always shows what will be started before it starts, also after a
	// click inside the panel.
	Dangerous bool

	// Teams names the teams that may see and run the action. Default: those of the
	// page that it stands under, or else everybody whom Config.Identify lets in.
	Teams []string

	// Section is the heading in the side bar under which the action stands when it
	// has no page above it. Default: none.
	Section string

	// KeepTranscript is how long the questions and answers of a run are kept after
	// it has ended. Default: Config.KeepTranscripts, where zero keeps none.
	KeepTranscript time.Duration

	// Schedules are the times at which the action runs by itself. They need
	// [Config.Person]. A panel keeps them; [Listen] does not, because the server it
	// dials has schedules of its own. Default: none.
	Schedules []Schedule
}

// Page is a screen the application describes. It also groups the actions and
// pages under its slug.
type Page struct {
	// Name is what people read. Default: made from the slug.
	Name string

	// Description is one line of help.
	Description string

	// Handler describes the screen for one opening. It may be called several times
	// at once. Nil makes the page a bare heading in the navigation.
	Handler func(ctx context.Context) (Layout, error)

	// Unlisted keeps the page out of the navigation. Its address works.
	Unlisted bool

	// Teams names the teams that may see the page and what is under it. Default:
	// those of the page above, or else everybody.
	Teams []string

	// Section is the heading in the side bar under which the page stands.
	// Default: none.
	Section string
}

// Registry is the set of actions and pages an application offers. Its methods
// may be called at the same time, also while a panel is running: the dashboard
// follows. The zero Registry is not usable; see [NewRegistry].
type Registry struct {
	mu      sync.RWMutex
	actions map[string]Action
	pages   map[string]Page
	order   map[string]int // slug → place of registration
	changed []*func()
	wrong   []error // mistakes found so far
	used    bool    // a panel or a connection has begun: mistakes are too late to be collected

	schedules []server.Schedule
}

// NewRegistry returns a registry that offers nothing yet.
func NewRegistry() *Registry {
	return &Registry{actions: map[string]Action{}, pages: map[string]Page{}, order: map[string]int{}}
}

// Action adds a under slug: letters, digits, '.', '_' and '-', nested with '/'.
// A slug that is malformed or taken, a handler that is missing and a schedule that
// cannot be read are mistakes in the program: see [Registry.Mistake].
func (r *Registry) Action(slug string, a Action) {
	if a.Handler == nil {
		r.Mistake(fmt.Errorf("action %q has no Handler", slug))
		return
	}
	if a.Name == "" {
		a.Name = nameOf(slug)
	}
	schedules, ok := r.schedulesOf(slug, a)
	if !ok {
		return
	}
	r.add("action", slug, func() {
		r.actions[slug] = a
		r.schedules = append(r.schedules, schedules...)
	})
}

// Page adds p under slug, with the rules of [Registry.Action]. A page and an
// action cannot share a slug.
func (r *Registry) Page(slug string, p Page) {
	if p.Name == "" {
		p.Name = nameOf(slug)
	}
	r.add("page", slug, func() { r.pages[slug] = p })
}

// Mistake notes what is wrong with the program, for example with the tags of a
// model. All of it is reported together, by [New], [Listen] and [Registry.Check].
// Once one of the first two has begun, nobody would read a report any more:
// Mistake panics then.
func (r *Registry) Mistake(err error) {
	r.mu.Lock()
	used := r.used
	r.wrong = append(r.wrong, err)
	r.mu.Unlock()
	if used {
		panic(fmt.Sprintf("stagedoor: %v", err))
	}
}

// Check returns every mistake noted so far, joined, or nil. It needs no database
// and no panel, and so does for a test.
func (r *Registry) Check() error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return errors.Join(r.wrong...)
}

// begin is Check for those who go on to use the registry.
func (r *Registry) begin() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.wrong) > 0 {
		return fmt.Errorf("stagedoor: the registry has mistakes:\n%w", errors.Join(r.wrong...))
	}
	r.used = true
	return nil
}

func (r *Registry) add(kind, slug string, put func()) {
	if err := checkSlug(slug); err != nil {
		r.Mistake(fmt.Errorf("%s slug %q: %w", kind, slug, err))
		return
	}
	r.mu.Lock()
	if _, taken := r.order[slug]; taken {
		r.mu.Unlock()
		r.Mistake(fmt.Errorf("%s slug %q is registered twice", kind, slug))
		return
	}
	r.order[slug] = len(r.order)
	put()
	changed := r.changed
	r.mu.Unlock()
	for _, tell := range changed {
		(*tell)()
	}
}

// onChange has tell called after every later registration, until stop.
func (r *Registry) onChange(tell func()) (stop func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	mine := &tell
	r.changed = append(slices.Clip(r.changed), mine)
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.changed = slices.DeleteFunc(slices.Clone(r.changed), func(other *func()) bool { return other == mine })
	}
}

// checkSlug returns what is wrong with slug, or nil.
func checkSlug(slug string) error {
	if strings.HasPrefix(slug, "-") {
		return fmt.Errorf("may not begin with '-', which is the panel's own")
	}
	for part := range strings.SplitSeq(slug, "/") {
		if part == "" || part == "." || part == ".." {
			return fmt.Errorf("use letters, digits, '.', '_' and '-' between single slashes")
		}
		for _, c := range part {
			if !slugRune(c) {
				return fmt.Errorf("%q is not allowed: use letters, digits, '.', '_' and '-', nested with '/'", c)
			}
		}
	}
	return nil
}

func slugRune(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-'
}

// nameOf makes a name for people from the last part of a slug.
func nameOf(slug string) string {
	last := slug[strings.LastIndex(slug, "/")+1:]
	words := strings.FieldsFunc(last, func(c rune) bool { return c == '_' || c == '-' || c == '.' })
	name := strings.Join(words, " ")
	if name == "" {
		return slug
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

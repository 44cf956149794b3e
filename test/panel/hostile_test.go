package panel_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// hostile is what a browser may send to an input that never asked for it. An
// input of the protocol without a row here fails the test: add one to
// hostileRows.
type hostile struct {
	question
	// good is an answer that is taken. Empty: nobody who runs the action can give
	// one, or it is a file that has to be handed over first; see hostile.files.
	good string
	// files asks for a file, or for several.
	files func(file string) (answer string)
	// handed makes wrong answers of three files that were handed over well.
	handed func(a, b, c string) map[string]string
	// fits names those of strangers that are answers of this input.
	fits []string
	// wrong are answers of the right type that break a rule, by what is wrong.
	wrong map[string]string
	// fitsOptional names those of wrong that an optional input takes.
	fitsOptional []string
}

// question is one input, asked in every way that there is. Each returns what the
// action gets.
type question struct {
	ask      func(context.Context) (any, error)
	optional func(context.Context) (any, error) // nil: it cannot be left out
	group    func(context.Context) (any, error) // together with a text of at most 5 characters; nil: it stands alone
}

// input asks for what has the methods of [io.Input].
func input[T any](in interface {
	Get(ctx context.Context) (T, error)
	Into(target *T) io.Component
}) question {
	q := question{
		ask: func(ctx context.Context) (any, error) { return in.Get(ctx) },
		group: func(ctx context.Context) (any, error) {
			var (
				got   T
				other string
			)
			err := io.Group(in.Into(&got), io.Text("Other").MaxLength(5).Into(&other)).Ask(ctx)
			return []any{got, other}, err
		},
	}
	if in, ok := in.(interface{ Optional() io.Optional[T] }); ok {
		q.optional = func(ctx context.Context) (any, error) { return in.Optional().Get(ctx) }
	}
	return q
}

// or is q of an input whose Optional returns an input of the same type.
func (q question) or(optional question) question {
	q.optional = optional.ask
	return q
}

// reached is what actions got.
type reached struct {
	mu  sync.Mutex
	got []string
}

func (r *reached) add(v any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, fmt.Sprintf("%+v", v))
}

func (r *reached) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func (r *reached) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = nil
}

// Nothing that was not asked for reaches an action, alone, in an input that may be
// left out, or together with others; and each is refused in words.
func TestSec_D06_HostileAnswers(t *testing.T) {
	for m, shape := range protocol.Shapes {
		if _, known := hostileRows[string(m)]; shape.Answer != nil && !known {
			t.Errorf("%s is an input and has no row of hostile answers: add one to hostileRows", m)
		}
	}
	rows := maps.Clone(hostileRows)
	maps.Copy(rows, hostileKinds)
	maps.Copy(rows, hostileLimits)
	reg, got := stagedoor.NewRegistry(), map[string]*reached{}
	offer := func(slug string, ask func(context.Context) (any, error)) {
		if ask == nil {
			return
		}
		got[slug] = &reached{}
		reg.Action(slug, stagedoor.Action{Handler: func(ctx context.Context) error {
			v, err := ask(ctx)
			if err == nil {
				got[slug].add(v)
			}
			return err
		}})
	}
	for name, row := range rows {
		slug := slugOf(name)
		offer(slug, row.ask)
		offer(slug+"/optional", row.optional)
		offer(slug+"/group", row.group)
	}
	_, web := mount(t, dbtest.Open(t), reg, func(c *stagedoor.Config) {
		c.ConfirmIdentity = func(context.Context, stagedoor.User, string) error { return nil }
	})
	for name, row := range rows {
		begin := func(t *testing.T, way string) *attack {
			h := &attack{t: t, ana: open(t, web, "ana"), slug: slugOf(name) + way, row: row}
			h.got = got[h.slug]
			h.run = h.ana.start(h.slug, nil)
			return h
		}
		t.Run(name, func(t *testing.T) {
			h := begin(t, "")
			h.strangers()
			h.breakRules()
			h.misplace(open(t, web, "ben"))
			h.finish()
		})
		if row.optional != nil {
			t.Run(name+" as optional", func(t *testing.T) {
				h := begin(t, "/optional")
				h.leaveOut()
				h.strangers(slices.Collect(maps.Keys(nothings))...)
				h.breakRules(row.fitsOptional...)
				h.finish()
			})
		}
		if row.group != nil {
			t.Run(name+" in a group", func(t *testing.T) {
				h := begin(t, "/group")
				h.beside = []string{`"fine"`}
				h.breakRules()
				h.spoil()
				h.misplace(open(t, web, "ben"))
				h.finish()
			})
		}
	}
}

func slugOf(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "-")) }

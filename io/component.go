package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime/debug"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// Component is one element of an IO call or a page: an input or a display of
// this package. Components are immutable and may be shared.
type Component interface {
	// part returns the component as it stands on one screen.
	part(ctx context.Context) (*part, error)
}

// Display is a component without an answer.
type Display interface {
	Component
	// Show puts the display on the screen and returns at once where the dashboard
	// keeps displays, or when the person has pressed Continue.
	Show(ctx context.Context) error
}

// part is a component on a screen. Its screen calls state outside its lock and
// everything else inside.
type part struct {
	method   protocol.Method
	label    string
	props    map[string]any
	message  string // what is wrong with the last answer
	optional bool
	multiple map[string]any // of an input that takes several answers where the wire has one
	alone    bool           // cannot stand beside others
	key      string         // the group key of its screen
	index    int            // its place there

	// read takes an answer, or says in a refusal what is wrong with it. It is nil
	// for a display.
	read func(raw json.RawMessage) error
	// refused takes in why read did not take the last answer, nil at first; may be nil.
	refused func(err error)
	// check is the developer's own rule about what read took; may be nil.
	check func(ctx context.Context) error
	// keep hands out what read took; may be nil.
	keep func()
	// undo takes back what keep has handed out to a check that refused it; may be
	// nil.
	undo func()
	// state works out what follows from a new state; nil when there is none to
	// have. apply makes it so.
	state     func(ctx context.Context, raw json.RawMessage) (apply func(), err error)
	lastState string
	behind    bool // a newer state than lastState failed: also lastState is to be worked out again
	// failed is called with why state could not work out a new state, with the screen
	// held still; nil leaves the part as it was.
	failed func(err error)
	// begin loads what the first render shows, for apply to make it so; nil when it
	// is there already.
	begin func(ctx context.Context) (apply func(), err error)
	// whole puts everything into the props that state and begin would bring piece by
	// piece; nil where that may be too much.
	whole func() error
	// name is the way to the field of a form's struct, within the way to the struct
	// that has it, with a point at its end; "" in a group.
	name, within string
	field        *Field // in a form
	under        string // the name of the section it belongs to
	rule         *showIf
	section      *part                              // what under names
	condition    *condition                         // what rule says
	hidden       bool                               // the answer that was read last leaves it out
	said         []string                           // what was read last, as conditions compare it
	understood   func(raw json.RawMessage) []string // how conditions compare what read has read from raw; nil: as it is written
	list         *formList                          // of a list of forms
	pool         pool                               // of a search: what it has offered; nil for others

	// loading says that begin is not back yet, and the screen shows what there is.
	loading bool
	// late works out what the first render lacks, each at the same time as all
	// others. The functions they return make it so.
	late []func(ctx context.Context) (apply func())
	// due is how much of late has not arrived; kept is what is shown meanwhile, if
	// there is something from before.
	due  int
	kept *part
	// resume takes over piece by piece what the part before it shows, so that the
	// rest can be shown at once; nil where kept stands in its place as a whole.
	resume func(before *part)
	// download opens the file that the component offers; nil where it offers none.
	// It must not block, and may be called outside the lock.
	download func(txn.DownloadRequest) (*txn.Download, error)
	// upload says how a file is taken; nil where none is. It must not block, and may
	// be called outside the lock.
	upload func(txn.UploadRequest) (*txn.Intake, error)
}

// newPart returns a display with these props.
func newPart(m protocol.Method, label string, props map[string]any) *part {
	return &part{method: m, label: label, props: props}
}

// fault says which component an error belongs to.
func (p *part) fault(err error) error {
	return &ResponseError{Method: p.method, Label: p.label, Err: err}
}

func (p *part) faultIf(err error) error {
	if err == nil {
		return nil
	}
	return p.fault(err)
}

// component returns the part as a message.
func (p *part) component() (protocol.Component, error) {
	if p.due > 0 && p.kept != nil {
		return p.kept.component()
	}
	shown := p.props
	if p.loading {
		shown = with(shown, "loading", true)
	}
	message := cmp.Or(p.message, p.firstProblem())
	if help, ok := shown["helpText"].(string); ok {
		if html := formatHelp(help); html != "" {
			shown = with(shown, "helpHtml", html)
		}
	}
	if problems := p.problems(); len(problems) > 0 {
		shown = with(shown, "problems", problems)
	}
	props, meta, err := encode(shown)
	if err != nil {
		return protocol.Component{}, p.fault(err)
	}
	c := protocol.Component{
		MethodName: p.method, Label: p.label, IsStateful: p.state != nil, IsOptional: p.optional,
		IsMultiple: p.multiple != nil, ValidationErrorMessage: message, Props: props, PropsMeta: meta,
	}
	if c.IsMultiple {
		c.MultipleProps, err = json.Marshal(p.multiple)
	}
	return c, err
}

// with returns a copy of props with one more.
func with(props map[string]any, key string, value any) map[string]any {
	out := maps.Clone(props)
	if out == nil {
		out = map[string]any{}
	}
	out[key] = value
	return out
}

// speaks reports whether the dashboard knows this package's additions to the
// original wire. Outside a run it is assumed to.
func speaks(ctx context.Context) bool { return draws(ctx, protocol.DisplayChanges) }

// draws reports whether the dashboard draws a component beyond the original ones.
func draws(ctx context.Context, m protocol.Method) bool {
	tx, ok := txn.From(ctx)
	return !ok || tx.Link() == nil || tx.Link().Draws(m)
}

// guard turns a panic of fn into an error.
func guard(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return fn()
}

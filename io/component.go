package io

import (
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
	alone    bool // cannot stand beside others

	// read takes an answer, or says in a refusal what is wrong with it. It is nil
	// for a display.
	read func(raw json.RawMessage) error
	// check is the developer's own rule about what read took; may be nil.
	check func(ctx context.Context) error
	// keep hands out what read took; may be nil.
	keep func()
	// state works out what follows from a new state; nil when there is none to
	// have. apply makes it so.
	state     func(ctx context.Context, raw json.RawMessage) (apply func(), err error)
	lastState string
	// begin loads what the first render shows; nil when it is there already.
	begin func(ctx context.Context) error
}

// newPart returns a display with these props.
func newPart(m protocol.Method, label string, props map[string]any) *part {
	return &part{method: m, label: label, props: props}
}

// fault says which component an error belongs to.
func (p *part) fault(err error) error {
	return &ResponseError{Method: p.method, Label: p.label, Err: err}
}

// component returns the part as a message.
func (p *part) component() (protocol.Component, error) {
	props, meta, err := encode(p.props)
	if err != nil {
		return protocol.Component{}, p.fault(err)
	}
	return protocol.Component{
		MethodName: p.method, Label: p.label, IsStateful: p.state != nil, IsOptional: p.optional,
		ValidationErrorMessage: p.message, Props: props, PropsMeta: meta,
	}, nil
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

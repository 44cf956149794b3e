package io

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// Input is what every input has in common. F is the input's own type, so that
// a shared method can be followed by one of the input's own; T is the type of
// the answer.
type Input[F, T any] struct {
	spec spec
	wrap func(spec) F
}

// Help sets the line shown under the input. Of markdown it may have emphasis, code
// and links; anything else, HTML too, is shown as it is written.
func (f Input[F, T]) Help(text string) F { return f.wrap(f.spec.with("helpText", text)) }

// Default sets the answer that is there before the person changes it. Every
// value counts, also 0, false and "". Asking with one outside the input's limits is an
// error.
func (f Input[F, T]) Default(v T) F {
	f.spec.initial = &v
	return f.wrap(f.spec)
}

// Disabled shows the input without letting the person change it. Its answer is
// the default, or the zero value without one, whatever the browser sends.
func (f Input[F, T]) Disabled(reason string) F {
	return f.wrap(f.spec.disabled(reason))
}

// Validate adds a check that runs on the host once an answer has passed every
// other rule. An error made with [Invalid] is shown to the person, who is asked
// again; any other ends the question and is returned. Several checks run in the
// order they were added.
func (f Input[F, T]) Validate(check func(ctx context.Context, answer T) error) F {
	return f.wrap(f.spec.checked(func(ctx context.Context, v any) error {
		if v == nil {
			return nil
		}
		return check(ctx, as[T](v))
	}))
}

// Optional lets the person leave the input empty: its answer is a pointer, nil
// for none.
func (f Input[F, T]) Optional() Optional[T] {
	f.spec.optional = true
	return Optional[T]{f.spec}
}

// Into binds the answer to target, which is written when the answer has been
// accepted.
func (f Input[F, T]) Into(target *T) Component {
	f.spec.keep = func(v any) { *target = as[T](v) }
	f.spec.save = func() func() {
		before := *target
		return func() { *target = before }
	}
	return f.spec
}

// Get asks the question and returns the answer.
func (f Input[F, T]) Get(ctx context.Context) (T, error) {
	var answer T
	if _, err := (question{components: []Component{f.Into(&answer)}}).ask(ctx); err != nil {
		return *new(T), err
	}
	return answer, nil
}

func (f Input[F, T]) part(ctx context.Context) (*part, error) { return f.spec.part(ctx) }

// Optional is an input that may be left empty.
type Optional[T any] struct{ spec spec }

// Help sets the line shown under the input.
func (o Optional[T]) Help(text string) Optional[T] { return Optional[T]{o.spec.with("helpText", text)} }

// Default sets the answer that is there before the person changes it.
func (o Optional[T]) Default(v T) Optional[T] {
	o.spec.initial = &v
	return o
}

// Disabled shows the input without letting the person change it; its answer is
// the default, or none.
func (o Optional[T]) Disabled(reason string) Optional[T] {
	return Optional[T]{o.spec.disabled(reason)}
}

// Validate adds a check as [Input.Validate] does; it is called for an empty
// answer too, with nil.
func (o Optional[T]) Validate(check func(ctx context.Context, answer *T) error) Optional[T] {
	return Optional[T]{o.spec.checked(func(ctx context.Context, v any) error { return check(ctx, pointer[T](v)) })}
}

// Into binds the answer to target, which is written when the answer has been
// accepted.
func (o Optional[T]) Into(target **T) Component {
	o.spec.keep = func(v any) { *target = pointer[T](v) }
	o.spec.save = func() func() {
		before := *target
		return func() { *target = before }
	}
	return o.spec
}

// Get asks the question and returns the answer, nil for none.
func (o Optional[T]) Get(ctx context.Context) (*T, error) {
	var answer *T
	if _, err := (question{components: []Component{o.Into(&answer)}}).ask(ctx); err != nil {
		return nil, err
	}
	return answer, nil
}

func (o Optional[T]) part(ctx context.Context) (*part, error) { return o.spec.part(ctx) }

// as reads an answer as it travels inside this package: a *T, or nil for none.
func as[T any](v any) T {
	if p, ok := v.(*T); ok && p != nil {
		return *p
	}
	return *new(T)
}

func pointer[T any](v any) *T {
	if p, ok := v.(*T); ok && p != nil {
		return new(*p)
	}
	return nil
}

// spec is an input before it is on a screen. It is changed by copying.
type spec struct {
	method   protocol.Method
	label    string
	props    map[string]any
	optional bool
	initial  any  // a *T, or nil
	held     bool // the default is what a struct holds, whatever the limits of today
	checks   []func(ctx context.Context, v any) error
	keep     func(v any)
	save     func() (undo func()) // remembers what keep overwrites; may be nil
	kind     kind
}

// kind is what sets one kind of input apart.
type kind interface {
	// read returns the answer as a *T. errEmpty stands for no answer.
	read(s spec, raw json.RawMessage) (any, error)
	// write returns the default, a *T, as the wire has it; nil leaves it out.
	write(s spec, initial any) (any, error)
}

// preparer is a kind that has more to do before it is on a screen.
type preparer interface {
	prepare(ctx context.Context, s *spec, p *part) error
}

// wanting is a kind that says in words of its own that an answer is missing, the
// same as the dashboard does before it is sent.
type wanting interface{ missing() error }

var errEmpty = errors.New("io: nothing answered")

func (s spec) with(key string, value any) spec {
	s.props = with(s.props, key, value)
	return s
}

func (s spec) disabled(reason string) spec {
	s = s.with("disabled", true)
	if reason != "" {
		s = s.with("disabledReason", reason)
	}
	return s
}

func (s spec) checked(check func(context.Context, any) error) spec {
	s.checks = append(slices.Clip(s.checks), check)
	return s
}

// part makes s a component by itself, with its answer bound or dropped.
func (s spec) part(ctx context.Context) (*part, error) {
	p := &part{method: s.method, label: s.label, optional: s.optional}
	s.props = maps.Clone(s.props)
	if s.props == nil {
		s.props = map[string]any{}
	}
	p.props = s.props
	if k, ok := s.kind.(preparer); ok {
		if err := k.prepare(ctx, &s, p); err != nil {
			return nil, p.fault(err)
		}
	}
	if err := s.checkLimits(); err != nil {
		return nil, p.fault(err)
	}
	if s.initial != nil {
		initial, err := s.kind.write(s, s.initial)
		if err != nil {
			return nil, p.fault(err)
		}
		if initial != nil {
			p.props["defaultValue"] = initial
		}
	}
	var answer any
	p.read = func(raw json.RawMessage) (err error) {
		answer, err = s.answer(raw)
		return err
	}
	p.understood = func(raw json.RawMessage) []string { return s.saidAs(answer, raw) }
	p.check = func(ctx context.Context) error {
		for _, check := range s.checks {
			if err := check(ctx, answer); err != nil {
				return err
			}
		}
		return nil
	}
	p.keep = func() {
		if p.undo == nil && s.save != nil {
			p.undo = s.save()
		}
		if s.keep != nil {
			s.keep(answer)
		}
	}
	return p, nil
}

// answer reads raw and applies the rules that all inputs share.
func (s spec) answer(raw json.RawMessage) (any, error) {
	if s.props["disabled"] == true {
		return s.initial, nil
	}
	v, err := any(nil), errEmpty
	if !empty(raw) {
		v, err = s.kind.read(s, raw)
	}
	switch {
	case err == nil:
		return v, nil
	case !errors.Is(err, errEmpty):
		return nil, err
	case s.optional:
		return nil, nil
	}
	if k, ok := s.kind.(wanting); ok {
		return nil, k.missing()
	}
	return nil, errMissing
}

// saidAs is an answer that was read from raw as conditions compare it: by what it was
// understood as, for one value may be written in several ways.
func (s spec) saidAs(answer any, raw json.RawMessage) []string {
	if answer == nil {
		return nil
	}
	if written, err := s.kind.write(s, answer); err == nil && written != nil {
		return saidOf(written)
	}
	return saidIn(raw) // of rows, results and files it says only that there are some
}

// setting returns one of the props a setter left.
func setting[T any](s spec, key string) (T, bool) {
	v, ok := s.props[key].(T)
	return v, ok
}

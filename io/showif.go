package io

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// ShowIf shows a component of a group only while the answer to another one, named
// by its label, is one of these; without any, while it is answered, and not with
// no. An option is named by its label or its value, a yes or no is "true" or "false". What is
// not shown is not asked: Into writes nothing, and no rule applies, whatever the
// browser sends. A question that is not shown itself has no answer.
func ShowIf(c Component, label string, answers ...string) Component {
	return conditional{c, showIf{on: label, answers: answers}}
}

// HideIf is [ShowIf] the other way round: the component is shown while the answer
// is none of these.
func HideIf(c Component, label string, answers ...string) Component {
	return conditional{c, showIf{on: label, answers: answers, not: true}}
}

// ShowIf shows a field only while another has one of these answers, as the word
// show of its tag does. Both are named as in Go, those of nested structs by the
// way to them, as in "Address.Street".
func (f FormCall[S]) ShowIf(name, on string, answers ...string) FormCall[S] {
	f.form = f.form.showIf(name, showIf{on: on, answers: answers})
	return f
}

// HideIf shows a field only while another has none of these answers.
func (f FormCall[S]) HideIf(name, on string, answers ...string) FormCall[S] {
	f.form = f.form.showIf(name, showIf{on: on, answers: answers, not: true})
	return f
}

// showIf is when a component is shown, before it is known which one decides.
type showIf struct {
	on      string // a label, or the name of a field
	answers []string
	not     bool
}

// word is what a tag says it with.
func (s showIf) word() string {
	if s.not {
		return "hide"
	}
	return "show"
}

type conditional struct {
	Component
	rule showIf
}

func (c conditional) part(ctx context.Context) (*part, error) {
	p, err := c.Component.part(ctx)
	if err != nil {
		return nil, err
	}
	if p.rule != nil {
		return nil, p.fault(fmt.Errorf("only one condition for a component"))
	}
	p.rule = &c.rule
	return p, nil
}

// condition is a showIf on a screen.
type condition struct {
	on      *part
	answers []string // as they are said on the wire
	not     bool
}

func (c *condition) met() bool { return holds(c.on.said, c.answers) != c.not }

// holds reports whether an answer is one of some; without any, whether it is
// anything but no.
func holds(said, answers []string) bool {
	if len(answers) == 0 {
		return len(said) > 0 && !slices.Equal(said, []string{"false"})
	}
	return slices.ContainsFunc(said, func(a string) bool { return slices.Contains(answers, a) })
}

// linkConditions finds the parts that decide whether others are shown. An original dashboard
// shows all of them, so there those may stay empty that others decide about.
func linkConditions(ctx context.Context, parts []*part) error {
	for _, p := range parts {
		if p.under != "" {
			p.section = find(parts, "", p.under)
		}
		if p.rule == nil {
			continue
		}
		on := find(parts, p.within, p.rule.on)
		if on == nil || on.read == nil {
			return p.fault(notAsked(p, parts))
		}
		p.condition = &condition{on: on, not: p.rule.not}
		for _, a := range p.rule.answers {
			said, ok := on.saying(a)
			if !ok {
				return p.fault(fmt.Errorf("shown by the answer %q to %q, which is none of its options", a, p.rule.on))
			}
			p.condition.answers = append(p.condition.answers, said)
		}
	}
	for _, p := range parts {
		if p.dependsOn(p, len(parts)) {
			return p.fault(fmt.Errorf("shown by an answer that depends on whether it is shown"))
		}
		p.optional = p.optional || p.mayHide() && !draws(ctx, protocol.InputForms)
	}
	return nil
}

// notAsked is the mistake of a condition on what is not among the questions.
func notAsked(p *part, parts []*part) error {
	known := map[string]bool{}
	for _, other := range parts {
		if other == p || other.read == nil {
			continue
		}
		if name, inside := strings.CutPrefix(withoutPlaces(other.name), withoutPlaces(p.within)); inside && name != "" {
			known[name] = true
		}
		if other.name == "" {
			known[other.label] = true
		}
	}
	if meant := nearest(p.rule.on, known); meant != "" {
		return fmt.Errorf("shown by the answer to %q, which is not asked beside it: did you mean %q?", p.rule.on, meant)
	}
	return fmt.Errorf("shown by the answer to %q, which is not asked beside it", p.rule.on)
}

// saying returns how the wire says an answer: an option is known by its label or its
// value, and named there by something that is up to the select.
func (p *part) saying(answer string) (string, bool) {
	options, ok := p.props["options"].([]wireOption)
	if !ok {
		return answer, true
	}
	i := slices.IndexFunc(options, func(o wireOption) bool { return o.Label == answer })
	if i < 0 {
		i = slices.IndexFunc(options, func(o wireOption) bool { return o.text != "" && o.text == answer })
	}
	if i < 0 {
		return "", false
	}
	return strings.Join(saidOf(options[i].Value), ""), true
}

// saidOf is [saidIn] of a value that is on its way to the wire.
func saidOf(v any) []string {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return saidIn(raw)
}

// dependsOn reports whether q decides whether p is shown, over at most so many
// others.
func (p *part) dependsOn(q *part, left int) bool {
	for _, on := range p.deciders() {
		if left > 0 && (on == q || on.dependsOn(q, left-1)) {
			return true
		}
	}
	return false
}

func (p *part) deciders() (list []*part) {
	if p.section != nil {
		list = append(list, p.section)
	}
	if p.condition != nil {
		list = append(list, p.condition.on)
	}
	return list
}

// mayHide reports whether an answer to something else may hide p.
func (p *part) mayHide() bool {
	return p.condition != nil || p.section != nil && (p.section.read != nil || p.section.mayHide())
}

// shownWhen is what the wire says of when p is shown.
func (p *part) shownWhen(among []*part) (*protocol.ShowIf, *int) {
	var when *protocol.ShowIf
	if c := p.condition; c != nil {
		when = &protocol.ShowIf{At: slices.Index(among, c.on), Answers: c.answers, Not: c.not}
	}
	if p.section == nil {
		return when, nil
	}
	return when, new(slices.Index(among, p.section))
}

// find returns the part that asks for a field, seen from within a struct: that of
// the struct itself goes before one of the structs around it. Where there is none,
// it is the only part with that label; nil for none.
func find(parts []*part, within, name string) *part {
	for around := within; ; {
		for _, p := range parts {
			if p.name != "" && (p.name == around+name || withoutPlaces(p.name) == around+name ||
				p.within == around && p.field.Name == name) {
				return p
			}
		}
		if around == "" {
			break
		}
		around = around[:strings.LastIndex(strings.TrimSuffix(around, "."), ".")+1]
	}
	labelled := slices.DeleteFunc(slices.Clone(parts), func(p *part) bool { return p.label != name })
	if len(labelled) != 1 {
		return nil
	}
	return labelled[0]
}

// withoutPlaces drops the places of entries from the way to a field.
func withoutPlaces(path string) string {
	for {
		before, rest, found := strings.Cut(path, "[")
		if !found {
			return path
		}
		_, after, _ := strings.Cut(rest, "]")
		path = before + after
	}
}

// reading is the answer to a screen while its parts take theirs.
type reading struct {
	values map[*part]json.RawMessage
	begun  map[*part]bool
	good   bool
}

// readParts has every part that is shown take its answer; there is one value for
// each. It reports whether all of them fit.
func readParts(parts []*part, values []json.RawMessage) bool {
	r := &reading{values: map[*part]json.RawMessage{}, begun: map[*part]bool{}, good: true}
	for i, p := range parts {
		r.values[p] = values[i]
	}
	for _, p := range parts {
		r.take(p)
	}
	return r.good
}

func (r *reading) take(p *part) {
	if r.begun[p] {
		return
	}
	r.begun[p] = true
	for _, on := range p.deciders() {
		r.take(on)
	}
	p.said, p.hidden = nil, p.leftOut()
	if p.hidden || p.read == nil {
		return
	}
	raw := r.values[p]
	if p.props["disabled"] == true {
		raw, _ = json.Marshal(p.props["defaultValue"]) // it was encoded once
	}
	if err := p.read(raw); err != nil {
		r.good, p.message = false, err.Error()
		if p.refused != nil {
			p.refused(err)
		}
		return
	}
	if p.said = saidIn(raw); p.understood != nil {
		p.said = p.understood(raw)
	}
}

// leftOut reports whether the answers that were read hide p.
func (p *part) leftOut() bool {
	s := p.section
	if s != nil && (s.hidden || s.read != nil && !holds(s.said, nil)) {
		return true
	}
	return p.condition != nil && !p.condition.met()
}

// saidIn returns an answer as conditions compare it: one text, or one for each of
// several; none for no answer.
func saidIn(raw json.RawMessage) []string {
	var v any
	if decode(raw, &v) != nil {
		return nil
	}
	return saidBy(v)
}

func saidBy(v any) (said []string) {
	switch v := v.(type) {
	case bool:
		return []string{strconv.FormatBool(v)}
	case json.Number:
		return []string{v.String()}
	case string:
		if v != "" {
			return []string{v}
		}
	case []any:
		for _, each := range v {
			said = append(said, saidBy(each)...)
		}
	case map[string]any:
		if value, ok := v["value"]; ok {
			return saidBy(value)
		}
		return []string{"something"}
	}
	return said
}

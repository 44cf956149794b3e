package io

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// formsInput asks for a slice of structs: a form for each.
type formsInput struct {
	form   form
	field  Field
	target reflect.Value
	path   string
}

// formList is a list of forms on a screen.
type formList struct {
	formsInput
	ctx         context.Context // of the question //nolint:containedctx // inputs are read while it is open
	before      []reflect.Value // the structs of the default
	least, most int
	fields      []*part // of a new entry
	texts       bool    // asked for as a text of JSON
	present     [][]any // the default on the wire

	entries [][]*part // of the answer that was read last
	values  []reflect.Value
}

// deepestList is how many lists of forms may stand in each other.
const deepestList = 2

// depth is how many lists of forms this one stands in.
func (in formsInput) depth() int { return strings.Count(in.path, "[") }

func (in formsInput) part(ctx context.Context) (*part, error) {
	l := &formList{formsInput: in, ctx: ctx, least: in.field.fewest(), most: maxItems}
	if in.field.AtMost != nil {
		l.most = *in.field.AtMost
	}
	p := newPart(protocol.InputForms, in.field.Label, map[string]any{})
	p.list, p.optional = l, l.least == 0
	if l.most < l.least {
		return nil, p.fault(fmt.Errorf("its validate rules ask for at least %d and at most %d entries", l.least, l.most))
	}
	if err := errors.Join(CheckRules(l.element()), l.checkAdded()); err != nil {
		return nil, p.fault(err)
	}
	if err := l.show(p); err != nil {
		return nil, p.fault(err)
	}
	p.read, p.check, p.keep = l.read, l.check, l.keep
	if in.field.ReadOnly {
		p.props["disabled"] = true
		p.read, p.check, p.keep = func(json.RawMessage) error { return nil }, nil, nil
	}
	if in.field.Help != "" {
		p.props["helpText"] = in.field.Help
	}
	if l.texts = !draws(ctx, protocol.InputForms); l.texts {
		p.state = nil
		if l.depth() == 0 {
			return p, p.faultIf(l.asText(p))
		}
	}
	return p, nil
}

// show sets the properties.
func (l *formList) show(p *part) (err error) {
	if l.depth() >= deepestList {
		return errors.New("a list of forms cannot stand in one that stands in another")
	}
	if l.fields, err = l.newEntry(); err != nil {
		return err
	}
	fields := make([]protocol.FormsField, len(l.fields))
	for i, q := range l.fields {
		when, section := q.shownWhen(l.fields)
		fields[i] = protocol.FormsField{
			MethodName: q.method, Label: q.label, IsOptional: q.optional, ShowIf: when, Section: section, Props: q.props,
		}
	}
	for i := range l.target.Len() {
		v := reflect.New(l.element()).Elem()
		if at := l.target.Index(i); at.Kind() != reflect.Pointer {
			v.Set(at)
		} else if !at.IsNil() {
			v.Set(at.Elem())
		}
		l.before = append(l.before, v)
		parts, err := l.entry(clone(v), i)
		if err != nil {
			return err
		}
		values := make([]any, len(parts))
		for j, q := range parts {
			values[j] = q.props["defaultValue"]
			if q.pool != nil && values[j] != nil {
				values[j] = l.fields[j].adopt(q, l.batch(i))
			}
			if q.list != nil {
				l.fields[j].adoptList(q)
			}
		}
		l.present = append(l.present, values)
	}
	l.searchable(p)
	p.props["fields"], p.props["minItems"], p.props["maxItems"] = fields, l.least, l.most
	if one := entryLabel(l.field.Label, l.element()); one != "" {
		p.props["entryLabel"] = one
	}
	if len(l.present) > 0 {
		p.props["defaultValue"] = l.present
	}
	return nil
}

// entryLabel is what one of a list of structs is called, by the name of their type:
// "Line" where the list is "Lines" and of Line or OrderLine. It is empty where the type
// says nothing about the label.
func entryLabel(label string, of reflect.Type) string {
	words := strings.Fields(label)
	named := strings.Fields(inWords(of.Name()))
	if len(words) == 0 || len(named) == 0 {
		return ""
	}
	last, one := &words[len(words)-1], named[len(named)-1]
	if len(*last) <= len(one) || !strings.EqualFold((*last)[:len(one)], one) {
		return ""
	}
	*last = (*last)[:len(one)]
	return strings.Join(words, " ")
}

// element is the type of the structs.
func (l *formList) element() reflect.Type { return target(l.target.Type().Elem()) }

func clone(v reflect.Value) reflect.Value {
	fresh := reflect.New(v.Type()).Elem()
	fresh.Set(v)
	return fresh
}

// entry returns the parts that ask for a struct at a place of the list.
func (l *formList) entry(v reflect.Value, place int) ([]*part, error) {
	fields, err := l.form.fieldsAt(v.Type(), l.path+".")
	if err != nil {
		return nil, err
	}
	for i := range fields {
		fields[i].ReadOnly = fields[i].ReadOnly || l.field.ReadOnly
	}
	o := outline{form: l.form}
	if err := o.add(v, fmt.Sprintf("%s[%d].", l.path, place), "", fields); err != nil {
		return nil, err
	}
	parts, err := partsOf(l.ctx, o.components())
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		switch {
		case p.list != nil: // its fields were looked at
		case p.props["secret"] == true:
			return nil, p.fault(errors.New("a secret cannot stand in a list of forms"))
		case p.pool != nil && p.multiple == nil: // see listsearch.go
		case p.state != nil || p.alone || p.multiple != nil || p.download != nil || len(p.late) > 0:
			return nil, p.fault(errors.New("it cannot stand in a list of forms"))
		}
	}
	return parts, nil
}

func (l *formList) read(raw json.RawMessage) error {
	l.entries, l.values = nil, nil
	answer, err := l.answer(raw)
	if err != nil {
		return err
	}
	if err := l.count(len(answer)); err != nil {
		return err
	}
	good := true
	used := map[int]bool{}
	for i, e := range answer {
		v := l.added()
		if from := e.From; from != nil {
			if *from < 0 || *from >= len(l.before) || used[*from] {
				return errType
			}
			used[*from] = true
			v.Set(l.before[*from])
		}
		parts, err := l.entry(v, i)
		if err != nil || len(e.Values) != len(parts) {
			return errType
		}
		shareSearches(parts, l.fields)
		l.entries, l.values = append(l.entries, parts), append(l.values, v)
		good = readParts(parts, e.Values) && good
	}
	if !good {
		return errEntries
	}
	return nil
}

// errEntries stands for what is wrong with some fields of a list of forms, until
// the first of it takes its place.
const errEntries = refusal("")

// answer splits an answer.
func (l *formList) answer(raw json.RawMessage) (entries []protocol.FormsEntry, err error) {
	if l.texts && l.depth() == 0 {
		return l.fromText(raw)
	}
	if !empty(raw) && decode(raw, &entries) != nil {
		return nil, errType
	}
	return entries, nil
}

// count refuses too few or too many.
func (l *formList) count(n int) error {
	switch {
	case n == 0 && l.least > 0:
		return errMissing
	case (n < l.least || n > l.most) && l.least == l.most:
		return refusal(fmt.Sprintf("Enter exactly %s.", entries(l.least)))
	case n < l.least:
		return refusal(fmt.Sprintf("Enter at least %s.", entries(l.least)))
	case n > l.most:
		return refusal(fmt.Sprintf("Enter at most %s.", entries(l.most)))
	}
	return nil
}

func (l *formList) check(ctx context.Context) error {
	said := messages{}
	for _, p := range slices.Concat(l.entries...) {
		if p.check == nil || p.hidden {
			continue
		}
		if err := p.check(ctx); err != nil {
			more, known := messagesOf(p, err)
			if !known {
				return p.fault(err)
			}
			maps.Copy(said, more)
		}
	}
	if len(said) > 0 {
		return said
	}
	return nil
}

func (l *formList) keep() {
	for _, p := range slices.Concat(l.entries...) {
		if p.keep != nil && !p.hidden {
			p.keep()
		}
	}
	l.target.SetZero()
	for _, v := range l.values {
		if l.target.Type().Elem().Kind() == reflect.Pointer {
			v = v.Addr()
		}
		l.target.Set(reflect.Append(l.target, v))
	}
}

// problems are what is wrong with single fields of a list of forms.
func (p *part) problems() (list []protocol.FormsProblem) {
	if p.list == nil || p.list.texts {
		return nil
	}
	for i, parts := range p.list.entries {
		for j, q := range parts {
			if said := cmp.Or(q.message, q.firstProblem()); said != "" {
				list = append(list, protocol.FormsProblem{Form: i, At: j, Message: said, Problems: q.problems()})
			}
		}
	}
	return list
}

// firstProblem is the first of them, in a sentence for the list.
func (p *part) firstProblem() string {
	if p.list == nil {
		return ""
	}
	for i, parts := range p.list.entries {
		for _, q := range parts {
			if said := cmp.Or(q.message, q.firstProblem()); said != "" {
				return fmt.Sprintf("Entry %d, %s: %s", i+1, q.label, said)
			}
		}
	}
	return ""
}

// everyPart returns parts with those of the entries of lists of forms.
func everyPart(parts []*part) (all []*part) {
	for _, p := range parts {
		all = append(all, p)
		if p.list != nil && !p.hidden {
			all = append(all, everyPart(slices.Concat(p.list.entries...))...)
		}
	}
	return all
}

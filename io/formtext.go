package io

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// A dashboard without lists of forms is asked for a text: a JSON list with an
// object for each entry, whose keys are the labels of the fields. "Entry" is the
// number of one that was there before.

const entryKey = "Entry"

// asText asks for a text in the place of p.
func (l *formList) asText(p *part) error {
	var labels []string
	for _, q := range l.fields {
		if q.read != nil {
			labels = append(labels, fmt.Sprintf("%q", q.label))
		}
	}
	text, err := json.MarshalIndent(l.objects(l.present), "", "  ")
	if err != nil {
		return err
	}
	p.method = protocol.InputText
	help, _ := p.props["helpText"].(string)
	p.props = map[string]any{
		"multiline": true, "lines": 8, "defaultValue": string(text),
		"helpText": sentences(help, "A JSON list with an object for each entry, of "+strings.Join(labels, ", ")+
			`. "Entry" is the number of one that is there already`),
	}
	if l.field.ReadOnly {
		p.props["disabled"] = true
	}
	return nil
}

// objects are entries of a default as people would write them.
func (l *formList) objects(present [][]any) []protocol.Object {
	list := make([]protocol.Object, len(present))
	for i, values := range present {
		list[i] = protocol.Object{}.With(entryKey, i+1)
		for j, value := range values {
			switch q := l.fields[j]; {
			case q.list != nil:
				inner, _ := value.([][]any)
				list[i] = list[i].With(q.label, q.list.objects(inner))
			case q.read != nil:
				list[i] = list[i].With(q.label, plainValue(q.named(value)))
			}
		}
	}
	return list
}

// plainValue is a default of an input as people would write it.
func plainValue(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	var options []Option
	if len(text) > 0 && text[0] == '[' && json.Unmarshal(text, &options) == nil {
		labels := make([]string, len(options))
		for i, o := range options {
			labels[i] = o.Label
		}
		return labels
	}
	var object struct {
		Label *string `json:"label"`
	}
	if len(text) == 0 || text[0] != '{' || json.Unmarshal(text, &object) != nil {
		return v
	}
	if object.Label != nil {
		return *object.Label
	}
	return cellText(v)
}

// fromText reads such a text.
func (l *formList) fromText(raw json.RawMessage) ([]protocol.FormsEntry, error) {
	if empty(raw) {
		return nil, nil
	}
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	if len(text) > maxText {
		return nil, refusal("This is too long.")
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	return l.entriesOf(text, l.present)
}

// entriesOf reads a list of objects, of which some have been there.
func (l *formList) entriesOf(text string, present [][]any) ([]protocol.FormsEntry, error) {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, whyNotJSON(text, err)
	}
	answer := make([]protocol.FormsEntry, len(list))
	for i, object := range list {
		var err error
		if answer[i], err = l.entryOf(object, present); err != nil {
			return nil, atEntry(i, err.Error())
		}
	}
	return answer, nil
}

// entryOf reads one object.
func (l *formList) entryOf(object map[string]json.RawMessage, present [][]any) (e protocol.FormsEntry, err error) {
	holds := make([]any, len(l.fields))
	if number, ok := object[entryKey]; ok {
		var n int
		if json.Unmarshal(number, &n) != nil || n < 1 || n > len(present) {
			return e, refusal(fmt.Sprintf("There is no entry %s.", number))
		}
		e.From, holds = new(n-1), present[n-1]
		delete(object, entryKey)
	}
	for j, q := range l.fields {
		value, ok := object[q.label]
		if !ok || q.read == nil {
			value = json.RawMessage("null")
		}
		delete(object, q.label)
		if value, err = q.fromPlain(l.ctx, value, holds[j]); err != nil {
			return e, err
		}
		e.Values = append(e.Values, value)
	}
	for name := range object {
		return e, refusal(fmt.Sprintf("There is no field %q.", name))
	}
	return e, nil
}

// fromPlain turns what people write into an answer of p, which holds something.
func (p *part) fromPlain(ctx context.Context, value json.RawMessage, holds any) (json.RawMessage, error) {
	switch {
	case p.list != nil && p.read != nil && !empty(value):
		inner, _ := holds.([][]any)
		entries, err := p.list.entriesOf(string(value), inner)
		if err != nil {
			return nil, refusal(p.label + ": " + err.Error())
		}
		return json.Marshal(entries)
	case p.pool != nil:
		value = p.keyFor(ctx, value)
	}
	return p.answerFrom(value), nil
}

// answerFrom turns a plain value into an answer of p. What it cannot read it leaves
// as it is, to be refused as that.
func (p *part) answerFrom(value json.RawMessage) json.RawMessage {
	switch layout, dated := layouts[p.method]; {
	case empty(value):
	case dated:
		var text string
		if json.Unmarshal(value, &text) != nil {
			break
		}
		if t, err := time.Parse(layout, text); err == nil {
			return reencoded(civilMomentOf(t), value)
		}
	case p.method == protocol.SelectSingle:
		return p.optionFrom(value)
	case p.method == protocol.SelectMultiple:
		var values []json.RawMessage
		if json.Unmarshal(value, &values) != nil {
			break
		}
		for i, v := range values {
			values[i] = p.optionFrom(v)
		}
		return reencoded(values, value)
	}
	return bytes.TrimSpace(value)
}

// optionFrom finds the option that is written like this.
func (p *part) optionFrom(value json.RawMessage) json.RawMessage {
	options, _ := p.props["options"].([]wireOption)
	for _, o := range options {
		if o.Label == strings.Join(saidIn(value), "") {
			return reencoded(o, value)
		}
	}
	return value
}

func reencoded(v any, otherwise json.RawMessage) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return otherwise
	}
	return raw
}

package stagedoortest

import (
	"encoding/json"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// wire returns an answer as the dashboard would send it.
func (s *Screen) wire(c protocol.Component, v any) json.RawMessage {
	s.run.t.Helper()
	if raw, ok := v.(json.RawMessage); ok {
		return raw
	}
	switch v := v.(type) {
	case string:
		switch c.MethodName {
		case protocol.SelectSingle:
			return s.option(c, v)
		case protocol.Search:
			return s.result(c, v)
		case protocol.Confirm:
			return s.encode(protocol.TypedConfirmation{Confirmed: true, Typed: v})
		}
	case []map[string]any:
		if c.MethodName == protocol.InputForms {
			return s.forms(c, v)
		}
	case []string:
		switch c.MethodName {
		case protocol.SelectTable:
			return s.rows(v)
		case protocol.SelectMultiple:
			return s.each(v, func(label string) json.RawMessage { return s.option(c, label) })
		case protocol.Search:
			return s.each(v, func(label string) json.RawMessage { return s.result(c, label) })
		}
	}
	text := s.encode(v)
	if c.MethodName == protocol.SelectSingle && v != nil && text[0] != '{' {
		return s.encode(map[string]json.RawMessage{"label": s.encode(string(text)), "value": text})
	}
	return text
}

// forms answers a list of forms by the labels of their fields.
func (s *Screen) forms(c protocol.Component, answers []map[string]any) json.RawMessage {
	s.run.t.Helper()
	var props struct {
		DefaultValue [][]json.RawMessage
		Fields       []field
	}
	if err := json.Unmarshal(c.Props, &props); err != nil {
		s.run.t.Fatalf("fields of %q: %v", c.Label, err)
	}
	entries := make([]protocol.FormsEntry, len(answers))
	for i, answer := range answers {
		if i < len(props.DefaultValue) {
			entries[i].From = &i
		}
		for label := range answer {
			if !slices.ContainsFunc(props.Fields, func(f field) bool { return f.Label == label }) {
				s.run.t.Fatalf("the forms of %q have no field %q: %s", c.Label, label, c.Props)
			}
		}
		for j, f := range props.Fields {
			of := protocol.Component{MethodName: f.MethodName, Label: f.Label, Props: f.Props}
			if i < len(props.DefaultValue) && f.MethodName == protocol.InputForms {
				of.Props = s.holding(f.Props, props.DefaultValue[i][j])
			}
			entries[i].Values = append(entries[i].Values, s.wire(of, answer[f.Label]))
		}
	}
	return s.encode(entries)
}

// holding are the properties of a list of forms in one of the forms of another list.
func (s *Screen) holding(props, present json.RawMessage) json.RawMessage {
	s.run.t.Helper()
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(props, &all); err != nil {
		s.run.t.Fatalf("properties %s: %v", props, err)
	}
	all["defaultValue"] = present
	return s.encode(all)
}

// field is one of a list of forms.
type field struct {
	MethodName protocol.Method
	Label      string
	Props      json.RawMessage
}

// each returns the list of what of makes of each label.
func (s *Screen) each(labels []string, of func(string) json.RawMessage) json.RawMessage {
	s.run.t.Helper()
	list := make([]json.RawMessage, len(labels))
	for i, label := range labels {
		list[i] = of(label)
	}
	return s.encode(list)
}

// option returns the option that reads like this.
func (s *Screen) option(c protocol.Component, label string) json.RawMessage {
	s.run.t.Helper()
	var props struct {
		Options []struct {
			Label string          `json:"label"`
			Value json.RawMessage `json:"value"`
		} `json:"options"`
	}
	if err := json.Unmarshal(c.Props, &props); err != nil {
		s.run.t.Fatalf("options of %q: %v", c.Label, err)
	}
	for _, o := range props.Options {
		if o.Label == label {
			return s.encode(o)
		}
	}
	s.run.t.Fatalf("%q has no option %q: %s", c.Label, label, c.Props)
	return nil
}

// result returns the offered search result that reads like this.
func (s *Screen) result(c protocol.Component, label string) json.RawMessage {
	s.run.t.Helper()
	var props struct {
		Results, Chosen []struct{ Label, Value string }
	}
	if err := json.Unmarshal(c.Props, &props); err != nil {
		s.run.t.Fatalf("results of %q: %v", c.Label, err)
	}
	for _, r := range slices.Concat(props.Results, props.Chosen) {
		if r.Label == label {
			return s.encode(r.Value)
		}
	}
	s.run.t.Fatalf("%q offers no %q; give it a State with a queryTerm first: %s", c.Label, label, c.Props)
	return nil
}

// rows names rows by their keys.
func (s *Screen) rows(keys []string) json.RawMessage {
	s.run.t.Helper()
	picked := make([]map[string]string, len(keys))
	for i, key := range keys {
		picked[i] = map[string]string{"key": key}
	}
	return s.encode(picked)
}

package io

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// value reads what a filter compares with.
func (f *Filter) value(op string, raw json.RawMessage) (any, bool) {
	switch op {
	case "null", "notnull":
		return nil, true
	case "within":
		var named string
		ok := json.Unmarshal(raw, &named) == nil && span(named).known()
		return named, ok
	case "in":
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil || len(list) == 0 || len(list) > mostRows {
			return nil, false
		}
		values := make([]any, len(list))
		for i, one := range list {
			v, ok := f.one(one)
			if !ok {
				return nil, false
			}
			values[i] = v
		}
		return values, true
	}
	return f.one(raw)
}

func (f *Filter) one(raw json.RawMessage) (any, bool) {
	if empty(raw) {
		return nil, false
	}
	switch f.Kind {
	case NumberFilter:
		return filterNumber(raw)
	case DateFilter:
		return filterDate(raw)
	case BoolFilter:
		var b bool
		ok := json.Unmarshal(raw, &b) == nil
		return b, ok
	}
	var text string
	if json.Unmarshal(raw, &text) != nil || len(text) > longQuery {
		return nil, false
	}
	known := func(o Option) bool { return o.Value == text }
	return text, f.Kind != EnumFilter || slices.ContainsFunc(f.Options, known)
}

func filterNumber(raw json.RawMessage) (any, bool) {
	text, err := readNumber(raw)
	if err != nil {
		return nil, false
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

// filterDate reads {year, month, day} or 2006-01-02.
func filterDate(raw json.RawMessage) (any, bool) {
	var d CivilDate
	if json.Unmarshal(raw, &d) == nil {
		return d, d.valid()
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return nil, false
	}
	t, err := time.Parse(time.DateOnly, text)
	return CivilDateOf(t), err == nil && t.Year() >= 1
}

// matches reports whether a cell meets the condition.
func (f FilterValue) matches(c any) bool {
	switch f.Op {
	case "null":
		return c == nil
	case "notnull":
		return c != nil
	case "in":
		list, _ := f.Value.([]any)
		return slices.ContainsFunc(list, func(v any) bool { return f.compare(c, v) == 0 && c != nil })
	case "ne":
		return c == nil || f.compare(c, f.Value) != 0
	}
	if c == nil {
		return false
	}
	if want, ok := f.Value.(string); ok {
		have, want := strings.ToLower(cellText(c)), strings.ToLower(want)
		switch f.Op {
		case "contains":
			return strings.Contains(have, want)
		case "starts":
			return strings.HasPrefix(have, want)
		}
	}
	n := f.compare(c, f.Value)
	switch f.Op {
	case "eq":
		return n == 0
	case "gt":
		return n > 0
	case "gte":
		return n >= 0
	case "lt":
		return n < 0
	case "lte":
		return n <= 0
	}
	return false
}

// compare compares a cell with a value of the filter, texts without regard to case.
func (f FilterValue) compare(c, v any) int {
	if d, ok := v.(CivilDate); ok {
		if t, ok := c.(time.Time); ok {
			return CivilDateOf(t.In(clocks(f.Zone))).Compare(d)
		}
		return cmp.Compare(cellText(c), d.String())
	}
	if _, ok := v.(string); ok {
		return cmp.Compare(strings.ToLower(cellText(c)), strings.ToLower(v.(string)))
	}
	return compareCells(c, v)
}

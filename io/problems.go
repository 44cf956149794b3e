package io

import (
	"context"
	"slices"
)

// Problem is what is wrong with a field of a struct.
type Problem struct {
	Field   string // as in Go, one of an embedded struct by the way to it
	Label   string // as people know it
	Message string // a sentence for them
}

// Problems returns which of these fields of a struct, or of a pointer to one, break
// a rule of their validate tag, in the words in which a form says so, one for each
// field. A field of an embedded struct is named with the way to it, as in
// "Base.Name". It serves values that no form has asked for, such as the rows of a
// file.
func Problems(value any, fields ...string) ([]Problem, error) {
	list, err := breaches(context.Background(), value, "")
	if err != nil || len(list) == 0 {
		return nil, err
	}
	t := structOf(value)
	known, err := Fields(t)
	if err != nil {
		return nil, err
	}
	parts := make([]*part, len(known))
	for i := range known {
		parts[i] = &part{name: known[i].path(t), label: known[i].Label, field: &known[i]}
	}
	var problems []Problem
	for _, b := range list {
		asked := slices.ContainsFunc(fields, func(f string) bool { return pathIs(b.path, f) })
		i := slices.IndexFunc(parts, func(p *part) bool { return pathIs(b.path, p.name) })
		twice := slices.ContainsFunc(problems, func(p Problem) bool { return i >= 0 && p.Field == parts[i].name })
		if asked && i >= 0 && !twice {
			problems = append(problems, Problem{parts[i].name, parts[i].label, b.message(parts[i], parts)})
		}
	}
	return problems, nil
}

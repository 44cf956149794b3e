package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// maxInline is how many rows a form asks for inside the form of their parent. Where
// there are more, they are changed on the parent's page.
const maxInline = 100

// deepestInline is how many levels of rows stand in the form of their parent.
const deepestInline = 2

// inline is a has-one or has-many relation whose rows are asked for inside the form
// of their parent.
type inline struct {
	*relation
	child   *model    // its own inlines are those that stand in the same form
	columns []*column // asked for in each row
	inner   []inline  // whose rows are asked for in each row
}

// useInline checks the names of Model.Inline and prepares what is needed for rows
// of types that are not registered.
func (m *model) useInline(names []string) error {
	dots := func(name string) int { return strings.Count(name, ".") }
	var wrong []error
	for _, name := range slices.SortedStableFunc(slices.Values(names), func(a, b string) int { return dots(a) - dots(b) }) {
		if err := m.useInlineAt(name); err != nil {
			wrong = append(wrong, fmt.Errorf("Inline: %w", err))
		}
	}
	return errors.Join(wrong...)
}

// useInlineAt takes in one name, that of rows of rows by the way to it.
func (m *model) useInlineAt(path string) error {
	way := strings.Split(path, ".")
	if len(way) > deepestInline {
		return fmt.Errorf("%q: a form holds %d levels of rows: name those further down in Inline of the model that has them", path, deepestInline)
	}
	of := m
	for i, name := range way[:len(way)-1] {
		at := of.inlineNamed(name)
		if at < 0 {
			return fmt.Errorf("%q: it is asked for inside of %q: name that too", path, strings.Join(way[:i+1], "."))
		}
		of = of.inline[at].child
	}
	return of.addInline(path, way[len(way)-1])
}

func (m *model) inlineNamed(name string) int {
	return slices.IndexFunc(m.inline, func(in inline) bool { return in.name == name })
}

// addInline has the rows of a relation asked for in the form of the model.
func (m *model) addInline(path, name string) error {
	rel, ok := m.relation(name)
	switch {
	case !ok:
		return fmt.Errorf("%q is no relation of the model", path)
	case rel.kind != hasOne && rel.kind != hasMany:
		return fmt.Errorf("field %s: only has-one and has-many relations can stand in the form", path)
	case len(m.keys) == 0:
		return fmt.Errorf("field %s: a model without primary key is read-only", path)
	case m.inlineNamed(name) >= 0:
		return fmt.Errorf("field %s: it is named twice", path)
	}
	child, err := newChild(m.db, rel.target, m.undoFor)
	if err != nil {
		return fmt.Errorf("field %s: model %s: %w", path, rel.target, err)
	}
	m.inline = append(m.inline, inline{relation: rel, child: child})
	return nil
}

// newChild describes rows of a type that is nowhere shown by itself. What is done to
// them is undone with their parent.
func newChild(db *gorm.DB, rows reflect.Type, undoFor time.Duration) (*model, error) {
	child := &model{db: db, undoFor: undoFor, has: map[string]bool{}, hooks: hooksOf(Hooks[struct{}]{})}
	if err := child.readType(rows, false); err != nil {
		return nil, err
	}
	if err := child.settle("", "", nil); err != nil {
		return nil, err
	}
	if len(child.keys) == 0 {
		return nil, errors.New("it has no primary key")
	}
	child.fresh = func(context.Context) (record, error) { return record{row: reflect.New(rows).Elem()}, nil }
	return child, nil
}

// inlines are the relations in the form, each with the model that is registered for
// its rows, or else the one made for them, and with those of the rows in turn. Masked
// fields of rows are not asked for, nor are secrets and files in lists, where there is
// no place for them.
func (m *model) inlines() []inline {
	var list []inline
	for _, in := range m.inline {
		rel, ok := m.relation(in.name)
		if !ok || rel.hidden {
			continue
		}
		known, seen := m.known.of(in.target)
		if m.known.registered(in.target) && !seen {
			continue // rows of a model that is not theirs
		}
		in.relation = rel
		if seen {
			in.child = known.holding(in.child.inline)
		}
		in.columns = in.asked()
		in.inner = in.child.inlines()
		list = append(list, in)
	}
	return list
}

// holding is the model with these rows in its form, in the place of its own.
func (m *model) holding(rows []inline) *model {
	of := *m
	of.inline = rows
	return &of
}

// asked are the columns that are asked for in each row.
func (in inline) asked() []*column {
	back := in.foreign(in.child.table)
	return in.child.those(func(c *column) bool {
		listed := (c.secret || c.kind == content) && in.kind == hasMany
		return (c.creates || c.edits) && c.mask == "" && !listed && !slices.Contains(back, c)
	})
}

// nullable reports whether the rows can be without a parent: every column of their
// foreign key that is no part of their own key can be NULL.
func (in inline) nullable() bool {
	own := in.foreign(in.child.table)
	return len(own) > 0 && !slices.ContainsFunc(own, func(c *column) bool { return c.never || !c.nullable })
}

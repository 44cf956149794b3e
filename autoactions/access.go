package autoactions

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor"
)

// Access narrows what the people whom Model.Teams lets in may do and see. It holds
// wherever the model is met: in its list, its records, their history, exports,
// imports and bulk work, in pickers, and on the pages and in the forms of other
// models. What somebody may not see is not there for them: it is not read out,
// cannot be filtered or sorted by, and a request that names it is told what it would
// be told of a field that does not exist.
//
// Code of the application's own, such as Title, Handlers and Hooks, gets whole rows.
type Access struct {
	// Parts names, for parts of the model in the words of Model.Without, and also for
	// reveal and access, the teams that may use them. Those of bulk/edit and undo are
	// edit's, and those of bulk/delete, deleted, restore and purge are delete's, where
	// they are not named. Default: everybody who may use the model.
	Parts map[string][]string

	// Fields says of fields, by their names in Go, who may see and change them.
	// Fields of the primary key are everybody's.
	Fields map[string]FieldAccess

	// RevealFor is how long somebody who has given a reason sees a record without
	// its masks. Default: 10 minutes.
	RevealFor time.Duration

	// Person returns a person as Config.Identify would, by their e-mail address. With
	// it there is an action that explains what somebody may see and do with a record,
	// and why. Whoever may use it can ask about anybody, so name its teams under
	// access in Parts. Default: there is no such action.
	Person func(ctx context.Context, email string) (stagedoor.User, error)
}

// FieldAccess says which teams may do what with a field. Naming none is naming
// everybody who may use the model.
type FieldAccess struct {
	See    []string // the field is not there for others
	Change []string // others cannot fill it in or change it; of those who see it
	Unmask []string // see it without its mask at any time; default: nobody
}

// standing is what decides how a model looks to people.
type standing struct {
	teams    []string
	everyone bool // no model names a team
	unmasked bool // they have given a reason
}

// on reports whether they are on one of the teams. Everybody is on one of none, and
// the program itself, which has no standing, on all.
func (s *standing) on(teams []string) bool {
	return s == nil || s.everyone || len(teams) == 0 || slices.ContainsFunc(teams, func(t string) bool { return slices.Contains(s.teams, t) })
}

// inherited says whose teams a part has that are not named.
var inherited = map[string]string{
	"bulk/edit": "edit", "undo": "edit",
	"bulk/delete": "delete", "deleted": "delete", "restore": "delete", "purge": "delete",
}

// teamsFor are the teams that may use a part of the model.
func (m *model) teamsFor(part string) []string {
	if teams := m.access.Parts[part]; len(teams) > 0 {
		return teams
	}
	if from, ok := inherited[part]; ok {
		return m.teamsFor(from)
	}
	return m.teams
}

// may reports whether the people a model is made for may use a part of it.
func (m *model) may(part string) bool { return m.standing.on(m.teamsFor(part)) }

// namedTeams are all teams that make a difference to the model.
func (m *model) namedTeams() []string {
	named := slices.Concat(m.teams, slices.Concat(slices.Collect(maps.Values(m.access.Parts))...))
	for _, f := range m.access.Fields {
		named = slices.Concat(named, f.See, f.Change, f.Unmask)
	}
	for _, v := range m.verbs {
		named = append(named, v.teams...)
	}
	for _, b := range m.bulks {
		named = append(named, b.teams...)
	}
	for _, a := range m.own {
		named = append(named, a.Teams...)
	}
	return named
}

// useAccess checks what Access says and takes from the fields what the people may
// not do with them.
func (m *model) useAccess() error {
	var wrong []error
	for _, part := range slices.Sorted(maps.Keys(m.access.Parts)) {
		if !slices.Contains(parts, part) {
			wrong = append(wrong, fmt.Errorf("Access: Parts: there is no %q, there are %s", part, strings.Join(parts, ", ")))
		}
		if err := m.narrows(m.access.Parts[part]); err != nil {
			wrong = append(wrong, fmt.Errorf("Access: Parts: %s: %w", part, err))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.access.Fields)) {
		if err := m.useFieldAccess(name, m.access.Fields[name]); err != nil {
			wrong = append(wrong, fmt.Errorf("Access: Fields: %s: %w", name, err))
		}
	}
	for _, c := range m.columns {
		if err := m.useMask(c); err != nil {
			wrong = append(wrong, fmt.Errorf("field %s: %w", c.field.Name, err))
		}
	}
	if m.access.RevealFor < 0 {
		wrong = append(wrong, fmt.Errorf("Access: RevealFor: %s is no time", m.access.RevealFor))
	}
	m.relist()
	return errors.Join(wrong...)
}

// useFieldAccess applies what is said of one field or relation.
func (m *model) useFieldAccess(name string, f FieldAccess) error {
	if err := m.narrows(slices.Concat(f.See, f.Change, f.Unmask)); err != nil {
		return err
	}
	if rel, ok := m.relation(name); ok {
		rel.hidden = rel.hidden || !m.standing.on(f.See)
		rel.tag.ReadOnly = rel.tag.ReadOnly || !m.standing.on(f.Change)
		if rel.kind == belongsTo { // its key says as much as it does
			for _, c := range rel.foreign(m.table) {
				m.narrow(c, f)
			}
		}
		return nil
	}
	i := slices.IndexFunc(m.columns, func(c *column) bool { return c.field.Name == name })
	switch {
	case i < 0:
		return errors.New("the model has no such field")
	case m.columns[i].key:
		return errors.New("the primary key is everybody's: links lead by it")
	case len(f.Unmask) > 0 && m.columns[i].tag.Mask == "":
		return errors.New(`Unmask: the field has no mask, see the word "mask"`)
	}
	m.narrow(m.columns[i], f)
	return nil
}

// narrow takes from a column what the people may not do with it.
func (m *model) narrow(c *column, f FieldAccess) {
	if c.key {
		return
	}
	if !m.standing.on(f.See) {
		c.withhold()
	}
	if !m.standing.on(f.Change) {
		c.creates, c.edits, c.barred = false, false, true
	}
}

// withhold makes a column one that is not there.
func (c *column) withhold() {
	c.secret = false
	c.shown, c.listed, c.creates, c.edits, c.barred = false, false, false, false, true
	c.sorts, c.filters, c.searches, c.exact, c.leads = false, false, false, false, false
}

// relist shows every column in the list where those that asked for it are withheld.
func (t *table) relist() {
	if slices.ContainsFunc(t.columns, func(c *column) bool { return c.listed }) {
		return
	}
	for _, c := range t.columns {
		c.listed = c.shown
	}
}

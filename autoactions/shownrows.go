package autoactions

import "slices"

// shownRows are the rows beside a record that a form has changed, which its review
// shows already.
type shownRows struct {
	changed        map[string]map[string]rowChange // by table and key
	of             map[string]*model               // by table
	added, removed map[string]int                  // how many, by table
}

// shownRows lists what is shown of b, the rows of its rows included.
func (b beside) shownRows() shownRows {
	s := shownRows{map[string]map[string]rowChange{}, map[string]*model{}, map[string]int{}, map[string]int{}}
	s.add(b)
	return s
}

func (s shownRows) add(b beside) {
	for _, link := range b.links {
		table := link.rel.rel.JoinTable.Table
		s.added[table] += len(link.added)
		s.removed[table] += len(link.removed)
	}
	for _, c := range b.rows {
		table := c.child.schema.Table
		s.of[table] = c.child
		s.added[table] += len(c.added)
		if s.changed[table] == nil {
			s.changed[table] = map[string]rowChange{}
		}
		for _, change := range c.changed {
			s.changed[table][c.child.keyText(change.before.row)] = change
		}
		if c.fate() == "deleted" {
			s.removed[table] += len(c.removed)
		}
		for _, change := range slices.Concat(c.added, c.changed) {
			s.add(change.more)
		}
	}
}

// has reports whether a row of a difference is among them, as it was shown. Of new and
// deleted rows it has each once.
func (s shownRows) has(r RowDifference) bool {
	left := s.removed
	switch {
	case r.Before == nil:
		left = s.added
	case r.After != nil:
		change, ok := s.changed[r.Table][r.Key]
		return ok && !slices.ContainsFunc(r.Changed(), func(name string) bool {
			return !named(change.columns, name) && s.of[r.Table].counts(name)
		})
	}
	if left[r.Table] == 0 {
		return false
	}
	left[r.Table]--
	return true
}

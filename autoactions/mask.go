package autoactions

import (
	"errors"
	"slices"
)

// useMask puts the mask of its tag before a column, unless these people see it
// without. What is masked is not compared with anything but a whole value that is
// searched for: an order or a range would tell it.
func (m *model) useMask(c *column) error {
	if c.tag.Mask == "" {
		return nil
	}
	if c.key || slices.ContainsFunc(m.relations, func(rel *relation) bool { return rel.kind == belongsTo && slices.Contains(rel.foreign(m.table), c) }) {
		return errors.New(`word "mask": links lead by the keys of records, which cannot be masked`)
	}
	if c == m.version {
		return errors.New(`word "mask": the version is compared in the browser's answers, and cannot be masked`)
	}
	unmask := m.access.Fields[c.field.Name].Unmask
	if s := m.standing; s != nil && (s.unmasked || len(unmask) > 0 && s.on(unmask)) {
		return nil
	}
	c.mask = c.tag.Mask
	c.exact = c.shown && (c.exact || c.searches)
	c.sorts, c.filters, c.searches, c.leads, c.edits = false, false, false, false, false
	return nil
}

// masks reports whether some of what is shown is behind a mask.
func (t *table) masks() bool {
	return slices.ContainsFunc(t.columns, func(c *column) bool { return c.shown && c.mask != "" })
}

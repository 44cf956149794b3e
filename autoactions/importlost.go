package autoactions

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// offer is how the mapping calls a column, with the rows into which alone it is written.
func (m *model) offer(c *column) string {
	creates, edits := c.creates && m.has["create"], c.edits && m.has["edit"]
	switch {
	case c.field == nil || c.key: // "Leave it out", and what rows are known by
	case !creates && !edits:
		return c.tag.Label + " (only to find rows)"
	case !edits && m.has["edit"]:
		return c.tag.Label + " (only of new rows)"
	case !creates && m.has["create"]:
		return c.tag.Label + " (only of rows that are there)"
	}
	return c.tag.Label
}

// whyLeftOut says of a column of a file that names a field which cannot be chosen why;
// "" for others. A field that these people do not see is one that does not exist.
func (m *model) whyLeftOut(head string) string {
	at := slices.IndexFunc(m.columns, func(c *column) bool { return c.seen() && c.called(head) })
	if at < 0 {
		return ""
	}
	switch c := m.columns[at]; {
	case c.secret:
		return "Not imported: secrets are not taken from a file."
	case c.kind == content:
		return "Not imported: it holds a file itself."
	case c.barred || c.mask != "":
		return "Not imported: you may not change it."
	}
	return "Not imported: it cannot be changed."
}

// lost are the labels of what a row of the file says and a record does not get,
// because it may not be written into it. draft is the record as it is without. What is
// masked is not compared with the file: that would tell it.
func (m *model) lost(ctx context.Context, chosen mapping, cells []string, draft record, writes []*column) []string {
	var labels []string
	for n, c := range chosen.columns {
		if c == nil || c == chosen.match || cells[n] == "" || slices.Contains(writes, c) {
			continue
		}
		if c.mask == "" {
			probe := copyOf(draft)
			if m.put(ctx, c, probe, cells[n]) == nil && c.sameIn(draft, probe) {
				continue
			}
		}
		labels = append(labels, c.tag.Label)
	}
	return labels
}

// lostText says of which fields nothing is imported.
func lostText(labels []string) string {
	return "Not imported, as you may not set it: " + strings.Join(labels, ", ") + "."
}

// trial is what stands over the lines of a file that was tried.
func (i *importing) trial() string {
	said := []string{"Nothing has been written yet. What is refused is left out."}
	for _, more := range []string{i.losses(), i.leftOut()} {
		if more != "" {
			said = append(said, more)
		}
	}
	return strings.Join(said, " ")
}

// losses says of the whole file what is not imported of the rows that are: "" for
// nothing.
func (i *importing) losses() string {
	counts := map[string]int{}
	var labels []string
	for _, l := range i.lines {
		if l.State == "refused" {
			continue
		}
		for _, label := range l.lost {
			if counts[label]++; counts[label] == 1 {
				labels = append(labels, label)
			}
		}
	}
	if len(labels) == 0 {
		return ""
	}
	for n, label := range labels {
		labels[n] = fmt.Sprintf("%s of %s", label, i.many(counts[label]))
	}
	return lostText(labels)
}

// leftOut names the columns of the file that were left out, "" for none.
func (i *importing) leftOut() string {
	var names []string
	for n, c := range i.mapping.columns {
		if c == nil {
			names = append(names, cut(i.sheet.header[n]))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Left out of the file: " + strings.Join(names, ", ") + "."
}

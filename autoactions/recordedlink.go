package autoactions

import (
	"context"
	"strings"

	"github.com/stagedoor/stagedoor"
)

// recordedLinks is how the audit keeps which records were linked: by their names at that
// time, and by their keys too where a Scope decides who may read the names.
func (m *model) recordedLinks(rel *relation, choices []choice) []any {
	kept := make([]any, len(choices))
	for i, o := range choices {
		if kept[i] = o.label; m.keepsFrom(rel) {
			kept[i] = map[string]any{"key": keyText(o.key), "name": o.label}
		}
	}
	return kept
}

// keepsFrom reports whether a Scope may keep records of a relation from the person.
func (m *model) keepsFrom(rel *relation) bool {
	child, registered := m.known.of(rel.target)
	return registered && child.scope != nil
}

// nameLinks puts what records are called in the place of the links to them that changes
// hold, where a Scope may keep them from the person, as far as the person sees them.
func (m *model) nameLinks(ctx context.Context, changes []stagedoor.RecordedChange) error {
	for _, rel := range m.toldRelations() {
		if rel.kind != manyToMany || !m.keepsFrom(rel) {
			continue
		}
		w, _ := m.far(rel)
		var keys []keySet
		w.eachLink(changes, rel, func(_ *any, key keySet) { keys = append(keys, key) })
		found, err := w.find(ctx, keys)
		if err != nil {
			return err
		}
		w.eachLink(changes, rel, func(link *any, key keySet) {
			if target, ok := found[keyText(key)]; ok {
				*link = recordedName{keyText(key), w.model.called(target)}
			}
		})
	}
	return nil
}

// eachLink calls do with each link of a relation that changes hold a key of.
func (w way) eachLink(changes []stagedoor.RecordedChange, rel *relation, do func(link *any, key keySet)) {
	for _, change := range changes {
		for _, values := range []map[string]any{change.Before, change.After} {
			links, _ := values[rel.key()].([]any)
			for i := range links {
				kept, _ := links[i].(map[string]any)
				text, _ := kept["key"].(string)
				if key, err := parseParts(text, w.theirs); err == nil {
					do(&links[i], key)
				}
			}
		}
	}
}

// spokenLinks writes a list of links into a sentence; nil for none. Those without a name
// are counted; named gives all of them the name they had.
func spokenLinks(recorded any, named bool) any {
	list, ok := recorded.([]any)
	switch {
	case !ok && recorded == nil, ok && len(list) == 0:
		return nil
	case !ok:
		return textOf(recorded) // counts of rows
	}
	var said []string
	unnamed := 0
	for _, link := range list {
		if name, ok := nameOfLink(link, named); ok {
			said = append(said, name)
		} else {
			unnamed++
		}
	}
	if unnamed > 0 {
		said = append(said, counted(unnamed, "link"))
	}
	return strings.Join(said, ", ")
}

// nameOfLink is what the audit calls a linked record. Entries from before there was a
// Scope hold the name alone.
func nameOfLink(link any, named bool) (string, bool) {
	switch link := link.(type) {
	case recordedName:
		return link.name, true
	case map[string]any:
		return textOf(link["name"]), named
	}
	return textOf(link), named
}

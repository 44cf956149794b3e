package autoactions

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor"
)

// recordedName stands in a change for the key of another record, with what that is
// called now.
type recordedName struct{ key, name string }

// nameRecorded puts what records are called in the place of the keys by which changes
// refer to them, as far as the person sees those records.
func (m *model) nameRecorded(ctx context.Context, changes []stagedoor.RecordedChange) error {
	for _, ref := range m.references() {
		if ref.kind != nil || slices.ContainsFunc(ref.columns, func(c *column) bool { return !c.seen() || c.mask != "" }) {
			continue
		}
		keys := map[string]keySet{}
		ref.eachRecorded(changes, func(_ map[string]any, text string, key keySet) { keys[text] = key })
		list := make([]keySet, 0, len(keys))
		for _, key := range keys {
			list = append(list, key)
		}
		found, err := ref.ways[0].find(ctx, list)
		if err != nil {
			return err
		}
		ref.eachRecorded(changes, func(values map[string]any, text string, key keySet) {
			if target, ok := found[keyText(key)]; ok {
				m.putName(values, ref, recordedName{text, ref.ways[0].model.called(target)})
			} else if len(key) > 1 {
				m.putName(values, ref, recordedName{text, keyName(key)})
			}
		})
	}
	return m.nameLinks(ctx, changes)
}

// putName puts a name in the place of the key that values hold for ref. Of a key of
// several parts those beside it are told with it.
func (m *model) putName(values map[string]any, ref *reference, name recordedName) {
	place := ref.place()
	for _, c := range ref.columns {
		if _, isPlace := m.referenceAt(c); !isPlace {
			delete(values, c.name())
		}
	}
	values[place.name()] = name
}

// eachRecorded calls do with each key that changes hold for ref, and the map it is in.
func (ref *reference) eachRecorded(changes []stagedoor.RecordedChange, do func(values map[string]any, text string, key keySet)) {
	w := ref.ways[0]
	for _, change := range changes {
		for _, values := range []map[string]any{change.Before, change.After} {
			text, ok := ref.recorded(values)
			if !ok {
				continue
			}
			if key, err := w.model.keyed(text, w.theirs); err == nil {
				do(values, text, key)
			}
		}
	}
}

// recorded is the text of the key that values hold for ref, if they hold all of it.
func (ref *reference) recorded(values map[string]any) (string, bool) {
	w := ref.ways[0]
	parts := make([]string, len(w.model.keys))
	for i, c := range w.model.keys {
		at := slices.Index(w.theirs, c)
		if at < 0 {
			return "", false
		}
		switch v := values[ref.columns[at].name()].(type) {
		case nil:
			return "", false
		case recordedName:
			return "", false // told already
		default:
			parts[i] = textOf(v)
		}
	}
	return joinKey(parts), true
}

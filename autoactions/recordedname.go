package autoactions

import (
	"context"

	"github.com/stagedoor/stagedoor"
)

// recordedName stands in a change for the key of another record, with what that is
// called now.
type recordedName struct{ key, name string }

// nameRecorded puts what records are called in the place of the keys by which changes
// refer to them, as far as the person sees those records.
func (m *model) nameRecorded(ctx context.Context, changes []stagedoor.RecordedChange) error {
	for _, ref := range m.references() {
		if ref.kind != nil || len(ref.columns) != 1 || !ref.columns[0].seen() || ref.columns[0].mask != "" {
			continue
		}
		c, w := ref.columns[0], ref.ways[0]
		keys := map[string]keySet{}
		eachRecorded(changes, c, func(values map[string]any, text string) {
			if key, err := w.model.keyed(text, w.theirs); err == nil {
				keys[text] = key
			}
		})
		list := make([]keySet, 0, len(keys))
		for _, key := range keys {
			list = append(list, key)
		}
		found, err := w.find(ctx, list)
		if err != nil {
			return err
		}
		eachRecorded(changes, c, func(values map[string]any, text string) {
			if target, ok := found[keyText(keys[text])]; ok {
				values[c.name()] = recordedName{text, w.model.called(target)}
			}
		})
	}
	return nil
}

// eachRecorded calls do with each value that changes hold for c, and the map it is in.
func eachRecorded(changes []stagedoor.RecordedChange, c *column, do func(values map[string]any, text string)) {
	for _, change := range changes {
		for _, values := range []map[string]any{change.Before, change.After} {
			if v := values[c.name()]; v != nil {
				do(values, textOf(v))
			}
		}
	}
}

package property_test

import (
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/test/desk"
)

// kinChange is a change of what a folder holds: of each sheet what it said before and
// after, "" for none, and what stamps were put on and taken off.
type kinChange struct {
	id             int64
	sheets         map[uint][2]string
	added, removed []string
	undone         bool
}

// sorted are names in their order.
func sorted(names any) string {
	texts, _ := names.([]string)
	texts = slices.Clone(texts)
	if list, ok := names.([]any); ok {
		for _, link := range list {
			kept, _ := link.(map[string]any)
			texts = append(texts, fmt.Sprint(kept["name"]))
		}
	}
	slices.Sort(texts)
	return fmt.Sprint(texts)
}

// record notes what has to be in the audit: an entry of the folder, and one of each sheet.
func (f *family) record(name string, c *kinChange) {
	f.t.Helper()
	f.told = append(f.told, fmt.Sprint(name, " edit ", sorted(c.removed), sorted(c.added)))
	c.id = f.newest("folders", "1").ID
	f.past = append(f.past, c)
	for id, text := range c.sheets {
		entry := f.newest("sheets", fmt.Sprint(id))
		before, _ := entry.Before["text"].(string)
		after, _ := entry.After["text"].(string)
		if before != text[0] || after != text[1] || entry.By != name {
			f.fatalf("the audit of sheet %d says %+v and not %q", id, entry, text)
		}
	}
}

func (f *family) newest(model, key string) stagedoor.RecordedChange {
	f.t.Helper()
	history, err := stagedoor.RecordHistory(f.t.Context(), f.d.DB, model, key, 1)
	desk.Must(f.t, err)
	if len(history) == 0 {
		f.fatalf("nothing is recorded of %s %s", model, key)
	}
	return history[0]
}

// link puts a stamp on the folder on its page, or takes one off.
func (f *family) link(who int) {
	name := []string{"Ada", "Ben"}[who]
	s := stamps[f.rng.IntN(3)]
	f.said = append(f.said, fmt.Sprintf("%s turns %s", name, s.Name))
	seat := *f.d
	if f.now.stamps[s.Name] {
		seat.Extra = map[string]any{"other": fmt.Sprint(s.ID)}
		run := seat.StartAs("folders/remove_stamps", "1", fmt.Sprint("run", f.rng.Uint64()), name)
		run.Expect("Remove").Choose("Remove")
		desk.Ends(f.t, run)
		delete(f.now.stamps, s.Name)
		f.record(name, &kinChange{removed: []string{s.Name}})
		return
	}
	run := seat.StartAs("folders/add_stamps", "1", fmt.Sprint("run", f.rng.Uint64()), name)
	rows, _ := run.Next()
	rows.Answer([]string{fmt.Sprint(s.ID)})
	run.Expect("Add 1 link").Choose("Add 1 link")
	desk.Ends(f.t, run)
	f.now.stamps[s.Name] = true
	f.record(name, &kinChange{added: []string{s.Name}})
}

// undo takes back some change, where all that it did is still as it left it.
func (f *family) undo(who int) {
	if len(f.past) == 0 {
		return
	}
	name, c := []string{"Ada", "Ben"}[who], f.past[f.rng.IntN(len(f.past))]
	f.said = append(f.said, fmt.Sprintf("%s undoes %+v", name, *c))
	run := f.d.StartAs("folders/undo", fmt.Sprint(c.id), fmt.Sprint("run", f.rng.Uint64()), name)
	if !f.canUndo(c) {
		if said := desk.Fails(f.t, run); said == "" {
			f.fatalf("%s is told nothing", name)
		}
		return
	}
	question, asks := run.Next()
	if !asks {
		_, err := run.Wait()
		f.fatalf("%s is asked nothing: %v", name, err)
	}
	question.Answer(true)
	desk.Ends(f.t, run)
	c.undone = true
	for id, text := range c.sheets {
		if text[0] == "" {
			delete(f.now.sheets, id)
		} else {
			f.now.sheets[id] = text[0]
		}
	}
	for _, s := range c.added {
		delete(f.now.stamps, s)
	}
	for _, s := range c.removed {
		f.now.stamps[s] = true
	}
	f.told = append(f.told, fmt.Sprint(name, " undo ", sorted(c.added), sorted(c.removed)))
}

// canUndo reports whether nothing of a change has become something else.
func (f *family) canUndo(c *kinChange) bool {
	if c.undone {
		return false
	}
	for id, text := range c.sheets {
		if f.now.sheets[id] != text[1] {
			return false
		}
	}
	on := func(s string) bool { return f.now.stamps[s] }
	off := func(s string) bool { return !f.now.stamps[s] }
	return !slices.ContainsFunc(c.added, off) && !slices.ContainsFunc(c.removed, on)
}

package property_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/test/desk"
)

// change is a change as the audit has to have it.
type change struct {
	id            int64
	key, verb, by string
	like          string          // the verb whose before and after it has; "" for its own
	before, after *row            // as the undo needs them, and the audit
	fields        map[string]bool // that an edit has changed
	undoable      bool
}

// told is what the audit has to say of the fields before and after.
func (c *change) told() string {
	like := cmp.Or(c.like, c.verb)
	before, after := map[string]any{}, map[string]any{}
	for _, r := range []struct {
		of   *row
		into map[string]any
	}{{c.before, before}, {c.after, after}} {
		if r.of != nil {
			r.into["name"], r.into["n"] = r.of.Name, r.of.N
		}
	}
	switch like {
	case "create":
		return fmt.Sprint(nil, after)
	case "delete":
		return fmt.Sprint(before, nil)
	case "edit", "raise":
		for name, v := range before {
			if v == after[name] {
				delete(before, name)
				delete(after, name)
			}
		}
		return fmt.Sprint(before, after)
	case "restore":
		return fmt.Sprint(nil, map[string]any{})
	}
	return fmt.Sprint(nil, nil)
}

// says is what the audit says of the fields before and after, without those of a key.
func says(c stagedoor.RecordedChange) string {
	public := func(fields map[string]any) any {
		if fields == nil {
			return nil
		}
		for _, key := range []string{"id", "code", "part"} {
			delete(fields, key)
		}
		return fields
	}
	return fmt.Sprint(public(c.Before), public(c.After))
}

// world is the database, and what it has to hold.
type world struct {
	t     *testing.T
	d     *desk.Desk
	shape shape
	rng   *rand.Rand
	rows  map[string]row
	past  []*change
	said  []string // what has happened, for a failure
}

func (w *world) fatalf(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(w.said, "\n"))
}

func (w *world) tellf(format string, args ...any) {
	w.said = append(w.said, fmt.Sprintf(format, args...))
}

// fill makes some rows, of both tenants.
func (w *world) fill() {
	for i := range 4 {
		r := row{Tenant: own, Name: string(rune('a' + i)), N: int64(i), Hidden: "h"}
		if i == 3 {
			r.Tenant = foreign
		}
		if r.N == 0 && w.shape.unique {
			r.N = 7 // GORM writes the default
		}
		key, err := w.shape.insert(w.d.DB, i, r)
		if err != nil {
			w.t.Fatal(err)
		}
		w.rows[key] = r
	}
}

// empty takes everything out again.
func (w *world) empty() {
	for _, table := range []string{w.shape.slug, "stagedoor_changes", "stagedoor_change_notes", "stagedoor_undo"} {
		if err := w.d.DB.Exec("DELETE FROM " + table).Error; err != nil {
			w.t.Fatal(err)
		}
	}
}

// sees reports whether the two people see a row.
func (w *world) sees(key string) bool {
	r, ok := w.rows[key]
	return ok && r.Tenant == own && !r.Deleted
}

// taken reports whether another row has a name that only one may have.
func (w *world) taken(name, key string) bool {
	for k, r := range w.rows {
		if w.shape.unique && k != key && r.Name == name {
			return true
		}
	}
	return false
}

// record notes what has to be in the audit, in this order, and finds the ids there.
func (w *world) record(changes ...change) {
	w.t.Helper()
	last := int64(0)
	if len(w.past) > 0 {
		last = w.past[len(w.past)-1].id
	}
	var ids []int64
	if err := w.d.DB.Table("stagedoor_changes").Where("id > ?", last).Order("id").Pluck("id", &ids).Error; err != nil {
		w.t.Fatal(err)
	}
	if len(ids) != len(changes) {
		w.fatalf("the audit has %d entries more, and not %+v", len(ids), changes)
	}
	for i, c := range changes {
		c.id = ids[i]
		w.past = append(w.past, &c)
	}
}

// check compares the database with what it has to hold.
func (w *world) check() {
	w.t.Helper()
	got := w.shape.read(w.t, w.d.DB)
	if !reflect.DeepEqual(got, w.rows) {
		w.fatalf("the database has %+v\nand not          %+v", got, w.rows)
	}
	var n int64
	if err := w.d.DB.Table("stagedoor_changes").Count(&n).Error; err != nil {
		w.t.Fatal(err)
	}
	if int(n) != len(w.past) {
		w.fatalf("the audit has %d entries, not %d", n, len(w.past))
	}
}

// finish compares the list and the whole audit.
func (w *world) finish() {
	want := []string{}
	for key := range w.rows {
		if w.sees(key) {
			want = append(want, key)
		}
	}
	got := w.d.Open(w.shape.slug, "").Table("Rows").Keys()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.fatalf("the list has %v, not %v", got, want)
	}
	w.audit()
}

// audit compares all that was recorded of every row, also of those that are gone.
func (w *world) audit() {
	w.t.Helper()
	of := map[string][]string{}
	for key := range w.rows {
		of[key] = nil
	}
	for _, c := range slices.Backward(w.past) {
		of[c.key] = append(of[c.key], fmt.Sprint(c.by, c.verb, c.told()))
	}
	for key, want := range of {
		history, err := stagedoor.RecordHistory(w.t.Context(), w.d.DB, w.shape.slug, key, 1000)
		if err != nil {
			w.t.Fatal(err)
		}
		var found []string
		for _, c := range history {
			found = append(found, fmt.Sprint(c.By, c.Verb, says(c)))
		}
		if !slices.Equal(found, want) {
			w.fatalf("the audit of %s says %q\nand not %q", key, found, want)
		}
	}
}

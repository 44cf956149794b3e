package property_test

import (
	"fmt"
	"maps"
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
	before, after *row            // as the undo needs them
	fields        map[string]bool // that an edit has changed
	undoable      bool
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

// record notes what has to be in the audit, and finds its id there.
func (w *world) record(c change) {
	if len(w.past) > 0 {
		c.id = w.past[len(w.past)-1].id
	}
	var ids []int64
	if err := w.d.DB.Table("stagedoor_changes").Where("id > ?", c.id).Pluck("id", &ids).Error; err != nil {
		w.t.Fatal(err)
	}
	if len(ids) != 1 {
		w.fatalf("%s of %s: the audit has %d entries more", c.verb, c.key, len(ids))
	}
	c.id = ids[0]
	w.past = append(w.past, &c)
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
	for _, key := range slices.Sorted(maps.Keys(w.rows)) {
		var mine []string
		for _, c := range slices.Backward(w.past) {
			if c.key == key {
				mine = append(mine, c.by+" "+c.verb)
			}
		}
		history, err := stagedoor.RecordHistory(w.t.Context(), w.d.DB, w.shape.slug, key, 1000)
		if err != nil {
			w.t.Fatal(err)
		}
		var found []string
		for _, c := range history {
			found = append(found, c.By+" "+c.Verb)
			if _, ok := c.Before["hidden"]; ok {
				w.fatalf("the audit shows what is hidden: %+v", c)
			}
		}
		if !slices.Equal(found, mine) {
			w.fatalf("the audit of %s says %v, not %v", key, found, mine)
		}
	}
}

package zoo

import (
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Subject is a model that the suite tries, by what people read and do.
type Subject struct {
	Slug, Plural string
	Rows         int // that are seen
	// Search finds rows by what is typed.
	Search map[string]int
	// Filters leave these rows, beside what every filter of the list has to leave.
	Filters []Filter
	// Record is opened and found; its facts are under these headings, its related
	// records under these tabs, with so many rows each.
	Record string
	Parts  []string
	Tabs   map[string]int
	// Create makes a record with these answers.
	Create   map[string]any
	Find     map[string]string // typed into searches before answering, by their label
	Created  string            // its key; "" where it cannot be known
	Conflict bool              // the same cannot be made again
	// Edit changes that record, with so many changes, of which the timeline says this.
	Edit    map[string]any
	Changes string
	Again   string // with so many once it was undone, where that is another number
	Says    string
	// Contest is a field that two people change at once.
	Contest Contest
	// Bulk is set on the ticked record.
	Bulk map[string]any
	// Import is brought in, with KEY for the key of the record.
	Import Import
	// Links are relations in which another record can be linked.
	Links []string
	// Delete ends it.
	Delete string // what is asked
	Final  bool   // nothing brings it back
	Soft   bool   // it is only marked
}

// Filter is a filter of a list and how many rows it leaves.
type Filter struct {
	Column, Op string
	Value      any
	Rows       int
}

// Contest is what two people enter into one field.
type Contest struct {
	Label        string
	Ours, Theirs any
}

// Import is a file and what becomes of its rows.
type Import struct {
	File   string
	Brings string // as in "created 1, changed 1, refused 1"
}

// trial is one run through everything that is generated for a subject.
type trial struct {
	Subject
	*desk.Desk
	t     *testing.T
	tried map[string]bool // the actions, without the slug of the model
	other *desk.Desk      // somebody else, who may do the same
}

// Behave tries everything that is generated for a subject, and fails where it has
// left something out.
func Behave(t *testing.T, d *desk.Desk, s Subject) {
	t.Helper()
	t.Run(s.Slug, func(t *testing.T) {
		d := d.For(t)
		if d.Who.ID == "" {
			d = d.As("Ada")
			d.T = t
		}
		other := *d
		other.Who.ID, other.Who.Name, other.Who.Email = "Ben", "Ben", "Ben@example.com"
		b := &trial{Subject: s, Desk: d, t: t, tried: map[string]bool{}, other: &other}
		b.lists()
		b.sorts()
		b.filters()
		b.exports()
		b.finds()
		b.shows()
		b.rings()
		if s.Create != nil {
			b.lives()
		}
		b.leavesNothingOut()
	})
}

// lives takes a record from its making to its end.
func (b *trial) lives() {
	key := b.creates()
	b.edits(key)
	b.contests(key)
	if key = b.deletes(key); key == "" {
		b.Created = "" // databases do not use a key again
		key = b.creates()
	}
	b.links(key)
	b.bulkEdits(key)
	b.stamps(key)
	b.imports(key)
	b.bulkDeletes(key)
	b.counts(b.Rows)
}

// begin starts an action of the subject on a record.
func (b *trial) begin(part, key string) *stagedoortest.Run {
	b.t.Helper()
	b.tried[part] = true
	return b.Start(b.Slug+"/"+part, key)
}

// beginWith starts an action of the subject with the parameters of a link.
func (b *trial) beginWith(part string, params map[string]any) *stagedoortest.Run {
	b.t.Helper()
	b.tried[part] = true
	return b.StartWith(b.Slug+"/"+part, params)
}

// counts checks how many rows the list has.
func (b *trial) counts(want int) {
	b.t.Helper()
	if got := b.Open(b.Slug, "").Table(b.Plural).TotalRecords; got != want {
		b.t.Errorf("%d rows, not %d", got, want)
	}
}

// leavesNothingOut fails for actions of the subject that were not tried.
func (b *trial) leavesNothingOut() {
	parts := []string{
		"create", "find", "edit", "delete", "undo", "undo_all", "restore", "purge", "reveal", "access", "import",
		"stamp", "ring", "bulk/edit", "bulk/delete", "bulk/stamp",
	}
	for tab := range b.Tabs {
		name := strings.ReplaceAll(strings.ToLower(tab), " ", "_")
		parts = append(parts, "add_"+name, "remove_"+name)
	}
	for _, part := range slices.Sorted(slices.Values(parts)) {
		if _, made := b.Reg.ActionAt(b.Slug + "/" + part); made && !b.tried[part] {
			b.t.Errorf("%s is made and was not tried", part)
		}
	}
}

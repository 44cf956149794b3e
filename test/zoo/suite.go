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
	// Filter leaves these rows, by the filter.
	Filters []Filter
	// Record is opened; its facts are under these headings, its related records under
	// these tabs, with so many rows each.
	Record string
	Parts  []string
	Tabs   map[string]int
	// Create makes a record with these answers; the review has these changes.
	Create   map[string]any
	Find     map[string]string // typed into searches before answering, by their label
	Created  string            // its key; "" where it cannot be known
	Conflict bool              // the same cannot be made again
	// Edit changes that record, with so many changes.
	Edit    map[string]any
	Changes string
	// Delete ends it.
	Delete string // what is asked
}

// Filter is a filter of a list and how many rows it leaves.
type Filter struct {
	Column, Op string
	Value      any
	Rows       int
}

// Behave tries everything that is generated for a subject.
func Behave(t *testing.T, d *desk.Desk, s Subject) {
	t.Helper()
	t.Run(s.Slug, func(t *testing.T) {
		d := d.For(t)
		s.lists(t, d)
		s.shows(t, d)
		if s.Create != nil {
			key := s.creates(t, d)
			s.edits(t, d, key)
			s.deletes(t, d, key)
		}
	})
}

func (s Subject) lists(t *testing.T, d *desk.Desk) {
	t.Helper()
	list := d.Open(s.Slug, "")
	if got := list.Table(s.Plural).TotalRecords; got != s.Rows {
		t.Errorf("%d rows, not %d", got, s.Rows)
	}
	for typed, want := range s.Search {
		if got := list.Ask(s.Plural, map[string]any{"queryTerm": typed}); len(got.Keys()) != want {
			t.Errorf("search for %q: %v", typed, got.Keys())
		}
	}
	for _, f := range s.Filters {
		state := map[string]any{"filters": []any{map[string]any{"column": f.Column, "op": f.Op, "value": f.Value}}}
		if got := list.Ask(s.Plural, state); got.Message != "" || len(got.Keys()) != f.Rows {
			t.Errorf("%s %s %v: %v %s", f.Column, f.Op, f.Value, got.Keys(), got.Message)
		}
	}
}

func (s Subject) shows(t *testing.T, d *desk.Desk) {
	t.Helper()
	if s.Record == "" {
		return
	}
	record := d.Open(s.Slug+"/record", s.Record)
	labels := record.Labels()
	for _, part := range s.Parts {
		if !slices.Contains(labels, part) {
			t.Errorf("the record shows %v, and not %q", labels, part)
		}
	}
	for tab, want := range s.Tabs {
		if got := record.Table(tab).TotalRecords; got != want {
			t.Errorf("%d under %s, not %d", got, tab, want)
		}
	}
}

func (s Subject) creates(t *testing.T, d *desk.Desk) string {
	t.Helper()
	key, times := "", 1
	if s.Conflict {
		times = 2
	}
	for again := range times {
		run := d.Start(s.Slug+"/create", "")
		form := s.found(run)
		form.Choose("Review", desk.Filled(form, s.Create))
		review := run.Expect("Keep editing")
		button := review.Call().ChoiceButtons[0].Label
		review.Choose(button)
		if again == 0 {
			key, _ = desk.Ends(t, run)["id"].(string)
			if key == "" || s.Created != "" && key != s.Created {
				t.Fatalf("made %q, not %q", key, s.Created)
			}
			continue
		}
		run.Expect("This could not be saved").Cancel()
	}
	return key
}

// found types what has to be searched for into a form.
func (s Subject) found(run *stagedoortest.Run) *stagedoortest.Screen {
	form := run.Expect("Review")
	for label, typed := range s.Find {
		form = run.Expect(label).State(typed)
	}
	return form
}

func (s Subject) edits(t *testing.T, d *desk.Desk, key string) {
	t.Helper()
	if s.Edit == nil {
		return
	}
	run := d.Start(s.Slug+"/edit", key)
	form := run.Expect("Review changes")
	form.Choose("Review changes", desk.Filled(form, s.Edit))
	run.Expect("Keep editing").Choose(s.Changes)
	desk.Ends(t, run)
	run = d.Start(s.Slug+"/edit", key)
	form = run.Expect("Review changes")
	form.Choose("Review changes", desk.Filled(form, nil))
	desk.Ends(t, run)
	if said := strings.Join(run.Logs(), " "); said != "Nothing was changed." {
		t.Errorf("the same form again: %q", said)
	}
}

func (s Subject) deletes(t *testing.T, d *desk.Desk, key string) {
	t.Helper()
	run := d.Start(s.Slug+"/delete", key)
	run.Expect(s.Delete).Answer(true)
	desk.Ends(t, run)
	if left, err := d.TryOpen(s.Slug+"/record", key); err == nil && !strings.HasSuffix(left.Layout.Description, "is deleted") {
		t.Error("the record is still there")
	}
	if got := d.Open(s.Slug, "").Table(s.Plural).TotalRecords; got != s.Rows {
		t.Errorf("%d rows are left, not %d", got, s.Rows)
	}
}

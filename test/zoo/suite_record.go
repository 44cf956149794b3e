package zoo

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// shows opens the page of a record.
func (b *trial) shows() {
	record := b.Open(b.Slug+"/record", b.Record)
	if record.Layout.Title == "" {
		b.t.Error("the record has no title")
	}
	labels := record.Labels()
	for _, part := range b.Parts {
		if !slices.Contains(labels, part) {
			b.t.Errorf("the record shows %v, and not %q", labels, part)
		}
	}
	for tab, want := range b.Tabs {
		if got := record.Table(tab).TotalRecords; got != want {
			b.t.Errorf("%d under %s, not %d", got, tab, want)
		}
	}
}

// facts is all that the page of a record says of it, without the time of its change.
func (b *trial) facts(key string) string {
	b.t.Helper()
	s := b.Open(b.Slug+"/record", key)
	said := []string{s.Layout.Title}
	for _, c := range s.Shown() {
		var props struct {
			Data []struct {
				Label string
				Value any
			}
		}
		if c.MethodName != protocol.DisplayMetadata {
			continue
		}
		desk.Must(b.t, json.Unmarshal(c.Props, &props))
		for _, f := range props.Data {
			if f.Label != "Updated at" {
				said = append(said, fmt.Sprintf("%s: %v", f.Label, f.Value))
			}
		}
	}
	return strings.Join(said, "\n")
}

// became checks that a record says of itself what it should.
func (b *trial) became(key, want, after string) {
	b.t.Helper()
	if got := b.facts(key); got != want {
		b.t.Errorf("%s left\n%s\nand not\n%s", after, got, want)
	}
}

// creates makes a record, and tries to make it again where that has to be refused.
func (b *trial) creates() string {
	run := b.begin("create", "")
	b.enters(run)
	key, _ := desk.Ends(b.t, run)["id"].(string)
	if key == "" || b.Created != "" && key != b.Created {
		b.t.Fatalf("made %q, not %q", key, b.Created)
	}
	b.told(key, "create", "Ada")
	if b.Conflict {
		run = b.begin("create", "")
		b.enters(run)
		run.Expect("This could not be saved").Cancel()
		b.ended(run)
	}
	b.counts(b.Rows + 1)
	return key
}

// enters fills in the form of a new record, reviews and confirms.
func (b *trial) enters(run *stagedoortest.Run) {
	b.t.Helper()
	form := run.Expect("Review")
	for label, typed := range b.Find {
		form = run.Expect(label).State(typed)
	}
	form.Choose("Review", desk.Filled(form, b.Create))
	review := run.Expect("Keep editing")
	review.Choose(review.Call().ChoiceButtons[0].Label)
}

// ended waits for a run that somebody has left.
func (b *trial) ended(run *stagedoortest.Run) {
	b.t.Helper()
	if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
		b.t.Errorf("ended with %v", err)
	}
}

// edits changes a record, takes it back, changes it again, and then nothing.
func (b *trial) edits(key string) {
	if b.Edit == nil {
		return
	}
	before := b.facts(key)
	b.changes(b.begin("edit", key), b.Edit, b.Changes)
	if said := b.told(key, "edit", "Ada"); said != b.Says {
		b.t.Errorf("the timeline says %q", said)
	}
	after := b.facts(key)
	b.undoes(key)
	b.became(key, before, "undo of the edit")
	b.changes(b.begin("edit", key), b.Edit, cmp.Or(b.Again, b.Changes))
	b.became(key, after, "the edit once more")
	run := b.begin("edit", key)
	form := run.Expect("Review changes")
	form.Choose("Review changes", desk.Filled(form, nil))
	desk.Ends(b.t, run)
	if said := strings.Join(run.Logs(), " "); said != "Nothing was changed." {
		b.t.Errorf("the same form again: %q", said)
	}
}

// changes fills in the form of a record, reviews and presses the button.
func (b *trial) changes(run *stagedoortest.Run, answers map[string]any, button string) {
	b.t.Helper()
	form := run.Expect("Review changes")
	form.Choose("Review changes", desk.Filled(form, answers))
	run.Expect("Keep editing").Choose(button)
	desk.Ends(b.t, run)
}

// contests has somebody else change a field while it is being changed: nothing of
// theirs is lost, and all three values are shown.
func (b *trial) contests(key string) {
	c := b.Contest
	if c.Label == "" {
		return
	}
	before := b.facts(key)
	ours := b.begin("edit", key)
	form := ours.Expect("Review changes")
	b.changes(b.other.Start(b.Slug+"/edit", key), map[string]any{c.Label: c.Theirs}, "Save 1 change")
	theirs := b.facts(key)
	form.Choose("Review changes", desk.Filled(form, map[string]any{c.Label: c.Ours}))
	ours.Expect("Changes").Choose("Save 1 change")
	both := ours.Expect("Changes")
	var props struct {
		Rows []struct {
			Label                 string
			Before, After, Theirs any
		}
	}
	both.Props(&props)
	if both.Call().Title != "Both of you changed this" || len(props.Rows) != 1 || props.Rows[0].Label != c.Label {
		b.t.Fatalf("shows %q with %+v", both.Call().Title, props.Rows)
	}
	row := props.Rows[0]
	was, wanted, is := fmt.Sprint(row.Before), fmt.Sprint(row.After), fmt.Sprint(row.Theirs)
	if was == wanted || wanted == is || is == was {
		b.t.Errorf("it was %s, one wants %s and it is %s", was, wanted, is)
	}
	ours.Cancel()
	b.ended(ours)
	b.became(key, theirs, "the refused edit")
	b.told(key, "edit", "Ben")
	b.undoes(key)
	b.became(key, before, "undo of the other edit")
}

// deletes ends a record and brings it back, by restoring it where it is only marked
// and by undoing the delete. It returns "" when it is gone for good.
func (b *trial) deletes(key string) string {
	before := b.facts(key)
	b.removes(key, b.Delete)
	b.told(key, "delete", "Ada")
	if b.Final {
		return ""
	}
	deleted := b.Open(b.Slug+"/deleted", "")
	if keys := deleted.Table(deleted.Labels()[0]).Keys(); len(keys) != 1 {
		b.t.Errorf("deleted are %v", keys)
	}
	if b.Soft {
		b.says(b.begin("restore", key))
		b.became(key, before, "restoring")
		b.told(key, "restore", "Ada")
		b.removes(key, b.Delete)
	}
	b.undoes(key)
	b.became(key, before, "undo of the delete")
	b.told(key, "undo", "Ada")
	b.counts(b.Rows + 1)
	return key
}

// removes deletes a record.
func (b *trial) removes(key, question string) {
	b.t.Helper()
	run := b.begin("delete", key)
	run.Expect(question).Answer(true)
	desk.Ends(b.t, run)
	if left, err := b.TryOpen(b.Slug+"/record", key); err == nil && !strings.HasSuffix(left.Layout.Description, "is deleted") {
		b.t.Error("the record is still there")
	}
	b.counts(b.Rows)
}

// says answers yes to the one question of a run.
func (b *trial) says(run *stagedoortest.Run) {
	b.t.Helper()
	question, asks := run.Next()
	if !asks {
		_, err := run.Wait()
		b.t.Fatalf("nothing is asked: %v", err)
	}
	question.Answer(true)
	desk.Ends(b.t, run)
}

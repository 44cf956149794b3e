package zoo

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// ticked are the parameters of a link from a list with one row ticked.
func ticked(key string) map[string]any {
	rows, err := json.Marshal(map[string]any{"keys": []string{key}})
	if err != nil {
		return nil
	}
	return map[string]any{"rows": string(rows)}
}

// made reports whether there is such an action of the subject.
func (b *trial) made(part string) bool {
	_, ok := b.Reg.ActionAt(b.Slug + "/" + part)
	return ok
}

// confirms presses the first button of the screen with a label, and returns the
// report of a run over one row, which has to be done.
func (b *trial) confirms(run *stagedoortest.Run, label string) []protocol.Component {
	b.t.Helper()
	review := run.Expect(label)
	review.Choose(review.Call().ChoiceButtons[0].Label)
	if got := desk.Ends(b.t, run); fmt.Sprint(got) != "map[done:1 refused:0 unchanged:0]" {
		b.t.Errorf("ended with %v", got)
	}
	return run.ResultDisplays()
}

// undoesAll takes back what a run did, by the link of its report.
func (b *trial) undoesAll(report []protocol.Component, changes int) {
	b.t.Helper()
	var heading struct{ MenuItems []protocol.Button }
	for _, c := range report {
		if c.MethodName == protocol.DisplayHeading {
			desk.Must(b.t, desk.Props(c, &heading))
		}
	}
	at := slices.IndexFunc(heading.MenuItems, func(link protocol.Button) bool { return link.Label == "Undo all of it" })
	if at < 0 {
		b.t.Fatalf("the report does not lead to undoing: %+v", heading.MenuItems)
	}
	run := b.beginWith("undo_all", heading.MenuItems[at].Params)
	question, asks := run.Next()
	if !asks {
		_, err := run.Wait()
		b.t.Fatalf("nothing is asked: %v", err)
	}
	question.Choose(question.Call().ChoiceButtons[0].Label)
	if got := fmt.Sprint(desk.Ends(b.t, run)); got != fmt.Sprintf("map[refused:0 undone:%d]", changes) {
		b.t.Errorf("undoing ended with %s", got)
	}
}

// bulkEdits sets fields of the ticked record, and takes it back.
func (b *trial) bulkEdits(key string) {
	if b.Bulk == nil {
		return
	}
	before := b.facts(key)
	run := b.beginWith("bulk/edit", ticked(key))
	fields := run.Expect("Fields to change")
	var props struct{ Options []map[string]any }
	fields.Props(&props)
	var chosen []any
	for _, label := range slices.Sorted(maps.Keys(b.Bulk)) {
		at := slices.IndexFunc(props.Options, func(o map[string]any) bool { return o["label"] == label })
		if at < 0 {
			b.t.Fatalf("%q cannot be set on many: %v", label, props.Options)
		}
		chosen = append(chosen, props.Options[at])
	}
	fields.Answer(chosen)
	form := run.Expect("Review")
	form.Choose("Review", desk.Filled(form, b.Bulk))
	report := b.confirms(run, "Changes")
	if b.facts(key) == before {
		b.t.Error("the bulk edit changed nothing")
	}
	b.told(key, "edit", "Ada")
	b.undoesAll(report, 1)
	b.became(key, before, "undo of the bulk edit")
}

// stamps uses a verb that is tried first, and then one over many rows.
func (b *trial) stamps(key string) {
	if !b.made("stamp") {
		return
	}
	before, last := b.facts(key), b.newest(key).ID
	run := b.begin("stamp", key)
	run.Expect("Stamp").Answer("first")
	review := run.Expect("What this changes")
	b.became(key, before, "trying the verb")
	if b.newest(key).ID != last {
		b.t.Error("recorded before anybody said so")
	}
	review.Choose("Stamp")
	desk.Ends(b.t, run)
	after := b.facts(key)
	if said := b.told(key, "stamp", "Ada"); said == "" || after == before {
		b.t.Errorf("the verb left %s, and the timeline says %q", after, said)
	}
	run = b.beginWith("bulk/stamp", ticked(key))
	b.confirms(run, b.Plural)
	if said := b.told(key, "stamp", "Ada"); said == "" || b.facts(key) == after {
		b.t.Errorf("the bulk verb left %s, and the timeline says %q", b.facts(key), said)
	}
}

// rings uses the action that needs no row.
func (b *trial) rings() {
	if b.made("ring") {
		if got := desk.Ends(b.t, b.begin("ring", "")); got["rang"] != true {
			b.t.Errorf("ended with %v", got)
		}
	}
}

// imports brings in a file: first it is only tried, then written, then taken back.
func (b *trial) imports(key string) {
	if b.Import.File == "" {
		return
	}
	before := b.facts(key)
	run := b.begin("import", "")
	file := run.Expect("File of " + strings.ToLower(b.Plural[:1]) + b.Plural[1:])
	file.AnswerFile("rows.csv", strings.ReplaceAll(b.Import.File, "KEY", key))
	tried := b.untilTried(run)
	if got := b.lines(tried.Component()); got != b.Import.Brings {
		b.t.Errorf("a try says %s", got)
	}
	b.became(key, before, "trying a file")
	b.counts(b.Rows + 1)
	tried.Choose(tried.Call().ChoiceButtons[0].Label)
	result := desk.Ends(b.t, run)
	report := run.ResultDisplays()
	if got := b.lines(report[1]); got != b.Import.Brings {
		b.t.Errorf("the import says %s", got)
	}
	created, changed := int(result["created"].(float64)), int(result["changed"].(float64))
	b.counts(b.Rows + 1 + created)
	if changed > 0 {
		b.told(key, "edit", "Ada")
	}
	b.undoesAll(report, created+changed)
	b.counts(b.Rows + 1)
	b.became(key, before, "undo of the import")
}

// untilTried takes every guess about the columns.
func (b *trial) untilTried(run *stagedoortest.Run) *stagedoortest.Screen {
	b.t.Helper()
	for {
		s, asks := run.Next()
		if !asks {
			_, err := run.Wait()
			b.t.Fatalf("the import ended with %v", err)
		}
		if s.Call().ToRender[0].MethodName == protocol.DisplayHeading {
			return run.Expect("Rows")
		}
		s.AnswerAll(desk.Filled(s, nil))
	}
}

// lines are what a table of an import says of each row.
func (b *trial) lines(c protocol.Component) string {
	b.t.Helper()
	var props struct {
		Data []struct{ Data map[string]any }
	}
	desk.Must(b.t, desk.Props(c, &props))
	var said []string
	for _, row := range props.Data {
		said = append(said, strings.TrimSpace(fmt.Sprintf("%v %v", row.Data["state"], row.Data["why"])))
	}
	return strings.Join(said, "; ")
}

// links links the record with another one on its page, and takes the link away.
func (b *trial) links(key string) {
	for _, part := range b.Links {
		before, last := b.facts(key), b.newest(key).ID
		run := b.begin("add_"+part, key)
		rows, _ := run.Next()
		other := b.chooses(rows, part)
		run.Expect("Add 1 link").Choose("Add 1 link")
		desk.Ends(b.t, run)
		b.told(key, "edit", "Ada")
		if other == "" {
			other = b.linked(part, key)
		}
		run = b.beginWith("remove_"+part, map[string]any{"id": key, "other": other})
		run.Expect("Remove").Choose("Remove")
		desk.Ends(b.t, run)
		b.told(key, "edit", "Ada")
		b.became(key, before, "a link and its end")
		if b.newest(key).ID < last+2 {
			b.t.Errorf("linking %s was not recorded", part)
		}
	}
}

// chooses answers with the first that can be linked, and returns its key where the
// question says it: a form that asks for more about the link names no keys.
func (b *trial) chooses(rows *stagedoortest.Screen, part string) string {
	b.t.Helper()
	var offered struct {
		Data    []struct{ Key string }
		Results []struct{ Label string }
	}
	rows.Props(&offered)
	switch {
	case len(offered.Data) > 0:
		rows.Answer([]string{offered.Data[0].Key})
		return offered.Data[0].Key
	case len(offered.Results) == 0:
		b.t.Fatalf("nothing can be added to %s", part)
	}
	label := rows.Call().ToRender[0].Label
	rows.Choose("Review", desk.Filled(rows, map[string]any{label: []string{offered.Results[0].Label}}))
	return ""
}

// linked is the key of the first record that is linked with one.
func (b *trial) linked(part, key string) string {
	b.t.Helper()
	label := strings.ToUpper(part[:1]) + part[1:]
	return b.Open(b.Slug+"/record", key).Table(label).Keys()[0]
}

// bulkDeletes deletes the ticked record, brings it back where that is possible, and
// ends it.
func (b *trial) bulkDeletes(key string) {
	before := b.facts(key)
	report := b.confirms(b.beginWith("bulk/delete", ticked(key)), b.Plural)
	b.counts(b.Rows)
	if b.Final {
		return
	}
	b.undoesAll(report, 1)
	b.became(key, before, "undo of the bulk delete")
	b.confirms(b.beginWith("bulk/delete", ticked(key)), b.Plural)
	if b.made("purge") {
		b.says(b.begin("purge", key))
		if _, err := b.TryOpen(b.Slug+"/record", key); err == nil {
			b.t.Error("the record is there after it was deleted for good")
		}
	}
}

package autoactions_test

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// undoAllLink is the link of a report that undoes its run.
func undoAllLink(t *testing.T, run *stagedoortest.Run) map[string]any {
	t.Helper()
	var heading struct{ MenuItems []protocol.Button }
	for _, c := range run.ResultDisplays() {
		if c.MethodName == protocol.DisplayHeading {
			desk.Must(t, desk.Props(c, &heading))
		}
	}
	for _, link := range heading.MenuItems {
		if link.Label == "Undo all of it" {
			return link.Params
		}
	}
	t.Fatalf("the report does not lead to undoing: %+v", heading.MenuItems)
	return nil
}

func TestABulkEditIsUndoneAsAWhole(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
		run := d.StartWith("charges/bulk/edit", map[string]any{"rows": `{"keys":["1","2","3"]}`})
		run.Expect("Fields to change").Answer([]any{map[string]any{"label": "Title", "value": option(t, run, "Title")}})
		form := run.Expect("New values for all selected charges")
		form.Choose("Review", desk.Filled(form, map[string]any{"Title": "new"}))
		run.Expect("Changes").Choose("Edit selected: 3 charges")
		link := undoAllLink(t, run)
		// Somebody goes on with one of them, and another goes while it is being decided.
		edit := d.Start("charges/edit", "1")
		again := edit.Expect("Title")
		again.Choose("Review changes", desk.Filled(again, map[string]any{"Title": "newer"}))
		edit.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, edit)
		undo := d.StartWith("charges/undo_all", link)
		question := undo.Expect("Undo 2 changes of charges?")
		desk.Must(t, d.DB.Exec("UPDATE charges SET title = 'elsewhere' WHERE id = 3").Error)
		question.Choose("Undo 2 changes")
		if got := outcome(t, undo); got != "map[refused:2 undone:1]" {
			t.Errorf("outcome %s", got)
		}
		if got := titles(t, d); got != "1:newer 2:b 3:elsewhere" {
			t.Errorf("titles %s", got)
		}
		nothing := d.StartWith("charges/undo_all", link)
		nothing.Expect("Nothing of this can be undone").Choose("Close")
		desk.Ends(t, nothing)
		if said := desk.Fails(t, d.StartWith("charges/undo_all", map[string]any{"run": "none"})); !strings.HasPrefix(said, "This change cannot be undone any more") {
			t.Errorf("of no run: %q", said)
		}
	})
}

func TestAnImportIsUndoneAsAWhole(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{Import: true}))
		run := imports(t, d, "ID;Title;Amount (EUR);Flag\n1;renamed;12.50;yes\n;brand new;3.00;no\n", nil, "ID")
		run.Expect("Rows").Choose("Import 2 charges")
		link := undoAllLink(t, run)
		if got := titles(t, d); !strings.HasSuffix(got, ":brand new") {
			t.Fatalf("imported %s", got)
		}
		undo := d.StartWith("charges/undo_all", link)
		undo.Expect("Undo 2 changes of charges?").Choose("Undo 2 changes")
		if got := outcome(t, undo); got != "map[refused:0 undone:2]" {
			t.Errorf("outcome %s", got)
		}
		if got := titles(t, d); got != "1:a 2:b 3:c" {
			t.Errorf("titles %s", got)
		}
	})
}

package autoactions_test

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// A key that another tenant's record had tells nothing of that record.
func TestAKeyThatIsUsedAgainHasAHistoryOfItsOwn(t *testing.T) {
	for name, becomes := range map[string]func(t *testing.T, theirs, own *desk.Desk){
		"deleted in the panel": func(t *testing.T, theirs, own *desk.Desk) {
			run := theirs.Start("shelves/delete", "1")
			run.Expect("Delete theirs?").Answer(true)
			desk.Ends(t, run)
			again := shelf()
			again.ID, again.Name = 1, "theirs" // as the undo would want it
			desk.Must(t, own.DB.Create(&again).Error)
		},
		"created in the panel": func(t *testing.T, theirs, own *desk.Desk) {
			desk.Must(t, theirs.DB.Exec("DELETE FROM shelves").Error)
			run := own.Start("shelves/create", "")
			run.Expect("Name").Choose("Review", map[string]any{"Name": "theirs", "Room": 1})
			run.Expect("Changes").Choose("Create shelf")
			desk.Ends(t, run)
			desk.Must(t, own.DB.Exec("UPDATE shelves SET id = 1").Error)
			desk.Must(t, own.DB.Exec("UPDATE stagedoor_changes SET record_key = '1' WHERE verb = 'create'").Error)
		},
	} {
		t.Run(name, func(t *testing.T) {
			desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
				first := shelf()
				first.TenantID = 2
				desk.Must(t, d.DB.Create(&first).Error)
				theirs, own := shelves(t, d, 2), shelves(t, d, 1)
				edit(theirs, "shelves/edit", "1", map[string]any{"Name": "theirs"})
				change := undoable(theirs, "shelves/record", "1")
				becomes(t, theirs, own)
				page := own.Open("shelves/record", "1")
				if page.Has("Timeline") {
					if raw := page.Table("Timeline").Raw; strings.Contains(raw, "North") || strings.Contains(raw, "Edit") {
						t.Errorf("the timeline tells of another record: %s", raw)
					}
				}
				own.Extra = map[string]any{"change": change}
				if _, err := own.TryOpen("shelves/change", "1"); err == nil {
					t.Error("the page of another record's change opens")
				}
				if said := desk.Fails(t, own.Start("shelves/undo", change)); !strings.HasPrefix(said, "This change cannot be undone any more") {
					t.Errorf("the undo says %q", said)
				}
			})
		})
	}
}

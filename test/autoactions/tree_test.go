package autoactions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Branch hangs on another one.
type Branch struct {
	ID       uint     `io:"readonly"`
	BranchID *uint    `io:""`
	Name     string   `gorm:"size:50" io:"search"`
	Branches []Branch `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
}

func branches(t *testing.T, d *desk.Desk) string {
	t.Helper()
	var rows []Branch
	desk.Must(t, d.DB.Order("id").Find(&rows).Error)
	text := ""
	for _, row := range rows {
		on := uint(0)
		if row.BranchID != nil {
			on = *row.BranchID
		}
		text += fmt.Sprintf("%s%d/%d ", row.Name, row.ID, on)
	}
	return text
}

func TestATreeGoesAndComesBackAsAWhole(t *testing.T) {
	desk.Each(t, []any{&Branch{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Branch{
			{ID: 1, Name: "root", BranchID: new(uint(1))}, {ID: 2, Name: "a", BranchID: new(uint(1))},
			{ID: 3, Name: "b", BranchID: new(uint(2))}, {ID: 4, Name: "c", BranchID: new(uint(2))}, {ID: 5, Name: "alone"},
		}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Branch]{Plural: "Branches"})
		before := branches(t, d)
		run := d.Start("branches/delete", "1")
		question := run.Expect("Delete root?")
		if said := help(t, question); !strings.HasPrefix(said, "3 branches are deleted with it. It can be undone") {
			t.Errorf("says %q", said)
		}
		question.Answer(true)
		desk.Ends(t, run)
		if got := branches(t, d); got != "alone5/0 " {
			t.Errorf("left %s", got)
		}
		run = d.Start("branches/undo", d.Open("branches/deleted", "").Table("Deleted branches").Data[0].Key)
		run.Expect("Undo this delete of root?").Answer(true)
		desk.Ends(t, run)
		if got := branches(t, d); got != before {
			t.Errorf("came back as %s\nnot          %s", got, before)
		}
	})
}

func TestABulkDeleteOfParentsAndChildrenIsUndoneAsAWhole(t *testing.T) {
	desk.Each(t, []any{&Branch{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Branch{{ID: 1, Name: "a"}, {ID: 2, Name: "b", BranchID: new(uint(1))}, {ID: 3, Name: "c"}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Branch]{Plural: "Branches"})
		before := branches(t, d)
		run := d.StartWith("branches/bulk/delete", map[string]any{"rows": `{"keys":["1","2","3"]}`})
		run.Expect("Branches").Choose("Delete selected: 3 branches")
		link := undoAllLink(t, run)
		if got := branches(t, d); got != "" {
			t.Errorf("left %s", got)
		}
		undo := d.StartWith("branches/undo_all", link)
		undo.Expect("Undo 2 changes of branches?").Choose("Undo 2 changes")
		if got := outcome(t, undo); got != "map[refused:0 undone:2]" {
			t.Errorf("outcome %s", got)
		}
		if got := branches(t, d); got != before {
			t.Errorf("came back as %s\nnot          %s", got, before)
		}
	})
}

func TestACircleIsNotDeleted(t *testing.T) {
	desk.Each(t, []any{&Branch{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Branch{{ID: 1, Name: "a"}, {ID: 2, Name: "b", BranchID: new(uint(1))}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Branch]{Plural: "Branches"})
		desk.Must(t, d.DB.Model(&Branch{}).Where("id = 1").Update("branch_id", 2).Error)
		before := branches(t, d)
		if said := desk.Fails(t, d.Start("branches/delete", "1")); said != "a cannot be deleted. It belongs to itself in a circle." {
			t.Errorf("said %q", said)
		}
		if got := branches(t, d); got != before {
			t.Errorf("left %s", got)
		}
	})
}

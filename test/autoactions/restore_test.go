package autoactions_test

import (
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Coupon can be deleted without being gone, and its code is unique all the same.
type Coupon struct {
	ID        uint           `io:"readonly"`
	TenantID  uint           `gorm:"index"`
	Code      string         `gorm:"size:20;uniqueIndex" io:"search" validate:"required"`
	Percent   int            `io:""`
	DeletedAt gorm.DeletedAt `gorm:"index"`
}

func coupons(t *testing.T, d *desk.Desk, tenantID uint) *desk.Desk {
	t.Helper()
	own := desk.New(t, d.DB)
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Coupon]{Scope: tenant(tenantID)})
	return own
}

func remove(d *desk.Desk, slug, id, question string) {
	d.T.Helper()
	run := d.Start(slug, id)
	run.Expect(question).Answer(true)
	desk.Ends(d.T, run)
}

func TestDeletedRowsAreListedRestoredAndPurged(t *testing.T) {
	desk.Each(t, []any{&Coupon{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Coupon{{TenantID: 1, Code: "A"}, {TenantID: 1, Code: "B"}, {TenantID: 2, Code: "C"}}).Error)
		desk.Must(t, d.DB.Delete(&Coupon{}, "code = ?", "C").Error)
		own, foreign := coupons(t, d, 1), coupons(t, d, 2)
		remove(own, "coupons/delete", "1", "Delete A?")
		if keys := own.Open("coupons/deleted", "").Table("Deleted coupons").Keys(); strings.Join(keys, " ") != "1" {
			t.Errorf("deleted: %v", keys)
		}
		if keys := own.Open("coupons", "").Table("Coupons").Keys(); strings.Join(keys, " ") != "2" {
			t.Errorf("listed: %v", keys)
		}
		for _, action := range []string{"restore", "purge"} {
			for _, test := range []struct {
				desk *desk.Desk
				id   string
			}{{foreign, "1"}, {own, "2"}, {own, "3"}, {own, "1=1"}, {own, ""}} {
				if said := desk.Fails(t, test.desk.Start("coupons/"+action, test.id)); !strings.HasPrefix(said, "There is no deleted coupon") {
					t.Errorf("%s %q: %q", action, test.id, said)
				}
			}
		}
		run := own.Start("coupons/restore", "1")
		late := own.Start("coupons/restore", "1")
		question := late.Expect("Restore A?")
		run.Expect("Restore A?").Answer(true)
		desk.Ends(t, run)
		question.Answer(true)
		desk.Fails(t, late)
		if keys := own.Open("coupons", "").Table("Coupons").Keys(); strings.Join(keys, " ") != "2 1" {
			t.Errorf("listed after the restore: %v", keys)
		}
		if rows := own.Open("coupons/record", "1").Table("Timeline").Data; len(rows) != 2 || rows[0].Data["What"] != "Restore" {
			t.Errorf("timeline %+v", rows)
		}

		remove(own, "coupons/delete", "1", "Delete A?")
		remove(own, "coupons/purge", "1", "Delete A for good?")
		var left, kept int64
		desk.Must(t, d.DB.Unscoped().Model(&Coupon{}).Where("id = 1").Count(&left).Error)
		desk.Must(t, d.DB.Table("stagedoor_undo").Where("record_key = ?", "1").Count(&kept).Error)
		if left != 0 || kept != 0 {
			t.Errorf("%d rows and %d states are left", left, kept)
		}
	})
}

func TestUndoOfASoftDelete(t *testing.T) {
	desk.Each(t, []any{&Coupon{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Coupon{TenantID: 1, Code: "A", Percent: 5}).Error)
		own := coupons(t, d, 1)
		remove(own, "coupons/delete", "1", "Delete A?")
		id := undoable(own, "coupons/record", "1")
		if said := desk.Fails(t, coupons(t, d, 2).Start("coupons/undo", id)); !strings.HasPrefix(said, "This change cannot be undone any more") {
			t.Errorf("somebody outside the scope is told %q", said)
		}
		remove(own, "coupons/undo", id, "Undo this delete of A?")
		var row Coupon
		desk.Must(t, d.DB.First(&row).Error)
		if row.Percent != 5 {
			t.Errorf("came back as %+v", row)
		}
	})
}

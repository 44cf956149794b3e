package autoactions_test

import (
	"context"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Account has rules for fields that no form asks for.
type Account struct {
	ID       uint   `io:"readonly" validate:"required"`
	Name     string `gorm:"size:50" io:"" validate:"required"`
	Plan     string `gorm:"size:20" io:"readonly" validate:"oneof=free paid"`
	Region   string `gorm:"size:20" validate:"required"`
	Revision int    `validate:"gte=1"`
	OwnerID  *uint
	Owner    Owner // GORM leaves it empty
}

// Owner is somebody whom an Account belongs to.
type Owner struct {
	ID   uint
	Name string `gorm:"size:50" validate:"required"`
}

func accounts(d *desk.Desk, fresh Account) {
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Account]{
		New: func(context.Context) (Account, error) { return fresh, nil },
	})
}

func TestEditIsNotStoppedByWhatItDoesNotAskFor(t *testing.T) {
	desk.Each(t, []any{&Owner{}, &Account{}}, func(t *testing.T, d *desk.Desk) {
		accounts(d, Account{})
		desk.Must(t, d.DB.Create(&Account{Name: "Ada", Plan: "old"}).Error)
		run := d.Start("accounts/edit", "1")
		run.Expect("Name").Choose("Review changes", map[string]any{"Name": ""})
		if said := run.Expect("Name").Message(); said == "" {
			t.Error("the rule of a field that is asked for does not hold")
		}
		run.Expect("Name").Choose("Review changes", map[string]any{"Name": "Ada L"})
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		var row Account
		desk.Must(t, d.DB.First(&row).Error)
		if row.Name != "Ada L" || row.Plan != "old" || row.Region != "" {
			t.Errorf("wrote %+v", row)
		}
	})
}

func TestCreateTellsTheDeveloperOfRulesThatNobodyCouldMeet(t *testing.T) {
	right := Account{Plan: "free", Region: "eu", Revision: 1}
	for field, spoil := range map[string]func(*Account){
		"Plan":     func(a *Account) { a.Plan = "old" },
		"Region":   func(a *Account) { a.Region = "" },
		"Revision": func(a *Account) { a.Revision = 0 },
		"":         func(*Account) {},
	} {
		fresh := right
		spoil(&fresh)
		t.Run("without "+field, func(t *testing.T) {
			desk.Each(t, []any{&Owner{}, &Account{}}, func(t *testing.T, d *desk.Desk) {
				accounts(d, fresh)
				run := d.Start("accounts/create", "")
				run.Expect("Name").Choose("Review", map[string]any{"Name": "Ada"})
				if field == "" {
					run.Expect("Changes").Choose("Create account")
					desk.Ends(t, run)
					return
				}
				_, err := run.Wait()
				if err == nil || !strings.Contains(err.Error(), field) || !strings.Contains(err.Error(), "Model.New") {
					t.Errorf("create without a good %s = %v", field, err)
				}
				if n := count[Account](t, d); n != 0 {
					t.Errorf("%d rows were written", n)
				}
			})
		})
	}
}

// Stamped is filled in by its hook.
type Stamped struct {
	ID    uint   `io:"readonly"`
	Name  string `gorm:"size:50" io:""`
	Stamp string `gorm:"size:50" validate:"required"`
}

// BeforeCreate sets the stamp.
func (s *Stamped) BeforeCreate(*gorm.DB) error {
	s.Stamp = "made by a hook"
	return nil
}

func TestCreateLeavesHooksTheirFields(t *testing.T) {
	desk.Each(t, []any{&Stamped{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Stamped]{})
		run := d.Start("stampeds/create", "")
		run.Expect("Name").Choose("Review", map[string]any{"Name": "Ada"})
		run.Expect("Changes").Choose("Create stamped")
		desk.Ends(t, run)
		var row Stamped
		desk.Must(t, d.DB.First(&row).Error)
		if row.Stamp != "made by a hook" {
			t.Errorf("wrote %+v", row)
		}
	})
}

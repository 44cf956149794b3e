// Package backoffice is what the staff of the shop can do: the actions and pages
// that both examples show in their panel.
package backoffice

import (
	"context"
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"github.com/stagedoor/stagedoor/io"
	"gorm.io/gorm"
)

// Office has what the actions work with.
type Office struct {
	db     *gorm.DB
	ledger shop.Ledger
}

// New returns the office of the shop in db.
func New(db *gorm.DB) Office { return Office{db: db, ledger: shop.NewLedger(db)} }

// Registry returns everything the staff may open.
func (o Office) Registry() *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	reg.Action("hello_user", stagedoor.Action{
		Name: "Hello user", Description: "Look somebody up and say hello", Handler: o.HelloUser,
	})
	reg.Page("refunds", stagedoor.Page{
		Name: "Refunds", Description: "Money that went back", Handler: o.Refunds,
	})
	reg.Action("refunds/refund_user", stagedoor.Action{
		Name: "Refund user", Description: "Give a customer their money back", Handler: o.RefundUser,
	})
	reg.Action("settings", stagedoor.Action{
		Name: "Edit a setting", Description: "Banner, shipping, receipts", Handler: o.EditSetting,
	})
	o.registerModels(reg)
	return reg
}

// HelloUser asks for a number, looks the customer up and greets them.
func (o Office) HelloUser(ctx context.Context) error {
	id, err := io.Int("Enter a user id").Plain().Min(1).Help("A whole number, for example 42").Get(ctx)
	if err != nil {
		return err
	}
	var user shop.Customer
	err = o.db.WithContext(ctx).Where("id = ?", id).Take(&user).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return stagedoor.Fail("There is no user %d.", id)
	}
	if err != nil {
		return fmt.Errorf("look up user %d: %w", id, err)
	}
	return stagedoor.SetResult(ctx, fmt.Sprintf("Hello, %s!", user.Name))
}

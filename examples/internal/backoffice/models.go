package backoffice

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"gorm.io/gorm"
)

// registerModels adds what is made from models: lists, records, forms, and the
// refund of a charge.
func (o Office) registerModels(reg *stagedoor.Registry) {
	autoactions.Register(reg, o.db, autoactions.Model[shop.Customer]{DefaultSort: "ID", Import: true})
	autoactions.Register(reg, o.db, autoactions.Model[shop.Charge]{
		Title:   func(c shop.Charge) string { return shop.Money(c.Cents) + " from " + c.CustomerEmail },
		Without: []string{"create", "delete"}, // charges come from the checkout and stay
		Actions: []autoactions.RowAction[shop.Charge]{
			autoactions.Refund(autoactions.RefundOf[shop.Charge]{
				Amount: "Cents", Refunded: "RefundedCents",
				Status:         "Status",
				Refundable:     []string{string(shop.Paid), string(shop.PartlyRefunded)},
				PartlyRefunded: string(shop.PartlyRefunded),
				FullyRefunded:  string(shop.Refunded),
				Record:         o.recordRefund,
			}),
		},
	})
}

// recordRefund adds the row of a refund in the database transaction that took its
// money off the charge.
func (o Office) recordRefund(ctx context.Context, tx *gorm.DB, c *shop.Charge, cents int64, reason string) error {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return err
	}
	return shop.Record(tx, &shop.Refund{ChargeID: c.ID, Cents: cents, Reason: reason, By: user.Email})
}

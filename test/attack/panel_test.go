package attack_test

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// noTenant is what is said of the tenant of somebody who has none.
const noTenant = "none"

// tenantOf is the tenant of the person of ctx.
func tenantOf(ctx context.Context) (uint, error) {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return 0, err
	}
	if user.Claims["tenant"] == noTenant {
		return 0, stagedoor.Fail("Choose a tenant first.")
	}
	n, err := strconv.ParseUint(user.Claims["tenant"], 10, 32)
	return uint(n), err
}

func scope(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
	tenant, err := tenantOf(ctx)
	return db.Where("tenant_id = ?", tenant), err
}

// person is somebody of a tenant.
func person(d *desk.Desk, tenant string) *desk.Desk {
	seat := d.As("of" + tenant)
	seat.Who.Claims = map[string]string{"tenant": tenant}
	return seat
}

// fresh is Model.New for rows whose tenant set fills in.
func fresh[T any](set func(row *T, tenant uint)) func(context.Context) (T, error) {
	return func(ctx context.Context) (row T, err error) {
		tenant, err := tenantOf(ctx)
		set(&row, tenant)
		return row, err
	}
}

// register makes a panel of everything that is generated.
func register(d *desk.Desk) {
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Account]{
		Scope: scope, Import: true, New: fresh(func(row *Account, tenant uint) { row.TenantID = tenant }),
	})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Order]{
		Scope: scope, Inline: []string{"Lines", "Stamps"}, Import: true,
		New:         fresh(func(row *Order, tenant uint) { row.TenantID = tenant }),
		Access:      autoactions.Access{Person: byEmail},
		Actions:     verbs(d),
		BulkActions: []autoactions.BulkAction[Order]{{Slug: "raise", Each: raise}},
		ModelActions: []autoactions.ModelAction{{Slug: "settle", Handler: func(ctx context.Context) error {
			q, err := scope(ctx, d.DB.WithContext(ctx).Model(&Order{}))
			if err != nil {
				return err
			}
			var n int64
			if err := q.Where("cents > refunded").Count(&n).Error; err != nil {
				return err
			}
			return stagedoor.SetResult(ctx, map[string]any{"open": n})
		}}},
	})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Line]{Scope: scope, New: fresh(func(row *Line, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Label]{Scope: scope, New: fresh(func(row *Label, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[OrderTag]{Scope: scope, New: fresh(func(row *OrderTag, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Remark]{Scope: scope, New: fresh(func(row *Remark, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Price]{Scope: scope, New: fresh(func(row *Price, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Badge]{
		Scope: scope, Import: true, DryRun: true, New: fresh(func(row *Badge, tenant uint) { row.TenantID = tenant }),
		Hooks: autoactions.Hooks[Badge]{AfterChange: afterBadge},
	})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Ticket]{Scope: scope, Import: true, New: fresh(func(row *Ticket, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Depot]{Scope: scope, New: fresh(func(row *Depot, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Crate]{Scope: scope, New: fresh(func(row *Crate, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Van]{Scope: scope, New: fresh(func(row *Van, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[DepotLabel]{Scope: scope, New: fresh(func(row *DepotLabel, tenant uint) { row.TenantID = tenant })})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Voucher]{
		Scope: scope, New: fresh(func(row *Voucher, tenant uint) { row.TenantID = tenant }),
		Hooks: autoactions.Hooks[Voucher]{BeforeUpdate: beforeVoucher},
	})
}

// verbs are those of orders.
func verbs(d *desk.Desk) []autoactions.RowAction[Order] {
	return []autoactions.RowAction[Order]{
		autoactions.Refund(autoactions.RefundOf[Order]{Amount: "Cents", Refunded: "Refunded", Record: recordRefund}),
		autoactions.Refund(autoactions.RefundOf[Order]{
			Slug: "repay", Name: "Repay", Amount: "Cents", Refunded: "Refunded", Status: "Status", Refunding: "repaying", PartlyRefunded: "partly",
			Pay: func(ctx context.Context, o *Order, cents int64, _ string) (string, error) { return pay(d, o, cents) },
		}),
		{Slug: "praise", Handler: func(context.Context, *Order) error { return nil }},
		{Slug: "double", Ask: func(context.Context, *Order) (autoactions.EachRow[Order], error) { return raise, nil }},
	}
}

// raise is work of the application's own on a row, which relies on what it is given.
func raise(_ context.Context, tx *gorm.DB, o *Order) error {
	return tx.Model(o).UpdateColumn("cents", o.Cents+1).Error
}

func byEmail(_ context.Context, email string) (stagedoor.User, error) {
	tenant, _, _ := strings.Cut(strings.TrimPrefix(email, "of"), "@")
	return stagedoor.User{ID: email, Email: email, Claims: map[string]string{"tenant": tenant}}, nil
}

// leave is a reason, a code and a note with which rows go over to the other tenant.
const leave = "leave"

// toOthers gives a row to the other tenant.
func toOthers(tx *gorm.DB, row any, text string) error {
	return tx.Model(row).UpdateColumns(map[string]any{"tenant_id": 2, text: canary + " now"}).Error
}

// recordRefund is the ledger, which does something to the row too.
func recordRefund(_ context.Context, tx *gorm.DB, o *Order, _ int64, reason string) error {
	if reason == leave {
		return toOthers(tx, o, "title")
	}
	return nil
}

// pay is a provider that is slow: rows go over to the other tenant meanwhile. It
// refuses one cent, and does not answer about two.
func pay(d *desk.Desk, o *Order, cents int64) (string, error) {
	switch cents {
	case 1, 11:
		if cents == 11 {
			return "", errors.Join(toOthers(d.DB, o, "title"), stagedoor.Fail("No."))
		}
		return "", stagedoor.Fail("No.")
	case 2:
		return "", errors.New("no answer")
	case 13:
		return "paid", errors.Join(toOthers(d.DB, o, "title"), d.DB.Model(o).UpdateColumn("status", "held").Error)
	}
	return "paid", nil
}

// afterBadge gives some badges to the other tenant, and others have it touch what is
// theirs, take it, or give them what is not.
func afterBadge(_ context.Context, tx *gorm.DB, done autoactions.Done[Badge]) error {
	switch {
	case done.After == nil:
		return nil
	case done.After.Code == leave:
		return toOthers(tx, done.After, "code")
	case done.After.Code == "touch":
		return tx.Model(&Label{ID: 101}).UpdateColumn("name", canary+" touched").Error
	case done.After.Code == "take":
		return tx.Model(&Label{ID: 101}).UpdateColumns(map[string]any{"tenant_id": 1, "name": "taken"}).Error
	case done.After.Code == "give":
		return tx.Model(&Label{ID: 1}).UpdateColumns(map[string]any{"tenant_id": 2, "name": canary + " given"}).Error
	}
	return nil
}

// beforeVoucher gives a voucher to the other tenant.
func beforeVoucher(_ context.Context, _ *gorm.DB, _ Voucher, row *Voucher) error {
	if row.Note == leave {
		row.TenantID = 2
	}
	return nil
}

// Package attack_test plays somebody of one tenant who tries everything that is
// generated with the ids, keys, names and relations of another.
package attack_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// canary is in every text of the other tenant, and in nothing that is said.
const canary = "CANARY"

// Account has orders.
type Account struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"uniqueIndex:account_email"`
	Email    string `gorm:"size:80;uniqueIndex:account_email" io:"search;sort;filter" validate:"required"`
	Name     string `gorm:"size:80" io:"search;sort;filter"`
	Orders   []Order
	Remarks  []Remark `gorm:"polymorphic:Subject"`
}

// Order belongs to an account, and has lines and labels.
type Order struct {
	ID        uint    `gorm:"primaryKey" io:"readonly;sort;filter"`
	TenantID  uint    `gorm:"index"`
	AccountID uint    `io:"filter;sort"`
	Account   Account `io:"search"`
	Title     string  `gorm:"size:80" io:"search;sort;filter" validate:"required"`
	Cents     int64   `io:"unit:cents;currency:EUR;sort;filter"`
	Refunded  int64   `io:"unit:cents;currency:EUR;readonly"`
	Lines     []Line
	Labels    []Label  `gorm:"many2many:order_labels" io:"list;filter"`
	Remarks   []Remark `gorm:"polymorphic:Subject"`
	DeletedAt gorm.DeletedAt
}

// Line is asked for in the form of its order.
type Line struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"index"`
	OrderID  uint   `io:"filter"`
	Text     string `gorm:"size:80" io:"search;sort"`
}

// Label is on any number of orders.
type Label struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"index"`
	Name     string `gorm:"size:80" io:"search;sort"`
}

// Remark is about an account or an order.
type Remark struct {
	ID          uint   `gorm:"primaryKey" io:"readonly"`
	TenantID    uint   `gorm:"index"`
	SubjectID   uint   `io:""`
	SubjectType string `gorm:"size:40" io:""`
	Text        string `gorm:"size:80" io:"search;mask:initials"`
}

// Price has a key of two columns.
type Price struct {
	TenantID uint   `gorm:"primaryKey;autoIncrement:false"`
	Product  string `gorm:"primaryKey;size:40" io:"search;sort"`
	Region   string `gorm:"primaryKey;size:40" io:"filter"`
	Cents    int64  `io:"unit:cents;currency:EUR;sort"`
}

var tables = []any{&Account{}, &Label{}, &Order{}, &Line{}, &Remark{}, &Price{}}

// tenantOf is the tenant of the person of ctx.
func tenantOf(ctx context.Context) (uint, error) {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return 0, err
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

// register makes a panel of everything that is generated.
func register(d *desk.Desk) {
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Account]{Scope: scope, Import: true, New: func(ctx context.Context) (Account, error) {
		n, err := tenantOf(ctx)
		return Account{TenantID: n}, err
	}})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Order]{
		Scope: scope, Inline: []string{"Lines"}, Import: true,
		New: func(ctx context.Context) (Order, error) {
			n, err := tenantOf(ctx)
			return Order{TenantID: n}, err
		},
		Access: autoactions.Access{Person: func(_ context.Context, email string) (stagedoor.User, error) {
			tenant, _, _ := strings.Cut(strings.TrimPrefix(email, "of"), "@")
			return stagedoor.User{ID: email, Email: email, Claims: map[string]string{"tenant": tenant}}, nil
		}},
		Actions: []autoactions.RowAction[Order]{
			autoactions.Refund(autoactions.RefundOf[Order]{Amount: "Cents", Refunded: "Refunded"}),
			{Slug: "praise", Handler: func(context.Context, *Order) error { return nil }},
		},
		BulkActions: []autoactions.BulkAction[Order]{{Slug: "raise", Each: func(_ context.Context, tx *gorm.DB, o *Order) error {
			return tx.Model(o).UpdateColumn("cents", o.Cents+1).Error
		}}},
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
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Line]{Scope: scope})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Label]{Scope: scope})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Remark]{Scope: scope})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Price]{Scope: scope})
}

// fill gives a tenant rows whose texts begin with word. Their ids are from the number
// first on.
func fill(t *testing.T, d *desk.Desk, tenant, first uint, word string) {
	t.Helper()
	id := func(n uint) uint { return first + n }
	desk.Must(t, d.DB.Create(&[]Account{
		{ID: id(0), TenantID: tenant, Email: word + "one@example.com", Name: word + " One"},
		{ID: id(1), TenantID: tenant, Email: word + "two@example.com", Name: word + " Two"},
	}).Error)
	labels := []Label{{ID: id(0), TenantID: tenant, Name: word + " urgent"}, {ID: id(1), TenantID: tenant, Name: word + " gift"}}
	desk.Must(t, d.DB.Create(&labels).Error)
	desk.Must(t, d.DB.Create(&[]Order{
		{ID: id(0), TenantID: tenant, AccountID: id(0), Title: word + " chair", Cents: 1000, Labels: labels[:1]},
		{ID: id(1), TenantID: tenant, AccountID: id(0), Title: word + " table", Cents: 2000, Labels: labels},
		{ID: id(2), TenantID: tenant, AccountID: id(1), Title: word + " lamp", Cents: 3000},
	}).Error)
	desk.Must(t, d.DB.Create(&[]Line{
		{ID: id(0), TenantID: tenant, OrderID: id(0), Text: word + " legs"}, {ID: id(1), TenantID: tenant, OrderID: id(1), Text: word + " top"},
	}).Error)
	desk.Must(t, d.DB.Create(&[]Remark{
		{ID: id(0), TenantID: tenant, SubjectID: id(0), SubjectType: "orders", Text: word + " late"},
		{ID: id(1), TenantID: tenant, SubjectID: id(0), SubjectType: "accounts", Text: word + " loyal"},
	}).Error)
	desk.Must(t, d.DB.Create(&[]Price{
		{TenantID: tenant, Product: word + "chair", Region: "eu", Cents: 5}, {TenantID: tenant, Product: word + "chair", Region: "us", Cents: 6},
	}).Error)
}

package zoo

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
)

// Customer buys. A contact goes with them, and lives in their form.
type Customer struct {
	ID       uint     `gorm:"primaryKey" io:"readonly"`
	TenantID uint     `gorm:"not null;index"`
	Name     string   `gorm:"size:80;not null" io:"search;sort" validate:"required"`
	Contact  *Contact `gorm:"constraint:OnDelete:CASCADE"`
	Orders   []Order  `validate:"-"`
}

// Contact is one of a customer's. It is registered nowhere by itself.
type Contact struct {
	ID         uint   `gorm:"primaryKey"`
	CustomerID uint   `gorm:"not null"`
	Phone      string `gorm:"size:30;not null" io:"" validate:"required"`
}

// Product has a natural key.
type Product struct {
	SKU      string `gorm:"primaryKey;size:20" io:"label:SKU;search" validate:"required"`
	TenantID uint   `gorm:"not null;index"`
	Name     string `gorm:"size:80;not null" io:"search;sort" validate:"required"`
	Cents    int64  `gorm:"not null" io:"label:Price;unit:cents;currency:EUR" validate:"gte=0"`
}

// Label is put on orders.
type Label struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"not null;index"`
	Name     string `gorm:"size:40;not null" io:"search" validate:"required"`
}

// Order has lines that live in its form, and is only ever marked as deleted.
type Order struct {
	ID         uint           `gorm:"primaryKey" io:"readonly"`
	TenantID   uint           `gorm:"not null;index"`
	Reference  string         `gorm:"size:40;not null;uniqueIndex" io:"search;sort" validate:"required"`
	CustomerID uint           `gorm:"not null" io:"label:Customer;filter" validate:"required"`
	Customer   *Customer      `validate:"-"`
	Lines      []Line         `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
	Labels     []Label        `gorm:"many2many:order_labels" validate:"-"`
	UpdatedAt  time.Time      `io:"readonly"`
	DeletedAt  gorm.DeletedAt `gorm:"index"`
}

// Line is of one product, and may be packed in parcels.
type Line struct {
	ID         uint     `gorm:"primaryKey" io:"readonly"`
	OrderID    uint     `gorm:"not null;index" io:"label:Order"`
	ProductSKU string   `gorm:"size:20;not null" io:"label:Product" validate:"required"`
	Product    *Product `gorm:"foreignKey:ProductSKU;references:SKU" validate:"-"`
	Quantity   int      `gorm:"not null" io:"" validate:"gt=0"`
	Parcels    []Parcel `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
}

// Parcel is of one line. It is registered nowhere by itself.
type Parcel struct {
	ID     uint   `gorm:"primaryKey"`
	LineID uint   `gorm:"not null;index"`
	Code   string `gorm:"size:12;not null" io:"search" validate:"required"`
	Grams  int    `gorm:"not null" io:"" validate:"gte=0"`
}

// Orders are the models of the shop, in an order in which they can be created.
func Orders() []any {
	return []any{&Customer{}, &Contact{}, &Product{}, &Label{}, &Order{}, &Line{}, &Parcel{}}
}

// OpenOrders makes the tables of an empty database and puts something in, of
// tenants 1 and 2.
func OpenOrders(db *gorm.DB) error {
	if err := db.AutoMigrate(Orders()...); err != nil {
		return err
	}
	for _, rows := range []any{
		&[]Customer{{TenantID: 1, Name: "Ada"}, {TenantID: 1, Name: "Bea"}, {TenantID: 2, Name: "Zoe"}},
		&[]Contact{{CustomerID: 1, Phone: "1234"}},
		&[]Product{{"lamp", 1, "Lamp", 2500}, {"wick", 1, "Wick", 150}, {"oil", 2, "Oil", 900}},
		&[]Label{{TenantID: 1, Name: "urgent"}, {TenantID: 1, Name: "gift"}, {TenantID: 2, Name: "theirs"}},
		&[]Order{{TenantID: 1, Reference: "A-1", CustomerID: 1}, {TenantID: 1, Reference: "A-2", CustomerID: 2}, {TenantID: 2, Reference: "Z-1", CustomerID: 3}},
		&[]Line{{OrderID: 1, ProductSKU: "lamp", Quantity: 1}, {OrderID: 1, ProductSKU: "wick", Quantity: 4}, {OrderID: 3, ProductSKU: "oil", Quantity: 9}},
	} {
		if err := db.Create(rows).Error; err != nil {
			return err
		}
	}
	first := Order{ID: 1}
	return db.Model(&first).Association("Labels").Append(&Label{ID: 1})
}

// tenantOf is the tenant that the sign-in of the person of ctx claims.
func tenantOf(ctx context.Context) (uint, error) {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(user.Claims["tenant"], 10, 32)
	if err != nil {
		return 0, fmt.Errorf("zoo: %s is of no tenant: %w", user.Email, err)
	}
	return uint(n), nil
}

// ofTenant is the scope of the person's tenant.
func ofTenant(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
	n, err := tenantOf(ctx)
	return db.Where("tenant_id = ?", n), err
}

// newOf makes new rows rows of the person's tenant.
func newOf[T any](row func(tenant uint) T) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) {
		n, err := tenantOf(ctx)
		return row(n), err
	}
}

// RegisterOrders offers the models of the shop to the staff of each tenant, with all
// that can be made of them.
func RegisterOrders(reg *stagedoor.Registry, db *gorm.DB) {
	autoactions.Register(reg, db, Everything(autoactions.Model[Customer]{
		Scope: ofTenant, Inline: []string{"Contact"}, New: newOf(func(n uint) Customer { return Customer{TenantID: n} }),
	}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Product]{
		Scope: ofTenant, Title: func(p Product) string { return p.Name }, New: newOf(func(n uint) Product { return Product{TenantID: n} }),
	}, "Cents", 9000, 9100))
	autoactions.Register(reg, db, Everything(autoactions.Model[Label]{
		Scope: ofTenant, New: newOf(func(n uint) Label { return Label{TenantID: n} }),
	}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Order]{
		Scope: ofTenant, Inline: []string{"Lines"}, New: newOf(func(n uint) Order { return Order{TenantID: n} }),
	}, "Reference", "S-1", "S-2"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Line]{
		Scope: func(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
			n, err := tenantOf(ctx)
			orders := db.Session(&gorm.Session{NewDB: true}).Table("orders").Select("id").Where("tenant_id = ?", n)
			return db.Where("order_id IN (?)", orders), err
		},
	}, "Quantity", 90, 91))
}

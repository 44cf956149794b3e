// Package threemodels is what the README shows: three models that belong together,
// their tags, and the eight lines that make a panel of them.
package threemodels

import (
	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
)

// Register makes the tables, puts something in, and offers them.
func Register(reg *stagedoor.Registry, db *gorm.DB) error {
	if err := db.AutoMigrate(&Customer{}, &Order{}, &OrderItem{}); err != nil {
		return err
	}
	orders(reg, db)
	var there int64
	if err := db.Model(&Customer{}).Count(&there).Error; err != nil || there > 0 {
		return err
	}
	return db.Create(&[]Customer{
		{Name: "Ada Hamilton", Email: "ada@example.com", Orders: []Order{
			{Status: "paid", Cents: 14_550, Items: []OrderItem{{Product: "Lantern", Count: 2}, {Product: "Wick", Count: 5}}},
			{Status: "open", Cents: 3_900, Items: []OrderItem{{Product: "Loom weight", Count: 3}}},
		}},
		{Name: "Bo Winter", Email: "bo@example.com", Orders: []Order{
			{Status: "paid", Cents: 5_700, Items: []OrderItem{{Product: "Lantern", Count: 1}}},
		}},
		{Name: "Cleo Marsh", Email: "cleo@example.com"},
	}).Error
}

type (
	// Customer has orders.
	Customer struct {
		ID     uint   `gorm:"primaryKey" io:"readonly"`
		Name   string `io:"search;sort" validate:"required"`
		Email  string `io:"search" validate:"required,email"`
		Orders []Order
	}
	// Order belongs to a customer, and has items.
	Order struct {
		ID         uint `gorm:"primaryKey" io:"readonly;search"`
		CustomerID uint `io:"label:Customer;filter"`
		Customer   *Customer
		Items      []OrderItem
		Cents      int64  `io:"label:Total;currency:EUR;sort"`
		Refunded   int64  `io:"currency:EUR;readonly"`
		Status     string `io:"filter;colors:open=yellow,paid=green" validate:"oneof=open paid"`
	}
	// OrderItem is asked for in the form of its order.
	OrderItem struct {
		ID      uint `gorm:"primaryKey" io:"readonly"`
		OrderID uint
		Product string `io:"search" validate:"required"`
		Count   int    `io:"" validate:"gte=1"`
	}
)

// region orders

func orders(reg *stagedoor.Registry, db *gorm.DB) {
	autoactions.Register(reg, db, autoactions.Model[Customer]{})
	autoactions.Register(reg, db, autoactions.Model[OrderItem]{Slug: "items"})
	autoactions.Register(reg, db, autoactions.Model[Order]{
		Inline:  []string{"Items"},
		Actions: []autoactions.RowAction[Order]{autoactions.Refund(autoactions.RefundOf[Order]{Amount: "Cents", Refunded: "Refunded"})},
	})
}

// endregion

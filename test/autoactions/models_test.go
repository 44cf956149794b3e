// Package autoactions_test drives generated actions and pages over real
// databases, from the person's side.
package autoactions_test

import (
	"time"

	"gorm.io/gorm"
)

// Status is an enum by its method Options.
type Status string

// Options lists the values there are.
func (Status) Options() []Status { return []Status{"paid", "partly refunded", "refunded", "failed"} }

// Person has charges.
type Person struct {
	ID      uint   `gorm:"primaryKey" io:"readonly"`
	Name    string `gorm:"size:80;not null" io:"search;sort;filter" validate:"required"`
	Email   string `gorm:"size:120;uniqueIndex" io:"search" validate:"required,email"`
	Charges []Charge
}

// Charge has a column of most kinds.
type Charge struct {
	ID        uint  `gorm:"primaryKey" io:"readonly"`
	TenantID  uint  `gorm:"index"`
	PersonID  *uint `io:"label:Customer;filter"`
	Person    *Person
	Title     string     `gorm:"size:100" io:"search;filter;sort" validate:"required"`
	Note      *string    `gorm:"size:200" io:"multiline;search;sort;filter"`
	Cents     int64      `io:"label:Amount;unit:cents;currency:EUR;sort;filter"`
	Refunded  int64      `io:"unit:cents;currency:EUR;readonly"`
	Status    Status     `gorm:"size:20" io:"filter;readonly"`
	Score     *float64   `io:"sort;filter"`
	Flag      bool       `io:"filter"`
	PaidAt    *time.Time `io:"filter;sort"`
	CreatedAt time.Time  `io:"readonly;sort;filter"`
	UpdatedAt time.Time
	CardToken string
	DeletedAt gorm.DeletedAt `gorm:"index"`
}

// Ledger has a row for each refund.
type Ledger struct {
	ID       uint `gorm:"primaryKey"`
	ChargeID uint
	Cents    int64
	Reason   string
}

var all = []any{&Person{}, &Charge{}, &Ledger{}}

// moment is a time that every engine keeps exactly.
var moment = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

package shop

import "time"

// Currency is what the shop charges in. All amounts are in its smallest unit.
const Currency = "EUR"

// Customer is somebody who has bought something.
type Customer struct {
	ID           uint      `gorm:"primaryKey" io:"list;readonly"`
	Name         string    `gorm:"size:80;index;not null" io:"list;search;sort" validate:"required,max=80"`
	Email        string    `gorm:"size:120;uniqueIndex;not null" io:"label:E-mail;list;search" validate:"required,email,max=120"`
	Phone        string    `gorm:"size:40" io:"mask:last4;optional" validate:"max=40"`
	City         string    `gorm:"size:60" io:"list;search;filter" validate:"max=60"`
	Country      string    `gorm:"size:2;index" io:"list;filter;help:Two letters, for example NL" validate:"required,len=2,uppercase"`
	VIP          bool      `io:"label:VIP;list;filter"`
	Note         string    `gorm:"size:400" io:"multiline;help:Seen by staff only" validate:"max=400"`
	CreatedAt    time.Time `gorm:"index" io:"label:Customer since;list;readonly;sort"`
	UpdatedAt    time.Time `io:"readonly"`
	PasswordHash string    `gorm:"size:80"` // no io tag: it never leaves the service
	Charges      []Charge  // under the customer's record, since both models are registered
}

// Product is something the shop sells.
type Product struct {
	ID    uint   `gorm:"primaryKey" json:"id"`
	Name  string `gorm:"size:80;not null" json:"name"`
	About string `gorm:"size:200" json:"about"`
	Cents int64  `gorm:"not null" json:"cents"`
	Emoji string `gorm:"size:16" json:"-"`
}

// OrderStatus says how far an order has come.
type OrderStatus string

// The statuses of an order.
const (
	Placed    OrderStatus = "placed"
	Packed    OrderStatus = "packed"
	Shipped   OrderStatus = "shipped"
	Delivered OrderStatus = "delivered"
)

// Order is what a customer bought at one time.
type Order struct {
	ID         uint `gorm:"primaryKey"`
	CustomerID uint `gorm:"index;not null"`
	Customer   Customer
	Status     OrderStatus `gorm:"size:16;index;not null"`
	Cents      int64       `gorm:"not null"`
	PlacedAt   time.Time   `gorm:"index"`
	Lines      []OrderLine
}

// OrderLine is one product of an order.
type OrderLine struct {
	ID        uint `gorm:"primaryKey"`
	OrderID   uint `gorm:"index;not null"`
	ProductID uint `gorm:"not null"`
	Product   Product
	Quantity  int   `gorm:"not null"`
	Cents     int64 `gorm:"not null"` // of the line: price at the time, times quantity
}

// ChargeStatus says what became of a charge.
type ChargeStatus string

// The statuses of a charge. They follow from its amounts: see [Ledger.Refund].
const (
	Paid           ChargeStatus = "paid"
	PartlyRefunded ChargeStatus = "partly_refunded"
	Refunded       ChargeStatus = "refunded"
	Failed         ChargeStatus = "failed"
)

// Charge is money taken from a customer's card.
type Charge struct {
	ID            uint         `gorm:"primaryKey" io:"list;readonly"`
	CustomerID    uint         `gorm:"index;not null" io:"label:Customer;list;readonly"`
	Customer      *Customer    // so that the key above leads to a record
	CustomerEmail string       `gorm:"size:120;index;not null" io:"label:Customer e-mail;search;readonly"`
	OrderID       uint         `gorm:"index;not null" io:"label:Order;readonly"`
	Cents         int64        `gorm:"not null" io:"label:Captured;list;unit:cents;currency:EUR;readonly;sort" validate:"gte=0"`
	RefundedCents int64        `gorm:"not null;default:0" io:"label:Refunded;list;unit:cents;currency:EUR;readonly" validate:"gte=0"`
	Currency      string       `gorm:"size:3;not null" validate:"len=3"`
	Status        ChargeStatus `gorm:"size:16;index;not null" io:"list;filter;readonly;labels:partly_refunded=partly refunded;colors:paid=green,partly_refunded=yellow,refunded=gray,failed=red" validate:"oneof=paid partly_refunded refunded failed"`
	CardLast4     string       `gorm:"size:4" io:"label:Card ending in;readonly"`
	Note          string       `gorm:"size:200" io:"multiline" validate:"max=200"`
	CapturedAt    *time.Time   `gorm:"index" io:"list;readonly;sort;filter"`
	UpdatedAt     time.Time    `io:"readonly"`
	CardToken     string       `gorm:"size:40"` // no io tag: it never leaves the service
}

// Left is what can still be given back, in cents.
func (c Charge) Left() int64 {
	if c.Status == Failed {
		return 0
	}
	return c.Cents - c.RefundedCents
}

// Refund is money given back. Rows are only ever added.
type Refund struct {
	ID        uint      `gorm:"primaryKey" io:"readonly"`
	ChargeID  uint      `gorm:"index;not null" io:"label:Charge"`
	Cents     int64     `gorm:"not null" io:"label:Amount;unit:cents;currency:EUR"`
	Reason    string    `gorm:"size:200" io:""`
	By        string    `gorm:"size:120" io:"label:Refunded by"`
	CreatedAt time.Time `gorm:"index" io:"label:When"`
}

// Setting is one thing about the shop that staff may change.
type Setting struct {
	Key       string `gorm:"primaryKey;size:40"`
	Name      string `gorm:"size:80;not null"`
	Value     string `gorm:"size:200;not null"`
	Help      string `gorm:"size:200"`
	UpdatedAt time.Time
}

// models are all tables of the shop, in an order in which they can be created.
func models() []any {
	return []any{
		&Customer{}, &Product{}, &Order{}, &OrderLine{}, &Charge{}, &Refund{}, &Setting{},
	}
}

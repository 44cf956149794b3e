package shop

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Size is how much [Seed] writes.
type Size struct{ Customers, Orders int }

// Full is what the examples start with.
var Full = Size{Customers: 2400, Orders: 12000}

// Today is the last day of the seeded data, so that it is the same on any day.
var Today = time.Date(2026, time.November, 20, 18, 0, 0, 0, time.UTC)

const batch = 400 // rows of one INSERT, well under SQLite's limit of variables

// Seed writes customers, products, orders, charges, refunds and settings in one
// database transaction. The same size gives the same rows, down to the keys.
func Seed(ctx context.Context, db *gorm.DB, size Size) error {
	s := &seeder{rand: rand.New(rand.NewPCG(1871, 18)), size: size}
	s.customers()
	s.orders()
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		for _, rows := range []any{
			s.customer, catalogue(), s.order, s.line, s.charge, s.refund, settings(),
		} {
			// The rows name each other by key already: nothing else is to be saved with them.
			if err := tx.Omit(clause.Associations).CreateInBatches(rows, batch).Error; err != nil {
				return fmt.Errorf("seed %T: %w", rows, err)
			}
		}
		return nil
	})
}

type seeder struct {
	rand *rand.Rand
	size Size

	customer []Customer
	order    []Order
	line     []OrderLine
	charge   []Charge
	refund   []Refund
}

func (s *seeder) customers() {
	for i := range s.size.Customers {
		first, last := pick(s.rand, firstNames), pick(s.rand, lastNames)
		place := pick(s.rand, places)
		since := Today.Add(-time.Duration(s.rand.IntN(3*365*24)) * time.Hour)
		if i == 0 { // somebody the documentation can name
			first, last, place = "Ada", "Hamilton", places[0]
		}
		s.customer = append(s.customer, Customer{
			ID:    uint(i + 1),
			Name:  first + " " + last,
			Email: address(first, last, i),
			Phone: fmt.Sprintf("+31 20 555 %04d", (4711+i*37)%10000),
			City:  place.city, Country: place.country,
			VIP:       s.rand.IntN(20) == 0,
			CreatedAt: since, UpdatedAt: since,
			PasswordHash: fmt.Sprintf("$2a$10$%032x", s.rand.Uint64()),
		})
	}
}

// address is unique because of the customer's number; the first has none.
func address(first, last string, i int) string {
	name := strings.ToLower(first + "." + strings.ReplaceAll(last, " ", ""))
	if i > 0 {
		name += fmt.Sprint(i + 1)
	}
	return name + "@example.com"
}

func (s *seeder) orders() {
	products := catalogue()
	step := 18 * 30 * 24 * time.Hour / time.Duration(s.size.Orders+1) // eighteen months, evenly
	for i := range s.size.Orders {
		who := s.customer[s.rand.IntN(len(s.customer))]
		if i%(s.size.Orders/4) == 0 { // four for the one the documentation names
			who = s.customer[0]
		}
		o := Order{
			ID: uint(i + 1), CustomerID: who.ID, Status: s.progress(i),
			PlacedAt: Today.Add(-step * time.Duration(s.size.Orders-i)).Truncate(time.Second),
		}
		for range 1 + s.rand.IntN(2) {
			p, n := pick(s.rand, products), 1+s.rand.IntN(3)
			s.line = append(s.line, OrderLine{
				OrderID: o.ID, ProductID: p.ID, Quantity: n, Cents: p.Cents * int64(n),
			})
			o.Cents += p.Cents * int64(n)
		}
		s.order = append(s.order, o)
		s.pay(o, who)
	}
}

func (s *seeder) progress(i int) OrderStatus {
	switch left := s.size.Orders - i; {
	case left < 12:
		return Placed
	case left < 40:
		return Packed
	case left < 160:
		return Shipped
	default:
		return Delivered
	}
}

// pay charges the order: one in twenty cards fails first, one charge in thirty is
// refunded, half of those in part.
func (s *seeder) pay(o Order, by Customer) {
	paid := o.PlacedAt.Add(time.Duration(20+s.rand.IntN(400)) * time.Second)
	c := Charge{
		CustomerID: by.ID, CustomerEmail: by.Email, OrderID: o.ID, Cents: o.Cents, Currency: Currency,
		Status: Paid, CardLast4: fmt.Sprintf("%04d", s.rand.IntN(10000)), UpdatedAt: paid,
	}
	if s.rand.IntN(20) == 0 {
		failed := c
		failed.ID, failed.Status, failed.CardToken = uint(len(s.charge)+1), Failed, s.token()
		s.charge = append(s.charge, failed)
	}
	c.ID, c.CapturedAt, c.CardToken = uint(len(s.charge)+1), &paid, s.token()
	if s.rand.IntN(30) == 0 && o.CustomerID != 1 {
		s.giveBack(&c, paid)
	}
	s.charge = append(s.charge, c)
}

func (s *seeder) giveBack(c *Charge, paid time.Time) {
	c.RefundedCents, c.Status = c.Cents, Refunded
	if s.rand.IntN(2) == 0 {
		c.RefundedCents, c.Status = c.Cents/2, PartlyRefunded
	}
	when := paid.Add(time.Duration(1+s.rand.IntN(240)) * time.Hour)
	if when.After(Today) {
		when = Today
	}
	c.UpdatedAt = when
	s.refund = append(s.refund, Refund{
		ChargeID: c.ID, Cents: c.RefundedCents, Reason: pick(s.rand, reasons),
		By: "ana@shop.example", CreatedAt: when,
	})
}

func (s *seeder) token() string { return fmt.Sprintf("tok_%016x", s.rand.Uint64()) }

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

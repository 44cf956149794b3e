package shop

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// ErrTooMuch means that less than the wanted amount is left of a charge.
var ErrTooMuch = errors.New("shop: more than is left of the charge")

// Ledger moves money. Its methods may be called at the same time, also from
// several processes: the condition that keeps the books right is in the database.
type Ledger struct{ db *gorm.DB }

// NewLedger returns the ledger kept in db.
func NewLedger(db *gorm.DB) Ledger { return Ledger{db: db} }

// ChargesOf returns what the customer with this e-mail address has paid, newest
// first, failed attempts left out. Capitals do not matter. No match is an empty
// slice.
func (l Ledger) ChargesOf(ctx context.Context, email string) ([]Charge, error) {
	var charges []Charge
	err := l.db.WithContext(ctx).
		Where("LOWER(customer_email) = ? AND status <> ?", strings.ToLower(email), Failed).
		Order("captured_at DESC, id DESC").
		Find(&charges).Error
	return charges, err
}

// Refund gives r.Cents of the charge back and writes the refund's row, or does
// neither and returns [ErrTooMuch].
func (l Ledger) Refund(ctx context.Context, r Refund) (Refund, error) {
	err := l.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var err error
		r, err = RefundIn(tx, r)
		return err
	})
	return r, err
}

// RefundIn is [Ledger.Refund] inside the caller's own database transaction.
func RefundIn(tx *gorm.DB, r Refund) (Refund, error) {
	if r.Cents <= 0 {
		return r, fmt.Errorf("refund charge %d: %d cents: %w", r.ChargeID, r.Cents, ErrTooMuch)
	}
	taken := tx.Model(&Charge{}).
		Where("id = ? AND status <> ? AND refunded_cents + ? <= cents", r.ChargeID, Failed, r.Cents).
		Updates(map[string]any{
			"refunded_cents": gorm.Expr("refunded_cents + ?", r.Cents),
			"status": gorm.Expr("CASE WHEN refunded_cents + ? = cents THEN ? ELSE ? END",
				r.Cents, Refunded, PartlyRefunded),
		})
	if taken.Error != nil {
		return r, fmt.Errorf("refund charge %d: %w", r.ChargeID, taken.Error)
	}
	if taken.RowsAffected == 0 {
		return r, fmt.Errorf("refund charge %d: %w", r.ChargeID, ErrTooMuch)
	}
	return r, Record(tx, &r)
}

// Record adds the row of a refund whose money has been taken off its charge.
func Record(tx *gorm.DB, r *Refund) error {
	r.CreatedAt = time.Now().UTC()
	if err := tx.Create(r).Error; err != nil {
		return fmt.Errorf("record refund of charge %d: %w", r.ChargeID, err)
	}
	return nil
}

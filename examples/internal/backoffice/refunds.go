package backoffice

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"github.com/stagedoor/stagedoor/io"
	"gorm.io/gorm"
)

// receipt is the result of a run of RefundUser.
type receipt struct {
	Customer string `io:""`
	Charges  int    `io:"label:Charges refunded"`
	Total    string `io:"label:Given back"`
}

// RefundUser gives a customer the rest of some of their charges back.
func (o Office) RefundUser(ctx context.Context) error {
	email, err := io.Email("Customer e-mail").Help("The address on the receipt").
		Validate(o.hasPaid).Get(ctx)
	if err != nil {
		return err
	}
	open, err := o.openCharges(ctx, email)
	if err != nil {
		return err
	}
	chosen, err := io.SelectRows("Charges to refund", open).
		Key(func(c shop.Charge) string { return strconv.FormatUint(uint64(c.ID), 10) }).
		Columns(chargeColumns()...).
		AtLeast(1).
		Get(ctx)
	if err != nil {
		return err
	}
	var total int64
	for _, c := range chosen {
		total += c.Left()
	}
	sure, err := io.Confirm(fmt.Sprintf("Refund %s, %s in total, to %s?", counted(len(chosen)), shop.Money(total), email)).
		Help("The money goes back to the card it came from.").
		Danger().
		Labels("Refund "+shop.Money(total), "Do not refund").
		Get(ctx)
	if err != nil || !sure {
		return err
	}
	if err := o.giveBack(ctx, chosen); err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, receipt{Customer: email, Charges: len(chosen), Total: shop.Money(total)})
}

// counted is "1 charge" or "2 charges".
func counted(charges int) string {
	if charges == 1 {
		return "1 charge"
	}
	return fmt.Sprintf("%d charges", charges)
}

// hasPaid refuses an address that has nothing to be refunded.
func (o Office) hasPaid(ctx context.Context, email string) error {
	open, err := o.openCharges(ctx, email)
	if err == nil && len(open) == 0 {
		return io.Invalid("Nothing that could be refunded was paid with this address.")
	}
	return err
}

// openCharges returns the customer's charges that have something left.
func (o Office) openCharges(ctx context.Context, email string) ([]shop.Charge, error) {
	charges, err := o.ledger.ChargesOf(ctx, email)
	if err != nil {
		return nil, fmt.Errorf("find charges: %w", err)
	}
	return slices.DeleteFunc(charges, func(c shop.Charge) bool { return c.Left() == 0 }), nil
}

// giveBack refunds the rest of each charge, one database transaction each, and
// says how far it is.
func (o Office) giveBack(ctx context.Context, charges []shop.Charge) error {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return err
	}
	progress, err := io.Loading("Sending the money back").Steps(len(charges)).Start(ctx)
	if err != nil {
		return err
	}
	for _, c := range charges {
		err := o.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			// Recorded with the refund itself: a run that is resumed does not pay twice.
			return stagedoor.Once(ctx, tx, fmt.Sprintf("refund/%d", c.ID), func() error {
				_, err := shop.RefundIn(tx, shop.Refund{
					ChargeID: c.ID, Cents: c.Left(), Reason: "Asked for by the customer", By: user.Email,
				})
				return err
			})
		})
		if errors.Is(err, shop.ErrTooMuch) {
			return stagedoor.Fail("Charge %d was refunded by somebody else while this form was open.", c.ID)
		}
		if err != nil {
			return err
		}
		if err := stagedoor.Log(ctx, "Refunded %s of charge %d", shop.Money(c.Left()), c.ID); err != nil {
			return err
		}
		if err := progress.Step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func chargeColumns() []io.Column[shop.Charge] {
	return []io.Column[shop.Charge]{
		{Label: "Charge", Key: "id", Type: io.IDColumn, Value: func(c shop.Charge) any { return c.ID }},
		{Label: "Paid", Key: "captured_at", Type: io.DateColumn, Value: func(c shop.Charge) any { return c.CapturedAt }},
		{Label: "Card", Key: "card_last4", Value: func(c shop.Charge) any { return "•••• " + c.CardLast4 }},
		{Label: "Captured", Key: "cents", Type: io.MoneyColumn, Currency: shop.Currency, Value: func(c shop.Charge) any { return c.Cents }},
		{Label: "Can be refunded", Key: "left", Type: io.MoneyColumn, Currency: shop.Currency, Value: func(c shop.Charge) any { return c.Left() }},
	}
}

func refundColumns() []io.Column[shop.Refund] {
	return []io.Column[shop.Refund]{
		{Label: "When", Key: "when", Type: io.DateTimeColumn, Value: func(r shop.Refund) any { return r.CreatedAt }},
		{Label: "Charge", Key: "charge", Type: io.IDColumn, Value: func(r shop.Refund) any { return r.ChargeID }},
		{Label: "Amount", Key: "amount", Type: io.MoneyColumn, Currency: shop.Currency, Value: func(r shop.Refund) any { return r.Cents }},
		{Label: "Reason", Key: "reason", Value: func(r shop.Refund) any { return r.Reason }},
		{Label: "Refunded by", Key: "by", Value: func(r shop.Refund) any { return r.By }},
	}
}

// Refunds is the page of refunds: some figures, and the newest ones.
func (o Office) Refunds(ctx context.Context) (stagedoor.Layout, error) {
	var figures struct{ Refunds, Charges, Cents int64 }
	err := o.db.WithContext(ctx).Model(&shop.Refund{}).
		Select("count(*) AS refunds, count(DISTINCT charge_id) AS charges, coalesce(sum(cents), 0) AS cents").
		Scan(&figures).Error
	if err != nil {
		return stagedoor.Layout{}, fmt.Errorf("count refunds: %w", err)
	}
	return stagedoor.Layout{
		Title:       "Refunds",
		Description: "Money that went back to customers",
		Menu:        []stagedoor.Link{{Label: "Refund user", Route: "refunds/refund_user", Theme: io.Primary}},
		Children: []io.Component{
			io.Metadata("",
				io.MetaItem{Label: "Refunds", Value: figures.Refunds},
				io.MetaItem{Label: "Charges touched", Value: figures.Charges},
				io.MetaItem{Label: "Given back", Value: shop.Money(figures.Cents)},
			).Layout(io.CardLayout),
			io.TableFrom("Newest refunds", o.newest).Columns(refundColumns()...).PageSize(25),
		},
	}, nil
}

// newest answers the refunds table, a page at a time.
func (o Office) newest(ctx context.Context, q io.TableQuery) (io.TablePage[shop.Refund], error) {
	find := o.db.WithContext(ctx).Model(&shop.Refund{})
	if q.Search != "" {
		find = find.Where("instr(lower(reason), lower(?)) > 0", q.Search)
	}
	find = find.Session(&gorm.Session{}) // both statements begin here
	var total int64
	if err := find.Count(&total).Error; err != nil {
		return io.TablePage[shop.Refund]{}, fmt.Errorf("count refunds: %w", err)
	}
	var rows []shop.Refund
	if err := find.Order("created_at DESC, id DESC").Offset(q.Offset).Limit(q.Limit).Find(&rows).Error; err != nil {
		return io.TablePage[shop.Refund]{}, fmt.Errorf("find refunds: %w", err)
	}
	return io.TablePage[shop.Refund]{Rows: rows, Total: int(total)}, nil
}

package autoactions

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// RefundOf says where a model keeps its money. Fields are named as in Go or as
// their column; amounts are integers of the currency's smallest unit.
type RefundOf[T any] struct {
	// Amount is the field with what was captured. Required.
	Amount string

	// Refunded is the field with how much of it has been given back. Required.
	Refunded string

	// Currency is the field with the ISO code, or the code itself, such as "EUR".
	// Default: the currency in the io tag of Amount.
	Currency string

	// Status is a text field that follows the refunds. Default: none does.
	Status string

	// Refundable are the statuses in which money may be given back. Default: any.
	Refundable []string

	// PartlyRefunded and FullyRefunded are what Status becomes. Default: Status
	// stays as it is.
	PartlyRefunded, FullyRefunded string

	// Record writes the ledger's row, through tx, the database transaction in which
	// the refund takes effect. charge is the row after the refund. An error undoes
	// everything. Default: nothing is written beside the row and the audit.
	Record func(ctx context.Context, tx *gorm.DB, charge *T, cents int64, reason string) error

	// Pay has the payment provider give the money back, and returns the provider's
	// reference. It is called after the amount has been set aside, outside of any
	// database transaction, and again with the same key when it is not known how a
	// call ended: the provider must take a key once. An error made by
	// stagedoor.Fail says that the provider refused, and nothing was given back:
	// the amount is released. After any other error the refund stays unfinished, and
	// whoever opens Refund for the record finishes it. It needs Status and Refunding.
	// Default: the rows are all there is to a refund.
	Pay func(ctx context.Context, charge *T, cents int64, key string) (reference string, err error)

	// Refunding is what Status is while a refund is unfinished. It must not be one of
	// Refundable. Required with Pay.
	Refunding string

	// Alone is the most that a person may give back at a time without anybody else,
	// in the currency's smallest unit. More needs the approval of somebody else.
	// Default: any amount.
	Alone func(ctx context.Context, user stagedoor.User, charge *T) (cents int64, err error)

	// ApprovedBy are the teams whose people may approve what is above Alone. They read
	// the question, which names the record and the amount, whatever the Scope of the
	// model is for them; its link to the record opens for those who may see that. Required
	// with a Scope; default without one: everybody who may run the action.
	ApprovedBy []string

	// Teams names the teams that may use it, of those that may use the model.
	// Default: all of them.
	Teams []string

	// Slug and Name of the action. Default: refund and Refund.
	Slug, Name string
}

// Refund makes the verb that gives money back. It asks for an amount, at most
// what is left, and a reason; shows the money; and then adds to Refunded under
// the condition that it still does not exceed Amount. That takes effect once in a
// run, in one database transaction with Record and the audit, whatever is resent.
//
// With Pay there are two such transactions: one sets the amount aside before the
// provider is asked, one settles with Record, or releases, when it has answered.
// Between them the record's history says that a refund has begun.
func Refund[T any](of RefundOf[T]) RowAction[T] {
	action := RowAction[T]{Slug: of.Slug, Name: of.Name, Teams: of.Teams, Dangerous: true, confirms: true}
	if action.Slug == "" {
		action.Slug = "refund"
	}
	if action.Name == "" {
		action.Name = "Refund"
	}
	action.bind = func(m *model) (RowAction[T], error) {
		f, err := newRefund(m, of)
		if err != nil {
			return action, err
		}
		action.Handler = func(ctx context.Context, row *T) error { return f.run(ctx, recordOf(row)) }
		action.offered = func(row T) bool { return f.offered(recordOf(&row)) }
		return action, nil
	}
	return action
}

// refund is a RefundOf on the columns of its model.
type refund struct {
	*model
	amount, refunded, currency, status *column // the last two may be nil
	code                               string  // the currency, without a column for it
	refundable                         []string
	partly, fully, refunding           string
	approvedBy                         []string
	record                             func(ctx context.Context, tx *gorm.DB, r record, cents int64, reason string) error
	pay                                func(ctx context.Context, r record, cents int64, key string) (string, error) // may be nil
	alone                              func(ctx context.Context, u stagedoor.User, r record) (int64, error)         // may be nil
}

func newRefund[T any](m *model, of RefundOf[T]) (*refund, error) {
	f := &refund{model: m, refundable: of.Refundable, partly: of.PartlyRefunded, fully: of.FullyRefunded,
		refunding: of.Refunding, approvedBy: of.ApprovedBy}
	var err error
	if f.amount, err = m.amountColumn("Amount", of.Amount); err != nil {
		return nil, err
	}
	if f.refunded, err = m.amountColumn("Refunded", of.Refunded); err != nil {
		return nil, err
	}
	if err := f.setCurrency(of.Currency); err != nil {
		return nil, err
	}
	if of.Status != "" {
		c, ok := m.named(of.Status)
		if !ok || c.kind != text && c.kind != enum {
			return nil, fmt.Errorf("Status: %q is not a text field", of.Status)
		}
		f.status = c
	}
	if f.status == nil && len(of.Refundable)+len(f.partly)+len(f.fully) > 0 {
		return nil, fmt.Errorf("Status: it is needed for Refundable, PartlyRefunded and FullyRefunded")
	}
	f.record = func(ctx context.Context, tx *gorm.DB, r record, cents int64, reason string) error {
		if of.Record == nil {
			return nil
		}
		return of.Record(ctx, tx, pointer[T](r), cents, reason)
	}
	if of.Pay != nil {
		if f.status == nil || of.Refunding == "" || slices.Contains(of.Refundable, of.Refunding) {
			return nil, fmt.Errorf("Refunding: Pay needs a Status, and a value of it for refunds that are unfinished, which is not one of Refundable")
		}
		f.pay = func(ctx context.Context, r record, cents int64, key string) (string, error) {
			return of.Pay(ctx, pointer[T](r), cents, key)
		}
	}
	if of.Alone != nil {
		f.alone = func(ctx context.Context, u stagedoor.User, r record) (int64, error) {
			return of.Alone(ctx, u, pointer[T](r))
		}
	}
	if f.alone == nil && len(of.ApprovedBy) > 0 {
		return nil, fmt.Errorf("ApprovedBy: nothing needs an approval without Alone")
	}
	if f.alone != nil && m.scope != nil && len(of.ApprovedBy) == 0 {
		return nil, fmt.Errorf("ApprovedBy: the model has a Scope, which does not hold for those who are asked: name the teams that may read of any record")
	}
	return f, nil
}

// amountColumn looks up a field of RefundOf that holds an amount.
func (m *model) amountColumn(word, name string) (*column, error) {
	c, ok := m.named(name)
	if !ok || c.kind != integer && c.kind != money {
		return nil, fmt.Errorf("%s: %q is not a signed integer field", word, name)
	}
	return c, nil
}

func (f *refund) setCurrency(name string) error {
	if c, ok := f.named(name); ok && name != "" {
		if c.kind != text && c.kind != enum {
			return fmt.Errorf("Currency: %q is not a text field", name)
		}
		f.currency = c
		return nil
	}
	f.code = name
	if name == "" {
		f.code = f.amount.tag.Currency
	}
	if len(f.code) != 3 {
		return fmt.Errorf("Currency: %q is neither a field nor an ISO code", f.code)
	}
	return nil
}

// purse is the money side of one row.
type purse struct {
	amount, refunded int64
	currency, status string
}

func (f *refund) purse(r record) purse {
	p := purse{currency: f.code}
	p.amount, _ = f.amount.value(r.row).(int64)
	p.refunded, _ = f.refunded.value(r.row).(int64)
	if f.currency != nil {
		p.currency = plainText(f.currency.value(r.row))
	}
	if f.status != nil {
		p.status = plainText(f.status.value(r.row))
	}
	return p
}

// left is what can still be given back.
func (p purse) left() int64 { return p.amount - p.refunded }

func (p purse) show(cents int64) string { return io.FormatMoney(cents, p.currency) }

// offered reports whether there is something to refund, or to finish.
func (f *refund) offered(r record) bool {
	return f.possible(r) == nil || f.pay != nil && f.purse(r).status == f.refunding
}

// possible tells the person why nothing can be given back.
func (f *refund) possible(r record) error {
	p := f.purse(r)
	switch {
	case p.amount > 0 && p.left() <= 0:
		return stagedoor.Fail("%s is already fully refunded: %s of %s.", f.title(r), p.show(p.refunded), p.show(p.amount))
	case p.left() <= 0 || p.refunded < 0:
		return stagedoor.Fail("There is nothing to refund for %s: %s was captured.", f.title(r), p.show(p.amount))
	case len(f.refundable) > 0 && !slices.Contains(f.refundable, p.status):
		return stagedoor.Fail("%s cannot be refunded while its status is %s.", f.title(r), f.status.tag.LabelOf(p.status))
	}
	return nil
}

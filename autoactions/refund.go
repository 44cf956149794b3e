package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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

	// Slug and Name of the action. Default: refund and Refund.
	Slug, Name string
}

// Refund makes the verb that gives money back. It asks for an amount, at most
// what is left, and a reason; shows the money; and then adds to Refunded under
// the condition that it still does not exceed Amount. That takes effect once in a
// run, in one database transaction with Record and the audit, whatever is resent.
func Refund[T any](of RefundOf[T]) RowAction[T] {
	action := RowAction[T]{Slug: of.Slug, Name: of.Name, Dangerous: true, confirms: true}
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
		action.offered = func(row T) bool { return f.possible(recordOf(&row)) == nil }
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
	partly, fully                      string
	record                             func(ctx context.Context, tx *gorm.DB, r record, cents int64, reason string) error
}

func newRefund[T any](m *model, of RefundOf[T]) (*refund, error) {
	f := &refund{model: m, refundable: of.Refundable, partly: of.PartlyRefunded, fully: of.FullyRefunded}
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

// possible tells the person why nothing can be given back.
func (f *refund) possible(r record) error {
	p := f.purse(r)
	switch {
	case p.amount > 0 && p.left() <= 0:
		return stagedoor.Fail("%s is already fully refunded: %s of %s.", f.title(r), p.show(p.refunded), p.show(p.amount))
	case p.left() <= 0 || p.refunded < 0:
		return stagedoor.Fail("There is nothing to refund for %s: %s was captured.", f.title(r), p.show(p.amount))
	case len(f.refundable) > 0 && !slices.Contains(f.refundable, p.status):
		return stagedoor.Fail("%s cannot be refunded while its status is %s.", f.title(r), p.status)
	}
	return nil
}

// run asks and refunds.
func (f *refund) run(ctx context.Context, r record) error {
	if err := f.possible(r); err != nil {
		return err
	}
	p := f.purse(r)
	var (
		cents  int64
		reason string
	)
	err := io.Group(
		io.Money("Amount", p.currency).Min(1).Max(p.left()).Default(p.left()).
			Help("Up to "+p.show(p.left())+" of "+p.show(p.amount)).Into(&cents),
		io.Text("Reason").MaxLength(200).Into(&reason),
	).Title("Refund " + f.title(r)).Submit("Continue").Ask(ctx)
	if err != nil {
		return err
	}
	yes, err := io.Confirm("Refund "+p.show(cents)+"?").Danger().
		Help(f.title(r)+": "+reason).Labels("Refund "+p.show(cents), "Do not refund").
		Changes(f.preview(p, cents)...).Get(ctx)
	if err != nil || !yes {
		return err
	}
	return f.refund(ctx, r, cents, reason)
}

// preview shows the row before and after.
func (f *refund) preview(p purse, cents int64) []io.Change {
	rows := []io.Change{{
		Label: f.refunded.tag.Label, Before: p.refunded, After: p.refunded + cents,
		Type: io.MoneyColumn, Currency: p.currency,
	}}
	p.refunded += cents
	if after := f.statusOf(p); f.status != nil && after != p.status {
		rows = append(rows, io.Change{Label: f.status.tag.Label, Before: p.status, After: after, Type: io.EnumColumn})
	}
	return rows
}

// statusOf is the status that belongs to what has been refunded.
func (f *refund) statusOf(p purse) string {
	status := f.partly
	if p.left() <= 0 {
		status = f.fully
	}
	if status == "" {
		return p.status
	}
	return status
}

// refund makes the effect and reports it as the run's result.
func (f *refund) refund(ctx context.Context, r record, cents int64, reason string) error {
	key := f.keyOf(r.row)
	err := f.begin(ctx, func(tx *gorm.DB) error {
		return stagedoor.Once(ctx, tx, f.slug+"/refund", func() error { return f.effect(ctx, tx, key, cents, reason) })
	})
	if err != nil {
		return err
	}
	now, err := f.read(ctx, f.db, key)
	if errors.Is(err, errGone) {
		now, err = r, nil // out of sight since: the refund itself is done
	}
	if err != nil {
		return err
	}
	p := f.purse(now)
	return stagedoor.SetResult(ctx, refundResult{
		Record: f.title(now), Refunded: p.show(cents), Total: p.show(p.refunded), Of: p.show(p.amount),
	})
}

// refundResult is what a refund leaves on the screen, in this order.
type refundResult struct {
	Record   string `io:"label:Record"`
	Refunded string `io:"label:Refunded"`
	Total    string `io:"label:Refunded in total"`
	Of       string `io:"label:Of"`
}

// effect adds to what is refunded, unless that would exceed what was captured.
func (f *refund) effect(ctx context.Context, tx *gorm.DB, key keySet, cents int64, reason string) error {
	if err := f.add(ctx, tx, key, cents); err != nil {
		return err
	}
	after, err := f.read(ctx, tx, key)
	if err != nil {
		return err
	}
	p := f.purse(after)
	was := p
	was.refunded -= cents
	before, now := map[string]any{f.refunded.name(): was.refunded}, map[string]any{f.refunded.name(): p.refunded}
	if status := f.statusOf(p); f.status != nil && status != p.status {
		before[f.status.name()], now[f.status.name()] = p.status, status
		if after, err = f.setStatus(ctx, tx, key, after, status); err != nil {
			return err
		}
	}
	if err := f.record(ctx, tx, after, cents, reason); err != nil {
		return err
	}
	now["reason"] = reason
	return stagedoor.RecordChange(ctx, tx, stagedoor.Change{
		Model: f.slug, Key: keyText(key), Verb: "refund", Before: before, After: now,
	})
}

// add is the one statement that decides: of several at once, those win that fit.
func (f *refund) add(ctx context.Context, tx *gorm.DB, key keySet, cents int64) error {
	q, err := f.query(ctx, tx)
	if err != nil {
		return err
	}
	conditions := []clause.Expression{
		f.where(key),
		clause.Expr{SQL: "? - COALESCE(?, 0) >= ?", Vars: []any{at(f.amount), at(f.refunded), cents}},
	}
	if len(f.refundable) > 0 {
		options := make([]clause.Expression, len(f.refundable))
		for i, status := range f.refundable {
			options[i] = f.dialect.equal(f.status, status)
		}
		conditions = append(conditions, either(options))
	}
	set := map[string]any{
		f.refunded.name(): clause.Expr{SQL: "COALESCE(?, 0) + ?", Vars: []any{at(f.refunded), cents}},
	}
	names := []string{f.refunded.name()}
	if v := f.version; v != nil && (v.kind == integer || v.kind == unsigned) {
		set[v.name()] = clause.Expr{SQL: "COALESCE(?, 0) + 1", Vars: []any{at(v)}}
		names = append(names, v.name())
	}
	done := q.Where(all(conditions)).Select(names).Updates(set)
	if done.Error != nil {
		return fmt.Errorf("autoactions: refund %s %s: %w", f.slug, keyText(key), done.Error)
	}
	if done.RowsAffected == 1 {
		return nil
	}
	return f.tooLate(ctx, tx, key, cents)
}

// setStatus writes the status that follows from a refund to the row that this
// database transaction has locked by adding to it.
func (f *refund) setStatus(ctx context.Context, tx *gorm.DB, key keySet, r record, status string) (record, error) {
	q, err := f.query(ctx, tx)
	if err != nil {
		return r, err
	}
	done := q.Where(f.where(key)).Select([]string{f.status.name()}).Updates(map[string]any{f.status.name(): status})
	if done.Error != nil {
		return r, fmt.Errorf("autoactions: status of %s %s: %w", f.slug, keyText(key), done.Error)
	}
	return f.read(ctx, tx, key)
}

// tooLate says with the present numbers why a refund did not fit.
func (f *refund) tooLate(ctx context.Context, tx *gorm.DB, key keySet, cents int64) error {
	r, err := f.read(ctx, tx, key)
	if errors.Is(err, errGone) {
		return f.missing(keyText(key))
	}
	if err != nil {
		return err
	}
	if err := f.possible(r); err != nil {
		return err
	}
	p := f.purse(r)
	return stagedoor.Fail("%s cannot be refunded any more: %s of %s has been refunded meanwhile, so at most %s is left.",
		p.show(cents), p.show(p.refunded), p.show(p.amount), p.show(p.left()))
}

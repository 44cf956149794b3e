package autoactions

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// effect adds to what is refunded, unless that would exceed what was captured,
// and writes the ledger and the audit.
func (f *refund) effect(ctx context.Context, tx *gorm.DB, key keySet, g giveBack) error {
	after, change, err := f.take(ctx, tx, key, g, f.statusOf)
	if err != nil {
		return err
	}
	if err := f.record(ctx, tx, after, g.cents, g.reason); err != nil {
		return err
	}
	change.Verb = verbRefund
	return stagedoor.RecordChange(ctx, tx, change)
}

// take adds to what is refunded, sets the status, and returns the row with what
// has changed.
func (f *refund) take(ctx context.Context, tx *gorm.DB, key keySet, g giveBack, status func(purse) string) (record, stagedoor.Change, error) {
	change := stagedoor.Change{Model: f.slug, Key: keyText(key), Reason: g.reason}
	if err := f.add(ctx, tx, key, g.cents); err != nil {
		return record{}, change, err
	}
	after, err := f.read(ctx, tx, key)
	if err != nil {
		return record{}, change, err
	}
	p := f.purse(after)
	change.Before = map[string]any{f.refunded.name(): p.refunded - g.cents}
	change.After = map[string]any{f.refunded.name(): p.refunded}
	if g.approver != "" {
		change.After[refundApprover] = g.approver
	}
	after, err = f.turn(ctx, tx, key, after, status(p), &change)
	return after, change, err
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
	names := f.counting(set, f.refunded.name())
	done := q.Where(all(conditions)).Select(names).Updates(set)
	if done.Error != nil {
		return fmt.Errorf("autoactions: refund %s %s: %w", f.slug, keyText(key), done.Error)
	}
	if done.RowsAffected == 1 {
		return nil
	}
	return f.tooLate(ctx, tx, key, cents)
}

// turn sets the status, where there is one and it is another, and notes that.
func (f *refund) turn(ctx context.Context, tx *gorm.DB, key keySet, r record, status string, change *stagedoor.Change) (record, error) {
	was := f.purse(r).status
	if f.status == nil || status == was {
		return r, nil
	}
	change.Before[f.status.name()], change.After[f.status.name()] = was, status
	return f.setStatus(ctx, tx, key, r, status)
}

// counting adds to an update that the version of the row counts on. It returns
// the names of all columns that are set.
func (f *refund) counting(set map[string]any, names ...string) []string {
	if v := f.version; v != nil && (v.kind == integer || v.kind == unsigned) {
		set[v.name()] = clause.Expr{SQL: "COALESCE(?, 0) + 1", Vars: []any{at(v)}}
		names = append(names, v.name())
	}
	return names
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

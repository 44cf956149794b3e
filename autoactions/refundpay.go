package autoactions

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// The verbs of a refund in the history. One that was begun ends in one of the
// other two.
const (
	verbRefund  = "refund"
	verbBegun   = "refund begun"
	verbRefused = "refund refused"
)

// begun is a refund whose amount has been set aside and of which it is not known
// yet what the provider did.
type begun struct {
	giveBack
	key    string
	before string // the status that a refusal gives back
	who    string // began it
}

// unfinished returns the refund of a record that was begun and has not ended; nil
// when there is none.
func (f *refund) unfinished(ctx context.Context, db *gorm.DB, key keySet) (*begun, error) {
	last, err := f.last(ctx, db, key)
	if err != nil || last.Verb != verbBegun {
		return nil, err
	}
	return f.begunOf(last)
}

// last is the newest entry about refunds in the history of a record. None begins
// while another one is unfinished, so that it says how things stand.
func (f *refund) last(ctx context.Context, db *gorm.DB, key keySet) (stagedoor.RecordedChange, error) {
	const looked = 1000
	if f.pay == nil {
		return stagedoor.RecordedChange{}, nil
	}
	changes, err := stagedoor.RecordHistory(ctx, db.Session(&gorm.Session{NewDB: true, Context: ctx}), f.slug, keyText(key), looked)
	if err != nil {
		return stagedoor.RecordedChange{}, err
	}
	about := []string{verbRefund, verbBegun, verbRefused}
	i := slices.IndexFunc(changes, func(c stagedoor.RecordedChange) bool { return slices.Contains(about, c.Verb) })
	if i < 0 {
		return stagedoor.RecordedChange{}, nil
	}
	return changes[i], nil
}

// begunOf reads what a history entry says about a refund that was begun.
func (f *refund) begunOf(c stagedoor.RecordedChange) (*begun, error) {
	was, okBefore := whole(c.Before[f.refunded.name()])
	is, okAfter := whole(c.After[f.refunded.name()])
	b := &begun{who: c.By}
	b.reason = c.Reason
	b.key, _ = c.After[refundKey].(string)
	b.approver, _ = c.After[refundApprover].(string)
	if f.status != nil {
		b.before, _ = c.Before[f.status.name()].(string)
	}
	b.cents = is - was
	if !okBefore || !okAfter || b.key == "" || b.cents <= 0 {
		return nil, fmt.Errorf("autoactions: the refund of %s %s that was begun cannot be read", f.slug, c.Key)
	}
	return b, nil
}

// whole reads a whole number of the history.
func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), v == float64(int64(v))
	}
	return 0, false
}

// payBack sets the amount aside, once in a run, and has the provider pay.
func (f *refund) payBack(ctx context.Context, r record, g giveBack) error {
	key := f.keyOf(r.row)
	err := f.begin(ctx, func(tx *gorm.DB) error {
		return stagedoor.Once(ctx, tx, f.slug+"/refund", func() error { return f.setAside(ctx, tx, key, g) })
	})
	if err != nil {
		return err
	}
	last, err := f.last(ctx, f.db, key)
	if err != nil {
		return err
	}
	switch last.Verb {
	case verbRefund: // in an earlier attempt at this run
		return f.report(ctx, r, g.cents)
	case verbRefused:
		return stagedoor.Fail("%s", last.Reason)
	}
	b, err := f.begunOf(last)
	if err != nil {
		return err
	}
	return f.settle(ctx, r, b)
}

// setAside takes the amount off the record. The lock comes first: of two people
// at once the second one sees what the first has begun.
func (f *refund) setAside(ctx context.Context, tx *gorm.DB, key keySet, g giveBack) error {
	if _, err := f.lock(ctx, tx, key); err != nil {
		if errors.Is(err, errGone) {
			return f.missing(keyText(key))
		}
		return err
	}
	switch b, err := f.unfinished(ctx, tx, key); {
	case err != nil:
		return err
	case b != nil:
		return stagedoor.Fail("%s has begun a refund of this %s that is not finished. Open it again to finish that one first.", b.who, f.noun)
	}
	_, change, err := f.take(ctx, tx, key, g, func(purse) string { return f.refunding })
	if err != nil {
		return err
	}
	change.Verb, change.After[refundKey] = verbBegun, rand.Text()
	return stagedoor.RecordChange(ctx, tx, change)
}

// finish has a refund that was begun, by whomever, paid.
func (f *refund) finish(ctx context.Context, r record, b *begun) error {
	p := f.purse(r)
	yes, err := io.Confirm("Finish the refund of "+p.show(b.cents)+"?").Labels("Finish it", "Not now").
		Help(fmt.Sprintf("%s has begun it, for %q. It is not known whether the money was given back. "+
			"Finishing asks again and never gives it back twice.", b.who, b.reason)).Get(ctx)
	if err != nil || !yes {
		return err
	}
	return f.settle(ctx, r, b)
}

// settle asks the provider and writes down what it answered. A person who leaves
// meanwhile changes nothing about it.
func (f *refund) settle(ctx context.Context, r record, b *begun) error {
	const unknown = "It is not known yet whether %s was given back. Open Refund for this %s again to finish it: that never gives it back twice."
	lasting := context.WithoutCancel(ctx)
	reference, err := f.pay(lasting, r, b.cents, b.key)
	why, refused := saidToPeople(err)
	switch {
	case err == nil:
	case refused:
		if err := f.end(lasting, r, b, func(tx *gorm.DB) error { return f.release(lasting, tx, f.keyOf(r.row), b, why) }); err != nil {
			return err
		}
		return stagedoor.Fail("%s", why)
	default:
		return errors.Join(stagedoor.Fail(unknown, f.purse(r).show(b.cents), f.noun),
			fmt.Errorf("autoactions: have %s %s refunded: %w", f.slug, f.keyText(r.row), err))
	}
	err = f.end(lasting, r, b, func(tx *gorm.DB) error { return f.paid(lasting, tx, f.keyOf(r.row), b, reference) })
	if err != nil {
		return err
	}
	return f.report(ctx, r, b.cents)
}

// end writes the end of a refund, unless somebody else has meanwhile.
func (f *refund) end(ctx context.Context, r record, b *begun, write func(tx *gorm.DB) error) error {
	return f.begin(ctx, func(tx *gorm.DB) error {
		if _, err := f.lock(ctx, tx, f.keyOf(r.row)); err != nil && !errors.Is(err, errGone) {
			return err
		}
		now, err := f.unfinished(ctx, tx, f.keyOf(r.row))
		if err != nil || now == nil || now.key != b.key {
			return err
		}
		return write(tx)
	})
}

// paid writes the status, the ledger and the audit of a refund that was given
// back.
func (f *refund) paid(ctx context.Context, tx *gorm.DB, key keySet, b *begun, reference string) error {
	r, err := f.read(ctx, tx, key)
	if err != nil {
		return err
	}
	change := stagedoor.Change{
		Model: f.slug, Key: keyText(key), Verb: verbRefund, Reason: b.reason, Before: map[string]any{},
		After: map[string]any{refundKey: b.key, refundReference: reference},
	}
	if b.approver != "" {
		change.After[refundApprover] = b.approver
	}
	if p := f.purse(r); p.status == f.refunding {
		if r, err = f.turn(ctx, tx, key, r, f.settled(p, b), &change); err != nil {
			return err
		}
	}
	if err := f.record(ctx, tx, r, b.cents, b.reason); err != nil {
		return err
	}
	return stagedoor.RecordChange(ctx, tx, change)
}

// settled is the status after a refund: what it was before where nothing is said
// about it.
func (f *refund) settled(p purse, b *begun) string {
	p.status = b.before
	return f.statusOf(p)
}

// release puts the amount of a refund back that the provider has refused.
func (f *refund) release(ctx context.Context, tx *gorm.DB, key keySet, b *begun, why string) error {
	q, err := f.query(ctx, tx)
	if err != nil {
		return err
	}
	set := map[string]any{f.refunded.name(): clause.Expr{SQL: "? - ?", Vars: []any{at(f.refunded), b.cents}}}
	done := q.Where(f.where(key)).Select(f.counting(set, f.refunded.name())).Updates(set)
	switch {
	case done.Error != nil:
		return fmt.Errorf("autoactions: release the refund of %s %s: %w", f.slug, keyText(key), done.Error)
	case done.RowsAffected != 1:
		return fmt.Errorf("autoactions: release the refund of %s %s: %w", f.slug, keyText(key), errGone)
	}
	r, err := f.read(ctx, tx, key)
	if err != nil {
		return err
	}
	p := f.purse(r)
	change := stagedoor.Change{
		Model: f.slug, Key: keyText(key), Verb: verbRefused, Reason: why,
		Before: map[string]any{f.refunded.name(): p.refunded + b.cents},
		After:  map[string]any{f.refunded.name(): p.refunded, refundKey: b.key},
	}
	if p.status == f.refunding {
		if _, err := f.turn(ctx, tx, key, r, b.before, &change); err != nil {
			return err
		}
	}
	return stagedoor.RecordChange(ctx, tx, change)
}

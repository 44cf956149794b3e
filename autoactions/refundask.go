package autoactions

import (
	"cmp"
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// giveBack is one refund: what was asked for and who agreed.
type giveBack struct {
	cents    int64
	reason   string
	approver string // "" where nobody else had to agree
}

// run asks and refunds. A refund that has begun is finished first.
func (f *refund) run(ctx context.Context, r record) error {
	begun, err := f.unfinished(ctx, f.db, f.keyOf(r.row))
	if err != nil {
		return err
	}
	if begun != nil {
		return f.finish(ctx, r, begun)
	}
	if err := f.possible(r); err != nil {
		return err
	}
	g, err := f.ask(ctx, r)
	if err != nil {
		return err
	}
	p := f.purse(r)
	yes, err := io.Confirm("Refund "+p.show(g.cents)+"?").Danger().
		Help(f.title(r)+": "+g.reason).Labels("Refund "+p.show(g.cents), "Do not refund").
		Changes(f.preview(p, g.cents)...).Get(ctx)
	if err != nil || !yes {
		return err
	}
	if agreed, err := f.approve(ctx, r, &g); err != nil || !agreed {
		return err
	}
	if f.pay != nil {
		return f.payBack(ctx, r, g)
	}
	return f.refund(ctx, r, g)
}

// ask asks how much and why.
func (f *refund) ask(ctx context.Context, r record) (g giveBack, err error) {
	p := f.purse(r)
	help := "Up to " + p.show(p.left()) + " of " + p.show(p.amount)
	most, limited, err := f.limit(ctx, r)
	if err != nil {
		return g, err
	}
	if limited && most < p.left() {
		help += "; above " + p.show(most) + " somebody else has to agree"
	}
	err = io.Group(
		io.Money("Amount", p.currency).Min(1).Max(p.left()).Default(p.left()).Help(help).Into(&g.cents),
		io.Text("Reason").MaxLength(200).Into(&g.reason),
	).Title("Refund " + f.title(r)).Submit("Continue").Ask(ctx)
	return g, err
}

// limit is what the person may give back alone.
func (f *refund) limit(ctx context.Context, r record) (most int64, limited bool, err error) {
	if f.alone == nil {
		return 0, false, nil
	}
	user, err := stagedoor.UserFrom(ctx)
	if err != nil {
		return 0, false, err
	}
	most, err = f.alone(ctx, user, r)
	return max(most, 0), true, err
}

// approve has somebody else agree to what is above the person's limit.
func (f *refund) approve(ctx context.Context, r record, g *giveBack) (agreed bool, err error) {
	most, limited, err := f.limit(ctx, r)
	if err != nil || !limited || g.cents <= most {
		return err == nil, err
	}
	p := f.purse(r)
	question := io.Approve("Refund "+p.show(g.cents)+" for "+f.title(r)+"?").
		Details(f.linkTo(r), io.MetaItem{Label: "Reason", Value: g.reason}, io.MetaItem{Label: "May be refunded alone", Value: p.show(most)}).
		Changes(f.preview(p, g.cents)...)
	if len(f.approvedBy) > 0 {
		question = question.By(f.approvedBy...)
	}
	decided, err := question.Get(ctx)
	by := cmp.Or(decided.By.Name, decided.By.Email, decided.By.ID)
	switch {
	case err != nil:
		return false, err
	case !decided.Approved && decided.Reason != "":
		return false, stagedoor.Fail("%s did not agree, and nothing was refunded: %s", by, decided.Reason)
	case !decided.Approved:
		return false, stagedoor.Fail("%s did not agree, and nothing was refunded.", by)
	}
	g.approver = by
	return true, nil
}

// linkTo names the record as the question does, and leads to its page, which refuses
// whoever may not see it.
func (f *refund) linkTo(r record) io.MetaItem {
	item := io.MetaItem{Label: f.name, Value: f.title(r)}
	if f.has["record"] {
		to := f.to("record", "", r)
		item.Route, item.Params = to.Route, to.Params
	}
	return item
}

// preview shows the row before and after.
func (f *refund) preview(p purse, cents int64) []io.Change {
	rows := []io.Change{{
		Label: f.refunded.tag.Label, Before: p.refunded, After: p.refunded + cents,
		Type: io.MoneyColumn, Currency: p.currency,
	}}
	p.refunded += cents
	if after := f.statusOf(p); f.status != nil && after != p.status {
		rows = append(rows, io.Change{
			Label: f.status.tag.Label, Before: f.status.tag.LabelOf(p.status), After: f.status.tag.LabelOf(after), Type: io.EnumColumn,
		})
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

// refund makes the effect, where the rows are all there is to it.
func (f *refund) refund(ctx context.Context, r record, g giveBack) error {
	key := f.keyOf(r.row)
	err := f.begin(ctx, func(tx *gorm.DB) error {
		return stagedoor.Once(ctx, tx, f.slug+"/refund", func() error { return f.effect(ctx, tx, key, g) })
	})
	if err != nil {
		return err
	}
	return f.report(ctx, r, g.cents)
}

// report makes the refund the run's result.
func (f *refund) report(ctx context.Context, r record, cents int64) error {
	now, err := f.read(ctx, f.db, f.keyOf(r.row))
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

// Package refundcharges is the app of Interval's tutorial: a page that shows what
// has been given back, and an action that gives money back.
package refundcharges

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	s := &shop{charges: seed()}
	reg.Page("refunds", stagedoor.Page{
		Section:     "Refund charges",
		Description: "What was given back, and to whom",
		Handler:     s.overview,
	})
	// Unlisted: the button on the page leads here.
	reg.Action("refunds/refund_user", stagedoor.Action{Unlisted: true, Handler: s.refundUser})
}

// overview is the page.
func (s *shop) overview(context.Context) (stagedoor.Layout, error) {
	refunded := s.refunded()
	var total int64
	for _, c := range refunded {
		total += c.Cents
	}
	return stagedoor.Layout{
		Title: "Refunds",
		Menu:  []stagedoor.Link{{Label: "Refund user", Route: "refunds/refund_user"}},
		Children: []io.Component{
			io.Metadata("So far",
				io.MetaItem{Label: "Refunds", Value: len(refunded), Type: io.NumberColumn},
				io.MetaItem{Label: "Given back", Value: total, Type: io.MoneyColumn, Currency: "USD"},
			).Layout(io.CardLayout),
			io.Table("Refunded charges", refunded),
		},
	}, nil
}

// refundUser is the action.
func (s *shop) refundUser(ctx context.Context) error {
	customer, err := io.Email("Customer e-mail").Help("ada.hamilton@example.com has bought something.").Get(ctx)
	if err != nil {
		return err
	}
	charges := s.refundable(customer)
	if len(charges) == 0 {
		return stagedoor.Fail("%s has no charges that can be refunded.", customer)
	}
	chosen, err := io.SelectRows("Charges to refund", charges).Key(Charge.key).AtLeast(1).Get(ctx)
	if err != nil {
		return err
	}
	progress, err := io.Loading("Refunding charges").Steps(len(chosen)).Start(ctx)
	if err != nil {
		return err
	}
	for _, c := range chosen {
		if err := s.refund(c.ID); err != nil {
			return err
		}
		if err := progress.Step(ctx); err != nil {
			return fmt.Errorf("after charge %d: %w", c.ID, err)
		}
	}
	return stagedoor.SetResult(ctx, len(chosen))
}

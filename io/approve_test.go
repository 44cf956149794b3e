package io_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestApproveAnswers(t *testing.T) {
	const own = "Somebody else has to decide this."
	ben := io.Approver{ID: "2", Name: "Ben", Email: "ben@example.com"}
	answers[io.Approval]{
		bad: map[string]string{
			`null`: required, `true`: misfit, `"yes"`: misfit, `[]`: misfit, `{}`: misfit, `{"approved":true}`: misfit,
			`{"approved":true,"by":{}}`: misfit, `{"approved":true,"by":"2"}`: misfit, `{"approved":1,"by":{"id":"2"}}`: misfit,
			`{"by":{"id":"2"}}`: misfit, `{"approved":null,"by":{"id":"2"}}`: misfit, `{"approved":true,"reason":7,"by":{"id":"2"}}`: misfit,
			`{"approved":true,"by":{"id":"1","name":"Ada"}}`: own, `{"approved":false,"by":{"id":"1"}}`: own,
		},
		good: map[string]io.Approval{
			`{"approved":true,"by":{"id":"2","name":"Ben","email":"ben@example.com"}}`: {Approved: true, By: ben},
			`{"approved":false,"reason":"Too much.","by":{"id":"2"}}`:                  {Reason: "Too much.", By: io.Approver{ID: "2"}},
		},
	}.check(t, "Refund", io.Approve("Refund").By("finance"), same)
}

func TestApproveProps(t *testing.T) {
	setters := []func(io.ApproveCall) io.ApproveCall{
		func(c io.ApproveCall) io.ApproveCall { return c.By("finance", "owners") },
		func(c io.ApproveCall) io.ApproveCall { return c.ByRole("admin") },
		func(c io.ApproveCall) io.ApproveCall { return c.Help("Above the limit") },
		func(c io.ApproveCall) io.ApproveCall {
			return c.Details(io.MetaItem{Label: "Amount", Value: 50000, Type: io.MoneyColumn, Currency: "EUR"})
		},
		func(c io.ApproveCall) io.ApproveCall { return c.Changes(io.Change{Label: "Status", Before: "paid"}) },
	}
	const want = `{"changes":[{"label":"Status","before":"paid"}],"details":[{"currency":"EUR","label":"Amount","type":"money","value":50000}],` +
		`"helpText":"Above the limit","roles":["admin"],"teams":["finance","owners"]}`
	permutations(len(setters), func(order []int) {
		c := io.Approve("Refund")
		for _, i := range order {
			c = setters[i](c)
		}
		run, got := asking(t, c)
		s := run.Expect("Refund")
		if props := string(s.Component().Props); props != want {
			t.Fatalf("order %v: props %s, want %s", order, props, want)
		}
		s.Decline("ben", "Not today.")
		finish(t, run)
		if got.Approved || got.By.ID != "ben" || got.Reason != "Not today." {
			t.Fatalf("order %v: got %+v", order, *got)
		}
	})
}

func TestApproveMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		in       io.Component
		original bool
		want     string
	}{
		"in a group":       {io.Approve("x"), false, "cannot stand in a group"},
		"no team":          {io.Approve("x").By(), false, "nobody may decide"},
		"a nameless team":  {io.Approve("x").By("finance", " "), false, "nobody may decide"},
		"a nameless role":  {io.Approve("x").ByRole(""), false, "nobody may decide"},
		"opaque details":   {io.Approve("x").Details(io.MetaItem{Label: "y", Value: struct{ S string }{"s"}}), false, `"y"`},
		"opaque changes":   {io.Approve("x").Changes(io.Change{Label: "y", Before: struct{ S string }{"s"}}), false, `"y"`},
		"nobody else asks": {io.Approve("x"), true, "this dashboard cannot ask somebody else to agree"},
	} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: c.original}, func(ctx context.Context) error {
			return io.Group(c.in, io.Heading("beside")).Ask(ctx)
		})
		_, err := run.Wait()
		if _, ok := errors.AsType[*io.ResponseError](err); !ok || !strings.Contains(err.Error(), c.want) || len(run.Calls()) > 0 {
			t.Errorf("%s: %v and %d renders", name, err, len(run.Calls()))
		}
	}
}

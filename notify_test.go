package stagedoor_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestNotify(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return stagedoor.Notify(ctx, stagedoor.Notification{
			Title: "Refund", Message: "Please look", To: []string{"ben", "cyd@example.com"}, Key: "k", Link: stagedoor.Link{Label: "Open", Route: "charges"},
		})
	})
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	want := []protocol.NotifyRequest{{
		Title: "Refund", Message: "Please look", IdempotencyKey: "k", Link: &protocol.Button{Label: "Open", Route: "charges"},
		DeliveryInstructions: []protocol.Delivery{{To: "ben"}, {To: "cyd@example.com"}},
	}}
	if got := run.Notices(); !reflect.DeepEqual(got, want) {
		t.Errorf("told %+v, want %+v", got, want)
	}
}

func TestNotificationsThatCannotBe(t *testing.T) {
	for want, n := range map[string]stagedoor.Notification{
		"Message is required": {Title: "x"},
		"without ID":          {Message: "x", To: []string{""}},
		"at most 100":         {Message: "x", To: make([]string, 101)},
		"link of a":           {Message: "x", Link: stagedoor.Link{Label: "x", URL: "javascript:alert(1)"}},
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error { return stagedoor.Notify(ctx, n) })
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Notify = %v, want an error about %q", err, want)
		}
	}
	if err := stagedoor.Notify(t.Context(), stagedoor.Notification{Message: "x"}); !errors.Is(err, io.ErrNoTransaction) {
		t.Errorf("outside a run: %v", err)
	}
	page := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Page: true}, func(ctx context.Context) error {
		return stagedoor.Notify(ctx, stagedoor.Notification{Message: "x"})
	})
	if _, err := page.Wait(); !errors.Is(err, io.ErrPage) {
		t.Errorf("on a page: %v", err)
	}
}

// Whoever has to agree is told where.
func ExampleNotify() {
	ask := func(ctx context.Context) error {
		run, err := stagedoor.RunURL(ctx)
		if err != nil {
			return err
		}
		return stagedoor.Notify(ctx, stagedoor.Notification{
			Title: "A refund waits", Message: "Charge 91 needs a second pair of eyes.",
			To: []string{"ben@example.com"}, Link: stagedoor.Link{Label: "Open the run", URL: run},
		})
	}
	_ = ask
}

func ExampleParamsAs() {
	type params struct {
		Charge int64  `param:"charge"`
		Reason string `param:"reason,optional"`
	}
	refund := func(ctx context.Context) error {
		p, err := stagedoor.ParamsAs[params](ctx) // tells the person all that is wrong with the link
		if err != nil {
			return err
		}
		return io.Markdown(fmt.Sprintf("Refunding charge %d.", p.Charge)).Show(ctx)
	}
	_ = refund
}

// A link without a customer, or with one that has gone, asks for them.
func ExampleParamRecord() {
	customers := map[string]string{"7": "Ada", "8": "Grace"}
	find := func(_ context.Context, id string) (string, bool, error) {
		name, found := customers[id]
		return name, found, nil
	}
	search := io.Search("Customer", func(context.Context, string) ([]string, error) { return []string{"Ada", "Grace"}, nil })
	greet := func(ctx context.Context) error {
		customer, err := stagedoor.ParamRecord(ctx, "customer", find, search)
		if err != nil {
			return err
		}
		return io.Markdown("Hello, " + customer).Show(ctx)
	}
	_ = greet
}

func ExampleLogAt() {
	send := func(ctx context.Context) error {
		return stagedoor.LogAt(ctx, slog.LevelWarn, "The carrier did not answer; trying again.")
	}
	_ = send
}

package stagedoor_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestSlugOfWhatRuns(t *testing.T) {
	if _, err := stagedoor.Slug(t.Context()); !errors.Is(err, io.ErrNoTransaction) {
		t.Errorf("outside of a run: %v", err)
	}
	r := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Slug: "orders/refund"}, func(ctx context.Context) error {
		slug, err := stagedoor.Slug(ctx)
		return errors.Join(err, stagedoor.SetResult(ctx, slug))
	})
	if got, err := r.Wait(); string(got) != `"orders/refund"` || err != nil {
		t.Errorf("slug %s, %v", got, err)
	}
}

func TestRedirectReplacing(t *testing.T) {
	to := stagedoor.Link{Route: "orders"}
	r := stagedoortest.Start(t, func(ctx context.Context) error {
		return errors.Join(stagedoor.Redirect(ctx, to), stagedoor.RedirectReplacing(ctx, to))
	})
	if _, err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	var replaced []bool
	for _, target := range r.Redirects() {
		replaced = append(replaced, target.Replace)
	}
	if !slices.Equal(replaced, []bool{false, true}) {
		t.Errorf("replaced %v", replaced)
	}
}

func TestResultOfDisplays(t *testing.T) {
	r := stagedoortest.Start(t, func(ctx context.Context) error {
		return stagedoor.SetResult(ctx, []io.Display{
			io.Markdown("Sent **3**."), io.Link("Shop", io.LinkTo{URL: "https://example.com"}), io.Code("", "x := 1"),
		})
	})
	const words = `"Sent **3**.\n\nShop: https://example.com\n\nx := 1"`
	if got, err := r.Wait(); string(got) != words || err != nil {
		t.Errorf("result %s, %v", got, err)
	}
	for name, d := range map[string]io.Display{
		"a table": io.Table("Rows", []int{1}), "a file": io.Download("File", "a.txt", []byte("x")),
	} {
		r := stagedoortest.Start(t, func(ctx context.Context) error { return stagedoor.SetResult(ctx, d) })
		if _, err := r.Wait(); err == nil || !strings.Contains(err.Error(), "Show it before the action ends") {
			t.Errorf("%s as a result: %v", name, err)
		}
	}
}

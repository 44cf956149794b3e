package stagedoor_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
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
		"a long table": io.Table("Rows", make([]int, 501)).Columns(io.Column[int]{Label: "N", Value: func(n int) any { return n }}), "a file": io.Download("File", "a.txt", []byte("x")),
	} {
		r := stagedoortest.Start(t, func(ctx context.Context) error { return stagedoor.SetResult(ctx, d) })
		if _, err := r.Wait(); err == nil || !strings.Contains(err.Error(), "Show it before the action ends") {
			t.Errorf("%s as a result: %v", name, err)
		}
	}
}

func TestResultShownAsDisplays(t *testing.T) {
	type parcel struct {
		No int `io:"sort"`
	}
	day := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	var raw json.RawMessage
	r := stagedoortest.Start(t, func(ctx context.Context) error {
		err := stagedoor.SetResultShown(ctx, map[string]any{"sent": 3, "at": day}, io.Heading("Sent"), io.Table("Parcels", []parcel{{2}, {1}}))
		t, _ := txn.From(ctx)
		_, raw = t.Result()
		return err
	})
	got, err := r.Wait()
	var sent struct{ Sent int }
	if jsonErr := json.Unmarshal(got, &sent); err != nil || jsonErr != nil || sent.Sent != 3 {
		t.Fatalf("result %s, %v", got, err)
	}
	shown := r.ResultDisplays()
	if len(shown) != 2 || shown[0].Label != "Sent" {
		t.Fatalf("shown as %+v", shown)
	}
	var props struct{ Data, Exports []any }
	if err := json.Unmarshal(shown[1].Props, &props); err != nil {
		t.Fatal(err)
	}
	if table := shown[1]; table.MethodName != "DISPLAY_TABLE" || table.IsStateful || len(props.Data) != 2 || props.Exports != nil {
		t.Errorf("the table is %+v", table)
	}
	var meta protocol.ResultMeta
	if err := json.Unmarshal(raw, &meta); err != nil || !strings.Contains(string(meta.Values), "Date") {
		t.Errorf("the types of the value are lost: %s, %v", raw, err)
	}
}

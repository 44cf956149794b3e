package host_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// Where several services share a dashboard, a link may lead to another one's
// action: that is no reason for a warning.
func TestLinksToOtherServicesAreNoWarning(t *testing.T) {
	for _, shared := range []bool{false, true} {
		var log bytes.Buffer
		routes := action("a", func(ctx context.Context) error {
			tx, _ := txn.From(ctx)
			for range 3 {
				if err := tx.Link().Redirect(ctx, protocol.RedirectTarget{Route: "elsewhere"}); err != nil {
					return err
				}
			}
			for n := range 1200 { // as many slugs as somebody may make up
				if err := tx.Link().Redirect(ctx, protocol.RedirectTarget{Route: fmt.Sprint("made/up/", n)}); err != nil {
					return err
				}
			}
			return nil
		})
		bubble(t, host.Config{Routes: routes, Shared: shared, Logger: slog.New(slog.NewTextHandler(&log, nil))}, func(d *dashboard, _ *host.Host) {
			d.answer(protocol.SendRedirect, true)
			d.start("tx_1", "a")
			for range 3 + 1200 {
				d.next(protocol.SendRedirect)
			}
			d.next(protocol.MarkComplete)
		})
		warned := strings.Count(log.String(), "level=WARN")
		if said := strings.Count(log.String(), "slug=elsewhere"); said != 1 || shared != (warned == 0) || warned > 1000 {
			t.Errorf("shared is %v: said %d times, %d warnings", shared, said, warned)
		}
	}
}

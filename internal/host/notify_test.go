package host_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// A message without receivers is for whoever runs the action, and one without a
// key gets one, so that it can be said again. A dashboard that knows no levels
// reads them in the line.
func TestNotifyAndLevels(t *testing.T) {
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		if err := tx.Link().Log(ctx, protocol.LogWarn, "careful"); err != nil {
			return err
		}
		return tx.Link().Notify(ctx, protocol.NotifyRequest{Message: "Half way"})
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, _ *host.Host) {
		d.answer(protocol.Notify, true)
		d.start("tx_1", "a")
		d.contains(d.next(protocol.SendLog), `"data":"WARN careful"`, `"level":"warn"`)
		var in protocol.NotifyRequest
		if err := json.Unmarshal([]byte(d.next(protocol.Notify)), &in); err != nil {
			t.Fatal(err)
		}
		if in.TransactionID != "tx_1" || len(in.DeliveryInstructions) != 1 || in.DeliveryInstructions[0].To == "" || in.IdempotencyKey == "" || in.CreatedAt == "" {
			t.Errorf("told %+v", in)
		}
	})
}

package panel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// Charge is a payment; Back is a row of the ledger for each refund of it.
type Charge struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	Customer string `io:"search" validate:"required"`
	Note     string `io:"multiline"`
	Cents    int64  `io:"label:Amount;unit:cents;currency:EUR;readonly"`
	Refunded int64  `io:"unit:cents;currency:EUR;readonly"`
}

type Back struct {
	ID     uint `gorm:"primaryKey"`
	Charge uint
	Cents  int64
	Reason string
}

// till is a registry over one charge of 100.00 EUR.
func till(t *testing.T, db *gorm.DB) *stagedoor.Registry {
	t.Helper()
	if err := db.AutoMigrate(&Charge{}, &Back{}); err != nil {
		t.Fatal(err)
	}
	if err := db.Create(&Charge{Customer: "ada@example.com", Cents: 10_000}).Error; err != nil {
		t.Fatal(err)
	}
	reg := stagedoor.NewRegistry()
	autoactions.Register(reg, db, autoactions.Model[Charge]{
		Slug: "charges",
		Actions: []autoactions.RowAction[Charge]{autoactions.Refund(autoactions.RefundOf[Charge]{
			Amount: "Cents", Refunded: "Refunded",
			Record: func(_ context.Context, tx *gorm.DB, c *Charge, cents int64, reason string) error {
				return tx.Create(&Back{Charge: c.ID, Cents: cents, Reason: reason}).Error
			},
		})},
	})
	return reg
}

// ledger checks what has been given back, by the rows.
func ledger(t *testing.T, db *gorm.DB, want ...int64) {
	t.Helper()
	var rows []Back
	if err := db.Order("id").Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	var got []int64
	sum := int64(0)
	for _, r := range rows {
		got = append(got, r.Cents)
		sum += r.Cents
	}
	var c Charge
	if err := db.First(&c).Error; err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || c.Refunded != sum {
		t.Errorf("the ledger has %v, want %v; the charge says %d were refunded", got, want, c.Refunded)
	}
}

func TestARefundTakesEffectOnceHoweverOftenItIsSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		_, web := mount(t, db, till(t, db))
		b := open(t, web, "ana")

		// Twice the same start, as of a double click: one run.
		start := protocol.StartRunRequest{Slug: "charges/refund", Params: map[string]string{"id": "1"}, Key: "one click"}
		var first, second protocol.StartedRun
		b.must(protocol.CallStartRun, start, &first)
		b.must(protocol.CallStartRun, start, &second)
		if first != second {
			t.Fatalf("a double click made the runs %s and %s", first.RunID, second.RunID)
		}

		run := b.follow(first.RunID)
		confirm := run.next(`4500`, `"Arrived broken"`)
		yes := run.reply(confirm, `true`)

		// The same answer at once from two tabs, and again after the line broke.
		other := open(t, web, "ana")
		ids := [2]string{b.send(protocol.CallAnswer, yes), other.send(protocol.CallAnswer, yes)}
		b.connect() // the first tab hears nothing of it
		for f := other.read(); f.ID != ids[1]; f = other.read() {
			if f.Error != nil {
				t.Errorf("the second tab was told %s", f.Error.Message)
			}
		}
		resumed := b.follow(run.id)
		if refused := b.ask(protocol.CallAnswer, yes, nil); refused != nil && refused.Code != protocol.Stale {
			t.Errorf("the resent answer was refused with %s: %s", refused.Code, refused.Message)
		}
		if ended := resumed.ends(); ended.Status != protocol.RunDone {
			t.Errorf("the run ended as %s: %+v", ended.Status, ended.Result)
		}
		ledger(t, db, 4500)

		// An answer that is late, or of a call that never was, changes nothing.
		wrong := yes
		wrong.CallID = "no-such-call"
		if refused := b.ask(protocol.CallAnswer, wrong, nil); refused == nil || refused.Code != protocol.Stale {
			t.Errorf("an unknown call id was answered with %+v", refused)
		}
		ledger(t, db, 4500)
	})
}

func TestARefundNeverExceedsWhatIsLeft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		_, web := mount(t, db, till(t, db))
		params := map[string]string{"id": "1"}
		ana, ben := open(t, web, "ana").start("charges/refund", params), open(t, web, "ben").start("charges/refund", params)
		if call := ana.next(`10001`, `"Too much"`); call.ToRender[amountOf(call)].ValidationErrorMessage == "" {
			t.Error("more than was captured is accepted")
		}
		ana.next(`7000`, `"First"`)
		ben.next(`7000`, `"Second"`) // allowed when it was asked
		if ended := ana.ends(`true`); ended.Status != protocol.RunDone {
			t.Fatalf("the first refund ended as %s: %+v", ended.Status, ended.Result)
		}
		ended := ben.ends(`true`)
		if ended.Status != protocol.RunFailed || ended.Result.Reference != "" || !strings.Contains(ended.Result.Message, "30.00") {
			t.Errorf("the second refund ended as %s: %+v", ended.Status, ended.Result)
		}
		ledger(t, db, 7000)
	})
}

// amountOf is the place of the amount among a call's components.
func amountOf(call protocol.IOCall) int {
	for i, c := range call.ToRender {
		if c.MethodName == protocol.InputNumber {
			return i
		}
	}
	return 0
}

func TestTheSecondOfTwoEditorsSeesBothVersions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		_, web := mount(t, db, till(t, db))
		params := map[string]string{"id": "1"}
		ana, ben := open(t, web, "ana").start("charges/edit", params), open(t, web, "ben").start("charges/edit", params)
		ana.next(`"ada@example.com"`, `"Ana was here"`)
		ben.next(`"ada@example.org"`, `"Ben was here"`)
		if ended := ana.endsChoosing(); !ended.Status.Live() && ended.Status == protocol.RunFailed {
			t.Fatalf("the first edit failed: %+v", ended.Result)
		}
		before := ben.waits()
		if refused := ben.b.ask(protocol.CallAnswer, ben.reply(before, nulls(before)...), nil); refused != nil {
			t.Fatal(refused.Message)
		}
		ben.until("asks about the conflict", func() bool {
			return !ben.run.Status.Live() || ben.run.PendingID != "" && ben.run.PendingID != before.ID
		})
		conflict, err := json.Marshal(ben.waits())
		if err != nil {
			t.Fatal(err)
		}
		for _, version := range []string{"Ana was here", "Ben was here"} {
			if !strings.Contains(string(conflict), version) {
				t.Errorf("the conflict does not show %q: %s", version, conflict)
			}
		}
		var c Charge
		if err := db.First(&c).Error; err != nil {
			t.Fatal(err)
		}
		if c.Note != "Ana was here" {
			t.Errorf("the note is %q: it was overwritten before anybody chose", c.Note)
		}
	})
}

// nulls answers a call of displays and buttons.
func nulls(call protocol.IOCall) []string {
	out := make([]string, len(call.ToRender))
	for i := range out {
		out[i] = `null`
	}
	return out
}

// endsChoosing presses the first button of a review.
func (r *followed) endsChoosing() protocol.Run {
	r.b.t.Helper()
	call := r.waits()
	return r.ends(nulls(call)...)
}

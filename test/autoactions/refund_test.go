package autoactions_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

func refundOf() autoactions.RefundOf[Charge] {
	return autoactions.RefundOf[Charge]{
		Amount: "Cents", Refunded: "Refunded", Status: "Status",
		Refundable: []string{"paid", "partly refunded"}, PartlyRefunded: "partly refunded", FullyRefunded: "refunded",
		Record: func(_ context.Context, tx *gorm.DB, c *Charge, cents int64, reason string) error {
			return tx.Create(&Ledger{ChargeID: c.ID, Cents: cents, Reason: reason}).Error
		},
	}
}

// till registers charges that can be refunded, and makes one of 120.00.
func till(t *testing.T, d *desk.Desk) {
	t.Helper()
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{
		Actions: []autoactions.RowAction[Charge]{autoactions.Refund(refundOf())},
	})
	desk.Must(t, d.DB.Create(&Charge{Title: "Coat", Cents: 12000, Status: "paid"}).Error)
}

// state returns what was refunded of the charge, its status and its ledger.
func state(d *desk.Desk) (refunded int64, status Status, ledger []Ledger) {
	d.T.Helper()
	var c Charge
	desk.Must(d.T, d.DB.First(&c, "id = ?", 1).Error)
	desk.Must(d.T, d.DB.Order("id").Find(&ledger).Error)
	return c.Refunded, c.Status, ledger
}

func TestRefundPartAndThenTheRest(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		till(t, d)
		run := d.Start("charges/refund", "1")
		form := run.Expect("Amount")
		form.Choose("Continue", map[string]any{"Amount": 12001, "Reason": "wrong size"})
		form = run.Expect("Amount")
		if !strings.Contains(form.Message(), "120.00 EUR") {
			t.Errorf("too much: %q", form.Message())
		}
		form.Choose("Continue", map[string]any{"Amount": 4500, "Reason": ""})
		form = run.Expect("Reason")
		if form.Message() == "" {
			t.Error("no reason was asked for")
		}
		form.Choose("Continue", map[string]any{"Amount": 4500, "Reason": "wrong size"})
		confirm := run.Expect("Refund 45.00 EUR?")
		var props struct {
			Danger       bool
			ConfirmLabel string
		}
		confirm.Props(&props)
		if !props.Danger || props.ConfirmLabel != "Refund 45.00 EUR" {
			t.Errorf("confirmation %+v", props)
		}
		if refunded, _, _ := state(d); refunded != 0 {
			t.Error("refunded before it was confirmed")
		}
		confirm.Answer(true)
		if got := desk.Ends(t, run); got["Refunded"] != "45.00 EUR" || got["Refunded in total"] != "45.00 EUR" {
			t.Errorf("result %v", got)
		}
		if refunded, status, ledger := state(d); refunded != 4500 || status != "partly refunded" || len(ledger) != 1 || ledger[0].Reason != "wrong size" {
			t.Errorf("%d %s %+v", refunded, status, ledger)
		}

		run = d.Start("charges/refund", "1")
		var amount struct{ Max, DefaultValue float64 }
		form = run.Expect("Amount")
		form.Props(&amount)
		if amount.Max != 7500 || amount.DefaultValue != 7500 {
			t.Errorf("the rest is %+v", amount)
		}
		form.Choose("Continue", 7500, "the rest")
		run.Expect("Refund 75.00 EUR?").Answer(true)
		desk.Ends(t, run)
		if refunded, status, ledger := state(d); refunded != 12000 || status != "refunded" || len(ledger) != 2 {
			t.Errorf("%d %s %+v", refunded, status, ledger)
		}
		if said := desk.Fails(t, d.Start("charges/refund", "1")); !strings.Contains(said, "already fully refunded: 120.00 EUR of 120.00 EUR") {
			t.Errorf("a third refund: %q", said)
		}
		history := d.Open("charges/record", "1").Table("Timeline")
		if len(history.Data) != 2 || !strings.Contains(fmt.Sprint(history.Data[1].Data["Fields"]), "0.00 EUR → 45.00 EUR") {
			t.Errorf("history %+v", history.Data)
		}
	})
}

func TestRefundOfWhatIsLeftNoMoreSaysTheNumbers(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		till(t, d)
		run := d.Start("charges/refund", "1")
		run.Expect("Amount").Choose("Continue", 8000, "slow")
		confirm := run.Expect("Refund 80.00 EUR?")
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 1").Updates(map[string]any{"refunded": 5000, "status": "partly refunded"}).Error)
		confirm.Answer(true)
		if said := desk.Fails(t, run); !strings.Contains(said, "at most 70.00 EUR is left") {
			t.Errorf("said %q", said)
		}
		if refunded, _, ledger := state(d); refunded != 5000 || len(ledger) != 0 {
			t.Errorf("%d %+v", refunded, ledger)
		}
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 1").Update("status", "failed").Error)
		if said := desk.Fails(t, d.Start("charges/refund", "1")); !strings.Contains(said, "failed") {
			t.Errorf("a failed charge: %q", said)
		}
	})
}

// Ten people refund 30.00 of 120.00 at the same time.
func TestConcurrentRefundsNeverExceedWhatWasCaptured(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		till(t, d)
		confirms := make([]*stagedoortest.Screen, 10)
		waiting := make([]*stagedoortest.Run, 10)
		for i := range confirms {
			waiting[i] = d.Start("charges/refund", "1")
			waiting[i].Expect("Amount").Choose("Continue", 3000, "at once")
			confirms[i] = waiting[i].Expect("Refund 30.00 EUR?")
		}
		var all sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for i, c := range confirms {
			all.Go(func() {
				c.Answer(true)
				_, err := waiting[i].Wait()
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					won++
				} else if _, public := err.(interface{ PublicMessage() string }); !public {
					t.Errorf("run %d: %v", i, err)
				}
			})
		}
		all.Wait()
		refunded, status, ledger := state(d)
		if won != 4 || refunded != 12000 || status != "refunded" || len(ledger) != 4 {
			t.Errorf("%d won; %d refunded, %s, %d in the ledger", won, refunded, status, len(ledger))
		}
	})
}

// The same run, played again from its answers, pays once.
func TestReplayedRunRefundsOnce(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		till(t, d)
		for range 3 {
			run := d.StartAs("charges/refund", "1", "same-run", "Ada")
			run.Expect("Amount").Choose("Continue", 2000, "twice")
			run.Expect("Refund 20.00 EUR?").Answer(true)
			if got := desk.Ends(t, run); got["Refunded"] != "20.00 EUR" {
				t.Errorf("result %v", got)
			}
		}
		if refunded, _, ledger := state(d); refunded != 2000 || len(ledger) != 1 {
			t.Errorf("%d refunded, %d in the ledger", refunded, len(ledger))
		}
	})
}

func TestLedgerAndRowGoTogether(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		of := refundOf()
		of.Slug = "give_back"
		of.Record = func(context.Context, *gorm.DB, *Charge, int64, string) error { return fmt.Errorf("ledger down") }
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Actions: []autoactions.RowAction[Charge]{autoactions.Refund(of)}})
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat", Cents: 12000, Status: "paid"}).Error)
		run := d.Start("charges/give_back", "1")
		run.Expect("Amount").Choose("Continue", 2000, "x")
		run.Expect("Refund 20.00 EUR?").Answer(true)
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "ledger down") {
			t.Errorf("ended with %v", err)
		}
		if refunded, status, _ := state(d); refunded != 0 || status != "paid" {
			t.Errorf("%d refunded, %s, without a ledger row", refunded, status)
		}
		if _, err := d.TryOpen("charges/record", "1"); err != nil {
			t.Error(err)
		}
	})
}

// Yen is a charge in a currency without cents, named by a field.
type Yen struct {
	ID       uint   `io:"readonly"`
	Amount   int64  `io:"unit:minor;currency:EUR"`
	Back     *int64 `io:"unit:minor"`
	Currency string `gorm:"size:3" io:""`
}

func TestRefundInTheCurrencyOfTheRow(t *testing.T) {
	desk.Each(t, []any{&Yen{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Yen]{Slug: "yen", Actions: []autoactions.RowAction[Yen]{
			autoactions.Refund(autoactions.RefundOf[Yen]{Amount: "amount", Refunded: "back", Currency: "Currency"}),
		}})
		desk.Must(t, d.DB.Create(&[]Yen{{Amount: 5000, Currency: "JPY"}, {Amount: 1234567, Currency: "KWD"}}).Error)
		for id, label := range map[string]string{"1": "Refund 5,000 JPY?", "2": "Refund 1,234.567 KWD?"} {
			run := d.Start("yen/refund", id)
			form := run.Expect("Amount")
			var amount struct{ DefaultValue any }
			form.Props(&amount)
			form.Choose("Continue", amount.DefaultValue, "all")
			run.Expect(label).Answer(true)
			desk.Ends(t, run)
		}
		var rows []Yen
		desk.Must(t, d.DB.Order("id").Find(&rows).Error)
		if *rows[0].Back != 5000 || *rows[1].Back != 1234567 {
			t.Errorf("refunded %d and %d", *rows[0].Back, *rows[1].Back)
		}
	})
}

// What could only end in a refusal is not offered; whoever has the link hears why.
func TestRefundIsOfferedWhereItIsPossible(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		till(t, d)
		offered := func() bool {
			return slices.ContainsFunc(d.Open("charges/record", "1").Layout.Menu, func(l stagedoor.Link) bool { return l.Route == "charges/refund" })
		}
		if !offered() {
			t.Error("no refund of a charge that is paid")
		}
		run := d.Start("charges/refund", "1")
		run.Expect("Amount").Choose("Continue", 12000, "all of it")
		run.Expect("Refund 120.00 EUR?").Answer(true)
		desk.Ends(t, run)
		if offered() {
			t.Error("a refund of a charge that is fully refunded")
		}
		if _, err := d.Start("charges/refund", "1").Wait(); err == nil || !strings.Contains(err.Error(), "fully refunded") {
			t.Errorf("the link says %v", err)
		}
	})
}

// A Bill has a status that people read in other words.
type Bill struct {
	ID     uint   `gorm:"primaryKey" io:"readonly"`
	Title  string `gorm:"size:100" io:"search" validate:"required"`
	Cents  int64  `io:"label:Amount;unit:cents;currency:EUR"`
	Back   int64  `io:"unit:cents;currency:EUR;readonly"`
	Status string `gorm:"size:20" io:"labels:open=Not yet,paid=Paid in full,refunded=Given back" validate:"oneof=open paid refunded"`
}

func TestARefundSaysStatusesInTheWordsOfPeople(t *testing.T) {
	d := desk.Plain(t, []any{&Bill{}})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Bill]{Actions: []autoactions.RowAction[Bill]{autoactions.Refund(autoactions.RefundOf[Bill]{
		Amount: "Cents", Refunded: "Back", Status: "Status", Refundable: []string{"paid"}, FullyRefunded: "refunded",
		Alone: func(context.Context, stagedoor.User, *Bill) (int64, error) { return 0, nil },
	})}})
	desk.Must(t, d.Reg.Check())
	desk.Must(t, d.DB.Create(&[]Bill{{Title: "Coat", Cents: 100, Status: "paid"}, {Title: "Hat", Cents: 100, Status: "open"}}).Error)

	run := d.Start("bills/refund", "1")
	run.Expect("Amount").Choose("Continue", 100, "torn")
	confirm := run.Expect("Refund 1.00 EUR?")
	saysStatus(t, confirm)
	confirm.Answer(true)
	saysStatus(t, run.Expect("Refund 1.00 EUR for Coat?"))

	if said := desk.Fails(t, d.Start("bills/refund", "2")); said != "Hat cannot be refunded while its status is Not yet." {
		t.Errorf("said %q", said)
	}
}

// saysStatus checks what a question says of the status.
func saysStatus(t *testing.T, question *stagedoortest.Screen) {
	t.Helper()
	var props protocol.ConfirmProps
	question.Props(&props)
	last := props.Changes[len(props.Changes)-1]
	if last.Label != "Status" || last.Before != "Paid in full" || last.After != "Given back" {
		t.Errorf("%q says %+v", question.Component().Label, last)
	}
}

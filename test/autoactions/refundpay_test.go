package autoactions_test

import (
	"context"
	"errors"
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

// provider is a payment provider that takes each key once, as real ones do.
type provider struct {
	mu    sync.Mutex
	calls []string         // keys, in order
	paid  map[string]int64 // by key
	lose  bool             // the answer is lost after the money has moved
	no    string           // it refuses, with these words
}

func (p *provider) pay(_ context.Context, _ *Charge, cents int64, key string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls = append(p.calls, key)
	if p.no != "" {
		return "", stagedoor.Fail("%s", p.no)
	}
	if p.paid == nil {
		p.paid = map[string]int64{}
	}
	p.paid[key] = cents
	if p.lose {
		return "", errors.New("connection reset by peer")
	}
	return "re_" + key, nil
}

func (p *provider) total() (total int64) {
	for _, cents := range p.paid {
		total += cents
	}
	return total
}

// counter registers charges that a provider refunds, and makes one of 120.00.
func counter(t *testing.T, d *desk.Desk, p *provider, change func(*autoactions.RefundOf[Charge])) {
	t.Helper()
	of := refundOf()
	of.Pay, of.Refunding = p.pay, "refunding"
	if change != nil {
		change(&of)
	}
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Actions: []autoactions.RowAction[Charge]{autoactions.Refund(of)}})
	desk.Must(t, d.Reg.Check())
	desk.Must(t, d.DB.Create(&Charge{Title: "Coat", Cents: 12000, Status: "paid"}).Error)
}

// verbs are what the history says was done to the charge, the first thing first.
func verbs(d *desk.Desk) (verbs []string) {
	d.T.Helper()
	changes, err := stagedoor.RecordHistory(d.T.Context(), d.DB, "charges", "1", 100)
	desk.Must(d.T, err)
	for _, c := range slices.Backward(changes) {
		verbs = append(verbs, c.Verb)
	}
	return verbs
}

func TestRefundByAProvider(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		p := &provider{}
		counter(t, d, p, nil)
		for range 2 { // the second time it is played again from its answers
			run := d.StartAs("charges/refund", "1", "same-run", "Ada")
			run.Expect("Amount").Choose("Continue", 4500, "torn")
			run.Expect("Refund 45.00 EUR?").Answer(true)
			if got := desk.Ends(t, run); got["Refunded"] != "45.00 EUR" {
				t.Errorf("result %v", got)
			}
		}
		refunded, status, ledger := state(d)
		if refunded != 4500 || status != "partly refunded" || len(ledger) != 1 || p.total() != 4500 || len(p.calls) != 1 {
			t.Errorf("%d %s %+v; provider %+v", refunded, status, ledger, p)
		}
		if got := strings.Join(verbs(d), ", "); got != "refund begun, refund" {
			t.Errorf("history: %s", got)
		}
	})
}

func TestARefusalReleasesTheAmount(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		p := &provider{no: "The card was closed."}
		counter(t, d, p, nil)
		for range 2 {
			run := d.StartAs("charges/refund", "1", "same-run", "Ada")
			run.Expect("Amount").Choose("Continue", 4500, "torn")
			run.Expect("Refund 45.00 EUR?").Answer(true)
			if said := desk.Fails(t, run); said != p.no {
				t.Errorf("said %q", said)
			}
		}
		if refunded, status, ledger := state(d); refunded != 0 || status != "paid" || len(ledger) != 0 || len(p.calls) != 1 {
			t.Errorf("%d %s %+v, %d calls", refunded, status, ledger, len(p.calls))
		}
		if got := strings.Join(verbs(d), ", "); got != "refund begun, refund refused" {
			t.Errorf("history: %s", got)
		}
	})
}

// The provider has paid and its answer is lost. Somebody else finishes, whatever
// is tried meanwhile: the money goes once.
func TestALostAnswerIsFinishedByAnybodyAndNeverPaidTwice(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		p := &provider{lose: true}
		counter(t, d, p, nil)
		early := d.StartAs("charges/refund", "1", "early", "Cyd")
		early.Expect("Amount").Choose("Continue", 1000, "as well")
		confirm := early.Expect("Refund 10.00 EUR?")

		run := d.StartAs("charges/refund", "1", "first", "Ada")
		run.Expect("Amount").Choose("Continue", 12000, "torn")
		run.Expect("Refund 120.00 EUR?").Answer(true)
		if said := desk.Fails(t, run); !strings.Contains(said, "not known yet whether 120.00 EUR") {
			t.Errorf("said %q", said)
		}
		confirm.Answer(true)
		if said := desk.Fails(t, early); !strings.Contains(said, "Ada has begun") {
			t.Errorf("a second one at once: %q", said)
		}
		if refunded, status, ledger := state(d); refunded != 12000 || status != "refunding" || len(ledger) != 0 {
			t.Errorf("unfinished: %d %s %+v", refunded, status, ledger)
		}
		if !slices.ContainsFunc(d.Open("charges/record", "1").Layout.Menu, func(l stagedoor.Link) bool { return l.Route == "charges/refund" }) {
			t.Error("the unfinished refund is not offered")
		}

		p.lose = false
		var runs []*stagedoortest.Run
		var questions []*stagedoortest.Screen
		for _, name := range []string{"Ben", "Dee"} { // both are asked before either has answered
			run := d.StartAs("charges/refund", "1", "by-"+name, name)
			runs, questions = append(runs, run), append(questions, run.Expect("Finish the refund of 120.00 EUR?"))
		}
		var both sync.WaitGroup
		for i, run := range runs {
			both.Go(func() {
				questions[i].Answer(true)
				if _, err := run.Wait(); err != nil {
					t.Errorf("finishing: %v", err)
				}
			})
		}
		both.Wait()
		refunded, status, ledger := state(d)
		if refunded != 12000 || status != "refunded" || len(ledger) != 1 || p.total() != 12000 {
			t.Errorf("finished: %d %s %+v, paid %d", refunded, status, ledger, p.total())
		}
		if slices.Sort(p.calls); p.calls[0] != p.calls[len(p.calls)-1] {
			t.Errorf("keys %v", p.calls)
		}
		if got := strings.Join(verbs(d), ", "); got != "refund begun, refund" {
			t.Errorf("history: %s", got)
		}
	})
}

func TestAboveTheLimitSomebodyElseHasToAgree(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		counter(t, d, &provider{}, func(of *autoactions.RefundOf[Charge]) {
			of.Alone = func(context.Context, stagedoor.User, *Charge) (int64, error) { return 5000, nil }
			of.ApprovedBy = []string{"finance"}
		})
		run := d.Start("charges/refund", "1")
		run.Expect("Amount").Choose("Continue", 5000, "within")
		run.Expect("Refund 50.00 EUR?").Answer(true)
		desk.Ends(t, run)

		for _, agree := range []bool{false, true} {
			run := d.StartAs("charges/refund", "1", fmt.Sprint("above-", agree), "Ada")
			run.Expect("Amount").Choose("Continue", 5001, "above")
			run.Expect("Refund 50.01 EUR?").Answer(true)
			question := run.Expect("Refund 50.01 EUR for Coat?")
			var props protocol.ApproveProps
			if question.Props(&props); !slices.Equal(props.Teams, []string{"finance"}) {
				t.Errorf("teams %v", props.Teams)
			}
			if link := props.Details[0]; link.Label != "Charge" || link.Value != "Coat" || link.Route != "charges/record" || fmt.Sprint(link.Params) != "map[id:1]" {
				t.Errorf("the question leads to %+v", link)
			}
			if refunded, _, _ := state(d); refunded != 5000 {
				t.Error("refunded before anybody agreed")
			}
			if !agree {
				question.Decline("ben", "Too much.")
				if said := desk.Fails(t, run); !strings.Contains(said, "Too much.") {
					t.Errorf("said %q", said)
				}
				continue
			}
			question.Approve("ben", "")
			desk.Ends(t, run)
		}
		if refunded, _, ledger := state(d); refunded != 10001 || len(ledger) != 2 {
			t.Errorf("%d %+v", refunded, ledger)
		}
	})
}

// Whoever sees the record sees who agreed to a refund, and what the provider calls it.
func TestTheTimelineSaysWhoApprovedARefundAndItsReference(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		p := &provider{}
		counter(t, d, p, func(of *autoactions.RefundOf[Charge]) {
			of.Alone = func(context.Context, stagedoor.User, *Charge) (int64, error) { return 0, nil }
		})
		run := d.Start("charges/refund", "1")
		run.Expect("Amount").Choose("Continue", 12000, "torn")
		run.Expect("Refund 120.00 EUR?").Answer(true)
		run.Expect("Refund 120.00 EUR for Coat?").Approve("ben", "")
		desk.Ends(t, run)

		rows := d.Open("charges/record", "1").Table("Timeline").Data
		reference := "Provider's reference: re_" + p.calls[0]
		for i, want := range []string{"; Approved by: ben; " + reference, "; Approved by: ben"} { // paid, begun
			if said, _ := rows[i].Data["Fields"].(string); !strings.HasSuffix(said, want) {
				t.Errorf("entry %d says %q, want %q at its end", i, said, want)
			}
		}
		d.Extra = map[string]any{"change": rows[0].Key}
		page := d.Open("charges/change", "1")
		var props protocol.ChangesProps
		fields, _ := page.Component("Fields")
		desk.Must(t, desk.Props(fields, &props))
		said := map[string]string{}
		for _, row := range props.Rows {
			said[row.Label] = fmt.Sprint(row.After)
		}
		if said["Approved by"] != "ben" || said["Provider's reference"] != "re_"+p.calls[0] {
			t.Errorf("the page of the change says %v", said)
		}
	})
}

func TestRefundMistakesOfProviders(t *testing.T) {
	for want, change := range map[string]func(*autoactions.RefundOf[Charge]){
		"Refunding: Pay needs": func(of *autoactions.RefundOf[Charge]) { of.Pay = (&provider{}).pay },
		"not one of Refundable": func(of *autoactions.RefundOf[Charge]) {
			of.Pay, of.Refunding = (&provider{}).pay, "paid"
		},
		"ApprovedBy": func(of *autoactions.RefundOf[Charge]) { of.ApprovedBy = []string{"finance"} },
	} {
		of := refundOf()
		change(&of)
		reg := stagedoor.NewRegistry()
		autoactions.Register(reg, stagedoortest.NoDatabase(), autoactions.Model[Charge]{Actions: []autoactions.RowAction[Charge]{autoactions.Refund(of)}})
		if err := reg.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check = %v, want %q", err, want)
		}
	}
}

// Whoever is asked to approve reads of the record, whatever the Scope is for them: it is
// said who that is, or nobody is asked.
func TestApprovalsAcrossAScopeAreAskedOfNamedTeams(t *testing.T) {
	of := refundOf()
	of.Alone = func(context.Context, stagedoor.User, *Charge) (int64, error) { return 5000, nil }
	check := func() error {
		reg := stagedoor.NewRegistry()
		autoactions.Register(reg, stagedoortest.NoDatabase(), autoactions.Model[Charge]{
			Actions: []autoactions.RowAction[Charge]{autoactions.Refund(of)},
			Scope:   func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("person_id = 1"), nil },
		})
		return reg.Check()
	}
	if err := check(); err == nil || !strings.Contains(err.Error(), "ApprovedBy: the model has a Scope") {
		t.Errorf("Check = %v", err)
	}
	of.ApprovedBy = []string{"finance"}
	if err := check(); err != nil {
		t.Errorf("with teams: %v", err)
	}
}

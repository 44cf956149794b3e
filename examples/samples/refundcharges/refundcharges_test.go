package refundcharges

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestRefundUser(t *testing.T) {
	s := &shop{charges: seed()}
	run := stagedoortest.Start(t, s.refundUser)
	run.Expect("Customer e-mail").Answer("ada")
	again := run.Expect("Customer e-mail")
	if again.Message() == "" {
		t.Error("an address without an @ was not refused")
	}
	again.Answer("ada.hamilton@example.com")
	run.Expect("Charges to refund").Answer([]string{})
	again = run.Expect("Charges to refund")
	if again.Message() == "" {
		t.Error("no charges at all were not refused")
	}
	again.Answer([]string{"1", "3"})
	result, err := run.Wait()
	if err != nil || string(result) != "2" {
		t.Errorf("refund_user = %s, %v, want 2", result, err)
	}
	if got := len(s.refunded()); got != 3 {
		t.Errorf("%d charges are refunded, want 3", got)
	}
	if states := run.Loading(); len(states) != 3 {
		t.Errorf("%d states of the progress bar, want 3: %v", len(states), states)
	}
}

func TestRefundNobody(t *testing.T) {
	s := &shop{charges: seed()}
	run := stagedoortest.Start(t, s.refundUser)
	run.Expect("Customer e-mail").Answer("nobody@example.com")
	if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "has no charges") {
		t.Errorf("refund_user = %v", err)
	}
}

func TestRefundedMeanwhile(t *testing.T) {
	s := &shop{charges: seed()}
	run := stagedoortest.Start(t, s.refundUser)
	run.Expect("Customer e-mail").Answer("bo.lind@example.com")
	question := run.Expect("Charges to refund")
	if err := s.refund(4); err != nil {
		t.Fatal(err)
	}
	question.Answer([]string{"4"})
	if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "meanwhile") {
		t.Errorf("refund_user = %v", err)
	}
}

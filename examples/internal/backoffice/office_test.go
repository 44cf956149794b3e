package backoffice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"github.com/stagedoor/stagedoor/examples/internal/shop/shoptest"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"gorm.io/gorm"
)

const ada = "ada.hamilton@example.com"

func office(t *testing.T) Office {
	t.Helper()
	db, closeDB, err := shop.Open(t.Context(), shoptest.File(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = closeDB() })
	return New(db)
}

func TestHelloUser(t *testing.T) {
	o := office(t)
	run := stagedoortest.Start(t, o.HelloUser)
	run.Expect("Enter a user id").Answer(1)
	if result, err := run.Wait(); err != nil || string(result) != `"Hello, Ada Hamilton!"` {
		t.Errorf("hello 1 = %s, %v", result, err)
	}
	run = stagedoortest.Start(t, o.HelloUser)
	run.Expect("Enter a user id").Answer(99999)
	if _, err := run.Wait(); err == nil || err.Error() != "There is no user 99999." {
		t.Errorf("hello 99999 = %v", err)
	}
}

// toConfirmation goes on to the last question with the newest of Ada's charges.
func toConfirmation(t *testing.T, o Office) (*stagedoortest.Run, shop.Charge) {
	t.Helper()
	charges, err := o.openCharges(t.Context(), ada)
	if err != nil || len(charges) == 0 {
		t.Fatalf("Ada has %d charges, %v", len(charges), err)
	}
	run := stagedoortest.Start(t, o.RefundUser)
	screen := run.Expect("Customer e-mail")
	screen.Answer("nobody@example.com")
	screen = run.Expect("Customer e-mail")
	if !strings.Contains(screen.Message(), "Nothing that could be refunded") {
		t.Errorf("an unknown address says %q", screen.Message())
	}
	screen.Answer(ada)
	run.Expect("Charges to refund").Answer([]string{strconv.FormatUint(uint64(charges[0].ID), 10)})
	return run, charges[0]
}

func question(c shop.Charge) string {
	return "Refund 1 charge, " + shop.Money(c.Cents) + " in total, to " + ada + "?"
}

func TestTheQuestionSaysHowManyAndHowMuch(t *testing.T) {
	o := office(t)
	charges, err := o.openCharges(t.Context(), ada)
	if err != nil || len(charges) < 2 {
		t.Fatalf("Ada has %d charges, %v", len(charges), err)
	}
	first, second := charges[0], charges[1]
	run := stagedoortest.Start(t, o.RefundUser)
	run.Expect("Customer e-mail").Answer(ada)
	run.Expect("Charges to refund").Answer([]string{fmt.Sprint(first.ID), fmt.Sprint(second.ID)})
	total := shop.Money(first.Cents + second.Cents)
	run.Expect("Refund 2 charges, " + total + " in total, to " + ada + "?").Answer(false)
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestDecliningRefundsNothing(t *testing.T) {
	o := office(t)
	run, charge := toConfirmation(t, o)
	run.Expect(question(charge)).Answer(false)
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	expectCharge(t, o, charge.ID, shop.Paid)
}

func TestLeavingRefundsNothing(t *testing.T) {
	o := office(t)
	run, charge := toConfirmation(t, o)
	run.Expect(question(charge)).Cancel()
	if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
		t.Fatalf("err = %v, want io.ErrCanceled", err)
	}
	expectCharge(t, o, charge.ID, shop.Paid)
}

func expectCharge(t *testing.T, o Office, id uint, want shop.ChargeStatus) {
	t.Helper()
	now, err := gorm.G[shop.Charge](o.db).Where("id = ?", id).Take(t.Context())
	if err != nil || now.Status != want {
		t.Errorf("charge %d is %q, %v, want %q", id, now.Status, err, want)
	}
}

func TestEditSetting(t *testing.T) {
	o := office(t)
	run := stagedoortest.Start(t, o.EditSetting)
	run.Expect("Setting").State("bann").Answer("Banner")
	run.Expect("Banner").Answer("Free returns within 30 days") // as it is
	if result, err := run.Wait(); err != nil || string(result) != `"Nothing was changed."` {
		t.Errorf("result = %s, %v", result, err)
	}
	if found, err := o.settings(t.Context(), "FREE ship"); err != nil || len(found) != 1 || found[0].Key != "shipping.free_from" {
		t.Errorf("settings = %+v, %v", found, err)
	}
}

// A refund that is recorded late has a higher key than those that are newer.
func TestNewestRefundsAreByTime(t *testing.T) {
	o := office(t)
	at := func(day int) time.Time { return shop.Today.AddDate(1, 0, day) }
	late := []shop.Refund{{ChargeID: 1, CreatedAt: at(2)}, {ChargeID: 1, CreatedAt: at(1)}, {ChargeID: 1, CreatedAt: at(2)}}
	if err := o.db.Create(&late).Error; err != nil {
		t.Fatal(err)
	}
	page, err := o.newest(t.Context(), io.TableQuery{Limit: 3})
	if err != nil || len(page.Rows) != 3 {
		t.Fatalf("page = %+v, %v", page, err)
	}
	for i, want := range []uint{late[2].ID, late[0].ID, late[1].ID} {
		if page.Rows[i].ID != want {
			t.Errorf("row %d is refund %d, want %d", i, page.Rows[i].ID, want)
		}
	}
}

// shown is what a page of the registry has on it.
func shown(t *testing.T, o Office, page, id string) map[string]protocol.Component {
	t.Helper()
	reg := o.Registry()
	panel, err := stagedoor.New(stagedoor.Config{ // it makes the tables that a record's history is in
		Registry: reg, DB: o.db, Identify: func(*http.Request) (stagedoor.User, error) { return stagedoor.User{}, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = panel.Close() })
	p, ok := reg.PageAt(page)
	if !ok {
		t.Fatalf("there is no page %q", page)
	}
	shown := map[string]protocol.Component{}
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Params: map[string]any{"id": id}}, func(ctx context.Context) error {
		layout, err := p.Handler(ctx)
		if err != nil {
			return err
		}
		return io.Group(layout.Children...).Ask(ctx)
	})
	for _, c := range run.Expect("").Call().ToRender {
		shown[c.Label] = c
	}
	return shown
}

func TestCustomersLeadToTheirChargesAndBack(t *testing.T) {
	o := office(t)
	charges := shown(t, o, "customers/record", "1")["Charges"]
	var table struct {
		TotalRecords int
		Data         []struct {
			Key, Route string
			Data       json.RawMessage
		}
	}
	if err := json.Unmarshal(charges.Props, &table); err != nil {
		t.Fatalf("Ada's charges are %s: %v", charges.Props, err)
	}
	for _, row := range table.Data {
		if strings.Contains(string(row.Data), ada) {
			t.Errorf("a row repeats whose record it stands on: %s", row.Data)
		}
	}
	want, err := o.openCharges(t.Context(), ada)
	if err != nil || table.TotalRecords < len(want) || len(table.Data) == 0 || table.Data[0].Route != "charges/record" {
		t.Fatalf("Ada's charges are %+v, %v", table, err)
	}
	charge := shown(t, o, "charges/record", table.Data[0].Key)["Charge"]
	if !strings.Contains(string(charge.Props), `"route":"customers/record"`) || !strings.Contains(string(charge.Props), "Ada Hamilton") {
		t.Errorf("the charge does not lead to its customer: %s", charge.Props)
	}
}

func TestTheRefundsPage(t *testing.T) {
	o := office(t)
	page, err := o.newest(t.Context(), io.TableQuery{Limit: 10, Offset: 5})
	if err != nil || len(page.Rows) != 10 || page.Total < 100 {
		t.Errorf("page = %d rows of %d, %v", len(page.Rows), page.Total, err)
	}
	none, err := o.newest(t.Context(), io.TableQuery{Limit: 10, Search: "% or 1=1"})
	if err != nil || none.Total != 0 {
		t.Errorf("search = %d rows, %v", none.Total, err)
	}
}

package shop

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

var small = Size{Customers: 40, Orders: 120}

// seeded returns a shop of the given size in a file of its own.
func seeded(t *testing.T, size Size) *gorm.DB {
	t.Helper()
	db, err := gorm.Open(sqlite.Open(dsn(filepath.Join(t.TempDir(), "shop.db"))), &gorm.Config{Logger: logger.Discard})
	if err != nil {
		t.Fatal(err)
	}
	pool, err := db.DB()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	if err := db.AutoMigrate(models()...); err != nil {
		t.Fatal(err)
	}
	if err := Seed(t.Context(), db, size); err != nil {
		t.Fatal(err)
	}
	return db
}

func count[T any](t *testing.T, db *gorm.DB) int64 {
	t.Helper()
	n, err := gorm.G[T](db).Count(t.Context(), "*")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// contents is a digest of every row of every table.
func contents(t *testing.T, db *gorm.DB) [sha256.Size]byte {
	t.Helper()
	var all bytes.Buffer
	for _, m := range models() {
		var rows []map[string]any
		if err := db.Model(m).Order("1").Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			t.Fatalf("%T: no rows", m)
		}
		if err := json.NewEncoder(&all).Encode(rows); err != nil {
			t.Fatal(err)
		}
	}
	return sha256.Sum256(all.Bytes())
}

func TestSeedIsTheSameEveryTime(t *testing.T) {
	size := Size{Customers: 60, Orders: 600}
	first, second := contents(t, seeded(t, size)), contents(t, seeded(t, size))
	if first != second {
		t.Fatal("two seeds of one size differ")
	}
}

func TestOpenFillsANewFileOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a folder with space & sign?.db")
	for range 2 {
		db, closeDB, err := Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if n := count[Customer](t, db); n != 2400 {
			t.Errorf("customers = %d", n)
		}
		if n := count[Order](t, db); n != 12000 {
			t.Errorf("orders = %d", n)
		}
		if n := count[Refund](t, db); n < 100 {
			t.Errorf("refunds = %d, want some hundreds", n)
		}
		if err := closeDB(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFileOfAnOlderShopSaysWhatToDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "shop.db")
	db, err := gorm.Open(sqlite.Open(dsn(file)), &gorm.Config{Logger: logger.Discard})
	if err != nil {
		t.Fatal(err)
	}
	pool, err := db.DB()
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		db.Exec("CREATE TABLE charges (id integer PRIMARY KEY)").Error, db.Exec("INSERT INTO charges DEFAULT VALUES").Error, pool.Close(),
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(t.Context(), file); err == nil || !strings.Contains(err.Error(), "delete it to start afresh") {
		t.Errorf("Open = %v", err)
	}
}

func TestSeededBooksAreRight(t *testing.T) {
	db := seeded(t, Size{Customers: 50, Orders: 800})
	var wrong int64
	err := db.Raw(`SELECT count(*) FROM charges c WHERE
		refunded_cents <> (SELECT coalesce(sum(cents), 0) FROM refunds WHERE charge_id = c.id)
		OR refunded_cents > cents
		OR (status = 'refunded') <> (refunded_cents = cents)
		OR (status = 'partly_refunded') <> (refunded_cents BETWEEN 1 AND cents - 1)
		OR (status = 'failed' AND captured_at IS NOT NULL)
		OR NOT EXISTS (SELECT 1 FROM orders o JOIN customers k ON k.id = o.customer_id
			WHERE o.id = c.order_id AND k.id = c.customer_id AND k.email = c.customer_email AND o.cents = c.cents)`).Scan(&wrong).Error
	if err != nil || wrong != 0 {
		t.Fatalf("%d charges do not add up (%v)", wrong, err)
	}
	ledger := NewLedger(db)
	charges, err := ledger.ChargesOf(t.Context(), "ada.hamilton@example.com")
	if err != nil || len(charges) < 3 {
		t.Fatalf("Ada has %d charges to refund, %v", len(charges), err)
	}
}

func TestRefund(t *testing.T) {
	db := seeded(t, small)
	ledger := NewLedger(db)
	paid, err := gorm.G[Charge](db).Where("status = ?", Paid).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	failed := Charge{CustomerID: 1, CustomerEmail: "x@example.com", OrderID: 1, Cents: 500, Currency: Currency, Status: Failed}
	if err := db.Create(&failed).Error; err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name  string
		id    uint
		cents int64
		want  error
		left  ChargeStatus
	}{
		{"nothing", paid.ID, 0, ErrTooMuch, Paid},
		{"less than nothing", paid.ID, -100, ErrTooMuch, Paid},
		{"more than was taken", paid.ID, paid.Cents + 1, ErrTooMuch, Paid},
		{"a part", paid.ID, 100, nil, PartlyRefunded},
		{"more than is left", paid.ID, paid.Cents - 99, ErrTooMuch, PartlyRefunded},
		{"the rest", paid.ID, paid.Cents - 100, nil, Refunded},
		{"once more", paid.ID, 1, ErrTooMuch, Refunded},
		{"a card that failed", failed.ID, 100, ErrTooMuch, Failed},
	} {
		before := count[Refund](t, db)
		_, err := ledger.Refund(t.Context(), Refund{ChargeID: step.id, Cents: step.cents, Reason: step.name})
		if !errors.Is(err, step.want) || (err != nil) != (step.want != nil) {
			t.Errorf("%s: err = %v, want %v", step.name, err, step.want)
		}
		added := int64(1)
		if step.want != nil {
			added = 0
		}
		if n := count[Refund](t, db) - before; n != added {
			t.Errorf("%s: %d rows added, want %d", step.name, n, added)
		}
		now, err := gorm.G[Charge](db).Where("id = ?", step.id).Take(t.Context())
		if err != nil || now.Status != step.left {
			t.Errorf("%s: status = %q, %v, want %q", step.name, now.Status, err, step.left)
		}
	}
}

func TestConcurrentRefundsNeverExceedTheCharge(t *testing.T) {
	db := seeded(t, small)
	ledger := NewLedger(db)
	charge, err := gorm.G[Charge](db).Where("status = ?", Paid).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	part := charge.Cents / 4
	var (
		wg   sync.WaitGroup
		done atomic.Int64
	)
	for range 12 {
		wg.Go(func() {
			switch _, err := ledger.Refund(t.Context(), Refund{ChargeID: charge.ID, Cents: part}); {
			case err == nil:
				done.Add(1)
			case !errors.Is(err, ErrTooMuch):
				t.Errorf("refund: %v", err)
			}
		})
	}
	wg.Wait()
	now, err := gorm.G[Charge](db).Where("id = ?", charge.ID).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := gorm.G[Refund](db).Where("charge_id = ?", charge.ID).Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if done.Load() != 4 || len(rows) != 4 || now.RefundedCents != 4*part {
		t.Fatalf("%d refunds went through, %d rows, %d of %d cents gone",
			done.Load(), len(rows), now.RefundedCents, charge.Cents)
	}
}

func TestARefundThatCannotBeRecordedMovesNoMoney(t *testing.T) {
	db := seeded(t, small)
	if err := db.Exec("DROP TABLE refunds").Error; err != nil {
		t.Fatal(err)
	}
	charge, err := gorm.G[Charge](db).Where("status = ?", Paid).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewLedger(db).Refund(t.Context(), Refund{ChargeID: charge.ID, Cents: 100}); err == nil {
		t.Fatal("the refund went through without a row")
	}
	now, err := gorm.G[Charge](db).Where("id = ?", charge.ID).Take(t.Context())
	if err != nil || now.RefundedCents != 0 || now.Status != Paid {
		t.Fatalf("charge = %+v, %v", now, err)
	}
}

func TestWeb(t *testing.T) {
	web, err := NewWeb(seeded(t, small), "/admin/")
	if err != nil {
		t.Fatal(err)
	}
	h := web.Handler()
	for _, c := range []struct {
		method, path string
		status       int
		contains     string
	}{
		{"GET", "/", 200, `<a href="/admin/" rel="nofollow">Staff door</a>`},
		{"GET", "/", 200, "Lantern &amp; Loom"},
		{"GET", "/", 200, "14.50 EUR"},
		{"GET", "/api/products", 200, `"name":"Enamel mug"`},
		{"GET", "/api/orders/1", 200, `"refundedCents":0`},
		{"GET", "/api/orders/99999", 404, "no such order"},
		{"GET", "/api/orders/1%20or%201=1", 400, "whole number"},
		{"POST", "/api/orders/1", 405, ""},
		{"GET", "/nothing", 404, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), c.method, c.path, http.NoBody))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.contains) {
			t.Errorf("%s %s = %d %q, want %d with %q", c.method, c.path, w.Code, w.Body, c.status, c.contains)
		}
		if strings.Contains(w.Body.String(), "tok_") {
			t.Errorf("%s %s shows a card token", c.method, c.path)
		}
	}
}

func TestMoney(t *testing.T) {
	for cents, want := range map[int64]string{
		0: "0.00 EUR", 5: "0.05 EUR", 123450: "1,234.50 EUR", -123456789: "-1,234,567.89 EUR",
	} {
		if got := Money(cents); got != want {
			t.Errorf("Money(%d) = %q, want %q", cents, got, want)
		}
	}
}

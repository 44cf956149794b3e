package attack_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/test/desk"
)

// migrate makes the tables.
func migrate(t *testing.T, db *gorm.DB) {
	t.Helper()
	desk.Must(t, db.SetupJoinTable(&Order{}, "Tags", &OrderTag{}))
	desk.Must(t, db.SetupJoinTable(&Order{}, "Marks", &OrderMark{}))
	desk.Must(t, db.SetupJoinTable(&Depot{}, "Labels", &DepotLabel{}))
	desk.Must(t, db.AutoMigrate(tables...))
}

// refill takes all rows away and gives both tenants theirs again.
func refill(t *testing.T, db *gorm.DB) {
	t.Helper()
	desk.Must(t, db.Transaction(func(tx *gorm.DB) error {
		refillIn(t, tx)
		return nil
	}))
}

func refillIn(t *testing.T, db *gorm.DB) {
	t.Helper()
	desk.Must(t, db.Exec("DELETE FROM order_labels").Error)
	for _, model := range []any{
		&DepotLabel{}, &Van{}, &Crate{}, &Depot{}, &OrderTag{}, &OrderMark{}, &Remark{}, &Stamp{}, &Line{}, &Order{}, &Badge{}, &Ticket{}, &Voucher{}, &Price{}, &Label{}, &Account{},
	} {
		desk.Must(t, db.Unscoped().Where("1 = 1").Delete(model).Error)
	}
	fill(t, db, 1, 1, "own")
	fill(t, db, 2, 101, canary)
}

// counting are the tables whose ids count up.
var counting = []string{"accounts", "labels", "orders", "lines", "stamps", "remarks", "badges", "tickets", "vouchers", "depots", "crates", "vans"}

// numbered has what is made from now on in some tables get ids above 5000, where none
// is yet.
func numbered(t *testing.T, db *gorm.DB, tables ...string) {
	t.Helper()
	for _, table := range tables {
		var err error
		switch db.Name() {
		case "postgres":
			err = db.Exec("SELECT setval(pg_get_serial_sequence(?, 'id'), 5000)", table).Error
		case "mysql":
			err = db.Exec("ALTER TABLE " + db.Statement.Quote(table) + " AUTO_INCREMENT = 5001").Error
		default:
			if err = db.Exec("DELETE FROM sqlite_sequence WHERE name = ?", table).Error; err == nil {
				err = db.Exec("INSERT INTO sqlite_sequence (name, seq) VALUES (?, 5000)", table).Error
			}
		}
		desk.Must(t, err)
	}
}

// fill gives a tenant rows whose texts begin with word. Their ids are from the number
// first on.
func fill(t *testing.T, db *gorm.DB, tenant, first uint, word string) {
	t.Helper()
	id := func(n uint) uint { return first + n }
	for _, rows := range []any{
		&[]Account{
			{ID: id(0), TenantID: tenant, Email: word + "one@example.com", Name: word + " One"},
			{ID: id(1), TenantID: tenant, Email: word + "two@example.com", Name: word + " Two"},
		},
		&[]Label{
			{ID: id(0), TenantID: tenant, Name: word + " urgent"}, {ID: id(1), TenantID: tenant, Name: word + " gift 101 901"},
			{ID: id(2), TenantID: tenant, Name: word + " spare"},
		},
		&[]Order{
			{ID: id(0), TenantID: tenant, AccountID: id(0), Title: word + " chair", Cents: 1000, Status: "paid"},
			{ID: id(1), TenantID: tenant, AccountID: id(0), Title: word + " table", Cents: 2000, Status: "paid"},
			{ID: id(2), TenantID: tenant, AccountID: id(1), Title: word + " lamp", Cents: 3000, Status: "paid"},
			{ID: id(3), TenantID: tenant, AccountID: id(1), Title: word + " shelf 101 901", Cents: 4000, Status: "paid"},
			{ID: id(4), TenantID: tenant, AccountID: id(1), Title: word + " gone", Cents: 5000, Status: "paid", DeletedAt: past},
		},
		&[]Line{
			{ID: id(0), TenantID: tenant, OrderID: id(0), Text: word + " legs", LabelID: new(id(0))},
			{ID: id(1), TenantID: tenant, OrderID: id(1), Text: word + " top"},
		},
		&[]Stamp{{ID: id(0), OrderID: id(0), Ink: word + " red"}},
		&[]Remark{
			{ID: id(0), TenantID: tenant, SubjectID: id(0), SubjectType: "orders", Text: word + " late"},
			{ID: id(1), TenantID: tenant, SubjectID: id(0), SubjectType: "accounts", Text: word + " loyal"},
		},
		&[]Price{
			{TenantID: tenant, Product: word + "chair", Region: "eu", Cents: 5}, {TenantID: tenant, Product: word + "chair", Region: "us", Cents: 6},
		},
		&[]OrderTag{{OrderID: id(0), LabelID: id(0), TenantID: tenant, Note: word + " why"}},
		&[]OrderMark{{OrderID: id(0), LabelID: id(0), Reason: word + " kept", ShadeID: new(id(2))}},
		&[]Badge{
			{ID: id(0), TenantID: tenant, AccountID: new(id(0)), Code: word + "gold", Level: 3},
			{ID: id(1), TenantID: tenant, AccountID: new(id(1)), Code: word + "tin", Level: 1},
			{ID: id(2), TenantID: tenant, AccountID: new(id(1)), Code: word + "lead", Level: 1},
		},
		&[]Depot{{ID: id(0), TenantID: tenant, Name: word + " yard"}, {ID: id(1), TenantID: tenant, Name: word + " barn"}},
		&[]Crate{{ID: id(0), TenantID: tenant, DepotID: id(0), Name: word + " crate"}, {ID: id(1), TenantID: tenant, DepotID: id(1), Name: word + " box"}},
		&[]Van{{ID: id(0), TenantID: tenant, DepotID: new(id(0)), Name: word + " van"}, {ID: id(1), TenantID: tenant, Name: word + " cart"}},
		&[]DepotLabel{{DepotID: id(0), LabelID: id(0), TenantID: tenant}},
		&[]Ticket{{ID: id(0), TenantID: tenant, Name: word + " ticket", Level: 3}},
		&[]Voucher{
			{ID: id(0), TenantID: tenant, Code: word + "ten", Note: word + " ten"},
			{ID: id(1), TenantID: tenant, Code: word + "old", Note: word + " old", DeletedAt: past},
			{ID: id(2), TenantID: tenant, Code: word + "left", Note: leave, DeletedAt: past},
		},
	} {
		desk.Must(t, db.Create(rows).Error)
	}
	for order, labels := range map[uint][]uint{0: {0}, 1: {0, 1}} {
		for _, label := range labels {
			desk.Must(t, db.Exec("INSERT INTO order_labels (order_id, label_id) VALUES (?, ?)", id(order), id(label)).Error)
		}
	}
}

// past is when some rows were deleted.
var past = gorm.DeletedAt{Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Valid: true}

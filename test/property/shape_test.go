package property_test

import (
	"context"
	"strconv"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// own is the tenant of the two people; foreign rows belong to another.
const own, foreign = 1, 2

// row is a row of any shape.
type row struct {
	Tenant  uint
	Name    string
	N       int64
	Hidden  string
	Deleted bool
	Version int64 // 0 in shapes without one
}

// Plain is told apart by its values alone; no two names are alike.
type Plain struct {
	ID       uint `io:"readonly"`
	TenantID uint
	Name     string `gorm:"size:20;uniqueIndex;default:x" io:"search"`
	N        int64  `gorm:"default:7" io:""`
	Hidden   string `gorm:"size:20"`
}

// Soft keeps what is deleted, and counts its versions.
type Soft struct {
	ID        uint `io:"readonly"`
	TenantID  uint
	Name      string `gorm:"size:20" io:"search"`
	N         int64  `io:""`
	Hidden    string `gorm:"size:20"`
	Version   int64
	DeletedAt gorm.DeletedAt
}

// Pair has a key of two parts that people give it.
type Pair struct {
	Code     string `gorm:"primaryKey;size:10" io:""`
	Part     int64  `gorm:"primaryKey;autoIncrement:false" io:""`
	TenantID uint
	Name     string  `gorm:"size:20" io:"search"`
	N        int64   `io:""`
	Hidden   *string `gorm:"size:20"`
}

// shape is one of the models above.
type shape struct {
	slug                 string
	soft, unique, counts bool
	paired               bool // people give it its key
	register             func(d *desk.Desk)
	read                 func(t testing.TB, db *gorm.DB) map[string]row
	insert               func(db *gorm.DB, n int, r row) (key string, err error)
	model                any
	where                func(db *gorm.DB, key string) *gorm.DB
}

func scoped[T any](slug string, fresh T) func(d *desk.Desk) {
	return func(d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[T]{
			Slug: slug, Plural: "Rows", Name: "Row",
			Scope:  func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant_id = ?", own), nil },
			New:    func(context.Context) (T, error) { return fresh, nil },
			Import: true,
			BulkActions: []autoactions.BulkAction[T]{{Slug: "raise", Each: func(_ context.Context, tx *gorm.DB, r *T) error {
				return count(tx, r).Error
			}}},
			Actions: []autoactions.RowAction[T]{{Slug: "bump", Handler: func(ctx context.Context, r *T) error {
				return bump(ctx, d.DB, slug, r)
			}}},
		})
	}
}

// bump is a verb of the application's own: it counts up, with its audit.
func bump(ctx context.Context, db *gorm.DB, slug string, r any) error {
	return db.Transaction(func(tx *gorm.DB) error {
		done := count(tx, r)
		if done.Error != nil || done.RowsAffected != 1 {
			return stagedoor.Fail("It is gone: %v", done.Error)
		}
		return stagedoor.RecordChange(ctx, tx, stagedoor.Change{Model: slug, Key: keyOf(r), Verb: "bump"})
	})
}

// count counts a row up.
func count(tx *gorm.DB, r any) *gorm.DB {
	q := tx.Model(r).Where("tenant_id = ?", own)
	if p, ok := r.(*Pair); ok {
		q = q.Where("part = ?", p.Part) // GORM leaves a zero out of the key
	}
	return q.UpdateColumn("n", gorm.Expr("n + 1"))
}

func keyOf(r any) string {
	switch r := r.(type) {
	case *Plain:
		return strconv.Itoa(int(r.ID))
	case *Soft:
		return strconv.Itoa(int(r.ID))
	case *Pair:
		return r.Code + "," + strconv.FormatInt(r.Part, 10)
	}
	return ""
}

// readAs reads every row there is.
func readAs[T any](each func(*T) row) func(t testing.TB, db *gorm.DB) map[string]row {
	return func(t testing.TB, db *gorm.DB) map[string]row {
		t.Helper()
		var all []T
		if err := db.Unscoped().Find(&all).Error; err != nil {
			t.Fatal(err)
		}
		rows := make(map[string]row, len(all))
		for i := range all {
			rows[keyOf(&all[i])] = each(&all[i])
		}
		return rows
	}
}

func byID(db *gorm.DB, key string) *gorm.DB { return db.Where("id = ?", key) }

var shapes = []shape{
	{
		slug: "plains", unique: true, model: &Plain{}, register: scoped("plains", Plain{TenantID: own}), where: byID,
		read: readAs(func(p *Plain) row { return row{Tenant: p.TenantID, Name: p.Name, N: p.N, Hidden: p.Hidden} }),
		insert: func(db *gorm.DB, _ int, r row) (string, error) {
			p := &Plain{TenantID: r.Tenant, Name: r.Name, N: r.N, Hidden: r.Hidden}
			return insert(db, p)
		},
	},
	{
		slug: "softs", soft: true, counts: true, model: &Soft{}, register: scoped("softs", Soft{TenantID: own}), where: byID,
		read: readAs(func(s *Soft) row {
			return row{Tenant: s.TenantID, Name: s.Name, N: s.N, Hidden: s.Hidden, Deleted: s.DeletedAt.Valid, Version: s.Version}
		}),
		insert: func(db *gorm.DB, _ int, r row) (string, error) {
			return insert(db, &Soft{TenantID: r.Tenant, Name: r.Name, N: r.N, Hidden: r.Hidden})
		},
	},
	{
		slug: "pairs", paired: true, model: &Pair{}, register: scoped("pairs", Pair{TenantID: own}),
		where: func(db *gorm.DB, key string) *gorm.DB {
			return db.Where("code = ? AND part = ?", key[:1], key[2:])
		},
		read: readAs(func(p *Pair) row {
			r := row{Tenant: p.TenantID, Name: p.Name, N: p.N}
			if p.Hidden != nil {
				r.Hidden = *p.Hidden
			}
			return r
		}),
		insert: func(db *gorm.DB, n int, r row) (string, error) {
			return insert(db, &Pair{Code: "p", Part: int64(n), TenantID: r.Tenant, Name: r.Name, N: r.N, Hidden: new(r.Hidden)})
		},
	},
}

func insert[T any](db *gorm.DB, r *T) (string, error) {
	err := db.Create(r).Error
	return keyOf(r), err
}

package traps_test

import (
	"fmt"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Owner has things that belong to it in every way that GORM knows.
type Owner struct {
	ID        uint   `io:"readonly"`
	Name      string `gorm:"size:50" io:"search"`
	Age       int    `io:""`
	Active    bool   `io:""`
	Items     []Item
	Tags      []Tag  `gorm:"many2many:owner_tags"`
	Notes     []Note `gorm:"polymorphic:Subject"`
	DeletedAt gorm.DeletedAt
}

// Item belongs to an owner, whom GORM loads with it whenever it is read.
type Item struct {
	ID      uint   `io:"readonly"`
	Title   string `gorm:"size:50" io:"search"`
	OwnerID uint   `io:"label:Owner"`
	Owner   *Owner
}

// AfterFind loads the owner, as applications do.
func (i *Item) AfterFind(tx *gorm.DB) error {
	var o Owner
	found := tx.Session(&gorm.Session{NewDB: true, SkipHooks: true}).Limit(1).Find(&o, i.OwnerID)
	if found.RowsAffected > 0 {
		i.Owner = &o
	}
	return found.Error
}

// Tag is shared by owners.
type Tag struct {
	ID   uint   `io:"readonly"`
	Name string `gorm:"size:50" io:""`
}

// OwnerTag joins the two, with a column of its own.
type OwnerTag struct {
	OwnerID uint   `gorm:"primaryKey"`
	TagID   uint   `gorm:"primaryKey"`
	AddedBy string `gorm:"size:50"`
}

// Note is about anything.
type Note struct {
	ID          uint   `io:"readonly"`
	Text        string `gorm:"size:50" io:""`
	SubjectID   uint
	SubjectType string `gorm:"size:50"`
}

var zoo = []any{&Owner{}, &Item{}, &Tag{}, &OwnerTag{}, &Note{}}

// each opens the desk over the zoo, with a panel of it.
func each(t *testing.T, body func(t *testing.T, d *desk.Desk)) {
	t.Helper()
	desk.Each(t, nil, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.SetupJoinTable(&Owner{}, "Tags", &OwnerTag{}))
		desk.Must(t, d.DB.AutoMigrate(zoo...))
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Owner]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Item]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Tag]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Note]{})
		body(t, d)
	})
}

// begin opens an edit and fills its form in.
func begin(d *desk.Desk, slug, id, field string, change map[string]any) *stagedoortest.Run {
	d.T.Helper()
	run := d.Start(slug+"/edit", id)
	form := run.Expect(field)
	form.Choose("Review changes", desk.Filled(form, change))
	return run
}

// edit changes one record.
func edit(d *desk.Desk, slug, id, field string, change map[string]any) {
	d.T.Helper()
	run := begin(d, slug, id, field, change)
	s := map[bool]string{true: "s"}[len(change) > 1]
	run.Expect("Changes").Choose(fmt.Sprintf("Save %d change%s", len(change), s))
	desk.Ends(d.T, run)
}

// says yes to one question.
func confirm(d *desk.Desk, slug, id, question string) {
	d.T.Helper()
	run := d.Start(slug, id)
	run.Expect(question).Answer(true)
	desk.Ends(d.T, run)
}

// one reads a row, deleted or not.
func one[T any](d *desk.Desk, id any) T {
	d.T.Helper()
	var row T
	desk.Must(d.T, d.DB.Unscoped().Session(&gorm.Session{SkipHooks: true}).Where("id = ?", id).Take(&row).Error)
	return row
}

func count(d *desk.Desk, model any) int64 {
	d.T.Helper()
	var n int64
	desk.Must(d.T, d.DB.Unscoped().Model(model).Count(&n).Error)
	return n
}

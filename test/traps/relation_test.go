package traps_test

import (
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// tagged is an owner with two tags, one of which was added by somebody.
func tagged(t *testing.T, d *desk.Desk) {
	t.Helper()
	desk.Must(t, d.DB.Create(&Owner{Name: "Ada"}).Error)
	desk.Must(t, d.DB.Create(&[]Tag{{Name: "red"}, {Name: "blue"}}).Error)
	desk.Must(t, d.DB.Create(&[]OwnerTag{{1, 1, "Ben"}, {1, 2, ""}}).Error)
}

func joins(d *desk.Desk) []OwnerTag {
	d.T.Helper()
	var rows []OwnerTag
	desk.Must(d.T, d.DB.Order("tag_id").Find(&rows).Error)
	return rows
}

func TestTrap13_TheJoinTableKeepsItsOwnColumns(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		tagged(t, d)
		if keys := d.Open("owners/record", "1").Table("Tags").Keys(); len(keys) != 2 {
			t.Errorf("tags %v", keys)
		}
		stmt := &gorm.Statement{DB: d.DB}
		desk.Must(t, stmt.Parse(&Owner{}))
		if stmt.Schema.Relationships.Relations["Tags"].JoinTable.LookUpField("added_by") == nil {
			t.Error("the application's schema has forgotten the join table")
		}
	})
}

func TestTrap14_APolymorphicChildBelongsToOneKindOfThing(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Owner{Name: "Ada", Notes: []Note{{Text: "of the owner"}}}).Error)
		desk.Must(t, d.DB.Create(&Note{Text: "of another thing", SubjectID: 1, SubjectType: "items"}).Error)
		if keys := d.Open("owners/record", "1").Table("Notes").Keys(); strings.Join(keys, " ") != "1" {
			t.Errorf("notes %v", keys)
		}
	})
}

// Badge embeds something that has a relation of its own.
type Badge struct {
	ID    uint   `io:"readonly"`
	Name  string `gorm:"size:20" io:""`
	Owned Owned  `gorm:"embedded"`
}

// Owned belongs to an owner.
type Owned struct {
	OwnerID uint
	Owner   *Owner
}

func TestTrap15_WhatIsNoRelationIsNotShownAsOne(t *testing.T) {
	desk.Each(t, append([]any{&Badge{}}, zoo...), func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Badge]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Owner]{})
		desk.Must(t, d.DB.Create(&Owner{Name: "Ada"}).Error)
		desk.Must(t, d.DB.Create(&Badge{Name: "gold", Owned: Owned{OwnerID: 1}}).Error)
		d.Open("badges/record", "1")
		edit(d, "badges", "1", "Name", map[string]any{"Name": "silver"})
		d.Open("badges/record", "1").Table("Timeline")
		if b := one[Badge](d, 1); b.Name != "silver" || b.Owned.OwnerID != 1 {
			t.Errorf("wrote %+v", b)
		}
	})
}

func TestTrap16_RestoreFindsWhatIsDeleted(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Owner{Name: "Ada"}).Error)
		confirm(d, "owners/delete", "1", "Delete Ada?")
		confirm(d, "owners/restore", "1", "Restore Ada?")
		if o := one[Owner](d, 1); o.DeletedAt.Valid {
			t.Error("it is still deleted")
		}
	})
}

// Coded is unique even when it is deleted.
type Coded struct {
	ID        uint   `io:"readonly"`
	Code      string `gorm:"size:20;uniqueIndex" io:"search"`
	DeletedAt gorm.DeletedAt
}

func TestTrap17_ADeletedRowInTheWayIsNamed(t *testing.T) {
	desk.Each(t, []any{&Coded{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Coded]{Slug: "coded"})
		desk.Must(t, d.DB.Create(&Coded{Code: "A"}).Error)
		desk.Must(t, d.DB.Delete(&Coded{}, "id = ?", 1).Error)
		run := d.Start("coded/create", "")
		run.Expect("Code").Choose("Review", "A")
		run.Expect("Changes").Choose("Create coded")
		run.Expect("This could not be saved").Choose("Restore A")
		desk.Ends(t, run)
		confirm(d, "coded/restore", "1", "Restore A?")
	})
}

func TestTrap18_TheKeyOfADeletedParentStays(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Owner{Name: "Ada"}).Error)
		desk.Must(t, d.DB.Create(&Item{Title: "Coat", OwnerID: 1}).Error)
		desk.Must(t, d.DB.Delete(&Owner{}, "id = ?", 1).Error)
		d.Open("items/record", "1")
		edit(d, "items", "1", "Title", map[string]any{"Title": "Hat"})
		if i := one[Item](d, 1); i.OwnerID != 1 || i.Title != "Hat" {
			t.Errorf("wrote %+v", i)
		}
	})
}

// Loaded has everything that belongs to it in memory whenever it is read.
type Loaded struct {
	ID    uint   `io:"readonly"`
	Name  string `gorm:"size:20" io:""`
	Parts []Piece
	Tags  []Tag `gorm:"many2many:loaded_tags"`
}

// Piece belongs to one.
type Piece struct {
	ID       uint
	LoadedID uint
	Name     string `gorm:"size:20"`
}

// AfterFind loads, and changes what it has loaded.
func (l *Loaded) AfterFind(tx *gorm.DB) error {
	q := tx.Session(&gorm.Session{NewDB: true, SkipHooks: true})
	if err := q.Model(l).Association("Tags").Find(&l.Tags); err != nil {
		return err
	}
	for i := range l.Tags {
		l.Tags[i].Name = "in memory"
	}
	l.Parts = []Piece{{ID: 7, Name: "in memory"}, {Name: "new"}}
	return nil
}

func loaded(t *testing.T, body func(t *testing.T, d *desk.Desk)) {
	t.Helper()
	desk.Each(t, []any{&Tag{}, &Loaded{}, &Piece{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Loaded]{Slug: "loaded"})
		desk.Must(t, d.DB.Create(&Loaded{Name: "one", Tags: []Tag{{Name: "red"}}}).Error)
		desk.Must(t, d.DB.Create(&Loaded{ID: 99, Name: "another"}).Error)
		desk.Must(t, d.DB.Create(&Piece{ID: 7, LoadedID: 99, Name: "of another"}).Error)
		edit(d, "loaded", "1", "Name", map[string]any{"Name": "two"})
		body(t, d)
	})
}

func TestTrap19_AnEditLeavesWhatIsJoinedAlone(t *testing.T) {
	loaded(t, func(t *testing.T, d *desk.Desk) {
		if tag := one[Tag](d, 1); tag.Name != "red" {
			t.Errorf("the tag is %+v", tag)
		}
	})
}

func TestTrap20_AnEditTakesNoRowsOfOthers(t *testing.T) {
	loaded(t, func(t *testing.T, d *desk.Desk) {
		if p := one[Piece](d, 7); p.LoadedID != 99 || p.Name != "of another" || count(d, &Piece{}) != 1 {
			t.Errorf("the piece is %+v", p)
		}
	})
}

func TestTrap22_ASoftDeleteKeepsWhatIsJoined(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		tagged(t, d)
		confirm(d, "owners/delete", "1", "Delete Ada?")
		confirm(d, "owners/restore", "1", "Restore Ada?")
		if rows := joins(d); len(rows) != 2 || rows[0].AddedBy != "Ben" {
			t.Errorf("joined: %+v", rows)
		}
	})
}

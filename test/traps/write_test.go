package traps_test

import (
	"context"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

func TestTrap01_AnOldForeignKeyIsNotWrittenBack(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Owner{{Name: "Ada"}, {Name: "Ben"}}).Error)
		desk.Must(t, d.DB.Create(&Item{Title: "Coat", OwnerID: 1}).Error)
		edit(d, "items", "1", "Owner", map[string]any{"Owner": "Ben"})
		if i := one[Item](d, 1); i.OwnerID != 2 {
			t.Errorf("the owner is %d", i.OwnerID)
		}
	})
}

func TestTrap02_ARowThatIsGoneIsNotInserted(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Tag{Name: "red"}).Error)
		run := begin(d, "tags", "1", "Name", map[string]any{"Name": "blue"})
		review := run.Expect("Changes")
		desk.Must(t, d.DB.Delete(&Tag{}, "id = ?", 1).Error)
		review.Choose("Save 1 change")
		run.Expect("This tag was deleted meanwhile").Choose("Close")
		desk.Fails(t, run)
		if n := count(d, &Tag{}); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestTrap03_ZeroValuesAreWritten(t *testing.T) {
	each(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Owner{Name: "Ada", Age: 9, Active: true}).Error)
		edit(d, "owners", "1", "Name", map[string]any{"Name": "", "Age": 0, "Active": false})
		if o := one[Owner](d, 1); o.Name != "" || o.Age != 0 || o.Active {
			t.Errorf("wrote %+v", o)
		}
	})
}

// Eager has defaults in the database.
type Eager struct {
	ID     uint   `io:"readonly"`
	Name   string `gorm:"size:20;default:none" io:""`
	Count  int    `gorm:"default:3" io:""`
	Active bool   `gorm:"default:true" io:""`
}

func TestTrap04_DefaultsDoNotReplaceWhatWasEntered(t *testing.T) {
	desk.Each(t, []any{&Eager{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Eager]{})
		run := d.Start("eagers/create", "")
		run.Expect("Name").Choose("Review", map[string]any{"Name": "", "Count": 0, "Active": false})
		run.Expect("Changes").Choose("Create eager")
		desk.Ends(t, run)
		if e := one[Eager](d, 1); e.Name != "" || e.Count != 0 || e.Active {
			t.Errorf("wrote %+v", e)
		}
	})
}

// Indexed keeps words of its name in a column that GORM serializes.
type Indexed struct {
	ID    uint     `io:"readonly"`
	Name  string   `gorm:"size:50" io:""`
	Words []string `gorm:"serializer:json"`
}

// BeforeSave finds the words.
func (i *Indexed) BeforeSave(*gorm.DB) error {
	i.Words = strings.Fields(i.Name)
	return nil
}

func TestTrap05_SerializedFieldsAreWritten(t *testing.T) {
	desk.Each(t, []any{&Indexed{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Indexed]{Slug: "indexed"})
		desk.Must(t, d.DB.Create(&Indexed{Name: "one"}).Error)
		edit(d, "indexed", "1", "Name", map[string]any{"Name": "one two"})
		if i := one[Indexed](d, 1); len(i.Words) != 2 {
			t.Errorf("wrote %+v", i)
		}
		confirm(d, "indexed/delete", "1", "Delete Indexed 1?")
		confirm(d, "indexed/undo", d.Open("indexed/deleted", "").Table("Deleted indexeds").Data[0].Key, "Undo this delete of Indexed 1?")
		if i := one[Indexed](d, 1); len(i.Words) != 2 || i.Words[1] != "two" {
			t.Errorf("brought back %+v", i)
		}
	})
}

// Judged refuses by its own hook what it may not become.
type Judged struct {
	ID    uint `io:"readonly"`
	Price int  `io:""`
	Limit int
}

// BeforeUpdate needs the whole row.
func (j *Judged) BeforeUpdate(*gorm.DB) error {
	if j.Price > j.Limit {
		return gorm.ErrInvalidValue
	}
	return nil
}

func TestTrap06_HooksGetTheRowAsItWillBe(t *testing.T) {
	desk.Each(t, []any{&Judged{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Judged]{Slug: "judged"})
		desk.Must(t, d.DB.Create(&Judged{Price: 1, Limit: 10}).Error)
		edit(d, "judged", "1", "Price", map[string]any{"Price": 10})
		run := begin(d, "judged", "1", "Price", map[string]any{"Price": 11})
		run.Expect("Changes").Choose("Save 1 change")
		if _, err := run.Wait(); err == nil || one[Judged](d, 1).Price != 10 {
			t.Errorf("the hook judged something else: %v", err)
		}
	})
}

// Stamped is changed by its hook while it is inserted.
type Stamped struct {
	ID   uint   `io:"readonly"`
	Name string `gorm:"size:50;uniqueIndex" io:""`
}

// BeforeCreate adds a mark.
func (s *Stamped) BeforeCreate(*gorm.DB) error {
	s.Name += "!"
	return nil
}

func TestTrap21_ARollBackLeavesNothingInMemory(t *testing.T) {
	desk.Each(t, []any{&Stamped{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Stamped]{Slug: "stamped"})
		desk.Must(t, d.DB.Create(&Stamped{Name: "a"}).Error)
		run := d.Start("stamped/create", "")
		run.Expect("Name").Choose("Review", "a")
		run.Expect("Changes").Choose("Create stamped")
		run.Expect("This could not be saved").Choose("Keep editing")
		form := run.Expect("Name")
		var props struct{ DefaultValue string }
		form.Props(&props)
		if props.DefaultValue != "a" {
			t.Errorf("the form holds %q", props.DefaultValue)
		}
		desk.Must(t, d.DB.Delete(&Stamped{}, "id = ?", 1).Error)
		form.Choose("Review", "a")
		run.Expect("Changes").Choose("Create stamped")
		desk.Ends(t, run)
		var all []Stamped
		desk.Must(t, d.DB.Find(&all).Error)
		if len(all) != 1 || all[0].Name != "a!" {
			t.Errorf("wrote %+v", all)
		}
	})
}

func TestTrap23_AChainedDatabaseLeavesNoConditionBehind(t *testing.T) {
	desk.Each(t, zoo, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Tag{{Name: "red"}, {Name: "blue"}}).Error)
		chained := d.DB.WithContext(context.Background()).Where("name = ?", "red")
		autoactions.Register(d.Reg, chained, autoactions.Model[Tag]{})
		for range 2 {
			if keys := d.Open("tags", "").Table("Tags").Keys(); len(keys) != 2 {
				t.Errorf("rows %v", keys)
			}
		}
		edit(d, "tags", "2", "Name", map[string]any{"Name": "green"})
		confirm(d, "tags/delete", "1", "Delete Tag 1?")
		if n := count(d, &Tag{}); n != 1 || one[Tag](d, 2).Name != "green" {
			t.Errorf("%d rows", n)
		}
	})
}

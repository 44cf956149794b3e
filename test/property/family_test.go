package property_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Folder has sheets in its form, and stamps that are put on it.
type Folder struct {
	ID       uint `io:"readonly"`
	TenantID uint
	Name     string  `gorm:"size:20" io:"search"`
	Sheets   []Sheet `gorm:"constraint:OnDelete:CASCADE"`
	Stamps   []Stamp `gorm:"many2many:folder_stamps"`
}

// Sheet is in a folder.
type Sheet struct {
	ID       uint `io:"readonly"`
	FolderID uint
	Text     string `gorm:"size:20" io:"search"`
}

// Stamp is on folders.
type Stamp struct {
	ID       uint `io:"readonly"`
	TenantID uint
	Name     string `gorm:"size:20" io:"search"`
}

// stamps are those of the own tenant by id, and one of the other.
var stamps = []Stamp{{1, own, "red"}, {2, own, "blue"}, {3, own, "green"}, {4, foreign, "theirs"}}

func registerFolders(d *desk.Desk) {
	scope := func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant_id = ?", own), nil }
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Folder]{Scope: scope, Inline: []string{"Sheets"}})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Stamp]{Scope: scope, New: func(context.Context) (Stamp, error) { return Stamp{TenantID: own}, nil }})
}

// inside is what a folder holds.
type inside struct {
	sheets map[uint]string
	stamps map[string]bool
}

func (i inside) clone() inside { return inside{maps.Clone(i.sheets), maps.Clone(i.stamps)} }

func (i inside) String() string {
	return fmt.Sprint(i.sheets, slices.Sorted(maps.Keys(i.stamps)))
}

// family is one folder, and what it has to hold.
type family struct {
	t    *testing.T
	d    *desk.Desk
	rng  *rand.Rand
	now  inside
	told []string // what the audit has to say of the folder
	past []*kinChange
	said []string
	open [2]func() // what each of the two has begun
}

func (f *family) fatalf(format string, args ...any) {
	f.t.Helper()
	f.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(f.said, "\n"))
}

// read is what the folder holds in the database.
func (f *family) read() inside {
	var folder Folder
	desk.Must(f.t, f.d.DB.Preload("Sheets").Preload("Stamps").First(&folder, 1).Error)
	found := inside{map[uint]string{}, map[string]bool{}}
	for _, s := range folder.Sheets {
		found.sheets[s.ID] = s.Text
	}
	for _, s := range folder.Stamps {
		found.stamps[s.Name] = true
	}
	return found
}

// begin opens the form of the folder.
func (f *family) begin(who int) {
	name := []string{"Ada", "Ben"}[who]
	run := f.d.StartAs("folders/edit", "1", fmt.Sprint("run", f.rng.Uint64()), name)
	form := run.Expect("Sheets")
	seen := f.now.clone()
	f.said = append(f.said, fmt.Sprintf("%s opens %s", name, seen))
	f.open[who] = func() { f.save(name, run, form, seen) }
}

// wish changes at random what a folder holds, and returns the answers that say so.
// The keys of new sheets are 0 and less.
func (f *family) wish(seen inside) (inside, map[string]any) {
	mine := seen.clone()
	entries := []any{}
	for at, id := range slices.Sorted(maps.Keys(seen.sheets)) {
		switch f.rng.IntN(4) {
		case 0:
			delete(mine.sheets, id)
			continue
		case 1:
			mine.sheets[id] = fmt.Sprint("t", f.rng.IntN(4))
		}
		entries = append(entries, map[string]any{"from": at, "values": []any{mine.sheets[id]}})
	}
	answers := map[string]any{}
	if f.rng.IntN(3) == 0 {
		text := fmt.Sprint("n", f.rng.IntN(4))
		mine.sheets[0] = text
		entries = append(entries, map[string]any{"values": []any{text}})
	}
	raw, err := json.Marshal(entries)
	desk.Must(f.t, err)
	answers["Sheets"] = json.RawMessage(raw)
	for _, s := range stamps[:3] {
		if f.rng.IntN(3) == 0 {
			mine.stamps[s.Name] = !mine.stamps[s.Name]
		}
	}
	maps.DeleteFunc(mine.stamps, func(_ string, on bool) bool { return !on })
	answers["Stamps"] = slices.Sorted(maps.Keys(mine.stamps))
	return mine, answers
}

// save answers the form, and expects that everything of both sides is kept, or, where
// the other side has changed a sheet that this one changes, that nothing is written.
func (f *family) save(name string, run *stagedoortest.Run, form *stagedoortest.Screen, seen inside) {
	mine, answers := f.wish(seen)
	f.said = append(f.said, fmt.Sprintf("%s saves %s over %s", name, mine, seen))
	form.Choose("Review changes", desk.Filled(form, answers))
	moved, touched := f.moved(seen, mine)
	for {
		s, asks := run.Next()
		if !asks {
			break
		}
		button := s.Call().ChoiceButtons[0].Label
		if strings.HasPrefix(button, "Save") {
			s.Choose(button)
			continue
		}
		if !moved || button != "Keep editing" {
			f.fatalf("%s is asked %+v", name, s.Call())
		}
		run.Cancel()
		_, _ = run.Wait()
		return
	}
	desk.Ends(f.t, run)
	if moved {
		f.fatalf("%s has saved over a sheet that the other one changed", name)
	}
	if touched {
		f.merge(name, seen, mine)
	}
}

// moved reports whether a sheet that is changed has become another meanwhile, and
// whether anything is changed at all.
func (f *family) moved(seen, mine inside) (moved, touched bool) {
	for id, text := range seen.sheets {
		if after, kept := mine.sheets[id]; kept && after == text {
			continue
		}
		touched = true
		now, there := f.now.sheets[id]
		moved = moved || !there || now != text
	}
	_, added := mine.sheets[0]
	return moved, touched || added || !maps.Equal(seen.stamps, mine.stamps)
}

// merge brings the changes of one side onto what the folder holds.
func (f *family) merge(name string, seen, mine inside) {
	for id := range seen.sheets {
		if text, kept := mine.sheets[id]; kept && text != seen.sheets[id] {
			f.now.sheets[id] = text
		} else if !kept {
			delete(f.now.sheets, id)
		}
	}
	c := &kinChange{sheets: map[uint][2]string{}}
	for id, text := range seen.sheets {
		if mine.sheets[id] != text {
			c.sheets[id] = [2]string{text, mine.sheets[id]}
		}
	}
	for _, s := range stamps[:3] {
		switch {
		case mine.stamps[s.Name] && !seen.stamps[s.Name]:
			f.now.stamps[s.Name], c.added = true, append(c.added, s.Name)
		case !mine.stamps[s.Name] && seen.stamps[s.Name]:
			delete(f.now.stamps, s.Name)
			c.removed = append(c.removed, s.Name)
		}
	}
	if text, ok := mine.sheets[0]; ok {
		for id, t := range f.read().sheets {
			if _, known := f.now.sheets[id]; !known && t == text {
				f.now.sheets[id], c.sheets[id] = text, [2]string{"", text}
			}
		}
	}
	f.record(name, c)
}

// check compares the database and the audit with what they have to hold.
func (f *family) check() {
	f.t.Helper()
	if got := f.read(); got.String() != f.now.String() {
		f.fatalf("the folder holds %s and not %s", got, f.now)
	}
	history, err := stagedoor.RecordHistory(f.t.Context(), f.d.DB, "folders", "1", 100)
	desk.Must(f.t, err)
	var found []string
	for _, c := range slices.Backward(history) {
		found = append(found, fmt.Sprint(c.By, " ", c.Verb, " ", sorted(c.Before["stamps"]), sorted(c.After["stamps"])))
	}
	if !slices.Equal(found, f.told) {
		f.fatalf("the audit says %q and not %q", found, f.told)
	}
}

// Two people at once change the rows in one form and what it links: nothing of either
// is lost, and the audit names every link.
func TestTwoPeopleAndOneFamily(t *testing.T) {
	t.Parallel()
	families(t, inMemory(t), *sequences/10)
}

func TestTwoPeopleAndOneFamilyOnEveryDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) { families(t, db, *sequences/200) })
}

func families(t *testing.T, db *gorm.DB, count int) {
	desk.Must(t, db.AutoMigrate(&Stamp{}, &Folder{}, &Sheet{}))
	desk.Must(t, db.Create(&stamps).Error)
	d := desk.New(t, db)
	registerFolders(d)
	for seed := range uint64(count) {
		ok := t.Run(fmt.Sprintf("seed=%d", seed+1), func(t *testing.T) {
			f := &family{t: t, d: d.For(t), rng: rand.New(rand.NewPCG(seed+1, 2))}
			f.fill()
			for range steps {
				who := f.rng.IntN(2)
				save := f.open[who]
				switch {
				case save != nil:
					f.open[who] = nil
					save()
				case f.rng.IntN(4) == 0:
					f.link(who)
				case f.rng.IntN(3) == 0:
					f.undo(who)
				default:
					f.begin(who)
				}
				f.check()
			}
		})
		if !ok {
			return
		}
	}
}

// fill takes everything out, and puts in a folder with three sheets and a stamp.
func (f *family) fill() {
	for _, table := range []string{"folder_stamps", "sheets", "folders", "stagedoor_changes", "stagedoor_change_notes", "stagedoor_undo"} {
		desk.Must(f.t, f.d.DB.Exec("DELETE FROM "+table).Error)
	}
	desk.Must(f.t, f.d.DB.Omit("Stamps.*").Create(&Folder{
		ID: 1, TenantID: own, Name: "f", Sheets: []Sheet{{Text: "a"}, {Text: "b"}, {Text: "c"}}, Stamps: stamps[:1],
	}).Error)
	f.now = f.read()
}

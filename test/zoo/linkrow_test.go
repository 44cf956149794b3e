package zoo

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"

	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Ship has a crew.
type Ship struct {
	ID       uint     `gorm:"primaryKey" io:"readonly"`
	TenantID uint     `gorm:"not null"`
	Name     string   `gorm:"size:40;not null" io:"search" validate:"required"`
	Crew     []Sailor `gorm:"many2many:berths" validate:"-"`
}

// Sailor is of some crews.
type Sailor struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"not null"`
	Name     string `gorm:"size:40;not null" io:"search" validate:"required"`
}

// Port is where sailors come aboard.
type Port struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"not null"`
	Name     string `gorm:"size:40;not null" io:"search" validate:"required"`
}

// Berth is a sailor's on a ship. It is registered nowhere.
type Berth struct {
	ShipID   uint       `gorm:"primaryKey;autoIncrement:false"`
	SailorID uint       `gorm:"primaryKey;autoIncrement:false"`
	Rank     string     `gorm:"size:12;not null" io:"" validate:"required,ne=none"`
	Since    *time.Time `gorm:"type:date" io:""`
	Wage     int64      `gorm:"not null" io:"unit:cents;currency:EUR" validate:"gte=0"`
	PortID   *uint      `io:"label:Port"`
	Port     *Port      `validate:"-"`
	Secret   string     `gorm:"size:20"`
}

func inHarbour(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	open := func(db *gorm.DB) error {
		if err := errors.Join(db.SetupJoinTable(&Ship{}, "Crew", &Berth{}), db.AutoMigrate(&Port{}, &Sailor{}, &Ship{}, &Berth{})); err != nil {
			return err
		}
		return errors.Join(
			db.Create(&[]Port{{TenantID: 1, Name: "Ulm"}, {TenantID: 2, Name: "Rome"}}).Error,
			db.Create(&[]Sailor{{TenantID: 1, Name: "Ann"}, {TenantID: 1, Name: "Ben"}, {TenantID: 2, Name: "Zed"}, {TenantID: 1, Name: "Cas"}}).Error,
			db.Create(&[]Ship{{TenantID: 1, Name: "Argo"}, {TenantID: 2, Name: "Theirs"}}).Error,
			db.Create(&[]Berth{{ShipID: 1, SailorID: 1, Rank: "mate", Wage: 500, Secret: "kept"}, {ShipID: 2, SailorID: 3, Rank: "cook", Wage: 1}}).Error,
		)
	}
	at(t, open, func(d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Ship]{Scope: ofTenant, New: newOf(func(n uint) Ship { return Ship{TenantID: n} })})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Sailor]{Scope: ofTenant})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Port]{Scope: ofTenant})
		d.Who = ofStaff("Ada", 1)
	}, body)
}

// berths are the crew of a ship, as text.
func berths(t *testing.T, db *gorm.DB, ship uint) string {
	t.Helper()
	var rows []Berth
	desk.Must(t, db.Order("sailor_id").Find(&rows, "ship_id = ?", ship).Error)
	said := make([]string, len(rows))
	for i, b := range rows {
		said[i] = fmt.Sprint(b.SailorID, " ", b.Rank, " ", b.Wage, b.Secret)
		if b.PortID != nil {
			said[i] += fmt.Sprint(" from ", *b.PortID)
		}
	}
	return strings.Join(said, ", ")
}

func undoes(t *testing.T, d *desk.Desk, model, key string) {
	t.Helper()
	run := d.StartWith(model+"/undo", newest(t, d, model, key))
	question, asks := run.Next()
	if !asks {
		_, err := run.Wait()
		t.Fatalf("the undo ended with %v", err)
	}
	question.Answer(true)
	desk.Ends(t, run)
}

func TestALinkIsMadeWithWhatItsTableHolds(t *testing.T) {
	inHarbour(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("ships/add_crew", "1")
		form := run.Expect("Crew")
		var asked []string
		for _, c := range form.Call().ToRender {
			asked = append(asked, c.Label)
		}
		if !slices.Equal(asked, []string{"Crew", "Rank", "Since", "Wage", "Port"}) {
			t.Errorf("asks for %q", asked)
		}
		answer := map[string]any{"Crew": []string{"Ben", "Cas"}, "Rank": "none", "Since": json.RawMessage(`{"year":2026,"month":5,"day":1}`), "Wage": 700, "Port": "Ulm"}
		form.Choose("Review", desk.Filled(form, answer))
		refused := run.Expect("Rank")
		if refused.Message() == "" {
			t.Error("a rank that breaks its rule was taken")
		}
		answer["Rank"] = "cook"
		refused.Choose("Review", desk.Filled(form, answer))
		review := run.Expect("Add 2 links")
		raw := string(review.Call().ToRender[0].Props)
		for _, want := range []string{"Ben, Cas", "cook", "Ulm"} {
			if !strings.Contains(raw, want) {
				t.Errorf("the review does not say %q: %s", want, raw)
			}
		}
		if got := berths(t, d.DB, 1); got != "1 mate 500kept" {
			t.Errorf("written before anybody said so: %s", got)
		}
		review.Choose("Add 2 links")
		desk.Ends(t, run)
		if to := run.Redirects(); len(to) != 1 || to[0].Route != "ships/record" {
			t.Errorf("led to %+v", to)
		}
		if got := berths(t, d.DB, 1); got != "1 mate 500kept, 2 cook 700 from 1, 4 cook 700 from 1" {
			t.Errorf("wrote %s", got)
		}
		for key, want := range map[string]string{"1,2": "create", "1,4": "create"} {
			history, err := stagedoor.RecordHistory(t.Context(), d.DB, "berths", key, 9)
			desk.Must(t, err)
			if len(history) != 1 || history[0].Verb != want || history[0].After["rank"] != "cook" || history[0].After["secret"] != nil {
				t.Errorf("berth %s: %+v", key, history)
			}
		}
		page := d.Open("ships/record", "1")
		table := page.Table("Crew")
		if at := slices.Index(table.Keys(), "2"); at < 0 || table.Data[at].Data["link_rank"] != "cook" || strings.Contains(table.Raw, "kept") {
			t.Errorf("shows %s", table.Raw)
		}
		for _, c := range table.Columns {
			if c.OnCards != strings.HasPrefix(c.AccessorKey, "link_") {
				t.Errorf("on every card of a phone: %s %t", c.AccessorKey, c.OnCards)
			}
		}
		if said := page.Table("Timeline").Data[0].Data["Fields"]; said != "Crew: Ben, Cas" {
			t.Errorf("the timeline says %v", said)
		}
		undoes(t, d, "ships", "1")
		if got := berths(t, d.DB, 1); got != "1 mate 500kept" {
			t.Errorf("undone to %s", got)
		}
	})
}

func TestALinkIsChangedAndRemoved(t *testing.T) {
	inHarbour(t, func(t *testing.T, d *desk.Desk) {
		menu := d.Open("ships/record", "1").Table("Crew").Data[0].Menu
		if menu[0].Label != "Edit berth" || menu[0].Route != "ships/change_crew" || !menu[0].Over {
			t.Fatalf("the menu is %+v", menu)
		}
		run := d.StartWith("ships/change_crew", menu[0].Params)
		form := run.Expect("Rank")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Rank": "master", "Port": "Ulm"}))
		run.Expect("Keep editing").Choose("Save 2 changes")
		desk.Ends(t, run)
		if got := berths(t, d.DB, 1); got != "1 master 500kept from 1" {
			t.Errorf("wrote %s", got)
		}
		if said := d.Open("ships/record", "1").Table("Timeline").Data[0].Data["Fields"]; said != "Crew: 1 changed" {
			t.Errorf("the timeline says %v", said)
		}
		undoes(t, d, "ships", "1")
		if got := berths(t, d.DB, 1); got != "1 mate 500kept" {
			t.Errorf("undone to %s", got)
		}
		run = d.StartWith("ships/change_crew", menu[0].Params)
		form = run.Expect("Rank")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Rank": "master"}))
		review := run.Expect("Keep editing")
		desk.Must(t, d.DB.Model(&Berth{}).Where("ship_id = 1").Update("wage", 501).Error)
		review.Choose("Save 1 change")
		if said := run.Expect("This could not be saved"); !strings.Contains(string(said.Component().Props), "changed meanwhile") {
			t.Errorf("says %s", said.Component().Props)
		}
		run.Cancel()
		// What was removed comes back with all that it held, shown or not.
		run = d.StartWith("ships/remove_crew", map[string]any{"id": "1", "other": "1"})
		run.Expect("Remove").Choose("Remove")
		desk.Ends(t, run)
		if got := berths(t, d.DB, 1); got != "" {
			t.Errorf("left %s", got)
		}
		undoes(t, d, "ships", "1")
		if got := berths(t, d.DB, 1); got != "1 mate 501kept" {
			t.Errorf("undone to %s", got)
		}
	})
}

func TestLinksWithMoreKeepToTheScopeOfBothSides(t *testing.T) {
	inHarbour(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("ships/add_crew", "1")
		for _, hostile := range []string{`["0:9"]`, `["default:0"]`, `["3"]`, `[3]`, `"0:0"`, `[]`} {
			form := run.Expect("Crew")
			form.Choose("Review", desk.Filled(form, map[string]any{"Crew": json.RawMessage(hostile), "Rank": "cook", "Wage": 1}))
			if said := run.Expect("Crew").Message(); said == "" {
				t.Errorf("%s was taken", hostile)
			}
		}
		form := run.Expect("Crew").State(map[string]any{"queryTerm": "ze"})
		if raw := string(form.Component().Props); strings.Contains(raw, "Zed") || strings.Contains(raw, "Ann") {
			t.Errorf("offers %s", raw)
		}
		form = form.State(map[string]any{"queryTerm": "ben"})
		form.Choose("Review", desk.Filled(form, map[string]any{"Crew": []string{"Ben"}, "Rank": "cook", "Wage": 1, "Since": json.RawMessage(`{"year":2026,"month":5,"day":1}`)}))
		review := run.Expect("Add 1 link")
		desk.Must(t, d.DB.Model(&Sailor{}).Where("id = 2").Update("tenant_id", 2).Error)
		review.Choose("Add 1 link")
		run.Expect("This could not be saved").Choose("Keep editing")
		run.Expect("Crew").Cancel()
		for slug, params := range map[string]map[string]any{
			"ships/add_crew":    {"id": "2"},
			"ships/change_crew": {"id": "2", "other": "3"},
			"ships/remove_crew": {"id": "1", "other": "3"},
		} {
			if said := desk.Fails(t, d.StartWith(slug, params)); !strings.HasPrefix(said, "There is no ") {
				t.Errorf("%s %v: %q", slug, params, said)
			}
		}
		if said := desk.Fails(t, d.StartWith("ships/change_crew", map[string]any{"id": "1", "other": "4"})); said != "Cas is not linked with Argo any more." {
			t.Errorf("says %q", said)
		}
		if got := berths(t, d.DB, 1) + "; " + berths(t, d.DB, 2); got != "1 mate 500kept; 3 cook 1" {
			t.Errorf("wrote %s", got)
		}
	})
}

func TestAFormLeavesLinksToTheRecordThatNeedMore(t *testing.T) {
	inHarbour(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("ships/edit", "1")
		form := run.Expect("Name")
		for _, c := range form.Call().ToRender {
			if c.Label == "Crew" {
				t.Error("a form links without a rank, which each berth is required to have")
			}
		}
		if said := fmt.Sprint(run.Logs()); !strings.Contains(said, "Crew are added on the page of the ship, where more is asked about each.") {
			t.Errorf("says %s", said)
		}
		run.Cancel()
	})
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		d.Start("books/edit", "1").Expect("Genres").Cancel() // New fills in what a link needs
	})
}

// The model of this join table is registered, with a New of its own.
func TestALinkWithARegisteredJoinTable(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("books/add_genres", "2")
		form := run.Expect("Genres")
		form.Choose("Review", desk.Filled(form, map[string]any{"Genres": []string{"ess"}, "Weight": 7}))
		run.Expect("Add 1 link").Choose("Add 1 link")
		desk.Ends(t, run)
		var row BookGenre
		desk.Must(t, d.DB.First(&row, "book_id = 2 AND genre_code = 'ess'").Error)
		if row.Weight != 7 || row.AddedBy != "panel" {
			t.Errorf("made %+v", row)
		}
		undoes(t, d, "books", "2")
		run = d.StartWith("books/remove_genres", map[string]any{"id": "2", "other": "sf"})
		run.Expect("Remove").Choose("Remove")
		desk.Ends(t, run)
		undoes(t, d, "books", "2")
		var rows []BookGenre
		desk.Must(t, d.DB.Find(&rows, "book_id = 2").Error)
		if !slices.Equal(rows, []BookGenre{{2, "sf", "Ana", 2}}) {
			t.Errorf("ended with %+v", rows)
		}
	})
}

func TestMistakesInAJoinTable(t *testing.T) {
	type fleet struct {
		ID   uint     `gorm:"primaryKey"`
		Name string   `io:""`
		Crew []Sailor `gorm:"many2many:fleet_berths"`
	}
	type fleetBerth struct {
		FleetID  uint   `gorm:"primaryKey"`
		SailorID uint   `gorm:"primaryKey"`
		Rank     string `io:"labl:Rank"`
	}
	db := dbtest.Open(t)
	desk.Must(t, db.SetupJoinTable(&fleet{}, "Crew", &fleetBerth{}))
	reg := stagedoor.NewRegistry()
	autoactions.Register(reg, db, autoactions.Model[fleet]{})
	if err := reg.Check(); err == nil || !strings.Contains(err.Error(), `field Crew: join table zoo.fleetBerth: `) || !strings.Contains(err.Error(), `"labl"`) {
		t.Errorf("says %v", err)
	}
}

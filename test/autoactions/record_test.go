package autoactions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

func register(d *desk.Desk) {
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{Plural: "People", Slug: "people", Title: func(p Person) string { return p.Name }})
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
}

func TestFindLeadsToTheRecord(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat"}).Error)
		run := d.Start("charges/find", "")
		run.Expect("ID").Answer(1)
		desk.Ends(t, run)
		to := run.Redirects()
		if len(to) != 1 || to[0].Route != "charges/record" || to[0].Params["id"] != "1" {
			t.Errorf("led to %+v", to)
		}
		for _, id := range []any{91, -1, json.Number("9223372036854775807")} {
			run := d.Start("charges/find", "")
			run.Expect("ID").Answer(id)
			if said := desk.Fails(t, run); !strings.HasPrefix(said, "There is no charge ") {
				t.Errorf("find %v: %q", id, said)
			}
		}
	})
}

func TestHostileIdsFindNothing(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat"}).Error)
		for _, id := range []string{"", "1=1", "2 or 1=1-- ", "0x1", " 1", "+1", "01", "1e0", "1,1", "-1", "99999999999999999999", "1\x00", "\xff", strings.Repeat("1", 3000)} {
			if _, err := d.TryOpen("charges/record", id); err == nil {
				t.Errorf("id %.30q opened a record", id)
			}
			for _, action := range []string{"edit", "delete"} {
				said := desk.Fails(t, d.Start("charges/"+action, id))
				if id != "" && !strings.HasPrefix(said, "There is no charge") {
					t.Errorf("%s %.30q: %q", action, id, said)
				}
			}
		}
		if n := count[Charge](t, d); n != 1 {
			t.Errorf("%d rows are left", n)
		}
	})
}

func count[T any](t *testing.T, d *desk.Desk) int64 {
	t.Helper()
	var n int64
	desk.Must(t, d.DB.Model(new(T)).Count(&n).Error)
	return n
}

func TestRecordShowsWhatIsTaggedAndWhatBelongsToIt(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		person := Person{Name: "Ada", Email: "ada@example.com"}
		desk.Must(t, d.DB.Create(&person).Error)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat", PersonID: &person.ID, Cents: 12345, CardToken: "tok_1"}).Error)

		s := d.Open("charges/record", "1")
		if s.Layout.Title != "Coat" || len(s.Layout.Menu) != 3 || s.Layout.Menu[2].Theme != "danger" {
			t.Errorf("title %q, menu %+v", s.Layout.Title, s.Layout.Menu)
		}
		c, _ := s.Component("Charge")
		var meta struct {
			Data []struct {
				Label, Type, Currency, Route string
				Value                        any
				Params                       map[string]any
			}
		}
		desk.Must(t, json.Unmarshal(c.Props, &meta))
		facts := map[string]any{}
		for _, fact := range meta.Data {
			facts[fact.Label] = fact.Value
			if fact.Label == "Customer" && (fact.Route != "people/record" || fact.Params["id"] != "1") {
				t.Errorf("customer leads to %s %v", fact.Route, fact.Params)
			}
			if fact.Label == "Amount" && (fact.Type != "money" || fact.Currency != "EUR") {
				t.Errorf("amount is %s %s", fact.Type, fact.Currency)
			}
		}
		if facts["Amount"] != 12345.0 || facts["Customer"] != "Ada" || facts["Title"] != "Coat" || facts["Note"] != nil {
			t.Errorf("facts %v", facts)
		}
		if strings.Contains(string(c.Props), "tok_1") {
			t.Error("a field without tag is shown")
		}

		charges := d.Open("people/record", "1").Table("Charges")
		if len(charges.Data) != 1 || charges.Data[0].Key != "1" {
			t.Errorf("charges of Ada: %v", charges.Keys())
		}
		list := d.Open("charges", "").Table("Charges")
		if name := list.Data[0].Data["person_id"]; name != "Ada" {
			t.Errorf("the list calls the customer %v", name)
		}
	})
}

func TestCreateAsksShowsAndWrites(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		run := d.Start("people/create", "")
		form := run.Expect("New person")
		form.Choose("Review", map[string]any{"Name": "", "Email": "not an address"})
		form = run.Expect("Email")
		if form.Message() == "" {
			t.Error("a bad address was taken")
		}
		form.Choose("Review", map[string]any{"Name": "Ada", "Email": "ada@example.com"})
		run.Expect("Changes").Choose("Keep editing")
		run.Expect("Name").Choose("Review", map[string]any{"Name": "Ada L", "Email": "ada@example.com"})
		if count[Person](t, d) != 0 {
			t.Error("written before it was reviewed")
		}
		run.Expect("Changes").Choose("Create person")
		if got := desk.Ends(t, run); got["id"] != "1" {
			t.Errorf("result %v", got)
		}
		var p Person
		desk.Must(t, d.DB.First(&p).Error)
		if p.Name != "Ada L" || p.Email != "ada@example.com" {
			t.Errorf("wrote %+v", p)
		}
		history := d.Open("people/record", "1").Table("Timeline")
		if len(history.Data) != 1 || history.Data[0].Data["What"] != "Create" || history.Data[0].Data["Who"] != "Ada" {
			t.Errorf("history %+v", history.Data)
		}

		// The same address again is refused in words, and what was typed stays.
		run = d.Start("people/create", "")
		run.Expect("Name").Choose("Review", map[string]any{"Name": "Bea", "Email": "ada@example.com"})
		run.Expect("Changes").Choose("Create person")
		run.Expect("This could not be saved").Choose("Keep editing")
		var props struct{ DefaultValue any }
		again := run.Expect("Name")
		again.Props(&props)
		if props.DefaultValue != "Bea" {
			t.Errorf("the form has forgotten the name: %v", props.DefaultValue)
		}
		again.Choose("Review", map[string]any{"Name": "Bea", "Email": "bea@example.com"})
		run.Expect("Changes").Choose("Create person")
		desk.Ends(t, run)
		if count[Person](t, d) != 2 {
			t.Error("the second person is missing")
		}
	})
}

// Defaulted has columns whose empty values GORM replaces while inserting.
type Defaulted struct {
	ID     uint   `io:"readonly"`
	Name   string `gorm:"size:50;default:nobody" io:""`
	Active bool   `gorm:"default:true" io:""`
	Rank   int    `gorm:"default:7" io:""`
}

func TestCreateKeepsEmptyValuesOfColumnsWithDefaults(t *testing.T) {
	desk.Each(t, []any{&Defaulted{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Defaulted]{})
		run := d.Start("defaulteds/create", "")
		run.Expect("Name").Choose("Review", map[string]any{"Name": "", "Active": false, "Rank": 0})
		run.Expect("Changes").Choose("Create defaulted")
		desk.Ends(t, run)
		var row Defaulted
		desk.Must(t, d.DB.First(&row).Error)
		if row.Name != "" || row.Active || row.Rank != 0 {
			t.Errorf("wrote %+v", row)
		}
	})
}

func TestDeleteNamesAsksAndMarks(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&[]Charge{{Title: "Coat"}, {Title: "Hat"}}).Error)
		desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "a@example.com"}).Error)

		run := d.Start("charges/delete", "1")
		run.Expect("Delete Coat?").Answer(false)
		desk.Ends(t, run)
		if count[Charge](t, d) != 2 {
			t.Fatal("deleted although the person said no")
		}
		run = d.Start("charges/delete", "1")
		run.Expect("Delete Coat?").Answer(true)
		desk.Ends(t, run)
		var all int64
		desk.Must(t, d.DB.Unscoped().Model(&Charge{}).Count(&all).Error)
		if count[Charge](t, d) != 1 || all != 2 {
			t.Errorf("%d rows seen, %d there", count[Charge](t, d), all)
		}
		page := d.Open("charges/record", "1")
		if page.Layout.Description != "This charge is deleted" || len(page.Layout.Menu) != 2 || page.Layout.Menu[0].Label != "Restore" {
			t.Errorf("a deleted record opens as %q with %+v", page.Layout.Description, page.Layout.Menu)
		}
		desk.Fails(t, d.Start("charges/delete", "1"))

		run = d.Start("people/delete", "1")
		run.Expect("Delete Ada?").Answer(true)
		desk.Ends(t, run)
		desk.Must(t, d.DB.Unscoped().Model(&Person{}).Count(&all).Error)
		if all != 0 {
			t.Error("a person without soft delete is still there")
		}
	})
}

func TestDeleteAsksAgainWhenTheRecordHasChanged(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat"}).Error)
		run := d.Start("charges/delete", "1")
		question := run.Expect("Delete Coat?")
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 1").Update("title", "Cloak").Error)
		question.Answer(true)
		run.Expect("Delete Cloak?").Answer(false)
		desk.Ends(t, run)
		if count[Charge](t, d) != 1 {
			t.Error("deleted something the person had not seen")
		}
	})
}

// tenant is the scope of the tests: rows of tenant 1, or of nobody.
func tenant(n uint) func(context.Context, *gorm.DB) (*gorm.DB, error) {
	return func(_ context.Context, db *gorm.DB) (*gorm.DB, error) {
		return db.Where("tenant_id = ?", n).Or("tenant_id = ? AND 1 = 0", n), nil
	}
}

func TestScopeHoldsForEveryReadAndWrite(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Charge{{Title: "Mine", TenantID: 1, Cents: 100, Status: "paid"}, {Title: "Theirs", TenantID: 2, Cents: 100, Status: "paid"}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{
			Scope:   tenant(1),
			New:     func(context.Context) (Charge, error) { return Charge{TenantID: 1}, nil },
			Actions: []autoactions.RowAction[Charge]{autoactions.Refund(refundOf())},
		})
		s := d.Open("charges", "")
		for _, state := range []map[string]any{
			{}, {"queryTerm": "e"}, {"filters": []any{map[string]any{"column": "cents", "op": "eq", "value": 100}}},
			{"filters": []any{map[string]any{"column": "title", "op": "ne", "value": "x"}}, "queryTerm": "i"},
		} {
			if got := s.Ask("Charges", state); strings.Join(got.Keys(), " ") != "1" || got.TotalRecords != 1 {
				t.Errorf("%v: rows %v of %d", state, got.Keys(), got.TotalRecords)
			}
		}
		if _, err := d.TryOpen("charges/record", "2"); err == nil {
			t.Error("a record of another tenant opens")
		}
		for _, action := range []string{"edit", "delete", "refund"} {
			if said := desk.Fails(t, d.Start("charges/"+action, "2")); !strings.HasPrefix(said, "There is no charge 2") {
				t.Errorf("%s: %q", action, said)
			}
		}
		// A row that leaves the scope while the form is open is out of reach too.
		run := d.Start("charges/edit", "1")
		form := run.Expect("Title")
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 1").UpdateColumn("tenant_id", 2).Error)
		form.Choose("Review changes", map[string]any{"Title": "Stolen", "Amount": 100, "Flag": false})
		run.Expect("Changes").Choose("Save 1 change")
		run.Expect("This charge was deleted meanwhile").Choose("Close")
		desk.Fails(t, run)
		var row Charge
		desk.Must(t, d.DB.First(&row, "id = ?", 1).Error)
		if row.Title != "Mine" {
			t.Errorf("title is %q", row.Title)
		}
	})
}

func TestScopesThatDoNotHoldAreRefused(t *testing.T) {
	scopes := map[string]func(context.Context, *gorm.DB) (*gorm.DB, error){
		"of a zero tenant": func(_ context.Context, db *gorm.DB) (*gorm.DB, error) {
			return db.Where(&Charge{TenantID: 0}), nil // GORM adds nothing
		},
		"with an error": func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db, fmt.Errorf("no tenant") },
		"with a join for somebody": func(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
			if _, err := stagedoor.UserFrom(ctx); err != nil {
				return nil, err // so that it is not found when it is registered
			}
			return db.Joins("JOIN people ON people.id = charges.person_id AND people.id = 0").Where("1 = 1"), nil
		},
		"of nothing for somebody": func(ctx context.Context, _ *gorm.DB) (*gorm.DB, error) {
			_, err := stagedoor.UserFrom(ctx)
			return nil, err
		},
	}
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Charge{Title: "Coat", TenantID: 2}).Error)
		for name, scope := range scopes {
			t.Run(name, func(t *testing.T) {
				d := desk.New(t, d.DB)
				autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Scope: scope})
				got := d.Open("charges", "").Table("Charges")
				if len(got.Data) != 0 || got.Message == "" {
					t.Errorf("shows %v with the message %q", got.Keys(), got.Message)
				}
				if _, err := d.TryOpen("charges/record", "1"); err == nil {
					t.Error("the record opens")
				}
			})
		}
	})
}

func TestVerbsRunOnTheRowAsItIs(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Charge{{Title: "Coat", Status: "paid"}, {Title: "Hat", Status: "failed"}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Actions: []autoactions.RowAction[Charge]{{
			Slug: "retry", Name: "Retry",
			When: func(c Charge) bool { return c.Status == "failed" },
			Handler: func(_ context.Context, c *Charge) error {
				return d.DB.Model(&Charge{}).Where("id = ?", c.ID).Update("status", "paid").Error
			},
		}}})
		if said := desk.Fails(t, d.Start("charges/retry", "1")); !strings.Contains(said, "Coat") {
			t.Errorf("retry of a paid charge: %q", said)
		}
		desk.Ends(t, d.Start("charges/retry", "2"))
		desk.Fails(t, d.Start("charges/retry", "2"))
		var buttons []string
		for _, link := range d.Open("charges/record", "2").Layout.Menu {
			buttons = append(buttons, link.Label)
		}
		if strings.Join(buttons, " ") != "Edit Duplicate Delete" {
			t.Errorf("buttons %v", buttons)
		}
	})
}

// A peer that knows only the original wire is served too.
func TestEditOverTheOriginalWire(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "ada@example.com"}).Error)
		action, _ := d.Reg.ActionAt("people/edit")
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{
			Slug: "original", Original: true, Params: map[string]any{"id": "1"},
			Person: protocol.Person{ID: "1", Name: "Ada", Email: "ada@example.com"},
		}, action.Handler)
		run.Expect("Name").Choose("Review changes", map[string]any{"Name": "Ada L", "Email": "ada@example.com"})
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		var p Person
		desk.Must(t, d.DB.First(&p).Error)
		if p.Name != "Ada L" {
			t.Errorf("name is %q", p.Name)
		}
	})
}

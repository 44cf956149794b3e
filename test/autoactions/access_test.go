package autoactions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Employee has fields that are not for everybody.
type Employee struct {
	ID      uint   `gorm:"primaryKey" io:"readonly"`
	Name    string `gorm:"size:80" io:"search;sort;list" validate:"required"`
	Phone   string `gorm:"size:40" io:"mask:last4;search;list"`
	Salary  int64  `io:"sort;filter;list"`
	Grade   string `gorm:"size:10" io:"sort;filter"`
	BossID  *uint  `io:""`
	Boss    *Employee
	Badges  []Badge
	Version int
}

// Badge belongs to an employee, and is the business of one team.
type Badge struct {
	ID         uint   `gorm:"primaryKey" io:"readonly"`
	EmployeeID uint   `io:""`
	Code       string `gorm:"size:40" io:"search"`
}

var staff = []any{&Employee{}, &Badge{}}

// employees is a model with a policy: pay sees salaries, lead changes grades, and
// only pay may delete or reveal.
func employees() autoactions.Model[Employee] {
	return autoactions.Model[Employee]{
		Import: true, Inline: []string{"Badges"},
		Access: autoactions.Access{
			Parts: map[string][]string{"delete": {"pay"}, "reveal": {"pay", "lead"}},
			Fields: map[string]autoactions.FieldAccess{
				"Salary": {See: []string{"pay"}},
				"Grade":  {Change: []string{"lead"}},
				"Phone":  {Unmask: []string{"owner"}},
				"Boss":   {See: []string{"lead", "pay"}},
			},
			RevealFor: time.Hour,
		},
		Actions: []autoactions.RowAction[Employee]{{
			Slug: "praise", Teams: []string{"lead"}, Handler: func(ctx context.Context, _ *Employee) error { return nil },
		}},
	}
}

// withStaff registers the models over two employees with a badge each.
func withStaff(t *testing.T, d *desk.Desk) {
	t.Helper()
	boss := uint(1)
	desk.Must(t, d.DB.Create(&[]Employee{
		{Name: "Ada", Phone: "+44 20 7946 0958", Salary: 9_100, Grade: "A"},
		{Name: "Bob", Phone: "+44 20 7946 0111", Salary: 8_200, Grade: "B", BossID: &boss},
	}).Error)
	desk.Must(t, d.DB.Create(&[]Badge{{EmployeeID: 1, Code: "north"}, {EmployeeID: 2, Code: "south"}}).Error)
	autoactions.Register(d.Reg, d.DB, employees())
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Badge]{Teams: []string{"guard"}})
}

// sees is everything that a page of somebody's says, tables included.
func sees(t *testing.T, d *desk.Desk, slug, id string, tables ...string) string {
	t.Helper()
	s := d.Open(slug, id)
	said := []string{fmt.Sprintf("%+v", s.Layout.Menu), s.Layout.Title, s.Layout.Description, strings.Join(s.Labels(), " ")}
	for _, label := range tables {
		said = append(said, s.Table(label).Raw)
	}
	if slices.Contains(s.Labels(), "Employee") {
		c, _ := s.Component("Employee")
		said = append(said, string(c.Props))
	}
	return strings.Join(said, "\n")
}

func TestFieldsAreThereForTheirTeamsAlone(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		nobody, pay := d.As("Nick"), d.As("Pat", "pay")
		for _, page := range [][]string{{"employees", "", "Employees"}, {"employees/record", "2"}} {
			said := sees(t, nobody, page[0], page[1], page[2:]...)
			for _, secret := range []string{"8200", "9100", "alary", "7946", "Boss"} {
				if strings.Contains(said, secret) {
					t.Errorf("%s says %q to somebody on no team: %s", page[0], secret, said)
				}
			}
			if said := sees(t, pay, page[0], page[1], page[2:]...); !strings.Contains(said, "8200") || strings.Contains(said, "7946") || !strings.Contains(said, "0111") {
				t.Errorf("%s to pay: %s", page[0], said)
			}
		}
		// A request that names it is told what it is told of no field at all.
		s := nobody.Open("employees", "")
		for _, of := range []func(string) map[string]any{
			func(c string) map[string]any {
				return map[string]any{"filters": []any{map[string]any{"column": c, "op": "gt", "value": 1}}}
			},
			func(c string) map[string]any {
				return map[string]any{"sortColumn": c, "sortDirection": "asc", "sort": []any{map[string]any{"column": c, "direction": "asc"}}}
			},
		} {
			withheld, unknown := s.Ask("Employees", of("salary")), s.Ask("Employees", of("nonsense"))
			if strings.ReplaceAll(withheld.Message, "salary", "") != strings.ReplaceAll(unknown.Message, "nonsense", "") || fmt.Sprint(withheld.Keys()) != fmt.Sprint(unknown.Keys()) {
				t.Errorf("withheld: %q %v; unknown: %q %v", withheld.Message, withheld.Keys(), unknown.Message, unknown.Keys())
			}
		}
	})
}

func TestMaskedFieldsAreFoundByTheirWholeValueOnly(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		s := d.As("Pat", "pay").Open("employees", "")
		for typed, want := range map[string]string{"7946": "", "0958": "", "+44 20 7946 0958": "1", "Bob": "2"} {
			if got := s.Ask("Employees", map[string]any{"queryTerm": typed}); strings.Join(got.Keys(), " ") != want {
				t.Errorf("%q finds %v, want %q", typed, got.Keys(), want)
			}
		}
		if said := sees(t, d.As("Olga", "owner"), "employees", "", "Employees"); !strings.Contains(said, "7946 0958") {
			t.Errorf("who sees it without a mask: %s", said)
		}
	})
}

func TestRevealNeedsAReasonAndIsForOnePersonAndRecord(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		pay := d.As("Pat", "pay")
		if said := desk.Fails(t, d.As("Nick").Start("employees/reveal", "1")); !strings.Contains(said, "not on a team") {
			t.Errorf("somebody on no team: %q", said)
		}
		// It is not in the form either: what is behind a mask is not changed unseen.
		form := pay.Start("employees/edit", "1").Expect("Name")
		if said := fmt.Sprint(form.Call()); strings.Contains(said, "7946") || strings.Contains(said, "Phone") {
			t.Errorf("the form has it: %s", said)
		}
		run := pay.Start("employees/reveal", "1")
		run.Expect("Why do you need to see it?").Choose("Reveal", "They called about their bill.")
		desk.Ends(t, run)
		if said := sees(t, pay, "employees/record", "1"); !strings.Contains(said, "7946 0958") || !strings.Contains(said, "without masks until") {
			t.Errorf("revealed: %s", said)
		}
		for name, said := range map[string]string{
			"another record":   sees(t, pay, "employees/record", "2"),
			"the list":         sees(t, pay, "employees", "", "Employees"),
			"somebody else":    sees(t, d.As("Paula", "pay"), "employees/record", "1"),
			"no longer on pay": sees(t, d.As("Pat"), "employees/record", "1"),
		} {
			if strings.Contains(said, "7946") {
				t.Errorf("%s: %s", name, said)
			}
		}
		run = pay.Start("employees/edit", "1")
		form = run.Expect("Phone")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Phone": "+44 20 7946 0000"}))
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		timeline := d.As("Paula", "pay").Open("employees/record", "1").Table("Timeline").Raw
		if !strings.Contains(timeline, "They called about their bill.") || !strings.Contains(timeline, "Pat") || strings.Contains(timeline, "7946") {
			t.Errorf("timeline: %s", timeline)
		}
		// Its time is over.
		desk.Must(t, d.DB.Exec("UPDATE stagedoor_changes SET changed_at = changed_at - ?", (time.Hour+time.Second).Microseconds()).Error)
		if said := sees(t, pay, "employees/record", "1"); strings.Contains(said, "7946") {
			t.Errorf("afterwards: %s", said)
		}
	})
}

func TestPartsAreForTheirTeamsAlone(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		nobody, lead, pay := d.As("Nick"), d.As("Lea", "lead"), d.As("Pat", "pay")
		for who, want := range map[*desk.Desk]string{nobody: "Edit Duplicate", lead: "Edit Duplicate Praise Reveal", pay: "Edit Duplicate Reveal Delete"} {
			var labels []string
			for _, link := range who.Open("employees/record", "1").Layout.Menu {
				if link.Label != "Next" && link.Label != "Previous" {
					labels = append(labels, link.Label)
				}
			}
			if got := strings.Join(labels, " "); got != want {
				t.Errorf("%s is offered %q, want %q", who.Who.Name, got, want)
			}
		}
		for _, slug := range []string{"employees/delete", "employees/praise", "employees/bulk/delete"} {
			if said := desk.Fails(t, nobody.Start(slug, "1")); !strings.Contains(said, "not on a team") {
				t.Errorf("%s: %q", slug, said)
			}
		}
		for slug, want := range map[string]string{"employees/delete": "[pay]", "employees/bulk/delete": "[pay]", "employees/praise": "[lead]", "employees/edit": "[]"} {
			if a, _ := d.Reg.ActionAt(slug); fmt.Sprint(a.Teams) != want {
				t.Errorf("%s is for %v, want %s", slug, a.Teams, want)
			}
		}
		if raw := nobody.Open("employees", "").Table("Employees").Raw; strings.Contains(raw, "bulk/delete") {
			t.Errorf("the list offers deleting: %s", raw)
		}
	})
}

func TestOthersModelsAreNotMetOnThePagesOfTheirs(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		if labels := d.As("Gus", "guard").Open("employees/record", "1").Labels(); !slices.Contains(labels, "Badges") {
			t.Errorf("guard sees %v", labels)
		}
		nick := d.As("Nick")
		if labels := nick.Open("employees/record", "1").Labels(); slices.Contains(labels, "Badges") {
			t.Errorf("somebody on no team sees %v", labels)
		}
		form := nick.Start("employees/edit", "1").Expect("Name")
		if said, _ := json.Marshal(form.Call()); strings.Contains(string(said), "Badges") || strings.Contains(string(said), "north") {
			t.Errorf("the form asks for them: %s", said)
		}
		if _, err := nick.TryOpen("badges", ""); err == nil {
			t.Error("the list opens")
		}
	})
}

func TestFieldsThatOthersChangeStay(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		lead, nick := d.As("Lea", "lead"), d.As("Nick")
		run := lead.Start("employees/edit", "1")
		form := run.Expect("Grade")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Grade": "C"}))
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		if said := fmt.Sprint(nick.Start("employees/edit", "1").Expect("Name").Call()); strings.Contains(said, "Grade") {
			t.Errorf("the form asks for it: %s", said)
		}
		var id int64
		desk.Must(t, d.DB.Table("stagedoor_changes").Select("max(id)").Scan(&id).Error)
		if said := desk.Fails(t, nick.Start("employees/undo", fmt.Sprint(id))); !strings.Contains(said, "only others may change") {
			t.Errorf("undo: %q", said)
		}
		var row Employee
		desk.Must(t, d.DB.First(&row, "id = ?", 1).Error)
		if row.Grade != "C" {
			t.Errorf("grade is %q", row.Grade)
		}
	})
}

func TestWhoCanSeeThisAndWhy(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		other := desk.New(t, d.DB)
		m := employees()
		m.Scope = func(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
			user, err := stagedoor.UserFrom(ctx)
			if err != nil {
				return nil, err
			}
			return db.Where("name = ?", user.Claims["name"]), nil
		}
		m.Access.Person = func(_ context.Context, email string) (stagedoor.User, error) {
			name, _, _ := strings.Cut(email, "@")
			if name == "ghost" {
				return stagedoor.User{}, stagedoor.Fail("Nobody here has this address.")
			}
			return stagedoor.User{ID: name, Name: name, Teams: []string{name}, Claims: map[string]string{"name": "Ada"}}, nil
		}
		m.Access.Parts["access"] = []string{"lead"}
		autoactions.Register(other.Reg, other.DB, m)
		lead := other.As("Lea", "lead")
		lead.Who.Claims = map[string]string{"name": "Ada"}
		ask := func(email string) string {
			t.Helper()
			run := lead.Start("employees/access", "1")
			run.Expect("E-mail address of the person").Answer(email)
			screen := run.Expect("What the rules say")
			said, err := json.Marshal(screen.Call())
			desk.Must(t, err)
			screen.Choose("Done")
			desk.Ends(t, run)
			return string(said)
		}
		said := ask("pay@example.com")
		for _, want := range []string{
			`"What":"This employee","Why":"It meets the Scope:`, "Ada",
			`"What":"Praise","Why":"It is for the team lead.","answer":"no"`,
			`"What":"Delete","Why":"It is for the team pay, and they are on pay.","answer":"yes"`,
			`"What":"Salary","Why":"It is for the team pay, and they are on pay.","answer":"yes"`,
			`"What":"Phone","Why":"Its tag says mask:last4. A reason reveals it for 1 hour to the teams pay, lead.","answer":"masked"`,
		} {
			if !strings.Contains(said, want) {
				t.Errorf("there is no %s in %s", want, said)
			}
		}
		run := lead.Start("employees/access", "1")
		run.Expect("E-mail address of the person").Answer("ghost@example.com")
		again := run.Expect("E-mail address of the person")
		if c := again.Component(); c.ValidationErrorMessage != "Nobody here has this address." {
			t.Errorf("an unknown address: %+v", c)
		}
		run.Cancel()
	})
}

// What only filters and sorts a list is at hand there, and not on the screen.
func TestFieldsThatAreNotListedFilterAndSortAllTheSame(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		s := d.As("Pat", "pay").Open("employees", "")
		raw := s.Table("Employees").Raw
		if !strings.Contains(raw, `"accessorKey":"grade","type":"text","sortable":true,"filter":{"kind":"text"},"hidden":true`) {
			t.Errorf("the list: %s", raw)
		}
		if got := s.Ask("Employees", filterBy("grade", "eq", "B")); strings.Join(got.Keys(), " ") != "2" || got.Message != "" {
			t.Errorf("filtered: %v %q", got.Keys(), got.Message)
		}
		if strings.Contains(raw, "ownViews") {
			t.Errorf("the views of a list that everybody sees are not shared: %s", raw)
		}
	})
}

func filterBy(column, op string, value any) map[string]any {
	return map[string]any{"filters": []any{map[string]any{"column": column, "op": op, "value": value}}}
}

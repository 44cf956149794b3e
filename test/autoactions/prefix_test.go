package autoactions_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Freight is searched by how its code begins, by all that is in its note, and by how the
// name of its sender begins.
type Freight struct {
	ID       uint    `io:"readonly"`
	Tenant   uint    // not shown
	Code     *string `gorm:"size:80;index" io:"search;prefix"`
	Note     string  `gorm:"size:80" io:"search"`
	SenderID *uint   `io:""`
	Sender   *Sender `io:"search"`
}

// Sender is searched by how its name begins.
type Sender struct {
	ID     uint   `io:"readonly"`
	Tenant uint   // not shown
	Name   string `gorm:"size:80;index" io:"search;prefix"`
}

// codes are those of freights, by their ids from 1 on.
var codes = []string{
	"AB-1", "ab-1x", "xAB-1", "100%", "100 years", "a_c", "abc", "a!c", `a\c`, "a'c", `a"c`, "a[c", "a*c", "a?c",
	"Äpfel", "äpfel", "äpfelchen", "apfel", "z\U0010FFFFx", "z\uD7FFx", "日本語", "日本", "Zed", "zEd", "ZZ",
}

func TestASearchByBeginnings(t *testing.T) {
	eachWithFreights(t, func(t *testing.T, d *desk.Desk) {
		s := d.Open("freights", "")
		found := func(typed string) []string {
			var seen []string
			for _, row := range s.Ask("Freights", map[string]any{"queryTerm": typed, "pageSize": 50}).Data {
				code, _ := row.Data["code"].(string)
				seen = append(seen, code)
			}
			slices.Sort(seen)
			return seen
		}
		for typed, want := range map[string]string{
			"AB-":                   "AB-1|ab-1x", // and no "xAB-1", which has it within
			"ab-":                   "AB-1|ab-1x",
			"ab-1x":                 "ab-1x",
			"  ab-1x ":              "ab-1x",
			"100%":                  "100%", // not the beginning of more
			"100 y":                 "100 years",
			"years 100":             "", // the whole text, not its words
			"a_":                    "a_c",
			"a!":                    "a!c",
			`a\`:                    `a\c`,
			"a'":                    "a'c",
			`a"`:                    `a"c`,
			"a[":                    "a[c",
			"a*":                    "a*c",
			"a?":                    "a?c",
			"%":                     "",
			"_":                     "",
			"' OR 1 = 1 --":         "",
			"日":                     "日本|日本語",
			"日本語":                   "日本語",
			"z\U0010FFFF":           "z\U0010FFFFx",
			"z\uD7FF":               "z\uD7FFx",
			"\U0010FFFF":            "",
			"wanted":                "xAB-1", // in a note, where no code begins so
			"acme":                  "100%",  // by its sender
			"cme":                   "",
			"others":                "", // a freight of another tenant, whose note says it too
			"secre":                 "", // a sender of another tenant
			strings.Repeat("a", 80): "",
		} {
			if got := strings.Join(found(typed), "|"); got != want {
				t.Errorf("%q finds %q, and not %q", typed, got, want)
			}
		}
	})
}

// Where case counts, four spellings are looked for: MySQL and MariaDB go by the collation
// of the column.
func TestTheCaseOfABeginning(t *testing.T) {
	eachWithFreights(t, func(t *testing.T, d *desk.Desk) {
		s := d.Open("freights", "")
		for typed, want := range map[string][]string{
			"äpfel": {"Äpfel", "äpfel", "äpfelchen"}, "ÄPFEL": {"Äpfel", "äpfel", "äpfelchen"}, "zed": {"Zed"}, "zEd": {"Zed", "zEd"},
		} {
			var seen []string
			for _, row := range s.Ask("Freights", map[string]any{"queryTerm": typed, "pageSize": 50}).Data {
				seen = append(seen, row.Data["code"].(string))
			}
			for _, code := range want {
				if !slices.Contains(seen, code) {
					t.Errorf("%q finds %q, without %q", typed, seen, code)
				}
			}
			if d.DB.Name() != "mysql" && len(seen) != len(want) {
				t.Errorf("%q finds %q", typed, seen)
			}
		}
	})
}

// A form searches for a parent by how it begins, too.
func TestAParentIsPickedByItsBeginning(t *testing.T) {
	eachWithFreights(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("freights/create", "")
		for typed, want := range map[string]bool{"acm": true, "Acme": true, "cme": false, "secre": false} {
			var props struct{ Results []map[string]any }
			run.Expect("Sender").State(typed).Props(&props)
			if (len(props.Results) > 0) != want {
				t.Errorf("%q offers %v", typed, props.Results)
			}
		}
		run.Cancel()
	})
}

func eachWithFreights(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	desk.Each(t, []any{&Sender{}, &Freight{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Sender{{Tenant: 1, Name: "Acme Works"}, {Tenant: 2, Name: "Secret"}}).Error)
		rows := []Freight{{Tenant: 1, Note: "without a code"}, {Tenant: 2, Code: new("others 1"), Note: "others"}}
		for _, code := range codes {
			rows = append(rows, Freight{Tenant: 1, Code: &code, Note: "plain"})
		}
		rows[4].Note, rows[5].SenderID = "wanted", new(uint(1))
		rows[6].SenderID = new(uint(2))
		desk.Must(t, d.DB.Create(&rows).Error)
		own := func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant = 1"), nil }
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Sender]{Scope: own, New: func(context.Context) (Sender, error) { return Sender{Tenant: 1}, nil }})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Freight]{Scope: own, New: func(context.Context) (Freight, error) { return Freight{Tenant: 1}, nil }})
		body(t, d)
	})
}

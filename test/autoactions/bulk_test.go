package autoactions_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// ofTenant is a model that sees the charges of one tenant.
func ofTenant(tenant uint, m autoactions.Model[Charge]) autoactions.Model[Charge] {
	m.Scope = func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where("tenant_id = ?", tenant), nil }
	m.New = func(context.Context) (Charge, error) { return Charge{TenantID: tenant, Status: "paid"}, nil }
	return m
}

// titles are the titles of the charges that are there, by their ids.
func titles(t *testing.T, d *desk.Desk) string {
	t.Helper()
	var rows []Charge
	desk.Must(t, d.DB.Order("id").Find(&rows).Error)
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%d:%s", r.ID, r.Title))
	}
	return strings.Join(out, " ")
}

// three makes two charges of tenant 1 and one of tenant 2.
func three(t *testing.T, d *desk.Desk) {
	t.Helper()
	desk.Must(t, d.DB.Create(&[]Charge{
		{TenantID: 1, Title: "a", Status: "paid", Cents: 100}, {TenantID: 1, Title: "b", Status: "failed", Cents: 200},
		{TenantID: 2, Title: "c", Status: "paid", Cents: 300},
	}).Error)
}

// outcome is what the end of a run over many rows says.
func outcome(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	return fmt.Sprint(desk.Ends(t, run))
}

func TestListSaysHowManyRowsAreWorkedOnAtOnce(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
		if shown := d.Open("charges", "").Table("Charges").Raw; !strings.Contains(shown, `"bulkMost":100000`) {
			t.Errorf("the list has %s", shown)
		}
	})
}

func TestBulkEditChangesWhatIsTickedAndNothingElse(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{}))
		run := d.StartWith("charges/bulk/edit", map[string]any{"rows": `{"keys":["1","3","x","99","1 or 1=1"]}`})
		run.Expect("Fields to change").Answer([]any{map[string]any{"label": "Title", "value": option(t, run, "Title")}})
		form := run.Expect("New values for all selected charges")
		form.Choose("Review", desk.Filled(form, map[string]any{"Title": "new"}))
		run.Expect("Changes").Choose("Edit selected: 1 charge")
		if got := outcome(t, run); got != "map[done:1 refused:0 unchanged:0]" {
			t.Errorf("outcome %s", got)
		}
		if got := titles(t, d); got != "1:new 2:b 3:c" {
			t.Errorf("titles %s", got)
		}
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "charges", "1", 10)
		if err != nil || len(history) != 1 || history[0].Verb != "edit" || history[0].Before["title"] != "a" || history[0].After["title"] != "new" {
			t.Errorf("audit %+v, %v", history, err)
		}
		if other, _ := stagedoor.RecordHistory(t.Context(), d.DB, "charges", "3", 10); len(other) > 0 {
			t.Errorf("another tenant's row in the audit: %+v", other)
		}
	})
}

func TestBulkDeletesAllThatMatch(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 250)
		three(t, d)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{}))
		rows := `{"all":{"filters":[{"column":"flag","op":"eq","value":true}],"queryTerm":"charge"}}`
		run := d.StartWith("charges/bulk/delete", map[string]any{"rows": rows})
		run.Expect("Charges").Choose("Delete selected: 125 charges")
		if got := outcome(t, run); got != "map[done:125 refused:0 unchanged:0]" {
			t.Errorf("outcome %s", got)
		}
		var left, flagged int64
		desk.Must(t, d.DB.Model(&Charge{}).Count(&left).Error)
		desk.Must(t, d.DB.Model(&Charge{}).Where("flag").Count(&flagged).Error)
		if left != 128 || flagged != 0 {
			t.Errorf("%d left, %d of them flagged", left, flagged)
		}
		steps := run.Loading()
		if last := steps[len(steps)-1]; *last.ItemsInQueue != 3 || *last.ItemsCompleted != 3 || last.Description != "125 of 125" {
			t.Errorf("progress ended at %+v", last)
		}
	})
}

// capture is a verb of the model's own over many rows.
func capture(c Charges) autoactions.BulkAction[Charge] {
	return autoactions.BulkAction[Charge]{
		Slug: "capture", Teams: c.teams, When: func(ch Charge) bool { return ch.Status == "paid" },
		Each: func(_ context.Context, tx *gorm.DB, row *Charge) error {
			if err := tx.Create(&Ledger{ChargeID: row.ID, Cents: row.Cents}).Error; err != nil {
				return err
			}
			if err := tx.Model(row).Update("title", "captured").Error; err != nil {
				return err
			}
			return c.after(row)
		},
	}
}

// Charges is what capture works with.
type Charges struct {
	teams []string
	after func(*Charge) error
}

func TestARefusedRowLeavesNothingAndStopsNothing(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		desk.Must(t, d.DB.Create(&Charge{TenantID: 1, Title: "d", Status: "paid"}).Error)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{BulkActions: []autoactions.BulkAction[Charge]{
			capture(Charges{after: func(row *Charge) error {
				if row.ID == 1 {
					return stagedoor.Fail("The bank said no.")
				}
				return nil
			}}),
		}}))
		run := d.StartWith("charges/bulk/capture", map[string]any{"rows": `{"all":{}}`})
		run.Expect("Charges").Choose("Capture: 3 charges")
		var props struct {
			Data []struct{ Data map[string]any }
		}
		desk.Must(t, desk.Props(run.ResultDisplays()[1], &props))
		var lines []string
		for _, row := range props.Data {
			lines = append(lines, fmt.Sprintf("%v %v %v", row.Data["title"], row.Data["state"], row.Data["why"]))
		}
		want := "a refused The bank said no.; b refused Capture is not possible for it as it is now.; d done "
		if got := strings.Join(lines, "; "); got != want {
			t.Errorf("report\n%s\nwant\n%s", got, want)
		}
		if got := outcome(t, run); got != "map[done:1 refused:2 unchanged:0]" {
			t.Errorf("outcome %s", got)
		}
		var ledger []Ledger
		desk.Must(t, d.DB.Find(&ledger).Error)
		if got := titles(t, d); got != "1:a 2:b 3:c 4:captured" || len(ledger) != 1 || ledger[0].ChargeID != 4 {
			t.Errorf("titles %s, ledger %+v", got, ledger)
		}
	})
}

func TestAnErrorEndsTheRunAndItsBatch(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 120)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{BulkActions: []autoactions.BulkAction[Charge]{
			capture(Charges{after: func(row *Charge) error {
				if row.ID == 70 {
					return errors.New("the disk is full")
				}
				return nil
			}}),
		}})
		run := d.StartWith("charges/bulk/capture", map[string]any{"rows": `{"all":{}}`})
		run.Expect("Charges").Choose("Capture: 120 charges")
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "the disk is full") {
			t.Errorf("the run ended with %v", err)
		}
		var captured, ledger int64
		desk.Must(t, d.DB.Model(&Charge{}).Where("title = 'captured'").Count(&captured).Error)
		desk.Must(t, d.DB.Model(&Ledger{}).Count(&ledger).Error)
		if captured != 50 || ledger != 50 {
			t.Errorf("%d captured, %d in the ledger, not the 50 of the first batch", captured, ledger)
		}
	})
}

func TestHostileSelections(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{}))
		for rows, want := range map[string]string{
			`{"keys":["3"]}`:            "None of these charges is there any more.",
			`{"keys":["99"]}`:           "None of these charges is there any more.",
			`{"keys":["3) OR (1=1"]}`:   "None of these charges is there any more.",
			`{"keys":["1,2"]}`:          "None of these charges is there any more.",
			`{"all":{"queryTerm":"c"}}`: "None of these charges is there any more.",
			``:                          "This link does not say which rows are meant. Choose them in the list.",
			`{"keys":[],"all":null}`:    "This link does not say properly which rows are meant. Choose them in the list.",
			`{"all":{"filters":[{"column":"card_token","op":"starts","value":"tok"}]}}`: "The table cannot be shown like this: it cannot be filtered by that column.",
			`{"all":{"filters":[{"column":"tenant_id","op":"eq","value":2}]}}`:          "The table cannot be shown like this: it cannot be filtered by that column.",
		} {
			for _, slug := range []string{"charges/bulk/delete", "charges/bulk/edit"} {
				if got := desk.Fails(t, d.StartWith(slug, map[string]any{"rows": rows})); got != want {
					t.Errorf("%s %s: %q, not %q", slug, rows, got, want)
				}
			}
		}
		if got := titles(t, d); got != "1:a 2:b 3:c" {
			t.Errorf("titles %s", got)
		}
	})
}

// A row that somebody changes while the question is on the screen is worked on only
// if it is still one of those that were meant.
func TestARowThatMatchesNoMoreIsLeftAlone(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{}))
		rows := `{"all":{"filters":[{"column":"status","op":"in","value":["paid","failed"]}]}}`
		run := d.StartWith("charges/bulk/delete", map[string]any{"rows": rows})
		question := run.Expect("Charges")
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 2").Update("status", "refunded").Error)
		desk.Must(t, d.DB.Model(&Charge{}).Where("id = 1").Update("tenant_id", 2).Error)
		question.Choose("Delete selected: 2 charges")
		if got := outcome(t, run); got != "map[done:0 refused:2 unchanged:0]" {
			t.Errorf("outcome %s", got)
		}
		if got := titles(t, d); got != "1:a 2:b 3:c" {
			t.Errorf("titles %s", got)
		}
	})
}

func TestOnlyTheTeamIsOfferedWhatIsItsOwn(t *testing.T) {
	d := desk.Plain(t, all)
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{
		BulkActions:  []autoactions.BulkAction[Charge]{capture(Charges{teams: []string{"finance"}})},
		ModelActions: []autoactions.ModelAction{{Slug: "fetch", Handler: func(context.Context) error { return nil }}, {Slug: "close", Teams: []string{"finance"}, Handler: func(context.Context) error { return nil }}},
	})
	s := d.Open("charges", "")
	if raw := s.Table("Charges").Raw; !strings.Contains(raw, "charges/bulk/edit") || strings.Contains(raw, "capture") {
		t.Errorf("offered: %s", raw)
	}
	if got := fmt.Sprint(s.Layout.Menu); !strings.Contains(got, "charges/fetch") || strings.Contains(got, "charges/close") {
		t.Errorf("menu %s", got)
	}
	for slug, want := range map[string]string{"charges/bulk/capture": "[finance]", "charges/close": "[finance]", "charges/bulk/edit": "[]"} {
		if a, ok := d.Reg.ActionAt(slug); !ok || fmt.Sprint(a.Teams) != want || !a.Unlisted {
			t.Errorf("%s: %+v", slug, a)
		}
	}
}

// option is how the dashboard names an option of the question on the screen.
func option(t *testing.T, run *stagedoortest.Run, label string) any {
	t.Helper()
	var props struct {
		Options []struct {
			Label string
			Value any
		}
	}
	run.Expect("Fields to change").Props(&props)
	for _, o := range props.Options {
		if o.Label == label {
			return o.Value
		}
	}
	t.Fatalf("there is no option %q in %+v", label, props)
	return nil
}

// A report that is too long to be kept with the run is shown before it ends, whole.
func TestALongReportIsShownBeforeTheRunEnds(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		rows := make([]Charge, 501)
		for i := range rows {
			rows[i] = Charge{TenantID: 1, Title: "a", Status: "paid"}
		}
		desk.Must(t, d.DB.CreateInBatches(&rows, 100).Error)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{BulkActions: []autoactions.BulkAction[Charge]{
			capture(Charges{after: func(*Charge) error { return nil }}),
		}}))
		run := d.StartWith("charges/bulk/capture", map[string]any{"rows": `{"all":{}}`})
		run.Expect("Charges").Choose("Capture: 501 charges")
		var props struct{ TotalRecords int }
		run.Expect("Report").Props(&props)
		if shown := run.ResultDisplays(); props.TotalRecords != 501 || len(shown) != 1 || shown[0].Label != "501 charges succeeded" {
			t.Errorf("%d rows before, and then %+v", props.TotalRecords, shown)
		}
	})
}

package autoactions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Shelf has columns that are not shown, that have defaults, and that are NULL.
type Shelf struct {
	ID        uint   `io:"readonly"`
	TenantID  uint   `gorm:"index"`
	Name      string `gorm:"size:50;uniqueIndex;default:nameless" io:"search" validate:"required"`
	Room      int64  `gorm:"default:7" io:""`
	Load      *float64
	Blob      []byte
	Tags      []string `gorm:"serializer:json"`
	Built     time.Time
	CreatedAt time.Time
	UpdatedAt time.Time
}

func shelf() Shelf {
	return Shelf{
		TenantID: 1, Name: "North", Room: 3, Load: new(1.5), Blob: []byte{0, 255, 7}, Tags: []string{"a", "ü"},
		Built: moment, CreatedAt: moment, UpdatedAt: moment,
	}
}

// shelves puts a registry over the shelves of one tenant.
func shelves(t *testing.T, d *desk.Desk, tenantID uint) *desk.Desk {
	t.Helper()
	own := desk.New(t, d.DB)
	autoactions.Register(own.Reg, own.DB, autoactions.Model[Shelf]{
		Scope: tenant(tenantID), Plural: "Shelves", Slug: "shelves",
		New: func(context.Context) (Shelf, error) { return Shelf{TenantID: tenantID}, nil },
	})
	return own
}

// undoable returns the id of the newest change of a record that can be undone.
func undoable(d *desk.Desk, page, id string) string {
	d.T.Helper()
	for _, row := range d.Open(page, id).Table("Timeline").Data {
		for _, item := range row.Menu {
			if item.Label == "Undo" {
				return row.Key
			}
		}
	}
	return ""
}

func edit(d *desk.Desk, slug, id string, change map[string]any) {
	d.T.Helper()
	run := d.Start(slug, id)
	form := run.Expect("Name")
	form.Choose("Review changes", desk.Filled(form, change))
	run.Expect("Changes").Choose(fmt.Sprintf("Save %d change%s", len(change), map[bool]string{true: "s"}[len(change) > 1]))
	desk.Ends(d.T, run)
}

// stored returns a row as plain values, without the time that GORM moves.
func stored(t *testing.T, db *gorm.DB, id any) string {
	t.Helper()
	var row Shelf
	found := db.Limit(1).Find(&row, "id = ?", id)
	desk.Must(t, found.Error)
	if found.RowsAffected == 0 {
		return ""
	}
	row.CreatedAt, row.UpdatedAt, row.Built = row.CreatedAt.UTC(), time.Time{}, row.Built.UTC()
	text, err := json.Marshal(row)
	desk.Must(t, err)
	return string(text)
}

func TestUndoOfAnEdit(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		first := shelf()
		desk.Must(t, d.DB.Create(&first).Error)
		before := stored(t, d.DB, 1)
		d = shelves(t, d, 1)
		edit(d, "shelves/edit", "1", map[string]any{"Name": "South", "Room": 0})
		id := undoable(d, "shelves/record", "1")
		foreign := shelves(t, d, 2)
		if said := desk.Fails(t, foreign.Start("shelves/undo", id)); !strings.HasPrefix(said, "This change cannot be undone any more") {
			t.Errorf("somebody outside the scope is told %q", said)
		}
		late := d.Start("shelves/undo", id)
		slow := late.Expect("Undo this edit of South?")
		// When it was stands in the timeline, on the clock of whoever looks.
		if props := string(slow.Component().Props); !strings.Contains(props, `"helpText":"Ada did it."`) {
			t.Errorf("the question says %s", props)
		}
		run := d.Start("shelves/undo", id)
		run.Expect("Undo this edit of South?").Answer(true)
		desk.Ends(t, run)
		if got := stored(t, d.DB, 1); got != before {
			t.Errorf("ended with %s\nnot        %s", got, before)
		}
		slow.Answer(true)
		desk.Fails(t, late)
		desk.Fails(t, d.Start("shelves/undo", id))
		rows := d.Open("shelves/record", "1").Table("Timeline").Data
		if len(rows) != 2 || rows[0].Data["What"] != "Undo" || rows[1].Data["What"] != "Edit (undone)" {
			t.Errorf("timeline %+v", rows)
		}
		if fields := rows[0].Data["Fields"]; fields != "Name: South → North; Room: 0 → 3" {
			t.Errorf("the undo says %q", fields)
		}
	})
}

func TestUndoIsRefusedWhereSomethingHasChangedSince(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		first := shelf()
		desk.Must(t, d.DB.Create(&first).Error)
		d = shelves(t, d, 1)
		edit(d, "shelves/edit", "1", map[string]any{"Name": "South"})
		id := undoable(d, "shelves/record", "1")
		run := d.Start("shelves/undo", id)
		question := run.Expect("Undo this edit of South?")
		edit(d, "shelves/edit", "1", map[string]any{"Name": "West"})
		question.Answer(true)
		for _, said := range []string{desk.Fails(t, run), desk.Fails(t, d.Start("shelves/undo", id))} {
			if said != "This cannot be undone: West was changed since. Name is West now." {
				t.Errorf("said %q", said)
			}
		}
		// Another field does not stand in the way.
		id = undoable(d, "shelves/record", "1")
		edit(d, "shelves/edit", "1", map[string]any{"Room": 9})
		again := d.Start("shelves/undo", id)
		again.Expect("Undo this edit of West?").Answer(true)
		desk.Ends(t, again)
		var row Shelf
		desk.Must(t, d.DB.First(&row).Error)
		if row.Name != "South" || row.Room != 9 {
			t.Errorf("ended with %+v", row)
		}
	})
}

func TestUndoOfADeleteBringsEveryColumnBack(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		first := shelf()
		desk.Must(t, d.DB.Create(&first).Error)
		desk.Must(t, d.DB.Model(&Shelf{}).Where("id = 1").UpdateColumns(map[string]any{"room": 0, "name": "Null"}).Error)
		before := stored(t, d.DB, 1)
		own := shelves(t, d, 1)
		run := own.Start("shelves/delete", "1")
		run.Expect("Delete Null?").Answer(true)
		desk.Ends(t, run)
		if stored(t, d.DB, 1) != "" {
			t.Fatal("the row is still there")
		}
		if table := shelves(t, d, 2).Open("shelves/deleted", "").Table("Deleted shelves"); len(table.Data) != 0 {
			t.Errorf("somebody outside the scope sees %+v", table.Data)
		}
		table := own.Open("shelves/deleted", "").Table("Deleted shelves")
		if len(table.Data) != 1 || table.Data[0].Data["Shelf"] != "Null" {
			t.Fatalf("deleted: %+v", table.Data)
		}
		id := table.Data[0].Key
		if said := desk.Fails(t, shelves(t, d, 2).Start("shelves/undo", id)); !strings.HasPrefix(said, "This change cannot be undone any more") {
			t.Errorf("somebody outside the scope is told %q", said)
		}
		// What takes its place stands in the way, and is not written over.
		desk.Must(t, d.DB.Create(&Shelf{ID: 2, TenantID: 1, Name: "Null"}).Error)
		if said := desk.Fails(t, own.Start("shelves/undo", id)); !strings.Contains(said, "Another shelf") {
			t.Errorf("with something in its place: %q", said)
		}
		desk.Must(t, d.DB.Delete(&Shelf{}, "id = 2").Error)
		run = own.Start("shelves/undo", id)
		run.Expect("Undo this delete of Null?").Answer(true)
		desk.Ends(t, run)
		if got := stored(t, d.DB, 1); got != before {
			t.Errorf("came back as %s\nnot          %s", got, before)
		}
		desk.Fails(t, own.Start("shelves/undo", id))
	})
}

func TestUndoOfACreate(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		d = shelves(t, d, 1)
		for _, name := range []string{"East", "Edited"} {
			run := d.Start("shelves/create", "")
			run.Expect("Name").Choose("Review", map[string]any{"Name": name, "Room": 1})
			run.Expect("Changes").Choose("Create shelf")
			desk.Ends(t, run)
		}
		edited := undoable(d, "shelves/record", "2")
		edit(d, "shelves/edit", "2", map[string]any{"Room": 2})
		if said := desk.Fails(t, d.Start("shelves/undo", edited)); !strings.Contains(said, "Room is 2 now") {
			t.Errorf("after an edit: %q", said)
		}
		run := d.Start("shelves/undo", undoable(d, "shelves/record", "1"))
		run.Expect("Undo this create of East?").Answer(true)
		desk.Ends(t, run)
		if stored(t, d.DB, 1) != "" {
			t.Error("the row is still there")
		}
	})
}

func TestUndoEndsWithItsTime(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		first := shelf()
		desk.Must(t, d.DB.Create(&first).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Shelf]{Slug: "shelves", UndoFor: time.Hour})
		edit(d, "shelves/edit", "1", map[string]any{"Name": "South"})
		id := undoable(d, "shelves/record", "1")
		desk.Must(t, d.DB.Exec("UPDATE stagedoor_undo SET until_at = 1").Error)
		desk.Fails(t, d.Start("shelves/undo", id))
		edit(d, "shelves/edit", "1", map[string]any{"Name": "West"})
		var kept int64
		desk.Must(t, d.DB.Table("stagedoor_undo").Count(&kept).Error)
		if kept != 1 {
			t.Errorf("%d states are kept", kept)
		}

		never := desk.New(t, d.DB)
		autoactions.Register(never.Reg, never.DB, autoactions.Model[Shelf]{Slug: "shelves", UndoFor: -1})
		edit(never, "shelves/edit", "1", map[string]any{"Name": "East"})
		desk.Must(t, d.DB.Table("stagedoor_undo").Count(&kept).Error)
		if _, ok := never.Reg.ActionAt("shelves/undo"); ok || kept != 1 {
			t.Errorf("something is kept although nothing is to be: %d", kept)
		}
	})
}

func TestHiddenColumnsStayOutOfTheAudit(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		first := shelf()
		desk.Must(t, d.DB.Create(&first).Error)
		d = shelves(t, d, 1)
		edit(d, "shelves/edit", "1", map[string]any{"Name": "South"})
		run := d.Start("shelves/delete", "1")
		run.Expect("Delete South?").Answer(true)
		desk.Ends(t, run)
		var audit []string
		desk.Must(t, d.DB.Table("stagedoor_changes").Pluck("before_json", &audit).Error)
		for _, text := range audit {
			for _, word := range []string{"tags", "blob", "load", "tenant"} {
				if strings.Contains(text, word) {
					t.Errorf("the audit has %s", text)
				}
			}
		}
		_, err := stagedoor.RecordHistory(t.Context(), d.DB, "shelves", "1", 10)
		desk.Must(t, err)
	})
}

func TestTimelineGoesOnPageByPage(t *testing.T) {
	desk.Each(t, []any{&Shelf{}}, func(t *testing.T, d *desk.Desk) {
		first := shelf()
		desk.Must(t, d.DB.Create(&first).Error)
		d = shelves(t, d, 1)
		if d.Open("shelves/record", "1").Has("Timeline") {
			t.Error("a record that nobody has changed has a timeline")
		}
		const edits = 12
		for i := range edits {
			edit(d, "shelves/edit", "1", map[string]any{"Room": 100 + i})
		}
		s := d.Open("shelves/record", "1")
		one := s.Table("Timeline")
		if len(one.Data) != 10 || one.TotalRecords != edits || one.NextCursor == "" || one.PrevCursor != "" {
			t.Fatalf("%d rows of %d, next %q, previous %q", len(one.Data), one.TotalRecords, one.NextCursor, one.PrevCursor)
		}
		two := s.Ask("Timeline", map[string]any{"after": one.NextCursor, "pageSize": 10})
		if len(two.Data) != 2 || two.NextCursor != "" || two.Data[1].Data["Fields"] != "Room: 3 → 100" {
			t.Fatalf("second page %+v", two.Data)
		}
		stranger := shelves(t, d, 2)
		d.Extra, stranger.Extra = two.Data[1].Params, two.Data[1].Params
		change := d.Open("shelves/change", "1")
		d.Extra = nil
		if _, err := stranger.TryOpen("shelves/change", "1"); err == nil || change.Layout.Title != "Edit of North" {
			t.Errorf("the change opens as %q, and to strangers with %v", change.Layout.Title, err)
		}
		if props, _ := change.Component("Fields"); !strings.Contains(string(props.Props), `"before":"3","after":"100"`) && !strings.Contains(string(props.Props), `"after":"100","before":"3"`) {
			t.Errorf("fields %s", props.Props)
		}
		back := s.Ask("Timeline", map[string]any{"before": two.PrevCursor, "pageSize": 10})
		if strings.Join(back.Keys(), " ") != strings.Join(one.Keys(), " ") || back.PrevCursor != "" {
			t.Errorf("back to %v", back.Keys())
		}
	})
}

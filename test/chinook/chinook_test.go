//go:build !race

package chinook

import (
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
	"github.com/stagedoor/stagedoor/test/zoo"
)

// slugs are the eleven lists, with what each is called and its model.
var slugs = []struct {
	slug, plural, noun string
	model              any
	key                string
}{
	{"artists", "Artists", "artist", &Artist{}, ""},
	{"albums", "Albums", "album", &Album{}, ""},
	{"employees", "Employees", "employee", &Employee{}, ""},
	{"customers", "Customers", "customer", &Customer{}, ""},
	{"genres", "Genres", "genre", &Genre{}, ""},
	{"media_types", "Media types", "media type", &MediaType{}, ""},
	{"invoices", "Invoices", "invoice", &Invoice{}, ""},
	{"invoice_lines", "Invoice lines", "invoice line", &InvoiceLine{}, ""},
	{"playlists", "Playlists", "playlist", &Playlist{}, ""},
	{"playlist_tracks", "Playlist tracks", "playlist track", &PlaylistTrack{}, "1,1"},
	{"tracks", "Tracks", "track", &Track{}, ""},
}

func TestElevenTablesOfARealDatabase(t *testing.T) {
	folder, ok := Folder()
	if !ok {
		t.Skip("the Chinook sample is not here: set STAGEDOOR_CHINOOK to a folder with its three scripts")
	}
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		pool, err := db.DB()
		desk.Must(t, err)
		desk.Must(t, Load(t.Context(), pool, db.Name(), folder))
		db = Named(db)
		d := desk.New(t, db)
		Register(d.Reg, db)
		for name, test := range map[string]func(*testing.T, *desk.Desk){
			"list": lists, "order": orders, "search": searches, "filter": filters, "record": records, "find": finds, "related": related,
		} {
			t.Run(name, func(t *testing.T) { test(t, d.For(t)) })
		}
		for _, s := range subjects {
			zoo.Behave(t, d, s)
		}
		t.Run("edit", func(t *testing.T) { edits(t, d.For(t)) })
		t.Run("self-reference", func(t *testing.T) { selfReference(t, d.For(t)) })
		t.Run("composite key", func(t *testing.T) { composite(t, d.For(t)) })
	})
}

// walk reads a list to its end and counts its rows and the different ones.
func walk(t *testing.T, s *desk.Screen, label string, state map[string]any) (rows, different int) {
	t.Helper()
	seen := map[string]bool{}
	state["pageSize"] = 200
	for {
		page := s.Ask(label, state)
		if page.Message != "" {
			t.Fatal(page.Message)
		}
		for _, key := range page.Keys() {
			seen[key] = true
		}
		rows += len(page.Keys())
		if page.NextCursor == "" || rows > 20_000 {
			return rows, len(seen)
		}
		state["after"] = page.NextCursor
	}
}

func lists(t *testing.T, d *desk.Desk) {
	for _, l := range slugs {
		var want int64
		desk.Must(t, d.DB.Model(l.model).Count(&want).Error)
		rows, different := walk(t, d.Open(l.slug, ""), l.plural, map[string]any{})
		if want == 0 || rows != int(want) || different != int(want) {
			t.Errorf("%s: %d rows, %d different, of %d", l.slug, rows, different, want)
		}
	}
}

func orders(t *testing.T, d *desk.Desk) {
	var want int64
	desk.Must(t, d.DB.Model(&Invoice{}).Count(&want).Error)
	column := func(field string) string { return d.DB.NamingStrategy.ColumnName("", field) }
	for slug, fields := range map[string][]string{
		"invoices":  {"InvoiceDate", "Total", "BillingCity"},
		"customers": {"Company", "Phone", "Country"},
		"employees": {"HireDate", "BirthDate"},
		"tracks":    {"Composer", "Bytes", "UnitPrice"},
	} {
		for _, field := range fields {
			for _, direction := range []string{"asc", "desc"} {
				label := strings.ToUpper(slug[:1]) + slug[1:]
				s := d.Open(slug, "")
				total := s.Table(label).TotalRecords
				rows, different := walk(t, s, label, map[string]any{"sortColumn": column(field), "sortDirection": direction})
				if rows != total || different != total {
					t.Errorf("%s by %s %s: %d rows, %d different, of %d", slug, field, direction, rows, different, total)
				}
			}
		}
	}
}

func searches(t *testing.T, d *desk.Desk) {
	s := d.Open("artists", "")
	for typed, want := range map[string]int{"ac/dc": 1, "KOITÉ": 1, "koité": 1, "%": 0, "zeppelin led": 1, "no such artist": 0} {
		if got := s.Ask("Artists", map[string]any{"queryTerm": typed}); len(got.Keys()) != want {
			t.Errorf("search for %q: %v", typed, got.Keys())
		}
	}
}

func filters(t *testing.T, d *desk.Desk) {
	column := func(field string) string { return d.DB.NamingStrategy.ColumnName("", field) }
	for _, test := range []struct {
		slug, label, field, op string
		value                  any
		condition              string
	}{
		{"tracks", "Tracks", "Milliseconds", "gte", 300000, "%s >= 300000"},
		{"tracks", "Tracks", "UnitPrice", "gt", 1, "%s > 1"},
		{"tracks", "Tracks", "GenreID", "eq", "Jazz", "%s = 2"},
		{"customers", "Customers", "Company", "null", nil, "%s IS NULL"},
		{"invoices", "Invoices", "InvoiceDate", "gte", "2025-01-01", "%s >= '2025-01-01 00:00:00'"},
		{"invoices", "Invoices", "InvoiceDate", "eq", "2021-01-02", "%s >= '2021-01-02 00:00:00' AND %[1]s < '2021-01-03 00:00:00'"},
		{"invoices", "Invoices", "Total", "lte", 5.94, "%s <= 5.94"},
	} {
		quoted := d.DB.Statement.Quote(column(test.field))
		var want int64
		model := slugs[0].model
		for _, l := range slugs {
			if l.slug == test.slug {
				model = l.model
			}
		}
		desk.Must(t, d.DB.Model(model).Where(fmt.Sprintf(test.condition, quoted)).Count(&want).Error)
		filter := map[string]any{"column": column(test.field), "op": test.op, "value": test.value}
		got := d.Open(test.slug, "").Ask(test.label, map[string]any{"filters": []any{filter}})
		if got.Message != "" || got.TotalRecords != int(want) {
			t.Errorf("%s %s %s %v: %d rows, not %d %s", test.slug, test.field, test.op, test.value, got.TotalRecords, want, got.Message)
		}
	}
}

func records(t *testing.T, d *desk.Desk) {
	for _, l := range slugs {
		key := d.Open(l.slug, "").Table(l.plural).Keys()[0]
		s := d.Open(l.slug+"/record", key)
		s.Component(strings.ToUpper(l.noun[:1]) + l.noun[1:])
		if s.Layout.Title == "" {
			t.Errorf("%s %s has no title", l.noun, key)
		}
	}
}

func finds(t *testing.T, d *desk.Desk) {
	for _, l := range slugs {
		run := d.Start(l.slug+"/find", "")
		want, answer := "1", any(1)
		if l.key != "" {
			want = l.key
			run.Expect("Find "+l.noun).Choose("Find", 1, 1)
		} else {
			run.Expect("ID").Answer(answer)
		}
		desk.Ends(t, run)
		if to := run.Redirects(); len(to) != 1 || to[0].Params["id"] != want {
			t.Errorf("%s: led to %+v", l.slug, to)
		}
		if l.key != "" {
			continue
		}
		run = d.Start(l.slug+"/find", "")
		run.Expect("ID").Answer(99999999999)
		if said := desk.Fails(t, run); said != "There is no "+l.noun+" 99999999999. It may have been deleted." {
			t.Errorf("%s: %q", l.slug, said)
		}
	}
}

func related(t *testing.T, d *desk.Desk) {
	var onFirst, reports int64
	desk.Must(t, d.DB.Model(&PlaylistTrack{}).Where(map[string]any{d.DB.NamingStrategy.ColumnName("", "PlaylistID"): 1}).Count(&onFirst).Error)
	if got := d.Open("playlists/record", "1").Table("Tracks").TotalRecords; got != int(onFirst) || got == 0 {
		t.Errorf("%d tracks on the playlist, not %d", got, onFirst)
	}
	desk.Must(t, d.DB.Model(&Employee{}).Where(map[string]any{d.DB.NamingStrategy.ColumnName("", "ReportsTo"): 2}).Count(&reports).Error)
	if got := d.Open("employees/record", "2").Table("Reports").TotalRecords; got != int(reports) || got == 0 {
		t.Errorf("%d report to the employee, not %d", got, reports)
	}
	if got := d.Open("tracks/record", "1").Table("Playlists").TotalRecords; got == 0 {
		t.Error("the track is on no playlist")
	}
}

func edits(t *testing.T, d *desk.Desk) {
	run := d.Start("tracks/edit", "1")
	form := run.Expect("Name")
	form.Choose("Review changes", desk.Filled(form, map[string]any{"Name": "Größer", "Unit price": "1.29", "Composer": nil}))
	run.Expect("Changes").Choose("Save 3 changes")
	desk.Ends(t, run)
	var track Track
	desk.Must(t, d.DB.First(&track, map[string]any{d.DB.NamingStrategy.ColumnName("", "TrackID"): 1}).Error)
	if track.Name != "Größer" || track.UnitPrice != "1.29" || track.Composer != nil || track.AlbumID == nil {
		t.Errorf("wrote %+v", track)
	}

	run = d.Start("invoices/edit", "1")
	form = run.Expect("Invoice date")
	form.Choose("Review changes", desk.Filled(form, map[string]any{"Billing city": "Ulm"}))
	run.Expect("Changes").Choose("Save 1 change")
	desk.Ends(t, run)
	history := d.Open("invoices/record", "1").Table("Timeline")
	if len(history.Data) != 1 || !strings.HasSuffix(fmt.Sprint(history.Data[0].Data["Fields"]), "→ Ulm") {
		t.Errorf("history %+v", history.Data)
	}
}

func selfReference(t *testing.T, d *desk.Desk) {
	run := d.Start("employees/edit", "3")
	form := run.Expect("Manager").State(map[string]any{"queryTerm": "adams"})
	form.Choose("Review changes", desk.Filled(form, map[string]any{"Manager": "Andrew Adams"}))
	run.Expect("Changes").Choose("Save 1 change")
	desk.Ends(t, run)
	var e Employee
	desk.Must(t, d.DB.First(&e, map[string]any{d.DB.NamingStrategy.ColumnName("", "EmployeeID"): 3}).Error)
	if e.ReportsTo == nil || *e.ReportsTo != 1 {
		t.Errorf("reports to %v", e.ReportsTo)
	}
}

func composite(t *testing.T, d *desk.Desk) {
	run := d.Start("playlist_tracks/delete", "1,2")
	run.Expect("Delete Playlist track 1 / 2?").Answer(true)
	desk.Ends(t, run)
	if _, err := d.TryOpen("playlist_tracks/record", "1,2"); err == nil {
		t.Error("the row is still there")
	}
	d.Open("playlist_tracks/record", "1,1")
	run = d.Start("playlist_tracks/create", "")
	run.Expect("New playlist track").Choose("Review", 1, 2)
	run.Expect("Changes").Choose("Create playlist track")
	if got := desk.Ends(t, run); got["id"] != "1,2" {
		t.Errorf("made %v", got)
	}
	run = d.Start("playlist_tracks/create", "")
	run.Expect("New playlist track").Choose("Review", 1, 2)
	run.Expect("Changes").Choose("Create playlist track")
	run.Expect("This could not be saved").Cancel()
	if _, err := run.Wait(); err == nil {
		t.Error("the same key was written twice")
	}
}

package zoo

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/datatypes"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// reading is the first reading as the database has it.
func reading(t *testing.T, d *desk.Desk) Reading {
	t.Helper()
	var r Reading
	desk.Must(t, d.DB.First(&r, "id = ?", datatypes.BinUUIDFromString(First)).Error)
	return r
}

// undo undoes the newest change of a record that can be undone.
func undo(t *testing.T, d *desk.Desk, slug, id string) {
	t.Helper()
	for _, row := range d.Open(slug+"/record", id).Table("Timeline").Data {
		for _, item := range row.Menu {
			if item.Label == "Undo" {
				run := d.Start(slug+"/undo", row.Key)
				confirm, _ := run.Next()
				confirm.Answer(true)
				desk.Ends(t, run)
				return
			}
		}
	}
	t.Fatal("there is nothing to undo")
}

// pages are the keys of a list, gone through one by one.
func pages(t *testing.T, s *desk.Screen, label string, state map[string]any) []string {
	t.Helper()
	var keys []string
	state["pageSize"] = 1
	for page := s.Ask(label, state); ; page = s.Ask(label, state) {
		keys = append(keys, page.Keys()...)
		if page.NextCursor == "" || len(keys) > 9 {
			return keys
		}
		state["after"] = page.NextCursor
	}
}

func TestUUIDsGoOnAndAreChosen(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		if got := pages(t, d.Open("marks", ""), "Marks", map[string]any{}); !slices.Equal(got, []string{Blue, Red}) {
			t.Errorf("by its key the list goes on as %v", got)
		}
		sorted := map[string]any{"sortColumn": "day", "sortDirection": "asc"}
		if got := pages(t, d.Open("readings", ""), "Readings", sorted); !slices.Equal(got, []string{First, Last}) {
			t.Errorf("by the day the list goes on as %v", got)
		}
		if got := pages(t, d.Open("devices", ""), "Devices", map[string]any{}); !slices.Equal(got, []string{Oven, Scale}) {
			t.Errorf("devices go on as %v", got)
		}
		finds(t, d, "marks", strings.ToUpper(Red), Red)
		finds(t, d, "devices", Oven, Oven)
		for _, bad := range []string{"", "7", First + "0", "zz" + Red[2:], strings.ToUpper(Red), `'; --`} {
			if _, err := d.TryOpen("marks/record", bad); err == nil {
				t.Errorf("%q opens a record", bad)
			}
		}
		changesName(t, d, "marks", Red)
		changesName(t, d, "devices", Scale)
		var names []string
		desk.Must(t, d.DB.Model(&Mark{}).Order("name").Pluck("name", &names).Error)
		if !slices.Equal(names, []string{"Blue", "Chosen"}) {
			t.Errorf("the bulk edit left %v", names)
		}
		undo(t, d, "marks", Red)
		if got := d.Open("marks/record", Red).Layout.Title; got != "Red" {
			t.Errorf("undone to %q", got)
		}
		child := facts(t, d.Open("samples/record", "1"), "Sample")["Reading"]
		if child.Value != "Morning" || child.Route != "readings/record" || child.Params["id"] != First {
			t.Errorf("the foreign key shows %+v", child)
		}
		if child := facts(t, d.Open("readings/record", First), "Reading")["Device"]; child.Value != "Chosen" || child.Params["id"] != Scale {
			t.Errorf("the foreign key shows %+v", child)
		}
	})
}

// finds asks for a key.
func finds(t *testing.T, d *desk.Desk, slug, typed, want string) {
	t.Helper()
	run := d.Start(slug+"/find", "")
	run.Expect("ID").AnswerAll(typed)
	desk.Ends(t, run)
	if to := run.Redirects(); len(to) != 1 || fmt.Sprint(to[0].Params["id"]) != want {
		t.Errorf("%s leads to %+v", typed, to)
	}
}

// changesName changes a record that is ticked in the list.
func changesName(t *testing.T, d *desk.Desk, slug, key string) {
	t.Helper()
	run := d.StartWith(slug+"/bulk/edit", map[string]any{"rows": fmt.Sprintf(`{"keys":[%q]}`, key)})
	fields := run.Expect("Fields to change")
	var props struct{ Options []map[string]any }
	fields.Props(&props)
	at := slices.IndexFunc(props.Options, func(o map[string]any) bool { return o["label"] == "Name" })
	fields.Answer([]any{props.Options[at]})
	form := run.Expect("Name")
	form.Choose("Review", map[string]any{"Name": "Chosen"})
	review := run.Expect("Changes")
	review.Choose(review.Call().ChoiceButtons[0].Label)
	if len(run.ResultDisplays()) != 2 {
		t.Error("there is no report")
	}
}

// A hook that makes the key makes another one each time.
func TestANewKeyMayDifferFromTheRehearsal(t *testing.T) {
	at(t, OpenLab, func(d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Mark]{DryRun: true})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Device]{DryRun: true})
	}, func(t *testing.T, d *desk.Desk) {
		for _, slug := range []string{"marks", "devices"} {
			run := d.Start(slug+"/create", "")
			form := run.Expect("Name")
			form.Choose("Review", desk.Filled(form, map[string]any{"Name": "New"}))
			review := run.Expect("Keep editing")
			review.Choose(review.Call().ChoiceButtons[0].Label)
			id := desk.Ends(t, run)["id"].(string)
			change(t, d.Start(slug+"/edit", id), "Review changes", map[string]any{"Name": "Newer"}, "Save 1 change")
		}
	})
}

func TestJSONIsEditedAsWhatItMeans(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		before := reading(t, d)
		run := d.Start("readings/edit", First)
		form := run.Expect("Payload")
		var props struct{ DefaultValue string }
		form.Props(&props)
		if !strings.Contains(props.DefaultValue, "{\n  \"") {
			t.Errorf("the form holds %q", props.DefaultValue)
		}
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Payload": `{"a":[1,2.50], "b":2}`, "Raw": ` {"x": 1} `, "Counts": `{"n":3}`}))
		desk.Ends(t, run)
		if said := strings.Join(run.Logs(), " "); said != "Nothing was changed." {
			t.Errorf("the same in another order: %q", said)
		}
		run = d.Start("readings/edit", First)
		run.Expect("Payload")
		for _, bad := range []struct{ label, text, want string }{
			{"Payload", `{"a":`, "unexpected end"}, {"Bounds", `{"low": 1, "hihg": 2}`, `no field "hihg"`},
			{"Counts", `{"n": "three"}`, "expected form"}, {"Payload", `"\u0000"`, "cannot be kept"},
		} {
			run.Expect(bad.label).Choose("Review changes", desk.Filled(run.Expect(bad.label), map[string]any{bad.label: bad.text}))
			if got := run.Expect(bad.label).Message(); !strings.Contains(got, bad.want) {
				t.Errorf("%s: %q", bad.label, got)
			}
		}
		run.Cancel()
		change(t, d.Start("readings/edit", First), "Review changes", map[string]any{"Payload": `{"a": [1, 2.5, {"c": null}]}`, "Raw": nil, "Counts": nil}, "Save 3 changes")
		after := reading(t, d)
		if after.Counts != nil || len(after.Raw) > 0 || !strings.Contains(string(after.Payload), "null") {
			t.Errorf("wrote %s, %s, %v", after.Payload, after.Raw, after.Counts)
		}
		undo(t, d, "readings", First)
		if undone := reading(t, d); string(undone.Payload) != string(before.Payload) || string(undone.Raw) != string(before.Raw) || undone.Counts["n"] != 3 {
			t.Errorf("undone to %s, %s, %v", undone.Payload, undone.Raw, undone.Counts)
		}
		nullPayload(t, d)
	})
}

// nullPayload changes something else in a row without JSON, and JSON back to none.
func nullPayload(t *testing.T, d *desk.Desk) {
	t.Helper()
	isNull := func() bool {
		var n int64
		desk.Must(t, d.DB.Model(&Reading{}).Where("payload IS NULL AND raw IS NULL").Count(&n).Error)
		return n == 1
	}
	change(t, d.Start("readings/edit", Last), "Review changes", map[string]any{"Title": "Night"}, "Save 1 change")
	if !isNull() {
		t.Error("an edit of something else wrote JSON")
	}
	change(t, d.Start("readings/edit", Last), "Review changes", map[string]any{"Payload": `{}`}, "Save 1 change")
	undo(t, d, "readings", Last)
	if !isNull() {
		t.Error("undo did not bring NULL back")
	}
}

func TestEveryKindIsShownInItsForm(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		s := d.Open("readings/record", First)
		known := facts(t, s, "Reading")
		for label, want := range map[string]any{
			"At": "08:30:15", "Codes": "k1, k2", "Words": "warm, dry", "Price": "12.50", "Took": "1h30m", "Day": "2026-03-14",
		} {
			got := known[label].Value
			if day, ok := got.(map[string]any); ok {
				got = fmt.Sprintf("%v-%02v-%02v", day["year"], day["month"], day["day"])
			}
			if label == "Price" {
				got = strings.TrimSuffix(fmt.Sprint(got), "0") + "0"
			}
			if got != want {
				t.Errorf("%s shows %v, not %v", label, got, want)
			}
		}
		for _, label := range []string{"Payload", "Report", "Photo", "Token"} {
			if _, ok := known[label]; ok {
				t.Errorf("%s is among the facts", label)
			}
		}
		if report, _ := s.Component("All **well**"); !strings.Contains(string(report.Props), "strong") {
			t.Errorf("the report shows %s", report.Props)
		}
		if payload, _ := s.Component("Payload"); !strings.Contains(string(payload.Props), "b") {
			t.Errorf("the payload shows %s", payload.Props)
		}
		list := d.Open("readings", "").Table("Readings")
		if !strings.Contains(list.Raw, `"url":"https://pictures.example/scale.png"`) || !strings.Contains(list.Raw, `"label":"warm, dry"`) {
			t.Errorf("the list shows %s", list.Raw)
		}
	})
}

// What was not touched stays as it was, to the second and the last place.
func TestAnEditDamagesNothingBeside(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		before := reading(t, d)
		change(t, d.Start("readings/edit", First), "Review changes", map[string]any{"Title": "Dawn", "Words": []string{"one"}, "Price": "0.001"}, "Save 3 changes")
		after := reading(t, d)
		if after.Title != "Dawn" || len(after.Words) != 1 || after.Price.String() != "0.001" {
			t.Errorf("wrote %+v", after)
		}
		undo(t, d, "readings", First)
		if got, want := asText(t, reading(t, d)), asText(t, before); got != want {
			t.Errorf("became\n%s\nfrom\n%s", got, want)
		}
	})
}

func asText(t *testing.T, r Reading) string {
	t.Helper()
	b, err := json.Marshal(r)
	desk.Must(t, err)
	return string(b)
}

func TestTheFileOfEveryKindIsImportedUnchanged(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		page, _ := d.Reg.PageAt("readings")
		long := `{"long":"` + strings.Repeat("x", 5000) + `"}`
		desk.Must(t, d.DB.Model(&Reading{}).Where("title = ?", "Morning").Update("payload", datatypes.JSON(long)).Error)
		shown := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{}, func(ctx context.Context) error {
			layout, err := page.Handler(ctx)
			if err == nil {
				err = layout.Children[0].(interface{ Show(context.Context) error }).Show(ctx)
			}
			if err == nil {
				<-ctx.Done()
			}
			return err
		})
		table := shown.Expect("Readings")
		if strings.Contains(string(table.Component().Props), strings.Repeat("x", 2001)) {
			t.Error("the list carries all of a long document")
		}
		_, file := table.Download("csv", nil)
		if strings.Contains(string(file), "t0psecret") {
			t.Errorf("the file tells a secret: %s", file)
		}
		before := asText(t, reading(t, d))
		if got := importing(t, d, string(file), "1: ID"); got != "unchanged unchanged" {
			t.Errorf("the same file is %s", got)
		}
		changed := strings.NewReplacer("08:30:15", "9:45", `{""n"":3}`, `{""n"": 4}`, "12.500", "13.5", "12.5", "13.5").Replace(string(file))
		if got := importing(t, d, changed, "1: ID"); got != "changed unchanged" {
			t.Errorf("another file is %s", got)
		}
		if asText(t, reading(t, d)) != before {
			t.Error("a trial wrote")
		}
		for from, to := range map[string]string{"08:30:15": "noon", `{""n"":3}`: "{", `[""warm"",""dry""]`: "warm"} {
			if got := importing(t, d, strings.Replace(string(file), from, to, 1), "1: ID"); got != "refused unchanged" {
				t.Errorf("with %s in the place of %s: %s", to, from, got)
			}
		}
	})
}

// In a list of forms every kind is asked for too, but secrets.
func TestRowsOfEveryKindInTheFormOfTheirParent(t *testing.T) {
	at(t, OpenLab, func(d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Device]{Inline: []string{"Readings"}})
	}, func(t *testing.T, d *desk.Desk) {
		before := reading(t, d)
		run := d.Start("devices/edit", Scale)
		form := run.Expect("Readings")
		form.Choose("Review changes", desk.Filled(form, nil))
		desk.Ends(t, run)
		if said := strings.Join(run.Logs(), " "); said != "Nothing was changed." {
			t.Errorf("the same form again: %q", said)
		}
		run = d.Start("devices/edit", Oven)
		form = run.Expect("Readings")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Readings": []map[string]any{{
			"Title": "Heat", "Day": map[string]int{"year": 2026, "month": 3, "day": 15}, "At": map[string]int{"hour": 1, "minute": 2},
			"Payload": `[1]`, "Bounds": `{"low": 1}`, "Codes": []string{"c"}, "Words": []string{"w"}, "Price": "2.5",
		}}}))
		review := run.Expect("Keep editing")
		review.Choose(review.Call().ChoiceButtons[0].Label)
		desk.Ends(t, run)
		var made Reading
		desk.Must(t, d.DB.First(&made, "title = ?", "Heat").Error)
		if string(made.Payload) != "[1]" || made.Codes[0] != "c" || made.At.String() != "01:02:00" || made.Price.String() != "2.5" || made.Bounds.Data().Low != 1 {
			t.Errorf("made %+v", made)
		}
		if got := asText(t, reading(t, d)); got != asText(t, before) {
			t.Errorf("became %s", got)
		}
	})
}

// importing tries a file and returns what would become of its lines.
func importing(t *testing.T, d *desk.Desk, file, first string) string {
	t.Helper()
	run := d.StartWith("readings/import", nil)
	run.Expect("File of readings").AnswerFile("readings.csv", file)
	columns := run.Expect(first)
	columns.AnswerAll(desk.Filled(columns, nil))
	known := run.Expect("Rows that are there already are known by")
	known.AnswerAll(desk.Filled(known, nil))
	tried := run.Expect("Rows")
	var props struct {
		Data []struct{ Data map[string]any }
	}
	tried.Props(&props)
	states := map[string]string{}
	for _, row := range props.Data {
		states[fmt.Sprint(row.Data["line"])] = fmt.Sprint(row.Data["state"])
	}
	run.Cancel()
	return states["3"] + " " + states["2"]
}

func TestSecretsAreWrittenAndNeverShown(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		change(t, d.Start("readings/edit", First), "Review changes", map[string]any{"Title": "Dawn", "Token": "s3cond"}, "Save 2 changes")
		if got := reading(t, d); got.Token != "s3cond" || got.Title != "Dawn" {
			t.Errorf("wrote %q, %q", got.Title, got.Token)
		}
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "readings", First, 1)
		if err != nil || len(history) != 1 || history[0].After["token"] != "(changed)" || history[0].Before["token"] != nil {
			t.Errorf("the audit says %+v, %v", history, err)
		}
		if fields := d.Open("readings/record", First).Table("Timeline").Data[0].Data["Fields"]; fields != "Title: Morning → Dawn; Token: (changed)" {
			t.Errorf("the timeline says %v", fields)
		}
		undo(t, d, "readings", First)
		if got := reading(t, d); got.Token != "s3cond" || got.Title != "Morning" {
			t.Errorf("undone to %q, %q", got.Title, got.Token)
		}
		run := d.Start("readings/edit", First)
		form := run.Expect("Token")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Token": ""}))
		desk.Ends(t, run)
		copied := d.StartWith("readings/create", map[string]any{"from": First})
		copied.Expect("Token").Cancel()
		for _, kept := range []string{"stagedoor_changes", "stagedoor_undo"} {
			var rows []map[string]any
			desk.Must(t, d.DB.Table(kept).Find(&rows).Error)
			if text := fmt.Sprintf("%s", rows); strings.Contains(text, "s3cond") || strings.Contains(text, "t0psecret") {
				t.Errorf("%s keeps a secret: %s", kept, text)
			}
		}
		shown := []any{run.Calls(), copied.Calls(), d.Open("readings", "").Table("Readings").Raw}
		if raw, err := json.Marshal(shown); err != nil || strings.Contains(string(raw), "s3cond") {
			t.Errorf("a secret crossed: %s, %v", raw, err)
		}
		state := map[string]any{"filters": []any{map[string]any{"column": "token", "op": "eq", "value": "s3cond"}}}
		if got := d.Open("readings", "").Ask("Readings", state); got.Message == "" {
			t.Error("a list is filtered by a secret")
		}
	})
}

package zoo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// facts are what a record shows under a heading, by label.
func facts(t *testing.T, s *desk.Screen, heading string) map[string]fact {
	t.Helper()
	c, _ := s.Component(heading)
	var meta struct{ Data []fact }
	desk.Must(t, json.Unmarshal(c.Props, &meta))
	found := map[string]fact{}
	for _, f := range meta.Data {
		found[f.Label] = f
	}
	return found
}

type fact struct {
	Label, Route string
	Value        any
	Params       map[string]any
}

// change fills in a form, reviews and presses the button.
func change(t *testing.T, run *stagedoortest.Run, submit string, answers map[string]any, button string) {
	t.Helper()
	form := run.Expect(submit)
	form.Choose(submit, desk.Filled(form, answers))
	run.Expect("Keep editing").Choose(button)
	desk.Ends(t, run)
}

func TestReferencesOfEveryKindLeadToTheirRecord(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		loan := facts(t, d.Open("loans/record", "1"), "Loan")["Copy"]
		if loan.Value != "Copy at A1" || loan.Route != "copies/record" || loan.Params["id"] != "1,1" {
			t.Errorf("a composite key shows %+v", loan)
		}
		note := facts(t, d.Open("notes/record", "1"), "Note")["About"]
		if note.Value != "The Dispossessed" || note.Route != "books/record" || note.Params["id"] != "1" {
			t.Errorf("a polymorphic reference shows %+v", note)
		}
		sequel := facts(t, d.Open("books/record", "3"), "Book")["Sequel to"]
		if sequel.Value != "Solaris" || sequel.Params["id"] != "2" {
			t.Errorf("a self-reference shows %+v", sequel)
		}
		if got := d.Open("books/record", "2").Table("Sequels").Keys(); !slices.Equal(got, []string{"3"}) {
			t.Errorf("the other way round it shows %v", got)
		}
	})
}

func TestDeletedParentsAreShownAsDeleted(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Delete(&Author{ID: 2}).Error)
		author := facts(t, d.Open("books/record", "2"), "Book")["Author"]
		if author.Value != "Stanislaw (deleted)" || author.Route != "" {
			t.Errorf("shows %+v", author)
		}
		run := d.Start("books/edit", "2")
		form := run.Expect("Author")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Title": "Solaris!"}))
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		var book Book
		desk.Must(t, d.DB.First(&book, 2).Error)
		if book.AuthorID == nil || *book.AuthorID != 2 {
			t.Errorf("the deleted author was lost: %+v", book)
		}
	})
}

func TestManyToManyKeepsWhatStays(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		change(t, d.Start("books/edit", "3"), "Review changes", map[string]any{"Genres": []string{"sf", "ess"}}, "Save 1 change")
		var rows []BookGenre
		desk.Must(t, d.DB.Order("genre_code").Find(&rows, "book_id = ?", 3).Error)
		want := []BookGenre{{3, "ess", "panel", 1}, {3, "sf", "Bo", 1}}
		if !slices.Equal(rows, want) {
			t.Errorf("joined by %+v", rows)
		}
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "books", "3", 1)
		desk.Must(t, err)
		if got := fmt.Sprint(history[0].Before["genres"], history[0].After["genres"]); got != "[hum] [ess]" {
			t.Errorf("the audit says %s", got)
		}
		if said := d.Open("books/record", "3").Table("Timeline").Data[0].Data["Fields"]; said != "Genres: hum → ess" {
			t.Errorf("the timeline says %v", said)
		}
		// The join's own columns are shown beside what it links, and lead to its form.
		table := d.Open("books/record", "3").Table("Genres")
		at := slices.Index(table.Keys(), "sf")
		if at < 0 || table.Data[at].Data["link_added_by"] != "Bo" || table.Data[at].Menu[0].Params["id"] != "3,sf" {
			t.Errorf("the tab shows %+v", table.Data)
		}
	})
}

func TestLinksAreAddedAndRemovedOnTheRecord(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("books/add_genres", "2")
		form := run.Expect("Genres")
		var props struct{ Results []struct{ Label string } }
		form.Props(&props)
		if len(props.Results) != 2 {
			t.Errorf("offers %+v", props.Results)
		}
		form.Choose("Review", desk.Filled(form, map[string]any{"Genres": []string{"ess"}}))
		run.Expect("Add 1 link").Choose("Add 1 link")
		desk.Ends(t, run)
		run = d.StartWith("books/remove_genres", map[string]any{"id": "2", "other": "sf"})
		run.Expect("Remove").Choose("Remove")
		desk.Ends(t, run)
		if got := d.Open("books/record", "2").Table("Genres").Keys(); !slices.Equal(got, []string{"ess"}) {
			t.Errorf("linked with %v", got)
		}
	})
}

func TestRowsInTheFormOfTheirParent(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("orders/edit", "1")
		form := run.Expect("Lines")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Lines": json.RawMessage(
			`[{"from":1,"values":["entry1:0",5]},{"values":["0:0",2]}]`)}))
		review := run.Expect("Lines: 1 added, 1 changed, 1 deleted")
		review.Choose("Save 3 changes")
		desk.Ends(t, run)
		var lines []Line
		desk.Must(t, d.DB.Order("id").Find(&lines, "order_id = ?", 1).Error)
		if len(lines) != 2 || lines[0].ID != 2 || lines[0].Quantity != 5 || lines[0].ProductSKU != "wick" || lines[1].Quantity != 2 {
			t.Errorf("lines %+v", lines)
		}
		for key, verb := range map[string]string{"1": "delete", "2": "edit", fmt.Sprint(lines[1].ID): "create"} {
			history, err := stagedoor.RecordHistory(t.Context(), d.DB, "lines", key, 9)
			if err != nil || len(history) != 1 || history[0].Verb != verb {
				t.Errorf("line %s: %+v %v", key, history, err)
			}
		}
	})
}

func TestARowChangedMeanwhileIsShownAndNothingIsLost(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("orders/edit", "1")
		form := run.Expect("Lines")
		desk.Must(t, d.DB.Model(&Line{}).Where("id = 2").Update("product_sku", "lamp").Error)
		desk.Must(t, d.DB.Create(&Line{OrderID: 1, ProductSKU: "wick", Quantity: 8}).Error)
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Reference": "A-1b", "Lines": json.RawMessage(
			`[{"from":0,"values":["entry0:0",1]},{"from":1,"values":["entry1:0",5]}]`)}))
		run.Expect("Keep editing").Choose("Save 2 changes")
		run.Expect("Changed by somebody else").Choose("Keep editing")
		var order Order
		desk.Must(t, d.DB.First(&order, 1).Error)
		if order.Reference != "A-1" {
			t.Error("the parent was written without its rows")
		}
		form = run.Expect("Lines")
		form.Choose("Review changes", desk.Filled(form, nil))
		run.Expect("Keep editing").Choose("Save 2 changes")
		desk.Ends(t, run)
		var lines []Line
		desk.Must(t, d.DB.Order("id").Find(&lines, "order_id = ?", 1).Error)
		if len(lines) != 3 || lines[1].Quantity != 5 || lines[1].ProductSKU != "lamp" || lines[2].Quantity != 8 {
			t.Errorf("lines %+v", lines)
		}
	})
}

func TestRowsOfOthersStayTheirs(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		// A line that has moved to another order is none of this order's any more.
		run := d.Start("orders/edit", "1")
		form := run.Expect("Lines")
		desk.Must(t, d.DB.Model(&Line{}).Where("id = 2").Update("order_id", 2).Error)
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Lines": json.RawMessage(
			`[{"from":0,"values":["entry0:0",1]},{"from":1,"values":["entry1:0",77]}]`)}))
		run.Expect("Keep editing").Choose("Save 1 change")
		run.Expect("Changed by somebody else").Cancel()
		var moved Line
		desk.Must(t, d.DB.First(&moved, 2).Error)
		if moved.Quantity != 4 || moved.OrderID != 2 {
			t.Errorf("wrote %+v", moved)
		}
		// Entries and results that nobody offered are refused.
		for _, hostile := range []string{
			`[{"from":9,"values":["entry0:0",1]}]`, `[{"from":0,"values":["entry0:0",1]},{"from":0,"values":["entry0:0",1]}]`,
			`[{"values":["oil",1]}]`, `[{"values":["0:9",1]}]`, `[{"values":["default:0",1]}]`,
		} {
			run := d.Start("orders/edit", "2")
			form := run.Expect("Lines")
			form.Choose("Review changes", desk.Filled(form, map[string]any{"Lines": json.RawMessage(hostile)}))
			if said := run.Expect("Lines").Message(); said == "" {
				t.Errorf("%s was taken", hostile)
			}
			run.Cancel()
		}
	})
}

func TestPickersAndLinksKeepToTheScope(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("orders/edit", "1")
		for label, typed := range map[string]any{"Customer": "zoe", "Labels": "theirs", "Lines": map[string]any{"at": 0, "state": map[string]any{"queryTerm": "oil"}}} {
			form := run.Expect(label).State(typed)
			if raw := string(form.Component().Props); strings.Contains(raw, "Zoe") || strings.Contains(raw, "theirs") || strings.Contains(raw, "Oil") {
				t.Errorf("%s offers %s", label, raw)
			}
		}
		run.Cancel()
		for slug, params := range map[string]map[string]any{
			"orders/create":        {"for": "customers", "relation": "Orders", "of": "3"},
			"lines/create":         {"for": "orders", "relation": "Lines", "of": "3"},
			"orders/remove_labels": {"id": "1", "other": "3"},
			"orders/add_labels":    {"id": "3"},
		} {
			if said := desk.Fails(t, d.StartWith(slug, params)); !strings.HasPrefix(said, "There is no ") {
				t.Errorf("%s %v: %q", slug, params, said)
			}
		}
		for _, params := range []map[string]any{
			{"for": "labels", "relation": "Orders", "of": "1"}, {"for": "orders", "relation": "Labels", "of": "1"},
			{"for": "orders", "relation": "id = 1", "of": "1"}, {"for": "nothing", "relation": "Lines", "of": "1"},
		} {
			if said := desk.Fails(t, d.StartWith("lines/create", params)); said != "This link does not say what the new line is for." {
				t.Errorf("%v: %q", params, said)
			}
		}
		// A label that leaves the scope between the question and the answer is not linked.
		run = d.Start("orders/add_labels", "2")
		run.Expect("Add labels to A-2").Answer([]string{"2"})
		review := run.Expect("Add 1 link")
		desk.Must(t, d.DB.Model(&Label{}).Where("id = 2").Update("tenant_id", 2).Error)
		review.Choose("Add 1 link")
		desk.Fails(t, run)
		var n int64
		desk.Must(t, d.DB.Table("order_labels").Where("order_id = 2").Count(&n).Error)
		if n != 0 {
			t.Error("a label of another tenant was linked")
		}
	})
}

func TestAddedFromTheParentsPage(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		c, _ := d.Open("orders/record", "1").Component("New line")
		var link struct {
			Route  string
			Params map[string]any
		}
		desk.Must(t, json.Unmarshal(c.Props, &link))
		run := d.StartWith(link.Route, link.Params)
		form := run.Expect("New line for A-1")
		for _, asked := range form.Call().ToRender {
			if asked.Label == "Order" {
				t.Error("asks for what is given")
			}
		}
		form.Choose("Review", desk.Filled(form, map[string]any{"Product": "Wick", "Quantity": 6}))
		run.Expect("Changes").Choose("Create line")
		desk.Ends(t, run)
		if to := run.Redirects(); len(to) != 1 || to[0].Route != "orders/record" || to[0].Params["id"] != "1" {
			t.Errorf("led to %+v", to)
		}
		var line Line
		desk.Must(t, d.DB.Last(&line).Error)
		if line.OrderID != 1 || line.Quantity != 6 {
			t.Errorf("made %+v", line)
		}
	})
}

func TestDeletingSaysWhatGoesWithIt(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		ask := func(slug, id, question string) (*stagedoortest.Run, string) {
			run := d.Start(slug+"/delete", id)
			form := run.Expect(question)
			var props struct{ HelpText string }
			form.Props(&props)
			form.Answer(true)
			return run, props.HelpText
		}
		run, help := ask("customers", "1", "Delete Ada?")
		if !strings.HasPrefix(help, "1 order refers to it") {
			t.Errorf("says %q", help)
		}
		if said := desk.Fails(t, run); said != "Ada cannot be deleted: 1 order would be left without it." {
			t.Errorf("says %q", said)
		}
		run, help = ask("orders", "1", "Delete A-1?")
		desk.Ends(t, run)
		if !strings.Contains(help, "2 lines stay as they are.") || !strings.Contains(help, "1 label stays as it is.") {
			t.Errorf("says %q", help)
		}
		var n int64
		desk.Must(t, d.DB.Table("order_labels").Where("order_id = 1").Count(&n).Error)
		if n != 1 {
			t.Error("a row that may come back has lost its labels")
		}
	})
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Delete(&Loan{}, "1 = 1").Error)
		run := d.Start("books/delete", "1")
		form := run.Expect("Delete The Dispossessed?")
		var props struct{ HelpText string }
		form.Props(&props)
		if !strings.Contains(props.HelpText, "2 copies are deleted with it.") || !strings.Contains(props.HelpText, "1 genre stays, but is no longer linked to it.") {
			t.Errorf("says %q", props.HelpText)
		}
		form.Answer(true)
		desk.Ends(t, run)
		var n int64
		desk.Must(t, d.DB.Model(&BookGenre{}).Where("book_id = 1").Count(&n).Error)
		if n != 0 {
			t.Error("rows of the join table lead nowhere")
		}
	})
}

func TestARelationCostsOneStatementForEachPage(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		var statements atomic.Int64
		desk.Must(t, d.DB.Callback().Query().After("gorm:query").Register("count", func(*gorm.DB) { statements.Add(1) }))
		of := func(work func()) int64 {
			before := statements.Load()
			work()
			return statements.Load() - before
		}
		few := of(func() { d.Open("books", "").Table("Books") })
		for i := range 40 {
			desk.Must(t, d.DB.Create(&Book{Title: fmt.Sprint("Book ", i), Price: "1.00", AuthorID: new(uint(1)), SequelToID: new(uint(i + 1))}).Error)
		}
		if many := of(func() { d.Open("books", "").Table("Books") }); many > few {
			t.Errorf("3 books take %d statements, 43 take %d", few, many)
		}
		// A closed tab costs nothing: the record, two references, the
		// timeline, its neighbours in the list, one tab.
		if n := of(func() { d.Open("books/record", "1").Labels() }); n > 11 {
			t.Errorf("a record takes %d statements", n)
		}
	})
}

func TestARowWhoseParentIsNotShownStaysWithIt(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		run := d.Start("customers/edit", "1")
		form := run.Expect("Phone")
		desk.Must(t, d.DB.Model(&Contact{}).Where("id = 1").Update("customer_id", 2).Error)
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Contact": true, "Phone": "stolen"}))
		run.Expect("Keep editing").Choose("Save 1 change")
		run.Expect("Something in this form was changed meanwhile").Cancel()
		var contact Contact
		desk.Must(t, d.DB.First(&contact, 1).Error)
		if contact.Phone != "1234" || contact.CustomerID != 2 {
			t.Errorf("wrote %+v", contact)
		}
	})
}

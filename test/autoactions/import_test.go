package autoactions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// imports starts an import of a file and answers its columns with the guess, with
// some of them changed.
func imports(t *testing.T, d *desk.Desk, file string, change map[string]string, match string) *stagedoortest.Run {
	t.Helper()
	run := d.StartWith("charges/import", nil)
	run.Expect("File of charges").AnswerFile("charges.csv", file)
	columns := run.Expect("1: ID")
	answers := desk.Filled(columns, nil)
	for label, to := range change {
		answers[label] = choiceOf(t, columns, label, to)
	}
	columns.AnswerAll(answers)
	if match != "" {
		known := run.Expect("Rows that are there already are known by")
		label := "Rows that are there already are known by"
		known.AnswerAll(map[string]any{label: choiceOf(t, known, label, match)})
	}
	return run
}

// choiceOf is the option of a select that people read as to.
func choiceOf(t *testing.T, s *stagedoortest.Screen, label, to string) any {
	t.Helper()
	for _, c := range s.Call().ToRender {
		var props struct{ Options []map[string]any }
		if c.Label != label || json.Unmarshal(c.Props, &props) != nil {
			continue
		}
		for _, o := range props.Options {
			if o["label"] == to {
				return o
			}
		}
	}
	t.Fatalf("%q has no option %q", label, to)
	return nil
}

// linesOf are the rows of a report.
func linesOf(s *stagedoortest.Screen) string {
	var props struct {
		Data []struct{ Data map[string]any }
	}
	s.Props(&props)
	var lines []string
	for _, row := range props.Data {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%v %v %v", row.Data["line"], row.Data["state"], row.Data["why"])))
	}
	return strings.Join(lines, "; ")
}

func TestImportTriesFirstAndWritesThen(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "ada@example.com"}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{Plural: "People", Slug: "people"})
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{Import: true}))
		file := "\uFEFFID;Title;Amount (EUR);Customer;Flag;Card token\r\n" +
			"1;renamed;12.50;Ada;yes;tok\r\n" +
			";'=new;3;;no;tok\r\n" +
			"3;stolen;1;;no;tok\r\n" +
			"2;b;2.00;Eve;no;tok\r\n" +
			";;1.00;;no;tok\r\n" +
			";cents;1.005;;no;tok\r\n" +
			"2;b;2.00;;false;tok\r\n"
		run := imports(t, d, file, nil, "ID")
		tried := run.Expect("Rows")
		want := "4 refused There is no charge with this ID.; 5 refused Customer: there is no person \"Eve\".; " +
			"6 refused Title: This field is required.; 7 refused Amount: \"1.005\" does not fit.; 3 created; 2 changed; 8 unchanged"
		if got := linesOf(tried); got != want {
			t.Errorf("tried\n%s\nwant\n%s", got, want)
		}
		if got := titles(t, d); got != "1:a 2:b 3:c" {
			t.Errorf("written before anybody said so: %s", got)
		}
		if history, _ := stagedoor.RecordHistory(t.Context(), d.DB, "charges", "1", 10); len(history) > 0 {
			t.Errorf("recorded before anybody said so: %+v", history)
		}
		tried.Choose("Import 2 charges")
		if got := outcome(t, run); got != "map[changed:1 created:1 refused:4 unchanged:1]" {
			t.Errorf("outcome %s", got)
		}
		var rows []Charge
		desk.Must(t, d.DB.Order("id").Find(&rows).Error)
		made := rows[len(rows)-1]
		if rows[0].Title != "renamed" || rows[0].Cents != 1250 || *rows[0].PersonID != 1 || !rows[0].Flag || rows[0].CardToken != "" ||
			made.Title != "=new" || made.Cents != 300 || made.TenantID != 1 || len(rows) != 4 || rows[2].Title != "c" {
			t.Errorf("wrote %+v", rows)
		}
		history, err := stagedoor.RecordHistory(t.Context(), d.DB, "charges", "1", 10)
		if err != nil || len(history) != 1 || history[0].Before["title"] != "a" || history[0].After["title"] != "renamed" {
			t.Errorf("audit %+v, %v", history, err)
		}
	})
}

// What a form would refuse is refused in a file too.
func TestInvisibleCharactersAreNotImported(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		three(t, d)
		autoactions.Register(d.Reg, d.DB, ofTenant(1, autoactions.Model[Charge]{Import: true}))
		file := "ID;Title;Amount (EUR);Flag;Card token\n;a\u202eb;1.00;no;tok\n2;\"two\nlines\";2.00;no;tok\n;\u200fa;3.00;no;tok\n"
		run := imports(t, d, file, nil, "ID")
		want := "2 refused Title: This contains an invisible character (U+202E). Remove it, or type the text anew.; 3 refused Title: Enter a single line.; 4 created"
		if got := linesOf(run.Expect("Rows")); got != want {
			t.Errorf("tried\n%s\nwant\n%s", got, want)
		}
		run.Cancel()

		edit := d.StartWith("charges/edit", map[string]any{"id": "1"})
		form := edit.Expect("Title")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Title": "a\u202eb"}))
		if m := edit.Expect("Title").Message(); !strings.Contains(m, "U+202E") {
			t.Errorf("the form says %q", m)
		}
		edit.Cancel()
	})
}

// What the list exports is what it imports: nothing changes.
func TestAnExportIsImportedUnchanged(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		fill(t, d, 30)
		desk.Must(t, d.DB.Create(&Charge{Title: "-=\"quoted\",\n'line'", Status: "paid", Cents: -5}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Import: true})
		page, _ := d.Reg.PageAt("charges")
		shown := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Page: false}, func(ctx context.Context) error {
			layout, err := page.Handler(ctx)
			if err != nil {
				return err
			}
			if err := layout.Children[0].(interface{ Show(context.Context) error }).Show(ctx); err != nil {
				return err
			}
			<-ctx.Done()
			return nil
		})
		_, file := shown.Expect("Charges").Download("csv", nil)
		run := imports(t, d, string(file), nil, "ID")
		tried := run.Expect("Rows")
		for _, line := range strings.Split(linesOf(tried), "; ") {
			if !strings.HasSuffix(line, "unchanged") {
				t.Errorf("line %s", line)
			}
		}
		tried.Choose("Choose the columns again")
		run.Cancel()
	})
}

func TestFilesThatAreNoneAreRefusedWithTheLine(t *testing.T) {
	d := desk.Plain(t, all)
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{Import: true})
	run := d.StartWith("charges/import", nil)
	for file, want := range map[string]string{
		"Title\n":           "There are no rows below the names of the columns.",
		"Title,Note\na\n":   "Line 2 has 1 values and not 2 as the first one.",
		"Title\n\"a\n":      "This is not a file of comma-separated values",
		"Title\n\xff\xfe\n": "This is not text in UTF-8.",
		"Title\n" + strings.Repeat("a\n", 20_001): "There are more than 20,000 rows.",
	} {
		run.Expect("File of charges").AnswerFile("charges.csv", file)
		if got := run.Expect("File of charges").Message(); !strings.HasPrefix(got, want) {
			t.Errorf("%.30q: %q", file, got)
		}
	}
	run.Cancel()
}

func TestNothingIsImportedUnlessTheModelSaysSo(t *testing.T) {
	d := desk.Plain(t, all)
	autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{})
	if _, ok := d.Reg.ActionAt("charges/import"); ok {
		t.Error("there is an import")
	}
}

// What somebody may not change is not imported, and they are told so before and after.
func TestWhatIsNotImportedIsSaid(t *testing.T) {
	desk.Each(t, staff, func(t *testing.T, d *desk.Desk) {
		withStaff(t, d)
		run := d.As("Nick").StartWith("employees/import", nil)
		run.Expect("File of employees").AnswerFile("employees.csv",
			"ID,Name,Phone,Grade,Salary,Shoe\n1,Ada,+44 20 7946 0958,A,1,40\n2,Rob,1,A,1,40\n,Eve,2,,1,40\n")
		columns := run.Expect("1: ID")
		for label, want := range map[string]string{
			"4: Grade": "Not imported: you may not change it.", "5: Salary": "", "6: Shoe": "",
		} {
			if help := helpOf(t, columns, label); strings.Contains(help, "Not imported") != (want != "") || !strings.HasPrefix(help, want) {
				t.Errorf("%s is called %q, want %q", label, help, want)
			}
		}
		choiceOf(t, columns, "3: Phone", "Phone (only of new rows)")
		columns.AnswerAll(desk.Filled(columns, nil))
		known := run.Expect("Rows that are there already are known by")
		known.AnswerAll(desk.Filled(known, nil))
		tried := run.Expect("Rows")
		want := "4 created; 3 changed Not imported, as you may not set it: Phone.; 2 unchanged Not imported, as you may not set it: Phone."
		if got := linesOf(tried); got != want {
			t.Errorf("tried\n%s\nwant\n%s", got, want)
		}
		lost := "Not imported, as you may not set it: Phone of 2 employees."
		if said := describes(t, tried); said != "Nothing has been written yet. What is refused is left out. "+lost+" Left out of the file: Grade, Salary, Shoe." {
			t.Errorf("the trial says %q", said)
		}
		tried.Choose("Import 2 employees")
		if got := outcome(t, run); got != "map[changed:1 created:1 refused:0 unchanged:1]" {
			t.Errorf("outcome %s", got)
		}
		var rows []Employee
		desk.Must(t, d.DB.Order("id").Find(&rows).Error)
		if len(rows) != 3 || rows[1].Name != "Rob" || rows[1].Phone != "+44 20 7946 0111" || rows[1].Grade != "B" || rows[2].Phone != "2" {
			t.Errorf("wrote %+v", rows)
		}
	})
}

// The keys of a file whose rows are all new are not imported, and a row that is there
// loses nothing that it says already.
func TestKeysOfNewRowsAreSaidNotToBeImported(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "ada@example.com"}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Person]{Plural: "People", Slug: "people", Import: true})
		for match, want := range map[string]string{
			"Email": "3 created Not imported, as you may not set it: ID.; 2 unchanged; 4 unchanged Not imported, as you may not set it: ID.",
			"ID":    "3 refused There is no person with this ID.; 4 refused There is no person with this ID.; 2 unchanged",
		} {
			run := d.StartWith("people/import", nil)
			run.Expect("File of people").AnswerFile("people.csv", "ID,Name,Email\n1,Ada,ada@example.com\n7,Eve,eve@example.com\n8,Ada,ada@example.com\n")
			columns := run.Expect("1: ID")
			columns.AnswerAll(desk.Filled(columns, nil))
			label := "Rows that are there already are known by"
			known := run.Expect(label)
			known.AnswerAll(map[string]any{label: choiceOf(t, known, label, match)})
			if got := linesOf(run.Expect("Rows")); got != want {
				t.Errorf("known by %s, tried\n%s\nwant\n%s", match, got, want)
			}
			run.Cancel()
		}
	})
}

// helpOf is what stands below a question.
func helpOf(t *testing.T, s *stagedoortest.Screen, label string) string {
	t.Helper()
	for _, c := range s.Call().ToRender {
		var props struct{ HelpText string }
		if c.Label == label && json.Unmarshal(c.Props, &props) == nil {
			return props.HelpText
		}
	}
	t.Fatalf("there is no %q", label)
	return ""
}

// describes is what stands below the first heading of a screen.
func describes(t *testing.T, s *stagedoortest.Screen) string {
	t.Helper()
	var props struct{ Description string }
	if err := json.Unmarshal(s.Call().ToRender[0].Props, &props); err != nil {
		t.Fatal(err)
	}
	return props.Description
}

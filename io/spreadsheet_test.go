package io_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// customer has a column of every kind.
type customer struct {
	FullName string       `io:"label:Name" validate:"required,max=10"`
	Email    string       `io:"" validate:"required,email"`
	Age      *int8        `io:"" validate:"omitempty,gte=18"`
	Credit   int64        `io:"unit:cents;currency:USD" validate:"lte=10000"`
	Score    float64      `io:"optional"`
	Active   bool         `io:""`
	Paid     *bool        `io:""`
	Since    io.CivilDate `io:""`
	Seen     time.Time    `io:"zone:UTC;optional"`
	Opens    io.CivilTime `io:"optional"`
	Plan     string       `io:"" validate:"oneof=free team"`
	_        string       // is no column
}

func TestASpreadsheetSaysWhatItsColumnsAre(t *testing.T) {
	run, _ := asking(t, io.Spreadsheet[customer]("Customers").AtLeast(2).AtMost(50).Help("Of this year").Default([]customer{
		{FullName: "Ada", Email: "ada@example.com", Credit: 150, Active: true, Since: io.CivilDate{Year: 2024, Month: 2, Day: 29}, Plan: "team"},
	}))
	c := run.Expect("Customers").Component()
	var props protocol.SpreadsheetProps
	if err := json.Unmarshal(c.Props, &props); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"fullName": "string", "email": "string", "age": "number?", "credit": "number", "score": "number?", "active": "boolean", "paid": "boolean?",
		"since": "string", "seen": "string?", "opens": "string?", "plan": "string",
	}
	if !reflect.DeepEqual(props.Columns, want) || props.MinRows != 2 || props.MaxRows != 50 || props.HelpText != "Of this year" {
		t.Errorf("columns %v, %+v", props.Columns, props)
	}
	if f := props.Fields; len(f) != 11 || f[0].Label != "Name" || f[0].Key != "fullName" || f[2].Type != "int" || !f[2].Optional ||
		f[3].Currency != "USD" || f[3].Type != "money" || !reflect.DeepEqual(f[10].Options, []string{"free", "team"}) || !f[5].Optional || f[8].Type != "datetime" {
		t.Errorf("fields %+v", f)
	}
	if f := props.Fields; f[2].Min != "18" || f[2].Max != "" || f[3].Max != "100.00" || f[3].Min != "" {
		t.Errorf("limits of %+v", f)
	}
	row := props.DefaultValue[0]
	if row["fullName"] != "Ada" || row["credit"] != "1.50" || row["active"] != true || row["since"] != "2024-02-29" || row["plan"] != "team" || row["age"] != nil {
		t.Errorf("default %v", row)
	}
}

// Columns are not left out by what stands in others: who says so is told, not ignored.
func TestASpreadsheetRefusesConditions(t *testing.T) {
	type shown struct {
		Kind   string `io:"" validate:"oneof=refund credit"`
		Reason string `io:"show:Kind=refund" validate:"required"`
	}
	type hidden struct {
		Kind string `io:"" validate:"oneof=refund credit"`
		Note string `io:"hide:Kind=refund"`
	}
	for want, ask := range map[string]func(context.Context) error{
		`field Reason: word "show": a spreadsheet shows all its columns`: func(ctx context.Context) error { _, err := io.Spreadsheet[shown]("x").Get(ctx); return err },
		`field Note: word "hide": a spreadsheet shows all its columns`:   func(ctx context.Context) error { _, err := io.Spreadsheet[hidden]("x").Get(ctx); return err },
	} {
		if _, err := stagedoortest.Start(t, ask).Wait(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// Limits are said to whoever types, and held to whatever they do.
func TestASpreadsheetSaysTheLimitsOfItsColumns(t *testing.T) {
	type limits struct {
		Code  string  `io:"" validate:"min=2,max=4"`
		Ratio float64 `io:"decimals:2" validate:"gte=0.5,lte=1.5"`
		Count uint8   `io:"" validate:"gt=0,lt=10"`
		Cents int64   `io:"currency:EUR" validate:"gte=100,lte=500"`
		More  float64 `io:"" validate:"gt=1"` // there is no next number to say
	}
	run, _ := asking(t, io.Spreadsheet[limits]("Q"))
	s := run.Expect("Q")
	var props protocol.SpreadsheetProps
	s.Props(&props)
	f := props.Fields
	got := fmt.Sprint(f[0].MinLength, f[0].MaxLength, " ", f[1].Min, f[1].Max, " ", f[2].Min, f[2].Max, " ", f[3].Min, f[3].Max, " ", f[4].Min)
	if got != "2 4 0.51.5 19 1.005.00 " {
		t.Errorf("limits %s of %+v", got, f)
	}
	for cells, want := range map[string]string{
		`{"code":"a","ratio":1,"count":1,"cents":"1.00","more":2}`:    "Row 1, Code: Enter between 2 and 4 characters.",
		`{"code":"ab","ratio":0.4,"count":1,"cents":"1.00","more":2}`: "Row 1, Ratio: Enter a number between 0.5 and 1.5.",
		`{"code":"ab","ratio":1,"count":10,"cents":"1.00","more":2}`:  "Row 1, Count: Enter a number between 1 and 9.",
		`{"code":"ab","ratio":1,"count":1,"cents":"5.01","more":2}`:   "Row 1, Cents: Enter an amount between 1.00 EUR and 5.00 EUR.",
		`{"code":"ab","ratio":1,"count":1,"cents":"1.00","more":1}`:   "Row 1, More: Enter a number greater than 1.",
	} {
		s.Answer(json.RawMessage("[" + cells + "]"))
		if s = run.Expect("Q"); s.Message() != want {
			t.Errorf("%s: %q, want %q", cells, s.Message(), want)
		}
	}
}

const good = `{"fullName":" Ada ","email":"ada@example.com","age":"36","credit":"12.50","score":"1.5","active":"yes","paid":"FALSE",` +
	`"since":"2024-02-29","seen":"2026-11-27 14:30","opens":"09:05","plan":"Team"}`

func TestASpreadsheetIsTyped(t *testing.T) {
	run, got := asking(t, io.Spreadsheet[customer]("x"))
	run.Expect("x").Answer(json.RawMessage(`[` + good + `,{},{"fullName":"","active":false},` +
		`{"fullName":"Bo","email":"bo@example.com","credit":3,"since":"2026-01-01","plan":"free","active":true,"age":null}]`))
	finish(t, run)
	age, paid := int8(36), false
	want := []customer{
		{FullName: "Ada", Email: "ada@example.com", Age: &age, Credit: 1250, Score: 1.5, Active: true, Paid: &paid, Since: io.CivilDate{Year: 2024, Month: 2, Day: 29},
			Seen: time.Date(2026, 11, 27, 14, 30, 0, 0, time.UTC), Opens: io.CivilTime{Hour: 9, Minute: 5}, Plan: "team"},
		{FullName: "Bo", Email: "bo@example.com", Credit: 300, Active: true, Since: io.CivilDate{Year: 2026, Month: 1, Day: 1}, Plan: "free"},
	}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("got %+v\nwant %+v", *got, want)
	}
}

// What is wrong is said with its row and column, and marked at its cell.
func TestCellsThatAreWrong(t *testing.T) {
	run, _ := asking(t, io.Spreadsheet[customer]("x").AtMost(3))
	s := run.Expect("x")
	for cell, want := range map[string]string{
		`"fullName":""`:                      "Name: This field is required.",
		`"fullName":"` + "ABCDEFGHIJK" + `"`: "Name: ",
		`"fullName":7`:                       "Name: This answer does not fit the question.",
		`"fullName":{"a":1}`:                 "Name: This answer does not fit the question.",
		`"email":"nobody"`:                   "Email: Enter a valid e-mail address.",
		`"age":"old"`:                        "Age: Enter a number.",
		`"age":"17"`:                         "Age: ",
		`"age":"1000"`:                       "Age: This number is out of range.",
		`"age":"1.5"`:                        "Age: Enter a whole number.",
		`"credit":"1.505"`:                   "Credit: Enter an amount with at most 2 decimal places.",
		`"credit":"100.01"`:                  "Credit: ",
		`"credit":"much"`:                    "Credit: Enter an amount.",
		`"score":"NaN"`:                      "Score: Enter a number.",
		`"active":"maybe"`:                   "Active: Enter yes or no.",
		`"active":2`:                         "Active: This answer does not fit the question.",
		`"since":"29.2.2023"`:                "Since: Enter a date like 2026-11-27.",
		`"since":"2023-02-29"`:               "Since: Enter a date like 2026-11-27.",
		`"since":{"year":2023,"month":2,"day":29}`: "Since: Enter a valid date.",
		`"seen":"noon"`:        "Seen: Enter a date and time like 2026-11-27 14:30.",
		`"opens":"25:00"`:      "Opens: Enter a time like 14:30.",
		`"plan":"gold"`:        "Plan: Enter free or team.",
		`"plan":{"value":"7"}`: "Plan: ",
	} {
		key, _, _ := strings.Cut(strings.TrimPrefix(cell, `"`), `"`)
		s.Answer(json.RawMessage(`[{},` + good[:len(good)-1] + `,` + cell + `}]`))
		s = run.Expect("x")
		if !strings.HasPrefix(s.Message(), "Row 2, "+want) {
			t.Errorf("%s: %q, want %q", cell, s.Message(), want)
		}
		var props protocol.SpreadsheetProps
		if err := json.Unmarshal(s.Component().Props, &props); err != nil {
			t.Fatal(err)
		}
		if p := props.Problems; len(p) != 1 || p[0].Row != 1 || p[0].Key != key || !strings.HasSuffix(s.Message(), p[0].Message) {
			t.Errorf("%s: problems %+v", cell, p)
		}
	}
	for raw, want := range map[string]string{
		`null`: "Please enter at least one row.", `[]`: "Please enter at least one row.", `[{},{"active":false}]`: "Please enter at least one row.",
		`"x"`: "This answer does not fit the question.", `{}`: "This answer does not fit the question.", `[1]`: "This answer does not fit the question.",
		`[[]]`: "This answer does not fit the question.",
		`[` + good[:len(good)-1] + `,"secret":"x"}]`:              "This answer does not fit the question.",
		`[` + good[:len(good)-1] + `,"FullName":"x"}]`:            "This answer does not fit the question.",
		`[` + strings.Repeat(good+",", 3) + good + `]`:            "There are more than 3 rows.",
		`[{"age":"x","plan":"y"},` + good + `,{"fullName":"Bo"}]`: "Row 1, Name: This field is required.",
	} {
		s.Answer(json.RawMessage(raw))
		s = run.Expect("x")
		if !strings.HasPrefix(s.Message(), want) {
			t.Errorf("%s: %q, want %q", short(raw), s.Message(), want)
		}
	}
	s.Answer(json.RawMessage(`[` + good + `]`))
	finish(t, run)
}

func TestProblemsGoWithTheNextAnswer(t *testing.T) {
	type line struct {
		N int `io:""`
	}
	run, got := asking(t, io.Spreadsheet[line]("x").AtLeast(2).Validate(func(_ context.Context, lines []line) error {
		if lines[0].N > lines[1].N {
			return io.Invalid("Sort them.")
		}
		return nil
	}))
	for _, step := range []struct{ raw, message, problems string }{
		{`[{"n":"a"},{"n":"b"},{"n":"c"}]`, "Row 1, N: Enter a number. 2 more cells are wrong.", `"problems":[{`},
		{`[{"n":1}]`, "Enter at least 2 rows.", ""},
		{`[{"n":2},{"n":1}]`, "Sort them.", ""},
	} {
		run.Expect("x").Answer(json.RawMessage(step.raw))
		s := run.Expect("x")
		if props := string(s.Component().Props); s.Message() != step.message || strings.Contains(props, "problems") != (step.problems != "") {
			t.Errorf("%s: %q, %s", step.raw, s.Message(), props)
		}
	}
	run.Expect("x").Answer(json.RawMessage(`[{"n":1},{"n":2}]`))
	finish(t, run)
	if len(*got) != 2 {
		t.Errorf("got %v", *got)
	}
}

func TestAnOptionalSpreadsheet(t *testing.T) {
	type line struct {
		N int `io:""`
	}
	run, got := asking(t, io.Spreadsheet[line]("x").Optional())
	run.Expect("x").Answer(nil)
	finish(t, run)
	if *got != nil {
		t.Errorf("got %v", *got)
	}
}

func TestSpreadsheetsThatCannotBeAskedFor(t *testing.T) {
	type file struct {
		Parts []string `io:""`
	}
	type hidden struct {
		Name string `io:""`
		Team string `validate:"required"`
	}
	type odd struct {
		Name string `io:"" validate:"colour"`
	}
	type same struct {
		Id int `io:""`
		ID int `io:""`
	}
	for name, ask := range map[string]func(context.Context) error{
		"no struct":   func(ctx context.Context) error { _, err := io.Spreadsheet[int]("x").Get(ctx); return err },
		"no column":   func(ctx context.Context) error { _, err := io.Spreadsheet[struct{ A int }]("x").Get(ctx); return err },
		"a list":      func(ctx context.Context) error { _, err := io.Spreadsheet[file]("x").Get(ctx); return err },
		"hidden rule": func(ctx context.Context) error { _, err := io.Spreadsheet[hidden]("x").Get(ctx); return err },
		"odd rule":    func(ctx context.Context) error { _, err := io.Spreadsheet[odd]("x").Get(ctx); return err },
		"same name":   func(ctx context.Context) error { _, err := io.Spreadsheet[same]("x").Get(ctx); return err },
		"no room":     func(ctx context.Context) error { _, err := io.Spreadsheet[odd]("x").AtMost(0).Get(ctx); return err },
	} {
		if _, err := stagedoortest.Start(t, ask).Wait(); err == nil {
			t.Errorf("%s: asked", name)
		}
	}
}

// A dashboard that has no more than the original's columns is told no more, and
// answers with numbers and booleans.
func TestASpreadsheetOfTheOriginal(t *testing.T) {
	var got []customer
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) (err error) {
		got, err = io.Spreadsheet[customer]("x").AtMost(5).Get(ctx)
		return err
	})
	s := run.Expect("x")
	if props := string(s.Component().Props); strings.Contains(props, "fields") || strings.Contains(props, "Rows") {
		t.Errorf("props %s", props)
	}
	s.Answer(json.RawMessage(`[{"fullName":"Ada","email":"a@b.ch","credit":12.5,"active":true,"paid":null,"since":"2026-01-01","plan":"free"},{"fullName":"Bo"}]`))
	s = run.Expect("x")
	if !strings.HasPrefix(s.Message(), "Row 2, Email: This field is required.") || strings.Contains(string(s.Component().Props), "problems") {
		t.Errorf("message %q", s.Message())
	}
	s.Answer(json.RawMessage(`[{"fullName":"Ada","email":"a@b.ch","credit":12.5,"active":true,"paid":null,"since":"2026-01-01","plan":"free"}]`))
	finish(t, run)
	if len(got) != 1 || got[0].Credit != 1250 || !got[0].Active || got[0].Paid != nil {
		t.Errorf("got %+v", got)
	}
}

func TestAThousandRows(t *testing.T) {
	run, got := asking(t, io.Spreadsheet[customer]("x"))
	run.Expect("x").Answer(json.RawMessage(`[` + strings.Repeat(good+",", 999) + good + `]`))
	finish(t, run)
	if len(*got) != 1000 || (*got)[999].FullName != "Ada" {
		t.Errorf("%d rows", len(*got))
	}
}

package io_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type status string

func (status) Options() []status { return []status{"paid", "failed"} }

type stamps struct {
	CreatedAt time.Time `io:"readonly"`
	DoneAt    time.Time `io:"readonly"` // stays zero
	Secret    string
}

type form struct {
	stamps
	Cents   int64        `io:"label:Amount;unit:cents;currency:USD" validate:"gt=0,lte=4500"`
	Reason  string       `io:"multiline;help:Why\\; in a word" validate:"required,max=10"`
	Mail    string       `io:"" validate:"omitempty,email"`
	Rating  *uint8       `io:"label:Rating" validate:"omitempty,min=1,max=5"`
	Status  status       `io:""`
	Color   string       `io:"" validate:"oneof=red 'light blue'"`
	Due     time.Time    `io:""`
	Day     io.CivilDate `io:"optional"`
	Rate    float64      `io:"" validate:"lt=1"`
	Notify  bool         `io:"label:E-mail the customer"`
	Hidden  string       `io:"hidden"`
	Ignored string       `io:"-"`
	Token   string
}

func filled() form {
	return form{
		stamps: stamps{CreatedAt: time.Date(2024, 1, 2, 3, 4, 5, 6, time.UTC), Secret: "s3cret"},
		Cents:  4500, Status: "paid", Color: "light blue", Rate: 0.25, Notify: true, Token: "t0ken",
		Due: time.Date(2024, 5, 6, 7, 8, 9, 10, time.FixedZone("", 3600)), Hidden: "hidden", Reason: "because",
	}
}

func asForm[S any](t *testing.T, f io.FormCall[S]) (*stagedoortest.Run, *S) {
	t.Helper()
	return asking(t, f)
}

// unchanged is what a person sends who touches nothing.
func unchanged() map[string]any {
	return map[string]any{
		"Amount": 4500, "Reason": "because", "Status": "paid", "Color": "light blue", "Rate": 0.25,
		"Due": json.RawMessage(`{"year":2024,"month":5,"day":6,"hour":6,"minute":8}`), "E-mail the customer": true,
	}
}

func TestFormUntouched(t *testing.T) {
	run, got := asForm(t, io.Form(filled()).Title("Refund").Submit("Save"))
	s := run.Expect("Refund")
	text, err := json.Marshal(s.Call())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"s3cret", "t0ken", "hidden", "Ignored", "Token"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%q crossed to the dashboard", secret)
		}
	}
	s.AnswerAll(unchanged())
	finish(t, run)
	if !reflect.DeepEqual(*got, filled()) {
		t.Fatalf("an untouched form changed\n%+v into\n%+v", filled(), *got)
	}
}

func TestFormRules(t *testing.T) {
	for _, c := range []struct {
		label  string
		answer any
		want   string
	}{
		{"Amount", 0, "Enter an amount between 0.01 USD and 45.00 USD."},
		{"Amount", 4501, "Enter an amount between 0.01 USD and 45.00 USD."},
		{"Amount", nil, required},
		{"Reason", "", required},
		{"Reason", "much too long", "Enter at most 10 characters."},
		{"Mail", "ada", "Enter a valid e-mail address."},
		{"Rating", 6, "Enter a number between 1 and 5."},
		{"Rating", 256, "Enter a number between 1 and 5."},
		{"Status", json.RawMessage(`{"label":"x","value":"refunded"}`), "Choose one of the options."},
		{"Color", json.RawMessage(`{"value":"green"}`), "Choose one of the options."},
		{"Due", "2024-05-06", "Enter a valid date and time."},
		{"Rate", 1, "Enter a number less than 1."},
		{"E-mail the customer", nil, required},
	} {
		run, _ := asForm(t, io.Form(filled()))
		values := unchanged()
		values[c.label] = c.answer
		run.Expect(c.label).AnswerAll(values)
		if m := run.Expect(c.label).Message(); m != c.want {
			t.Errorf("%s = %v: message %q, want %q", c.label, c.answer, m, c.want)
		}
	}
}

func TestFormAnswers(t *testing.T) {
	run, got := asForm(t, io.Form(filled()))
	run.Expect("Amount").AnswerAll(map[string]any{
		"Amount": 1, "Reason": "x", "Mail": nil, "Rating": 5, "Status": "failed", "Color": "red", "Rate": 0,
		"Due": json.RawMessage(`{"year":2025,"month":1,"day":1,"hour":23,"minute":59}`), "Day": io.CivilDate{2025, 2, 3}, "E-mail the customer": false,
		"Created at": io.CivilDate{1999, 1, 1}, // read only: ignored
	})
	finish(t, run)
	want := filled()
	want.Cents, want.Reason, want.Rating, want.Status, want.Color, want.Rate = 1, "x", new(uint8(5)), "failed", "red", 0
	want.Due, want.Day, want.Notify = time.Date(2025, 1, 1, 23, 59, 0, 0, time.UTC), io.CivilDate{2025, 2, 3}, false
	if !reflect.DeepEqual(*got, want) {
		t.Fatalf("got\n%+v, want\n%+v", *got, want)
	}
}

func TestFormNumbersFitTheirType(t *testing.T) {
	type sizes struct {
		Small int8   `io:""`
		Plain uint16 `io:""`
	}
	run, got := asForm(t, io.Form(sizes{}))
	run.Expect("Small").AnswerAll(128, -1)
	s := run.Expect("Small")
	for _, c := range s.Call().ToRender {
		if c.ValidationErrorMessage != "This number is out of range." {
			t.Errorf("%s: message %q", c.Label, c.ValidationErrorMessage)
		}
	}
	s.AnswerAll(-128, 65535)
	finish(t, run)
	if *got != (sizes{-128, 65535}) {
		t.Fatalf("got %+v", *got)
	}
}

func TestFormChecksAndOwnComponents(t *testing.T) {
	type owner struct {
		CustomerID uint   `validate:"required"`
		Name       string `io:"" validate:"required"`
	}
	f := io.Form(owner{}).Only("Name", "CustomerID").
		With("CustomerID", func(field any) io.Component {
			return io.Select("Customer", []uint{0, 7}).Into(field.(*uint))
		}).
		Validate(func(_ context.Context, o owner) error {
			if o.Name == "Eve" {
				return io.Invalid("Not %s.", o.Name)
			}
			return nil
		})
	run, got := asForm(t, f)
	run.Expect("Customer").AnswerAll("Ada", 0)
	if m := run.Expect("Customer").Message(); m != required {
		t.Errorf("a rule of the struct for a component of one's own: message %q", m)
	}
	run.Expect("Customer").AnswerAll("Eve", 7)
	if m := run.Expect("Name").Message(); m != "Not Eve." {
		t.Errorf("a check of the form: message %q", m)
	}
	run.Expect("Customer").AnswerAll("Ada", 7)
	finish(t, run)
	if *got != (owner{7, "Ada"}) {
		t.Fatalf("got %+v", *got)
	}
}

func TestFormMistakes(t *testing.T) {
	try := func(name, want string, ask func(context.Context) error) {
		run := stagedoortest.Start(t, ask)
		for range 1 {
			if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s = %v, want an error with %q", name, err, want)
			}
		}
	}
	try("unknown word", `Name: unknown word "lable"`, func(ctx context.Context) error {
		_, err := io.Form(struct {
			Name string `io:"lable:x"`
		}{}).Get(ctx)
		return err
	})
	try("no tags", "no field of", func(ctx context.Context) error {
		_, err := io.Form(struct{ Name string }{}).Get(ctx)
		return err
	})
	try("no input", "Tags: there is no input", func(ctx context.Context) error {
		_, err := io.Form(struct {
			Tags map[string]string `io:""`
		}{}).Get(ctx)
		return err
	})
	try("no such field", `"Nome"`, func(ctx context.Context) error {
		_, err := io.Form(form{}).Only("Nome").Get(ctx)
		return err
	})
}

func TestFormHiddenRuleIsAFault(t *testing.T) {
	type half struct {
		Name  string `io:""`
		Owner string `validate:"required"`
	}
	run, _ := asForm(t, io.Form(half{}))
	run.Expect("Name").Answer("Ada")
	if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "Owner") {
		t.Fatalf("Get = %v, want an error that names Owner", err)
	}
}

// What a form was told not to ask for is as it was before: nobody who fills it in
// could mend it.
func TestOnlyJudgesWhatIsAsked(t *testing.T) {
	type half struct {
		Name  string `io:"" validate:"required"`
		Owner string `validate:"required"`
	}
	run, got := asForm(t, io.Form(half{}).Only("Name"))
	run.Expect("Name").Answer("")
	if m := run.Expect("Name").Message(); m != required {
		t.Errorf("a rule of the field that is asked for: message %q", m)
	}
	run.Expect("Name").Answer("Ada")
	finish(t, run)
	if got.Name != "Ada" {
		t.Errorf("got %+v", *got)
	}
}

func TestCheckNamesTheFieldAndTheRule(t *testing.T) {
	type Base struct {
		Owner string `validate:"required"`
	}
	type row struct {
		Base
		Name string `validate:"required"`
	}
	for _, c := range []struct {
		row   row
		paths []string
		want  []string
	}{
		{row{}, nil, nil},
		{row{}, []string{"Name"}, []string{"Name", "required"}},
		{row{Name: "x"}, []string{"Name"}, nil},
		{row{Name: "x"}, []string{"Base.Owner"}, []string{"Base.Owner", "required"}},
		{row{Base: Base{"x"}}, []string{"Base.Owner"}, nil},
	} {
		err := io.Check(&c.row, c.paths...)
		if (err == nil) != (c.want == nil) {
			t.Errorf("Check(%+v, %v) = %v", c.row, c.paths, err)
			continue
		}
		for _, word := range c.want {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("Check(%+v, %v) = %v, without %s", c.row, c.paths, err, word)
			}
		}
	}
}

// Nobody fills in a form that cannot be read.
func TestFormUnknownRuleIsAnError(t *testing.T) {
	type odd struct {
		Name string `io:"" validate:"beautiful"`
	}
	run, _ := asForm(t, io.Form(odd{}))
	_, err := run.Wait()
	if err == nil || !strings.Contains(err.Error(), "beautiful") {
		t.Errorf("Get = %v, want an error that names the rule", err)
	}
	if n := len(run.Calls()); n > 0 {
		t.Errorf("the person was asked %d times before", n)
	}
}

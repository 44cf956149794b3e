package io_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type audit struct {
	By string `io:"label:Ordered by"`
}

type country string

func (country) Options() []country { return []country{"de", "us"} }

type address struct {
	Street  string  `io:"" validate:"required"`
	Country country `io:""`
	State   string  `io:"show:Country=us" validate:"required,len=2"`
	Code    string  // kept
}

type orderLine struct {
	ID       uint
	Product  string `io:"" validate:"required,max=10"`
	Count    int    `io:"" validate:"gte=1,lte=9"`
	Gift     bool   `io:""`
	Greeting string `io:"show:Gift" validate:"required"`
}

type order struct {
	audit
	Number  string      `io:"readonly"`
	Ship    address     `io:"label:Ship to;help:Where it goes"`
	Bill    *address    `io:"label:Bill somewhere else"`
	Lines   []orderLine `io:"" validate:"min=1,max=3"`
	Express bool        `io:""`
	Secret  string
}

func someOrder() order {
	return order{
		Number: "A-1", Ship: address{Street: "Main 1", Country: "de", Code: "c0de"}, Secret: "s3cret",
		Lines: []orderLine{{ID: 7, Product: "Tea", Count: 2}, {ID: 8, Product: "Cup", Count: 1}},
	}
}

// line is what a dashboard sends for an entry of the lines.
func line(from int, product string, count int, gift bool, greeting any) protocol.FormsEntry {
	e := protocol.FormsEntry{From: &from}
	if from < 0 {
		e.From = nil
	}
	for _, v := range []any{product, count, gift, greeting} {
		raw, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		e.Values = append(e.Values, raw)
	}
	return e
}

func orderAnswer(change map[string]any) map[string]any {
	values := map[string]any{
		"Ordered by": "ada", "Street": "Main 1", "Country": "de", "Bill somewhere else": false, "Express": false,
		"Lines": []protocol.FormsEntry{line(0, "Tea", 2, false, nil), line(1, "Cup", 1, false, nil)},
	}
	for label, v := range change {
		values[label] = v
	}
	return values
}

func TestNestedStructsAreSections(t *testing.T) {
	before := someOrder()
	run, got := asForm(t, io.Form(before))
	s := run.Expect("Ship to")
	var labels []string
	for _, c := range s.Call().ToRender {
		labels = append(labels, string(c.MethodName)+" "+c.Label)
	}
	want := "INPUT_TEXT Ordered by|INPUT_TEXT Number|DISPLAY_HEADING Ship to|INPUT_TEXT Street|SELECT_SINGLE Country|INPUT_TEXT State|" +
		"INPUT_BOOLEAN Bill somewhere else|INPUT_TEXT Street|SELECT_SINGLE Country|INPUT_TEXT State|INPUT_FORMS Lines|INPUT_BOOLEAN Express"
	if got := strings.Join(labels, "|"); got != want {
		t.Errorf("asks %s\nwant %s", got, want)
	}
	for _, c := range s.Call().ToRender[3:6] {
		if c.Section == nil || *c.Section != 2 {
			t.Errorf("%s: section %v, want the heading", c.Label, c.Section)
		}
	}
	if c := s.Call().ToRender[9]; *c.Section != 6 || c.ShowIf.At != 8 || !reflect.DeepEqual(c.ShowIf.Answers, []string{"1"}) {
		t.Errorf("the other state: section %v, shown if %+v", *c.Section, c.ShowIf)
	}
	if props := string(s.Component().Props); !strings.Contains(props, "Where it goes") {
		t.Errorf("the heading %s has no help", props)
	}
	s.AnswerAll(orderAnswer(nil))
	finish(t, run)
	before.By = "ada"
	if !reflect.DeepEqual(*got, before) {
		t.Fatalf("got\n%+v, want\n%+v", *got, before)
	}
}

func TestOptionalSectionIsSwitchedOn(t *testing.T) {
	values := func(on bool, street string) []any {
		lines := []protocol.FormsEntry{line(0, "Tea", 2, false, nil)}
		return []any{"ada", nil, "Main 1", "de", nil, on, street, "de", nil, lines, false}
	}
	run, got := asForm(t, io.Form(someOrder()))
	run.Expect("Ship to").AnswerAll(values(true, "")...)
	s := run.Expect("Ship to")
	if m := s.Call().ToRender[7].ValidationErrorMessage; m != required {
		t.Errorf("a rule of a section that is on: %q", m)
	}
	s.AnswerAll(values(true, "Side 2")...)
	finish(t, run)
	if got.Bill == nil || *got.Bill != (address{Street: "Side 2", Country: "de"}) {
		t.Errorf("switched on: %+v", got.Bill)
	}

	bill := &address{Street: "Side 2", Country: "de", Code: "b"}
	filled := someOrder()
	filled.Bill = bill
	run, got = asForm(t, io.Form(filled))
	run.Expect("Ship to").AnswerAll(values(true, "Side 3")...)
	finish(t, run)
	if got.Bill.Street != "Side 3" || got.Bill.Code != "b" || bill.Street != "Side 2" {
		t.Errorf("changed %+v, and what was handed in to %+v", got.Bill, bill)
	}
	run, got = asForm(t, io.Form(filled))
	run.Expect("Ship to").AnswerAll(values(false, "sneaked in")...)
	finish(t, run)
	if got.Bill != nil {
		t.Errorf("switched off: %+v", got.Bill)
	}
}

func TestListOfForms(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []protocol.FormsEntry
		want  string
		at    []protocol.FormsProblem
	}{
		{"none", []protocol.FormsEntry{}, required, nil},
		{"too many", []protocol.FormsEntry{line(-1, "a", 1, false, nil), line(-1, "b", 1, false, nil), line(-1, "c", 1, false, nil), line(-1, "d", 1, false, nil)}, "Enter at most 3 entries.", nil},
		{"a rule of a field", []protocol.FormsEntry{line(0, "Tea", 2, false, nil), line(-1, "", 10, false, nil)},
			"Entry 2, Product: This field is required.",
			[]protocol.FormsProblem{{Form: 1, At: 0, Message: required}, {Form: 1, At: 1, Message: "Enter a number between 1 and 9."}}},
		{"a field that an answer shows", []protocol.FormsEntry{line(0, "Tea", 2, true, "")},
			"Entry 1, Greeting: This field is required.", []protocol.FormsProblem{{Form: 0, At: 3, Message: required}}},
		{"no such entry", []protocol.FormsEntry{line(2, "Tea", 1, false, nil)}, "This answer does not fit the question.", nil},
		{"an entry twice", []protocol.FormsEntry{line(0, "Tea", 1, false, nil), line(0, "Tea", 1, false, nil)}, "This answer does not fit the question.", nil},
		{"too few values", []protocol.FormsEntry{{Values: []json.RawMessage{[]byte(`"Tea"`)}}}, "This answer does not fit the question.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			run, got := asForm(t, io.Form(someOrder()))
			run.Expect("Lines").AnswerAll(orderAnswer(map[string]any{"Lines": c.lines}))
			s := run.Expect("Lines")
			var props protocol.FormsProps
			s.Props(&props)
			if s.Message() != c.want || !reflect.DeepEqual(props.Problems, c.at) {
				t.Errorf("message %q at %+v", s.Message(), props.Problems)
			}
			s.AnswerAll(orderAnswer(map[string]any{"Lines": []protocol.FormsEntry{
				line(1, "Cup", 3, false, "sneaked in"), line(-1, "Pot", 1, true, "Enjoy"), line(0, "Tea", 2, false, nil)}}))
			finish(t, run)
			want := []orderLine{{ID: 8, Product: "Cup", Count: 3}, {Product: "Pot", Count: 1, Gift: true, Greeting: "Enjoy"}, {ID: 7, Product: "Tea", Count: 2}}
			if !reflect.DeepEqual(got.Lines, want) {
				t.Errorf("got %+v", got.Lines)
			}
		})
	}
}

func TestListOfFormsForAnOriginalDashboard(t *testing.T) {
	var got order
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) (err error) {
		got, err = io.Form(someOrder()).Get(ctx)
		return err
	})
	s := run.Expect("Lines")
	var props protocol.TextProps
	s.Props(&props)
	var list []map[string]any
	if err := json.Unmarshal([]byte(*props.DefaultValue), &list); err != nil || len(list) != 2 || list[0]["Product"] != "Tea" || list[1]["Entry"] != 2.0 {
		t.Fatalf("%s, %v", *props.DefaultValue, err)
	}
	for _, c := range s.Call().ToRender {
		if c.Section != nil && *c.Section == 6 && !c.IsOptional {
			t.Errorf("%q cannot be left empty where everything is shown", c.Label)
		}
	}
	for text, want := range map[string]string{
		`[{"Product": "Tea"`:                              "Line 1, column 18: unexpected end of JSON input.",
		`[{"Product": "Tea", "Price": 3}]`:                `Entry 1: There is no field "Price".`,
		`[{"Entry": 3, "Product": "Tea"}]`:                "Entry 1: There is no entry 3.",
		`[{"Product": "Tea", "Count": 0, "Gift": false}]`: "Entry 1, Count: Enter a number between 1 and 9.",
	} {
		run.Expect("Lines").AnswerAll(orderAnswer(map[string]any{"Lines": text}))
		if m := run.Expect("Lines").Message(); m != want {
			t.Errorf("%s: message %q, want %q", text, m, want)
		}
	}
	run.Expect("Lines").AnswerAll(orderAnswer(map[string]any{"Lines": `[{"Entry": 2, "Product": "Mug", "Count": 1, "Gift": false}]`}))
	finish(t, run)
	if !reflect.DeepEqual(got.Lines, []orderLine{{ID: 8, Product: "Mug", Count: 1}}) {
		t.Errorf("got %+v", got.Lines)
	}
}

func TestAListOfFormsIsAnsweredByLabels(t *testing.T) {
	type stop struct {
		ID   int
		Land country `io:""`
		Gone bool    `io:""`
	}
	type trip struct {
		Stops []stop `io:""`
	}
	run, got := asForm(t, io.Form(trip{[]stop{{ID: 5, Land: "de"}}}))
	run.Expect("Stops").Answer([]map[string]any{{"Land": "us", "Gone": true}, {"Land": "de", "Gone": false}})
	finish(t, run)
	if want := []stop{{5, "us", true}, {0, "de", false}}; !reflect.DeepEqual(got.Stops, want) {
		t.Errorf("got %+v, want %+v", got.Stops, want)
	}
}

func TestPointersAndMomentsInLists(t *testing.T) {
	type stop struct {
		Day  io.CivilDate `io:""`
		Land country      `io:""`
	}
	type trip struct {
		Stops []*stop `io:""`
	} // the options are named by their places on the wire
	was := &stop{io.CivilDate{2026, 1, 2}, "de"}
	run, got := asForm(t, io.Form(trip{[]*stop{was}}))
	zero := 0
	run.Expect("Stops").Answer([]protocol.FormsEntry{{From: &zero, Values: []json.RawMessage{
		[]byte(`{"year":2026,"month":1,"day":3}`), []byte(`{"label":"us","value":"1"}`)}}})
	finish(t, run)
	if len(got.Stops) != 1 || *got.Stops[0] != (stop{io.CivilDate{2026, 1, 3}, "us"}) || was.Land != "de" {
		t.Errorf("got %+v, and what was handed in is %+v", got.Stops[0], was)
	}
}

func TestFormsThatCannotBeAsked(t *testing.T) {
	try := func(want string, ask func(context.Context) error) {
		t.Helper()
		run := stagedoortest.Start(t, ask)
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	type node struct {
		Name string `io:""`
		Next *node  `io:""`
	}
	try("nested too deeply", func(ctx context.Context) error { _, err := io.Form(node{}).Get(ctx); return err })
	type word struct {
		Name string `io:""`
	}
	type tags struct {
		Words []word `io:""`
	}
	type product struct {
		Tags []tags `io:""`
	}
	try("cannot stand in one that stands in another", func(ctx context.Context) error {
		_, err := io.Form(struct {
			Products []product `io:""`
		}{}).Get(ctx)
		return err
	})
	type login struct {
		Password string `io:"secret"`
	}
	try("secret cannot stand", func(ctx context.Context) error {
		_, err := io.Form(struct {
			Logins []login `io:""`
		}{}).Get(ctx)
		return err
	})
	try(`"Knd", which is not asked beside it: did you mean "Kind"?`, func(ctx context.Context) error {
		_, err := io.Form(struct {
			Kind string `io:""`
			Why  string `io:"show:Knd"`
		}{}).Get(ctx)
		return err
	})
	try(`"Nte", which is not asked beside it: did you mean "Note"?`, func(ctx context.Context) error {
		var s string
		return io.Group(io.Text("Note").Into(&s), io.ShowIf(io.Text("A").Into(&s), "Nte")).Ask(ctx)
	})
	type parcel struct {
		Fragile bool   `io:""`
		Care    string `io:"show:Fragil"`
	}
	try(`"Fragil", which is not asked beside it: did you mean "Fragile"?`, func(ctx context.Context) error {
		_, err := io.Form(struct {
			Parcels []parcel `io:""`
		}{[]parcel{{}}}).Get(ctx)
		return err
	})
	try(`"refnd"`, func(ctx context.Context) error {
		_, err := io.Form(struct {
			Kind string `io:"" validate:"oneof=refund charge"`
			Why  string `io:"show:Kind=refnd"`
		}{}).Get(ctx)
		return err
	})
	try("depends on whether it is shown", func(ctx context.Context) error {
		_, err := io.Form(struct {
			A string `io:"show:B"`
			B string `io:"show:A"`
		}{}).Get(ctx)
		return err
	})
	try("only one condition", func(ctx context.Context) error {
		var s string
		return io.Group(io.Bool("On").Into(new(bool)), io.ShowIf(io.HideIf(io.Text("A").Into(&s), "On"), "On")).Ask(ctx)
	})
}

type grouped struct {
	Phone string  `io:"group:Reach"`
	Name  string  `io:""`
	Mail  string  `io:"group:Reach"`
	Ship  address `io:"group:Parcels"`
}

func TestFieldsOfAGroupStandTogetherUnderItsHeading(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		_, err := io.Form(grouped{}).Get(ctx)
		return err
	})
	call := run.Expect("Name").Call()
	var asked []string
	for _, c := range call.ToRender {
		label := c.Label
		if c.Section != nil {
			label = call.ToRender[*c.Section].Label + "/" + label
		}
		asked = append(asked, label)
	}
	if got := strings.Join(asked, ", "); got != "Reach, Reach/Phone, Reach/Mail, Name, Parcels, Parcels/Street, Parcels/Country, Parcels/State" {
		t.Errorf("asks %s", got)
	}
	run.Cancel()
}

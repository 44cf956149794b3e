package io_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

type mood string

func (mood) Options() []mood { return []mood{"up", "down"} }

func (m mood) Label() string { return "Feeling " + string(m) }

type measured struct {
	Year  int       `io:"format:plain;width:80"`
	Share float64   `io:"format:percent"`
	At    time.Time `io:"format:date"`
	Mood  mood      `io:"filter"`
	State string    `io:"labels:paid=Paid, in full,open=Not yet" validate:"oneof=paid open"`
}

func TestColumnsSayHowTheyAreWritten(t *testing.T) {
	var props struct {
		Columns []struct {
			AccessorKey, Format string
			Width               int
			Labels              map[string]string
			Filter              *struct{ Options []io.Option }
		}
	}
	showing(t, io.Table("Measured", []measured{{Mood: "up", State: "paid"}})).Expect("Measured").Props(&props)
	c := props.Columns
	if c[0].Format != "plain" || c[0].Width != 80 || c[1].Format != "percent" || c[2].Format != "date" {
		t.Errorf("columns %+v", c)
	}
	if want := map[string]string{"up": "Feeling up", "down": "Feeling down"}; !reflect.DeepEqual(c[3].Labels, want) {
		t.Errorf("by its method an enum is called %v", c[3].Labels)
	}
	if o := c[3].Filter.Options; len(o) != 2 || o[0].Label != "Feeling up" || o[0].Value != "up" {
		t.Errorf("it is filtered by %+v", o)
	}
	if want := map[string]string{"paid": "Paid, in full", "open": "Not yet"}; !reflect.DeepEqual(c[4].Labels, want) {
		t.Errorf("by its tag an enum is called %v", c[4].Labels)
	}
}

// A percentage is typed as a list shows it: what is kept has the sign after it.
func TestFormsAskForPercentagesWithTheirSign(t *testing.T) {
	type rates struct {
		Share float64 `io:"format:percent"`
		Whole *int    `io:"format:percent"`
		Plain float64 `io:""`
	}
	run, got := asking(t, io.Form(rates{Share: 12.5}))
	form := run.Expect("Share")
	for i, want := range []string{"%", "%", ""} {
		var props struct{ Append string }
		if err := json.Unmarshal(form.Call().ToRender[i].Props, &props); err != nil || props.Append != want {
			t.Errorf("%s is followed by %q, %v", form.Call().ToRender[i].Label, props.Append, err)
		}
	}
	form.AnswerAll(map[string]any{"Share": 12.5, "Whole": 20, "Plain": 1})
	if _, err := run.Wait(); err != nil || got.Share != 12.5 || *got.Whole != 20 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestFormsAskForEnumsAsTheyAreCalled(t *testing.T) {
	run, got := asking(t, io.Form(measured{Mood: "down", State: "paid"}).Only("Mood", "State"))
	form := run.Expect("Mood")
	var props struct{ Options []io.Option }
	form.Props(&props)
	if len(props.Options) != 2 || props.Options[1].Label != "Feeling down" {
		t.Fatalf("options %+v", props.Options)
	}
	form.AnswerAll(map[string]any{"Mood": "Feeling up", "State": "Not yet"})
	finish(t, run)
	if got.Mood != "up" || got.State != "open" {
		t.Errorf("answered %+v", *got)
	}
}

func TestFormatsAreRefusedWhereTheyDoNotFit(t *testing.T) {
	for _, c := range []struct {
		row  any
		want string
	}{
		{struct {
			A string `io:"format:plain"`
		}{}, "is not written as plain"},
		{struct {
			A int `io:"format:date"`
		}{}, "is not written as date"},
		{struct {
			A int `io:"format:roman"`
		}{}, "unknown format"},
		{struct {
			A int `io:"width:20"`
		}{}, "pixels from 40 to 1000"},
		{struct {
			A string `io:"labels:x" validate:"oneof=x"`
		}{}, "is not value=text"},
		{struct {
			A string `io:"labels:y=Y" validate:"oneof=x"`
		}{}, `"y" is not one of the values`},
	} {
		_, err := io.Fields(reflect.TypeOf(c.row))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.row, err)
		}
	}
}

type level int

func (level) Options() []level { return []level{1, 2, 3} }

func TestIntegersThatAreEnums(t *testing.T) {
	type ticket struct {
		Level  level `io:"labels:1=Low,3=High"`
		Weight uint8 `io:"" validate:"oneof=10 20"`
	}
	run, got := asking(t, io.Form(ticket{Level: 2, Weight: 10}))
	form := run.Expect("Level")
	var props struct{ Options []io.Option }
	form.Props(&props)
	if len(props.Options) != 3 || props.Options[0].Label != "Low" || props.Options[1].Label != "2" {
		t.Fatalf("options %+v", props.Options)
	}
	for label, hostile := range map[string]any{"Level": 77, "Weight": json.RawMessage(`{"value":"30"}`)} {
		answers := map[string]any{"Level": "High", "Weight": "20"}
		answers[label] = hostile
		run.Expect("Level").AnswerAll(answers)
		if m := run.Expect(label).Message(); m == "" {
			t.Errorf("%s takes %v", label, hostile)
		}
	}
	run.Expect("Level").AnswerAll(map[string]any{"Level": "High", "Weight": "20"})
	finish(t, run)
	if got.Level != 3 || got.Weight != 20 {
		t.Errorf("answered %+v", *got)
	}
}

func TestPlainIntegers(t *testing.T) {
	run, _ := asking(t, io.Int("User id").Plain())
	var props struct{ Plain bool }
	run.Expect("User id").Props(&props)
	if !props.Plain {
		t.Error("the number is grouped")
	}
}

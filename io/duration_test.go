package io_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

func TestDuration(t *testing.T) {
	answers[time.Duration]{
		good: map[string]time.Duration{
			`"1h30m"`: 90 * time.Minute, `" 1H 30M "`: 90 * time.Minute, `"90m"`: 90 * time.Minute, `"1.5h"`: 90 * time.Minute,
			`"5m"`: 5 * time.Minute, `"2h"`: 2 * time.Hour, `"5m0.000000001s"`: 5*time.Minute + 1,
		},
		bad: map[string]string{
			`"4m59s"`:                        "Enter a duration between 5m and 2h.",
			`"2h1ns"`:                        "Enter a duration between 5m and 2h.",
			`"-1h"`:                          "Enter a duration between 5m and 2h.",
			`"90"`:                           "Enter hours, minutes and seconds, as in 1h30m.",
			`"1d"`:                           "Enter hours, minutes and seconds, as in 1h30m.",
			`"soon"`:                         "Enter hours, minutes and seconds, as in 1h30m.",
			`"9999999999h"`:                  "Enter hours, minutes and seconds, as in 1h30m.",
			`5400000000000`:                  "This answer does not fit the question.",
			`"` + longText("1h", 101) + `"`:  "Enter hours, minutes and seconds, as in 1h30m.",
			`""`:                             "This field is required.",
			`null`:                           "This field is required.",
			`"1h` + longText(" ", 10) + `x"`: "Enter hours, minutes and seconds, as in 1h30m.",
		},
	}.check(t, "Lock for", io.Duration("Lock for").Min(5*time.Minute).Max(2*time.Hour), same)
}

func longText(text string, n int) string { return strings.Repeat(text, n) }

// A field that is a duration is asked for and shown as people write it, within the
// limits of its rules.
func TestFormAsksForDurations(t *testing.T) {
	type pause struct {
		Every  time.Duration   `io:"help:How often" validate:"min=1m,max=2h"`
		Least  time.Duration   `io:"" validate:"gt=0"`
		Longer time.Duration   `io:"" validate:"gtfield=Least"`
		Maybe  *time.Duration  `io:""`
		All    []time.Duration `io:"" validate:"max=2,dive,lte=1h"`
	}
	run, got := asForm(t, io.Form(pause{Every: 90 * time.Minute, All: []time.Duration{time.Second}}))
	s := run.Expect("Every")
	for i, want := range []string{
		`{"defaultValue":"1h30m","helpText":"How often. Hours, minutes and seconds, as in 1h30m; from 1m to 2h.","placeholder":"1h30m"}`,
		`{"defaultValue":"0s","helpText":"Hours, minutes and seconds, as in 1h30m.","placeholder":"1h30m"}`,
	} {
		if props := string(s.Call().ToRender[i].Props); props != want {
			t.Errorf("field %d: %s, want %s", i, props, want)
		}
	}
	s.AnswerAll("3h", "0s", "1m", nil, []string{"1m"})
	s = run.Expect("Every")
	if m := s.Message(); m != "Enter a duration between 1m and 2h." {
		t.Errorf("too long: %q", m)
	}
	s.AnswerAll("1h", "0s", "1m", nil, []string{"2h"})
	s = run.Expect("Every")
	for i, want := range []string{"", "Enter a duration longer than 0s.", "", "", "Enter a duration of at most 1h."} {
		if m := s.Call().ToRender[i].ValidationErrorMessage; !strings.HasSuffix(m, want) || want == "" && m != "" {
			t.Errorf("field %d: %q, want %q", i, m, want)
		}
	}
	s.AnswerAll("1h", "1m", "1m", nil, []string{"1m"})
	s = run.Expect("Every")
	if m := s.Call().ToRender[2].ValidationErrorMessage; m != `This has to be longer than "Least".` {
		t.Errorf("not longer: %q", m)
	}
	s.AnswerAll("1h", "1m", "2m", "45s", []string{"1m", "30s"})
	finish(t, run)
	if got.Every != time.Hour || got.Longer != 2*time.Minute || got.Maybe == nil || *got.Maybe != 45*time.Second || len(got.All) != 2 || got.All[1] != 30*time.Second {
		t.Errorf("got %+v", got)
	}
}

// Durations are columns of spreadsheets, and cells of tables.
func TestDurationsInCells(t *testing.T) {
	type slot struct {
		Took time.Duration `io:"" validate:"max=2h"`
	}
	run, got := asking(t, io.Spreadsheet[slot]("Slots").Default([]slot{{90 * time.Minute}}))
	s := run.Expect("Slots")
	if !strings.Contains(string(s.Component().Props), `"defaultValue":[{"took":"1h30m"}]`) {
		t.Errorf("props %s", s.Component().Props)
	}
	s.Answer(json.RawMessage(`[{"took":"3h"}]`))
	s = run.Expect("Slots")
	if m := s.Message(); m != "Row 1, Took: Enter a duration of at most 2h." {
		t.Errorf("message %q", m)
	}
	s.Answer(json.RawMessage(`[{"took":"1h"}]`))
	finish(t, run)
	if len(*got) != 1 || (*got)[0].Took != time.Hour {
		t.Errorf("got %+v", *got)
	}
	p := tableOf(showing(t, io.Table("Slots", *got)).Expect("Slots"))
	if len(p.Data) != 1 || !strings.Contains(fmt.Sprint(p.Data[0]), "1h") || strings.Contains(fmt.Sprint(p.Data[0]), "0s") {
		t.Errorf("shown as %v", p.Data)
	}
}

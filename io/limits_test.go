package io_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func asks[T any](in getter[T]) func(context.Context) error {
	return func(ctx context.Context) error { _, err := in.Get(ctx); return err }
}

// Limits that no answer meets, and defaults outside them, are errors of the call.
func TestImpossibleLimitsAreNeverAsked(t *testing.T) {
	day := func(d int) io.CivilDate { return io.CivilDate{Year: 2026, Month: 2, Day: d} }
	at := func(hour int) io.CivilTime { return io.CivilTime{Hour: hour} }
	moment := func(second int) time.Time { return time.Date(2026, 2, 3, 10, 0, second, 0, time.UTC) }
	three := []string{"a", "b", "c"}
	find := func(context.Context, string) ([]string, error) { return three, nil }
	for name, c := range map[string]struct {
		ask  func(context.Context) error
		want string
	}{
		"number":                    {asks(io.Number("Q").Min(5).Max(3)), "Min(5) is above Max(3)"},
		"number of NaN":             {asks(io.Number("Q").Min(math.NaN())), "Min: NaN"},
		"number of infinity":        {asks(io.Number("Q").Max(math.Inf(1))), "Max: +Inf"},
		"number's default":          {asks(io.Number("Q").Min(1).Max(3).Default(7)), "Default(7) lies outside its limits: Enter a number between 1 and 3."},
		"number's optional default": {asks(io.Number("Q").Min(1).Default(0).Optional()), "Default(0)"},
		"number's places":           {asks(io.Number("Q").Decimals(-1)), "-1 decimal places"},
		"number's currency":         {asks(io.Number("Q").Currency("XXQ")), `"XXQ" is not a currency code`},
		"int":                       {asks(io.Int("Q").Min(5).Max(3)), "Min(5) is above Max(3)"},
		"int's default":             {asks(io.Int("Q").Max(3).Default(4)), "Default(4)"},
		"decimal":                   {asks(io.Decimal("Q").Min("0.2").Max("0.1")), "Min(0.2) is above Max(0.1)"},
		"decimal that is none":      {asks(io.Decimal("Q").Min("low")), `Min: "low"`},
		"decimal's default":         {asks(io.Decimal("Q").Max("1").Default("1.1")), "Default(1.1)"},
		"money":                     {asks(io.Money("Q", "EUR").Min(5).Max(3)), "Min(5) is above Max(3)"},
		"money's default":           {asks(io.Money("Q", "EUR").Min(500).Default(499)), "Default(499) lies outside its limits: Enter at least 5.00 EUR."},
		"money's currency":          {asks(io.Money("Q", "XXQ")), `"XXQ" is not a currency code of ISO 4217`},
		"text":                      {asks(io.Text("Q").MinLength(5).MaxLength(3)), "MinLength(5) is above MaxLength(3)"},
		"text without room":         {asks(io.Text("Q").MaxLength(0)), "MaxLength(0)"},
		"text shorter than none":    {asks(io.Text("Q").MinLength(-1)), "MinLength(-1)"},
		"text's default":            {asks(io.Text("Q").MaxLength(3).Default("long")), "4 characters, MaxLength(3)"},
		"formatted text":            {asks(io.RichText("Q").MinLength(5).MaxLength(3)), "MinLength(5) is above MaxLength(3)"},
		"formatted text's default":  {asks(io.RichText("Q").MaxLength(3).Default("<p>long</p>")), "4 characters, MaxLength(3)"},
		"JSON":                      {asks(io.JSON("Q").MaxBytes(0)), "MaxBytes(0)"},
		"time":                      {asks(io.Time("Q").Min(at(9)).Max(at(8))), "Min(09:00) is above Max(08:00)"},
		"time that is none":         {asks(io.Time("Q").Max(at(24))), "Max(24:00)"},
		"time's default":            {asks(io.Time("Q").Min(at(9)).Default(at(8))), "Default(08:00)"},
		"date":                      {asks(io.Date("Q").Min(day(9)).Max(day(8))), "Min(2026-02-09) is above Max(2026-02-08)"},
		"date that is none":         {asks(io.Date("Q").Min(day(30))), "Min(2026-02-30): there is no such day"},
		"date's default":            {asks(io.Date("Q").Max(day(8)).Default(day(9))), "Default(2026-02-09)"},
		"date and time":             {asks(io.DateTime("Q").Min(moment(90)).Max(moment(0))), "Min(2026-02-03 10:02) is above Max(2026-02-03 10:00)"},
		"within a minute":           {asks(io.DateTime("Q").Min(moment(10)).Max(moment(50))), "Min(2026-02-03 10:01) is above Max(2026-02-03 10:00)"},
		"date and time's default":   {asks(io.DateTime("Q").Min(moment(60)).Default(moment(59))), "lies outside its limits: Enter a date and time at or after 2026-02-03 10:01."},
		"duration":                  {asks(io.Duration("Q").Min(time.Hour).Max(time.Minute)), "Min(1h0m0s) is above Max(1m0s)"},
		"duration's default":        {asks(io.Duration("Q").Max(time.Minute).Default(time.Hour)), "Default(1h0m0s) lies outside its limits: Enter a duration of at most 1m."},
		"slider":                    {asks(io.Slider("Q", 5, 3)), "Slider(5, 3)"},
		"slider's step":             {asks(io.Slider("Q", 0, 3).Step(0)), "Step(0)"},
		"slider's step back":        {asks(io.Slider("Q", 0, 3).Step(-1)), "Step(-1)"},
		"slider's default":          {asks(io.Slider("Q", 0, 3).Default(4)), "Default(4)"},
		"slider between steps":      {asks(io.Slider("Q", 0, 3).Default(0.5)), "Default(0.5)"},
		"list":                      {asks(io.ListOf("Q", io.Text("")).AtLeast(5).AtMost(3)), "AtLeast(5) is above AtMost(3)"},
		"list of none":              {asks(io.ListOf("Q", io.Text("")).AtMost(0)), "AtMost(0)"},
		"list of more than usual":   {asks(io.ListOf("Q", io.Text("")).AtLeast(101)), "AtLeast(101): at most 100"},
		"list of options":           {asks(io.ListOf("Q", io.Select("", three))), "cannot repeat an input of SELECT_SINGLE: use SelectMany"},
		"list of yes or no":         {asks(io.ListOf("Q", io.Bool(""))), "cannot repeat an input of INPUT_BOOLEAN: it takes texts"},
		"list's default":            {asks(io.ListOf("Q", io.Text("")).AtMost(2).Default(three)), "its Default has 3, more than AtMost(2)"},
		"list's entries":            {asks(io.ListOf("Q", io.Int("").Min(5).Max(3))), "Min(5) is above Max(3)"},
		"list's default's entry":    {asks(io.ListOf("Q", io.Int("").Min(5)).Default([]int64{7, 4})), "Default(4)"},
		"several options":           {asks(io.SelectMany("Q", three).AtLeast(3).AtMost(2)), "AtLeast(3) is above AtMost(2)"},
		"more than all options":     {asks(io.SelectMany("Q", three).AtLeast(4)), "AtLeast(4) of 3 options"},
		"several options' default":  {asks(io.SelectMany("Q", three).AtMost(2).Default(three)), "its Default has 3, more than AtMost(2)"},
		"several results":           {asks(io.SearchMany("Q", find).AtLeast(3).AtMost(2)), "AtLeast(3) is above AtMost(2)"},
		"several results' default":  {asks(io.SearchMany("Q", find).AtMost(2).Default(three)), "its Default has 3, more than AtMost(2)"},
		"rows":                      {asks(io.SelectRows("Q", []cells{{Name: "a"}}).AtLeast(-1)), "AtLeast(-1)"},
		"rows' default":             {asks(io.SelectRows("Q", []cells{{Name: "a"}, {Name: "b"}}).AtMost(1).Default([]cells{{Name: "a"}, {Name: "b"}})), "its Default has 2, more than AtMost(1)"},
		"files":                     {asks(io.Files("Q").AtLeast(3).AtMost(2)), "AtLeast(3) is above AtMost(2)"},
		"a file's size":             {asks(io.File("Q").MaxSize(0)), "MaxSize(0)"},
		"files' size":               {asks(io.Files("Q").MaxSize(10).MaxTotal(9)), "MaxTotal(9)"},
		"spreadsheet":               {asks(io.Spreadsheet[cells]("Q").AtLeast(3).AtMost(2)), "AtLeast(3) is above AtMost(2)"},
		"spreadsheet's default":     {asks(io.Spreadsheet[cells]("Q").AtMost(1).Default([]cells{{Name: "a"}, {Name: "b"}})), "its Default has 2, more than AtMost(1)"},
	} {
		run := stagedoortest.Start(t, c.ask)
		_, err := run.Wait()
		wrong, ok := errors.AsType[*io.ResponseError](err)
		if !ok || wrong.Label != "Q" && !strings.HasPrefix(name, "list's") || !strings.Contains(err.Error(), c.want) || len(run.Calls()) > 0 {
			t.Errorf("%s: %v after %d calls, want %q", name, err, len(run.Calls()), c.want)
		}
	}
}

type cells struct {
	Name string `io:""`
}

// What is there already is shown as it is: people are asked because it may be wrong.
func TestDefaultsThatMayBeOutsideTheLimits(t *testing.T) {
	type limitedForm struct {
		Count int      `io:"" validate:"gt=0,lt=5"`
		Name  string   `io:"" validate:"max=3"`
		List  []string `io:"" validate:"max=1,dive,max=2"`
		Cents int64    `io:"currency:EUR" validate:"gt=0"`
	}
	for name, ask := range map[string]func(context.Context) error{
		"a form":                   asks(io.Form(limitedForm{Count: 9, Name: "longer", List: []string{"abc", "d"}})),
		"an input nobody changes":  asks(io.Int("Count").Max(3).Default(4).Disabled("")),
		"the beginning of a text":  asks(io.Text("Count").MinLength(5).Default("+49")),
		"the beginning of a list":  asks(io.ListOf("Count", io.Text("")).AtLeast(2).Default([]string{"a"})),
		"no day":                   asks(io.Date("Count").Min(io.CivilDate{Year: 2026, Month: 1, Day: 1}).Default(io.CivilDate{})),
		"no moment":                asks(io.DateTime("Count").Min(time.Now()).Default(time.Time{})),
		"no decimal":               asks(io.Decimal("Count").Min("1").Default("")),
		"as large as it may be":    asks(io.Number("Count").Min(1).Max(3).Default(3)),
		"one value":                asks(io.Int("Count").Min(3).Max(3).Default(3)),
		"the last of the slider":   asks(io.Slider("Count", 0, 0.3).Step(0.1).Default(0.3)),
		"a moment between minutes": asks(io.DateTime("Count").Max(time.Date(2026, 1, 1, 0, 0, 30, 0, time.UTC)).Default(time.Date(2026, 1, 1, 0, 0, 30, 0, time.UTC))),
	} {
		run := stagedoortest.Start(t, ask)
		if s := run.Expect("Count"); s == nil {
			t.Errorf("%s: it is not asked", name)
		}
	}
}

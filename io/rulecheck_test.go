package io_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// ruledBeside is what the structs of these tests have beside the field in question.
type ruledBeside struct {
	Kind  string `io:""`
	Count int    `io:""`
	Day   time.Time
	On    bool
}

type ruledLine struct {
	Name string `io:"" validate:"required,max=x"`
}

func TestCheckRulesNamesFieldRuleAndWhatMendsIt(t *testing.T) {
	for name, c := range map[string]struct {
		of   any
		want []string // none: nothing is wrong
	}{
		"a limit that is no number": {struct {
			Name string `validate:"max=abc"`
		}{}, []string{`.Name: validate rule "max=abc"`, "a length", `"max=5"`}},
		"behind another rule": {struct {
			Name string `validate:"required,omitempty,len=x"`
		}{}, []string{`.Name: validate rule "len=x"`}},
		"of a pointer": {struct {
			N *int8 `validate:"omitnil,gte=many"`
		}{}, []string{`.N: validate rule "gte=many"`, "int8"}},
		"of a duration": {struct {
			D time.Duration `validate:"max=long"`
		}{}, []string{`.D: validate rule "max=long"`, `"max=1h30m"`}},
		"of elements": {struct {
			L []string `validate:"max=3,dive,max=y"`
		}{}, []string{`.L: validate rule "max=y"`}},
		"of a map's keys": {struct {
			M map[string]int `validate:"dive,keys,min=z,endkeys,gt=0"`
		}{}, []string{`.M: validate rule "min=z"`}},
		"an alternative": {struct {
			Name string `validate:"email|len=q"`
		}{}, []string{`.Name: validate rule "email|len=q"`}},
		"a field that is not there": {struct {
			ruledBeside
			A int `validate:"gtfield=Nope"`
		}{}, []string{`.A: validate rule "gtfield=Nope"`, `no field "Nope"`}},
		"a field of another type": {struct {
			Kind string
			A    int `validate:"gtfield=Kind"`
		}{}, []string{`.A: validate rule "gtfield=Kind"`, "Kind is a string"}},
		"no name of a field": {struct {
			A int `validate:"required_with"`
		}{}, []string{`.A: validate rule "required_with"`, "names of fields"}},
		"half a pair": {struct {
			Kind string
			A    int `validate:"required_if=Kind"`
		}{}, []string{`.A: validate rule "required_if=Kind"`, "pairs"}},
		"a value that never is": {struct {
			Count int
			A     int `validate:"required_if=Count many"`
		}{}, []string{`.A: validate rule "required_if=Count many"`, `never "many"`}},
		"a yes that is none": {struct {
			On bool
			A  int `validate:"excluded_unless=On 1"`
		}{}, []string{`never "1"`}},
		"no options": {struct {
			Color string `validate:"oneof="`
		}{}, []string{`.Color: validate rule "oneof="`, "values"}},
		"nothing to begin with": {struct {
			Code string `validate:"startswith="`
		}{}, []string{`.Code: validate rule "startswith="`, "a text"}},
		"a rule that does not fit": {struct {
			On bool `validate:"gt=1"`
		}{}, []string{`.On: validate rule "gt=1"`, "a bool cannot be judged"}},
		"a day with a limit": {struct {
			Day io.CivilDate `validate:"gte=2026-01-01"`
		}{}, []string{`.Day: validate rule "gte=2026-01-01"`, "now"}},
		"a comma too many": {struct {
			Name string `validate:"required,"`
		}{}, []string{`.Name: validate rule ""`, "empty"}},
		"elements of a text": {struct {
			Name string `validate:"dive,max=3"`
		}{}, []string{`.Name: validate rule "dive"`, "slices and maps"}},
		"unique by a field that is not there": {struct {
			L []ruledBeside `validate:"unique=Nope"`
		}{}, []string{`.L: validate rule "unique=Nope"`, `no field "Nope"`}},
		"a struct within": {struct {
			Line ruledLine
		}{}, []string{`io_test.ruledLine.Name: validate rule "max=x"`}},
		"a rule that nobody knows, behind another": {struct {
			Name string `validate:"required,beautiful"`
		}{}, []string{`.Name: validate rule "beautiful"`, "nobody knows it"}},
		"all that is well": {struct {
			ruledBeside
			Email string           `validate:"required,email,max=10"`
			A     int              `validate:"gtfield=Count,gte=0x10"`
			B     *time.Time       `validate:"omitempty,gtfield=Day,gt"`
			C     string           `validate:"required_if=Kind 'a b' On true,excluded_unless=Count 3"`
			D     []string         `validate:"min=1,unique,dive,oneof='a b' c|email"`
			E     map[string]int   `validate:"dive,keys,max=3,endkeys,gte=1"`
			F     []ruledBeside    `validate:"unique=Kind"`
			G     any              `validate:"required_without=ruledBeside.Kind F[0].Kind"`
			H     string           `validate:"iscolor|contains=0x2C"`
			I     io.CivilDate     `validate:"required"`
			J     time.Duration    `validate:"gte=1m,max=2h"`
			K     float64          `validate:"ne=0.5"`
			L     struct{ X *int } `validate:"required"`
			M     string           `validate:"-"`
			N     []ruledBeside    `validate:"required_with_all=Kind Count,dive"`
		}{}, nil},
	} {
		err := io.CheckRules(reflect.TypeOf(c.of))
		if len(c.want) == 0 && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q in it", name, err, want)
			}
		}
	}
}

// Rules of every struct that a form asks for are looked at before it is shown.
func TestFormRefusesWrongRulesBeforeItIsAsked(t *testing.T) {
	type lines struct {
		Lines []ruledLine `io:""`
	}
	type maybe struct {
		Line *ruledLine `io:""`
	}
	for name, ask := range map[string]func(context.Context) error{
		"itself":        func(ctx context.Context) error { _, err := io.Form(ruledLine{}).Get(ctx); return err },
		"list of forms": func(ctx context.Context) error { _, err := io.Form(lines{}).Get(ctx); return err },
		"section":       func(ctx context.Context) error { _, err := io.Form(maybe{}).Get(ctx); return err },
		"spreadsheet":   func(ctx context.Context) error { _, err := io.Spreadsheet[ruledLine]("Q").Get(ctx); return err },
	} {
		run := stagedoortest.Start(t, ask)
		_, err := run.Wait()
		if err == nil || !strings.Contains(err.Error(), `io_test.ruledLine.Name: validate rule "max=x"`) || len(run.Calls()) > 0 {
			t.Errorf("%s: %v after %d calls", name, err, len(run.Calls()))
		}
	}
}

func ExampleCheckRules() {
	type form struct {
		From int `validate:"required"`
		To   int `validate:"gtfield=Form"`
	}
	fmt.Println(strings.ReplaceAll(io.CheckRules(reflect.TypeFor[form]()).Error(), "_test", ""))
	// Output: io: field io.form.To: validate rule "gtfield=Form": io.form has no field "Form"; fields are named as in Go
}

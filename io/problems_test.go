package io_test

import (
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

func TestProblemsSpeakAsFormsDo(t *testing.T) {
	type Base struct {
		Owner string `io:"" validate:"required"`
	}
	type row struct {
		Base
		Name  string `io:"label:Full name" validate:"required,max=3"`
		Cents int64  `io:"label:Amount;unit:cents;currency:EUR" validate:"gt=100"`
		From  int    `io:"" validate:"-"`
		To    int    `io:"" validate:"gtefield=From"`
	}
	for _, test := range []struct {
		row    row
		fields []string
		want   string
	}{
		{row{Name: "Ada", Cents: 200}, []string{"Name", "Cents", "From", "To"}, "[]"},
		{row{Name: "Adam", Cents: 1}, []string{"Name", "Cents"},
			"[{Name Full name Enter at most 3 characters.} {Cents Amount Enter a number greater than 1.00 EUR.}]"},
		{row{From: 2, To: 1}, []string{"To"}, `[{To To This has to be at least "From".}]`},
		{row{}, []string{"Base.Owner"}, "[{Base.Owner Owner This field is required.}]"},
		{row{}, nil, "[]"},
	} {
		got, err := io.Problems(&test.row, test.fields...)
		if err != nil || fmt.Sprint(got) != test.want {
			t.Errorf("%+v: %v, %v, want %s", test.row, got, err, test.want)
		}
	}
}

func ExampleProblems() {
	type customer struct {
		Name  string `io:"label:Full name" validate:"required"`
		Email string `io:"" validate:"omitempty,email"`
	}
	problems, err := io.Problems(customer{Email: "ana@example"}, "Name", "Email")
	fmt.Println(problems[0].Label, problems[0].Message, err)
	fmt.Println(problems[1].Label, problems[1].Message)
	// Output:
	// Full name This field is required. <nil>
	// Email Enter a valid e-mail address.
}

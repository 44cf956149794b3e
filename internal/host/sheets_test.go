package host_test

import (
	"context"
	"reflect"
	"testing"

	stageio "github.com/stagedoor/stagedoor/io"
)

// sheetRow has a column of each type that the original knows.
type sheetRow struct {
	Name    string   `io:"" validate:"required"`
	Note    *string  `io:""`
	Qty     float64  `io:""`
	Price   *float64 `io:""`
	Active  bool     `io:""`
	Checked *bool    `io:""`
}

func replaySpreadsheets(t *testing.T) {
	type person struct {
		FirstName string   `io:"" validate:"required"`
		Age       *float64 `io:""`
	}
	type text struct {
		A string `io:"" validate:"required"`
	}
	type number struct {
		N float64 `io:""`
	}
	cold, dear, age := "cold", 1.5, 36.0
	play(t, "input-spreadsheet", replay{run: handlers{"input_spreadsheet": asking(nil,
		rows(t, stageio.Spreadsheet[sheetRow]("Sheet").Help("help"), []sheetRow{{Name: "Tea", Qty: 2, Price: &dear, Active: true}, {Name: "Milk", Note: &cold, Qty: 1}}),
		rows(t, stageio.Spreadsheet[person]("Default").Default([]person{{"Ada", &age}, {FirstName: "Grace"}}), []person{{"Ada", &age}, {FirstName: "Grace"}}),
		q("optional empty", stageio.Spreadsheet[text]("Optional").Optional().Get),
		rows(t, stageio.Spreadsheet[number]("Validated").Validate(func(_ context.Context, rows []number) error {
			if len(rows) < 2 {
				return stageio.Invalid("Two rows please")
			}
			return nil
		}), []number{{1}, {2}}),
	)}})
}

// rows is a step that has to be answered with these rows: the recording notes them
// as objects, without what is not there.
func rows[T any](t *testing.T, in stageio.SpreadsheetInput[T], want []T) ask {
	return shows(func(ctx context.Context) error {
		got, err := in.Get(ctx)
		if err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("rows are %+v, want %+v", got, want)
		}
		return err
	})
}

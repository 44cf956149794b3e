package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
)

// inputs asks for values of all kinds.
func inputs(reg *stagedoor.Registry) {
	reg.Page("inputs", stagedoor.Page{Name: "Inputs", Description: "Values of all kinds."})
	reg.Action("inputs/date", stagedoor.Action{Name: "Date", Handler: date})
	reg.Action("inputs/time", stagedoor.Action{Name: "Time", Handler: clock})
	reg.Action("inputs/boolean", stagedoor.Action{Name: "Yes or no", Handler: yesOrNo})
	reg.Action("inputs/number", stagedoor.Action{Name: "Numbers", Handler: numbers})
	reg.Action("inputs/money", stagedoor.Action{Name: "Amounts", Handler: amounts})
	reg.Action("inputs/slider", stagedoor.Action{Name: "Sliders", Handler: sliders})
	reg.Action("inputs/list", stagedoor.Action{Name: "Lists", Handler: lists})
	reg.Action("inputs/json", stagedoor.Action{Name: "JSON", Handler: settings})
	reg.Action("inputs/url", stagedoor.Action{Name: "Address", Handler: address})
	reg.Action("inputs/summertime", stagedoor.Action{Name: "A time that clocks skip", Handler: summertime})
	reg.Action("inputs/datetime", stagedoor.Action{Name: "Date and time", Handler: moment})
}

// getter is an input of either kind, required or not.
type getter[T any] interface {
	Get(ctx context.Context) (T, error)
}

// result asks one question and makes the answer the result.
func result[T any](ctx context.Context, in getter[T]) error {
	answer, err := in.Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, answer)
}

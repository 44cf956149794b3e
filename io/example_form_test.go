package io_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

type delivery struct {
	Street string `io:"" validate:"required"`
	Floor  int    `io:"optional"`
}

type parcel struct {
	Weight  float64 `io:"" validate:"gt=0,lte=30"`
	Fragile bool    `io:""`
	Care    string  `io:"label:How to handle it;show:Fragile" validate:"required"`
}

// shipping is a form with a section, one that is switched on, and a list of forms.
type shipping struct {
	To      delivery  `io:"label:Deliver to"`
	Back    *delivery `io:"label:Returns go elsewhere"`
	Parcels []parcel  `io:"label:Parcel" validate:"min=1,max=10"`
}

func ExampleForm_nested() {
	_ = func(ctx context.Context) (shipping, error) {
		return io.Form(shipping{To: delivery{Street: "Main street 1"}}).Title("Ship").Get(ctx)
	}
}

func ExampleShowIf() {
	_ = func(ctx context.Context) (kind, reason string, err error) {
		err = io.Group(
			io.Select("Kind", []string{"charge", "refund"}).Into(&kind),
			io.ShowIf(io.Text("Reason").Into(&reason), "Kind", "refund"),
		).Ask(ctx)
		return kind, reason, err
	}
}

func ExampleHideIf() {
	_ = func(ctx context.Context) (always bool, from *io.CivilDate, err error) {
		err = io.Group(
			io.Bool("Always open").Into(&always),
			io.HideIf(io.Date("Open from").Optional().Into(&from), "Always open"),
		).Ask(ctx)
		return always, from, err
	}
}

func ExampleFormCall_ShowIf() {
	_ = func(ctx context.Context) (shipping, error) {
		return io.Form(shipping{}).ShowIf("Back", "To.Floor", "0").Get(ctx)
	}
}

func ExampleFormCall_Label() {
	_ = func(ctx context.Context) (shipping, error) {
		return io.Form(shipping{}).Label("To.Street", "Street and number").Get(ctx)
	}
}

func ExampleInvalidField() {
	_ = func(ctx context.Context) (shipping, error) {
		return io.Form(shipping{}).Validate(func(_ context.Context, s shipping) error {
			var err error
			for i, p := range s.Parcels {
				if p.Fragile && p.Weight > 20 {
					err = errors.Join(err, io.InvalidField(fmt.Sprintf("Parcels[%d].Weight", i), "At most 20 when it is fragile."))
				}
			}
			return err
		}).Get(ctx)
	}
}

func ExampleChooseForm() {
	type next string
	_ = func(ctx context.Context) (shipping, next, error) {
		return io.ChooseForm(ctx, io.Form(shipping{}),
			io.ChoiceOf[next]{Value: "ship", Label: "Ship it"},
			io.ChoiceOf[next]{Value: "back", Label: "Back", SkipValidation: true},
		)
	}
}

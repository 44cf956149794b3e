package main

import (
	"context"
	"errors"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// running shows what a run looks like while it works and when it ends.
func running(reg *stagedoor.Registry) {
	reg.Action("running/silent", stagedoor.Action{Name: "Silent", Description: "Works until it is cancelled.", Handler: workSilently})
	reg.Action("running/steps", stagedoor.Action{Name: "In steps", Description: "Is at the second of five until it is cancelled.", Handler: workInSteps})
	reg.Action("running/fails", stagedoor.Action{Name: "Fails", Handler: func(context.Context) error { return errors.New("no route to the carrier") }})
	reg.Action("running/says", stagedoor.Action{Name: "Says why", Handler: func(context.Context) error { return stagedoor.Fail("The carrier is closed.") }})
	reg.Action("running/moves", stagedoor.Action{Name: "Moves on", Handler: func(ctx context.Context) error {
		return stagedoor.Redirect(ctx, stagedoor.Link{Label: "Arranged", Route: "arranged"})
	}})
	reg.Action("running/leaves", stagedoor.Action{Name: "Leads out", Handler: func(ctx context.Context) error {
		return stagedoor.Redirect(ctx, stagedoor.Link{Label: "Parcel 7", URL: "https://carrier.example/parcels/7"})
	}})
	reg.Action("running/script", stagedoor.Action{Name: "Leads nowhere", Handler: func(ctx context.Context) error {
		if err := stagedoor.Redirect(ctx, stagedoor.Link{Label: "Parcel 7", URL: "javascript:alert(1)"}); err != nil {
			return stagedoor.Fail("That is no address.")
		}
		return nil
	}})
	reg.Action("running/cleans", stagedoor.Action{Name: "Puts right", Description: "Says what it gives back once it is cancelled.", Handler: putRight})
	reg.Action("running/parts", stagedoor.Action{Name: "In parts", Description: "Is at one part of a whole until it is cancelled.", Handler: workInParts})
	reg.Action("running/answers", stagedoor.Action{Name: "Answers", Description: "Asks for three things, and works on until it is cancelled.", Handler: workOnAnswers})
}

// putRight gives back what it holds, also when somebody cancels it.
func putRight(ctx context.Context) error {
	if err := stagedoor.Log(ctx, "Holds 3 parcels."); err != nil {
		return err
	}
	_, err := io.Text("Where to?").Get(ctx)
	if errors.Is(err, io.ErrCanceled) {
		return errors.Join(err, stagedoor.Log(ctx, "Gave 3 parcels back."))
	}
	return err
}

// workInParts calls a function that shows what it does as a part of the whole.
func workInParts(ctx context.Context) error {
	whole, err := io.Loading("Moving the shop").Steps(9).Start(ctx)
	if err != nil {
		return err
	}
	for range 3 {
		if err := whole.Step(ctx); err != nil {
			return err
		}
	}
	return packShelf(whole.Within(ctx))
}

func packShelf(ctx context.Context) error {
	part, err := io.Loading("Packing shelf 4").Description("Cups and pots").Steps(120).Start(ctx)
	if err != nil {
		return err
	}
	for range 38 {
		if err := part.Step(ctx); err != nil {
			return err
		}
	}
	return workSilently(ctx)
}

func workOnAnswers(ctx context.Context) error {
	var name string
	var about *string
	var amount *float64
	err := io.Group(
		io.Text("Name").Into(&name),
		io.RichText("About").Optional().Into(&about),
		io.Number("Amount").Optional().Into(&amount),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return workSilently(ctx)
}

func workSilently(ctx context.Context) error {
	<-ctx.Done()
	return context.Cause(ctx)
}

func workInSteps(ctx context.Context) error {
	progress, err := io.Loading("Sending parcels").Description("Parcel 2 of 5").Steps(5).Start(ctx)
	if err != nil {
		return err
	}
	for range 2 {
		if err := progress.Step(ctx); err != nil {
			return err
		}
	}
	return workSilently(ctx)
}

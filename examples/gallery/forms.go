package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func forms(reg *stagedoor.Registry) {
	reg.Page("forms", stagedoor.Page{Name: "Forms"})
	reg.Action("forms/order", stagedoor.Action{Name: "Order", Handler: formOrder})
	reg.Action("forms/refund", stagedoor.Action{Name: "Refund", Handler: formRefund})
	reg.Action("forms/rules", stagedoor.Action{Name: "Rules across fields", Handler: formRules})
	reg.Action("forms/buttons", stagedoor.Action{Name: "Several buttons", Handler: formButtons})
}

type land string

func (land) Options() []land { return []land{"Germany", "Poland", "United States"} }

type postal struct {
	Street string `io:"" validate:"required,max=60"`
	Land   land   `io:"label:Country" validate:"required"`
	State  string `io:"show:Land=United States;help:Two letters" validate:"required,len=2"`
}

type orderLine struct {
	SKU      string       `io:"label:Product" validate:"required,max=20"`
	Count    int          `io:"" validate:"gte=1,lte=99"`
	Cents    int64        `io:"label:Price;currency:EUR" validate:"gte=0"`
	Ship     io.CivilDate `io:"label:Ship on;optional"`
	Gift     bool         `io:"label:Is a gift"`
	Greeting string       `io:"show:Gift;multiline" validate:"required,max=80"`
}

type purchase struct {
	Customer string      `io:"" validate:"required,email"`
	Home     postal      `io:"label:Ship to;help:Where the parcel goes"`
	Bill     *postal     `io:"label:Send the bill elsewhere"`
	Lines    []orderLine `io:"label:Line" validate:"min=1,max=4"`
	Coupons  []coupon    `io:"label:Coupon;help:As many as the customer has"`
}

type coupon struct {
	Code string `io:"" validate:"required,len=6"`
}

func formOrder(ctx context.Context) error {
	o, err := io.Form(purchase{
		Customer: "ada@example.com", Home: postal{Street: "Main street 1", Land: "Germany"},
		Lines: []orderLine{{SKU: "Tea", Count: 2, Cents: 450}, {SKU: "Cup", Count: 1, Cents: 1290}},
	}).Title("New order").Submit("Place the order").Validate(func(_ context.Context, o purchase) error {
		var err error
		for i, line := range o.Lines {
			if strings.EqualFold(line.SKU, "gold") {
				err = errors.Join(err, io.InvalidField(fmt.Sprintf("Lines[%d].SKU", i), "Gold is sold out."))
			}
		}
		return err
	}).Get(ctx)
	if err != nil {
		return err
	}
	products := make([]string, len(o.Lines))
	for i, line := range o.Lines {
		products[i] = line.SKU
	}
	return stagedoor.SetResult(ctx, map[string]any{
		"customer": o.Customer, "street": o.Home.Street, "state": o.Home.State, "billed": o.Bill != nil,
		"products": strings.Join(products, " then "), "coupons": len(o.Coupons),
	})
}

type repayment struct {
	Kind   string `io:"label:What to do" validate:"oneof=charge refund 'refund a part'"`
	Reason string `io:"show:Kind=refund,refund a part" validate:"required,max=60"`
	Cents  int64  `io:"label:Amount;currency:EUR;show:Kind=refund a part" validate:"gt=0"`
	Notify bool   `io:"label:E-mail the customer;hide:Kind=charge"`
	Text   string `io:"label:What to write;multiline;show:Notify" validate:"required"`
}

func formRefund(ctx context.Context) error {
	r, err := io.Form(repayment{Kind: "charge"}).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"kind": r.Kind, "reason": r.Reason, "cents": r.Cents, "text": r.Text})
}

type campaign struct {
	Name     string       `io:"" validate:"required"`
	Begins   io.CivilDate `io:""`
	Ends     io.CivilDate `io:"" validate:"gtfield=Begins"`
	Password string       `io:"secret;label:New password" validate:"required,min=8"`
	Again    string       `io:"secret;label:The same once more" validate:"required,eqfield=Password"`
	Channel  string       `io:"" validate:"oneof=mail post"`
	Mail     string       `io:"label:Sender" validate:"required_if=Channel mail,omitempty,email"`
}

func formRules(ctx context.Context) error {
	c, err := io.Form(campaign{}).Validate(func(ctx context.Context, c campaign) error {
		if err := pause(ctx, 50*time.Millisecond); err != nil { // as one that asks a service
			return err
		}
		if c.Name == "Taken" {
			return io.InvalidField("Name", "There is a campaign called %s.", c.Name)
		}
		return nil
	}).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"name": c.Name, "sender": c.Mail})
}

// pause waits as long as a service might take.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

type note struct {
	Name string `io:"" validate:"required,min=3"`
	Note string `io:"" validate:"required,max=20"`
}

func formButtons(ctx context.Context) error {
	type next string
	n, pressed, err := io.ChooseForm(ctx, io.Form(note{Note: "untouched"}).Validate(func(_ context.Context, n note) error {
		if n.Name == n.Note {
			return io.InvalidField("Note", "Say something else than the name.")
		}
		return nil
	}),
		io.ChoiceOf[next]{Value: "save", Label: "Save"},
		io.ChoiceOf[next]{Value: "again", Label: "Save and add another"},
		io.ChoiceOf[next]{Value: "back", Label: "Back", SkipValidation: true},
		io.ChoiceOf[next]{Value: "delete", Label: "Delete", Theme: io.Danger, SkipValidation: true},
	)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"pressed": string(pressed), "name": n.Name, "note": n.Note})
}

// formLong has as many fields as anybody should be asked.
func formLong(ctx context.Context) error {
	var fields []io.Component
	text, number, day, yes, kind := make([]string, 14), make([]float64, 7), make([]*io.CivilDate, 7), make([]bool, 6), make([]string, 6)
	for i := range text {
		fields = append(fields, io.Text(label("Text", i)).MaxLength(200).Into(&text[i]))
		if i < len(number) {
			fields = append(fields, io.Number(label("Number", i)).Default(float64(i)).Into(&number[i]),
				io.Date(label("Day", i)).Optional().Into(&day[i]))
		}
		if i < len(yes) {
			fields = append(fields, io.Bool(label("Yes", i)).Into(&yes[i]),
				io.Select(label("Choice", i), towns).Default(towns[i]).Into(&kind[i]))
		}
	}
	fields[len(fields)-1] = io.ShowIf(fields[len(fields)-1], "Yes A")
	if err := io.Group(fields...).Title("Forty fields").Ask(ctx); err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, text[0])
}

func label(kind string, i int) string { return kind + " " + string(rune('A'+i)) }

var towns = []string{
	"Amsterdam", "Berlin", "Cologne", "Dresden", "Essen", "Frankfurt", "Graz", "Hamburg", "Innsbruck", "Jena",
	"Kraków", "Leipzig", "Madrid", "Naples", "Oslo", "Paris", "Rome", "Sofia", "Turin", "Utrecht",
}

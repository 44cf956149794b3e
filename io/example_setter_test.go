package io_test

import (
	"context"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

// The customer is shown and cannot be changed; the answer is the default.
func ExampleInput_Disabled() {
	_ = func(ctx context.Context, c charge) error {
		var (
			customer string
			cents    int64
		)
		return io.Group(
			io.Text("Customer").Default(c.Customer).Disabled("Who has paid cannot be changed.").Into(&customer),
			io.Money("Refund", "USD").Max(c.Cents).Help("At most what was paid").Into(&cents),
		).Submit("Refund").Ask(ctx)
	}
}

func ExampleTextInput_Pattern() {
	_ = func(ctx context.Context) (string, error) {
		return io.Text("Voucher").
			Placeholder("SPRING-26").
			Pattern("[A-Z]+-[0-9]{2}", "Enter a voucher such as SPRING-26.").
			Get(ctx)
	}
}

// A year has no separator between its thousands, and a weight has its unit.
func ExampleIntInput_Plain() {
	_ = func(ctx context.Context) error {
		var year, weight int64
		return io.Group(
			io.Int("Year").Plain().Min(1990).Max(2100).Into(&year),
			io.Int("Weight").Suffix("g").Placeholder("250").Into(&weight),
		).Ask(ctx)
	}
}

// Each option has a second line, stands under a heading, and is found by typing.
func ExampleOptionInput_Describe() {
	_ = func(ctx context.Context) (charge, error) {
		return io.Select("Charge", charges).
			Label(func(c charge) string { return c.Customer }).
			Describe(func(c charge) string { return io.FormatMoney(c.Cents, "USD") }).
			Group(func(c charge) string {
				if c.Cents < 2000 {
					return "Small"
				}
				return "Large"
			}).
			Searchable().
			Get(ctx)
	}
}

// What was used last is offered before anything is typed.
func ExampleSearchInput_Initial() {
	find := func(_ context.Context, customer string) ([]charge, error) {
		var found []charge
		for _, c := range charges {
			if c.Customer == customer {
				found = append(found, c)
			}
		}
		return found, nil
	}
	_ = func(ctx context.Context) (charge, error) {
		return io.Search("Charge", find).
			Label(func(c charge) string { return c.Customer }).
			Initial(charges[:1]).
			Placeholder("The customer's address").
			Get(ctx)
	}
}

// Only asks for some fields of a record. With asks for one with an input of its own,
// whose target is the field.
func ExampleFormCall_Only() {
	_ = func(ctx context.Context, c charge) (charge, error) {
		return io.Form(c).
			Only("Customer", "Cents").
			With("Cents", func(field any) io.Component {
				target, _ := field.(*int64)
				return io.Money("New amount", "USD").Min(1).Max(c.Cents).Default(c.Cents).Into(target)
			}).
			Submit("Correct").
			Get(ctx)
	}
}

// Whoever has proved who they are in the last minute is not asked again.
func ExampleConfirmIdentityCall_GracePeriod() {
	_ = func(ctx context.Context) error {
		ok, err := io.ConfirmIdentity("Pay out 4,500.00 EUR").
			Help("The money leaves at once.").
			GracePeriod(time.Minute).
			Get(ctx)
		if err != nil || !ok {
			return err
		}
		return nil // pay out
	}
}

// A function that shows its own bar shows it below that of the whole.
func ExampleProgress_Within() {
	send := func(ctx context.Context, c charge) error {
		mails, err := io.Loading("Sending receipts").Steps(2).Start(ctx)
		if err != nil {
			return err
		}
		for _, to := range []string{c.Customer, "books@example.com"} {
			if err := mails.Describe(ctx, to); err != nil {
				return err
			}
			if err := mails.Step(ctx); err != nil {
				return err
			}
		}
		return nil
	}
	_ = func(ctx context.Context) error {
		whole, err := io.Loading("Counting charges").Start(ctx)
		if err != nil {
			return err
		}
		// Once it is known how many there are, the bar has its length.
		if err := whole.Update(ctx, io.Loading("Refunding").Steps(len(charges))); err != nil {
			return err
		}
		for _, c := range charges {
			if err := send(whole.Within(ctx), c); err != nil {
				return err
			}
			if err := whole.Step(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}

func ExampleMask() {
	fmt.Println(io.LastFour.Of("4242 4242 4242 4242"))
	fmt.Println(io.Initials.Of("Ada Lovelace"))
	fmt.Println(io.MailMask.Of("ada@example.com"))
	// Output:
	// •••• 4242
	// A. L.
	// a•••@example.com
}

func ExampleCivilDate() {
	due := io.CivilDate{Year: 2026, Month: time.March, Day: 4}
	paid := io.CivilDateOf(time.Date(2026, 3, 5, 23, 30, 0, 0, time.UTC))
	fmt.Println(due, paid.Compare(due) > 0)

	opens := io.CivilTime{Hour: 9, Minute: 30}
	fmt.Println(opens, opens.On(due, time.UTC).Format(time.RFC3339))
	fmt.Println(due.In(time.UTC).Format(time.RFC3339), opens.Compare(io.CivilTimeOf(due.In(time.UTC))) > 0)
	// Output:
	// 2026-03-04 true
	// 09:30 2026-03-04T09:30:00Z
	// 2026-03-04T00:00:00Z true
}

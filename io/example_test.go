package io_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

type charge struct {
	ID       int64  `io:"readonly"`
	Customer string `io:"search"`
	Cents    int64  `io:"label:Amount;unit:cents;currency:USD"`
}

var charges = []charge{{1, "ada@example.com", 4500}, {2, "alan@example.com", 1250}}

func ExampleText() {
	_ = func(ctx context.Context) error {
		reason, err := io.Text("Reason").Multiline().MaxLength(200).Get(ctx)
		if err != nil {
			return err
		}
		fmt.Println(reason)
		return nil
	}
}

func ExampleEmail() {
	_ = func(ctx context.Context) (string, error) {
		return io.Email("Customer e-mail").Help("The address on the receipt").Get(ctx)
	}
}

// A shared input is never changed by the setters of one use.
func ExampleNumber() {
	amount := io.Number("Amount").Min(1).Currency("USD")
	_ = func(ctx context.Context, limit float64) (float64, error) {
		return amount.Max(limit).Help("Up to the price paid").Get(ctx)
	}
}

func ExampleInt() {
	_ = func(ctx context.Context) (int64, error) {
		return io.Int("Enter a user id").Min(1).Get(ctx)
	}
}

// Amounts are counted in the smallest unit: 4500 is $45.00.
func ExampleMoney() {
	_ = func(ctx context.Context, c charge) (int64, error) {
		return io.Money("Refund", "USD").Min(1).Max(c.Cents).Default(c.Cents).Get(ctx)
	}
}

func ExampleBool() {
	_ = func(ctx context.Context) (bool, error) {
		return io.Bool("E-mail the customer").Default(true).Get(ctx)
	}
}

func ExampleDate() {
	_ = func(ctx context.Context) (time.Time, error) {
		day, err := io.Date("First day").Min(io.CivilDateOf(time.Now())).Get(ctx)
		return day.In(time.UTC), err
	}
}

func ExampleSelect() {
	_ = func(ctx context.Context) (charge, error) {
		return io.Select("Charge", charges).Label(func(c charge) string { return c.Customer }).Get(ctx)
	}
}

func ExampleSelectRows() {
	_ = func(ctx context.Context) ([]charge, error) {
		return io.SelectRows("Charges to refund", charges).
			Key(func(c charge) string { return strconv.FormatInt(c.ID, 10) }).
			AtLeast(1).
			Get(ctx)
	}
}

func ExampleSearch() {
	find := func(_ context.Context, query string) ([]charge, error) {
		var found []charge
		for _, c := range charges {
			if strings.Contains(c.Customer, query) {
				found = append(found, c)
			}
		}
		return found, nil
	}
	_ = func(ctx context.Context) (charge, error) {
		return io.Search("Charge", find).Label(func(c charge) string { return c.Customer }).Get(ctx)
	}
}

func ExampleConfirm() {
	_ = func(ctx context.Context) (bool, error) {
		return io.Confirm("Send the money back?").Danger().Labels("Refund $45.00", "Keep").Get(ctx)
	}
}

func ExampleGroup() {
	_ = func(ctx context.Context) error {
		var (
			reason string
			note   *string // nil when left empty
		)
		return io.Group(
			io.Heading("Refund"),
			io.Text("Reason").MaxLength(200).Into(&reason),
			io.Text("Note to the customer").Multiline().Optional().Into(&note),
		).Ask(ctx)
	}
}

func ExampleChoose() {
	type verdict string
	const approve, reject verdict = "Approve", "Reject"
	_ = func(ctx context.Context) (verdict, error) {
		return io.Choose(ctx, io.Group(io.Table("Request", charges)), approve, reject)
	}
}

func ExampleChooseWith() {
	_ = func(ctx context.Context) (string, error) {
		var name string
		return io.ChooseWith(ctx, io.Group(io.Text("Name").Into(&name)),
			io.ChoiceOf[string]{Value: "save", Label: "Save"},
			io.ChoiceOf[string]{Value: "back", Label: "Back", SkipValidation: true})
	}
}

func ExampleForm() {
	type refund struct {
		Cents  int64  `io:"label:Amount;unit:cents;currency:USD" validate:"gt=0"`
		Reason string `io:"label:Reason;multiline" validate:"required,max=200"`
		Notify bool   `io:"label:E-mail the customer"`
	}
	_ = func(ctx context.Context, c charge) (refund, error) {
		return io.Form(refund{Cents: c.Cents, Notify: true}).Title("Refund").Get(ctx)
	}
}

func ExampleInvalid() {
	_ = func(ctx context.Context) (string, error) {
		return io.Text("Slug").Validate(func(_ context.Context, slug string) error {
			if slug == "admin" {
				return io.Invalid("%q is taken.", slug)
			}
			return nil
		}).Get(ctx)
	}
}

func ExampleHeading() {
	_ = func(ctx context.Context) error {
		return io.Heading("Charges").Level(3).Description("Of the last week").Show(ctx)
	}
}

func ExampleMarkdown() {
	_ = func(ctx context.Context) error {
		return io.Markdown("**Two** charges were refunded.").Show(ctx)
	}
}

func ExampleMetadata() {
	_ = func(ctx context.Context, c charge) error {
		return io.Metadata("Charge",
			io.MetaItem{Label: "Customer", Value: c.Customer, URL: "mailto:" + c.Customer},
			io.MetaItem{Label: "Amount", Value: c.Cents, Type: io.MoneyColumn, Currency: "USD"},
		).Layout(io.CardLayout).Show(ctx)
	}
}

func ExampleTable() {
	_ = func(ctx context.Context) error {
		return io.Table("Charges", charges).RowLink(func(c charge) io.LinkTo {
			return io.LinkTo{Route: "charges/record", Params: map[string]any{"id": c.ID}}
		}).Show(ctx)
	}
}

func ExampleTableFrom() {
	page := func(_ context.Context, q io.TableQuery) (io.TablePage[charge], error) {
		end := min(q.Offset+q.Limit, len(charges))
		return io.TablePage[charge]{Rows: charges[min(q.Offset, end):end], Total: len(charges)}, nil
	}
	_ = func(ctx context.Context) error {
		return io.TableFrom("Charges", page).NoSearch().PageSize(50).Show(ctx)
	}
}

func ExampleLink() {
	_ = func(ctx context.Context) error {
		return io.Link("Open the charge", io.LinkTo{Route: "charges/record", Params: map[string]any{"id": 1}}).Show(ctx)
	}
}

func ExampleObject() {
	_ = func(ctx context.Context) error {
		return io.Object("Event", map[string]any{"type": "refund", "charges": charges}).Show(ctx)
	}
}

func ExampleCode() {
	_ = func(ctx context.Context) error {
		return io.Code("query.sql", "SELECT 1").Language("sql").Show(ctx)
	}
}

func ExampleChanges() {
	_ = func(ctx context.Context) error {
		return io.Changes(io.Change{Label: "Amount", Before: 4500, After: 4000, Type: io.MoneyColumn, Currency: "USD"}).Show(ctx)
	}
}

func ExampleLoading() {
	_ = func(ctx context.Context) error {
		progress, err := io.Loading("Refunding").Steps(len(charges)).Start(ctx)
		if err != nil {
			return err
		}
		for range charges {
			if err := progress.Step(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}

func ExampleCheck() {
	type customer struct {
		Name  string `validate:"required"`
		Email string `validate:"omitempty,email"`
	}
	c := customer{Email: "ana@example"}
	fmt.Println(io.Check(c, "Email"))
	fmt.Println(io.Check(c, "Name"))
	// Output:
	// io: field Email of io_test.customer breaks its rule "email"
	// io: field Name of io_test.customer breaks its rule "required"
}

package stagedoor_test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func ExampleLog() {
	restock := func(ctx context.Context) error {
		for shelf := range 3 {
			if err := stagedoor.Log(ctx, "Shelf %d is full again.", shelf+1); err != nil {
				return err
			}
		}
		return nil
	}
	_ = restock
}

// The result stays on the screen, and with the run, when the action has ended.
func ExampleSetResult() {
	type receipt struct {
		Customer string `io:""`
		Cents    int64  `io:"label:Paid;currency:EUR"`
	}
	pay := func(ctx context.Context) error {
		return stagedoor.SetResult(ctx, receipt{Customer: "Ada", Cents: 1250}) // Customer Ada, Paid 12.50 EUR
	}
	_ = pay
}

// Displays say more than a value: what was done, and where to go from there.
func ExampleSetResult_displays() {
	send := func(ctx context.Context) error {
		return stagedoor.SetResult(ctx, []io.Display{
			io.Markdown("**3 parcels** are on their way."),
			io.Link("The parcels", io.LinkTo{Route: "parcels"}),
		})
	}
	_ = send
}

// The person reads this sentence. Any other error is written to the log, and they
// read that something went wrong.
func ExampleFail() {
	open := func(ctx context.Context) error {
		id, err := io.Int("Order").Get(ctx)
		if err != nil {
			return err
		}
		if id > 100 {
			return stagedoor.Fail("There is no order %d. The last one is 100.", id)
		}
		return nil
	}
	_ = open
}

// The person goes on to the record; the action ends when its handler returns.
func ExampleRedirect() {
	create := func(ctx context.Context) error {
		const id = 7 // of the new record
		return stagedoor.Redirect(ctx, stagedoor.Link{Route: "customers/record", Params: map[string]any{"id": id}})
	}
	_ = create
}

// Back leads to where the person chose the customer, and not to this run.
func ExampleRedirectReplacing() {
	pick := func(ctx context.Context) error {
		const id = 7 // of whom they chose
		return stagedoor.RedirectReplacing(ctx, stagedoor.Link{Route: "customers/record", Params: map[string]any{"id": id}})
	}
	_ = pick
}

// The money moves once, however often the last step is sent: what says so commits
// with it.
func ExampleOnce() {
	db := &gorm.DB{} // the application's, also given as Config.DB
	payOut := func(ctx context.Context) error {
		return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			return stagedoor.Once(ctx, tx, "pay out", func() error {
				return tx.Exec("UPDATE accounts SET balance = balance - 10 WHERE id = ?", 7).Error
			})
		})
	}
	_ = payOut
}

func ExampleUserFrom() {
	greet := func(ctx context.Context) error {
		user, err := stagedoor.UserFrom(ctx)
		if err != nil {
			return err
		}
		return io.Markdown("Good morning, " + user.Name + ".").Show(ctx)
	}
	_ = greet
}

// A link such as refund?charge=91 brings what the action would otherwise ask for.
func ExampleParams() {
	refund := func(ctx context.Context) error {
		params, err := stagedoor.Params(ctx)
		if err != nil {
			return err
		}
		if params.String("charge") == "" {
			return stagedoor.Fail("Open this from a charge.")
		}
		return nil
	}
	_ = refund
}

func ExampleEnvironment() {
	purge := func(ctx context.Context) error {
		name, err := stagedoor.Environment(ctx)
		if err != nil {
			return err
		}
		if name == "production" {
			return stagedoor.Fail("This is not possible in production.")
		}
		return nil
	}
	_ = purge
}

// Somebody else can go on from the same place with this address.
func ExampleActionURL() {
	share := func(ctx context.Context) error {
		address, err := stagedoor.ActionURL(ctx)
		if err != nil {
			return err
		}
		return io.Markdown(fmt.Sprintf("Send this on: <%s>", address)).Show(ctx)
	}
	_ = share
}

// The message leads back to the run, whose log tells more.
func ExampleRunURL() {
	remind := func(ctx context.Context) error {
		address, err := stagedoor.RunURL(ctx)
		if err != nil {
			return err
		}
		return io.Markdown(fmt.Sprintf("Put this into the ticket: <%s>", address)).Show(ctx)
	}
	_ = remind
}

// Identify makes one from whoever the application has signed in.
func ExampleUser() {
	identify := func(r *http.Request) (stagedoor.User, error) {
		staff, err := signedIn(r)
		if err != nil {
			return stagedoor.User{}, err
		}
		return stagedoor.User{
			ID:    strconv.Itoa(staff.ID), // never reused, whatever the e-mail becomes
			Email: staff.Email, Name: staff.Name,
			Roles:  []string{"support"},
			Claims: map[string]string{"tenant": staff.Tenant},
		}, nil
	}
	_ = stagedoor.Config{Identify: identify}
}

type employee struct {
	ID                  int
	Email, Name, Tenant string
}

// signedIn stands for the application's own session.
func signedIn(*http.Request) (employee, error) {
	return employee{ID: 1, Email: "ada@example.com", Name: "Ada", Tenant: "north"}, nil
}

// A page that is registered under several slugs leads to the actions below it.
func ExampleSlug() {
	page := func(ctx context.Context) (stagedoor.Layout, error) {
		slug, err := stagedoor.Slug(ctx)
		if err != nil {
			return stagedoor.Layout{}, err
		}
		return stagedoor.Layout{Menu: []stagedoor.Link{{Label: "Refund", Route: slug + "/refund"}}}, nil
	}
	_ = page
}

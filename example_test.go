package stagedoor_test

import (
	"context"
	"errors"
	"net/http"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/io"
)

// region golden path

// Charge is a GORM model that you have. Fields with an io tag are shown; CardToken never leaves the process.
type Charge struct {
	ID            uint   `gorm:"primaryKey" io:"readonly"`
	Customer      string `io:"search" validate:"required,email"`
	Cents         int64  `io:"label:Amount;unit:cents;currency:EUR;readonly"`
	RefundedCents int64  `io:"label:Refunded;unit:cents;currency:EUR;readonly"`
	CardToken     string
}

// run serves the application with its staff entrance at /admin/.
func run(db *gorm.DB, app *http.ServeMux, staff func(*http.Request) (stagedoor.User, error)) error {
	reg := stagedoor.NewRegistry()
	reg.Action("greet", stagedoor.Action{Handler: greet})
	autoactions.Register(reg, db, autoactions.Model[Charge]{ // list, search, find, record, create, edit, delete
		Actions: []autoactions.RowAction[Charge]{
			autoactions.Refund(autoactions.RefundOf[Charge]{Amount: "Cents", Refunded: "RefundedCents"}),
		},
	})
	admin, err := stagedoor.New(stagedoor.Config{Registry: reg, DB: db, Identify: staff})
	if err != nil {
		return err
	}
	app.Handle("/admin/", admin)
	server := http.Server{Addr: "127.0.0.1:8080", Handler: app, ReadHeaderTimeout: time.Minute}
	return errors.Join(server.ListenAndServe(), admin.Close())
}

// greet is an action: it asks, and your Go function gets the answer.
func greet(ctx context.Context) error {
	name, err := io.Text("Whom shall we greet?").MaxLength(60).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, "Hello, "+name+"!")
}

// endregion

// The whole of what an application writes: a model it has, an action, and a
// panel mounted beside its own routes.
func Example() {
	var (
		db    *gorm.DB // the application's own
		app   = http.NewServeMux()
		staff = func(r *http.Request) (stagedoor.User, error) { // from the application's own session
			return stagedoor.User{ID: "ana", Name: "Ana Silva"}, nil
		}
	)
	_ = func() error { return run(db, app, staff) }
}

package stagedoor_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// sessions is what an application has for its own sign-in.
type sessions interface {
	Account(ctx context.Context, token string) (account, error)
	AccountByID(ctx context.Context, id string) (account, error)
}

type account struct {
	ID, Email, Name string
	Staff           bool
}

// region identify

// identify says who sent a request, from the session that your application has. An error turns them away.
func identify(r *http.Request, s sessions) (stagedoor.User, error) {
	cookie, err := r.Cookie("session")
	if err != nil {
		return stagedoor.User{}, err
	}
	who, err := s.Account(r.Context(), cookie.Value)
	if err != nil {
		return stagedoor.User{}, err
	}
	if !who.Staff {
		return stagedoor.User{}, errors.New("not one of the staff")
	}
	return stagedoor.User{ID: who.ID, Email: who.Email, Name: who.Name}, nil
}

// endregion

// region config

func openPanel(reg *stagedoor.Registry, db *gorm.DB, s sessions) (*stagedoor.Panel, error) {
	return stagedoor.New(stagedoor.Config{
		Registry: reg,
		DB:       db,
		Identify: func(r *http.Request) (stagedoor.User, error) { return identify(r, s) },
		BaseURL:  "https://shop.example.com", // what people type, without /admin/
		Name:     "Lantern & Loom",
	})
}

// endregion

func ExampleConfig() {
	_ = openPanel
}

// region page

// overview is a page: it shows, and links to the actions that change something.
func overview(db *gorm.DB) func(context.Context) (stagedoor.Layout, error) {
	return func(ctx context.Context) (stagedoor.Layout, error) {
		var newest []Charge
		if err := db.WithContext(ctx).Order("id DESC").Limit(50).Find(&newest).Error; err != nil {
			return stagedoor.Layout{}, err
		}
		return stagedoor.Layout{
			Title:    "Overview",
			Menu:     []stagedoor.Link{{Label: "Greet somebody", Route: "greet"}},
			Children: []io.Component{io.Table("Newest charges", newest)},
		}, nil
	}
}

func addPages(reg *stagedoor.Registry, db *gorm.DB) {
	reg.Page("overview", stagedoor.Page{Name: "Overview", Handler: overview(db)})
}

// endregion

func ExampleRegistry_Page() {
	_ = addPages
}

// region relations

// Buyer has purchases. With both models registered, the record of a buyer lists them, and the buyer of a purchase is a link.
type Buyer struct {
	ID        uint   `gorm:"primaryKey" io:"readonly"`
	Name      string `io:"search" validate:"required"`
	Purchases []Purchase
}

// Purchase belongs to a buyer. Where it is edited, its buyer is picked by name.
type Purchase struct {
	ID      uint `gorm:"primaryKey" io:"readonly"`
	BuyerID uint `io:"label:Buyer" validate:"required"`
	Buyer   *Buyer
	Cents   int64 `io:"label:Amount;unit:cents;currency:EUR"`
}

// endregion

// region schedule

func addReports(reg *stagedoor.Registry) {
	reg.Action("report", stagedoor.Action{
		Handler: greet,
		Schedules: []stagedoor.Schedule{
			{Cron: "0 8 * * 1-5", Zone: "Europe/Berlin", As: "17"}, // eight o'clock, from Monday to Friday
		},
	})
}

// colleague is Config.Person: somebody by their ID, as they are now.
func colleague(ctx context.Context, id string, s sessions) (stagedoor.User, error) {
	who, err := s.AccountByID(ctx, id)
	if err != nil {
		return stagedoor.User{}, err
	}
	if !who.Staff {
		return stagedoor.User{}, errors.New("not one of the staff any more")
	}
	return stagedoor.User{ID: who.ID, Email: who.Email, Name: who.Name}, nil
}

// endregion

func ExampleSchedule() {
	_, _ = addReports, colleague
}

// region test

func TestGreet(t *testing.T) {
	run := stagedoortest.Start(t, greet)
	run.Expect("Whom shall we greet?").Answer(" ")
	again := run.Expect("Whom shall we greet?")
	if again.Message() == "" {
		t.Error("a name of one space was not refused")
	}
	again.Answer("Ada")
	if result, err := run.Wait(); err != nil || string(result) != `"Hello, Ada!"` {
		t.Errorf("greet = %s, %v", result, err)
	}
}

// endregion

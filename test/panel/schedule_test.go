package panel_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// known is who people of these tests are when nobody is at a browser.
func known(_ context.Context, name string) (stagedoor.User, error) {
	if name != "ana" {
		return stagedoor.User{}, errors.New("nobody")
	}
	return stagedoor.User{ID: "ana", Name: "Ana"}, nil
}

// A panel keeps time without anybody opening it, also for an action that is added
// later, goes by the clock of the database, and what it missed runs when it is back.
func TestPanelKeepsTimeByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		ran := make(chan stagedoor.User, 10)
		open := func(late bool) *stagedoor.Panel {
			t.Helper()
			reg := stagedoor.NewRegistry()
			add := func() {
				reg.Action("report", stagedoor.Action{
					Schedules: []stagedoor.Schedule{{Cron: "* * * * *", As: "ana", Params: map[string]string{"for": "all"}}},
					Handler: func(ctx context.Context) error {
						u, err := stagedoor.UserFrom(ctx)
						params, bad := stagedoor.Params(ctx)
						if err != nil || bad != nil || params.String("for") != "all" {
							return errors.Join(err, bad, errors.New("without its parameters"))
						}
						ran <- u
						return nil
					},
				})
			}
			if !late {
				add()
			}
			panel, err := stagedoor.New(stagedoor.Config{Registry: reg, DB: db, Identify: byHeader, Person: known})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := panel.Close(); err != nil {
					t.Error("close:", err)
				}
			})
			if late {
				add()
			}
			return panel
		}
		ctx, cancel := contextFor(t)
		defer cancel()
		count := func(where string) (n int64) {
			t.Helper()
			if err := db.Table("stagedoor_ticks").Where(where).Count(&n).Error; err != nil {
				t.Fatal(err)
			}
			return n
		}
		first := open(false)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for count("outcome = 'first'") == 0 {
			select {
			case <-tick.C:
			case <-ctx.Done():
				t.Fatal("nobody keeps time")
			}
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if err := db.Exec("UPDATE stagedoor_ticks SET due_at = due_at - 120000000").Error; err != nil { // it was closed two minutes ago
			t.Fatal(err)
		}
		open(true)
		select {
		case u := <-ran:
			if u.ID != "ana" || u.Name != "Ana" {
				t.Errorf("it ran as %+v", u)
			}
		case <-ctx.Done():
			t.Fatal("what was missed did not run")
		}
		if n := count("outcome = 'started' AND run_id <> ''"); n < 1 {
			t.Errorf("%d times are recorded", n)
		}
	})
}

// A schedule without anybody to ask who its person is would never run.
func TestSchedulesNeedSomebodyToAsk(t *testing.T) {
	reg := stagedoor.NewRegistry()
	reg.Action("report", stagedoor.Action{Handler: hello, Schedules: []stagedoor.Schedule{{Cron: "@daily", As: "ana"}}})
	_, err := stagedoor.New(stagedoor.Config{Registry: reg, DB: dbtest.Open(t), Identify: byHeader})
	if err == nil || !strings.Contains(err.Error(), `Config.Person is required: the action "report" has a schedule`) {
		t.Errorf("New = %v", err)
	}
}

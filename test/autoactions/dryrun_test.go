package autoactions_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

var errNever = errors.New("rolled back to the savepoint")

func TestDryRunShowsEveryRowAndWritesNothing(t *testing.T) {
	desk.Each(t, []any{&Post{}, &Event{}, &Coupon{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Post{{Title: "one"}, {Title: "two"}}).Error)
		desk.Must(t, d.DB.Create(&[]Coupon{{Code: "A"}, {Code: "B"}}).Error)
		work := func(tx *gorm.DB) error {
			steps := []error{
				tx.Model(&Post{ID: 1}).Select("Title").Updates(&Post{ID: 1, Title: "1st"}).Error,
				tx.Model(&Post{}).Where("title LIKE ?", "%t%").UpdateColumn("draft", true).Error, // both, by now
				tx.Create(&[]Event{{Text: "x"}, {Text: "y"}}).Error,
				tx.Where("text = ?", "y").Delete(&Event{}).Error, // made and taken back
				tx.Delete(&Coupon{ID: 1}).Error,
				tx.Unscoped().Delete(&Coupon{}, 2).Error,
				tx.Exec("UPDATE posts SET words = 9 WHERE id = 2").Error,
			}
			inner := tx.Transaction(func(inner *gorm.DB) error {
				return errors.Join(inner.Create(&Event{Text: "never"}).Error, errNever)
			})
			if !errors.Is(inner, errNever) {
				t.Errorf("inside: %v", inner)
			}
			return errors.Join(steps...)
		}
		for range 2 {
			found, err := autoactions.DryRun(t.Context(), d.DB, work)
			desk.Must(t, err)
			got := found.String()
			for _, line := range []string{"update posts 1: ", `title "one"→"1st"`, `draft "`, "update posts 2: ", "create events ", `text ""→"x"`, "update coupons 1: deleted_at", "delete coupons 2: ", "1 raw statement"} {
				if !strings.Contains(got, line) {
					t.Errorf("no %q in\n%s", line, got)
				}
			}
			if len(found.Rows) != 5 {
				t.Errorf("%d rows in\n%s", len(found.Rows), got)
			}
		}
		if p := post(t, d); p.Title != "one" || count[Event](t, d) != 0 || count[Coupon](t, d) != 2 {
			t.Errorf("something was written: %+v", p)
		}
	})
}

func TestADifferenceIsAppliedExactlySoOrNotAtAll(t *testing.T) {
	desk.Each(t, []any{&Post{}, &Event{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Post{Title: "one"}).Error)
		work := func(tx *gorm.DB) error {
			var p Post
			err := tx.First(&p, 1).Error
			return errors.Join(err, tx.Create(&Event{Text: p.Title}).Error, tx.Model(&p).UpdateColumn("draft", true).Error)
		}
		found, err := autoactions.DryRun(t.Context(), d.DB, work)
		desk.Must(t, err)
		desk.Must(t, d.DB.Create(&Event{Text: "takes the next key"}).Error)
		desk.Must(t, d.DB.Model(&Post{}).Where("id = 1").UpdateColumn("title", "other").Error)
		if err := found.Apply(t.Context(), d.DB, work); !errors.Is(err, autoactions.ErrDifferent) {
			t.Errorf("of a row that has changed: %v", err)
		}
		if count[Event](t, d) != 1 || post(t, d).Draft {
			t.Error("something was written")
		}
		desk.Must(t, d.DB.Model(&Post{}).Where("id = 1").UpdateColumn("title", "one").Error)
		desk.Must(t, found.Apply(t.Context(), d.DB, work))
		if count[Event](t, d) != 2 || !post(t, d).Draft {
			t.Error("nothing was written")
		}
	})
}

func TestEditThatIsTriedFirstShowsWhatElseChanges(t *testing.T) {
	desk.Each(t, []any{&Post{}, &Event{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Post{Title: "one"}).Error)
		noise := "first"
		posts(t, d, func(m *autoactions.Model[Post]) {
			m.DryRun = true
			m.Hooks.AfterChange = func(_ context.Context, tx *gorm.DB, _ autoactions.Done[Post]) error {
				return tx.Create(&Event{Text: noise}).Error
			}
		})
		run := d.Start("posts/edit", "1")
		run.Expect("Title").Choose("Review changes", map[string]any{"Title": "two words", "Draft": false})
		review := run.Expect("What this changes besides")
		var c changes
		for _, part := range review.Call().ToRender {
			if part.Label == "What this changes besides" {
				desk.Must(t, desk.Props(part, &c))
			}
		}
		var said []string
		for _, row := range c.Rows {
			said = append(said, row.Label)
		}
		if got := strings.Join(said, ", "); got != "Words, 1 other field, Events" || c.Rows[0].After != "2" {
			t.Errorf("besides: %+v", c.Rows)
		}
		if count[Event](t, d) != 0 || post(t, d).Title != "one" {
			t.Error("written before it was reviewed")
		}
		noise = "another" // what the hook does is not what was shown any more
		review.Choose("Save 1 change")
		run.Expect("What this changes besides").Choose("Save 1 change")
		desk.Ends(t, run)
		if count[Event](t, d) != 1 || post(t, d).Words != 2 {
			t.Errorf("ended with %+v", post(t, d))
		}
		history := d.Open("posts/record", "1").Table("Timeline")
		if len(history.Data) != 1 {
			t.Errorf("recorded %+v", history.Data)
		}
	})
}

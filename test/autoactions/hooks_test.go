package autoactions_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Post has hooks of its own, as GORM calls them.
type Post struct {
	ID      uint   `io:"readonly"`
	Title   string `gorm:"size:50" io:""`
	Slug    string `gorm:"size:50"` // follows Title; nobody is shown it
	Words   int    `gorm:"default:5" io:"readonly"`
	Draft   bool   `io:""`
	Stamped string `gorm:"size:50" io:"readonly"`
}

// BeforeSave sees what will be stored.
func (p *Post) BeforeSave(tx *gorm.DB) error {
	if strings.Contains(p.Title, "forbidden") {
		return stagedoor.Fail("That is no title for a post.")
	}
	if strings.Contains(p.Title, "broken") {
		return errors.New("password of the index: hunter2")
	}
	p.Title = strings.TrimSpace(p.Title)
	p.Slug = strings.ToLower(p.Title)
	return nil
}

// BeforeUpdate sets a column in GORM's own way.
func (p *Post) BeforeUpdate(tx *gorm.DB) error {
	tx.Statement.SetColumn("Words", len(strings.Fields(p.Title)))
	return nil
}

// AfterSave scrubs what the caller holds; the row keeps it.
func (p *Post) AfterSave(*gorm.DB) error {
	p.Slug = ""
	return nil
}

// Event is written by a hook of the panel.
type Event struct {
	ID   uint
	Text string `gorm:"size:200"`
}

func posts(t *testing.T, d *desk.Desk, more func(*autoactions.Model[Post])) {
	t.Helper()
	m := autoactions.Model[Post]{Hooks: autoactions.Hooks[Post]{
		BeforeUpdate: func(_ context.Context, _ *gorm.DB, before Post, row *Post) error {
			if row.Title == "same" {
				return stagedoor.Fail("Not %s again.", before.Title)
			}
			return nil
		},
		BeforeDelete: func(_ context.Context, _ *gorm.DB, row Post) error {
			if !row.Draft {
				return stagedoor.Fail("Only drafts can be deleted.")
			}
			return nil
		},
		AfterChange: func(ctx context.Context, tx *gorm.DB, done autoactions.Done[Post]) error {
			user, err := stagedoor.UserFrom(ctx)
			if err != nil {
				return err
			}
			return tx.Create(&Event{Text: fmt.Sprint(user.Name, " ", done.Verb)}).Error
		},
	}}
	m.Hooks.BeforeCreate = func(_ context.Context, _ *gorm.DB, row *Post) error {
		row.Stamped = "new"
		return nil
	}
	if more != nil {
		more(&m)
	}
	autoactions.Register(d.Reg, d.DB, m)
}

func post(t *testing.T, d *desk.Desk) Post {
	t.Helper()
	var p Post
	desk.Must(t, d.DB.First(&p).Error)
	return p
}

func TestHooksOfTheModelSeeAndChangeWhatIsWritten(t *testing.T) {
	desk.Each(t, []any{&Post{}, &Event{}}, func(t *testing.T, d *desk.Desk) {
		posts(t, d, nil)
		run := d.Start("posts/create", "")
		run.Expect("Title").Choose("Review", map[string]any{"Title": " First ", "Draft": false})
		run.Expect("Changes").Choose("Create post")
		desk.Ends(t, run)
		if p := post(t, d); p != (Post{ID: 1, Title: "First", Slug: "first", Words: 5, Stamped: "new"}) {
			t.Errorf("created %+v", p)
		}
		run = d.Start("posts/edit", "1")
		run.Expect("Title").Choose("Review changes", map[string]any{"Title": "Second Post ", "Draft": false})
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		if p := post(t, d); p.Title != "Second Post" || p.Slug != "second post" || p.Words != 2 {
			t.Errorf("edited to %+v", p)
		}
		rows := d.Open("posts/record", "1").Table("Timeline").Data
		if fields := rows[0].Data["Fields"]; fields != "Title: First → Second Post; Words: 5 → 2" {
			t.Errorf("the timeline says %q", fields)
		}
		undo := d.Start("posts/undo", undoable(d, "posts/record", "1"))
		undo.Expect("Undo this edit of Post 1?").Answer(true)
		desk.Ends(t, undo)
		if p := post(t, d); p.Title != "First" || p.Slug != "first" {
			t.Errorf("undone to %+v", p)
		}
		var said []string
		desk.Must(t, d.DB.Model(&Event{}).Order("id").Pluck("text", &said).Error)
		if got := strings.Join(said, ", "); got != "Ada create, Ada edit, Ada undo" {
			t.Errorf("announced %q", got)
		}
	})
}

func TestErrorsOfHooks(t *testing.T) {
	desk.Each(t, []any{&Post{}, &Event{}}, func(t *testing.T, d *desk.Desk) {
		posts(t, d, nil)
		desk.Must(t, d.DB.Create(&Post{Title: "one"}).Error)
		for title, why := range map[string]string{"forbidden": "That is no title for a post.", "same": "Not one again."} {
			run := d.Start("posts/edit", "1")
			run.Expect("Title").Choose("Review changes", map[string]any{"Title": title, "Draft": false})
			run.Expect("Changes").Choose("Save 1 change")
			screen := run.Expect("This could not be saved")
			if c := screen.Call().ToRender[0]; !strings.Contains(string(c.Props), why) {
				t.Errorf("%s: %s", title, c.Props)
			}
			screen.Choose("Keep editing")
			run.Expect("Title").Cancel()
			_, _ = run.Wait()
		}
		run := d.Start("posts/edit", "1")
		run.Expect("Title").Choose("Review changes", map[string]any{"Title": "broken", "Draft": false})
		run.Expect("Changes").Choose("Save 1 change")
		if _, err := run.Wait(); err == nil {
			t.Error("the error of a hook was swallowed")
		} else if _, public := err.(interface{ PublicMessage() string }); public {
			t.Errorf("people read %q", err)
		}
		run = d.Start("posts/delete", "1")
		run.Expect("Delete Post 1?").Answer(true)
		if said := desk.Fails(t, run); !strings.Contains(said, "Only drafts can be deleted.") {
			t.Errorf("delete: %q", said)
		}
		if p := post(t, d); p.Title != "one" || count[Event](t, d) != 0 {
			t.Errorf("something was written: %+v", p)
		}
	})
}

func TestCopyOfARecordLeavesBlankWhatOnlyOneMayHave(t *testing.T) {
	desk.Each(t, []any{&Coupon{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Coupon{{TenantID: 1, Code: "A", Percent: 5}, {TenantID: 2, Code: "B"}}).Error)
		own := coupons(t, d, 1)
		own.Extra = map[string]any{"from": "1"}
		run := own.Start("coupons/create", "")
		form := run.Expect("New coupon like A")
		filled := desk.Filled(form, nil)
		if fmt.Sprint(filled["Code"]) == `"A"` || fmt.Sprintf("%s", filled["Percent"]) != "5" {
			t.Errorf("the copy begins as %v", filled)
		}
		if logs := run.Logs(); len(logs) != 1 || !strings.Contains(logs[0], "Code") {
			t.Errorf("logs %v", logs)
		}
		form.Cancel()
		_, _ = run.Wait()
		own.Extra = map[string]any{"from": "2"}
		if said := desk.Fails(t, own.Start("coupons/create", "")); !strings.HasPrefix(said, "There is no coupon 2") {
			t.Errorf("a copy of somebody else's: %q", said)
		}
	})
}

func TestNewRecordThatStandsInTheTrash(t *testing.T) {
	desk.Each(t, []any{&Coupon{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Coupon{TenantID: 1, Code: "A", Percent: 5}).Error)
		desk.Must(t, d.DB.Delete(&Coupon{}, "id = 1").Error)
		for tenantID, offers := range map[uint]bool{1: true, 2: false} {
			own := desk.New(t, d.DB)
			autoactions.Register(own.Reg, own.DB, autoactions.Model[Coupon]{
				Scope: tenant(tenantID), New: func(context.Context) (Coupon, error) { return Coupon{TenantID: tenantID}, nil },
			})
			run := own.Start("coupons/create", "")
			run.Expect("Code").Choose("Review", map[string]any{"Code": "A", "Percent": 1})
			run.Expect("Changes").Choose("Create coupon")
			screen := run.Expect("This could not be saved")
			if !offers {
				screen.Choose("Keep editing")
				run.Expect("Code").Cancel()
				_, _ = run.Wait()
				continue
			}
			screen.Choose("Restore A")
			desk.Ends(t, run)
			if to := run.Redirects(); len(to) != 1 || to[0].Route != "coupons/restore" || to[0].Params["id"] != "1" {
				t.Errorf("led to %+v", to)
			}
		}
	})
}

func TestNeighboursInTheOrderOfTheList(t *testing.T) {
	desk.Each(t, []any{&Coupon{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Coupon{{TenantID: 1, Code: "B"}, {TenantID: 2, Code: "C"}, {TenantID: 1, Code: "D"}, {TenantID: 1, Code: "A"}}).Error)
		own := desk.New(t, d.DB)
		autoactions.Register(own.Reg, own.DB, autoactions.Model[Coupon]{Scope: tenant(1), DefaultSort: "Code"})
		for id, want := range map[string]string{"4": "Next 1", "1": "Next 3, Previous 4", "3": "Previous 1"} {
			var got []string
			page := own.Open("coupons/record", id).Layout
			for way, link := range map[string]stagedoor.Link{"Previous": page.Previous, "Next": page.Next} {
				if link.Route == "coupons/record" {
					got = append(got, fmt.Sprint(way, " ", link.Params["id"]))
				}
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != want {
				t.Errorf("beside %s: %v, not %s", id, got, want)
			}
		}
	})
}

package autoactions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/test/desk"
)

// ways are where a record's page leads, by what the links say.
func ways(s *desk.Screen) map[string]string {
	found := map[string]string{}
	links := append(s.Layout.Menu, io.LinkTo{Label: "Previous", Params: s.Layout.Previous.Params}, io.LinkTo{Label: "Next", Params: s.Layout.Next.Params})
	for _, link := range links {
		if link.Params != nil {
			found[link.Label] = fmt.Sprint(link.Params["id"], " ", link.Params["list"])
		}
	}
	return found
}

func TestNeighboursAreThoseOfTheListThatOneCameFrom(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		for _, c := range []Charge{
			{Title: "Coat", Cents: 300, Status: "paid"}, {Title: "Hat", Cents: 200, Status: "failed"},
			{Title: "Scarf", Cents: 100, Status: "paid"}, {Title: "Glove", Cents: 50, Status: "paid"},
		} {
			desk.Must(t, d.DB.Create(&c).Error)
		}
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Charge]{DefaultSort: "id"})
		open := func(id, list string) map[string]string {
			d.Extra = map[string]any{"list": list}
			return ways(d.Open("charges/record", id))
		}
		if got := open("3", ""); got["Previous"] != "2 <nil>" || got["Next"] != "4 <nil>" || got["Edit"] != "3 <nil>" {
			t.Errorf("in the list as it is: %v", got)
		}
		paid := "f.status.in=paid&sort=cents"
		if got := open("3", paid); got["Previous"] != "4 "+paid || got["Next"] != "1 "+paid || got["Edit"] != "3 "+paid {
			t.Errorf("in the list of what is paid, cheapest first: %v", got)
		}
		if got := open("1", paid); got["Next"] != "" || got["Previous"] != "3 "+paid {
			t.Errorf("at its end: %v", got)
		}
		// What is no state of the list counts as none.
		for _, list := range []string{"f.token.eq=tok_a", "sort=token", "%", strings.Repeat("q=x&", 2000), "f.status.in=nothing"} {
			if got := open("3", list); got["Previous"] != "2 <nil>" || got["Next"] != "4 <nil>" {
				t.Errorf("%.40q: %v", list, got)
			}
		}
	})
}

func TestAfterAnEditOneIsInTheSameList(t *testing.T) {
	desk.Each(t, all, func(t *testing.T, d *desk.Desk) {
		register(d)
		desk.Must(t, d.DB.Create(&Person{Name: "Ada", Email: "ada@example.com"}).Error)
		run := d.StartWith("people/edit", map[string]any{"id": "1", "list": "q=a"})
		form := run.Expect("Name")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Name": "Ada L"}))
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		if to := run.Redirects(); len(to) != 1 || to[0].Params["list"] != "q=a" {
			t.Errorf("leads to %+v", to)
		}
	})
}

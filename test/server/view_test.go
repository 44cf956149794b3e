package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"

	"gorm.io/gorm"
)

// saveView saves one of a page with what v says of it.
func (b *tab) saveView(slug string, v protocol.SaveViewRequest) (saved protocol.View) {
	b.t.Helper()
	v.Slug = slug
	if v.Key == "" {
		v.Key = protocol.NewID()
	}
	b.must(protocol.CallSaveView, v, &saved)
	return saved
}

// views are the names of the views of a page, those of others with their owner.
func (b *tab) views(slug string) (names []string) {
	b.t.Helper()
	var all protocol.Views
	b.must(protocol.CallViews, protocol.ViewsRequest{Slug: slug}, &all)
	for _, v := range all.Views {
		if name := v.Name; v.Mine == (v.Owner == "") {
			names = append(names, strings.TrimSuffix(name+" of "+v.Owner, " of "))
		} else {
			b.t.Errorf("%+v", v)
		}
	}
	return names
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// People save views, share them, and change and delete their own alone.
func TestViews(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		w.connect(routesOfTest())
		ada, ben := w.join(t, "ada"), w.join(t, "ben")
		state := "q=ada%26b+c&f.Status.in=paid%2Cnew&sort=-Number"
		mine := ada.saveView("overview", protocol.SaveViewRequest{List: "Charges", Name: "  Paid ", State: state})
		if mine.Name != "Paid" || mine.State != state || mine.List != "Charges" || !mine.Mine || mine.Shared || mine.ID == "" {
			t.Errorf("saved %+v", mine)
		}
		shared := ada.saveView("overview", protocol.SaveViewRequest{Name: "Open", Shared: true})
		ben.saveView("overview", protocol.SaveViewRequest{Name: "Ben's"})
		same(t, "ada's", ada.views("overview"), "Paid", "Open")
		same(t, "ben's", ben.views("overview"), "Ben's", "Open of Ada Lovelace")
		same(t, "of another page", ada.views("money"))

		ada.must(protocol.CallChangeView, protocol.ChangeViewRequest{ViewID: mine.ID, Name: "Settled", State: "q=x", Shared: true}, &mine)
		if mine.Name != "Settled" || mine.State != "q=x" || !mine.Shared || mine.List != "Charges" {
			t.Errorf("changed to %+v", mine)
		}
		ada.must(protocol.CallChangeView, protocol.ChangeViewRequest{ViewID: shared.ID, Name: "Open", State: "q=secret"}, nil)
		same(t, "ben's", ben.views("overview"), "Ben's", "Settled of Ada Lovelace")
		ada.must(protocol.CallDeleteView, protocol.ViewRef{ViewID: mine.ID}, nil)
		ada.must(protocol.CallDeleteView, protocol.ViewRef{ViewID: shared.ID}, nil)
		same(t, "ben's", ben.views("overview"), "Ben's")

		entries, err := w.store.Audit(t.Context(), "", 10)
		must(t, err)
		var noted []string
		for _, e := range slices.Backward(entries) {
			noted = append(noted, strings.Join([]string{e.PersonID, e.Verb, e.Object, e.Detail}, " "))
		}
		same(t, "the audit, which knows nothing of what is private", noted,
			"ada view.share overview Open: ", "ada view.share overview Settled: q=x",
			"ada view.withdraw overview Open: q=secret", "ada view.withdraw overview Settled: q=x")
	})
}

// A view that is saved again, after a lost connection, is one view.
func TestAViewIsSavedOnce(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.connect(routesOfTest())
	ada, ben := w.open("ada"), w.open("ben")
	in := protocol.SaveViewRequest{Key: "k", Name: "Paid", State: "q=1"}
	first, again := ada.saveView("overview", in), w.open("ada").saveView("overview", in)
	if first != again {
		t.Errorf("saved %+v, and then %+v", first, again)
	}
	if ben.saveView("overview", in).ID == first.ID {
		t.Error("the keys of two people are one")
	}
	in.Slug = "money"
	if got := codeOf(ada.ask(protocol.CallSaveView, in)); got != protocol.Conflict {
		t.Errorf("the key of another page: %q", got)
	}
	same(t, "ada's", ada.views("overview"), "Paid")
	ada.must(protocol.CallDeleteView, protocol.ViewRef{ViewID: first.ID}, nil)
	if got := codeOf(ada.ask(protocol.CallDeleteView, protocol.ViewRef{ViewID: first.ID})); got != protocol.NotFound {
		t.Errorf("deleted twice: %q", got)
	}
}

// A view lets nobody see more than their pages, and a private one is there for
// nobody else, whoever knows its id.
func TestSec_C02_ViewsOfOthers(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.connect(routesOfTest())
	ada, ben := w.open("ada"), w.open("ben")
	private := ada.saveView("overview", protocol.SaveViewRequest{Name: "Private"})
	shared := ada.saveView("overview", protocol.SaveViewRequest{Name: "Shared", Shared: true})
	team := ada.saveView("money", protocol.SaveViewRequest{Name: "Of the team", Shared: true})
	refused := func(what string, b *tab, call protocol.BrowserCall, data any) {
		t.Helper()
		if got := codeOf(b.ask(call, data)); got != protocol.NotFound {
			t.Errorf("%s: %s: %q", what, call, got)
		}
	}
	for _, v := range []protocol.View{private, shared, team} {
		refused(v.Name, ben, protocol.CallChangeView, protocol.ChangeViewRequest{ViewID: v.ID, Name: "Mine now", Shared: true})
		refused(v.Name, ben, protocol.CallDeleteView, protocol.ViewRef{ViewID: v.ID})
	}
	for _, slug := range []string{"money", "refund", "hidden", "", "never-was", strings.Repeat("s", 300)} {
		refused("page "+slug, ben, protocol.CallViews, protocol.ViewsRequest{Slug: slug})
		refused("page "+slug, ben, protocol.CallSaveView, protocol.SaveViewRequest{Slug: slug, Key: "k", Name: "x"})
	}
	for _, id := range []string{"", "\x00", strings.Repeat("i", 300), private.ID + " "} {
		refused("id", ada, protocol.CallDeleteView, protocol.ViewRef{ViewID: id})
	}
	same(t, "ada's", ada.views("overview"), "Private", "Shared")
	same(t, "ben's", ben.views("overview"), "Shared of Ada Lovelace")

	w.change(func(people map[string]access.Person) { delete(people, "ada") })
	within(t, "ada is out", func() bool { return ada.closedWith() != 0 })
	same(t, "after ada has gone", ben.views("overview"), "Shared of Ada Lovelace")
	w.change(func(people map[string]access.Person) { people["ada"] = access.Person{ID: "ada", Name: "Ada"} })
	ada = w.open("ada") // no longer on the team
	refused("a page that was lost", ada, protocol.CallViews, protocol.ViewsRequest{Slug: "money"})
	refused("a page that was lost", ada, protocol.CallChangeView, protocol.ChangeViewRequest{ViewID: team.ID, Name: "x"})
	refused("a page that was lost", ada, protocol.CallDeleteView, protocol.ViewRef{ViewID: team.ID})
}

// What becomes part of an address is a query and nothing else.
func TestViewsAreChecked(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.connect(routesOfTest())
	b := w.open("ada")
	good := protocol.SaveViewRequest{Slug: "overview", Key: "k", Name: strings.Repeat("ä", 80), State: "q=" + strings.Repeat("a", 8<<10-2)}
	own := b.saveView("overview", good)
	many := make([]string, 51)
	for i := range many {
		many[i] = fmt.Sprintf("f.a%d.eq=1", i)
	}
	for what, c := range map[string]struct {
		change func(*protocol.SaveViewRequest)
		want   protocol.ErrorCode
	}{
		"no name":          {func(v *protocol.SaveViewRequest) { v.Name = " \t" }, protocol.Invalid},
		"a long name":      {func(v *protocol.SaveViewRequest) { v.Name += "ä" }, protocol.Invalid},
		"two lines":        {func(v *protocol.SaveViewRequest) { v.Name = "a\nb" }, protocol.Invalid},
		"a long state":     {func(v *protocol.SaveViewRequest) { v.State += "a" }, protocol.TooLarge},
		"many filters":     {func(v *protocol.SaveViewRequest) { v.State = strings.Join(many, "&") }, protocol.TooLarge},
		"another address":  {func(v *protocol.SaveViewRequest) { v.State = "//evil.example/?q=1" }, protocol.Invalid},
		"a script":         {func(v *protocol.SaveViewRequest) { v.State = "javascript:alert(1)" }, protocol.Invalid},
		"a fragment":       {func(v *protocol.SaveViewRequest) { v.State = "q=1#x" }, protocol.Invalid},
		"markup":           {func(v *protocol.SaveViewRequest) { v.State = `q="><b>` }, protocol.Invalid},
		"a broken escape":  {func(v *protocol.SaveViewRequest) { v.State = "q=%zz" }, protocol.Invalid},
		"what is not text": {func(v *protocol.SaveViewRequest) { v.State = "q=\x00" }, protocol.Invalid},
	} {
		in := good
		c.change(&in)
		in.Key = "other"
		if got := codeOf(b.ask(protocol.CallSaveView, in)); got != c.want {
			t.Errorf("%s is saved: %q", what, got)
		}
		if got := codeOf(b.ask(protocol.CallChangeView, protocol.ChangeViewRequest{ViewID: own.ID, Name: in.Name, State: in.State})); got != c.want {
			t.Errorf("%s is taken: %q", what, got)
		}
	}
	for what, change := range map[string]func(*protocol.SaveViewRequest){
		"no key":       func(v *protocol.SaveViewRequest) { v.Key = "" },
		"a long key":   func(v *protocol.SaveViewRequest) { v.Key = strings.Repeat("k", 65) },
		"a bad key":    func(v *protocol.SaveViewRequest) { v.Key = "k\x00" },
		"a long label": func(v *protocol.SaveViewRequest) { v.List = strings.Repeat("l", 256) },
	} {
		in := good
		change(&in)
		if got := codeOf(b.ask(protocol.CallSaveView, in)); got != protocol.Invalid {
			t.Errorf("%s is saved: %q", what, got)
		}
	}
	for i := range 99 {
		b.saveView("overview", protocol.SaveViewRequest{Name: fmt.Sprint(i)})
	}
	reply := b.ask(protocol.CallSaveView, protocol.SaveViewRequest{Slug: "overview", Key: "last", Name: "One too many"})
	if codeOf(reply) != protocol.TooLarge || !strings.Contains(reply.Error.Message, "100 views") {
		t.Errorf("the 101st view: %+v", reply)
	}
	b.saveView("money", protocol.SaveViewRequest{Name: "Of another page"})
	w.open("ben").saveView("overview", protocol.SaveViewRequest{Name: "Of another person"})
	if n := len(b.views("overview")); n != 100 {
		t.Errorf("%d views", n)
	}
}

package server

import (
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
)

func TestTree(t *testing.T) {
	tree, invalid, warnings := newTree(protocol.InitializeHostRequest{
		Groups: []protocol.PageDef{
			{Slug: "money", Name: "Money", Access: &protocol.Access{Teams: []string{"money"}}},
			{Slug: "money/open", Name: "Open to all", HasHandler: true, Access: &protocol.Access{Everybody: true}},
			{Slug: "closed", HasIndex: true, Access: &protocol.Access{}},
			{Slug: "empty", Name: "Nothing inside"}, {Slug: "hidden", Unlisted: true, HasHandler: true},
			{Slug: "-/bad"}, {Slug: "a//b"}, {Slug: ""},
		},
		Actions: []protocol.ActionDef{
			{Slug: "payout", GroupSlug: "money"}, {Slug: "deep", GroupSlug: "money/a/b"}, {Slug: "refund_user"}, {Slug: "secret", GroupSlug: "money", Unlisted: true}, {Slug: "under", GroupSlug: "hidden"},
			{Slug: "bad slug"}, {Slug: "../x"}, {Slug: "%2e"}, {Slug: "closed"},
		},
	}, true)
	if want := []string{"-/bad", "a//b", "", "bad slug", "../x", "%2e"}; !slices.Equal(invalid, want) {
		t.Errorf("invalid: %q", invalid)
	}
	if len(warnings) != 1 {
		t.Errorf("warnings: %q", warnings)
	}
	for person, want := range map[string]string{
		"money":  "money[money/open money/payout money/a/b/deep] refund_user",
		"others": "money/open refund_user",
	} {
		p := access.Person{ID: "x", Teams: []string{person, ""}}
		if got := outline(tree.visible(p)); got != want {
			t.Errorf("%s see %s, want %s", person, got, want)
		}
	}
	money := access.Person{ID: "x", Teams: []string{"money"}}
	if placed, may := tree.place("money/secret", money); !may || len(placed.Above) != 1 || placed.Above[0].Slug != "money" {
		t.Errorf("an unlisted route stands at %+v, %v", placed, may)
	}
	for _, slug := range []string{"money/secret", "nothing"} {
		if _, may := tree.place(slug, access.Person{ID: "y"}); may {
			t.Errorf("%s is shown to somebody who may not see it", slug)
		}
	}
	if name := tree.nodes["refund_user"].route.Name; name != "Refund user" {
		t.Errorf("name: %q", name)
	}
}

func outline(routes []protocol.Route) string {
	var all []string
	for _, r := range routes {
		text := r.Slug
		if len(r.Children) > 0 {
			text += "[" + outline(r.Children) + "]"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func TestDialects(t *testing.T) {
	for _, c := range []struct {
		name, version string
		want          dialect
	}{
		{"@interval/sdk", "2.1.0", dialect{closes: true, errors: true, slugs: true, access: true, failed: true}},
		{"@interval/sdk", "0.38.0", dialect{closes: true, access: true, failed: true}},
		{"@interval/sdk", "0.38.1", dialect{closes: true, slugs: true, access: true, failed: true}},
		{"@interval/sdk", "0.4.0", dialect{}},
		{"@interval/sdk", "10.0.0-dev", dialect{closes: true, errors: true, slugs: true, access: true, failed: true}},
		{"interval-py", "1.5.1", dialect{closes: true, errors: true, slugs: true}},
		{"stagedoor", "0.1.0", dialect{closes: true, errors: true, slugs: true, access: true, failed: true}},
	} {
		if got := dialectOf(c.name, c.version); got != c.want {
			t.Errorf("%s %s: %+v", c.name, c.version, got)
		}
	}
}

// A route or call that does not say who may use it stops the program.
func TestSec_C01_EverythingDeclares(t *testing.T) {
	table, err := (&Server{}).routeTable()
	if err != nil {
		t.Fatal(err)
	}
	if err := checkCalls(calls); err != nil {
		t.Fatal(err)
	}
	bad := table[0]
	bad.guard = ""
	if checkRoutes(append(table, bad)) == nil {
		t.Error("a route without a guard")
	}
	for _, c := range []call{{serve: calls[protocol.CallPing].serve}, {verb: "invented", serve: calls[protocol.CallPing].serve}, {verb: access.ReadRun}} {
		if checkCalls(map[protocol.BrowserCall]call{"X": c}) == nil {
			t.Errorf("a call with verb %q", c.verb)
		}
	}
}

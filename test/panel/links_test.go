package panel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

type linked struct {
	Name string `io:""`
}

// linksOfEveryKind shows links in every place that may have one. Those to gone/…
// lead nowhere.
func linksOfEveryKind(ctx context.Context) error {
	rows := []linked{{"a"}, {"b"}}
	to := func(slug string) io.LinkTo {
		return io.LinkTo{Label: "Go", Route: slug, Params: map[string]any{"route": "text of a parameter"}}
	}
	for range 2 { // said once all the same
		err := io.Group(
			io.Link("A link", to("gone/link")), io.Link("Off", io.LinkTo{Route: "gone/disabled", Disabled: true}),
			io.Link("There", to("there")), io.Link("Unlisted", to("group/unlisted")), io.Link("Slash", to("/there")),
			io.Link("Group", to("group")), io.Link("Bare", to("bare")), io.Link("A run", to("-/runs/17")),
			io.Table("Rows", rows).Columns(
				io.Column[linked]{Label: "Name", Key: "route", Value: func(linked) any { return "text of a cell" }},
				io.Column[linked]{Label: "Cell", Key: "cell", Value: func(linked) any { return io.Cell{Value: "x", Link: to("gone/cell")} }},
			).RowLink(func(linked) io.LinkTo { return to("gone/row") }).
				RowMenu(func(linked) []io.LinkTo { return []io.LinkTo{to("gone/menu"), to("there")} }),
			io.Metadata("Items", io.MetaItem{Label: "Item", Value: 1, Route: "gone/item"}),
			io.Grid("Cards", rows, func(l linked) io.GridCard { return io.GridCard{Label: l.Name, Link: to("gone/card")} }),
			io.Object("Thing", rows[0]),
		).Ask(ctx)
		if err != nil {
			return err
		}
	}
	if err := stagedoor.Notify(ctx, stagedoor.Notification{Message: "Look", Link: to("gone/notice")}); err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, io.Link("Next", to("gone/result")))
}

// A link to a slug that nothing has is found by whoever reads the log, once, with
// where it was shown.
func TestLinksToNowhereAreLogged(t *testing.T) {
	reg, log := stagedoor.NewRegistry(), &records{}
	reg.Action("show", stagedoor.Action{Handler: linksOfEveryKind})
	reg.Action("leave", stagedoor.Action{Handler: func(ctx context.Context) error {
		return stagedoor.Redirect(ctx, stagedoor.Link{Route: "gone/redirect"})
	}})
	for _, slug := range []string{"there", "group/unlisted"} {
		reg.Action(slug, stagedoor.Action{Handler: hello, Unlisted: true})
	}
	reg.Page("bare", stagedoor.Page{})
	reg.Page("page", stagedoor.Page{Handler: func(context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{
			Menu:     []stagedoor.Link{{Label: "Gone", Route: "gone/button"}, {Label: "There", Route: "there"}},
			Children: []io.Component{io.Link("Gone", io.LinkTo{Route: "gone/part"}), io.Link("Seen", io.LinkTo{Route: "gone/link"})},
		}, nil
	}})
	panel, web := mount(t, dbtest.Open(t), reg, logging(log))
	ana := open(t, web, "ana")
	if ended := ana.start("show", nil).ends(); ended.Status != protocol.RunDone {
		t.Fatalf("the run ended as %+v", ended)
	}
	ana.start("leave", nil).ends()
	ana.page("page", nil)
	if err := panel.Notify(t.Context(), stagedoor.Notification{Message: "Look", To: []string{"ana"}, Link: stagedoor.Link{Label: "Go", Route: "gone/told"}}); err != nil {
		t.Fatal(err)
	}
	wanted := []string{
		`"show" gone/card`, `"show" gone/cell`, `"show" gone/item`, `"show" gone/link`, `"show" gone/menu`, `"show" gone/notice`, `"show" gone/result`, `"show" gone/row`,
		`"leave" gone/redirect`, `"page" gone/button`, `"page" gone/part`, `"" gone/told`,
	}
	said := log.nowhere(t)
	slices.Sort(said)
	slices.Sort(wanted)
	if !slices.Equal(said, wanted) {
		t.Errorf("said of\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(wanted, "\n"))
	}
}

// nowhere are the warnings of links that lead nowhere: the action or page, and the
// slug.
func (r *records) nowhere(t *testing.T) (said []string) {
	t.Helper()
	for line := range strings.Lines(r.String()) {
		var is struct{ Level, Msg, Action, Page, Slug string }
		if err := json.Unmarshal([]byte(line), &is); err != nil {
			t.Fatal(err)
		}
		if is.Level == "WARN" && strings.Contains(is.Msg, "leads nowhere") {
			said = append(said, fmt.Sprintf("%q %s", is.Action+is.Page, is.Slug))
		}
	}
	return said
}

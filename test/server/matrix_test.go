package server_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// cell is what a call answers: to the owner of the object, to another person who
// is not on its team, and to the owner about an object that never was.
type cell struct {
	call                  protocol.BrowserCall
	owner, other, missing protocol.ErrorCode // "" for success
	data                  func(id string) any
	object                string // run, page, action, opening or view; "" for none
}

const ok protocol.ErrorCode = ""

// matrix is every call there is; a call without a row fails the test. Strangers
// get no socket, see TestStrangers.
var matrix = []cell{
	{call: protocol.CallPing},
	{call: protocol.CallShell},
	{call: protocol.CallHome},
	{call: protocol.CallSchedules}, // each sees those of their actions: see TestSec_C03_TimetableIsOfOnesOwnActions
	{call: protocol.CallSetTheme, data: func(string) any { return protocol.ThemeRequest{Theme: "dark"} }},
	{protocol.CallHistory, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.HistoryRequest{Before: id, Limit: 5} }, "run"},
	{protocol.CallRoute, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.RouteRequest{Slug: id} }, "action"},
	{protocol.CallStartCard, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.StartCardRequest{Slug: id} }, "action"},
	{protocol.CallStartRun, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.StartRunRequest{Slug: id, Key: "key of " + id} }, "action"},
	{protocol.CallOpenPage, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.OpenPageRequest{Slug: id} }, "page"},
	{protocol.CallOpenRun, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.OpenRunRequest{RunID: id} }, "run"},
	{protocol.CallCloseRun, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.RunRef{RunID: id} }, "run"},
	{protocol.CallRunState, protocol.Invalid, protocol.NotFound, protocol.NotFound, // the open question has no states
		func(id string) any {
			return protocol.StateRequest{RunID: id, GroupKey: "g1", Values: []json.RawMessage{text("x")}}
		}, "run"},
	{protocol.CallProve, protocol.Stale, protocol.NotFound, protocol.NotFound, // the open question asks for no proof
		func(id string) any {
			return protocol.ProveRequest{RunID: id, CallID: "c1", GroupKey: "g1", Secret: secretOf("ada")}
		}, "run"},
	{protocol.CallApproval, protocol.NotFound, protocol.NotFound, protocol.NotFound, // the open question is for nobody else
		func(id string) any { return protocol.RunRef{RunID: id} }, "run"},
	{protocol.CallDecide, protocol.NotFound, protocol.NotFound, protocol.NotFound,
		func(id string) any {
			return protocol.DecideRequest{RunID: id, CallID: "c1", GroupKey: "g1", Approved: true}
		}, "run"},
	{protocol.CallRunUpload, protocol.Stale, protocol.NotFound, protocol.NotFound, // the open question asks for no file
		func(id string) any { return protocol.RunUploadRequest{RunID: id, GroupKey: "g1", Name: "a.txt"} }, "run"},
	{protocol.CallDropUpload, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.DropUploadRequest{RunID: id, GroupKey: "g1", Upload: "u1"} }, "run"},
	{protocol.CallTouchRun, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.RunRef{RunID: id} }, "run"},
	{protocol.CallAnswer, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any {
			return protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("x")}}
		}, "run"},
	{protocol.CallCancelRun, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.RunRef{RunID: id} }, "run"},
	{protocol.CallPageState, protocol.Stale, protocol.NotFound, protocol.NotFound, // nothing is on the page yet
		func(id string) any {
			return protocol.PageStateRequest{PageKey: id, GroupKey: "g", Values: []json.RawMessage{}}
		}, "opening"},
	{protocol.CallRunDownload, protocol.NotFound, protocol.NotFound, protocol.NotFound, // the open question offers no file
		func(id string) any { return protocol.RunDownloadRequest{RunID: id, GroupKey: "g1"} }, "run"},
	{protocol.CallPageDownload, protocol.NotFound, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.PageDownloadRequest{PageKey: id, GroupKey: "g"} }, "opening"},
	{protocol.CallViews, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.ViewsRequest{Slug: id} }, "page"},
	{protocol.CallSaveView, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.SaveViewRequest{Slug: id, Key: "k", Name: "Late"} }, "page"},
	{protocol.CallChangeView, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.ChangeViewRequest{ViewID: id, Name: "Later"} }, "view"},
	{protocol.CallDeleteView, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.ViewRef{ViewID: id} }, "view"},
	{protocol.CallReadNotices, ok, ok, ok, // each their own: see TestNotify
		func(string) any { return protocol.ReadNoticesRequest{} }, ""},
	{protocol.CallRefreshPage, protocol.Stale, protocol.NotFound, protocol.NotFound, // it does not say that it renews
		func(id string) any { return protocol.PageRef{PageKey: id} }, "opening"},
	{protocol.CallClosePage, ok, protocol.NotFound, protocol.NotFound,
		func(id string) any { return protocol.PageRef{PageKey: id} }, "opening"},
}

func TestSec_C02_Matrix(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, owner, other := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
	run := owner.start(h, "money/payout", "k1")
	h.ask(run, "c1", "g1")
	var opened protocol.OpenedPage
	owner.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "money"}, &opened)
	view := owner.saveView("overview", protocol.SaveViewRequest{Name: "Paid", Shared: true})
	objects := map[string]string{
		"": "", "run": run, "action": "money/payout", "page": "money", "opening": opened.PageKey, "view": view.ID,
	}
	for _, c := range matrix {
		data := func(id string) any {
			if c.data == nil {
				return nil
			}
			return c.data(id)
		}
		foreign := other.ask(c.call, data(objects[c.object])) // first: it must not spoil what comes next
		absent := owner.ask(c.call, data("never-was"))
		for who, reply := range map[string]struct {
			got  protocol.BrowserReply
			want protocol.ErrorCode
		}{
			"another person": {foreign, c.other},
			"missing object": {absent, c.missing},
			"owner":          {owner.ask(c.call, data(objects[c.object])), c.owner},
		} {
			if got := codeOf(reply.got); got != reply.want {
				t.Errorf("%s by %s: %q, want %q", c.call, who, got, reply.want)
			}
		}
		if c.other == protocol.NotFound && *foreign.Error != *absent.Error {
			t.Errorf("%s tells forbidden from absent: %+v, %+v", c.call, *foreign.Error, *absent.Error)
		}
	}
}

func codeOf(r protocol.BrowserReply) protocol.ErrorCode {
	if r.Error == nil {
		return ok
	}
	return r.Error.Code
}

// Every call of the protocol has a row.
func TestSec_C02_MatrixIsWhole(t *testing.T) {
	source, err := os.ReadFile("../../protocol/browser.go")
	must(t, err)
	rows := map[string]bool{}
	for _, c := range matrix {
		rows[string(c.call)] = true
	}
	for line := range strings.Lines(string(source)) {
		if name, value, found := strings.Cut(line, "BrowserCall = \""); found && strings.HasPrefix(strings.TrimSpace(name), "Call") {
			if call, _, _ := strings.Cut(value, "\""); !rows[call] {
				t.Errorf("%s has no row in the matrix", call)
			}
		}
	}
	if len(rows) < 15 {
		t.Errorf("%d rows", len(rows))
	}
}

// What a person may not see is not in their shell, and goes when they leave the
// team, with the pages and runs that are open.
func TestSec_C06_TeamLost(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	run := b.start(h, "money/payout", "k1")
	b.openRun(run, 0)
	var shell protocol.Shell
	b.must(protocol.CallShell, nil, &shell)
	if slugs := slugsOf(shell.Routes); slugs != "overview money money/payout refund kept" {
		t.Fatalf("routes: %s", slugs)
	}
	var less protocol.Shell
	w.open("ben").must(protocol.CallShell, nil, &less)
	if slugs := slugsOf(less.Routes); slugs != "overview refund kept" {
		t.Fatalf("routes of another: %s", slugs)
	}
	var opened protocol.OpenedPage
	b.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "money"}, &opened)
	w.change(func(people map[string]access.Person) {
		p := people["ada"]
		p.Teams = nil
		people["ada"] = p
	})
	b.must(protocol.CallPing, nil, nil) // the change is known from here on
	b.mu.Lock()
	before := len(b.pushes)
	b.mu.Unlock()
	h.ask(run, "c1", "g1")
	layout := `{"kind":"BASIC","title":"secret","errors":[]}`
	h.call(protocol.SendPage, protocol.SendPageRequest{PageKey: opened.PageKey, Page: &layout}, nil)
	b.must(protocol.CallPing, nil, nil)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, push := range b.pushes[before:] {
		if push.Push == protocol.PushRun || push.Push == protocol.PushPage {
			t.Fatalf("%s %s", push.Push, push.Data)
		}
	}
}

func slugsOf(routes []protocol.Route) (slugs string) {
	for _, r := range routes {
		slugs = strings.TrimSpace(slugs + " " + r.Slug + " " + slugsOf(r.Children))
	}
	return slugs
}

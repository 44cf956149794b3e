package server_test

import (
	"encoding/json"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

const table = `{"id":"t1","inputGroupKey":"g1","kind":"RENDER","toRender":[{"methodName":"DISPLAY_TABLE","label":"Charges","isStateful":true,"props":{}}]}`

// A page from its opening to its end, as a browser and a host see it.
func TestPage(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	within(t, "the page is there", func() bool {
		return b.ask(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "overview"}).Error == nil
	})
	var first protocol.OpenPageCall
	h.next(protocol.OpenPage, &first)
	var opened protocol.OpenedPage
	b.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "overview", Params: map[string]string{"id": "7"}}, &opened)
	var call protocol.OpenPageCall
	h.next(protocol.OpenPage, &call)
	if call.PageKey != opened.PageKey || string(call.Params) != `{"id":"7"}` || call.User.ID != "ada" || call.User.Role != "admin" || first.PageKey == call.PageKey {
		t.Fatalf("the host got %+v", call)
	}
	layout := `{"kind":"BASIC","title":"Overview","children":` + table + `,"errors":[],"renews":true}`
	var shown bool
	h.call(protocol.SendPage, protocol.SendPageRequest{PageKey: opened.PageKey, Page: &layout}, &shown)
	render := until(b, protocol.PushPage, "the layout", func(p protocol.PageRender) bool { return p.PageKey == opened.PageKey })
	if !shown || *render.Layout.Title != "Overview" || render.Seq != 1 {
		t.Fatalf("shown: %v %+v", shown, render)
	}
	for i := range 3 { // states arrive in their order
		var told protocol.PageStateReply
		b.must(protocol.CallPageState, protocol.PageStateRequest{
			PageKey: opened.PageKey, GroupKey: "g1", Values: []json.RawMessage{json.RawMessage([]string{"0", "1", "2"}[i])},
		}, &told)
		if told.State != i+1 {
			t.Errorf("state %d is number %d", i, told.State)
		}
	}
	for _, want := range []string{"0", "1", "2"} {
		if r := h.response(); r.Kind != protocol.SetState || r.TransactionID != opened.PageKey || r.ID != "t1" || string(r.Values[0]) != want {
			t.Fatalf("the host got %+v, want state %s", r, want)
		}
	}
	for _, timed := range []bool{false, true} {
		b.must(protocol.CallRefreshPage, protocol.RefreshPageRequest{PageKey: opened.PageKey, Timed: timed}, nil)
		if r := h.response(); r.Kind != protocol.Refresh || r.TransactionID != opened.PageKey || r.Timed != timed {
			t.Fatalf("the host got %+v, want to be asked again", r)
		}
	}
	b.must(protocol.CallClosePage, protocol.PageRef{PageKey: opened.PageKey}, nil)
	var closed protocol.ClosePageCall
	h.next(protocol.ClosePage, &closed)
	h.call(protocol.SendPage, protocol.SendPageRequest{PageKey: opened.PageKey, Page: &layout}, &shown)
	if closed.PageKey != opened.PageKey || shown {
		t.Fatalf("closed %q, and shown %v", closed.PageKey, shown)
	}
	b.close() // closes what is left
	h.next(protocol.ClosePage, &closed)
	if closed.PageKey != first.PageKey {
		t.Fatalf("closed %q", closed.PageKey)
	}
}

// A page sends its person elsewhere and says what it does, as a run does; only
// the host that draws it may.
func TestPageRedirectsAndLoads(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	b.start(h, "refund", "k1")
	var opened protocol.OpenedPage
	b.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "overview"}, &opened)
	own := func(p protocol.PageRender) bool { return p.PageKey == opened.PageKey }
	redirect := func(by *fakeHost, to protocol.RedirectTarget) (done bool) {
		by.call(protocol.SendRedirect, protocol.SendRedirectRequest{TransactionID: opened.PageKey, RedirectTarget: to}, &done)
		return done
	}
	var done bool
	h.call(protocol.SendLoadingCall, protocol.SendLoadingRequest{TransactionID: opened.PageKey, LoadingState: protocol.LoadingState{Label: "Counting"}}, &done)
	if p := until(b, protocol.PushPage, "it loads", own); !done || p.Loading == nil || p.Loading.Label != "Counting" || p.Layout != nil {
		t.Fatalf("loading: %v %+v", done, p)
	}
	done = redirect(h, protocol.RedirectTarget{Route: "refund", Params: map[string]any{"id": "7"}})
	if p := until(b, protocol.PushPage, "it redirects", own); !done || p.Redirect == nil || p.Redirect.Route != "refund" || p.Redirect.Params["id"] != "7" {
		t.Fatalf("redirected: %v %+v", done, p)
	}
	if redirect(h, protocol.RedirectTarget{URL: "javascript:alert(1)"}) {
		t.Error("a page led to script")
	}
	other := w.connect(protocol.InitializeHostRequest{
		SDKName: "@interval/sdk", SDKVersion: "2.1.0", InstanceID: "host-2", Actions: []protocol.ActionDef{},
	})
	if redirect(other, protocol.RedirectTarget{Route: "refund"}) {
		t.Error("another host sent the person elsewhere")
	}
	b.must(protocol.CallClosePage, protocol.PageRef{PageKey: opened.PageKey}, nil)
	if redirect(h, protocol.RedirectTarget{Route: "refund"}) {
		t.Error("a closed page sent the person elsewhere")
	}
}

// Pages cannot be taken over: not their keys by other browsers, not their
// layouts by other hosts.
func TestPagesAreBound(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b, same := w.connect(routesOfTest()), w.open("ada"), w.open("ada")
	b.start(h, "refund", "k1")
	var opened protocol.OpenedPage
	b.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "overview"}, &opened)
	for call, data := range map[protocol.BrowserCall]any{
		protocol.CallPageState: protocol.PageStateRequest{PageKey: opened.PageKey, GroupKey: "g1"},
		protocol.CallClosePage: protocol.PageRef{PageKey: opened.PageKey},

		protocol.CallRefreshPage: protocol.RefreshPageRequest{PageKey: opened.PageKey},
	} {
		if reply := same.ask(call, data); codeOf(reply) != protocol.NotFound {
			t.Errorf("%s from another tab: %+v", call, reply)
		}
	}
	other := w.connect(protocol.InitializeHostRequest{
		SDKName: "@interval/sdk", SDKVersion: "2.1.0", InstanceID: "host-2", Actions: []protocol.ActionDef{},
	})
	layout, shown := `{"kind":"BASIC","errors":[]}`, true
	other.call(protocol.SendPage, protocol.SendPageRequest{PageKey: opened.PageKey, Page: &layout}, &shown)
	if shown {
		t.Error("another host drew the page")
	}
	h.end()
	until(b, protocol.PushPage, "the page is gone", func(p protocol.PageRender) bool { return p.PageKey == opened.PageKey && p.Gone })
}

// The lists of the home screen follow every change.
func TestHome(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	var home protocol.Home
	b.must(protocol.CallHome, nil, &home)
	if len(home.Waiting)+len(home.InProgress)+len(home.Recent) != 0 {
		t.Fatalf("at first: %+v", home)
	}
	id := b.start(h, "refund", "k1")
	until(b, protocol.PushHome, "the run is listed", func(p protocol.Home) bool { return len(p.InProgress) == 1 })
	h.ask(id, "c1", "g1")
	b.must(protocol.CallTouchRun, protocol.RunRef{RunID: id}, nil)
	waiting := until(b, protocol.PushHome, "the run waits", func(p protocol.Home) bool { return len(p.Waiting) == 1 && len(p.InProgress) == 0 })
	if waiting.Waiting[0].WaitingOn != "Your name" {
		t.Fatalf("waiting: %+v", waiting)
	}
	var card protocol.StartCard
	b.must(protocol.CallStartCard, protocol.StartCardRequest{Slug: "refund"}, &card)
	if card.Unfinished == nil || card.Unfinished.ID != id || card.LastRun != nil || card.Service != "here" {
		t.Fatalf("start card: %+v", card)
	}
	h.complete(id, `{"status":"FAILURE","data":{"error":"Error","message":"No money left.","reference":"7F3K-92"}}`)
	ended := until(b, protocol.PushHome, "the run ended", func(p protocol.Home) bool { return len(p.Recent) == 1 && len(p.Waiting) == 0 })
	if r := ended.Recent[0]; r.Status != protocol.RunFailed || r.Result.Message != "No money left." || r.Result.Reference != "7F3K-92" {
		t.Fatalf("ended: %+v", r)
	}
	var history protocol.History
	b.must(protocol.CallHistory, protocol.HistoryRequest{Limit: 1}, &history)
	if len(history.Runs) != 1 || history.More {
		t.Fatalf("history: %+v", history)
	}
	b.must(protocol.CallHistory, protocol.HistoryRequest{Limit: 1, Before: id}, &history)
	if len(history.Runs) != 0 {
		t.Fatalf("before the first: %+v", history)
	}
}

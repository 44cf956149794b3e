package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// counter is a surface that counts its states.
type counter struct {
	n    int
	fail string // what goes wrong: "call", "state" or "panic"
	slow time.Duration

	changes chan struct{}
}

func (c *counter) Call(context.Context) (protocol.IOCall, error) {
	if c.fail == "call" {
		return protocol.IOCall{}, errors.New("no rows")
	}
	call := ioCall("key-1", protocol.DisplayTable)
	call.ToRender[0].Label = fmt.Sprint(c.n)
	return call, nil
}

func (c *counter) SetState(_ context.Context, states []json.RawMessage, _ json.RawMessage) (bool, error) {
	time.Sleep(c.slow)
	switch c.fail {
	case "state":
		return false, errors.New("no rows")
	case "panic":
		panic("no rows")
	}
	if string(states[0]) == "null" {
		return false, nil
	}
	c.n++
	return true, nil
}

func page(handler func(context.Context) (host.Layout, error)) *routes {
	return &routes{pages: map[string]host.Page{"overview": {Def: protocol.PageDef{Slug: "overview"}, Handler: handler}}}
}

func (d *dashboard) open(key, slug string) protocol.TypedReply {
	d.Helper()
	var reply protocol.TypedReply
	err := d.peer.Call(d.Context(), protocol.OpenPage, protocol.OpenPageCall{
		PageKey: key, Page: protocol.PageSlug{Slug: slug}, Params: json.RawMessage(`{}`),
	}, &reply)
	if err != nil {
		d.Fatal(err)
	}
	return reply
}

func (d *dashboard) layout() protocol.PageLayout {
	d.Helper()
	var in protocol.SendPageRequest
	var layout protocol.PageLayout
	json.Unmarshal([]byte(d.next(protocol.SendPage)), &in)
	if err := json.Unmarshal([]byte(*in.Page), &layout); err != nil {
		d.Fatal(err)
	}
	return layout
}

func (d *dashboard) state(value string) {
	d.Helper()
	d.respond(protocol.IOResponse{TransactionID: "page-1", InputGroupKey: "key-1", Kind: protocol.SetState, Values: []json.RawMessage{json.RawMessage(value)}})
}

func TestPageIsShownAndFollowsItsStates(t *testing.T) {
	bubble(t, host.Config{Routes: page(func(context.Context) (host.Layout, error) {
		return host.Layout{Title: "Overview", MenuItems: []protocol.Button{{Label: "Refund", Route: "refund"}}, Children: &counter{}, Refresh: time.Millisecond}, nil
	})}, func(d *dashboard, _ *host.Host) {
		if reply := d.open("page-1", "overview"); reply != (protocol.TypedReply{Type: "SUCCESS", PageKey: "page-1"}) {
			t.Errorf("OPEN_PAGE = %+v", reply)
		}
		layout := d.layout()
		if *layout.Title != "Overview" || layout.Description != nil || layout.Kind != "BASIC" || layout.Errors == nil || len(layout.MenuItems) != 1 || layout.Refresh != 1 {
			t.Errorf("layout = %+v", layout)
		}
		d.state(`{"offset":1}`)
		if layout := d.layout(); layout.Children.ToRender[0].Label != "1" || layout.Children.InputGroupKey != "key-1" {
			t.Errorf("layout after a state = %+v", layout.Children)
		}
		d.state(`null`)
		d.nothing()
		d.open("page-1", "overview") // again: the same opening
		d.nothing()
		d.say(protocol.ClosePage, protocol.ClosePageCall{PageKey: "page-1"})
		d.say(protocol.ClosePage, protocol.ClosePageCall{PageKey: "page-1"})
		d.state(`{"offset":2}`)
		d.nothing()
	})
}

// A layout says how many changes of state it has seen: those that came too late for
// their layout count too, as whoever sent them cannot know.
func TestPageSaysWhichStatesItHasSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		changes := make(chan struct{}, 1)
		h := newHost(t, host.Config{Routes: page(func(context.Context) (host.Layout, error) {
			return host.Layout{Children: &counter{changes: changes}}, nil
		})})
		d := connect(t, h)
		d.answer(protocol.InitializeHost, protocol.InitializeHostReply{
			Type: "success", InvalidSlugs: []string{}, Warnings: []string{}, Components: []protocol.Method{protocol.FramedParts},
		})
		if err := d.peer.Authenticate(t.Context()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		d.open("page-1", "overview")
		seen := func(want int) {
			t.Helper()
			if layout := d.layout(); layout.States == nil || *layout.States != want {
				t.Errorf("layout %+v has not seen %d states", layout, want)
			}
		}
		seen(0)
		d.state(`{}`)
		seen(1)
		changes <- struct{}{} // by itself, without a state
		seen(1)
		d.respond(protocol.IOResponse{TransactionID: "page-1", InputGroupKey: "an older layout", Kind: protocol.SetState, Values: []json.RawMessage{json.RawMessage(`{}`)}})
		d.nothing()
		d.state(`{}`)
		seen(3)
	})
}

func TestPageSendsOneLayoutAtATime(t *testing.T) {
	bubble(t, host.Config{Routes: page(func(context.Context) (host.Layout, error) {
		return host.Layout{Children: &counter{}}, nil
	})}, func(d *dashboard, _ *host.Host) {
		d.answer(protocol.SendPage, errSilent) // the first layout stays on its way
		d.open("page-1", "overview")
		d.next(protocol.SendPage)
		for range 20 {
			d.state(`{}`)
		}
		d.nothing()
		d.answer(protocol.SendPage, true)
		time.Sleep(2 * time.Minute) // the first is given up
		if layout := d.layout(); layout.Children.ToRender[0].Label != "20" {
			t.Errorf("layout = %+v", layout.Children)
		}
		d.nothing()
	})
}

func TestPageThatGoesWrong(t *testing.T) {
	explain := func(err error) protocol.PublicError {
		return protocol.PublicError{Message: "Something went wrong.", Reference: "7F3K-92"}
	}
	cases := []struct {
		name, part string
		handler    func(context.Context) (host.Layout, error)
		states     bool
	}{
		{"error", "", func(context.Context) (host.Layout, error) {
			return host.Layout{Title: "half"}, errors.New("no db")
		}, false},
		{"panic", "", func(context.Context) (host.Layout, error) { panic("no db") }, false},
		{"children", "children", func(context.Context) (host.Layout, error) {
			return host.Layout{Title: "T", Children: &counter{fail: "call"}}, nil
		}, false},
		{"state", "children", func(context.Context) (host.Layout, error) {
			return host.Layout{Title: "T", Children: &counter{fail: "state"}}, nil
		}, true},
		{"panic in a state", "children", func(context.Context) (host.Layout, error) {
			return host.Layout{Title: "T", Children: &counter{fail: "panic"}}, nil
		}, true},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			bubble(t, host.Config{Routes: page(tc.handler), Explain: explain}, func(d *dashboard, _ *host.Host) {
				d.open("page-1", "overview")
				layout := d.layout()
				if tc.states {
					if len(layout.Errors) != 0 {
						t.Errorf("errors before = %+v", layout.Errors)
					}
					d.state(`{}`)
					layout = d.layout()
				}
				want := protocol.LayoutError{LayoutKey: tc.part, Error: "Error", Message: "Something went wrong.", Reference: "7F3K-92"}
				if len(layout.Errors) != 1 || layout.Errors[0] != want {
					t.Errorf("errors = %+v", layout.Errors)
				}
				if tc.part == "" && layout.Title != nil {
					t.Errorf("title = %q of a handler that failed", *layout.Title)
				}
			})
		})
	}
}

func TestPageThatIsNotThere(t *testing.T) {
	r := page(nil)
	bubble(t, host.Config{Routes: r}, func(d *dashboard, h *host.Host) {
		for _, slug := range []string{"overview", "gone", ""} {
			if reply := d.open("page-1", slug); reply != (protocol.TypedReply{Type: "ERROR", Message: "No page handler found."}) {
				t.Errorf("OPEN_PAGE %q = %+v", slug, reply)
			}
		}
		d.nothing()
	})
}

func TestPageIsShownAgainAfterAReconnect(t *testing.T) {
	bubble(t, host.Config{Routes: page(func(context.Context) (host.Layout, error) {
		return host.Layout{Title: "Overview", Children: &counter{}}, nil
	})}, func(d *dashboard, h *host.Host) {
		d.open("page-1", "overview")
		d.layout()
		d.peer.Close()
		<-d.ended
		d = ready(d.T, h)
		d.layout()
		d.state(`{}`)
		d.layout()
		d.peer.Close()
		<-d.ended
		d = connect(d.T, h)
		d.answer(protocol.SendPage, false) // nobody looks at it any more
		d.peer.Authenticate(d.Context())
		d.layout()
		d.state(`{}`)
		d.nothing()
	})
}

func TestPageClosedWhileItsHandlerRuns(t *testing.T) {
	var cause error
	bubble(t, host.Config{Routes: page(func(ctx context.Context) (host.Layout, error) {
		<-ctx.Done()
		cause = ctx.Err()
		return host.Layout{}, ctx.Err()
	})}, func(d *dashboard, _ *host.Host) {
		d.open("page-1", "overview")
		d.nothing()
		d.say(protocol.ClosePage, protocol.ClosePageCall{PageKey: "page-1"})
		synctest.Wait()
		d.nothing()
		if cause == nil {
			t.Error("the handler was not told")
		}
	})
}

func (c *counter) Download(txn.DownloadRequest) (*txn.Download, error) { return nil, txn.ErrNoDownload }

func (c *counter) Resume(before txn.Surface) { c.n = before.(*counter).n + 100 }

func (c *counter) Changes() <-chan struct{} { return c.changes }

func (c *counter) Settled() bool { return true }

// What arrives by itself is sent as a layout of its own, and several things at
// once as one.
func TestPageThatChangesByItself(t *testing.T) {
	c := &counter{}
	bubble(t, host.Config{Routes: page(func(context.Context) (host.Layout, error) {
		c.changes = make(chan struct{}, 1) // inside the bubble
		return host.Layout{Children: c}, nil
	})}, func(d *dashboard, _ *host.Host) {
		d.open("page-1", "overview")
		d.layout()
		d.nothing()
		c.n = 7
		c.changes <- struct{}{}
		if layout := d.layout(); layout.Children.ToRender[0].Label != "7" {
			t.Errorf("layout = %+v", layout.Children)
		}
		d.nothing()
	})
}

// A page is renewed in its place, and one that cannot be drawn again stays.
func TestPageIsRenewed(t *testing.T) {
	var fails error
	drawn := 0
	bubble(t, host.Config{Routes: page(func(context.Context) (host.Layout, error) {
		drawn++
		return host.Layout{Title: fmt.Sprint(drawn), Children: &counter{}}, fails
	})}, func(d *dashboard, _ *host.Host) {
		d.open("page-1", "overview")
		if layout := d.layout(); layout.Renews {
			t.Error("a dashboard that does not know of it was told that the page renews")
		}
		renew := func() {
			d.respond(protocol.IOResponse{TransactionID: "page-1", InputGroupKey: "key-1", Kind: protocol.Refresh})
		}
		renew()
		if layout := d.layout(); *layout.Title != "2" || layout.Children.ToRender[0].Label != "100" {
			t.Errorf("renewed: %s %+v", *layout.Title, layout.Children)
		}
		d.state(`{}`)
		if layout := d.layout(); layout.Children.ToRender[0].Label != "101" {
			t.Errorf("a state after it: %+v", layout.Children)
		}
		fails = errors.New("no db")
		renew()
		if layout := d.layout(); *layout.Title != "2" || len(layout.Errors) != 1 || layout.Children.ToRender[0].Label != "101" {
			t.Errorf("not renewed: %s, errors %+v", *layout.Title, layout.Errors)
		}
	})
}

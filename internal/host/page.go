package host

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// opening is one opening of a page by one browser.
type opening struct {
	link
	tx     *txn.Transaction
	ctx    context.Context
	cancel context.CancelFunc
	states chan pageState // of its components, to be handled in order
	sent   chan struct{}  // a layout has arrived
	renew  chan struct{}  // somebody wants the handler to be asked again
	timed  chan struct{}  // it is time for that
	drawn  chan drawn     // what the handler returned

	heard int // changes of state; only the connection's reader uses it

	// only the page's own goroutine uses these
	layout Layout
	seen   int // the last change of state that the layout takes into account
	errs   []protocol.LayoutError
	deaf   []func() // ends what listens to the children
	age    age

	// guarded by link.mu
	last *protocol.SendPageRequest // what the dashboard has
}

// pageState is a change of state with its number, from 1.
type pageState struct {
	protocol.IOResponse
	number int
}

// maxStates is how many changes of state may wait for one page.
const maxStates = 64

// drawn is what a page's handler returned.
type drawn struct {
	layout Layout
	err    error
}

var (
	errNoRender = errors.New("host: a page shows its layout and asks nothing")
	errNoNotice = errors.New("host: a page tells nobody anything: it may be opened any number of times")
)

// openPage starts a page and answers before it is drawn.
func (h *Host) openPage(in protocol.OpenPageCall) (any, error) {
	params, err := decodeParams(in.Params, in.ParamsMeta)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	page := h.c.Routes.Pages()[in.Page.Slug]
	switch {
	case h.draining || h.ctx.Err() != nil:
		return protocol.TypedReply{Type: protocol.TypeUpperError, Message: "Host shutting down."}, nil
	case page.Handler == nil || in.PageKey == "":
		return protocol.TypedReply{Type: protocol.TypeUpperError, Message: "No page handler found."}, nil
	case h.pages[in.PageKey] == nil:
		p := h.newOpening(txn.Info{
			ID: in.PageKey, Slug: in.Page.Slug, Person: in.User, Environment: in.Environment,
			Params: params, Page: true, Formats: h.c.Formats, Logger: h.log,
		})
		h.pages[in.PageKey] = p
		h.work.Go(func() { p.do(page.Handler) })
	}
	return protocol.TypedReply{Type: protocol.TypeUpperSuccess, PageKey: in.PageKey}, nil
}

func (h *Host) newOpening(info txn.Info) *opening {
	p := &opening{
		link:   link{host: h, id: info.ID},
		states: make(chan pageState, maxStates),
		sent:   make(chan struct{}, 1),
		renew:  make(chan struct{}, 1),
		timed:  make(chan struct{}, 1),
		drawn:  make(chan drawn, 1),
	}
	p.log = h.log.With("transaction", info.ID, "page", info.Slug, "user", info.Person.Email)
	p.tx = txn.New(info, p)
	p.ctx, p.cancel = context.WithCancel(h.ctx)
	p.ctx = txn.NewContext(p.ctx, p.tx)
	return p
}

// closePage ends a page. Closing twice is harmless.
func (h *Host) closePage(in protocol.ClosePageCall) (any, error) {
	h.mu.Lock()
	p := h.pages[in.PageKey]
	h.mu.Unlock()
	if p != nil {
		h.forgetPage(p)
	}
	return nil, nil
}

func (h *Host) forgetPage(p *opening) {
	h.mu.Lock()
	delete(h.pages, p.id)
	h.mu.Unlock()
	p.cancel()
}

// Render refuses: a page's layout leaves with SEND_PAGE.
func (p *opening) Render(context.Context, protocol.IOCall) error { return errNoRender }

// Notify refuses: a page shows, and is opened by just looking.
func (p *opening) Notify(context.Context, protocol.NotifyRequest) error { return errNoNotice }

// Log writes to the service's own log: a page has none on the screen.
func (p *opening) Log(ctx context.Context, level protocol.LogLevel, text string) error {
	p.log.InfoContext(ctx, "page logs", "level", level, "text", text)
	return nil
}

func (p *opening) deliver(response protocol.IOResponse) {
	switch response.Kind {
	case protocol.SetState:
		p.heard++              // also those that come too late for this layout: the server counts them too
		p.tx.Deliver(response) // a state of an older layout is of no use to this one
	case protocol.Refresh:
		p.heed(response.Timed)
	}
}

// do runs the handler and keeps the page up to date until it is closed. At most
// one layout is on its way; changes meanwhile make exactly one more.
func (p *opening) do(handler func(context.Context) (Layout, error)) {
	defer p.quiet()
	p.ask(handler)
	asking, dirty, busy := true, false, false
	for {
		if dirty && !busy && p.ctx.Err() == nil {
			dirty, busy = false, p.send()
		}
		renew := p.renew
		if asking {
			renew = nil // until it has answered
		}
		select {
		case <-renew:
			p.ask(handler)
			asking = true
		case <-p.timed:
			if !asking && !dirty && p.settled() {
				p.ask(handler)
				asking = true
			}
		case d := <-p.drawn:
			p.take(d)
			asking, dirty = false, true
		case state := <-p.states:
			dirty = p.setState(state) || dirty
		case <-p.changes():
			dirty = true
		case <-p.sent:
			busy = false
		case <-p.ctx.Done():
			return
		}
	}
}

// ask has the handler draw the page, while the page goes on.
func (p *opening) ask(handler func(context.Context) (Layout, error)) {
	p.host.work.Go(func() {
		var d drawn
		d.err = protect(func() (err error) {
			d.layout, err = handler(p.ctx)
			return err
		})
		p.drawn <- d
	})
}

// take makes what the handler returned the page. Where it failed, what there was
// before stays.
func (p *opening) take(d drawn) {
	if d.err != nil {
		p.fail("", d.err)
		return
	}
	if d.layout.Children != nil && p.layout.Children != nil {
		d.layout.Children.Resume(p.layout.Children)
	}
	p.age.note(p.whole())
	p.layout = d.layout
	p.age.begin()
}

// changes has something when the page has changed by itself.
func (p *opening) changes() <-chan struct{} {
	if p.layout.Children == nil {
		return nil
	}
	return p.layout.Children.Changes()
}

// quiet ends what the handler may have left on its way.
func (p *opening) quiet() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loading.drop()
	p.loading.state = nil
}

// fail notes what could not be shown, unless the page is closed anyway.
func (p *opening) fail(part string, err error) {
	if p.ctx.Err() != nil {
		return
	}
	public := p.explain(err)
	p.errs = append(p.errs, protocol.LayoutError{
		LayoutKey: part, Error: "Error", Message: public.Message, Reference: public.Reference,
	})
}

// setState hands components their new states and reports whether the page
// changed.
func (p *opening) setState(state pageState) (changed bool) {
	p.seen = state.number
	err := protect(func() (err error) {
		changed, err = p.layout.Children.SetState(p.ctx, state.Values, state.ValuesMeta)
		return err
	})
	if err != nil {
		p.errs = nil
		p.fail("children", err)
		return true
	}
	return changed
}

// render makes the layout as it is now.
func (p *opening) render() protocol.PageLayout {
	for _, item := range p.layout.MenuItems {
		if !item.Disabled {
			p.checkSlug(p.ctx, item.Route)
		}
	}
	page := protocol.PageLayout{Kind: "BASIC", MenuItems: p.layout.MenuItems, Renews: p.Draws(protocol.FramedParts)}
	if page.Renews {
		page.States = new(p.seen)
	}
	switch beside := p.layout.Beside; {
	case beside == nil:
	case page.Renews:
		page.Beside = beside
	default: // the original draws no others
		for _, button := range []*protocol.Button{beside.Previous, beside.Next} {
			if button != nil {
				page.MenuItems = append(slices.Clip(page.MenuItems), *button)
			}
		}
	}
	if p.layout.Title != "" {
		page.Title = &p.layout.Title
	}
	if p.layout.Description != "" {
		page.Description = &p.layout.Description
	}
	if p.layout.Children != nil {
		var call protocol.IOCall
		err := protect(func() (err error) {
			call, err = p.layout.Children.Call(p.ctx)
			return err
		})
		if err != nil {
			p.fail("children", err)
		} else {
			page.Children = &call
			p.checkCall(p.ctx, call.ToRender)
			p.listen(call.InputGroupKey)
		}
	}
	if p.layout.Refresh > 0 {
		page.Refresh = int(max(p.layout.Refresh, time.Second).Seconds())
		page.Age = p.age.note(p.whole())
	}
	page.Errors = append([]protocol.LayoutError{}, p.errs...)
	p.errs = nil
	return page
}

// listen follows the children that are on the page now, and no others.
func (p *opening) listen(groupKey string) {
	for _, stop := range p.deaf {
		stop()
	}
	p.deaf = []func(){
		p.tx.Listen(groupKey, p.queue),
		p.tx.Offer(groupKey, p.layout.Children.Download),
	}
}

// queue takes a state from the connection's reader.
func (p *opening) queue(state protocol.IOResponse) {
	select {
	case p.states <- pageState{state, p.heard}:
	default:
		p.log.WarnContext(p.ctx, "too many changes of state at once")
	}
}

// send sets the layout on its way and reports whether it did.
func (p *opening) send() bool {
	text, err := json.Marshal(p.render())
	if err != nil {
		p.log.ErrorContext(p.ctx, "layout not encoded", "err", err)
		return false
	}
	request := protocol.SendPageRequest{PageKey: p.id, Page: new(string(text))}
	p.host.work.Go(func() {
		defer func() { p.sent <- struct{}{} }()
		var known bool
		if err := p.host.up.call(p.ctx, protocol.SendPage, request, &known); err != nil {
			p.log.DebugContext(p.ctx, "layout not sent", "err", err)
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.last = &request
		p.loading.state = nil
	})
	return true
}

// told returns the layout that the dashboard has.
func (p *opening) told() *protocol.SendPageRequest {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// showAgain sends a layout again, unless there is a newer one. A dashboard that
// does not know the page has nobody to show it to.
func (p *opening) showAgain(ctx context.Context, last *protocol.SendPageRequest) {
	if p.told() != last {
		return
	}
	var known bool
	if err := p.host.up.now(ctx, protocol.SendPage, last, &known); err != nil {
		p.log.WarnContext(ctx, "layout not sent again", "err", err)
		return
	}
	if !known {
		p.host.forgetPage(p)
	}
}

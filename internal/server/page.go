package server

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxPages is how many pages one socket may have open.
const maxPages = 50

// page is one opening of a page by one browser. Its key is made here, so that
// nobody can guess one.
type page struct {
	s       *Server
	browser *browser
	link    *link
	key     string
	slug    string
	owner   string // id of the person who opened it
	toHost  line

	mu       sync.Mutex
	seq      int64
	groupKey string // of the children on the screen
	callID   string
	stateful []bool
	offers   []bool
	renews   bool
	states   int // how many changes of state the host was told
	closed   bool
}

// pages are the openings there are.
type pages struct {
	mu  sync.Mutex
	all map[string]*page
}

func (ps *pages) add(p *page) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.all == nil {
		ps.all = map[string]*page{}
	}
	ps.all[p.key] = p
}

func (ps *pages) get(key string) *page {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	return ps.all[key]
}

func (ps *pages) remove(key string) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	delete(ps.all, key)
}

// on returns the pages that a connection of a host shows.
func (ps *pages) on(l *link) (found []*page) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	for _, p := range ps.all {
		if p.link == l {
			found = append(found, p)
		}
	}
	return found
}

// openPage opens a page. Its layout follows when the host has it.
func (r *request) openPage(in protocol.OpenPageRequest) (any, error) {
	n, l := r.s.services.find(in.Slug)
	if n == nil || !n.page || !access.May(r.person, access.OpenPage, n.object()) {
		return nil, errAbsent
	}
	params, err := encodeParams(in.Params)
	if err != nil {
		return nil, err
	}
	if l == nil || !r.s.life.takes() {
		return nil, errAway
	}
	p := &page{s: r.s, browser: r.browser, link: l, key: protocol.NewID(), slug: in.Slug, owner: r.person.ID}
	if err := r.own(p); err != nil {
		return nil, err
	}
	r.s.pages.add(p)
	r.reply(protocol.OpenedPage{PageKey: p.key, Route: n.route})
	call := protocol.OpenPageCall{
		PageKey: p.key, Page: protocol.PageSlug{Slug: in.Slug}, Environment: r.s.environmentOn(l.hostID),
		User: personOnWire(r.person), Params: params,
	}
	p.toHost.add(r.s, "opening a page", func(ctx context.Context) { p.open(ctx, call) })
	return nil, nil
}

// own makes p a page of this socket.
func (r *request) own(p *page) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.pages == nil:
		return errAbsent // the socket has gone
	case len(r.pages) >= maxPages:
		return refuse(protocol.TooLarge, "Too many pages are open.")
	}
	r.pages[p.key] = p
	return nil
}

// open asks the host for the page, and shows why when it does not come.
func (p *page) open(ctx context.Context, call protocol.OpenPageCall) {
	var reply protocol.TypedReply
	err := p.link.peer.Call(ctx, protocol.OpenPage, call, &reply)
	switch {
	case errors.Is(err, wire.ErrClosed) || ctx.Err() != nil:
		p.gone()
	case err != nil:
		p.s.log.WarnContext(ctx, "open a page", "page", p.slug, "err", err)
		p.show(failed("The service did not answer."))
	case reply.Type != protocol.TypeUpperSuccess:
		p.show(failed("The service could not open this page."))
		p.s.log.WarnContext(ctx, "open a page", "page", p.slug, "message", reply.Message)
	}
}

// failed is the layout of a page that could not be opened.
func failed(message string) *protocol.PageLayout {
	return &protocol.PageLayout{Kind: "BASIC", Errors: []protocol.LayoutError{{Error: "Error", Message: message}}}
}

// page takes a layout from the host that the page was opened on.
func (l *link) page(_ context.Context, in protocol.SendPageRequest) (any, error) {
	p := l.s.pages.get(in.PageKey)
	if p == nil || p.link != l {
		return false, nil
	}
	if in.Page == nil {
		p.show(nil)
		return true, nil
	}
	var layout protocol.PageLayout
	if len(*in.Page) > maxCall {
		return nil, &protocol.FormatError{What: "layout", Err: protocol.ErrLimit}
	}
	if err := json.Unmarshal([]byte(*in.Page), &layout); err != nil {
		return nil, &protocol.FormatError{What: "layout", Err: err}
	}
	layout.Kind = "BASIC"
	if layout.Errors == nil {
		layout.Errors = []protocol.LayoutError{}
	}
	if layout.Children != nil {
		layout.Children = new(normal(*layout.Children))
	}
	p.show(&layout)
	return true, nil
}

// show sends a layout to the browser, which a newer one replaces while it waits.
func (p *page) show(layout *protocol.PageLayout) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.seq++
	p.groupKey, p.callID, p.stateful, p.offers = "", "", nil, nil
	p.renews = layout != nil && layout.Renews
	if layout != nil && layout.Children != nil {
		p.groupKey, p.callID = layout.Children.InputGroupKey, layout.Children.ID
		children := newPrompt(*layout.Children, nil)
		p.stateful, p.offers = children.stateful, children.offers
	}
	p.push("", protocol.PageRender{PageKey: p.key, Seq: p.seq, Layout: layout})
}

// tellPage tells whoever has a page open something besides its layout. It reports
// whether id is a page's key at all, and whether the host may speak for that page.
func (l *link) tellPage(id, part string, render protocol.PageRender) (isPage, told bool) {
	p := l.s.pages.get(id)
	if p == nil {
		return false, false
	}
	if p.link != l {
		return true, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return true, false
	}
	render.PageKey, render.Seq = p.key, p.seq
	p.push(part, render)
	return true, true
}

// push queues a render, in the place of an older one of the same part. It leaves
// only to somebody who may see the page then.
func (p *page) push(part string, render protocol.PageRender) {
	encoded, err := push(protocol.PushPage, render)
	if err != nil {
		p.s.log.Error("encode a page", "page", p.slug, "err", err)
		return
	}
	size := 256
	if sent, ok := encoded.(protocol.BrowserPush); ok {
		size += len(sent.Data)
	}
	p.browser.out.add(item{
		key: "page " + p.key + part, size: size,
		allow: func(who access.Person) bool { return access.May(who, access.ReadPageView, p.object()) },
		make:  func() (any, error) { return encoded, nil },
	})
}

// object is the page view to the decision function.
func (p *page) object() access.Object {
	o := access.Object{Kind: access.PageViewObject, Owner: p.owner}
	if n, _ := p.s.services.find(p.slug); n != nil {
		o.Teams = n.teams()
	}
	return o
}

// gone tells the browser that the page's host has gone: it has to open it again.
func (p *page) gone() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	p.seq++
	p.push("", protocol.PageRender{PageKey: p.key, Seq: p.seq, Gone: true})
	p.s.pages.remove(p.key)
}

// view finds a page of this socket. Keys of other sockets are absent.
func (r *request) view(key string) (*page, error) {
	r.mu.Lock()
	p := r.pages[key]
	r.mu.Unlock()
	if p == nil || !access.May(r.person, access.ReadPageView, p.object()) {
		return nil, errAbsent
	}
	return p, nil
}

// stateOfPage hands components of a page new states.
func (r *request) stateOfPage(in protocol.PageStateRequest) (any, error) {
	p, err := r.view(in.PageKey)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errAway
	}
	if in.GroupKey == "" || in.GroupKey != p.groupKey {
		return nil, errStale
	}
	if err := checkState(p.stateful, in.Values); err != nil {
		return nil, err
	}
	text, err := json.Marshal(protocol.IOResponse{
		ID: p.callID, InputGroupKey: p.groupKey, TransactionID: p.key, Kind: protocol.SetState,
		Values: in.Values, ValuesMeta: in.ValuesMeta,
	})
	if err != nil {
		return nil, err
	}
	p.states++
	p.tell(protocol.IOResponseCall, protocol.IOResponseRequest{TransactionID: p.key, Value: string(text)})
	return protocol.PageStateReply{State: p.states}, nil
}

// refreshPage has a page's handler asked again, in its place.
func (r *request) refreshPage(in protocol.RefreshPageRequest) (any, error) {
	p, err := r.view(in.PageKey)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed:
		return nil, errAway
	case !p.renews:
		return nil, errStale
	}
	text, err := json.Marshal(protocol.IOResponse{
		ID: p.callID, InputGroupKey: p.groupKey, TransactionID: p.key, Kind: protocol.Refresh, Timed: in.Timed, Values: []json.RawMessage{},
	})
	if err != nil {
		return nil, err
	}
	p.tell(protocol.IOResponseCall, protocol.IOResponseRequest{TransactionID: p.key, Value: string(text)})
	return nil, nil
}

// closePage closes a page of this socket.
func (r *request) closePage(in protocol.PageRef) (any, error) {
	p, err := r.view(in.PageKey)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	delete(r.pages, p.key)
	r.mu.Unlock()
	r.s.closePage(p)
	return nil, nil
}

// closePage lets go of a page and tells its host.
func (s *Server) closePage(p *page) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.pages.remove(p.key)
	if p.closed {
		return
	}
	p.closed = true
	p.tell(protocol.ClosePage, protocol.ClosePageCall{PageKey: p.key})
}

// tell sends the host something whose loss does no harm: after a lost connection
// pages are opened again.
func (p *page) tell(method protocol.RPCMethod, in any) {
	p.toHost.add(p.s, "telling a host", func(ctx context.Context) {
		err := p.link.peer.Call(ctx, method, in, nil)
		if err != nil && ctx.Err() == nil && !errors.Is(err, wire.ErrClosed) {
			p.s.log.WarnContext(ctx, "tell a host", "method", method, "err", err)
		}
	})
}

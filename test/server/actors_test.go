package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// heard is one call that a host got.
type heard struct {
	method protocol.RPCMethod
	data   json.RawMessage
}

// fakeHost is a host that says what a test tells it.
type fakeHost struct {
	t    testing.TB
	peer *wire.Peer
	got  chan heard
	busy chan struct{} // when set, its replies wait until it is closed
	end  func()        // of the connection; returns when both sides have ended

	// files answers calls about files; set before there can be any.
	files func(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) any
}

// connect connects a host that declares these routes.
func (w *world) connect(routes protocol.InitializeHostRequest) *fakeHost {
	w.t.Helper()
	mine, theirs := wire.Pipe()
	h := &fakeHost{t: w.t, got: make(chan heard, 1000)}
	h.peer = wire.NewPeer(mine, h.handle, wire.PeerOptions{})
	ctx, cancel := context.WithCancel(context.Background())
	var both sync.WaitGroup
	both.Go(func() { h.peer.Run(ctx) })
	both.Go(func() { w.server.ServeHost(ctx, theirs) })
	h.end = sync.OnceFunc(func() { h.peer.Close(); both.Wait(); cancel() })
	w.t.Cleanup(h.end)
	select {
	case <-h.peer.Authenticated():
	case <-w.t.Context().Done():
		w.t.Fatal("the host was not let in")
	}
	h.declare(routes)
	if len(routes.Actions) > 0 {
		w.ready(routes.Actions[0].Slug)
	}
	return h
}

// ready waits until the action can be started: routes are taken a moment after
// the reply to their declaration.
func (w *world) ready(slug string) {
	w.t.Helper()
	b := w.open("ben")
	defer b.close()
	within(w.t, "the routes are there", func() bool {
		var card protocol.StartCard
		reply := b.ask(protocol.CallStartCard, protocol.StartCardRequest{Slug: slug})
		return reply.Error == nil && json.Unmarshal(reply.Data, &card) == nil && card.Service == "here"
	})
}

func (h *fakeHost) declare(routes protocol.InitializeHostRequest) protocol.InitializeHostReply {
	h.t.Helper()
	var reply protocol.InitializeHostReply
	h.call(protocol.InitializeHost, routes, &reply)
	if reply.Type != protocol.TypeSuccess {
		h.t.Fatalf("declaration: %+v", reply)
	}
	return reply
}

func (h *fakeHost) handle(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error) {
	if (method == protocol.ReadDownload || method == protocol.WriteUpload) && h.files != nil {
		return h.files(ctx, method, data), nil
	}
	h.got <- heard{method, data}
	if h.files != nil && (method == protocol.OpenDownload || method == protocol.OpenUpload || method == protocol.FinishUpload) {
		return h.files(ctx, method, data), nil
	}
	if method == protocol.IOResponseCall && h.busy != nil {
		<-h.busy
	}
	if method == protocol.OpenPage {
		return protocol.TypedReply{Type: protocol.TypeUpperSuccess}, nil
	}
	return nil, nil
}

func (h *fakeHost) call(method protocol.RPCMethod, in, out any) {
	h.t.Helper()
	if err := h.peer.Call(h.t.Context(), method, in, out); err != nil {
		h.t.Fatalf("%s: %v", method, err)
	}
}

// next waits for a call of this method, and forgets others before it.
func (h *fakeHost) next(method protocol.RPCMethod, into any) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	for {
		select {
		case m := <-h.got:
			if m.method != method {
				continue
			}
			must(h.t, json.Unmarshal(m.data, into))
			return
		case <-ctx.Done():
			h.t.Fatalf("the host waits for %s", method)
		}
	}
}

// response waits for the next response to an IO call.
func (h *fakeHost) response() (r protocol.IOResponse) {
	h.t.Helper()
	var in protocol.IOResponseRequest
	h.next(protocol.IOResponseCall, &in)
	must(h.t, json.Unmarshal([]byte(in.Value), &r))
	return r
}

// ask renders one text input and reports whether the server took it.
func (h *fakeHost) ask(runID, callID, key string) protocol.Accepted {
	h.t.Helper()
	return h.render(runID, protocol.IOCall{ID: callID, InputGroupKey: key, Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.InputText, Label: "Your name", Props: json.RawMessage(`{}`)},
	}})
}

func (h *fakeHost) render(runID string, call protocol.IOCall) (ok protocol.Accepted) {
	h.t.Helper()
	text, err := json.Marshal(call)
	must(h.t, err)
	h.call(protocol.SendIOCall, protocol.SendIOCallRequest{TransactionID: runID, IOCall: string(text)}, &ok)
	return ok
}

// complete ends a run and reports whether the server took it.
func (h *fakeHost) complete(runID, result string) (ok bool) {
	h.t.Helper()
	h.call(protocol.MarkComplete, protocol.MarkCompleteRequest{TransactionID: runID, Result: &result}, &ok)
	return ok
}

// tab is a browser.
type tab struct {
	t    testing.TB
	conn wire.Conn

	mu     sync.Mutex
	nextID int
	pushes []protocol.BrowserPush
	seen   int // pushes looked at
	waits  map[string]chan protocol.BrowserReply
	ended  chan struct{}
	cause  error
}

// open connects a browser of a person.
func (w *world) open(person string) *tab {
	w.t.Helper()
	return w.join(w.t, person)
}

// join is open for a test inside the test that made the world.
func (w *world) join(t testing.TB, person string) *tab {
	t.Helper()
	return w.joinIn(t, person, "of "+person)
}

// joinIn connects a browser of a person in one of their sessions.
func (w *world) joinIn(t testing.TB, person, session string) *tab {
	t.Helper()
	header := http.Header{"Origin": {w.web.URL}}
	if person != "" {
		header.Set("X-Person", person)
	}
	if session != "" {
		header.Set("Cookie", "shop="+url.QueryEscape(session))
	}
	conn, err := wire.Dial(t.Context(), "ws"+strings.TrimPrefix(w.web.URL, "http")+"/admin/-/socket", header, wire.DialOptions{})
	must(t, err)
	b := &tab{t: t, conn: conn, waits: map[string]chan protocol.BrowserReply{}, ended: make(chan struct{})}
	go b.read()
	t.Cleanup(b.close)
	return b
}

func (b *tab) close() {
	b.conn.Close()
	<-b.ended
}

func (b *tab) read() {
	defer close(b.ended)
	for {
		frame, err := b.conn.Read(context.Background())
		if err != nil {
			b.cause = err
			return
		}
		var push protocol.BrowserPush
		var reply protocol.BrowserReply
		if json.Unmarshal(frame, &push) == nil && push.Push != "" {
			b.mu.Lock()
			b.pushes = append(b.pushes, push)
			b.mu.Unlock()
			continue
		}
		if err := json.Unmarshal(frame, &reply); err != nil {
			b.t.Errorf("a frame that is neither: %s", frame)
			continue
		}
		b.mu.Lock()
		if wait := b.waits[reply.ID]; wait != nil {
			wait <- reply
		}
		b.mu.Unlock()
	}
}

// ask makes a call and returns the reply.
func (b *tab) ask(call protocol.BrowserCall, data any) protocol.BrowserReply {
	b.t.Helper()
	raw, err := json.Marshal(data)
	must(b.t, err)
	if data == nil {
		raw = nil
	}
	b.mu.Lock()
	b.nextID++
	id := strconv.Itoa(b.nextID)
	b.mu.Unlock()
	frame, err := json.Marshal(protocol.BrowserRequest{ID: id, Call: call, Data: raw})
	must(b.t, err)
	return b.raw(id, frame)
}

// raw sends a frame and returns the reply with this id.
func (b *tab) raw(id string, frame []byte) protocol.BrowserReply {
	b.t.Helper()
	wait := make(chan protocol.BrowserReply, 8)
	b.mu.Lock()
	b.waits[id] = wait
	b.mu.Unlock()
	must(b.t, b.conn.Write(b.t.Context(), frame))
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	select {
	case reply := <-wait:
		return reply
	case <-b.ended:
		select {
		case reply := <-wait:
			return reply
		default:
			b.t.Fatalf("the socket ended before a reply to %.200s: %v", frame, b.cause)
		}
	case <-ctx.Done():
		b.t.Fatalf("no reply to %.200s", frame)
	}
	return protocol.BrowserReply{}
}

// must makes a call that has to succeed.
func (b *tab) must(call protocol.BrowserCall, data, into any) {
	b.t.Helper()
	reply := b.ask(call, data)
	if reply.Error != nil {
		b.t.Fatalf("%s: %s: %s", call, reply.Error.Code, reply.Error.Message)
	}
	if into != nil {
		must(b.t, json.Unmarshal(reply.Data, into))
	}
}

// start starts a run of slug and returns its id, once the host has it.
func (b *tab) start(h *fakeHost, slug, key string) string {
	b.t.Helper()
	return b.startWith(h, slug, key, nil)
}

// startWith is start with parameters.
func (b *tab) startWith(h *fakeHost, slug, key string, params map[string]string) string {
	b.t.Helper()
	var started protocol.StartedRun
	b.must(protocol.CallStartRun, protocol.StartRunRequest{Slug: slug, Key: key, Params: params}, &started)
	var in protocol.StartTransactionRequest
	h.next(protocol.StartTransaction, &in)
	if in.TransactionID != started.RunID {
		b.t.Fatalf("the host starts %s, the browser %s", in.TransactionID, started.RunID)
	}
	return started.RunID
}

func (b *tab) openRun(id string, after int64) (events protocol.RunEvents) {
	b.t.Helper()
	b.must(protocol.CallOpenRun, protocol.OpenRunRequest{RunID: id, After: after}, &events)
	return events
}

// until waits for a push of this kind that f likes.
func until[T any](b *tab, kind protocol.BrowserPushKind, what string, f func(T) bool) T {
	b.t.Helper()
	var found T
	within(b.t, what, func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		for ; b.seen < len(b.pushes); b.seen++ {
			if b.pushes[b.seen].Push != kind {
				continue
			}
			var data T
			must(b.t, json.Unmarshal(b.pushes[b.seen].Data, &data))
			if f(data) {
				b.seen++
				found = data
				return true
			}
		}
		return false
	})
	return found
}

// status waits until the run is pushed in this status.
func (b *tab) status(want protocol.RunStatus) protocol.RunEvents {
	b.t.Helper()
	return until(b, protocol.PushRun, "the run is "+string(want), func(e protocol.RunEvents) bool { return e.Run.Status == want })
}

// closedWith waits for the end of the socket and returns its code.
func (b *tab) closedWith() int {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	select {
	case <-b.ended:
	case <-ctx.Done():
		b.t.Fatal("the socket stays open")
	}
	if ce, ok := errors.AsType[*wire.CloseError](b.cause); ok {
		return ce.Code
	}
	return 0
}

func text(s string) json.RawMessage {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return raw
}

package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// routes are fixed routes.
type routes struct {
	actions map[string]host.Action
	pages   map[string]host.Page
}

func (r *routes) Actions() map[string]host.Action { return r.actions }
func (r *routes) Pages() map[string]host.Page     { return r.pages }

func action(slug string, handler func(context.Context) error) *routes {
	return &routes{actions: map[string]host.Action{slug: {Def: protocol.ActionDef{Slug: slug}, Handler: handler}}}
}

// call is one call of the host, as the dashboard got it.
type call struct {
	method protocol.RPCMethod
	data   string
}

// dashboard is the other end of a host, which takes everything and writes it
// down.
type dashboard struct {
	*testing.T
	peer  *wire.Peer
	ended chan error // what Serve returned
	calls chan call  // all but INITIALIZE_HOST
	shown protocol.PageLayout

	mu      sync.Mutex
	answers map[protocol.RPCMethod]any // instead of true
	delay   time.Duration              // before IO calls are taken
	inits   []protocol.InitializeHostRequest
}

func newHost(t *testing.T, c host.Config) *host.Host {
	t.Helper()
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	h := host.New(c)
	t.Cleanup(h.Close)
	return h
}

// connect lets h serve a new connection.
func connect(t *testing.T, h *host.Host) *dashboard {
	t.Helper()
	near, far := wire.Pipe()
	d := &dashboard{T: t, ended: make(chan error, 1), calls: make(chan call, 1000), answers: map[protocol.RPCMethod]any{}}
	d.peer = wire.NewPeer(far, d.handle, wire.PeerOptions{Logger: slog.New(slog.DiscardHandler)})
	ctx := context.WithoutCancel(t.Context())
	go d.peer.Run(ctx)
	go func() { d.ended <- h.Serve(ctx, near) }()
	t.Cleanup(func() { d.peer.Close() })
	return d
}

// ready is connect and the dashboard's word that the host may begin.
func ready(t *testing.T, h *host.Host) *dashboard {
	t.Helper()
	d := connect(t, h)
	if err := d.peer.Authenticate(t.Context()); err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
	return d
}

func (d *dashboard) answer(m protocol.RPCMethod, v any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answers[m] = v
}

var errSilent = errors.New("no answer")

func (d *dashboard) handle(_ context.Context, m protocol.RPCMethod, data json.RawMessage) (any, error) {
	if m == protocol.SendIOCall {
		time.Sleep(d.delay)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	special, has := d.answers[m]
	if m == protocol.InitializeHost {
		var in protocol.InitializeHostRequest
		json.Unmarshal(data, &in)
		d.inits = append(d.inits, in)
		if !has {
			return protocol.InitializeHostReply{Type: "success", InvalidSlugs: []string{}, Warnings: []string{},
				Components: []protocol.Method{protocol.DisplayChanges}}, nil
		}
		return special, nil
	}
	d.calls <- call{m, string(data)}
	if err, ok := special.(error); ok {
		return nil, err
	}
	if has {
		return special, nil
	}
	return true, nil
}

// say makes a call that has no answer.
func (d *dashboard) say(m protocol.RPCMethod, in any) {
	d.Helper()
	if err := d.peer.Call(d.Context(), m, in, nil); err != nil {
		d.Fatalf("%s: %v", m, err)
	}
}

func (d *dashboard) start(id, slug string) {
	d.Helper()
	d.say(protocol.StartTransaction, protocol.StartTransactionRequest{
		TransactionID: id, ActionName: slug, Action: protocol.ActionRef{Slug: slug},
		User:   protocol.Person{Email: "ada@example.com", Name: "Ada"},
		Params: json.RawMessage(`{"id":"7"}`), DisplayResolvesImmediately: true,
	})
}

// respond delivers an answer to a prompt.
func (d *dashboard) respond(r protocol.IOResponse) {
	d.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		d.Fatal(err)
	}
	d.say(protocol.IOResponseCall, protocol.IOResponseRequest{TransactionID: r.TransactionID, Value: string(text)})
}

// next returns the next call of the host once everything is quiet. A method of
// "" means that there must be none.
func (d *dashboard) next(want protocol.RPCMethod) string {
	d.Helper()
	synctest.Wait()
	select {
	case c := <-d.calls:
		if c.method != want {
			d.Fatalf("got %s %s, want %q", c.method, c.data, want)
		}
		return c.data
	default:
		if want != "" {
			d.Fatalf("nothing came, want %s", want)
		}
		return ""
	}
}

// nothing checks that the host has nothing to say.
func (d *dashboard) nothing() { d.Helper(); d.next("") }

// result reads the completion of a run.
func (d *dashboard) result() (protocol.MarkCompleteRequest, protocol.Result) {
	d.Helper()
	var mark protocol.MarkCompleteRequest
	var result protocol.Result
	if err := json.Unmarshal([]byte(d.next(protocol.MarkComplete)), &mark); err != nil {
		d.Fatal(err)
	}
	if err := json.Unmarshal([]byte(*mark.Result), &result); err != nil {
		d.Fatal(err)
	}
	return mark, result
}

func (d *dashboard) contains(text string, parts ...string) {
	d.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			d.Errorf("%s\nlacks %s", text, p)
		}
	}
}

// prompt shows a text input under key and waits for its answer, as package io
// would.
func prompt(ctx context.Context, key string) (protocol.IOResponse, error) {
	tx, _ := txn.From(ctx)
	answers := make(chan protocol.IOResponse, 10)
	stop := tx.Listen(key, func(r protocol.IOResponse) { answers <- r })
	defer stop()
	if err := tx.Link().Render(ctx, ioCall(key, protocol.InputText)); err != nil {
		return protocol.IOResponse{}, err
	}
	select {
	case r := <-answers:
		return r, nil
	case <-tx.Canceled():
		return protocol.IOResponse{}, txn.ErrCanceled
	case <-ctx.Done():
		return protocol.IOResponse{}, context.Cause(ctx)
	}
}

func ioCall(key string, m protocol.Method) protocol.IOCall {
	return protocol.IOCall{ID: protocol.NewID(), InputGroupKey: key, Kind: "RENDER",
		ToRender: []protocol.Component{{MethodName: m, Label: "Name", Props: json.RawMessage(`{}`)}}}
}

// bubble runs a test in a bubble with a connected host.
func bubble(t *testing.T, c host.Config, body func(d *dashboard, h *host.Host)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newHost(t, c)
		body(ready(t, h), h)
	})
}

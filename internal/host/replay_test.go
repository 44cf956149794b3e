package host_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/transcript"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// additions are the fields this project adds to the original wire. Nothing else
// may be in a message that is not in the recording.
var additions = map[string]bool{
	"html": true, "type": true, "sortable": true, "filter": true, "disabledReason": true, "unit": true,
	"level": true, "isSortable": true, "isFilterable": true, // said also where they are the default
	"decimals":  true, // without them a dashboard takes whole numbers only
	"reference": true, "title": true, "helpText": true, "helpHtml": true, "instanceId": true, "index": true,
}

func isAddition(key string) bool { return additions[key] }

// replay plays the server's side of a recording to a host that runs handlers,
// and compares what the host says with what the original host said.
type replay struct {
	// run holds the actions by slug; * is all others.
	run map[string]func(ctx context.Context, rec func(name string, value any)) error
	// pages holds the pages by slug.
	pages map[string]func(ctx context.Context) (host.Layout, error)
	// without names prompts by a label in them which the handler leaves out, with
	// what the server answered them, each with the reason.
	without map[string]string
	// passes numbers recorded calls that are not made and not expected, each with
	// the reason.
	passes map[int]string
	// only is how many of the recorded calls are played, and why not all; zero is
	// all.
	only    int
	because string
	// differs is where this project differs from the original on purpose.
	differs []difference
	// cues are what happens at the host before the call of a number is played.
	cues map[int]func(*player)
	// ends is part of the error with which the last connection ends; empty for any.
	ends string
}

// difference changes a recorded message to what this project says instead.
type difference struct {
	why    string
	change func(method protocol.RPCMethod, recorded map[string]any)
	heard  func(said json.RawMessage) // hears what the server says; may be nil
}

// hostCall is a call of the host that waits for its answer.
type hostCall struct {
	method protocol.RPCMethod
	data   any
	raw    json.RawMessage
	answer chan any
}

type player struct {
	*testing.T
	replay
	host     *host.Host
	peer     *wire.Peer
	calls    chan hostCall
	waiting  []hostCall
	bound    *transcript.Bindings
	newestID map[string]string // recorded group key → recorded id of a render that did come
	routes   *routes
	released chan struct{} // closed by the cue release
	ended    chan error    // why connections ended
	recorded []transcript.Exchange
}

func play(t *testing.T, name string, r replay) {
	t.Helper()
	played[name] = true
	t.Run(name, func(t *testing.T) {
		dir, ok := transcript.Dir()
		if !ok {
			t.Skip("the recorded conversations are not on this machine")
		}
		s, err := transcript.Load(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Test(t, func(t *testing.T) {
			p := &player{T: t, replay: r, bound: transcript.NewBindings(), calls: make(chan hostCall, 1000), newestID: map[string]string{},
				routes: &routes{}, released: make(chan struct{}), ended: make(chan error, 10), recorded: s.Exchanges()}
			got := &received{}
			p.declare(0, got)
			p.host = newHost(t, host.Config{Routes: p.routes, Explain: original})
			p.playAll(s, got)
			got.check(t, s)
		})
	})
}

// original explains errors as the original host does.
func original(err error) protocol.PublicError {
	if refused, ok := errors.AsType[*host.RefusedError](err); ok {
		return protocol.PublicError{Message: cmp.Or(refused.Message, "Error sending IO call.")}
	}
	return protocol.PublicError{Message: err.Error()}
}

// declare sets the routes to what the recording's host declared first after call
// from, with the replay's handlers.
func (p *player) declare(from int, got *received) {
	p.Helper()
	i := slices.IndexFunc(p.recorded[min(from, len(p.recorded)):], func(e transcript.Exchange) bool { return e.Method == protocol.InitializeHost })
	if i < 0 {
		return
	}
	var in protocol.InitializeHostRequest
	if err := json.Unmarshal(p.recorded[from+i].Data, &in); err != nil {
		p.Fatal(err)
	}
	p.routes.actions, p.routes.pages = map[string]host.Action{}, map[string]host.Page{}
	for _, def := range in.Actions {
		p.routes.actions[def.FullSlug()] = host.Action{Def: def, Handler: p.action(def.FullSlug(), got)}
	}
	for _, def := range in.Groups {
		page := host.Page{Def: def}
		if def.HasHandler {
			page.Handler = p.page(def.Slug)
		}
		p.routes.pages[def.Slug] = page
	}
}

func (p *player) action(slug string, got *received) func(context.Context) error {
	run := p.run[slug]
	if run == nil {
		run = p.run["*"]
	}
	return func(ctx context.Context) error {
		if run == nil {
			return nil
		}
		return run(context.WithValue(ctx, releasedKey{}, p.released), got.rec)
	}
}

func (p *player) page(slug string) func(context.Context) (host.Layout, error) {
	handler := p.pages[slug]
	if handler == nil {
		handler = p.pages["*"]
	}
	return func(ctx context.Context) (host.Layout, error) {
		if handler == nil {
			return host.Layout{}, nil
		}
		return handler(ctx)
	}
}

// connect opens a connection of the host and says that it may begin.
func (p *player) connect() {
	p.Helper()
	near, far := wire.Pipe()
	quiet := slog.New(slog.DiscardHandler)
	p.peer = wire.NewPeer(far, p.handle, wire.PeerOptions{Logger: quiet})
	ctx := context.WithoutCancel(p.Context())
	go p.peer.Run(ctx)
	go func() { p.ended <- p.host.Serve(ctx, near) }()
	if err := p.peer.Authenticate(ctx); err != nil {
		p.Fatal(err)
	}
}

// handle keeps a call until the recording comes to it.
func (p *player) handle(ctx context.Context, m protocol.RPCMethod, data json.RawMessage) (any, error) {
	normal, err := transcript.Normal(data)
	if err != nil {
		return nil, err
	}
	sortRoutes(normal)
	p.checkShapes(m, data)
	c := hostCall{m, normal, data, make(chan any, 1)}
	p.calls <- c
	select {
	case answer := <-c.answer:
		if err, silent := answer.(error); silent {
			return nil, err
		}
		return answer, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *player) playAll(s *transcript.Scenario, got *received) {
	p.Helper()
	conn := 0
	skipped := p.skippedKeys(s)
	exchanges := p.recorded
	if p.only > 0 {
		exchanges = exchanges[:p.only]
	}
	for i, e := range exchanges {
		at := fmt.Sprintf("exchange %d", i)
		if e.Conn != conn {
			if p.peer != nil {
				synctest.Wait() // for what was answered to arrive
				p.peer.Close()
				synctest.Wait()
			}
			conn = e.Conn
			p.connect()
		}
		if cue := p.cues[i]; cue != nil {
			synctest.Wait()
			p.declare(i, got)
			cue(p)
			synctest.Wait()
		}
		if p.passes[i] != "" || e.Lost && e.From == "server" || p.leavesOut(e, skipped) {
			continue
		}
		if e.From == "host" {
			p.expect(at, e)
		} else {
			p.say(at, e)
		}
	}
	time.Sleep(5 * time.Second)
	synctest.Wait()
	p.collect()
	for _, c := range p.waiting {
		p.Errorf("the host also says %s %s", c.method, c.raw)
		c.answer <- true
	}
	p.peer.Close()
	if err := <-p.ended; !strings.Contains(fmt.Sprint(err), p.ends) {
		p.Errorf("the first connection ended with %v, want %q", err, p.ends)
	}
}

// skippedKeys returns the group keys of the prompts that are left out.
func (p *player) skippedKeys(s *transcript.Scenario) []string {
	var keys []string
	for _, e := range s.Exchanges() {
		if e.Method != protocol.SendIOCall {
			continue
		}
		var in protocol.SendIOCallRequest
		var call protocol.IOCall
		json.Unmarshal(e.Data, &in)
		json.Unmarshal([]byte(in.IOCall), &call)
		for _, c := range call.ToRender {
			if p.without[c.Label] != "" {
				keys = append(keys, call.InputGroupKey)
			}
		}
	}
	return keys
}

func (p *player) leavesOut(e transcript.Exchange, keys []string) bool {
	for _, key := range keys {
		if strings.Contains(string(e.Data), key) {
			return true
		}
	}
	return false
}

// say makes a recorded call of the server.
func (p *player) say(at string, e transcript.Exchange) {
	p.Helper()
	ctx := context.WithoutCancel(p.Context())
	synctest.Wait() // for what was answered to arrive
	data := p.bound.Apply(e.Data)
	for _, d := range p.differs {
		if d.heard != nil {
			d.heard(data)
		}
	}
	if !e.Answered {
		go p.peer.Call(ctx, e.Method, data, nil)
		synctest.Wait()
		return
	}
	var answer json.RawMessage
	if err := p.peer.Call(ctx, e.Method, data, &answer); err != nil {
		p.Fatalf("%s, %s: %v", at, e.Method, err)
	}
	want, _ := transcript.Normal(e.Answer)
	got, _ := transcript.Normal(answer)
	if d := p.bound.Compare(want, got, isAddition); d != "" {
		p.Errorf("%s, answer to %s: %s", at, e.Method, d)
	}
}

// expect waits until the host makes a recorded call and gives it the recorded
// answer.
func (p *player) expect(at string, e transcript.Exchange) {
	p.Helper()
	want, err := transcript.Normal(e.Data)
	if err != nil {
		p.Fatal(err)
	}
	if object, ok := want.(map[string]any); ok {
		for _, d := range p.differs {
			d.change(e.Method, object)
		}
	}
	sortRoutes(want)
	deadline := time.After(30 * time.Second)
	for {
		p.collect()
		if p.match(e, want) {
			return
		}
		select {
		case c := <-p.calls:
			p.waiting = append(p.waiting, c)
		case <-deadline:
			if p.rerender(e, want) {
				return
			}
			p.Fatalf("%s: the host did not say %s %s\n%s", at, e.Method, e.Data, p.nearest(e, want))
		}
	}
}

func (p *player) collect() {
	for {
		select {
		case c := <-p.calls:
			p.waiting = append(p.waiting, c)
		default:
			return
		}
	}
}

// match finds the call among those that wait.
func (p *player) match(e transcript.Exchange, want any) bool {
	for i, c := range p.waiting {
		trial := p.bound.Clone()
		if c.method != e.Method || trial.Compare(want, c.data, isAddition) != "" {
			continue
		}
		p.bound = trial
		p.waiting = append(p.waiting[:i:i], p.waiting[i+1:]...)
		if key, id := render(want); key != "" {
			p.newestID[key] = id
		}
		switch {
		case !e.Answered:
			c.answer <- errSilent
		case len(e.Answer) == 0:
			c.answer <- nil
		default:
			c.answer <- e.Answer
		}
		return true
	}
	return false
}

// rerender reports whether a recorded render is one that need not come: the
// number of renders after a state change may differ.
func (p *player) rerender(e transcript.Exchange, want any) bool {
	key, id := render(want)
	newest, known := p.newestID[key]
	different := slices.ContainsFunc(p.waiting, func(c hostCall) bool { return c.method == e.Method })
	if e.Method != protocol.SendIOCall || !known || different {
		return false
	}
	p.bound.Set(id, string(p.bound.Apply(json.RawMessage(newest))))
	return true
}

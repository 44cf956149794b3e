package host_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
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
	"reference": true, "title": true, "helpText": true, "instanceId": true, "index": true,
}

func isAddition(key string) bool { return additions[key] }

// replay plays the server's side of a recording to a host that runs handlers,
// and compares what the host says with what the original host said.
type replay struct {
	// run holds the actions by slug; * is all others.
	run map[string]func(ctx context.Context, rec func(name string, value any)) error
	// pages holds the pages by slug.
	pages map[string]func(ctx context.Context) (host.Layout, error)
	// skip names prompts by a label in them which the handler leaves out, with
	// what the server answered them: components of a later release, or rules that
	// this project's hosts keep and the original does not.
	skip []string
	// only is how many of the recorded calls are played; zero is all.
	only int
	// adapt changes a recorded message where this project differs on purpose.
	adapt func(method protocol.RPCMethod, recorded map[string]any)
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
}

func play(t *testing.T, name string, r replay) {
	t.Helper()
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
			p := &player{T: t, replay: r, bound: transcript.NewBindings(), calls: make(chan hostCall, 1000), newestID: map[string]string{}}
			got := &received{}
			p.host = newHost(t, host.Config{Routes: p.routes(t, s, got), Explain: original})
			p.playAll(s)
			got.check(t, s, r.skip)
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

// routes declares what the recording's host declared, with the replay's handlers.
func (p *player) routes(t *testing.T, s *transcript.Scenario, got *received) *routes {
	r := &routes{actions: map[string]host.Action{}, pages: map[string]host.Page{}}
	for _, e := range s.Exchanges() {
		if e.Method != protocol.InitializeHost {
			continue
		}
		var in protocol.InitializeHostRequest
		if err := json.Unmarshal(e.Data, &in); err != nil {
			t.Fatal(err)
		}
		for _, def := range in.Actions {
			run := p.run[def.FullSlug()]
			if run == nil {
				run = p.run["*"]
			}
			r.actions[def.FullSlug()] = host.Action{Def: def, Handler: func(ctx context.Context) error {
				if run == nil {
					return nil
				}
				return run(ctx, got.rec)
			}}
		}
		for _, def := range in.Groups {
			page := host.Page{Def: def}
			if def.HasHandler {
				handler := p.pages[def.Slug]
				if handler == nil {
					handler = p.pages["*"]
				}
				page.Handler = func(ctx context.Context) (host.Layout, error) {
					if handler == nil {
						return host.Layout{}, nil
					}
					return handler(ctx)
				}
			}
			r.pages[def.Slug] = page
		}
		return r
	}
	return r
}

// connect opens a connection of the host and says that it may begin.
func (p *player) connect() {
	p.Helper()
	near, far := wire.Pipe()
	quiet := slog.New(slog.DiscardHandler)
	p.peer = wire.NewPeer(far, p.handle, wire.PeerOptions{Logger: quiet})
	ctx := context.WithoutCancel(p.Context())
	go p.peer.Run(ctx)
	go p.host.Serve(ctx, near)
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

func (p *player) playAll(s *transcript.Scenario) {
	p.Helper()
	conn := 0
	skipped := p.skippedKeys(s)
	exchanges := s.Exchanges()
	if p.only > 0 {
		exchanges = exchanges[:p.only]
	}
	for i, e := range exchanges {
		at := fmt.Sprintf("exchange %d", i)
		if e.Conn != conn {
			if p.peer != nil {
				p.peer.Close()
				synctest.Wait()
			}
			conn = e.Conn
			p.connect()
		}
		if p.leavesOut(e, skipped) {
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
			for _, label := range p.skip {
				if c.Label == label {
					keys = append(keys, call.InputGroupKey)
				}
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
	data := p.bound.Apply(e.Data)
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
	if object, ok := want.(map[string]any); ok && p.adapt != nil {
		p.adapt(e.Method, object)
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

// checkShapes reports props that package protocol does not know of their
// component.
func (p *player) checkShapes(m protocol.RPCMethod, data json.RawMessage) {
	var in struct {
		IOCall string `json:"ioCall"`
		Page   string `json:"page"`
	}
	var call protocol.IOCall
	var layout protocol.PageLayout
	json.Unmarshal(data, &in)
	json.Unmarshal([]byte(in.IOCall), &call)
	json.Unmarshal([]byte(in.Page), &layout)
	if layout.Children != nil {
		call = *layout.Children
	}
	for _, c := range call.ToRender {
		d := json.NewDecoder(bytes.NewReader(c.Props))
		d.DisallowUnknownFields()
		if err := d.Decode(reflect.New(protocol.Shapes[c.MethodName].Props).Interface()); err != nil {
			p.Errorf("props of %s %q: %v", c.MethodName, c.Label, err)
		}
	}
}

// sortRoutes puts the routes of a declaration in one order: a registry is a map.
func sortRoutes(declaration any) {
	object, _ := declaration.(map[string]any)
	for _, key := range []string{"actions", "groups"} {
		routes, _ := object[key].([]any)
		slices.SortFunc(routes, func(a, b any) int { return strings.Compare(routeName(a), routeName(b)) })
	}
}

func routeName(route any) string {
	object, _ := route.(map[string]any)
	return fmt.Sprint(object["groupSlug"], "/", object["slug"])
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
	if e.Method != protocol.SendIOCall || !known {
		return false
	}
	p.bound.Set(id, string(p.bound.Apply(json.RawMessage(newest))))
	return true
}

func render(want any) (key, id string) {
	call, _ := want.(map[string]any)
	ioCall, _ := call["ioCall"].(map[string]any)
	key, _ = ioCall["inputGroupKey"].(string)
	id, _ = ioCall["id"].(string)
	return key, id
}

// nearest says how the first call of the same kind differs.
func (p *player) nearest(e transcript.Exchange, want any) string {
	for _, c := range p.waiting {
		if c.method == e.Method {
			return fmt.Sprintf("but %s\n%s", c.raw, p.bound.Clone().Compare(want, c.data, isAddition))
		}
	}
	return fmt.Sprintf("but %d others", len(p.waiting))
}

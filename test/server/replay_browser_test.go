package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/internal/transcript"
	"github.com/stagedoor/stagedoor/protocol"
)

// cause does in the browser what made the original server say rpc.
func (p *player) cause(at string, rpc *protocol.RPC) {
	p.Helper()
	data := p.bound.Apply(rpc.Data)
	switch rpc.MethodName {
	case protocol.StartTransaction:
		var in protocol.StartTransactionRequest
		must(p, json.Unmarshal(data, &in))
		p.w.ready(in.Action.Slug)
		var started protocol.StartedRun
		p.tab.must(protocol.CallStartRun, protocol.StartRunRequest{
			Slug: in.Action.Slug, Params: paramsIn(p, in.Params), Key: protocol.NewID(),
		}, &started)
		p.runs = append(p.runs, started.RunID)
		p.see(p.tab.openRun(started.RunID, 0))
	case protocol.CloseTransaction:
		var in protocol.CloseTransactionRequest
		must(p, json.Unmarshal(data, &in))
		p.tab.must(protocol.CallCloseRun, protocol.RunRef{RunID: in.TransactionID}, nil)
	case protocol.OpenPage:
		var in protocol.OpenPageCall
		must(p, json.Unmarshal(data, &in))
		p.eventually(at, protocol.CallOpenPage, protocol.OpenPageRequest{Slug: in.Page.Slug, Params: paramsIn(p, in.Params)})
	case protocol.ClosePage:
		var in protocol.ClosePageCall
		must(p, json.Unmarshal(data, &in))
		p.tab.must(protocol.CallClosePage, protocol.PageRef(in), nil)
	case protocol.IOResponseCall:
		p.respond(at, data)
	default:
		p.Fatalf("%s: no browser causes this", at)
	}
}

// respond answers, changes a state or cancels, as the browser of the recording
// did.
func (p *player) respond(at string, data json.RawMessage) {
	p.Helper()
	var in protocol.IOResponseRequest
	must(p, json.Unmarshal(data, &in))
	var r protocol.IOResponse
	must(p, json.Unmarshal([]byte(in.Value), &r))
	if !slices.Contains(p.runs, r.TransactionID) { // then it is a page
		p.eventually(at, protocol.CallPageState, protocol.PageStateRequest{
			PageKey: r.TransactionID, GroupKey: r.InputGroupKey, Values: r.Values, ValuesMeta: r.ValuesMeta,
		})
		return
	}
	switch r.Kind {
	case protocol.Canceled:
		p.tab.must(protocol.CallCancelRun, protocol.RunRef{RunID: r.TransactionID}, nil)
	case protocol.SetState:
		p.shown(at, r)
		p.tab.must(protocol.CallRunState, protocol.StateRequest{
			RunID: r.TransactionID, GroupKey: r.InputGroupKey, Values: r.Values, ValuesMeta: r.ValuesMeta,
		}, nil)
	case protocol.Return:
		p.shown(at, r)
		within(p, at+": the newest render waits for an answer", func() bool {
			run := p.tab.openRun(r.TransactionID, 0).Run
			return run.PendingID == p.newest[r.InputGroupKey]
		})
		r.ID = p.newest[r.InputGroupKey] // the recorded browser may have looked away
		if strings.Contains(string(p.sent[r.ID]), string(protocol.ConfirmIdentity)) && string(r.Values[0]) == "true" {
			p.prove(at, r)
			return
		}
		p.tab.must(protocol.CallAnswer, answerOf(r), nil)
	}
}

// prove answers a question for proof: a yes without any is refused, as it was by
// the original server.
func (p *player) prove(at string, r protocol.IOResponse) {
	p.Helper()
	in := protocol.ProveRequest{RunID: r.TransactionID, CallID: r.ID, GroupKey: r.InputGroupKey}
	var proved protocol.Proved
	if p.tab.must(protocol.CallProve, in, &proved); proved.OK {
		return // within the grace period
	}
	if reply := p.tab.ask(protocol.CallAnswer, answerOf(r)); reply.Error == nil {
		p.Fatalf("%s: a yes without proof was taken", at)
	}
	in.Secret = secretOf("ada")
	p.tab.must(protocol.CallProve, in, &proved)
}

// eventually makes a request that succeeds as soon as the server has what the
// host said before it.
func (p *player) eventually(at string, call protocol.BrowserCall, data any) {
	p.Helper()
	var last *protocol.BrowserError
	defer func() {
		if p.Failed() {
			p.Logf("%s: %s: %+v", at, call, last)
		}
	}()
	within(p, at, func() bool {
		last = p.tab.ask(call, data).Error
		return last == nil
	})
}

// refused makes the request that had the original server say rpc, which this one
// has to refuse.
func (p *player) refused(at string, rpc *protocol.RPC) {
	p.Helper()
	var in protocol.IOResponseRequest
	must(p, json.Unmarshal(p.bound.Apply(rpc.Data), &in))
	var r protocol.IOResponse
	must(p, json.Unmarshal([]byte(in.Value), &r))
	reply := p.tab.ask(protocol.CallAnswer, answerOf(r))
	if reply.Error == nil {
		p.Fatalf("%s: the answer was taken", at)
	}
}

func answerOf(r protocol.IOResponse) protocol.AnswerRequest {
	return protocol.AnswerRequest{
		RunID: r.TransactionID, CallID: r.ID, GroupKey: r.InputGroupKey,
		Values: r.Values, ValuesMeta: r.ValuesMeta, Choice: r.Choice,
	}
}

// shown waits until the browser has the render that it is about to answer, and
// compares it with what the host said.
func (p *player) shown(at string, r protocol.IOResponse) {
	p.Helper()
	within(p, at+": the question is shown", func() bool { return p.screen(r.TransactionID, r.InputGroupKey)[r.ID] != nil })
	for id, got := range p.screen(r.TransactionID, r.InputGroupKey) {
		recorded, actual := decoded(p, p.sent[id]), decoded(p, got)
		if d := transcript.NewBindings().Compare(plainCall(recorded), plainCall(actual), never); d != "" {
			p.Fatalf("%s: the browser is shown a call that differs%s", at, d)
		}
	}
}

// screen are the renders of a prompt that the browser was shown, by their ids.
func (p *player) screen(runID, key string) map[string]json.RawMessage {
	p.tab.mu.Lock()
	defer p.tab.mu.Unlock()
	for ; p.tab.seen < len(p.tab.pushes); p.tab.seen++ {
		var e protocol.RunEvents
		if p.tab.pushes[p.tab.seen].Push != protocol.PushRun || json.Unmarshal(p.tab.pushes[p.tab.seen].Data, &e) != nil {
			continue
		}
		p.see(e)
	}
	return p.screens[runID+"call:"+key]
}

func (p *player) see(all protocol.RunEvents) {
	for _, e := range all.Events {
		var call struct{ ID string }
		if e.Kind != protocol.EventCall || json.Unmarshal(e.Data, &call) != nil {
			continue
		}
		at := all.Run.ID + e.Slot
		if p.screens[at] == nil {
			p.screens[at] = map[string]json.RawMessage{}
		}
		p.screens[at][call.ID] = e.Data
	}
}

// survives answers the questions that are open, which the original server could
// not after a cut, and expects the answers at the host.
func survives(p *player) {
	p.Helper()
	for _, id := range p.runs {
		run := p.tab.openRun(id, 0).Run
		if run.PendingID == "" {
			continue
		}
		p.tab.must(protocol.CallAnswer, protocol.AnswerRequest{
			RunID: id, CallID: run.PendingID, GroupKey: run.PendingKey, Values: []json.RawMessage{text("after the cut")},
		}, nil)
		p.heard(protocol.IOResponseCall, "after the cut")
		return
	}
	p.Fatal("no question is open")
}

// heard waits for a call that no recording has.
func (p *player) heard(method protocol.RPCMethod, part string) {
	p.Helper()
	within(p, "the host hears "+string(method), func() bool {
		p.host.mu.Lock()
		defer p.host.mu.Unlock()
		for _, c := range p.host.calls {
			if !c.taken && c.rpc.MethodName == method && strings.Contains(string(c.rpc.Data), part) {
				c.taken = true
				return true
			}
		}
		return false
	})
}

// plainCall is a call without what is empty, which may be left out.
func plainCall(call any) any {
	object, isObject := call.(map[string]any)
	if !isObject {
		return call
	}
	object = maps.Clone(object)
	parts, _ := object["toRender"].([]any)
	for _, part := range parts {
		component, _ := part.(map[string]any)
		for _, key := range []string{"isStateful", "isOptional", "isMultiple", "validationErrorMessage"} {
			if v := component[key]; v == nil || v == false {
				delete(component, key)
			}
		}
	}
	return object
}

// paramsIn are parameters as a browser has them: texts of an address.
func paramsIn(t interface{ Fatal(...any) }, data json.RawMessage) map[string]string {
	var params map[string]any
	if err := json.Unmarshal(data, &params); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, v := range params {
		texts[name] = fmt.Sprint(v)
	}
	return texts
}

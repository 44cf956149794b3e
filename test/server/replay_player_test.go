package server_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/transcript"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// player plays the host's side of a recording to a server, and compares what the
// server says to it with what the original server said.
type player struct {
	*testing.T
	w      *world
	door   string
	python bool
	id     string // of the host, over all its connections
	tab    *tab
	change deviation

	host    *recordedHost
	at      int // conn of host in the recording
	bound   *transcript.Bindings
	answers map[string]string                     // actual id of a call of the server, by its recorded one
	renders map[string]map[string]bool            // ids of renders, by group key
	sent    map[string]json.RawMessage            // calls for a browser, by their ids
	newest  map[string]string                     // ids of the newest renders, by group key
	runs    []string                              // that were started, by their actual ids
	screens map[string]map[string]json.RawMessage // what the browser was shown, by run, slot and id
}

func newPlayer(t *testing.T, s *transcript.Scenario, d deviation) *player {
	w := newWorld(t, dbtest.Open(t), func(c *server.Config) {
		c.Name, c.Environment = "Example Org", environmentIn(t, s)
		c.Production = c.Environment == "production"
	})
	w.change(func(people map[string]access.Person) {
		people["ada"] = access.Person{ID: "ada", Name: "Ada Lovelace", Email: "ada@example.com", Roles: []string{"admin"}, Teams: []string{"support"}}
	})
	return &player{
		T: t, w: w, door: w.hostDoor(t), python: s.Peer == "python-host", id: protocol.NewID(), tab: w.open("ada"), change: d,
		bound: transcript.NewBindings(), answers: map[string]string{}, renders: map[string]map[string]bool{}, sent: map[string]json.RawMessage{},
		newest: map[string]string{}, screens: map[string]map[string]json.RawMessage{},
	}
}

// play goes through a recording line by line.
func (p *player) play(s *transcript.Scenario) {
	p.Helper()
	var lost []*protocol.RPC // calls of the server that its host never got
	for i, line := range s.Lines {
		if line.RPC == nil {
			p.acknowledged(line)
			continue
		}
		if line.Conn != p.at {
			if p.host != nil {
				p.host.close()
			}
			p.host, p.at = dialAs(p, p.door, p.python), line.Conn
		}
		at := fmt.Sprintf("line %d, %s %s", i+2, line.RPC.MethodName, line.RPC.Kind)
		call := line.RPC.Kind == protocol.Call
		switch {
		case line.Lost && line.From == "host":
		case line.Lost && call:
			p.host.goDeaf()
			p.cause(at, line.RPC)
			lost = append(lost, line.RPC)
		case line.Lost:
			p.host.answer(line.RPC.ID)
		case line.From == "host" && call:
			p.hostCalls(*line.Frame, *line.RPC)
		case line.From == "host":
			p.hostAnswers(at, *line.Frame, *line.RPC)
		case call && p.change.leaves(line.RPC.ID):
			p.refused(at, line.RPC)
		case call:
			p.cause(at, line.RPC)
			p.serverCalls(at, line.RPC)
		case !call:
			p.serverAnswers(at, line.RPC)
		}
	}
	if p.host == nil {
		p.Fatal("there is nothing to play")
	}
	for _, rpc := range lost { // the original server had forgotten them
		p.serverCalls("after the cut", rpc)
	}
	if p.change.then != nil {
		p.change.then(p)
	}
	p.host.check()
}

// acknowledged waits where the recorded host was told that a message of its came
// through: what it does next, it may do because of that.
func (p *player) acknowledged(line transcript.Line) {
	p.Helper()
	if f := line.Frame; f != nil && f.Type == protocol.Ack && line.From == "server" && !line.Lost && p.host != nil && line.Conn == p.at {
		p.host.heard(f.ID)
	}
}

// hostCalls sends a call of the host.
func (p *player) hostCalls(e protocol.Envelope, rpc protocol.RPC) {
	p.Helper()
	switch rpc.MethodName {
	case protocol.InitializeHost: // its id came with the handshake, which the door of hosts reads
		var in map[string]json.RawMessage
		must(p, json.Unmarshal(rpc.Data, &in))
		in["instanceId"] = text(p.id)
		var err error
		rpc.Data, err = json.Marshal(in)
		must(p, err)
	case protocol.SendIOCall:
		var in protocol.SendIOCallRequest
		must(p, json.Unmarshal(rpc.Data, &in))
		p.rendered(json.RawMessage(in.IOCall))
	case protocol.SendPage:
		var in protocol.SendPageRequest
		must(p, json.Unmarshal(rpc.Data, &in))
		if in.Page != nil {
			var layout struct{ Children json.RawMessage }
			must(p, json.Unmarshal([]byte(*in.Page), &layout))
			p.rendered(layout.Children)
		}
	}
	p.host.send(e, rpc, p.bound)
}

// rendered remembers what a browser should be shown.
func (p *player) rendered(call json.RawMessage) {
	var c struct{ ID, InputGroupKey string }
	if len(call) == 0 || json.Unmarshal(call, &c) != nil {
		return
	}
	if p.renders[c.InputGroupKey] == nil {
		p.renders[c.InputGroupKey] = map[string]bool{}
	}
	p.renders[c.InputGroupKey][c.ID], p.newest[c.InputGroupKey] = true, c.ID
	p.sent[c.ID] = call
}

// hostAnswers sends the host's answer to a call of the server.
func (p *player) hostAnswers(at string, e protocol.Envelope, rpc protocol.RPC) {
	p.Helper()
	actual, known := p.answers[rpc.ID]
	if !known {
		if p.change.leaves(rpc.ID) {
			return
		}
		p.Fatalf("%s: answers a call that did not come", at)
	}
	rpc.ID = actual
	p.host.send(e, rpc, p.bound)
}

// serverAnswers compares the server's answer to a call of the host.
func (p *player) serverAnswers(at string, rpc *protocol.RPC) {
	p.Helper()
	got := p.host.answer(rpc.ID)
	recorded, actual := decoded(p, rpc.Data), decoded(p, got)
	if other, has := p.change.answer[rpc.MethodName]; has && !reflect.DeepEqual(recorded, actual) {
		recorded = other
	}
	if rpc.MethodName == protocol.InitializeHost {
		p.compareInit(at, recorded, actual)
		return
	}
	if d := p.bound.Compare(recorded, actual, never); d != "" {
		p.Fatalf("%s%s", at, d)
	}
}

// compareInit compares answers to declarations. What a dashboard is called and
// where it is are its own affair, but they have to be there.
func (p *player) compareInit(at string, recorded, actual any) {
	p.Helper()
	a, _ := actual.(map[string]any)
	r, _ := recorded.(map[string]any)
	organization, _ := a["organization"].(map[string]any)
	for _, said := range []any{a["dashboardUrl"], organization["name"], organization["slug"]} {
		if s, isText := said.(string); !isText || s == "" {
			p.Fatalf("%s: organization or dashboardUrl is missing: %v", at, a)
		}
	}
	own := []string{"dashboardUrl", "organization"}
	if p.change.init != "" {
		own = append(own, p.change.init)
	}
	for _, own := range own {
		delete(a, own)
		delete(r, own)
	}
	if d := p.bound.Compare(recorded, actual, func(key string) bool { return key == "components" }); d != "" {
		p.Fatalf("%s%s", at, d)
	}
}

// serverCalls waits for a call that says what the recorded one says.
func (p *player) serverCalls(at string, rpc *protocol.RPC) {
	p.Helper()
	why := ""
	within(p, at+": it comes", func() bool {
		p.host.mu.Lock()
		defer p.host.mu.Unlock()
		for _, c := range p.host.calls {
			if c.taken || c.rpc.MethodName != rpc.MethodName {
				continue
			}
			bound := p.bound.Clone()
			if d := p.compareCall(bound, rpc, c.rpc); d != "" {
				if why != d {
					p.Logf("%s: %s", at, d)
				}
				why = d
				continue
			}
			p.bound, c.taken, p.answers[rpc.ID] = bound, true, c.rpc.ID
			return true
		}
		return false
	})
}

// compareCall reports how an actual call differs from a recorded one.
func (p *player) compareCall(bound *transcript.Bindings, recorded *protocol.RPC, actual protocol.RPC) string {
	if recorded.MethodName == protocol.IOResponseCall {
		return p.compareResponses(bound, recorded.Data, actual.Data)
	}
	r, a := decoded(p, recorded.Data), decoded(p, actual.Data)
	for _, side := range []any{r, a} {
		if call, ok := side.(map[string]any); ok {
			if params, ok := call["params"].(map[string]any); ok { // a browser has only texts
				for name, v := range params {
					params[name] = fmt.Sprint(v)
				}
			}
			if action, ok := call["action"].(map[string]any); ok && action["url"] != "" {
				delete(action, "url") // where the dashboard is
			}
			delete(call, "clientId") // which no host reads
			if url, ok := call["runUrl"].(string); ok && url != "" {
				delete(call, "runUrl") // an addition: where this dashboard shows the run
			}
		}
	}
	return bound.Compare(r, a, func(key string) bool { return key == "id" || key == "name" || key == "roles" })
}

// response is an IO response as it is on the wire.
type response struct {
	ID, InputGroupKey, TransactionID, Kind, Choice string
	Values, ValuesMeta                             any
}

// compareResponses compares IO responses, their values to the letter. A state
// may name any render of its prompt, as a newer one may be on its way; an answer
// names the newest.
func (p *player) compareResponses(bound *transcript.Bindings, recorded, actual json.RawMessage) string {
	r, a := responseIn(p, recorded), responseIn(p, actual)
	if r.InputGroupKey == a.InputGroupKey {
		switch {
		case r.Kind == string(protocol.SetState) && p.renders[a.InputGroupKey][a.ID]:
			r.ID = a.ID
		case r.Kind == string(protocol.Return):
			r.ID = p.newest[a.InputGroupKey]
		}
	}
	if d := bound.Compare(map[string]any{"transactionId": r.TransactionID}, map[string]any{"transactionId": a.TransactionID}, never); d != "" {
		return d
	}
	r.TransactionID = a.TransactionID
	if !reflect.DeepEqual(r, a) {
		return fmt.Sprintf("%+v, recorded %+v", a, r)
	}
	return ""
}

func responseIn(t testing.TB, data json.RawMessage) (r response) {
	t.Helper()
	var in protocol.IOResponseRequest
	must(t, json.Unmarshal(data, &in))
	must(t, json.Unmarshal([]byte(in.Value), &r))
	return r
}

func decoded(t testing.TB, data json.RawMessage) any {
	t.Helper()
	v, err := transcript.Normal(data)
	must(t, err)
	return v
}

func never(string) bool { return false }

// environmentIn is the environment that the original server told the host.
func environmentIn(t testing.TB, s *transcript.Scenario) (environment string) {
	for _, e := range s.Exchanges() {
		if e.Method == protocol.InitializeHost && len(e.Answer) > 0 {
			var reply protocol.InitializeHostReply
			must(t, json.Unmarshal(e.Answer, &reply))
			environment = reply.Environment
		}
	}
	return environment
}

package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/internal/transcript"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// calledBack is a call of the server that a recorded host got.
type calledBack struct {
	rpc   protocol.RPC
	taken bool
}

// recordedHost is a connection over which the frames of a recorded host go, as
// they were written, in place of a program.
type recordedHost struct {
	t      testing.TB
	conn   wire.Conn
	python bool // its acknowledgements have a null

	mu        sync.Mutex
	greetings int
	deaf      bool           // nothing comes through any more, and nobody knows
	sent      map[string]int // acknowledgements of what the host sent, by envelope id
	calls     []*calledBack
	answers   map[string]json.RawMessage // of the server to the host, by RPC id
	ended     chan struct{}
}

// canonical is the only spelling of an id that Python hosts can acknowledge.
var canonical = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// hostDoor is a web server whose WebSockets are connections of hosts.
func (w *world) hostDoor(t *testing.T) string {
	var open sync.WaitGroup
	door := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		open.Add(1)
		defer open.Done()
		conn, err := wire.Accept(rw, r, wire.AcceptOptions{CheckOrigin: func(*http.Request) bool { return true }})
		if err != nil {
			t.Error("accept a host:", err)
			return
		}
		w.server.ServeHost(context.WithoutCancel(r.Context()), conn) // how it ends is the test's to see
	}))
	t.Cleanup(func() {
		door.Close()
		open.Wait()
	})
	return "ws" + strings.TrimPrefix(door.URL, "http")
}

// dialAs connects a recorded host and waits until it is let in.
func dialAs(t testing.TB, door string, python bool) *recordedHost {
	t.Helper()
	conn, err := wire.Dial(t.Context(), door, nil, wire.DialOptions{})
	must(t, err)
	h := &recordedHost{
		t: t, conn: conn, python: python, sent: map[string]int{}, answers: map[string]json.RawMessage{}, ended: make(chan struct{}),
	}
	go h.read()
	t.Cleanup(h.close)
	within(t, "the host is let in", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.greetings == 1
	})
	return h
}

func (h *recordedHost) close() {
	h.conn.Close()
	<-h.ended
}

// goDeaf loses what the server says from now on.
func (h *recordedHost) goDeaf() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.deaf = true
}

func (h *recordedHost) read() {
	defer close(h.ended)
	for {
		frame, err := h.conn.Read(context.Background())
		if err != nil {
			return
		}
		var e protocol.Envelope
		if err := json.Unmarshal(frame, &e); err != nil {
			h.t.Errorf("a frame that is no envelope: %s", frame)
			return
		}
		h.take(e)
	}
}

// take acknowledges a message as hosts do, and keeps what is in it.
func (h *recordedHost) take(e protocol.Envelope) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.deaf {
		return
	}
	if e.Type == protocol.Ack {
		if _, known := h.sent[e.ID]; !known {
			h.t.Errorf("an acknowledgement of %s, which was not sent", e.ID)
		}
		h.sent[e.ID]++
		return
	}
	if !canonical.MatchString(e.ID) || e.Data == nil {
		h.t.Errorf("a message that a Python host cannot take: %+v", e)
		return
	}
	ack := map[string]any{"id": e.ID, "type": protocol.Ack}
	if h.python {
		ack["data"] = nil
	}
	h.write(ack)
	if *e.Data == protocol.Authenticated {
		h.greetings++
		return
	}
	var rpc protocol.RPC
	if err := json.Unmarshal([]byte(*e.Data), &rpc); err != nil {
		h.t.Errorf("a message that is no call: %s", *e.Data)
		return
	}
	if rpc.Kind == protocol.Call {
		h.calls = append(h.calls, &calledBack{rpc: rpc})
		return
	}
	if _, twice := h.answers[rpc.ID]; twice {
		h.t.Errorf("a second answer to call %s", rpc.ID)
	}
	h.answers[rpc.ID] = rpc.Data
}

func (h *recordedHost) write(v any) {
	frame, err := json.Marshal(v)
	if err != nil {
		h.t.Error(err)
		return
	}
	if h.python { // it writes spaces between the parts of a frame
		frame = bytes.Replace(frame, []byte(`":`), []byte(`": `), 1)
	}
	// A connection that has closed meanwhile is seen by whoever waits for an answer.
	_ = h.conn.Write(context.Background(), frame)
}

// send sends a recorded message with the ids of this conversation in it.
func (h *recordedHost) send(e protocol.Envelope, rpc protocol.RPC, bound *transcript.Bindings) {
	h.t.Helper()
	text, err := json.Marshal(rpc)
	must(h.t, err)
	data := string(bound.Apply(text))
	h.mu.Lock()
	h.sent[e.ID] = 0
	h.mu.Unlock()
	h.write(protocol.Envelope{ID: e.ID, Type: protocol.Message, Data: &data})
}

// answer waits for the server's answer to a call of the host.
func (h *recordedHost) answer(id string) (answer json.RawMessage) {
	h.t.Helper()
	within(h.t, "call "+id+" of the host is answered", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		a, has := h.answers[id]
		if has {
			answer = a
			delete(h.answers, id)
		}
		return has
	})
	return answer
}

// heard waits for the acknowledgement of a message, if the host sent it here.
func (h *recordedHost) heard(id string) {
	h.t.Helper()
	within(h.t, "message "+id+" of the host is acknowledged", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		times, sent := h.sent[id]
		return times > 0 || !sent || h.deaf
	})
}

// check reports what was left: messages without exactly one acknowledgement, and
// calls and answers that no recording has.
func (h *recordedHost) check() {
	h.t.Helper()
	within(h.t, "every message of the host is acknowledged", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		for _, times := range h.sent {
			if times == 0 {
				return false
			}
		}
		return true
	})
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, times := range h.sent {
		if times != 1 {
			h.t.Errorf("message %s was acknowledged %d times", id, times)
		}
	}
	for _, c := range h.calls {
		if !c.taken {
			h.t.Errorf("a call that was not recorded: %s %s", c.rpc.MethodName, c.rpc.Data)
		}
	}
	for id, a := range h.answers {
		h.t.Errorf("an answer to call %s that was not recorded: %s", id, a)
	}
}

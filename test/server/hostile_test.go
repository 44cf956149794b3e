package server_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// Frames that are not in our language get one reply and the end of the socket.
func TestSec_D05_MalformedFrames(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	for name, frame := range map[string]string{
		"no JSON": `{"id":`, "nothing": ``, "a list": `[]`, "null": `null`, "a number": `7`, "two values": `{"id":"1","call":"PING"}{}`,
		"unknown field": `{"id":"1","call":"PING","more":1}`, "id is a number": `{"id":1,"call":"PING"}`, "no id": `{"call":"PING"}`,
		"call is a list": `{"id":"1","call":[]}`, "bad UTF-8": "{\"id\":\"1\",\"call\":\"\xff\"}", "long id": `{"id":"` + strings.Repeat("1", 65) + `","call":"PING"}`,
		"deep": `{"id":"1","call":"ANSWER","data":` + deep + `}`, "wide": `{"id":"1","call":"PING","data":[` + strings.Repeat("1,", 20_000) + `1]}`,
		"long text": `{"id":"1","call":"PING","data":"` + strings.Repeat("x", 512<<10+1) + `"}`,
	} {
		b := w.open("ada")
		reply := b.raw("", []byte(frame))
		if reply.Error == nil || reply.Error.Code != protocol.Invalid {
			t.Errorf("%s: %+v", name, reply)
		}
		if limit := name == "deep" || name == "wide" || name == "long text"; limit != strings.Contains(reply.Error.Message, "512 KiB") {
			t.Errorf("%s: %s", name, reply.Error.Message)
		}
		if code := b.closedWith(); code != wire.CloseProtocol {
			t.Errorf("%s: closed with %d", name, code)
		}
	}
}

func TestSec_D02_LargeFrames(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	b := w.open("ada")
	must(t, b.conn.Write(t.Context(), []byte(`{"id":"1","call":"PING","data":"`+strings.Repeat("x", 1<<20)+`"}`)))
	if code := b.closedWith(); code != wire.CloseTooLarge {
		t.Fatalf("closed with %d", code)
	}
}

// Requests in our language that make no sense are refused one by one, and the
// socket goes on.
func TestSec_D05_SenselessRequests(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.connect(routesOfTest())
	b := w.open("ada")
	for i, c := range []struct{ call, data string }{
		{"NOTHING", `{}`}, {"", `{}`}, {"SHELL", `{"a":1}`}, {"PING", `[]`},
		{"OPEN_RUN", `null`}, {"OPEN_RUN", `[]`}, {"OPEN_RUN", `{"runId":7,"after":0}`}, {"OPEN_RUN", `{"runId":"x","more":1}`},
		{"OPEN_RUN", `{"runId":"x","after":1e99}`}, {"OPEN_RUN", `{"runId":"x","after":"1"}`},
		{"START_RUN", `{"slug":"refund","key":"k","params":{"a":{"b":1}}}`}, {"START_RUN", `{"slug":"refund","key":""}`},
		{"START_RUN", `{"slug":"refund","key":"` + strings.Repeat("k", 65) + `"}`},
		{"START_RUN", `{"slug":"refund","key":"k","params":{"a":"` + strings.Repeat("x", 9000) + `"}}`},
		{"HISTORY", `{"limit":0}`}, {"HISTORY", `{"limit":101}`}, {"HISTORY", `{"limit":-1}`},
		{"HISTORY", `{"limit":5,"status":"starting"}`}, {"HISTORY", `{"limit":5,"status":"' OR 1"}`}, {"HISTORY", `{"limit":5,"slug":"a\u0000"}`},
		{"HISTORY", `{"limit":5,"search":"` + strings.Repeat("x", 201) + `"}`}, {"HISTORY", `{"limit":5,"search":"` + strings.Repeat("a ", 41) + `"}`},
		{"HISTORY", `{"limit":5,"from":"yesterday"}`}, {"SET_THEME", `{"theme":"pink"}`},
		{"ANSWER", `{"runId":"x","values":{}}`}, {"RUN_STATE", `{"values":null,"x":0}`}, {"PAGE_STATE", `""`},
	} {
		id := fmt.Sprint("r", i)
		data := json.RawMessage(c.data)
		frame, err := json.Marshal(protocol.BrowserRequest{ID: id, Call: protocol.BrowserCall(c.call), Data: data})
		must(t, err)
		reply := b.raw(id, frame)
		if reply.Error == nil || reply.Error.Code != protocol.Invalid || reply.Error.Message == "" {
			t.Errorf("%s %s: %+v", c.call, c.data[:min(80, len(c.data))], reply.Error)
		}
	}
	b.must(protocol.CallPing, nil, nil)
}

func FuzzFrames(f *testing.F) {
	w := newWorld(f, dbtest.Open(f))
	for _, frame := range []string{
		`{"id":"1","call":"OPEN_RUN","data":{"runId":"x","after":-5}}`, `{"id":"1","call":"ANSWER","data":{"values":[null]}}`,
		`{"id":"1","call":"START_RUN","data":{"slug":"","key":"k","params":null}}`, `{"id":"1","call":"PAGE_STATE","data":{}}`, `{`,
	} {
		f.Add(frame)
	}
	f.Fuzz(func(t *testing.T, frame string) {
		b := w.join(t, "ada")
		defer b.close()
		if b.conn.Write(t.Context(), []byte(frame)) != nil {
			return
		}
		other := w.join(t, "ben") // whatever that was: the server goes on for others
		defer other.close()
		other.must(protocol.CallPing, nil, nil)
	})
}

func TestSec_D03_Flood(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	b := w.open("ada")
	for sent, open := 0, true; open && sent < 3000; sent++ {
		err := b.conn.Write(t.Context(), []byte(`{"id":"1","call":"PING"}`))
		if errors.Is(err, wire.ErrClosed) {
			break
		}
		must(t, err)
		tick := time.NewTimer(time.Millisecond)
		select {
		case <-b.ended:
			open = false
		case <-tick.C:
		}
	}
	if code := b.closedWith(); code != wire.CloseProtocol {
		t.Fatalf("closed with %d", code)
	}
	w.open("ben").must(protocol.CallPing, nil, nil)
}

// Whoever is signed out elsewhere loses the socket within a second, without
// sending a word.
func TestSec_B03_SignedOutElsewhere(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	b.openRun(id, 0)
	w.change(func(people map[string]access.Person) { delete(people, "ada") })
	if code := b.closedWith(); code != 4401 {
		t.Fatalf("closed with %d", code)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if last := b.pushes[len(b.pushes)-1]; last.Push != protocol.PushSignOut {
		t.Fatalf("the last word is %s", last.Push)
	}
}

// A message after the session's end is not acted on.
func TestSec_B03_NoMessageAfterSignOut(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.ask(id, "c1", "g1")
	w.change(func(people map[string]access.Person) { people["ada"] = people["ben"] })
	answer, err := json.Marshal(protocol.BrowserRequest{ID: "late", Call: protocol.CallAnswer, Data: json.RawMessage(
		`{"runId":"` + id + `","callId":"c1","groupKey":"g1","values":["x"]}`)})
	must(t, err)
	must(t, b.conn.Write(t.Context(), answer))
	if code := b.closedWith(); code != 4401 {
		t.Fatalf("closed with %d", code)
	}
	if run, err := w.store.Get(t.Context(), id); err != nil || run.PendingID != "c1" {
		t.Fatalf("the question was answered: %+v %v", run, err)
	}
}

func TestShutdown(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.connect(routesOfTest())
	b := w.open("ada")
	must(t, w.server.Shutdown(t.Context()))
	if code := b.closedWith(); code != wire.CloseRestart {
		t.Fatalf("closed with %d", code)
	}
	must(t, w.server.Close())
	if r := get(w.server, "GET", "/admin/-/socket", map[string]string{"Host": "localhost", "X-Person": "ada"}); r.StatusCode != 503 {
		t.Fatalf("a socket after the end: %d", r.StatusCode)
	}
}

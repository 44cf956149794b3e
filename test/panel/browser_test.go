package panel_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

const patience = 15 * time.Second // for what should come at once

// mount runs a panel over db, signed in by the header "Person".
func mount(t *testing.T, db *gorm.DB, reg *stagedoor.Registry, change ...func(*stagedoor.Config)) (*stagedoor.Panel, *httptest.Server) {
	t.Helper()
	config := stagedoor.Config{
		Registry: reg, DB: db, Identify: byHeader, Environment: "test",
		Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	for _, f := range change {
		f(&config)
	}
	panel, err := stagedoor.New(config)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(panel)
	t.Cleanup(func() {
		if err := panel.Close(); err != nil {
			t.Error("close:", err)
		}
		web.Close()
	})
	return panel, web
}

func byHeader(r *http.Request) (stagedoor.User, error) {
	id := r.Header.Get("Person")
	if id == "" {
		return stagedoor.User{}, fmt.Errorf("no person: canary-identify")
	}
	return stagedoor.User{ID: id, Name: strings.ToUpper(id[:1]) + id[1:], Email: id + "@example.com"}, nil
}

// browser is one dashboard, and remembers each byte it was sent.
type browser struct {
	t    *testing.T
	web  *httptest.Server
	who  string
	conn wire.Conn

	mu   sync.Mutex
	seen []byte
	n    int
	kept []frame // pushes that came while a reply was awaited
}

// open connects a dashboard for a person.
func open(t *testing.T, web *httptest.Server, who string) *browser {
	t.Helper()
	b := &browser{t: t, web: web, who: who}
	b.connect()
	t.Cleanup(func() { b.conn.Close() })
	return b
}

// connect makes the socket, anew when there was one.
func (b *browser) connect() {
	b.t.Helper()
	if b.conn != nil {
		b.conn.Close()
	}
	header := http.Header{"Person": {b.who}, "Origin": {b.web.URL}}
	conn, err := wire.Dial(b.t.Context(), "ws"+strings.TrimPrefix(b.web.URL, "http")+"/admin/-/socket", header, wire.DialOptions{})
	if err != nil {
		b.t.Fatal("connect:", err)
	}
	b.conn = conn
}

// frame is what comes in: a reply or a push.
type frame struct {
	ID    string                   `json:"id"`
	Push  protocol.BrowserPushKind `json:"push"`
	Data  json.RawMessage          `json:"data"`
	Error *protocol.BrowserError   `json:"error"`
}

func (b *browser) read() frame {
	b.t.Helper()
	ctx, cancel := contextFor(b.t)
	defer cancel()
	message, err := b.conn.Read(ctx)
	if err != nil {
		b.t.Fatal("read:", err)
	}
	b.mu.Lock()
	b.seen = append(b.seen, message...)
	b.mu.Unlock()
	var f frame
	if err := json.Unmarshal(message, &f); err != nil {
		b.t.Fatalf("%s: %v", message, err)
	}
	return f
}

// send writes a request and returns its id.
func (b *browser) send(call protocol.BrowserCall, data any) string {
	b.t.Helper()
	b.n++
	id := strconv.Itoa(b.n)
	text, err := json.Marshal(map[string]any{"id": id, "call": call, "data": data})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.conn.Write(b.t.Context(), text); err != nil {
		b.t.Fatal("write:", err)
	}
	return id
}

// push returns the next push.
func (b *browser) push() frame {
	b.t.Helper()
	if len(b.kept) > 0 {
		f := b.kept[0]
		b.kept = b.kept[1:]
		return f
	}
	for {
		if f := b.read(); f.Push != "" {
			return f
		}
	}
}

// ask sends a request and decodes the data of its reply into out. Pushes that
// come between are kept.
func (b *browser) ask(call protocol.BrowserCall, data, out any) *protocol.BrowserError {
	b.t.Helper()
	id := b.send(call, data)
	for {
		f := b.read()
		if f.Push != "" {
			b.kept = append(b.kept, f)
		}
		if f.Push != "" || f.ID != id {
			continue
		}
		if f.Error == nil && out != nil {
			if err := json.Unmarshal(f.Data, out); err != nil {
				b.t.Fatalf("%s: %s: %v", call, f.Data, err)
			}
		}
		return f.Error
	}
}

// must is ask for what may not be refused.
func (b *browser) must(call protocol.BrowserCall, data, out any) {
	b.t.Helper()
	if refused := b.ask(call, data, out); refused != nil {
		b.t.Fatalf("%s: %s: %s", call, refused.Code, refused.Message)
	}
}

// start runs an action and follows it.
func (b *browser) start(slug string, params map[string]string) *followed {
	b.t.Helper()
	var started protocol.StartedRun
	b.must(protocol.CallStartRun, protocol.StartRunRequest{Slug: slug, Params: params, Key: fmt.Sprintf("%s/%s/%d", b.who, slug, b.n)}, &started)
	return b.follow(started.RunID)
}

func (b *browser) follow(id string) *followed {
	b.t.Helper()
	r := &followed{b: b, id: id, slots: map[string]protocol.RunEvent{}}
	var now protocol.RunEvents
	b.must(protocol.CallOpenRun, protocol.OpenRunRequest{RunID: id}, &now)
	r.apply(now)
	return r
}

// followed is a run as a browser sees it.
type followed struct {
	b     *browser
	id    string
	run   protocol.Run
	slots map[string]protocol.RunEvent
}

func (r *followed) apply(e protocol.RunEvents) {
	r.run = e.Run
	for _, event := range e.Events {
		if event.Seq > r.slots[event.Slot].Seq {
			r.slots[event.Slot] = event
		}
	}
}

// until reads pushes until the run is as wanted.
func (r *followed) until(what string, is func() bool) {
	r.b.t.Helper()
	for !is() {
		f := r.b.push()
		if f.Push != protocol.PushRun {
			continue
		}
		var e protocol.RunEvents
		if err := json.Unmarshal(f.Data, &e); err != nil {
			r.b.t.Fatal(err)
		}
		if e.Run.ID == r.id {
			r.apply(e)
		}
	}
	if testing.Verbose() {
		r.b.t.Log(what)
	}
}

// waits reads until the run asks, and returns the question.
func (r *followed) waits() protocol.IOCall {
	r.b.t.Helper()
	r.until("asks", func() bool { return r.run.PendingID != "" || !r.run.Status.Live() })
	if !r.run.Status.Live() {
		r.b.t.Fatalf("the run ended as %s (%+v) instead of asking", r.run.Status, r.run.Result)
	}
	var call protocol.IOCall
	event, known := r.slots["call:"+r.run.PendingKey]
	if !known {
		r.b.t.Fatalf("no event for the open question %s", r.run.PendingKey)
	}
	if err := json.Unmarshal(event.Data, &call); err != nil {
		r.b.t.Fatal(err)
	}
	return call
}

// answer sends values, each JSON text, to the open question.
func (r *followed) answer(values ...string) *protocol.BrowserError {
	r.b.t.Helper()
	return r.b.ask(protocol.CallAnswer, r.reply(r.waits(), values...), nil)
}

func (r *followed) reply(call protocol.IOCall, values ...string) protocol.AnswerRequest {
	in := protocol.AnswerRequest{RunID: r.id, CallID: call.ID, GroupKey: call.InputGroupKey}
	if len(call.ChoiceButtons) > 0 {
		in.Choice = call.ChoiceButtons[0].Value
	}
	for _, v := range values {
		in.Values = append(in.Values, json.RawMessage(v))
	}
	return in
}

// next answers and waits for the question after.
func (r *followed) next(values ...string) protocol.IOCall {
	r.b.t.Helper()
	before := r.waits().ID
	if refused := r.answer(values...); refused != nil {
		r.b.t.Fatalf("answer: %s: %s", refused.Code, refused.Message)
	}
	r.until("asks again", func() bool { return !r.run.Status.Live() || r.run.PendingID != "" && r.run.PendingID != before })
	return r.waits()
}

// ends answers, if there is anything to answer, and waits for the end.
func (r *followed) ends(values ...string) protocol.Run {
	r.b.t.Helper()
	if len(values) > 0 {
		if refused := r.answer(values...); refused != nil {
			r.b.t.Fatalf("answer: %s: %s", refused.Code, refused.Message)
		}
	}
	r.until("ends", func() bool { return !r.run.Status.Live() })
	return r.run
}

// page opens a page and returns its layout.
func (b *browser) page(slug string, params map[string]string) protocol.PageLayout {
	b.t.Helper()
	id := b.send(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: slug, Params: params})
	for {
		f := b.read()
		if f.ID == id && f.Error != nil {
			b.t.Fatalf("open page %s: %s", slug, f.Error.Message)
		}
		if f.Push != protocol.PushPage {
			continue
		}
		var p protocol.PageRender
		if err := json.Unmarshal(f.Data, &p); err != nil {
			b.t.Fatal(err)
		}
		if p.Layout != nil {
			return *p.Layout
		}
	}
}

// get asks over HTTP and remembers the answer.
func (b *browser) get(path string) (status int, body string) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.web.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html")
	if b.who != "" {
		request.Header.Set("Person", b.who)
	}
	response, err := b.web.Client().Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	var text strings.Builder
	if err := response.Write(&text); err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	b.seen = append(b.seen, text.String()...)
	b.mu.Unlock()
	return response.StatusCode, text.String()
}

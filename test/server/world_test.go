package server_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

const patience = 15 * time.Second // of a test that waits for something that should come at once

// world is a server with its store, people that sign in by a header, and a host.
type world struct {
	t      testing.TB
	server *server.Server
	store  *store.Store
	access *access.Access
	web    *httptest.Server
	log    notes

	mu     sync.Mutex
	people map[string]access.Person
	asked  int           // how often somebody asked who sends a request
	looked int           // how often somebody was looked up by name
	guess  []string      // secrets that were looked at
	later  time.Duration // the clock of sessions is ahead
}

// built is a dashboard as a build makes it.
var built = fstest.MapFS{
	"index.html": {Data: []byte(`<!doctype html><html lang="__LANG__" data-theme="__THEME__"><meta name="panel-base" content="__BASE__">` +
		`<meta name="panel-build" content="__BUILD__"><title>__NAME__</title><script nonce="__NONCE__" type="module" src="./-/a/main-1.js"></script></html>`)},
	"-/a/main-1.js": {Data: []byte(longScript)},
	"-/a/mark.svg":  {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
	"secret.txt":    {Data: []byte("not for the web")},
}

var longScript = "console.log('" + string(slices.Repeat([]byte("stagedoor "), 200)) + "')"

func newWorld(t testing.TB, db *gorm.DB, change ...func(*server.Config)) *world {
	t.Helper()
	w := &world{t: t, people: map[string]access.Person{
		"ada": {ID: "ada", Name: "Ada Lovelace", Email: "ada@example.com", Roles: []string{"admin"}, Teams: []string{"money"}},
		"ben": {ID: "ben", Name: "Ben", Email: "ben@example.com"},
	}}
	var err error
	if w.store, err = store.Open(t.Context(), db, true); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	w.access, err = access.New(access.Config{
		Store: w.store, Identify: w.identify, Current: w.current, Prove: w.prove, SignInLinks: true, Mount: "/admin", Logger: log, Now: w.now,
	})
	if err != nil {
		t.Fatal(err)
	}
	config := server.Config{
		Store: w.store, Access: w.access, Files: fs.FS(built), Name: "Shop & Co", Mount: "/admin", Logger: log,
		Linger: time.Millisecond,
	}
	for _, f := range change {
		f(&config)
	}
	w.access = config.Access
	if w.server, err = server.New(config); err != nil {
		t.Fatal(err)
	}
	w.web = httptest.NewServer(w.server)
	t.Cleanup(func() {
		if err := w.server.Close(); err != nil {
			t.Error("close:", err)
		}
		w.web.Close()
	})
	return w
}

// identify knows people by a header.
func (w *world) identify(r *http.Request) (access.Person, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	p, known := w.people[r.Header.Get("X-Person")]
	if !known {
		return p, errors.New("nobody")
	}
	return p, nil
}

// current knows people by their id.
func (w *world) current(_ context.Context, name string) (access.Person, error) {
	if name == "panic" {
		panic("cannot look up " + name)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looked++
	p, known := w.people[name]
	if !known {
		return p, errors.New("nobody is called " + name)
	}
	return p, nil
}

// secretOf is what people confirm who they are with.
func secretOf(person string) string { return "open sesame, says " + person }

// prove compares a secret, badly: its errors hold what was typed.
func (w *world) prove(_ context.Context, p access.Person, secret string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.guess = append(w.guess, secret)
	switch secret {
	case secretOf(p.ID):
		return nil
	case "panic":
		panic("cannot compare " + secret + " of " + p.ID)
	}
	return errors.New("not " + secret)
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.later)
}

// advance makes the clock of sessions go on.
func (w *world) advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.later += d
}

func (w *world) guesses() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.guess)
}

// notes is a log that is read while it is written.
type notes struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *notes) Write(b []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(b)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

// change changes what is known of people.
func (w *world) change(f func(people map[string]access.Person)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f(w.people)
}

func (w *world) questions() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked
}

// routesOfTest are what the host of most tests offers.
func routesOfTest() protocol.InitializeHostRequest {
	return protocol.InitializeHostRequest{
		SDKName: "@interval/sdk", SDKVersion: "2.1.0", InstanceID: "host-1",
		Actions: []protocol.ActionDef{
			{Slug: "refund", Name: "Refund"},
			{Slug: "kept", Name: "Kept", KeepTranscript: 60_000},
			{Slug: "payout", Name: "Pay out", GroupSlug: "money"},
			{Slug: "hidden", Unlisted: true},
		},
		Groups: []protocol.PageDef{
			{Slug: "overview", Name: "Overview", HasHandler: true},
			{Slug: "money", Name: "Money", HasHandler: true, Access: &protocol.Access{Teams: []string{"money"}}},
		},
	}
}

// within fails the test when f is not true in time.
func within(t testing.TB, what string, f func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !f() {
		select {
		case <-ctx.Done():
			t.Fatal("it took too long until", what)
		case <-tick.C:
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

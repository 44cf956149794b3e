package panel_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/dashboard"
	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// The canaries all begin alike, so that one search finds any of them.
const canary = "canary"

// Vault is a model with columns that nobody may see.
type Vault struct {
	ID      uint   `gorm:"primaryKey" io:"readonly"`
	Label   string `io:"search;list" validate:"required"`
	Token   string // no io tag
	Hidden  string `io:"hidden"`
	Comment string `json:"comment"` // a json tag does not open a field of a tagged struct
}

// plain is a struct that somebody might hand out without thinking.
type plain struct {
	ID       int
	Password string
}

// secrets offers actions that would leak if anything could.
func secrets(t *testing.T, db *gorm.DB) *stagedoor.Registry {
	t.Helper()
	t.Setenv("SHOP_SECRET", "canary-environment")
	if err := db.AutoMigrate(&Vault{}); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		row := Vault{Label: fmt.Sprintf("Box %d", i), Token: "canary-column", Hidden: "canary-hidden", Comment: "canary-json"}
		if err := db.Create(&row).Error; err != nil {
			t.Fatal(err)
		}
	}
	reg := stagedoor.NewRegistry()
	autoactions.Register(reg, db, autoactions.Model[Vault]{Slug: "vaults"})
	reg.Action("canary_unlisted", stagedoor.Action{Name: "canary-unlisted", Description: "canary-unlisted", Unlisted: true, Handler: hello})
	reg.Action("canary_team", stagedoor.Action{Name: "canary-team", Teams: []string{"canary-team"}, Handler: hello})
	reg.Page("canary_page", stagedoor.Page{Name: "canary-page", Unlisted: true, Handler: func(context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{}, errors.New("canary-page")
	}})
	dsn := "postgres://root:canary-dsn@db/shop"
	reg.Action("wrapped", act(func(context.Context) error {
		return fmt.Errorf("connect to %s with %s: %w", dsn, os.Getenv("SHOP_SECRET"), stagedoor.Fail("The ledger is closed."))
	}))
	reg.Action("fails", act(func(context.Context) error { return fmt.Errorf("query %s: SELECT canary-sql", dsn) }))
	reg.Action("panics", act(func(context.Context) error { panic("canary-panic " + dsn) }))
	reg.Action("panics_with_error", act(func(context.Context) error { panic(fmt.Errorf("canary-panic: %w", os.ErrClosed)) }))
	reg.Action("result", act(func(ctx context.Context) error {
		var row Vault
		if err := db.First(&row).Error; err != nil {
			return err
		}
		return stagedoor.SetResult(ctx, row)
	}))
	reg.Action("plain_result", act(func(ctx context.Context) error { return stagedoor.SetResult(ctx, plain{1, "canary-plain"}) }))
	reg.Action("error_result", act(func(ctx context.Context) error { return stagedoor.SetResult(ctx, errors.New("canary-error")) }))
	reg.Action("shows", act(shows(db)))
	reg.Action("searches", act(func(ctx context.Context) error {
		_, err := io.Search("Box", func(context.Context, string) ([]string, error) { return nil, errors.New("canary-search") }).Get(ctx)
		return err
	}))
	reg.Page("breaks", stagedoor.Page{Handler: func(context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{}, fmt.Errorf("open %s", dsn)
	}})
	reg.Page("panics_page", stagedoor.Page{Handler: func(context.Context) (stagedoor.Layout, error) { panic("canary-panic-page") }})
	reg.Page("slot", stagedoor.Page{Handler: func(context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{Children: []io.Component{
			io.TableFrom("Rows", func(context.Context, io.TableQuery) (io.TablePage[Vault], error) {
				return io.TablePage[Vault]{}, errors.New("canary-table")
			}),
		}}, nil
	}})
	return reg
}

func act(h func(context.Context) error) stagedoor.Action { return stagedoor.Action{Handler: h} }

// shows puts a row on the screen in every way there is.
func shows(db *gorm.DB) func(context.Context) error {
	return func(ctx context.Context) error {
		var rows []Vault
		if err := db.Find(&rows).Error; err != nil {
			return err
		}
		return errors.Join(
			io.Table("Boxes", rows).Show(ctx),
			io.Object("Box", rows[0]).Show(ctx),
			io.Object("Boxes", map[string]any{"all": rows, "one": &rows[0]}).Show(ctx),
			stagedoor.Log(ctx, "looked at %d boxes", len(rows)),
		)
	}
}

// tour visits everything that secrets offers.
func tour(t *testing.T, b *browser) {
	t.Helper()
	for _, slug := range []string{"wrapped", "fails", "panics", "panics_with_error", "result", "plain_result", "error_result", "shows"} {
		ended := b.start(slug, nil).ends()
		t.Logf("%s: %s %+v", slug, ended.Status, ended.Result)
	}
	searching := b.start("searches", nil)
	call := searching.waits()
	b.must("RUN_STATE", map[string]any{"runId": searching.id, "groupKey": call.InputGroupKey, "values": []any{map[string]string{"queryTerm": "x"}}}, nil)
	b.must("CANCEL_RUN", map[string]string{"runId": searching.id}, nil)
	for _, slug := range []string{"breaks", "panics_page", "slot", "vaults"} {
		b.page(slug, nil)
	}
	b.page("vaults/record", map[string]string{"id": "1"})
	b.start("vaults/edit", map[string]string{"id": "1"}).waits()
	for _, slug := range []string{"canary", "canary_team", "nothing"} { // forbidden and absent look alike
		if refused := b.ask("START_CARD", map[string]string{"slug": slug}, nil); refused == nil || refused.Code != "NOT_FOUND" {
			t.Errorf("START_CARD of %s: %+v", slug, refused)
		}
	}
	b.must("HOME", nil, nil)
	b.must("SHELL", nil, nil)
	b.must("HISTORY", map[string]int{"limit": 50}, nil)
	for _, path := range []string{"/admin/", "/admin/-/a/nothing.js", "/admin/canari", "/admin/-/signin", "/admin/%2e%2e/x"} {
		b.get(path)
	}
	(&browser{t: t, web: b.web}).get("/admin/vaults")
}

func TestNothingCrossesToTheBrowserButWhatWasMeantTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		_, web := mount(t, db, secrets(t, db))
		b := open(t, web, "ana")
		tour(t, b)
		b.mu.Lock()
		defer b.mu.Unlock()
		findCanary(t, "the browser", b.seen)
		if !bytes.Contains(b.seen, []byte("The ledger is closed.")) || !bytes.Contains(b.seen, []byte("Box 1")) {
			t.Error("what was meant to cross did not: this test looks at the wrong bytes")
		}
		findCanaryInTables(t, db)
	})
}

// findCanary looks for canaries in plain sight and behind one base64.
func findCanary(t *testing.T, where string, seen []byte) {
	t.Helper()
	text := string(seen)
	for _, form := range []string{canary, base64.StdEncoding.EncodeToString([]byte(canary))} {
		if i := strings.Index(text, form); i >= 0 {
			t.Errorf("%s got %q", where, text[max(0, i-300):min(len(text), i+80)])
		}
	}
}

// findCanaryInTables looks at all that the panel has written down.
func findCanaryInTables(t *testing.T, db *gorm.DB) {
	t.Helper()
	tables, err := db.Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, table := range tables {
		if !strings.HasPrefix(table, "stagedoor_") {
			continue
		}
		looked++
		var rows []map[string]any
		if err := db.Table(table).Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		findCanary(t, table, fmt.Appendf(nil, "%s", rows))
	}
	if looked < 5 {
		t.Errorf("only %d tables of the panel: %v", looked, tables)
	}
}

// recorder is a connection that remembers what comes over it.
type recorder struct {
	wire.Conn
	mu   sync.Mutex
	seen []byte
}

func (r *recorder) Read(ctx context.Context) ([]byte, error) {
	message, err := r.Conn.Read(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, message...)
	return message, err
}

// remote is a dashboard on another machine: it shares no memory and no database
// with the registry it shows.
func remote(t *testing.T) (web *httptest.Server, heard *recorder) {
	t.Helper()
	rows, err := store.Open(t.Context(), dbtest.Open(t), true)
	if err != nil {
		t.Fatal(err)
	}
	people, err := access.New(access.Config{Store: rows, Mount: "/admin", Identify: func(r *http.Request) (access.Person, error) {
		u, err := byHeader(r)
		return access.Person{ID: u.ID, Name: u.Name, Email: u.Email}, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(server.Config{Store: rows, Access: people, Mount: "/admin", Files: dashboard.Files()})
	if err != nil {
		t.Fatal(err)
	}
	heard = &recorder{}
	mux := http.NewServeMux()
	mux.Handle("/admin/", s)
	mux.HandleFunc("/websocket", func(w http.ResponseWriter, r *http.Request) {
		conn, err := wire.Accept(w, r, wire.AcceptOptions{CheckOrigin: func(*http.Request) bool { return true }})
		if err != nil {
			t.Error(err)
			return
		}
		heard.Conn = conn
		if err := s.ServeHost(t.Context(), heard); err != nil {
			t.Log("host left:", err)
		}
	})
	web = httptest.NewServer(mux)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		web.Close()
	})
	return web, heard
}

func TestNothingCrossesToARemoteDashboardEither(t *testing.T) {
	db := dbtest.Open(t)
	reg := secrets(t, db)
	web, heard := remote(t)
	ctx, stop := context.WithCancel(t.Context())
	listened := make(chan error, 1)
	go func() {
		listened <- stagedoor.Listen(ctx, reg, stagedoor.Remote{URL: "ws" + strings.TrimPrefix(web.URL, "http") + "/websocket", APIKey: "key", DB: db})
	}()
	t.Cleanup(func() {
		stop()
		<-listened
	})
	b := open(t, web, "ana")
	awaitRoutes(t, b)
	tour(t, b)
	heard.mu.Lock()
	defer heard.mu.Unlock()
	// The names of routes do cross to a remote dashboard, which decides who sees them.
	text := heard.seen
	for _, name := range []string{"canary_unlisted", "canary-unlisted", "canary_team", "canary-team", "canary_page", "canary-page"} {
		text = bytes.ReplaceAll(text, []byte(name), []byte("route"))
	}
	findCanary(t, "the remote dashboard", text)
	if !bytes.Contains(text, []byte("The ledger is closed.")) {
		t.Error("what was meant to cross did not: this test looks at the wrong bytes")
	}
}

// awaitRoutes reads until the dashboard knows the registry.
func awaitRoutes(t *testing.T, b *browser) {
	t.Helper()
	b.send("SHELL", nil)
	for {
		if f := b.read(); strings.Contains(string(f.Data), `"wrapped"`) {
			return
		}
	}
}

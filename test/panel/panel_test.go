// Package panel_test drives whole panels as browsers do: over HTTP and the
// socket, with a real database.
package panel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func contextFor(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), patience)
}

func hello(ctx context.Context) error {
	n, err := io.Int("Enter a user id").Min(1).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, fmt.Sprintf("Hello, user %d", n))
}

func TestHelloFromClickToResult(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		reg := stagedoor.NewRegistry()
		reg.Action("hello_user", stagedoor.Action{Handler: hello})
		_, web := mount(t, db, reg)
		run := open(t, web, "ana").start("hello_user", nil)
		if call := run.next(`0`); call.ToRender[0].ValidationErrorMessage == "" {
			t.Error("a number below the least was not refused")
		}
		ended := run.ends(`7`)
		if ended.Status != protocol.RunDone || string(ended.Result.Data) != `"Hello, user 7"` {
			t.Errorf("the run ended as %s with %s", ended.Status, ended.Result.Data)
		}
	})
}

func TestRoutesAddedLaterAppear(t *testing.T) {
	reg := stagedoor.NewRegistry()
	reg.Action("first", stagedoor.Action{Handler: hello})
	_, web := mount(t, dbtest.Open(t), reg)
	b := open(t, web, "ana")
	b.start("first", nil)
	reg.Action("added/later", stagedoor.Action{Handler: hello, Name: "Came later"})
	for {
		f := b.push()
		if f.Push != protocol.PushShell {
			continue
		}
		if strings.Contains(string(f.Data), "Came later") {
			return
		}
	}
}

func TestTheTreeKeepsTheOrderOfRegistration(t *testing.T) {
	reg := stagedoor.NewRegistry()
	for _, slug := range []string{"zebra", "apple", "group/inner", "mango"} {
		reg.Action(slug, stagedoor.Action{Handler: hello})
	}
	_, web := mount(t, dbtest.Open(t), reg)
	b := open(t, web, "ana")
	b.start("zebra", nil) // the host is connected by then
	var shell protocol.Shell
	b.must(protocol.CallShell, nil, &shell)
	var order []string
	for _, r := range shell.Routes {
		order = append(order, r.Slug)
	}
	if got := strings.Join(order, " "); got != "zebra apple group mango" {
		t.Errorf("the side bar has %q", got)
	}
}

func TestMiddlewareLeavesOtherRequestsAlone(t *testing.T) {
	reg := stagedoor.NewRegistry()
	panel, _ := mount(t, dbtest.Open(t), reg)
	var got *http.Request
	handler := panel.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { got = r }))
	for path, ours := range map[string]bool{"/": false, "/admin": true, "/admin/": true, "/admin/x": true, "/administrator": false, "/x/admin/": false} {
		got = nil
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		handler.ServeHTTP(discard{http.Header{}}, r)
		if passed := got == r; passed == ours {
			t.Errorf("%s: handed on is %v", path, passed)
		}
	}
}

type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

func TestConfigMistakesNameTheField(t *testing.T) {
	db, reg := dbtest.Open(t), stagedoor.NewRegistry()
	good := stagedoor.Config{Registry: reg, DB: db, Identify: byHeader}
	mistakes := map[string]func(*stagedoor.Config){
		"Config.Registry":    func(c *stagedoor.Config) { c.Registry = nil },
		"Config.DB":          func(c *stagedoor.Config) { c.DB = nil },
		"Config.Identify":    func(c *stagedoor.Config) { c.Identify = nil },
		"Config.Prefix":      func(c *stagedoor.Config) { c.Prefix = "admin" },
		"Config.BaseURL":     func(c *stagedoor.Config) { c.BaseURL = "shop.example.com" },
		"https":              func(c *stagedoor.Config) { c.BaseURL = "http://shop.example.com" },
		"Config.SignInLinks": func(c *stagedoor.Config) { c.SignInLinks, c.BaseURL = true, "https://shop.example.com" },
		"Config.UploadStore": func(c *stagedoor.Config) { c.UploadDir, c.UploadStore = t.TempDir(), &shelves{} },
	}
	for want, mistake := range mistakes {
		config := good
		mistake(&config)
		panel, err := stagedoor.New(config)
		if err == nil {
			panel.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func TestCloseEarlyTwiceAndWhileRunning(t *testing.T) {
	reg := stagedoor.NewRegistry()
	ended := make(chan error, 1)
	reg.Action("wait", stagedoor.Action{Handler: func(ctx context.Context) error {
		_, err := io.Text("Anything").Get(ctx)
		ended <- err
		return err
	}})
	unused, err := stagedoor.New(stagedoor.Config{Registry: reg, DB: dbtest.Open(t), Identify: byHeader})
	if err != nil {
		t.Fatal(err)
	}
	if err := unused.Close(); err != nil {
		t.Error("close before the first request:", err)
	}
	panel, web := mount(t, dbtest.Open(t), reg)
	open(t, web, "ana").start("wait", nil).waits()
	for range 2 {
		if err := panel.Close(); err != nil {
			t.Error("close:", err)
		}
	}
	if err := <-ended; err == nil {
		t.Error("the handler was not told that the panel closed")
	}
}

// A stop that was asked for is nothing to complain about.
func TestShutdownIsQuiet(t *testing.T) {
	var log bytes.Buffer
	panel, web := mount(t, dbtest.Open(t), stagedoor.NewRegistry(), func(c *stagedoor.Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	})
	open(t, web, "ana").must(protocol.CallShell, nil, nil)
	if err := panel.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if log.Len() > 0 {
		t.Errorf("shutting down said %s", &log)
	}
}

func TestSignInLinkLetsInOnce(t *testing.T) {
	reg := stagedoor.NewRegistry()
	db := dbtest.Open(t)
	panel, web := mount(t, db, reg, func(c *stagedoor.Config) { c.Identify, c.SignInLinks, c.BaseURL = nil, true, "http://127.0.0.1" })
	link, err := panel.SignInLink(t.Context(), stagedoor.User{ID: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(link, "http://127.0.0.1/admin/-/signin?token=") {
		t.Errorf("the link is %s", link)
	}
	stranger := &browser{t: t, web: web}
	if status, _ := stranger.get("/admin/"); status != http.StatusMisdirectedRequest && status != http.StatusUnauthorized {
		t.Errorf("a stranger got %d", status)
	}
}

func TestParamsReachTheAction(t *testing.T) {
	reg := stagedoor.NewRegistry()
	reg.Action("show", stagedoor.Action{Handler: func(ctx context.Context) error {
		params, err := stagedoor.Params(ctx)
		if err != nil {
			return err
		}
		id, err := params.Int("id")
		if err != nil {
			return err
		}
		user, err := stagedoor.UserFrom(ctx)
		if err != nil {
			return err
		}
		return stagedoor.SetResult(ctx, map[string]any{"id": id, "who": user.Name, "text": params.String("text")})
	}})
	_, web := mount(t, dbtest.Open(t), reg)
	b := open(t, web, "ana")
	ended := b.start("show", map[string]string{"id": "12", "text": "0012"}).ends()
	var got map[string]any
	if err := json.Unmarshal(ended.Result.Data, &got); err != nil {
		t.Fatal(err)
	}
	if got["id"] != 12.0 || got["who"] != "Ana" || got["text"] != "0012" {
		t.Errorf("the action saw %v", got)
	}
	if ended := b.start("show", map[string]string{"id": "1,200"}).ends(); !strings.Contains(ended.Result.Message, `"1,200"`) {
		t.Errorf("a badly written id was answered with %+v", ended.Result)
	}
}
